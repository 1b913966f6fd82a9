"""Markdown for CommonMark readers and pandoc: front matter of JSON scalars (valid YAML), headlines as `# `.

One article has all its fields in the front matter; several share one, which lists them all under `articles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain, islice
from typing import Any, TextIO

from ..model import Article
from ..records import encode
from . import ExportOptions
from .body import blocks, rows
from .characters import json_text, one_line, printable
from .gathered import Gathered
from .labels import byline, jump_notes, kind_word, origin, words
from .spool import copied, spool

# Marks that CommonMark or pandoc would act upon wherever they stand. An ampersand matters before an entity alone.
_INLINE = re.compile(r"[\\`*_\[\]<$~^@]|&(?=#?[0-9A-Za-z]{1,32};)")
# What would open a heading, quotation, list, rule, definition, title or line block at the start of a line.
_LINE_START = re.compile(
    r"[#>+\-:=%|](?=[ \t>=\-:|#%]|$)|[>|]|-{2,}|(?:\()?(?:[0-9]{1,9}|[A-Za-z]{1,6})[.)](?=[ \t]|$)"
)


def write(articles: Iterable[Article], out: TextIO, options: ExportOptions) -> None:
    """Front matter, then every article; the texts wait in a temporary file until all are known."""
    incoming = iter(articles)
    head = list(islice(incoming, 2))
    if len(head) == 1:
        out.write(_front_matter(_fields(head[0], options)) + "\n" + markdown(head[0]))
        return
    gathered = Gathered(chain(head, incoming))
    with spool() as listed, spool() as texts:
        for article in gathered:
            listed.write(f"  - {json_text(_listed(article, besides=('schema', 'summary')))}\n")
            texts.write("\n" + markdown(article))
        shared = {n: gathered.shared(n) for n in ("publication", "date_published", "issue", "language")}
        fields = {"title": options.title or gathered.title(), **{n: v for n, v in shared.items() if v}}
        out.write(_front_matter(fields, closed=False))
        out.write("articles:\n" if gathered.count else "articles: []\n")
        copied(listed, out)
        out.write("---\n")
        copied(texts, out)


def _fields(article: Article, options: ExportOptions) -> dict[str, Any]:
    """The front matter of one article: `title` for the tools that look for it, and every field but the text."""
    return {"title": options.title or one_line(article.headline)} | _listed(article)


def _listed(article: Article, besides: tuple[str, ...] = ()) -> dict[str, Any]:
    """The fields that have a value, without the text and what else stands in full below."""
    record = encode(article)
    return {n: v for n, v in record.items() if n != "body" and n not in besides and v not in (None, [], ())}


def _front_matter(fields: Mapping[str, Any], closed: bool = True) -> str:
    lines = "".join(f"{_key(name)}: {json_text(value)}\n" for name, value in fields.items())
    return f"---\n{lines}---\n" if closed else f"---\n{lines}"


def _key(name: str) -> str:
    return name if re.fullmatch("[a-z][a-z0-9_]*", name) else json_text(name)


def markdown(article: Article) -> str:
    r"""One article without front matter: headline, what goes around it, and its text.

    >>> print(markdown(Article(body="甲乙*丙*。", headline="标题", page="2")), end="")
    # 标题
    <BLANKLINE>
    **出处**　第2版
    <BLANKLINE>
    甲乙\*丙\*。
    """
    label = words(article.language)
    came, goes = jump_notes(article)
    around = {
        "kind": kind_word(article) if one_line(article.headline) else "",
        "kicker": one_line(article.kicker),
        "deck": one_line(article.deck),
        "byline": byline(article),
        "origin": origin(article),
        "note": "；".join(n for n in (came, goes) if n),
    }
    lines = [f"**{label[name]}**　{escaped(value)}" for name, value in around.items() if value]
    parts = [f"# {escaped(one_line(article.headline) or kind_word(article) or label['article'])}", "\\\n".join(lines)]
    if article.summary:
        parts.append(f"> **{label['abstract']}**　{escaped(one_line(article.summary))}")
    parts += [_block(block.kind, printable(block.text)) for block in blocks(article.body)]
    if article.keywords:
        parts.append(f"**{label['keywords']}**　{escaped('、'.join(map(one_line, article.keywords)))}")
    return "\n\n".join(p for p in parts if p) + "\n"


def _block(kind: str, text: str) -> str:
    if kind == "subhead":
        return f"### {escaped(one_line(text))}"
    if kind == "table":
        return _table(rows(text))
    return "\\\n".join(escaped(line.strip(" \t"), at_line_start=True) for line in text.split("\n"))


def _table(cells: list[list[str]]) -> str:
    wide = max(map(len, cells))
    lines = ["| " + " | ".join(escaped(c) for c in (row + [""] * wide)[:wide]) + " |" for row in cells]
    return "\n".join([lines[0], "|" + "---|" * wide, *lines[1:]])


def escaped(text: str, at_line_start: bool = False) -> str:
    r"""The text so that a Markdown reader shows just what was printed.

    >>> print(escaped("a*b <script> &lt; A&B"))
    a\*b \<script> \&lt; A&B
    >>> print(escaped("1. 甲", True), escaped("# 乙", True), escaped("3.5万", True), escaped("(1) 丙", True))
    1\. 甲 \# 乙 3.5万 \(1) 丙
    """
    text = _INLINE.sub(r"\\\g<0>", text)
    if not at_line_start:
        return text
    found = _LINE_START.match(text)
    if not found:
        return text
    mark = found[0]
    if mark[0].isalnum():
        return f"{mark[:-1]}\\{mark[-1]}{text[found.end() :]}"
    return f"\\{text}"

"""One web page that holds everything it needs: contents, articles, style; no network, and no script to read it.

Every text goes through Jinja's autoescape; a content security policy of `none` stands behind it. Typography after
CLREQ (W3C Requirements for Chinese Text Layout): §2.2 typefaces, §3.2 indents, §3.1 punctuation, line length.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from ..model import Article
from ..records import encode
from . import ExportOptions
from .body import blocks, lines_of, merged, rows
from .characters import one_line, printable
from .gathered import Gathered
from .labels import byline, chinese_date, chinese_pages, jump_notes, kind_word, name_of, origin, words
from .spool import copied, spool

if TYPE_CHECKING:
    from jinja2 import Environment, Template

# Shown in full above the text, so not repeated in the record below it.
_SHOWN = {"body", "headline", "kicker", "deck", "summary", "summary_spans", "keywords", "edits", "schema"}


class _Group(NamedTuple):
    """What articles stand under in the contents: the issue, then its page."""

    issue: str
    page: str


def write(articles: Iterable[Article], out: TextIO, options: ExportOptions) -> None:
    """The page; articles and contents wait in temporary files until the title is known."""
    gathered = Gathered(articles)
    with spool() as listed, spool() as texts:
        group: _Group | None = None
        for article in gathered:
            now = _group(article)
            listed.write(_entry(article, gathered.count, now, group))
            texts.write(_article(article, gathered.count))
            group = now
        head = _template("head").render(
            title=printable(options.title or gathered.title()),
            publication=gathered.shared("publication"),
            date=gathered.shared("date_published"),
            shown_date=chinese_date(gathered.shared("date_published")),
            issue=gathered.shared("issue"),
            language=_language(gathered.shared("language")),
            one_issue=gathered.shared("publication") or gathered.shared("date_published"),
            count=gathered.count,
            label=words(gathered.shared("language")),
            style=_part("style.css"),
        )
        out.write(head)
        copied(listed, out)
        out.write(_template("middle").render())
        copied(texts, out)
        out.write(_template("foot").render())


def _part(name: str) -> str:
    return resources.files(__package__).joinpath("webpage_parts", name).read_text(encoding="utf-8")


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    return Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True
    )


@functools.cache
def _template(name: str) -> Template:
    return _environment().from_string(_part(f"{name}.html.j2"))


def _language(tag: str) -> str:
    """A language tag that HTML accepts; plain `zh` where there is none or it is not one."""
    return tag if tag and tag.replace("-", "").isascii() and tag.replace("-", "").isalnum() else "zh"


def _group(article: Article) -> _Group:
    parts = (one_line(article.publication), chinese_date(article.date_published), one_line(article.issue))
    page = one_line(article.page)
    return _Group(
        " ".join(p for p in parts if p),
        " ".join(p for p in (f"{page}版" if page else "", one_line(article.section)) if p),
    )


def _entry(article: Article, number: int, group: _Group, before: _Group | None) -> str:
    return _template("entry").render(
        number=number,
        name=name_of(article),
        kind=kind_word(article) if article.headline else "",
        language=_language(article.language or ""),
        first=before is None,
        issue=group.issue if before is None or group.issue != before.issue else "",
        page=group.page if before is None or group != before else "",
    )


def _article(article: Article, number: int) -> str:
    label = words(article.language)
    marks = merged(article.summary_spans, len(article.body))
    came, goes = jump_notes(article)
    return _template("article").render(
        number=number,
        article=article,
        language=_language(article.language or ""),
        kind=kind_word(article),
        kicker=one_line(article.kicker),
        headline=one_line(article.headline),
        deck=one_line(article.deck),
        byline=byline(article),
        origin=origin(article).split("　") if origin(article) else [],
        summary=printable(article.summary or ""),
        keywords=[one_line(k) for k in article.keywords or ()],
        came=came,
        goes=goes,
        blocks=[_laid_out(block, marks) for block in blocks(article.body)],
        record=_record(article, label),
        edits=article.edits or (),
        clean=printable,
        label=label,
    )


def _laid_out(block: Any, marks: list[tuple[int, int]]) -> dict[str, Any]:
    if block.kind == "table":
        return {"kind": "table", "rows": rows(printable(block.text))}
    lines = lines_of(block, marks)
    return {"kind": block.kind, "lines": [[(printable(p.text), p.marked) for p in line] for line in lines]}


def _record(article: Article, label: dict[str, str]) -> list[tuple[str, str]]:
    """The fields of the record that are not shown above the text, named and worded for a reader."""
    record = encode(article)
    shown: list[tuple[str, str]] = []
    for name, value in record.items():
        if name in _SHOWN or value in (None, [], "") or (name == "page" and article.pages):
            continue
        shown.append((label.get(name, one_line(name)), _worded(article, name, value)))
    return shown


def _worded(article: Article, name: str, value: Any) -> str:
    if name == "contributors":
        return "、".join(
            f"{one_line(c.name)}（{one_line(c.role)}）" if c.role else one_line(c.name) for c in article.contributors
        )
    if name == "kind":
        return words(article.language)["contents_kind" if value == "contents" else value]
    if name in ("continued_from", "continued_on"):
        return one_line(value["raw"])
    if name == "pages":
        return chinese_pages(article)
    if name in ("date_published", "content_date"):
        return chinese_date(value)
    if name == "source" and article.source:
        spans = article.source.spans or (article.source.lines,)
        return f"{one_line(article.source.path)}　" + "、".join(f"{first}–{last}行" for first, last in spans)
    return one_line(value) if isinstance(value, str) else one_line(json.dumps(value, ensure_ascii=False))

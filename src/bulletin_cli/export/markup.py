"""Articles as HTML: the templates, and the values that go into them, for web pages, books and feeds.

Every text goes through Jinja's autoescape, whose output is well-formed in HTML and in XML alike.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Sequence
from importlib import resources
from typing import TYPE_CHECKING, Any

from ..model import Article
from ..records import encode
from .body import Block, blocks, lines_of, merged, rows, set_apart
from .characters import one_line, printable
from .labels import byline, chinese_date, chinese_pages, jump_notes, kind_word, origin, words

if TYPE_CHECKING:
    from jinja2 import Environment

# Shown in full around the text, so not repeated in the record below it.
_SHOWN = {"body", "headline", "kicker", "deck", "summary", "summary_spans", "keywords", "edits", "schema"}


def template_text(name: str) -> str:
    """One of the files beside the templates, as it is."""
    return template_of(__package__, name)


def template_of(package: str, name: str) -> str:
    """A file in the folder `templates` of a package, as it is."""
    return resources.files(package).joinpath("templates", name).read_text(encoding="utf-8")


@functools.cache
def environment(package: str) -> Environment:
    """Fills in the templates of a package, every value escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(functools.partial(template_of, package)),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: Any) -> str:
    """A template filled in, every value escaped."""
    return environment(__package__).get_template(template).render(values)


def language_tag(tag: str | None) -> str:
    """A language tag that HTML and XML accept; plain `zh` where there is none or it is not one.

    >>> language_tag("zh-Hant"), language_tag(None), language_tag("中文 x")
    ('zh-Hant', 'zh', 'zh')
    """
    bare = (tag or "").replace("-", "")
    return tag if tag and bare.isascii() and bare.isalnum() and len(tag) < 36 else "zh"


def laid_out(article: Article) -> list[dict[str, Any]]:
    """The blocks of the body for the template `text.html.j2`, summary sentences marked."""
    marks = merged(article.summary_spans, len(article.body))
    parts = (part for block in blocks(article.body) if one_line(block.text) for part in set_apart(block))
    return [_block(part, marks) for part in parts]


def _block(block: Block, marks: list[tuple[int, int]]) -> dict[str, Any]:
    if block.kind == "table":
        return {"kind": "table", "rows": rows(printable(block.text))}
    lines = lines_of(block, marks)
    return {"kind": block.kind, "lines": [[(printable(p.text), p.marked) for p in line] for line in lines]}


def text_html(article: Article) -> str:
    """The text of an article alone, for feeds: paragraphs, subheads, tables."""
    return render("text.html.j2", blocks=laid_out(article))


def article_html(article: Article, number: int, *, with_record: bool = True, places: Sequence[str] = ()) -> str:
    """A whole article with what goes around it.

    `number` counts articles of the file from 1 and names the anchor; `places` are the keys of issue and pages by which
    the page's script filters.
    """
    came, goes = jump_notes(article)
    headline = one_line(article.headline)
    return render(
        "article.html.j2",
        number=number,
        places=" ".join(places),
        language=language_tag(article.language),
        kind=kind_word(article) or ("" if headline else words(article.language)["article"]),
        kicker=one_line(article.kicker),
        headline=headline,
        # A headline breaks where it was set with a space, before it breaks within a word.
        headline_parts=re.split(r"([ \u3000]+)", headline),
        deck=one_line(article.deck),
        byline=byline(article),
        origin=origin(article).split("　") if origin(article) else [],
        summary=printable(article.summary or ""),
        keywords=[word for k in article.keywords or () if (word := one_line(k))],
        came=came,
        goes=goes,
        blocks=laid_out(article),
        record=_record(article) if with_record else [],
        edits=(article.edits or ()) if with_record else (),
        clean=printable,
        label=words(article.language),
    )


def _record(article: Article) -> list[tuple[str, str]]:
    """The fields of the record that are not shown around the text, named and worded for a reader."""
    label = words(article.language)
    worded = [
        (label.get(name, one_line(name)), _worded(article, name, value))
        for name, value in encode(article).items()
        if name not in _SHOWN and value not in (None, [], "") and not (name == "page" and article.pages)
    ]
    return [(name, value) for name, value in worded if value]


def _worded(article: Article, name: str, value: Any) -> str:
    if name == "contributors":
        named = ((one_line(c.name), one_line(c.role)) for c in article.contributors)
        return "、".join(f"{who}（{role}）" if role else who for who, role in named)
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

"""IPTC ninjs 3.1, the news agencies' JSON: one news item a line.

ninjs allows no property that it does not know. Publication, issue, page and section go into `altIds`, whose roles
are the field names of the record; jumps and the dateline go into the editorial note.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from ..model import Article
from ..records import encode
from . import ExportOptions
from .characters import json_text, one_line, printable
from .feeds import day, moment, urn
from .markup import text_html

_STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}


def write(articles: Iterable[Article], out: TextIO, _options: ExportOptions) -> None:
    """One item a line, so that a single article is a ninjs document by itself."""
    for article in articles:
        out.write(json_text(news_item(article)) + "\n")


def news_item(article: Article) -> dict[str, Any]:
    """The article in ninjs's words; what is not known is left out.

    >>> news_item(Article(body="甲", id="1", headline="题", kicker="引"))["headlines"]
    [{'role': 'main', 'value': '题'}, {'role': 'kicker', 'value': '引'}]
    """
    headlines = (("main", article.headline), ("kicker", article.kicker), ("deck", article.deck))
    people = [(c.name, c.role) for c in article.contributors]
    sources = [*people, (article.agency, "agency"), (article.publication, "publication")]
    around = {
        "language": one_line(article.language),
        "versionCreated": moment(day(article.date_published)) if day(article.date_published) else "",
        "contentCreated": moment(day(article.content_date)) if day(article.content_date) else "",
        "headlines": [{"role": role, "value": one_line(value)} for role, value in headlines if one_line(value)],
        "by": one_line(article.byline),
        "located": one_line(article.located),
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": printable(article.summary)}]
        if article.summary
        else [],
        "infoSources": [
            {"name": one_line(name)} | ({"role": one_line(role)} if role else {})
            for name, role in sources
            if one_line(name)
        ],
        "genres": [{"name": article.kind}],
        "subjects": [{"name": one_line(word), "rel": "keyword"} for word in article.keywords or () if one_line(word)],
        "edNote": _note(article),
        "altIds": _ids(article),
    }
    known = {name: value for name, value in around.items() if value not in ("", [])}
    return {"uri": urn(article), "type": "text", "standard": _STANDARD, **known, "bodies": _bodies(article)}


def _bodies(article: Article) -> list[dict[str, Any]]:
    body = printable(article.body)
    return [
        {"role": "main", "contentType": "text/markdown", "charCount": len(body), "value": body},
        {"role": "richtext", "contentType": "application/xhtml+xml", "value": text_html(article)},
    ]


def _note(article: Article) -> str:
    jumps = [jump.raw for jump in (article.continued_from, article.continued_on) if jump]
    return " ".join(one_line(part) for part in (article.dateline, *jumps) if part)


def _ids(article: Article) -> list[dict[str, str]]:
    ids = [("id", str(encode(article)["id"])), ("issue", article.issue), ("section", article.section)]
    ids += [("page", page) for page in article.pages or ((article.page,) if article.page else ())]
    if article.source:
        ids.append(("source", f"{article.source.path}:{article.source.lines[0]}"))
    return [{"role": role, "value": one_line(value)} for role, value in ids if value]

"""Linked data: one schema.org graph with a `NewsArticle` for every article.

Kicker and deck are both alternative headlines in schema.org's words, in the order of print.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from ..model import Article, Contributor
from . import ExportOptions
from .characters import json_text, one_line, printable
from .feeds import urn


def write(articles: Iterable[Article], out: TextIO, _options: ExportOptions) -> None:
    """The graph, one article a line."""
    out.write('{"@context": "https://schema.org", "@graph": [')
    before = "\n"
    for article in articles:
        out.write(before + json_text(news_article(article)))
        before = ",\n"
    out.write("\n]}\n")


def news_article(article: Article) -> dict[str, Any]:
    """The article in schema.org's words; what is not known is left out.

    >>> news_article(Article(body="甲", id="1", headline="题", page="2"))["printPage"]
    '2'
    """
    around = {
        "headline": one_line(article.headline),
        "alternativeHeadline": [one_line(line) for line in (article.kicker, article.deck) if line],
        "genre": article.kind,
        "abstract": printable(article.summary or ""),
        "keywords": [one_line(k) for k in article.keywords or ()],
        "author": [_person(c) for c in article.contributors],
        "creditText": one_line(article.byline),
        "sourceOrganization": _named("NewsMediaOrganization", article.agency),
        "dateline": one_line(article.dateline),
        "locationCreated": _named("Place", article.located),
        "contentReferenceTime": one_line(article.content_date),
        "datePublished": one_line(article.date_published),
        "isPartOf": _issue(article),
        "printPage": one_line(article.page),
        "pagination": ", ".join(map(one_line, article.pages)),
        "printSection": one_line(article.section),
        "articleSection": one_line(article.section),
        "inLanguage": one_line(article.language),
        "isBasedOn": _source(article),
        "articleBody": printable(article.body),
    }
    known = {name: value for name, value in around.items() if value not in ("", [], None)}
    return {"@type": "NewsArticle", "@id": urn(article), "identifier": urn(article).rpartition(":")[2], **known}


def _person(person: Contributor) -> dict[str, str]:
    role = {"jobTitle": one_line(person.role)} if person.role else {}
    return {"@type": "Person", "name": one_line(person.name), **role}


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": one_line(name)} if name else None


def _issue(article: Article) -> dict[str, Any] | None:
    paper = _named("Newspaper", article.publication)
    if not article.issue:
        return paper
    number = {"@type": "PublicationIssue", "issueNumber": one_line(article.issue)}
    return {**number, "isPartOf": paper} if paper else number


def _source(article: Article) -> dict[str, Any] | None:
    if article.source is None:
        return None
    spans = article.source.spans or (article.source.lines,)
    lines = ", ".join(f"{first}-{last}" for first, last in spans)
    return {"@type": "CreativeWork", "name": one_line(article.source.path), "pagination": lines}

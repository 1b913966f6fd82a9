"""A JSON Feed 1.1: one item an article; what the feed has no word for stands under `_bulletin`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from ..model import Article
from ..records import encode
from . import ExportOptions
from .characters import json_text, one_line, printable
from .feeds import day, moment, urn
from .gathered import Gathered
from .labels import name_of
from .markup import language_tag, text_html

_ELSEWHERE = ("headline", "body", "summary", "summary_spans", "keywords", "contributors", "language", "schema")


def write(articles: Iterable[Article], out: TextIO, options: ExportOptions) -> None:
    """The feed; its title comes last, because only then is it known what the articles share."""
    gathered = Gathered(articles)
    out.write('{"version": "https://jsonfeed.org/version/1.1",\n"items": [')
    for article in gathered:
        out.write(("\n" if gathered.count == 1 else ",\n") + json_text(_item(article)))
    feed: dict[str, Any] = {"title": printable(options.title or gathered.title())}
    if options.url:
        feed["home_page_url"] = printable(options.url)
    if gathered.shared("publication"):
        feed["authors"] = [{"name": gathered.shared("publication")}]
    feed["language"] = language_tag(gathered.shared("language"))
    out.write("],\n" + json_text(feed)[1:] + "\n")


def _item(article: Article) -> dict[str, Any]:
    item: dict[str, Any] = {"id": urn(article), "title": name_of(article), "content_html": text_html(article)}
    if article.summary:
        item["summary"] = printable(article.summary)
    if day(article.date_published):
        item["date_published"] = moment(day(article.date_published))
    if article.contributors:
        item["authors"] = [{"name": one_line(c.name), "_role": one_line(c.role)} for c in article.contributors]
    if article.keywords:
        item["tags"] = [one_line(k) for k in article.keywords]
    item["language"] = language_tag(article.language)
    rest = {n: v for n, v in encode(article).items() if n not in _ELSEWHERE and v not in (None, [])}
    return {**item, "_bulletin": {"about": "https://jsonfeed.org/version/1.1#extensions", **rest}}

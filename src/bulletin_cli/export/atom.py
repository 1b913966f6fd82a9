"""An Atom feed (RFC 4287): one entry an article, its text as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from ..model import Article
from . import ExportOptions
from .characters import one_line, printable
from .feeds import Latest, day, known_day, moment, urn
from .gathered import Gathered
from .labels import name_of, words
from .markup import language_tag, render, text_html
from .spool import copied, spool


def write(articles: Iterable[Article], out: TextIO, options: ExportOptions) -> None:
    """The feed; entries wait in a temporary file until its title and date are known."""
    gathered = Gathered(articles)
    latest = Latest()
    with spool() as entries:
        for article in gathered:
            latest.see(article)
            entries.write(_entry(article))
        head = render(
            "atom-head.xml.j2",
            title=printable(options.title or gathered.title()),
            language=language_tag(gathered.shared("language")),
            publication=gathered.shared("publication"),
            updated=moment(latest.day),
            url=printable(options.url or ""),
            id=feed_id(gathered, options),
        )
        out.write(head)
        copied(entries, out)
        out.write("</feed>\n")


def feed_id(gathered: Gathered, options: ExportOptions) -> str:
    """The feed's own id: its address, else its publication, so that every issue goes to the same feed."""
    from urllib.parse import quote

    if options.url:
        return printable(options.url)
    return "urn:bulletin:feed:" + quote(gathered.shared("publication") or options.title or "articles", safe="")


def _entry(article: Article) -> str:
    return render(
        "atom-entry.xml.j2",
        id=urn(article),
        title=name_of(article),
        language=language_tag(article.language),
        updated=moment(known_day(article)),
        published=moment(day(article.date_published)) if day(article.date_published) else "",
        authors=[name for c in article.contributors if (name := one_line(c.name))] or [_somebody(article)],
        keywords=[word for k in article.keywords or () if (word := one_line(k))],
        section=one_line(article.section),
        summary=printable(article.summary or ""),
        content=text_html(article),
    )


def _somebody(article: Article) -> str:
    """A name where the byline gives none: every entry must have an author (RFC 4287 §4.1.2)."""
    names = (article.agency, article.publication, article.byline, words(article.language)["anonymous"])
    return next(name for name in map(one_line, names) if name)

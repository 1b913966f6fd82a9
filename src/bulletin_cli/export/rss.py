"""An RSS 2.0 feed: one item an article, its text as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from ..model import Article
from . import ExportOptions
from .characters import one_line, printable
from .feeds import Latest, known_day, urn
from .gathered import Gathered
from .labels import name_of, people
from .markup import language_tag, render, text_html
from .spool import copied, spool

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def write(articles: Iterable[Article], out: TextIO, options: ExportOptions) -> None:
    """The feed; items wait in a temporary file until its title and date are known."""
    gathered = Gathered(articles)
    latest = Latest()
    with spool() as items:
        for article in gathered:
            latest.see(article)
            items.write(_item(article))
        title = printable(options.title or gathered.title())
        head = render(
            "rss-head.xml.j2",
            title=title,
            # The specification wants a link; without an address the feed says that it has none.
            url=printable(options.url or "about:blank"),
            language=language_tag(gathered.shared("language")),
            date=mail_date(latest.day) if latest.day else "",
        )
        out.write(head)
        copied(items, out)
        out.write("</channel>\n</rss>\n")


def _item(article: Article) -> str:
    known = known_day(article)
    return render(
        "rss-item.xml.j2",
        guid=urn(article),
        title=name_of(article),
        date=mail_date(known) if known else "",
        creator=people(article) or one_line(article.byline),
        section=one_line(article.section),
        keywords=[one_line(k) for k in article.keywords or ()],
        summary=printable(article.summary or ""),
        content=text_html(article),
    )


def mail_date(iso_day: str) -> str:
    """A day in the form of RFC 822, in English whatever the locale.

    >>> mail_date("2026-03-18")
    'Wed, 18 Mar 2026 00:00:00 +0800'
    """
    from datetime import date

    known = date.fromisoformat(iso_day)
    month = _MONTHS[known.month - 1]
    return f"{_DAYS[known.weekday()]}, {known.day:02} {month} {known.year:04} 00:00:00 +0800"

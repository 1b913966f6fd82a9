"""What Atom, RSS and JSON feeds share: ids that never change, and times out of the days a paper prints."""

from __future__ import annotations

import re
from urllib.parse import quote

from ..model import Article
from ..records import encode
from .characters import one_line

# Papers print days, feeds want moments: midnight in the time that mainland China, Hong Kong, Macau and Taiwan keep.
_MIDNIGHT = "T00:00:00+08:00"
# RFC 4287 §4.1.2 and RSS want a time even where none is known; nothing is guessed, so it is one nobody believes.
_UNKNOWN = "1970-01-01"


def urn(article: Article) -> str:
    """The article's id as a URI, the same in every format and on every run.

    >>> urn(Article(body="", id="7f 甲"))
    'urn:bulletin:article:7f%20%E7%94%B2'
    """
    return "urn:bulletin:article:" + quote(one_line(str(encode(article)["id"])), safe="")


def day(date: str | None) -> str | None:
    """A full ISO day, the first of the month or year where only that is known; None for anything else.

    >>> day("2026-03-18"), day("2026-03"), day("2026-02-30"), day("昨天")
    ('2026-03-18', '2026-03-01', None, None)
    """
    from datetime import date as calendar

    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", date or "", re.ASCII)
    if not found:
        return None
    try:
        return calendar(int(found[1]), int(found[2] or 1), int(found[3] or 1)).isoformat()
    except ValueError:
        return None


def known_day(article: Article) -> str | None:
    """The day of the issue, else of the event."""
    return day(article.date_published) or day(article.content_date)


def moment(iso_day: str | None) -> str:
    """RFC 3339 for a day.

    >>> moment("2026-03-18"), moment(None)
    ('2026-03-18T00:00:00+08:00', '1970-01-01T00:00:00+08:00')
    """
    return (iso_day or _UNKNOWN) + _MIDNIGHT


class Latest:
    """The latest day seen, for the feed as a whole."""

    def __init__(self) -> None:
        self.day: str | None = None

    def see(self, article: Article) -> None:
        """Take an article into account."""
        seen = known_day(article)
        if seen and (self.day is None or seen > self.day):
            self.day = seen

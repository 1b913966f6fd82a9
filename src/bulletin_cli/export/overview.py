"""What a page of many articles holds, counted while they pass by: articles by issue and printed page, and keywords."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeVar

from ..model import Article
from .characters import one_line
from .labels import chinese_date, page_word

# Keywords shown as a chart, and offered to choose from; counts of rare ones are dropped when so many have gathered.
CHARTED, OFFERED, _MOST = 12, 200, 50_000

_Key = TypeVar("_Key")


class Bar(NamedTuple):
    """A row of a chart: `key` says what is counted, `first` is the number of the first article that has it."""

    key: str
    name: str
    total: int
    first: int


class Issue(NamedTuple):
    """An issue of a paper as a bar, and its pages in printed order."""

    bar: Bar
    pages: list[Bar]


class _Count:
    """How often something was seen, and where first."""

    __slots__ = ("first", "key", "name", "total")

    def __init__(self, key: str, name: str, first: int) -> None:
        self.key, self.name, self.first, self.total = key, name, first, 0

    def bar(self) -> Bar:
        return Bar(self.key, self.name, self.total, self.first)


class Overview:
    """Counts articles and keywords. Memory grows by the number of issues and pages, and by the first 50,000 keywords.

    An article on two pages counts on both. A keyword counts as often as it stands in the texts it was found for.
    """

    def __init__(self) -> None:
        self._issues: dict[str, _Count] = {}
        self._pages: dict[tuple[str, str], _Count] = {}
        self._keywords: dict[str, _Count] = {}

    def see(self, article: Article, number: int) -> list[str]:
        """Count an article, and give the keys of the issue and pages that it stands on."""
        issue = issue_name(article)
        pages = list(dict.fromkeys(map(one_line, article.pages or (article.page or "",))))
        section = one_line(article.section)
        places = [self._place(self._issues, issue, issue, number)]
        for page in pages:
            name = page_word(page)
            place = self._place(self._pages, (issue, page), name, number)
            # The section belongs to the page where the article begins; of its other pages nothing is known.
            if section and place.name == name and page == one_line(article.page):
                place.name = f"{name} {section}".strip()
            places.append(place)
        for word in dict.fromkeys(map(one_line, article.keywords or ())):
            seen = self._keywords.setdefault(word, _Count(word, word, number))
            seen.total += max(article.body.count(word), 1) if word else 0
        if len(self._keywords) > _MOST:
            self._keywords = {count.key: count for count in self._ranked()[: _MOST // 2]}
        return [place.key for place in places]

    def _place(self, places: dict[_Key, _Count], key: _Key, name: str, number: int) -> _Count:
        if key not in places:
            places[key] = _Count(str(len(self._issues) + len(self._pages)), name, number)
        places[key].total += 1
        return places[key]

    def issues(self) -> list[Issue]:
        """The issues in the order of their coming, each with its pages in the order of print."""
        pages: dict[str, list[tuple[str, Bar]]] = {}
        for (issue, page), count in self._pages.items():
            pages.setdefault(issue, []).append((page, count.bar()))
        return [
            Issue(count.bar(), [bar for _, bar in sorted(pages[issue], key=lambda found: _printed_order(found[0]))])
            for issue, count in self._issues.items()
        ]

    def keywords(self) -> list[Bar]:
        """The keywords, most mentioned first."""
        return [count.bar() for count in self._ranked()[:OFFERED]]

    def _ranked(self) -> list[_Count]:
        named = (count for count in self._keywords.values() if count.name)
        return sorted(named, key=lambda count: (-count.total, count.first))


def issue_name(article: Article) -> str:
    """Paper, day and number of the issue, as far as they are known."""
    parts = (one_line(article.publication), chinese_date(article.date_published), one_line(article.issue))
    return " ".join(part for part in parts if part)


def _printed_order(page: str) -> tuple[bool, str, int, str]:
    """Letters first, then the number by its value; what has no page stands last.

    >>> sorted(["10", "", "2", "B1", "A12", "A2"], key=_printed_order)
    ['2', '10', 'A2', 'A12', 'B1', '']
    """
    found = re.match(r"([^0-9]*)([0-9]{0,9})", page)
    letters, digits = found.groups() if found else ("", "")
    return (not page, letters, int(digits or 0), page)

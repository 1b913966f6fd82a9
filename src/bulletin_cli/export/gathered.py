"""What all articles of one file have in common, gathered while they pass by one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Article
from .characters import one_line
from .labels import chinese_date, words


class Gathered:
    """Counts articles and keeps the publication, date, issue and language that every one of them shares."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = articles
        self._shared: dict[str, str | None] = {}
        self.first: Article | None = None
        self.count = 0

    def __iter__(self) -> Iterator[Article]:
        for article in self._articles:
            if self.first is None:
                self.first = article
            for name in ("publication", "date_published", "issue", "language"):
                value = getattr(article, name)
                if self.count == 0:
                    self._shared[name] = value
                elif self._shared[name] != value:
                    self._shared[name] = None
            self.count += 1
            yield article

    def shared(self, name: str) -> str:
        """The value of that field if all articles have the same, else an empty text."""
        return one_line(self._shared.get(name))

    def title(self) -> str:
        """A title for the whole: the headline of a single article, else the paper and the day."""
        if self.count == 1 and self.first is not None and self.first.headline:
            return one_line(self.first.headline)
        known = [p for p in (self.shared("publication"), chinese_date(self.shared("date_published"))) if p]
        return " ".join(known) or words(self.shared("language"))["untitled"]

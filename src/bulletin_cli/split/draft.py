"""An article while it is put together, and the decision it began with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .blocks import Block, ends_sentence
from .briefs import item_number
from .bylines import contributors
from .documents import is_imprint
from .headings import Heading
from .jumps import Mark
from .ledes import lede_contributors, read_lede
from .tails import tail_credit

# One reason for or against a boundary, and its weight.
Signal = tuple[str, float]


class Boundary(NamedTuple):
    """A decision: at this line an article begins (or only a subhead stands), and the signals behind it.

    `score` is the sum of the signals; above zero an article begins.
    """

    line: int
    text: str
    score: float
    signals: Sequence[Signal]

    @property
    def opens(self) -> bool:
        """Whether an article begins."""
        return self.score > 0


class Repeated(NamedTuple):
    """Print kept apart from an article: the heading over a story's second part and its other marks, a column's name."""

    spans: tuple[tuple[int, int], ...]
    sheet: int
    text: str


class Draft:
    """An article while it is put together."""

    ended: Boundary | None = None  # the decision that ended it: the heading of what stands below
    heading: Heading | None = None
    lists = False  # the headline is that of a table of contents
    byline: str | None = None
    back: Mark | None = None
    onward: Mark | None = None
    joined = False
    signed = False
    brief = False  # an item of a column of briefs, whose items are articles
    kind = "article"
    section: str | None = None  # the name of the section it stands under, when the page marks one

    def __init__(self, sheet: int, boundary: Boundary | None = None) -> None:
        self.sheet = sheet
        self.sheets = [sheet]
        self.boundary = boundary
        self.inside: list[Boundary] = []  # headings that were judged to stand within it
        self.parts: list[tuple[str, str]] = []  # (kind, text): paragraph, subhead, table, image
        self.spans: list[tuple[int, int]] = []  # indices of lines
        self.head: list[Block] = []  # the blocks of heading and byline
        self.repeated: list[Repeated] = []

    @property
    def headline(self) -> str | None:
        """The headline, None without one."""
        return self.heading.headline if self.heading else None

    def cover(self, first: int, last: int) -> None:
        """Note the lines the article stands on."""
        start, end = self.spans[-1] if self.spans else (0, -2)
        if end >= first - 1:
            self.spans[-1] = (start, last if last > end else end)
        else:
            self.spans.append((first, last))

    def whole(self) -> str:
        """The headline and the text so far, without space."""
        return "".join(((self.headline or "") + "".join([text for _, text in self.parts])).split())

    def number(self) -> int:
        """The number that its headline begins with, 0 without one."""
        return item_number(self.headline or "")

    def authors(self) -> set[str]:
        """The names of those who wrote it, by its byline or its lede."""
        first = self.parts[0][1] if self.parts and not self.byline else ""
        lede = read_lede(first) if first else None
        people = contributors(self.byline) if self.byline else lede_contributors(lede) if lede else ()
        return {person.name for person in people}

    def last_text(self) -> str:
        """The text of the last part, empty without one."""
        return self.parts[-1][1] if self.parts else ""

    def awaits_heading(self) -> bool:
        """Whether it is nothing yet but a mark 上接: then a heading is that of the story's second part."""
        return self.back is not None and not self.parts and self.heading is None

    def finished(self) -> bool:
        """Whether the text so far ends where an article can end."""
        if self.signed:
            return True
        text = self.last_text()
        return bool(text) and (ends_sentence(text) or tail_credit(text) is not None or is_imprint(text))

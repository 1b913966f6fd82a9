"""What a run did, counted while it goes on: for the log, the report and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Protocol

from .. import __version__
from .unit import Counts, Reject

# As monitors read them: all well; done, but somebody should look; not done.
WELL, LOOK, FAILED = 0, 1, 2


def amount(count: int, what: str) -> str:
    """So many of something, in words.

    >>> amount(1, "article"), amount(2400, "new reject")
    ('1 article', '2,400 new rejects')
    """
    return f"{count:,} {what}{'' if count == 1 else 's'}"


class Watcher(Protocol):
    """Who hears of a run while it goes on."""

    def warn(self, message: str, **facts: object) -> None:
        """Something that somebody should look at."""

    def note(self, message: str, **facts: object) -> None:
        """Something that only who asks wants to know."""

    def progress(self, done: int, total: int, what: str) -> None:
        """So many units of so many are done."""


@dataclass(slots=True, kw_only=True)
class Account:
    """A run in figures.

    `issues` were made from their files, `products` only from records that were there, `unchanged` not at all. `rejects`
    are new, `standing` all there are. `gone` files are missed newly; `left` issues stay as they were because of such
    files; `unsettled` ones because a file of theirs changed while it was read. `passed` counts files that are not read
    by their ending. `failed` says why the run could not do all of its work, `interrupted` which signal ended it.
    """

    began: str
    version: str = __version__
    ended: str = ""
    seconds: float = 0.0
    code: int = FAILED
    files: int = 0
    bytes: int = 0
    pages: int = 0
    worked: float = 0.0
    issues: int = 0
    products: int = 0
    unchanged: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    standing: int = 0
    gone: Sequence[str] = ()
    back: Sequence[str] = ()
    left: Sequence[str] = ()
    dropped: Mapping[str, str] = field(default_factory=dict)
    unsettled: list[str] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    interrupted: str | None = None

    def add(self, counts: Counts) -> None:
        """Count an issue that was made from its files; one of which nothing came is none."""
        self.issues += bool(counts.kinds)
        self.files += counts.files
        self.bytes += counts.bytes
        self.pages += counts.pages
        self.worked += counts.seconds
        self.kinds.update(counts.kinds)
        self.repairs.update(counts.repairs)

    @property
    def articles(self) -> int:
        """Records of all kinds that were made."""
        return sum(self.kinds.values())

    def verdict(self) -> int:
        """The exit code that a monitor wants."""
        if self.failed:
            return FAILED
        return LOOK if self.rejects or self.gone or self.left or self.unsettled else WELL

    def sentence(self) -> str:
        """The run in one line."""
        made = f"{amount(self.issues, 'issue')} made ({amount(self.files, 'file')}, {amount(self.articles, 'article')})"
        more = [
            words
            for count, words in (
                (self.products, f"{self.products:,} brought up to date"),
                (self.unchanged, f"{self.unchanged:,} unchanged"),
                (len(self.rejects), amount(len(self.rejects), "new reject")),
                (len(self.gone), f"{amount(len(self.gone), 'file')} missed"),
                (len(self.dropped), f"{amount(len(self.dropped), 'issue')} taken out"),
                (len(self.unsettled), f"{len(self.unsettled):,} put off"),
            )
            if count
        ]
        return f"{', '.join([made, *more])}, in {self.seconds:.1f} s"

    def values(self) -> dict[str, Any]:
        """Everything as plain values."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return values | {"articles": self.articles, "rejects": [reject._asdict() for reject in self.rejects]}

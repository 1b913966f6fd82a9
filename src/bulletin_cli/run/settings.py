"""What a run is asked for, as one value."""

from __future__ import annotations

import functools
import os
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import NamedTuple

from .. import __version__
from .issues import Grouping
from .unit import Options, Unit, digest_of

# Formats of which one stands for the whole archive; all others are made of every issue (and of every day, if wanted).
FEEDS = ("atom", "rss", "jsonfeed")
ARCHIVE = "sqlite"


class Shard(NamedTuple):
    """Share `number` (from 1) of so many. An issue is in one of them, told by its key alone, on every machine and for good.

    >>> [n for n in (1, 2, 3) if Shard(n, 3).has("d/2026-03-18 云州日报")]
    [1]
    """

    number: int
    of: int

    def has(self, key: str) -> bool:
        """Whether the issue of that key is in this share."""
        digest = digest_of(key.encode("utf-8", "surrogateescape"))
        return int(digest, 16) % self.of == self.number - 1


class Settings(NamedTuple):
    """A run.

    `inputs` are folders or files, `archive` the folder that it fills. `options` says what is made of an issue,
    `grouping` which files are one. `formats` are made of every issue, beside its records; `archived` asks for the SQLite
    archive over all. `feeds` are made of the newest `newest` articles, `days` of every day over all
    papers. `threshold` asks for de-duplication. `drop` lets go of what was made of deleted files. `engine`, `jobs` and
    `seconds` (for a file) say how the units are run, and `address` where, for an engine that is elsewhere. A run of a
    `shard` makes only its share, and leaves it for a run without one. `again` makes everything anew; `dry` says what would be done.
    """

    inputs: tuple[str, ...]
    archive: Path
    options: Options = Options()
    grouping: Grouping = Grouping()
    formats: tuple[str, ...] = ("html",)
    archived: bool = True
    feeds: tuple[str, ...] = ()
    newest: int = 100
    days: tuple[str, ...] = ()
    threshold: float | None = None
    drop: bool = False
    engine: str = "local"
    jobs: int = 1
    seconds: float = 300.0
    address: str | None = None
    shard: Shard | None = None
    again: bool = False
    dry: bool = False

    @property
    def limits(self) -> str:
        """What a file can be beyond without being at fault."""
        return f"{self.options.largest} bytes, {self.seconds:g} seconds"

    def records_work(self, pieces: Mapping[str, str]) -> str:
        """A name for the records of an issue: other files (digests by name), options or versions, another name."""
        options = self.options
        return work_of(sorted(pieces.items()), _named(options.plan, options.digest, options.edits, options.encoding))

    def trial(self, digest: str) -> str:
        """A name for a try to read a file: one that failed is not tried again under the same."""
        return work_of(self.records_work({"": digest}), self.limits)

    def product_work(self, records: str, form: str) -> str:
        """A name for what is made of records in a format."""
        return work_of(records, form, _named(self.options.export))

    def archive_work(self, records: str) -> str:
        """A name for what the archive holds of records."""
        if self.threshold is None:
            return work_of(records, ARCHIVE)
        return work_of(records, ARCHIVE, self.threshold, self.alikeness)

    def result_work(self, unit: Unit) -> str:
        """A name for the result of a unit that is made of files."""
        files = [(piece.name, piece.digest) for piece in unit.pieces]
        return work_of(unit.issue, files, unit.formats, unit.archive, _named(self.options), self.limits, self.alikeness)

    @property
    def alikeness(self) -> str:
        """What tells that two articles are the same; empty where that is not asked for."""
        if self.threshold is None:
            return ""
        from .likeness import version

        return version()

    def state(self, name: str) -> Path:
        """A file of the run's own in the archive folder."""
        return self.archive / ".bulletin" / name

    def issue_file(self, place: str, form: str) -> Path:
        """Where a format of an issue stands."""
        return Path(self.issue_path(place, form))

    def issue_path(self, place: str, form: str) -> str:
        """The same as text, which is made faster."""
        return f"{self.archive}/issues/{place}{extension(form)}"


def work_of(*values: object) -> str:
    """A name for a piece of work: the digest of all that its result depends on, this version of bulletin included."""
    return digest_of(repr((__version__, *values)).encode("utf-8", "surrogateescape"))


@functools.lru_cache
def _named(*options: Hashable) -> str:
    """Options that many issues share, named once."""
    return work_of(*options)


@functools.lru_cache
def extension(form: str) -> str:
    """The ending of the files of a format."""
    from ..export import format_named

    return format_named(form).extension


def default_jobs() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

"""Results into the archive folder: every file whole or not at all, then the SQLite archive, then the state."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ..writing import OutputError, deaf, move_whole, put_whole, umask, undisturbed
from .holdings import Change, Holdings
from .plan import Task
from .settings import Settings
from .state import Issue, Standing, State
from .unit import LARGER, RECORDS, Result

# Issues and seconds after which what has landed is made lasting: a kill costs no more work than this.
_BATCH, _SECONDS = 256, 5.0
# Issues, and articles, that the archive takes in at once.
_ISSUES, _ARTICLES = 32, 512

# Threads that write files, and bytes after which they are waited for.
_WRITERS, _UNWRITTEN = 8, 32 << 20

FEEDS = "feeds"


class _Arrival(NamedTuple):
    """An issue whose files are on their way, its place, what the state and the archive will hold of it, and what it was.

    `standing` is None where its rejects stay as they are, `change` where the archive does.
    """

    issue: Issue
    place: str
    standing: Sequence[Standing] | None
    change: Change | None
    old: Issue | None


class Landing:
    """Takes results in; `flush` makes them lasting.

    Args:
        settings: of the run.
        state: what tells the next run.
        holdings: the SQLite archive, if there is one.
        dates: the day of every issue by its place; kept up to date.

    Files appear one by one, but the archive and the state change together with the next flush, the state last: what it
    says has landed. Where a run is killed in between, the next one makes the same issues once more.
    """

    def __init__(
        self, settings: Settings, state: State, holdings: Holdings | None, dates: dict[str, str | None]
    ) -> None:
        self._settings, self._state, self._holdings, self._dates = settings, state, holdings, dates
        self._arrived: list[_Arrival] = []
        self._articles = 0
        self._folders: set[Path] = set()
        # Threads, because a run of small files waits for the disk longer than it works: they wait together.
        self._writers = ThreadPoolExecutor(_WRITERS, "landing", deaf)
        umask()  # now, while there is one thread
        self._writing: list[Future[None]] = []
        self._bytes = 0
        self._waiting, self._since = 0, time.monotonic()
        self._halfway = False

    def land(self, task: Task, result: Result, old: Issue | None) -> tuple[Issue, list[Standing]]:
        """Put the result of a task where it belongs.

        Args:
            task: what was to be done.
            result: what came of it, with nothing in `changed` and no `died`.
            old: the issue as it was.

        Returns:
            The issue as it is now, and what is wrong with its files.
        """
        settings, unit, place, records = self._settings, task.unit, task.place, result.digest
        files = result.files(unit)
        self._write({settings.issue_file(place, form): content for form, content in files.items()})
        change = Change(place, settings.archive_work(records), result.entries) if unit.archive else None
        products = dict(old.products) if old else {}
        products |= {form: settings.product_work(records, form) for form in files if form != RECORDS}
        standing: list[Standing] | None = None
        if unit.made and old:
            new = old._replace(products=products)
        else:
            standing = [*task.guilty, *self._standing(task, result)]
            limits = settings.limits if any(_by_limits(s) for s in standing) else ""
            facts = (unit.issue, task.work, limits, records, result.date, result.publication, result.counts)
            new = Issue(*facts, task.pieces, products)
        self._arrived.append(_Arrival(new, place, standing, change, old))
        self._articles += len(result.entries)
        if len(self._arrived) >= _ISSUES or self._articles >= _ARTICLES:
            self._take_in()
        return new, standing or []

    def _take_in(self) -> None:
        """Tell the archive and the state of what has arrived."""
        with undisturbed():
            arrived, self._arrived, self._articles = self._arrived, [], 0
            self._halfway = True
            shared: set[str] = set()
            if self._holdings is not None:
                shared = self._holdings.replace([one.change for one in arrived if one.change is not None])
            for one in arrived:
                self._state.landed(one.issue, one.standing)
                self._dates[one.place] = one.issue.date
            if not all(one.old and one.old.records == one.issue.records for one in arrived):
                days = (day for one in arrived for day in (one.issue.date, one.old and one.old.date))
                self._owe(*days, *(self._dates.get(other) for other in shared))
            self._halfway = False
            self._waiting += len(arrived)

    def flush_now_and_then(self) -> None:
        """Make what has landed lasting once it is worth it."""
        if self._waiting >= _BATCH or time.monotonic() - self._since > _SECONDS:
            self.flush()

    def _standing(self, task: Task, result: Result) -> Iterable[Standing]:
        for reject in result.rejects:
            digest = task.pieces.get(reject.name)
            fatal = self._settings.trial(digest) if digest and reject.fatal else None
            yield Standing(task.unit.issue, reject, fatal)

    def drop(self, issue: Issue, place: str) -> None:
        """Take an issue out of the archive and its files away."""
        # First the files: of an issue that the state has forgotten nobody would take them away any more.
        for form in (RECORDS, *issue.products):
            self.remove(self._settings.issue_file(place, form))
        self._halfway = True
        shared: set[str] = set()
        if self._holdings is not None:
            shared = self._holdings.replace([Change(place)])
        self._state.forget(issue.key)
        self._owe(issue.date, *(self._dates.get(other) for other in shared))
        self._dates.pop(place, None)
        self._halfway = False

    def doubt(self, issue: Issue) -> Issue:
        """Have an issue made anew by the next run."""
        new = issue._replace(work="")
        self._state.landed(new, None)
        return new

    def prune(self, issue: Issue, place: str) -> Issue:
        """Take away the formats of an issue that are not wanted any more; the issue without them."""
        for form in issue.products.keys() - self._settings.formats:
            self.remove(self._settings.issue_file(place, form))
        kept = {form: work for form, work in issue.products.items() if form in self._settings.formats}
        new = issue._replace(products=kept)
        self._state.landed(new, None)
        return new

    def put(self, path: Path, content: bytes | str) -> None:
        """A file over several issues."""
        self._write({path: content})

    def flush(self) -> None:
        """Make everything that has landed lasting.

        Raises:
            OutputError: the disk does not take it.
        """
        self._take_in()
        self._written()
        wait([self._writers.submit(_sync, folder) for folder in self._folders])
        self._folders.clear()
        if self._holdings is not None:
            self._holdings.commit()
        self._state.commit()
        self._waiting, self._since = 0, time.monotonic()

    def end(self, *, keep: bool) -> None:
        """Make what has landed lasting where that is possible: nobody has stopped in the middle of an issue."""
        if keep and not self._halfway:
            self.flush()
        else:
            self._state.undo()
            if self._holdings is not None:
                self._holdings.undo()

    def remove(self, path: Path) -> None:
        """Take a file away, and the folders that are empty without it; nothing may be on its way there."""
        with suppress(FileNotFoundError):
            path.unlink()
        with suppress(OSError):  # not empty
            for folder in path.parents:
                if folder == self._settings.archive:
                    break
                folder.rmdir()

    def _write(self, files: Mapping[Path, bytes | str]) -> None:
        """Put files in their places, those that say the same already excepted; `_written` comes back once they are there.

        Each is given by what it says, or by where a worker has left it.
        """
        self._writing.append(self._writers.submit(_put, files))
        self._folders.update(path.parent.parent for path in files)
        self._bytes += sum(len(content) for content in files.values() if isinstance(content, bytes))
        if self._bytes > _UNWRITTEN:
            self._written()

    def _written(self) -> None:
        """Wait for the files that are on their way.

        Raises:
            OutputError: one of them could not be written.
        """
        writing, self._writing, self._bytes = self._writing, [], 0
        wait(writing)
        for one in writing:
            one.result()

    def close(self) -> None:
        """Wait until no thread is at a file any more."""
        self._writers.shutdown()

    def _owe(self, *dates: str | None) -> None:
        """What is made of these days, and of the newest articles, is out of date."""
        if self._settings.feeds:
            self._state.owe(FEEDS)
        if self._settings.days:
            self._state.owe(*(date for date in dates if date))


def _by_limits(standing: Standing) -> bool:
    return standing.fatal is not None or standing.reject.reason.startswith(LARGER)


def _put(files: Mapping[Path, bytes | str]) -> None:
    for path, content in files.items():
        if _says(path, content):
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(str(path.parent), f"not made: {error.strerror or error}") from error
        if isinstance(content, bytes):
            put_whole(str(path), content)
        else:
            move_whole(content, str(path))
    for folder in {path.parent for path in files}:
        _sync(folder)


def _says(path: Path, content: bytes | str) -> bool:
    """Whether a file says something already."""
    try:
        size = path.stat().st_size
    except OSError:
        return False
    if isinstance(content, bytes):
        return size == len(content) and path.read_bytes() == content
    return size == os.path.getsize(content) and path.read_bytes() == Path(content).read_bytes()


def _sync(folder: Path) -> None:
    with suppress(OSError):  # not every file system lets folders be synced
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)

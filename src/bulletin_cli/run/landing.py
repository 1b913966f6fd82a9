"""Results into the archive folder: every file whole or not at all, then the SQLite archive, then the state."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ..writing import OutputError, deaf, move_whole, put_whole, umask, undisturbed
from .aside import fetched
from .holdings import Change, Entry, Holdings, unpacked
from .plan import Task
from .settings import Settings
from .state import Issue, Standing, State
from .unit import LARGER, NOTHING, RECORDS, Left, Result

# Issues and seconds after which what has landed is made lasting: a kill costs no more work than this.
_BATCH, _SECONDS = 256, 5.0
# Issues, and articles, that the archive takes in at once.
_ISSUES, _ARTICLES = 32, 512

# Threads that write files, files that one of them is given at once, and bytes after which they are waited for.
_WRITERS, _GIVEN, _UNWRITTEN = 8, 8, 32 << 20

FEEDS = "feeds"


class _Arrival(NamedTuple):
    """An issue whose files are on their way, its place, what the state and the archive will hold of it, and what it was.

    `standing` is None where its rejects stay as they are. Where the archive changes (`archive`), `work` says what it will
    hold of the issue, None for nothing, and `entries` are that, packed, or where a worker has left them.
    """

    issue: Issue
    place: str
    standing: Sequence[Standing] | None
    archive: bool
    work: str | None
    entries: bytes | Left
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
        self._folders: set[str] = set()
        self._top = os.path.dirname(settings.archive)
        # Threads, because a run of small files waits for the disk longer than it works: they wait together.
        self._writers = ThreadPoolExecutor(_WRITERS, "landing", deaf)
        umask()  # now, while there is one thread
        self._to_write: dict[str, bytes | str] = {}
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
        # Of an issue of which nothing came there are no files, and no more of what there was.
        empty = records == NOTHING
        files = {} if empty else result.files(unit)
        for form in (RECORDS, *old.products) if empty and old and old.records != NOTHING else ():
            self.remove(settings.issue_file(place, form))
        self._write({settings.issue_path(place, form): content for form, content in files.items()})
        work = None if empty else settings.archive_work(records)
        products = dict(old.products) if old and not empty else {}
        products |= {form: settings.product_work(records, form) for form in files if form != RECORDS}
        standing: list[Standing] | None = None
        if unit.made and old:
            new = old._replace(products=products)
        else:
            standing = [*task.guilty, *self._standing(task, result)]
            limits = settings.limits if any(_by_limits(s) for s in standing) else ""
            facts = (unit.issue, task.work, limits, records, result.date, result.publication, result.counts)
            new = Issue(*facts, task.pieces, products)
        self._arrived.append(_Arrival(new, place, standing, unit.archive, work, result.entries, old))
        self._articles += sum(result.counts.kinds.values())
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
                changing = (one for one in arrived if one.archive)
                shared = self._holdings.replace(
                    [Change(one.place, one.work, _fetched(one.entries) if one.work else ()) for one in changing]
                )
            self._state.landed(*(one.issue for one in arrived))
            for one in arrived:
                if one.standing is not None and (one.standing or one.old):
                    self._state.reject(one.issue.key, one.standing)
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
        self._state.landed(new)
        return new

    def prune(self, issue: Issue, place: str) -> Issue:
        """Take away the formats of an issue that are not wanted any more; the issue without them."""
        for form in issue.products.keys() - self._settings.formats:
            self.remove(self._settings.issue_file(place, form))
        kept = {form: work for form, work in issue.products.items() if form in self._settings.formats}
        new = issue._replace(products=kept)
        self._state.landed(new)
        return new

    def put(self, path: Path, content: bytes | str) -> None:
        """A file over several issues."""
        self._write({str(path): content})

    def flush(self) -> None:
        """Make everything that has landed lasting.

        Raises:
            OutputError: the disk does not take it.
        """
        self._take_in()
        self._written()
        # Once all files are there: to make the first folder lasting is nearly all the work that there is with all of them.
        folders = sorted(self._folders)
        wait([self._writers.submit(_sync, folders[n::_WRITERS]) for n in range(_WRITERS)])
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

    def _write(self, files: Mapping[str, bytes | str]) -> None:
        """Put files in their places, those that say the same already excepted; `_written` comes back once they are there.

        Each is given by what it says, or by where a worker has left it.
        """
        self._to_write.update(files)
        self._bytes += sum(len(content) for content in files.values() if isinstance(content, bytes))
        if len(self._to_write) >= _GIVEN:
            self._give()
        if self._bytes > _UNWRITTEN:
            self._written()

    def _give(self) -> None:
        """Let a thread write what is to be written."""
        files, self._to_write = self._to_write, {}
        if files:
            self._writing.append(self._writers.submit(_put, files))
            for path in files:
                folder = os.path.dirname(path)
                while folder not in self._folders and len(folder) > len(self._top):
                    self._folders.add(folder)
                    folder = os.path.dirname(folder)  # where that one may have been made

    def _written(self) -> None:
        """Wait for the files that are on their way.

        Raises:
            OutputError: one of them could not be written.
        """
        self._give()
        writing, self._writing, self._bytes = self._writing, [], 0
        wait(writing)
        for one in writing:
            one.result()

    def meanwhile(self, work: Callable[[], object]) -> None:
        """Have a thread do something that whoever needs it would do itself where it is not done."""
        self._writers.submit(work)

    def close(self) -> None:
        """Wait until no thread is at a file any more."""
        self._writers.shutdown()

    def _owe(self, *dates: str | None) -> None:
        """What is made of these days, and of the newest articles, is out of date."""
        if self._settings.feeds:
            self._state.owe(FEEDS)
        if self._settings.days:
            self._state.owe(*(date for date in dates if date))


def _fetched(entries: bytes | Left) -> Sequence[Entry]:
    """Entries, from where a worker has left them.

    Raises:
        OutputError: they cannot be read.
    """
    if isinstance(entries, bytes):
        return unpacked(entries)
    try:
        return unpacked(fetched(entries))
    except OSError as error:
        raise OutputError(entries.path, f"not there any more: {error.strerror or error}") from error


def _by_limits(standing: Standing) -> bool:
    return standing.fatal is not None or standing.reject.reason.startswith(LARGER)


def _put(files: Mapping[str, bytes | str]) -> None:
    for path, content in files.items():
        if _says(path, content):
            continue
        folder = os.path.dirname(path)
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError as error:
            raise OutputError(folder, f"not made: {error.strerror or error}") from error
        if isinstance(content, bytes):
            put_whole(path, content)
        else:
            move_whole(content, path)


def _says(path: str, content: bytes | str) -> bool:
    """Whether a file says something already."""
    try:
        size = os.path.getsize(path)
    except OSError:
        return False
    if isinstance(content, bytes):
        return size == len(content) and Path(path).read_bytes() == content
    return size == os.path.getsize(content) and Path(path).read_bytes() == Path(content).read_bytes()


def _sync(folders: Iterable[str]) -> None:
    for folder in folders:
        with suppress(OSError):  # not every file system lets folders be synced
            file = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(file)
            finally:
                os.close(file)

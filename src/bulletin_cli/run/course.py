"""The course of a run: look, compare, make, land, tell."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from datetime import datetime

from ..export.archive import NAME, NotAnArchive
from ..writing import OutputError, undisturbed
from .account import FAILED, Account, Watcher, amount
from .combined import combined, owed, unwanted
from .engine import ENGINES, Engine, inline, settled
from .holdings import Change, Holdings
from .inputs import Found, Scan, labels, scan
from .issues import place_of
from .landing import Landing
from .lock import locked
from .overview import of_state
from .page import get_ready, put_report
from .plan import Memory, Plan, Task, plan
from .rejects import put_rejects
from .settings import Settings
from .shard import make_shard
from .shelf import Shelves
from .state import Issue, Standing, State, StateError
from .survey import located, looking
from .unit import NOTHING, RECORDS, Reject, Result

# More complaints of one kind than this say less than their number.
_SAID = 20
# With more units than this the report's template is made ready while they are worked on.
_SEVERAL = 8
# What a run remembers, and where workers leave what they have made.
_STATE, _ASIDE = "state.sqlite", "aside"


def run(settings: Settings, watcher: Watcher) -> Account:
    """Bring the archive up to date; of a shard, only make what the run that lands it will ask for.

    Raises:
        EngineError: the engine cannot be had; what had landed before stays.
        LockedError: another run is at work in the archive.
        OutputError: the archive cannot be written to, or the disk is full; what had landed before stays.
        MissingExtra: de-duplication is wanted, and its library is not there.
    """
    account = Account(began=_now())
    if settings.shard is not None:
        return make_shard(settings, watcher, account)
    with ExitStack() as stack:
        stack.enter_context(locked(settings.archive, account.began))
        if not settings.state(_STATE).exists():
            _engine(settings)  # there will be work: it gets ready while the archive is made
        try:
            state = stack.enter_context(closing(_state(settings, watcher)))
            holdings = _holdings(settings)
            if holdings is not None:
                stack.enter_context(closing(holdings))
            return _Run(settings, watcher, account, state, holdings).run()
        except sqlite3.OperationalError as error:
            raise OutputError(
                str(settings.archive), f"not written: {error}; check the disk, its mode and space"
            ) from error


def _engine(settings: Settings) -> Engine:
    aside = settings.state(_ASIDE)
    with suppress(OSError):  # without it results hold everything, and who lands them says what is wrong with the disk
        aside.mkdir(exist_ok=True)
    return ENGINES[settings.engine](settings.jobs, settings.seconds, settings.address, str(aside))


def _unusable(result: Result, old: Issue) -> str | None:
    """Why nothing can be made of records that were read again; None where they are what has landed."""
    if result.died or result.rejects:
        return f"cannot be read: {result.died or result.rejects[0].reason}"
    return None if result.digest == old.records else "are not those that were made"


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _state(settings: Settings, watcher: Watcher) -> State:
    """The state; a damaged one is put aside, which costs work and nothing else."""
    path = settings.state(_STATE)
    try:
        return State(path)
    except StateError as error:
        aside = path.with_name(f"state.sqlite.broken-{time.time_ns()}")
        os.replace(path, aside)
        with suppress(FileNotFoundError):
            os.unlink(f"{path}-journal")
        watcher.warn(f"{path}: not readable ({error}); put aside as {aside.name}, everything is made anew")
        return State(path)


def _holdings(settings: Settings) -> Holdings | None:
    if not settings.archived:
        return None
    path = settings.archive / NAME
    try:
        return Holdings(path, settings.threshold)
    except NotAnArchive as error:
        raise OutputError(str(path), f"{error}; move it away, and the next run makes a new one") from None


class _Run:
    def __init__(
        self, settings: Settings, watcher: Watcher, account: Account, state: State, holdings: Holdings | None
    ) -> None:
        self.settings, self.watcher, self.account = settings, watcher, account
        self.state, self.holdings = state, holdings
        self.issues: dict[str, Issue] = {}
        self.places: dict[str, str | None] = {}
        self.landing = Landing(settings, state, holdings, self.places)
        self.known: set[tuple[str, str]] = set()
        self._since = time.monotonic()

    def run(self) -> Account:
        """All of it."""
        self._sweep()
        number = self.state.begin(self.account.began)
        self.state.commit()
        try:
            self._work()
            self.account.code = self.account.verdict()
            self._end(number)
            put_report(self.settings.archive, self.account, of_state(self.settings.archive, self.state, self.issues))
            # Not before: a run whose end is not remembered is one after which the next has to sweep.
            self.state.commit()
        except BaseException as error:
            self._cut_short(number, error)
            raise
        finally:
            self.landing.close()
            shutil.rmtree(self.settings.state(_ASIDE), ignore_errors=True)
        return self.account

    def _work(self) -> None:
        settings, state, account = self.settings, self.state, self.account
        roots = labels(settings.inputs)
        files = state.files()
        before = state.rejects()
        self.known = {(s.reject.name, s.reject.reason) for s in before}
        found = scan(roots, files, looking(settings))
        if any(name not in files or files[name].digest != file.digest for name, file in found.files.items()):
            self.engine()
        self.issues = state.issues()
        self.places.update((place_of(k), issue.date) for k, issue in self.issues.items() if issue.records != NOTHING)
        held = self.holdings.works() if self.holdings else {}
        todo = plan(settings, found, Memory(files, self.issues, before, state.gone(), held), list(roots))
        state.keep_files(files, found.files, todo.forgotten)
        state.mark_gone(todo.gone, todo.back, account.began)
        self._problems(todo.problems)
        state.commit()
        self._say(found, todo)
        self._tidy(todo, held)
        self._make(todo.tasks, found.files)
        self._combine()
        self.landing.flush()
        standing = state.rejects()
        account.standing = len(standing)
        put_rejects(settings.archive / "rejects", standing)

    def _say(self, found: Scan, todo: Plan) -> None:
        """What the comparison brought to light."""
        account = self.account
        account.passed, account.unchanged = found.passed, todo.unchanged
        account.gone, account.back, account.left, account.dropped = todo.gone, todo.back, todo.left, todo.dropped
        for name, reason in found.unseen.items():
            account.failed.append(f"{name}: {reason}")
            self.watcher.warn(f"{name}: {reason}", path=name)
        self._several(todo.gone, "{}: no longer there; what was made of it stays (--drop takes it out)")
        self._several(todo.left, "{}: changed, but left as it was made, because files of it are missing")
        for key, reason in todo.dropped.items():
            self.watcher.note(f"{key}: taken out: {reason}", issue=key)

    def _several(self, names: Sequence[str], words: str) -> None:
        for name in names[:_SAID]:
            self.watcher.warn(words.format(name), path=name)
        if len(names) > _SAID:
            self.watcher.warn(words.format(f"{len(names) - _SAID:,} more"))

    def _problems(self, problems: Sequence[Reject]) -> None:
        """Files that cannot be read at all."""
        self.state.reject("", [Standing("", problem) for problem in problems])
        for problem in problems:
            self._reject(problem)

    def _reject(self, reject: Reject) -> None:
        if (reject.name, reject.reason) in self.known:
            return
        self.account.rejects.append(reject)
        if len(self.account.rejects) <= _SAID:
            place = f"{reject.name}:{reject.line}" if reject.line else reject.name
            self.watcher.warn(f"{place}: {reject.reason}", path=reject.name, line=reject.line, reason=reject.reason)

    def _tidy(self, todo: Plan, held: Mapping[str, str]) -> None:
        """Take out what is no longer of the archive."""
        for key in todo.dropped:
            self.landing.drop(self.issues.pop(key), place_of(key))
        wanted = set(self.settings.formats)
        for key, issue in self.issues.items():
            if not issue.products.keys() <= wanted:
                self.issues[key] = self.landing.prune(issue, place_of(key))
        if self.holdings is not None:
            for place in held.keys() - self.places.keys():
                # A state that was lost knows of no issue; one of which the records are there is still of the archive.
                if not self.settings.issue_file(place, RECORDS).exists():
                    self.holdings.replace([Change(place)])
        self.landing.flush()

    def _make(self, tasks: Sequence[Task], files: Mapping[str, Found]) -> None:
        """Run the units and land their results."""
        folder = self.settings.state("unpacked")
        with Shelves(self.settings, self.watcher.warn) as shelves:
            # What a shard has made needs no files any more.
            missing = [task for task in tasks if not shelves.holds(task.unit)]
            units = {task.unit.issue: task.unit for task in located(missing, files, folder)}
            given = (units.get(task.unit.issue, task.unit) for task in tasks)
            # A night on which nothing is to be made needs no engine.
            engine = shelves.before(self.engine() if tasks else inline)
            if len(tasks) > _SEVERAL:
                self.landing.meanwhile(get_ready)
            for done, (task, (_, result)) in enumerate(
                zip(tasks, settled(given, self.settings.options, engine), strict=True), 1
            ):
                self._land(task, result)
                self.watcher.progress(done, len(tasks), task.unit.issue)
            self.landing.flush()
            shelves.clear(made=len(missing))
        shutil.rmtree(folder, ignore_errors=True)

    def _land(self, task: Task, result: Result) -> None:
        issue, account = task.unit.issue, self.account
        old = self.issues.get(issue)
        if result.changed:
            account.unsettled.append(issue)
            self.watcher.warn(
                f"{result.changed[0]}: changed while it was read; {issue} is put off to the next run",
                path=result.changed[0],
            )
            return
        if task.unit.made and old and (why := _unusable(result, old)):
            account.failed.append(f"{issue}: {why}")
            self.watcher.warn(f"{issue}: its records {why}; the next run makes them anew", issue=issue)
            self.issues[issue] = self.landing.doubt(old)
            return
        with undisturbed():
            self.issues[issue], wrong = self.landing.land(task, result, old)
        self.landing.flush_now_and_then()
        for standing in wrong:
            self._reject(standing.reject)
        if task.unit.made:
            account.products += 1
        else:
            account.add(result.counts)
        counts = result.counts
        self.watcher.note(
            f"{issue}: {amount(sum(counts.kinds.values()), 'article')}",
            issue=issue,
            files=counts.files,
            seconds=round(counts.seconds, 3),
        )

    def engine(self) -> Engine:
        """What runs the units; it gets ready when it is asked for first, which is as soon as there will be work."""
        return _engine(self.settings)

    def _combine(self) -> None:
        """Make what is made over several issues."""
        settings, state = self.settings, self.state
        self.landing.flush()  # what is read now has to be there
        issues = self.issues.values()
        owed(settings, state, issues)
        todo = list(combined(settings, state, self.issues.values(), self.holdings))
        engine = self.engine() if todo else inline
        for one, (_, result) in zip(todo, settled((one.unit for one in todo), settings.options, engine), strict=True):
            if result.died or result.rejects:
                self.account.failed.append(f"{one.what}: {result.died or result.rejects[0].reason}")
                continue
            for form, path in one.files.items():
                self.landing.put(path, result.files(one.unit)[form])
            state.paid(one.what)
        self.landing.flush()
        for path in unwanted(settings, {issue.date for issue in issues if issue.date}):
            self.landing.remove(path)

    def _sweep(self) -> None:
        """Take away what a run that was killed left half done."""
        last = next(iter(self.state.runs(1)), None)
        for name in ("unpacked", _ASIDE):
            shutil.rmtree(self.settings.state(name), ignore_errors=True)
        if last is not None and last[1] is None:
            for path in self.settings.archive.rglob(".bulletin-*.tmp"):
                with suppress(OSError):
                    path.unlink()

    def _cut_short(self, number: int, error: BaseException) -> None:
        """Keep what has landed, and say how the run ended, as far as that is possible."""
        if isinstance(error, Exception):
            self.account.failed.append(str(error) or type(error).__name__)
        else:
            self.account.interrupted = f"signal {error.number}" if hasattr(error, "number") else type(error).__name__
        with suppress(OutputError, OSError, sqlite3.Error):
            self.landing.end(keep=not isinstance(error, OutputError | OSError | sqlite3.Error))
            self.account.code = FAILED
            self._end(number)
            self.state.commit()

    def _end(self, number: int) -> None:
        account = self.account
        account.ended, account.seconds = _now(), time.monotonic() - self._since
        self.state.end(number, account.ended, account.code, account.values())

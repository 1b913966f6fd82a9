"""The engine of one machine: some worker processes, an ordered window of units, and nobody who takes the others along.

The pools of the standard library do not say which unit a dead worker had, nor end one that takes too long. So every
worker has a pipe of its own here, and is given its next unit while it still has one to do.
"""

from __future__ import annotations

import multiprocessing
import selectors
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from typing import NamedTuple

from .engine import Engine
from .unit import Options, Result, Unit, process

# Units that a worker has been given, at first and at most: in a long run so many that none runs out of work while the
# archive is made lasting, in a short one so few that all end together. And how many more results may wait for their turn.
_FIRST, _WAITING = 2, 16
_WINDOW = 2 * _WAITING

Work = Callable[[Unit, Options], Result]


def local(jobs: int, seconds: float, work: Work = process) -> Engine:
    """An engine of so many worker processes.

    Args:
        jobs: workers, at least 1.
        seconds: how long a file may take; a unit may take that many times its files.
        work: what a worker does with a unit; a function that it can import.

    The process that workers are copies of is started here, and gets ready while the caller does other things.
    """
    _origin()

    def run(units: Iterable[Unit], options: Options) -> Iterator[Result]:
        crew = _Crew(jobs, seconds, options, work)
        try:
            yield from crew.run(iter(units))
        finally:
            crew.dismiss()

    return run


def _origin() -> ForkServerContext:
    """Where workers come from: a clean process that has the modules already.

    No lock, no database and no thread of ours is inherited, and starting a worker takes milliseconds.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"{__package__}.warm"])
    forkserver.ensure_running()
    return context


class _Task(NamedTuple):
    number: int
    unit: Unit


class _Worker:
    """A process, the pipe to it, and the units that it has been given, the one in work first."""

    def __init__(self, options: Options, work: Work) -> None:
        context = _origin()
        self.pipe, end = context.Pipe()
        self.process = context.Process(target=_live, args=(end, options, work), daemon=True)
        self.process.start()
        end.close()
        self.tasks: deque[_Task] = deque()
        self.since = time.monotonic()

    def give(self, task: _Task) -> None:
        """Send a unit; a worker that has died meanwhile is noticed where its answer is awaited."""
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        with suppress(OSError):
            self.pipe.send(task.unit)

    def until(self, seconds: float) -> float:
        """The moment at which the unit in work has taken too long."""
        return self.since + seconds * max(1, len(self.tasks[0].unit.pieces))

    def end(self) -> int | None:
        """Kill the process; its exit code, negative for a signal that it died of before."""
        self.process.join(0.2)
        code = self.process.exitcode
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return code


class _Crew:
    """The workers of one call, and the results that are not at their turn yet."""

    def __init__(self, jobs: int, seconds: float, options: Options, work: Work) -> None:
        self._jobs, self._seconds, self._options, self._work = jobs, seconds, options, work
        self._workers: list[_Worker] = []
        self._pipes = selectors.DefaultSelector()
        self._done: dict[int, Result] = {}

    def run(self, units: Iterator[Unit]) -> Iterator[Result]:
        """All results, in order."""
        given = turn = 0
        more = True
        while True:
            room = min(_WAITING, _FIRST + given // (_WAITING * self._jobs))
            while more and given - turn < _WINDOW * self._jobs and (worker := self._free(room)):
                unit = next(units, None)
                if unit is None:
                    more = False
                    break
                worker.give(_Task(given, unit))
                given += 1
            if turn == given and not more:
                return
            while turn not in self._done:
                self._await()
            yield self._done.pop(turn)
            turn += 1

    def _free(self, room: int) -> _Worker | None:
        """The worker with the least to do, if that is less than `room` units; a new one while there are fewer than jobs."""
        if len(self._workers) < self._jobs and all(worker.tasks for worker in self._workers):
            self._hire()
        least = min(self._workers, key=lambda worker: len(worker.tasks))
        return least if len(least.tasks) < room else None

    def _hire(self) -> _Worker:
        worker = _Worker(self._options, self._work)
        self._workers.append(worker)
        self._pipes.register(worker.pipe, selectors.EVENT_READ, worker)
        return worker

    def _await(self) -> None:
        """Wait for the next result, death, or end of patience."""
        patience = min(worker.until(self._seconds) for worker in self._workers if worker.tasks) - time.monotonic()
        for key, _ in self._pipes.select(max(0.0, patience)):
            worker: _Worker = key.data
            try:
                result = worker.pipe.recv()
            except (EOFError, OSError):
                self._lose(worker, None)
                continue
            self._done[worker.tasks.popleft().number] = result
            worker.since = time.monotonic()
        for worker in list(self._workers):
            if worker.tasks and worker.until(self._seconds) <= time.monotonic() and not worker.pipe.poll():
                self._lose(worker, _too_long(self._seconds))

    def _lose(self, worker: _Worker, reason: str | None) -> None:
        """Take a worker out; the unit it was at is answered for, those that waited go to another."""
        self._pipes.unregister(worker.pipe)
        code = worker.end()
        self._workers.remove(worker)
        if worker.tasks:
            guilty = worker.tasks.popleft()
            self._done[guilty.number] = Result(guilty.unit.issue, died=reason or _cause(code))
        if worker.tasks:
            heir = self._hire()
            for task in worker.tasks:
                heir.give(task)

    def dismiss(self) -> None:
        """End all workers, busy or not."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._pipes.close()


class Keeper:
    """One worker process beside this one, kept from unit to unit; where it dies, the next unit has a new one.

    For engines that come with processes of their own, which a unit must not take along.

    Args:
        seconds: how long a file may take.
        options: of all units.
        work: what the worker does with a unit.
    """

    def __init__(self, seconds: float, options: Options, work: Work = process) -> None:
        self._seconds, self._options, self._work = seconds, options, work
        self._worker: _Worker | None = None

    def process(self, unit: Unit) -> Result:
        """As `process`; a dead worker is a result that says why it `died`."""
        worker = self._worker or _Worker(self._options, self._work)
        self._worker = worker
        worker.give(_Task(0, unit))
        reason: str | None = _too_long(self._seconds)
        if worker.pipe.poll(max(0.0, worker.until(self._seconds) - time.monotonic())):
            try:
                result: Result = worker.pipe.recv()
                worker.tasks.clear()
                return result
            except (EOFError, OSError):
                reason = None
        self._worker = None
        code = worker.end()
        return Result(unit.issue, died=reason or _cause(code))

    def dismiss(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.process.kill()
            self._worker.end()
            self._worker = None


def _too_long(seconds: float) -> str:
    return f"took longer than {seconds:g} seconds a file; --seconds allows more"


def _cause(code: int | None) -> str:
    if code is None or code >= 0:
        return f"the worker ended by itself (exit code {code})"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"the worker was killed by {name}" + (" (out of memory?)" if name == "SIGKILL" else "")


def _live(pipe: Connection, options: Options, work: Work) -> None:
    """The life of a worker: units in, results out, until nobody asks any more."""
    # Ctrl-C reaches the whole group; what becomes of the run is the parent's affair.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _first_to_go()
    with suppress(EOFError, OSError):
        while True:
            pipe.send(work(pipe.recv(), options))


def _first_to_go() -> None:
    """When memory runs out, the kernel is to take a worker, which costs a file, and not the run."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")

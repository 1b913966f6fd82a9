"""The engine of many machines: units as tasks of a Ray cluster, results back in order, whoever dies meanwhile.

Core tasks, not Ray Data: a unit is a function call with a result of its own, and one that fails must not take a block of
others along. A task does not run its unit in Ray's own worker but hands it to a process beside it (see `Keeper`), so that
a file which kills, or takes too long, is told from a machine that is lost: the first is a result, as in a local run;
of the second we hear by an error of Ray's, and the unit goes to another machine.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import __version__
from ..export import MissingExtra
from .engine import Engine, EngineError
from .local import Keeper, Work
from .unit import Options, Result, Unit, process

if TYPE_CHECKING:
    import ray

# Units with Ray for each core: the one in work and the one that waits; and how many more results may wait for their turn.
_WAITING = 2
_WINDOW = 4
# Losing so many machines under one unit is no chance any more.
_TRIES = 5
# Seconds after which the cluster is asked again how many cores it has: machines come and go.
_COUNT_AGAIN = 5.0
# Seconds of deafness to signals, at most.
_LISTEN = 1.0


def cluster(jobs: int, seconds: float, address: str | None = None, work: Work = process) -> Engine:
    """An engine of the tasks of a Ray cluster.

    Args:
        jobs: units in work at once; 0 for as many as the cluster has cores, however many these become.
        seconds: how long a file may take; a unit may take that many times its files.
        address: of the cluster, `HOST:PORT`, or `ray://HOST:PORT` for its client; None for `RAY_ADDRESS`, else a cluster
            of this machine, else one that is started on this machine for this run.
        work: what is done with a unit; a function that can be imported on every machine.
    """

    def run(units: Iterable[Unit], options: Options) -> Iterator[Result]:
        units = iter(units)
        first = next(units, None)
        if first is None:  # a quiet night does not wake the cluster
            return
        window = _Window(_connected(address), jobs, seconds, options, work)
        try:
            yield from window.run(chain((first,), units))
        finally:
            window.close()

    return run


def installed() -> None:
    """Make sure that Ray is there.

    Raises:
        MissingExtra: it is not.
    """
    from importlib.util import find_spec

    if find_spec("ray") is None:
        raise MissingExtra("ray", "ray")


class _Sent(NamedTuple):
    number: int
    unit: Unit
    tries: int


class _Answer(NamedTuple):
    """A result, or the paths that the machine (by its address) does not see."""

    result: Result
    unseen: Sequence[str] = ()
    machine: str = ""


class _Window:
    """The units that are out, and the results that are not at their turn yet."""

    def __init__(self, module: Any, jobs: int, seconds: float, options: Options, work: Work) -> None:
        self._ray, self._jobs = module, jobs
        # Ray's own retries know no bound where memory runs out; ours are counted in `_again`.
        self._task = module.remote(max_retries=0, num_cpus=1)(_do)
        # Within a list, so that a worker fetches them once and not for every unit.
        self._common = ([module.put(options)], seconds, work, __version__)
        self._out: dict[Any, _Sent] = {}
        self._done: dict[int, Result] = {}
        self._room, self._counted = 0, 0.0

    def run(self, units: Iterator[Unit]) -> Iterator[Result]:
        """All results, in order."""
        given = turn = 0
        more = True
        while True:
            room = self._size()
            while more and len(self._out) < room and given - turn < _WINDOW * room:
                unit = next(units, None)
                if unit is None:
                    more = False
                    break
                self._send(_Sent(given, _absolute(unit), 0))
                given += 1
            if turn == given and not more:
                return
            if turn in self._done:
                yield self._done.pop(turn)
                turn += 1
            else:
                self._await()

    def close(self) -> None:
        """Take back what nobody waits for any more."""
        for ref in self._out:
            self._ray.cancel(ref)
        self._out.clear()

    def _size(self) -> int:
        """How many units may be out."""
        if self._jobs:
            return self._jobs
        now = time.monotonic()
        if not self._room or now - self._counted > _COUNT_AGAIN:
            self._room = _WAITING * max(1, int(self._ray.cluster_resources().get("CPU", 0)))
            self._counted = now
        return self._room

    def _send(self, sent: _Sent) -> None:
        self._out[self._task.remote(sent.unit, *self._common)] = sent

    def _await(self) -> None:
        """Wait for the next result, and take all that are there."""
        ready, _ = self._ray.wait(list(self._out), num_returns=1, timeout=_LISTEN)
        if ready:
            ready, _ = self._ray.wait(list(self._out), num_returns=len(self._out), timeout=0)
        errors = self._ray.exceptions
        for ref in ready:
            sent = self._out.pop(ref)
            try:
                answer = self._ray.get(ref)
            except errors.RayTaskError as error:
                raise _unfit(error.cause) from None
            except errors.RayError as error:
                self._again(sent, error)
                continue
            self._done[sent.number] = _believed(answer)

    def _again(self, sent: _Sent, error: Exception) -> None:
        """A machine or a worker of Ray's was lost: its unit goes to another."""
        if sent.tries + 1 < _TRIES:
            self._send(sent._replace(tries=sent.tries + 1))
            return
        reason = f"its worker was lost {_TRIES} times, the last time by {type(error).__name__}"
        self._done[sent.number] = Result(sent.unit.issue, died=reason)


def _connected(address: str | None) -> Any:
    """Ray, connected for as long as this process lives.

    Raises:
        EngineError: there is no cluster at that address, or it is of another version.
        MissingExtra: Ray is not installed.
    """
    installed()
    # It is not for a filter to report to somebody that it was used, nor to set aside what graphics cards there are.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    import ray

    if ray.is_initialized():
        return ray
    # Ray takes SIGTERM for itself, and leaves with what it finds.
    mine = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        ray.init(address, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
        where = f"at {address}" if address else "to be had"
        raise EngineError(f"no Ray cluster {where}: {str(error).splitlines()[0]}") from None
    if threading.current_thread() is threading.main_thread():
        for number, handler in mine.items():
            signal.signal(number, handler)
    return ray


def _absolute(unit: Unit) -> Unit:
    """The unit with paths that hold wherever one stands."""
    pieces = tuple(piece._replace(path=os.path.abspath(piece.path)) if piece.path else piece for piece in unit.pieces)
    made = tuple(made._replace(path=os.path.abspath(made.path)) for made in unit.made)
    return unit._replace(pieces=pieces, made=made)


def _believed(answer: _Answer) -> Result:
    """The result, unless the machine looked in vain for what is there."""
    for path in answer.unseen:
        if os.path.exists(path):
            raise EngineError(
                f"{path}: not there on {answer.machine} of the cluster; "
                "inputs and archive must stand on storage that all machines see under the same path"
            )
    return answer.result


def _unfit(cause: object) -> EngineError:
    if isinstance(cause, EngineError):
        return cause
    why = str(cause).strip().splitlines() or [type(cause).__name__]
    return EngineError(
        f"the cluster cannot do the work: {why[-1]}; install bulletin-cli {__version__} on all of its machines"
    )


# In Ray's worker: the process beside it, and what its options were.
_kept: tuple[object, Keeper] | None = None


def _do(unit: Unit, common: list[ray.ObjectRef[Options]], seconds: float, work: Work, version: str) -> _Answer:
    """What a task does with a unit, on some machine."""
    global _kept
    import ray

    machine: str = ray.util.get_node_ip_address()  # type: ignore[no-untyped-call, unused-ignore]
    if version != __version__:
        raise EngineError(
            f"{machine} of the cluster has bulletin-cli {__version__}, this machine {version}; install the same on all"
        )
    paths = (*(piece.path for piece in unit.pieces), *(made.path for made in unit.made))
    unseen = tuple(path for path in paths if not os.path.exists(path))
    if unseen:
        names = tuple(piece.name for piece in unit.pieces if piece.path in unseen)
        died = None if names else f"{unseen[0]} is not there"
        return _Answer(Result(unit.issue, changed=names, died=died), unseen, machine)
    if _kept is None or _kept[0] != common[0]:
        if _kept is not None:
            _kept[1].dismiss()
        _kept = common[0], Keeper(seconds, ray.get(common[0]), work)
    return _Answer(_kept[1].process(unit))

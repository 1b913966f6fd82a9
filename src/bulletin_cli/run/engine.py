"""What runs the units: an engine takes them in order and gives their results back in the same order.

An engine is any callable of that shape. It may run `process` wherever it likes, as often as it likes; it raises nothing
for a unit that fails, but gives back a result that says why its worker `died`. What a dead worker means for the files
of its unit is found out in `settled`, the same for all engines.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Protocol

from .unit import Options, Reject, Result, Unit, process


class EngineError(Exception):
    """An engine cannot be had, or not be used; the message says why and what to do."""


class Engine(Protocol):
    """Gives a result for every unit, in the order of the units; reads on from `units` only as far as it has room."""

    def __call__(self, units: Iterable[Unit], options: Options) -> Iterator[Result]:
        """Run `process(unit, options)` for every unit."""


def inline(units: Iterable[Unit], options: Options) -> Iterator[Result]:
    """The simplest engine: one unit after another, in this process. Nothing protects it from a unit that kills it."""
    for unit in units:
        yield process(unit, options)


def settled(units: Iterable[Unit], options: Options, engine: Engine) -> Iterator[tuple[Unit, Result]]:
    """Every unit with its result; where a worker died of a unit, its guilty files are rejects and the others come out.

    The files of such a unit are tried one by one, each in a unit of its own: those that kill again are guilty. Then the
    others are tried together, all of them if none was guilty, since a worker may die of what is not of its making: if
    that kills too, they are too much together, and all of them are rejected.
    """
    given: deque[Unit] = deque()

    def taken() -> Iterator[Unit]:
        for unit in units:
            given.append(unit)
            yield unit

    for result in engine(taken(), options):
        unit = given.popleft()
        yield unit, _without_the_guilty(unit, result, options, engine) if result.died else result


def _without_the_guilty(unit: Unit, result: Result, options: Options, engine: Engine) -> Result:
    reason = f"not processed: {result.died}"
    alone = engine([Unit(unit.issue, (piece,)) for piece in unit.pieces], options)
    guilty = [piece for piece, tried in zip(unit.pieces, alone, strict=True) if tried.died]
    innocent = tuple(piece for piece in unit.pieces if piece not in guilty)
    rest = Result(unit.issue)
    if innocent or unit.made:
        rest = next(iter(engine([unit._replace(pieces=innocent)], options)))
        if rest.died and unit.made:
            return rest
        if rest.died:
            guilty, rest = list(unit.pieces), Result(unit.issue)
    return rest._replace(rejects=(*(Reject(piece.name, None, reason, fatal=True) for piece in guilty), *rest.rejects))


def _local(jobs: int, seconds: float, _address: str | None, aside: str | None) -> Engine:
    from .aside import left_aside
    from .local import local

    return local(jobs, seconds, process if aside is None else partial(left_aside, aside))


def _ray(jobs: int, seconds: float, address: str | None, _aside: str | None) -> Engine:
    from .cluster import cluster

    return cluster(jobs, seconds, address)


def _inline(_jobs: int, _seconds: float, _address: str | None, _aside: str | None) -> Engine:
    return inline


# A name on the command line → what makes the engine, out of how many units it may run at once (its jobs), how many
# seconds a file may take, where it is, for one that is elsewhere, and a folder in which workers of this machine may leave
# what they have made (see aside.py), None where results have to hold all of it.
ENGINES: Mapping[str, Callable[[int, float, str | None, str | None], Engine]] = {
    "local": _local,
    "ray": _ray,
    "inline": _inline,
}

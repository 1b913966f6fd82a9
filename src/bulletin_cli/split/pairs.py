"""The two parts of a continued story found among many: each pair the best of both, and none when two come near."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

# A pair must be this much better than any other of either part.
_CLEAR = 0.5
# How many second parts before and after a first one are looked at: more than any issue has, and it keeps time linear.
_NEAR = 50


def pair_up(
    firsts: Sequence[int], seconds: Sequence[int], score: Callable[[int, int], float], least: float
) -> dict[int, int]:
    """Which second part each first part goes on in; those without a clear one are left out.

    Args:
        firsts: places of the first parts in reading order, ascending.
        seconds: places of the second parts, ascending.
        score: how well a second part fits a first one, given their places.
        least: what a pair must reach.

    >>> pair_up([0, 1], [2, 3], lambda a, b: 3.0 if b - a == 2 else 1.0, 2.0)
    {0: 2, 1: 3}
    >>> pair_up([0], [1, 2], lambda a, b: 3.0, 2.0)
    {}

    No story goes on in its own beginning:

    >>> pair_up([0, 1], [0, 1], lambda a, b: 3.0, 2.0)
    {1: 0}
    """
    near = ((a, b) for a in firsts for b in _near(seconds, a) if a != b)
    pairs = [(fit, a, b) for a, b in near if (fit := score(a, b)) >= least]
    pairs.sort(key=lambda pair: (-pair[0], pair[2]))
    mine: dict[tuple[str, int], list[tuple[float, int, int]]] = {}
    for pair in pairs:
        mine.setdefault(("first", pair[1]), []).append(pair)
        mine.setdefault(("second", pair[2]), []).append(pair)
    taken: set[tuple[str, int]] = set()
    out: dict[int, int] = {}
    for fit, a, b in pairs:
        ends = {("first", a), ("second", b)}
        if taken & ends:
            continue
        others = {*mine["first", a], *mine["second", b]} - {(fit, a, b)}
        free = (worth for worth, x, y in others if not taken & {("first", x), ("second", y)})
        if not any(worth > fit - _CLEAR for worth in free) and a not in chain(out, b):
            out[a] = b
            taken |= ends
    return out


def _near(seconds: Sequence[int], first: int) -> Sequence[int]:
    at = bisect_left(seconds, first)
    return seconds[max(0, at - _NEAR) : at + _NEAR]


def chain(following: Mapping[int, int], first: int) -> list[int]:
    """A first part and all that follow it, in order.

    >>> chain({1: 4, 4: 9}, 1)
    [1, 4, 9]
    """
    out = [first]
    while out[-1] in following:
        out.append(following[out[-1]])
    return out

"""Changes to a text: applied, and added up over several repairs so that they still point into the text first given."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bulletin_cli.model import Edit

# What a repair wants done: [start, end) becomes `after`; how sure (0 to 1), and why. A plain tuple, as there are many.
Change = tuple[int, int, str, float, str]
Find = Callable[[str], Sequence[Change]]


class Step(NamedTuple):
    """A change that stands in both texts: [start, end) of the first one is [at, at + len(after)) of the last one."""

    start: int
    end: int
    at: int
    after: str
    repairs: tuple[str, ...]
    confidence: float
    reason: str

    @property
    def stop(self) -> int:
        """Where it ends in the last text."""
        return self.at + len(self.after)


def apply(text: str, changes: Iterable[Change]) -> str:
    """`text` with `changes` made; they are in order and do not overlap.

    >>> apply("菜市场 and 商超", [(3, 8, "和", 0.9, "")])
    '菜市场和商超'
    """
    pieces: list[str] = []
    done = 0
    for start, end, after, _, _ in changes:
        pieces += text[done:start], after
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def changed(find: Find, text: str) -> str:
    """`text` as the repair `find` leaves it."""
    return apply(text, find(text))


def compose(steps: Sequence[Step], changes: Sequence[Change], text: str, name: str) -> list[Step]:
    """`steps` that made `text`, followed by `changes` of it; changes to what a step wrote become one with that step.

    >>> one = compose([], [(1, 2, "xy", 1.0, "")], "abc", "first")
    >>> [(s.start, s.end, s.after) for s in compose(one, [(2, 4, "", 1.0, "")], "axyc", "then")]
    [(1, 3, 'x')]
    """
    out: list[Step] = []
    i, k, shift, delta = 0, 0, 0, 0  # shift: first text minus `text`; delta: the new text minus `text`
    while i < len(steps) or k < len(changes):
        if i < len(steps) and (k == len(changes) or _before(steps[i], changes[k])):
            step = steps[i]
            i += 1
            shift = step.end - step.stop
            out.append(step._replace(at=step.at + delta))
            continue
        start, end, after, confidence, reason = changes[k]
        if i == len(steps) or not _meet(steps[i], start, end):
            k += 1
            out.append(Step(start + shift, end + shift, start + delta, after, (name,), confidence, reason))
            delta += len(after) - (end - start)
            continue
        # A cluster: every step and change that overlaps it, taken together.
        low, high = min(start, steps[i].at), max(end, steps[i].stop)
        first, mine, reasons = low + shift, [], []
        sure = 1.0
        repairs: dict[str, None] = {}
        grown = True
        while grown:
            grown = False
            while i < len(steps) and _meet(steps[i], low, high):
                step = steps[i]
                high, shift = max(high, step.stop), step.end - step.stop
                sure = min(sure, step.confidence)
                repairs |= dict.fromkeys(step.repairs)
                reasons.append(step.reason)
                i, grown = i + 1, True
            while k < len(changes) and (changes[k][0] < high or changes[k][0] == changes[k][1] == low):
                high = max(high, changes[k][1])
                mine.append(changes[k])
                sure = min(sure, changes[k][3])
                reasons.append(changes[k][4])
                k, grown = k + 1, True
        repairs[name] = None
        new = apply(text[low:high], ((s - low, e - low, a, c, r) for s, e, a, c, r in mine))
        words = "; ".join(dict.fromkeys(reasons))
        out.append(Step(first, high + shift, low + delta, new, tuple(repairs), sure, words))
        delta += len(new) - (high - low)
    return out


def _before(step: Step, change: Change) -> bool:
    """Whether `step` lies wholly before `change` (touching it at most)."""
    return step.stop <= change[0] if step.after or change[0] == change[1] else step.at <= change[0]


def _meet(step: Step, start: int, end: int) -> bool:
    """Whether a step shares characters with [start, end), or lies inside it without any."""
    if not step.after:
        return start < step.at < end
    return step.at < end and start < step.stop


def edits(steps: Iterable[Step], first: str, field: str | None = None) -> tuple[Edit, ...]:
    """The steps as edits of the text first given, with lines and columns; steps that changed nothing are left out."""
    ends = [i for i, char in enumerate(first) if char == "\n"]
    out = []
    for step in steps:
        before = first[step.start : step.end]
        if before != step.after:
            line = bisect_right(ends, step.start - 1)
            column = step.start - (ends[line - 1] if line else -1)
            out.append(
                Edit(
                    "+".join(step.repairs),
                    line + 1,
                    column,
                    step.start,
                    before,
                    step.after,
                    step.confidence,
                    step.reason,
                    field,
                )
            )
    return tuple(out)

"""Choosing sentences within a budget: the worthiest first, the same thing not twice, and in the order of the source."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise

from ..chinese.chars import SENTENCE_END
from .clauses import clause_end, core
from .ranking import Ranking
from .sentences import Sentence, part

# Where only length is limited, a sentence worth less than this is left out although it would fit.
LEAST = 0.25
# A sentence that waits is weighed again at most this often, which keeps long documents linear.
WEIGHINGS = 6
# A cut sentence keeps at least this share of the budget, or a shorter whole one is taken instead.
SHORTEST_CUT = 0.4


def choose(
    body: str,
    found: Sequence[Sentence],
    ranked: Ranking,
    most: int | None = None,
    chars: int | None = None,
    brief: bool = False,
) -> list[Sentence]:
    """At most `most` sentences of together at most `chars` characters (joints included), in source order.

    Where the worthiest sentence alone is longer than the budget it is cut at a clause mark. `brief` asks for a single
    line: the core of the worthiest sentence.
    """
    worths = [ranked.worth(i, set()) for i in range(len(found))]
    first = worths.index(max(worths))
    if brief:
        return [shorten(body, found[first], chars, *core(found[first].text))]
    if chars is not None and len(found[first].text) > chars:
        start = core(found[first].text)[0]
        size = clause_end(found[first].text[start:], chars)
        fitting = any(len(sentence.text) <= chars for sentence in found)
        if size >= SHORTEST_CUT * chars or not fitting:
            return [shorten(body, found[first], chars, start)]
    chosen: list[int] = []
    covered: set[str] = set()
    used, end = 0, 0
    waiting = [(-worth, i, 0, 0) for i, worth in enumerate(worths)]
    heapify(waiting)
    while waiting and (most is None or len(chosen) < most):
        value, i, seen, weighings = heappop(waiting)
        # Every sentence but the last in order is paid for with what joins it to the next.
        need = used + len(found[i].text) + _joint_size(found[i])
        if chars is not None and need - _joint_size(found[max(i, end)]) > chars:
            continue
        if seen < len(chosen) and weighings < WEIGHINGS:
            value = -ranked.worth(i, covered)
            if waiting and value > waiting[0][0]:
                heappush(waiting, (value, i, len(chosen), weighings + 1))
                continue
        if chosen and most is None and -value < LEAST:
            break
        chosen.append(i)
        covered.update(ranked.sentences[i].pairs)
        used, end = need, max(i, end)
    return [found[i] for i in sorted(chosen)]


def shorten(body: str, sentence: Sentence, chars: int | None, start: int, end: int | None = None) -> Sentence:
    """The part of a sentence from `start` to `end` of its text, cut at a clause mark where `chars` asks for it."""
    text = sentence.text[start:end]
    if chars is not None and len(text) > chars:
        end = start + (clause_end(text, chars) or chars)
    return part(body, sentence, start, len(sentence.text) if end is None else end)


def joined(texts: Sequence[str]) -> str:
    r"""The texts one behind the other: nothing between Chinese sentences, a line end behind what has no end mark.

    >>> joined(["雨停了。", "人散了。"]), joined(["名单", "张三"]), joined(["It rained.", "He left."])
    ('雨停了。人散了。', '名单\n张三', 'It rained. He left.')
    """
    return "".join([*(text + joint(text, after) for text, after in pairwise(texts)), *texts[-1:]])


def joint(before: str, after: str) -> str:
    """What stands between two sentences of a summary."""
    last = before.rstrip("”’」』）)\"'")[-1:]
    if last not in SENTENCE_END + "；;：:.":
        return "\n"
    return " " if before.isascii() and after.isascii() else ""


def _joint_size(sentence: Sentence) -> int:
    """The length of what joins a sentence to the next, at most."""
    return 1 if sentence.text.isascii() else len(joint(sentence.text, ""))

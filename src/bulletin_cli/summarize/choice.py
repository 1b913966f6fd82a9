"""Choosing sentences within a budget: the worthiest first, the same thing not twice, and in the order of the source."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise

from ..chinese.chars import SENTENCE_END
from .clauses import SHORTEST_CUT, core, fitting
from .ranking import Ranking
from .sentences import Sentence, part

# Where only length is limited, a sentence worth less than this share of the best is left out although it would fit; the
# more room there is, the less it has to be worth.
LEAST = 0.125
ROOM = 100
# A sentence that waits is weighed again at most this often, which keeps long documents linear.
WEIGHINGS = 6


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
    first = ranked.first()
    if brief:
        start, end = core(found[first].text)
        fits = chars is None or end - start <= chars
        return [part(body, found[first], start, end) if fits else _cut(body, found, ranked, chars or 1)]
    if chars is not None and len(found[first].text) > chars:
        start, end = fitting(found[first].text, chars)
        others = any(len(one.text) <= chars and not its.leans for one, its in zip(found, ranked.sentences, strict=True))
        if end - start >= SHORTEST_CUT * chars or not others:
            return [_cut(body, found, ranked, chars)]
    chosen: set[int] = set()
    covered: set[str] = set()
    least = LEAST * max(ranked.alone[first], 0.0) * min(1.0, ROOM / chars if chars else 1.0)
    used, end = 0, 0
    waiting = [(-worth, i, 0, 0) for i, worth in enumerate(ranked.alone)]
    heapify(waiting)
    leaning: dict[int, tuple[float, int, int, int]] = {}
    while waiting and (most is None or len(chosen) < most):
        value, i, seen, weighings = heappop(waiting)
        # What points back comes only together with what it points to.
        if ranked.sentences[i].leans and i != first and i - 1 not in chosen:
            leaning[i] = (value, i, seen, weighings)
            continue
        # Every sentence but the last in order is paid for with what joins it to the next.
        need = used + len(found[i].text) + _joint_size(found[i])
        if chars is not None and need - _joint_size(found[max(i, end)]) > chars:
            continue
        if seen < len(chosen) and weighings < WEIGHINGS:
            value = -ranked.worth(i, covered)
            if waiting and value > waiting[0][0]:
                heappush(waiting, (value, i, len(chosen), weighings + 1))
                continue
        if chosen and most is None and -value < least:
            break
        chosen.add(i)
        if i + 1 in leaning:
            heappush(waiting, leaning.pop(i + 1))
        covered.update(ranked.sentences[i].pairs)
        used, end = need, max(i, end)
    return [found[i] for i in sorted(chosen)]


def _cut(body: str, found: Sequence[Sentence], ranked: Ranking, chars: int) -> Sentence:
    """Of the worthiest sentence of which some clauses fit what fits; of none of them, of the worthiest the beginning."""
    some = [(i, *fitting(found[i].text, chars)) for i in ranked.order()]
    for leans in (False, True):
        for least in (SHORTEST_CUT * chars, 1):
            for i, start, end in some:
                if ranked.sentences[i].leans is leans and end - start >= least:
                    return part(body, found[i], start, end)
    start = core(found[ranked.first()].text)[0]
    return part(body, found[ranked.first()], start, start + chars)


def shorten(body: str, sentence: Sentence, chars: int | None, start: int, end: int) -> Sentence:
    """The part of a sentence from `start` to `end` of its text, cut where `chars` asks for it."""
    text = sentence.text[start:end]
    if chars is not None and len(text) > chars:
        begin, stop = fitting(text, chars)
        start, end = start + begin, start + (stop if stop > begin else begin + chars)
    return part(body, sentence, start, end)


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

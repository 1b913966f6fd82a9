"""The gist: one line that says what happened, or, for the report of a meeting, what the meeting decided or asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from .choice import shorten
from .clauses import clause_ends, core
from .ranking import Ranking
from .sentences import Sentence

# The report of a meeting says so often who said what; its decision stands in so many of its first sentences.
MEETING = 2
FIRST = 8


def gist(body: str, found: Sequence[Sentence], ranked: Ranking, chars: int | None = None) -> Sentence:
    """The line out of the sentences `found` of `body`: a part of one of them, with its place.

    >>> from .ranking import rank
    >>> from .sentences import split_sentences
    >>> body = "9月3日，区政府召开常务会议。会议指出，加装电梯是实事。会议决定，年内加装六十部电梯，由街道牵头。"
    >>> found = split_sentences(body)
    >>> gist(body, found, rank(found)).text
    '年内加装六十部电梯，由街道牵头。'
    """
    said = [(i, match) for i, one in enumerate(found[:FIRST]) if (match := _said()(one.text))]
    if len(said) >= MEETING:
        if decided := _decided(found[0].text):
            return shorten(body, found[0], chars, *decided)
        i, match = min(said, key=lambda each: (_weight(each[1].group("verb")), each[0]))
        return _from(body, found[i], match.end(), chars)
    return _from(body, found[ranked.first()], 0, chars)


def _from(body: str, sentence: Sentence, start: int, chars: int | None) -> Sentence:
    """The core of a sentence from `start` of its text on."""
    begin, end = core(sentence.text[start:])
    return shorten(body, sentence, chars, start + begin, start + end)


def _decided(text: str) -> tuple[int, int] | None:
    """Where the lead of a meeting's report says what was decided or passed: that clause, or all behind 会议决定，.

    >>> text = "区政府召开常务会议，研究防汛工作，审议通过《停车管理办法》，听取汇报。"
    >>> text[slice(*_decided(text))]
    '审议通过《停车管理办法》'
    >>> text = "市长昨天主持市政会议，会议决定，年内改建六座泵站，由水利局负责。"
    >>> text[slice(*_decided(text))]
    '年内改建六座泵站，由水利局负责。'
    """
    ends = [*clause_ends(text), len(text)]
    for start, end in pairwise(ends):
        if found := _passing()(text, start + 1, end):
            return (start + 1, end) if found.end() < end else (end + 1, len(text))
    return None


def _weight(verb: str) -> int:
    """A decision before a demand before an opinion."""
    return next(rank for rank, verbs in enumerate(_VERBS) if verb in verbs)


_VERBS = (
    ("决定", "決定", "通过", "通過", "审议通过", "審議通過"),
    ("强调", "強調", "要求"),
    ("指出", "认为", "認為", "提出"),
)


@cache
def _said() -> Callable[[str], re.Match[str] | None]:
    """会议强调，…: a meeting, or the one in the chair, says what is to be done."""
    verbs = "|".join(verb for verbs in _VERBS for verb in sorted(verbs, key=len, reverse=True))
    return re.compile(
        rf"[^，。,：:]{{0,6}}(?:会议|會議|全会|全會|大会|大會)(?:还|還|并|並)?(?P<verb>{verbs})[，,：:]"
    ).match


@cache
def _passing() -> Callable[[str, int, int], re.Match[str] | None]:
    return re.compile(
        "(?:[会會][议議])?(?:[审審][议議]|[讨討][论論])?(?:[并並])?(?:原则|原則)?(?:通[过過]|决定|決定|批准|核准)"
    ).match

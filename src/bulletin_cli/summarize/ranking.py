"""Which sentences carry an article: position, agreement with the rest, what the sentence does, and its length.

Agreement is counted over pairs of neighbouring Han characters, which rank as well as words do and need no dictionary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from math import log, sqrt
from typing import NamedTuple

from ..chinese.chars import HAN
from .sentences import Sentence

Vector = dict[str, float]


class Ranked(NamedTuple):
    """A sentence's worth, the parts it is the sum of, and its vector of character pairs (unit length)."""

    score: float
    parts: dict[str, float]
    vector: Vector


# Weights of the parts; docs/summaries.md says on what they were tuned.
LEAD = 2.0
WEAK_LEAD = 0.4
DEGREE = 0.5
CUE = 0.2
BOILERPLATE = -1.0
DANGLING = -0.6
TORN = -0.8
LENGTH = -0.2
LAST = 0.1
USUAL_LENGTH = 40


def rank(found: Sequence[Sentence], continued: bool = False) -> list[Ranked]:
    """The worth of each sentence among `found`; `continued` says that the article's beginning is not here."""
    vectors = vectors_of(found)
    total: Vector = {}
    for vector in vectors:
        for pair, weight in vector.items():
            total[pair] = total.get(pair, 0.0) + weight
    degrees = [sum(w * total[pair] for pair, w in vector.items()) - 1.0 if vector else 0.0 for vector in vectors]
    top = max(degrees, default=0.0) or 1.0
    lead = WEAK_LEAD if continued or _weak_lead(found, degrees) else LEAD
    out = []
    for i, (sentence, vector) in enumerate(zip(found, vectors, strict=True)):
        parts = {
            "position": lead / (1 + i) ** 3,
            "agreement": DEGREE * degrees[i] / top,
            "length": LENGTH * log(max(len(sentence.text), 1) / USUAL_LENGTH) ** 2,
            "last": LAST * (i + 1 == len(found) and i > 0),
            **_manner(sentence),
        }
        out.append(Ranked(sum(parts.values()), {name: part for name, part in parts.items() if part}, vector))
    return out


def vectors_of(found: Sequence[Sentence]) -> list[Vector]:
    """For each sentence its pairs of Han characters, weighted ln(1+tf)·ln(1+n/df) and of length one."""
    pairs = _pairs()
    counts = [Counter(pairs(sentence.text)) for sentence in found]
    spread: Counter[str] = Counter()
    for count in counts:
        spread.update(count.keys())
    rarity = {n: log(1 + len(found) / n) for n in set(spread.values())}
    damped = [log(1 + n) for n in range(1 + max((max(count.values()) for count in counts if count), default=0))]
    vectors = []
    for count in counts:
        vector = {pair: damped[n] * rarity[spread[pair]] for pair, n in count.items()}
        norm = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        vectors.append({pair: weight / norm for pair, weight in vector.items()})
    return vectors


def _manner(sentence: Sentence) -> dict[str, float]:
    """What the sentence's wording adds: a cue for what was done or said, or a reason to pass it over."""
    text = sentence.text
    return {
        "cue": CUE * bool(_cue()(text)),
        "boilerplate": BOILERPLATE * bool(_boilerplate()(text)),
        "dangling": DANGLING * bool(_dangling()(text)),
        "torn": TORN * (not sentence.whole),
    }


def _weak_lead(found: Sequence[Sentence], degrees: Sequence[float]) -> bool:
    """Whether the first sentence is no summary of what follows: a question, a quotation, a greeting, an outlier."""
    if len(found) < 3:
        return False
    text = found[0].text
    if text[-1] in "？?" or text[0] in "“「（(【" or _boilerplate()(text) or _dangling()(text) or _greeting()(text):
        return True
    return degrees[0] < 0.25 * sum(degrees) / len(degrees)


@cache
def _pairs() -> Callable[[str], list[str]]:
    return re.compile(rf"(?=([{HAN}][{HAN}]))").findall


@cache
def _cue() -> Callable[[str], object]:
    """Verbs of decisions, statements and events, in both scripts."""
    return re.compile(
        "强调|強調|指出|决定|決定|要求|印发|印發|发布|發布|举行|舉行|召开|召開|会见|會見|会谈|會談|获悉|獲悉|审议|審議|通过|通過"
        "|启动|啟動|揭牌|开幕|開幕|闭幕|閉幕|签署|簽署|宣布|部署|表示"
    ).search


@cache
def _boilerplate() -> Callable[[str], object]:
    """Sentences that close or accompany a report: who else was there, other business, captions, credits, jumps."""
    return re.compile(
        r"[(（【\[〔].*[)）】\]〕][。.]?$"
        r"|.{0,12}(?:还|還)?(?:研究|讨论|討論)了?(?:其他|其它)(?:事项|事項|议题|議題|有关)"
        r"|[图圖](?:为|為|[一二三四五六七八九十0-9①-⑩])|(?:本报|本報)?(?:记者|記者|通讯员|通訊員|摄影|攝影|责编|編輯|编辑)[:：]?.{0,12}$"
        r"|.{0,60}(?:参加|參加|出席|列席|陪同)(?:了)?(?:会议|會議|活动|活動|会见|會見|调研|調研|上述活动|考察|座谈)?[。.]$"
    ).match


@cache
def _dangling() -> Callable[[str], object]:
    """Openers that point back to a sentence which may not be in the summary."""
    return re.compile(
        r"此外|另外|同时|同時|与此同时|與此同時|其中|而且|并且|並且|但是?[，,]|不过|不過|然而|因此|所以|于是|於是|接着|接著|随后|隨後|之后[，,]|对此|對此|为此|為此"
        r"|另一方面|据[此悉]|具体来说|也就是说|[他她它][们們]?(?!山)|[这這该該此][些种種位项項次名个個一是就里裡]|上述|以上|前者|后者|後者|例如|比如|然后"
    ).match


@cache
def _greeting() -> Callable[[str], object]:
    return re.compile("各位|大家好|尊敬的|亲爱的|親愛的|女士们|同志们|同志們|同学们|朋友们|你好|您好").match

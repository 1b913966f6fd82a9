"""One event told twice: which articles of an issue report the same thing.

Two stories are candidates when they share pairs of characters that are rare in the issue, and the same event when most of
what the shorter one says in headline, gist and lead stands in the other, and neither names a person, place or number
that speaks against it. When in doubt they stay two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from math import log
from typing import NamedTuple

from ..chinese.chars import HAN
from ..chinese.words import entry

# A story is looked up by so many of its rarest pairs; a pair in more stories than that is looked up by nobody. Both
# keep the work near-linear: a story is compared with at most RAREST * COMMONEST others, in fact with a handful.
RAREST = 24
COMMONEST = 12
SHARED = 4
# The same event: this share of the weight of the shorter story's pairs, and of the longer one's.
WITHIN = 0.55
EACH_WAY = 0.3
FEWEST_PAIRS = 12
# What names in jieba's letters: nouns, names of persons, places, bodies and works, abbreviations, places; a plain noun
# (云山, 海门) often is part of a name.
NAMING = frozenset("njs")


class Story(NamedTuple):
    """What is compared of an article: its heading words (headline and gist), its lead, and its names."""

    heading: str
    lead: str
    names: tuple[str, ...] = ()

    def says(self) -> str:
        """All of it."""
        return f"{self.heading}\n{self.lead}"


def same_events(stories: Sequence[Story]) -> list[list[int]]:
    """The stories' numbers, those of one event together; events in the order of their first story.

    >>> told = Story("地铁云山线开通", "9月3日，地铁云山线开通运营，全长二十一公里，设车站十二座。", ("云山线",))
    >>> again = Story("云山线今起载客", "地铁云山线3日开通运营，设车站十二座，全长二十一公里。", ("云山线",))
    >>> other = Story("地铁海门线开通", "9月3日，地铁海门线开通运营，全长二十三公里，设车站十四座。", ("海门线",))
    >>> same_events([told, other, again])
    [[0, 2], [1]]
    """
    pairs = [_pairs(story.says()) for story in stories]
    common = Counter(pair for each in pairs for pair in each)
    heavy = {pair: log(1 + len(stories) / n) for pair, n in common.items()}
    weights = [sum(heavy[pair] for pair in each) for each in pairs]
    index: dict[str, list[int]] = defaultdict(list)
    events: list[list[int]] = []
    event_of: list[int] = []
    for number, each in enumerate(pairs):
        # Among equals by the pair itself: the order of a set differs from run to run.
        rarest = sorted((pair for pair in each if common[pair] > 1), key=lambda pair: (common[pair], pair))[:RAREST]
        met = Counter(other for pair in rarest for other in index[pair])
        best, same = 0.0, None
        for other, n in met.items():
            if n < min(SHARED, len(rarest)) or min(len(each), len(pairs[other])) < FEWEST_PAIRS:
                continue
            shared = sum(heavy[pair] for pair in each & pairs[other])
            less, more = sorted((weights[number], weights[other]))
            if shared < WITHIN * less or shared < EACH_WAY * more or shared <= best:
                continue
            if not _contradict(stories[number], stories[other]):
                best, same = shared, other
        # Its other tellings must agree too (the first ones, for the sake of time): no chain leads from one event to another.
        if same is not None and any(
            _contradict(stories[number], stories[o]) for o in events[event_of[same]][:COMMONEST]
        ):
            same = None
        if same is None:
            event_of.append(len(events))
            events.append([number])
        else:
            event_of.append(event_of[same])
            events[event_of[same]].append(number)
        for pair in rarest:
            if len(index[pair]) < COMMONEST:
                index[pair].append(number)
    return events


def names_in(words: Sequence[str]) -> tuple[str, ...]:
    """The nouns and names among words: those that the dictionary says are, and those it does not know."""
    known = ((word, *entry(word)) for word in dict.fromkeys(words) if len(word) > 1 and _han()(word))
    return tuple(word for word, freq, tag in known if not freq or tag[:1] in NAMING)


def _contradict(one: Story, other: Story) -> bool:
    """Whether each of two stories has a name, a number or a date that is not in the other, or one only echoes an event."""
    if bool(_echo()(one.heading)) != bool(_echo()(other.heading)):
        return True
    if _apart(one.names, other.says(), other.names, one.says()):
        return True
    if _apart(_dates()(one.says()), other.says(), _dates()(other.says()), one.says()):
        return True
    numbers, others = _numbers()(one.heading), _numbers()(other.heading)
    if _apart(numbers, other.says(), others, one.says()):
        return True
    leading, other_leading = set(_numbers()(one.lead)), set(_numbers()(other.lead))
    return bool(leading and other_leading) and not leading & other_leading


def _apart(mine: Sequence[str], theirs_says: str, theirs: Sequence[str], mine_says: str) -> bool:
    """Each has something that the other does not say at all."""
    return any(one not in theirs_says for one in mine) and any(one not in mine_says for one in theirs)


def _pairs(text: str) -> set[str]:
    """The pairs of neighbouring Han, letters and digits of a text, marks and spaces left out."""
    kept = "".join(char for char in text if char.isalnum())
    return set(map(str.__add__, kept, kept[1:]))


@cache
def _han() -> Callable[[str], object]:
    return re.compile(f"[{HAN}]+").fullmatch


@cache
def _dates() -> Callable[[str], list[str]]:
    return re.compile(r"[0-9]{1,2}月(?:[0-9]{1,2}日)?").findall


@cache
def _echo() -> Callable[[str], object]:
    """What others said to it, or an opinion, is another article than the event."""
    return re.compile("反响|反響|回响|回響|热议|熱議|社论|社論|评论员|評論員|综述|綜述").search


@cache
def _numbers() -> Callable[[str], list[str]]:
    """Figures, and ordinals in Han: 第三批, 二届."""
    return re.compile(r"[0-9]+(?:\.[0-9]+)?|第?[一二三四五六七八九十百]+(?=[届次批期号號屆])").findall

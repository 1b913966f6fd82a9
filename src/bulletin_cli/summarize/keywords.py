"""Keywords: the words and phrases an article is about, as a librarian would note them.

A phrase is a run of neighbouring words that comes back; there is nothing in it that people do (区委常委会召开), and it
is not part of a longer one that always stands around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from itertools import compress, islice, pairwise
from math import log
from operator import sub

from ..chinese.lexicon import known
from ..chinese.quick import Quick
from ..chinese.script import convert, detect
from ..chinese.segment import Segmenter, user_words
from ..chinese.words import total
from ..model import Article
from .doings import DOINGS, GENERAL
from .sentences import lede_end

# A phrase has at most so many words and characters, and is noted when it comes twice.
LONGEST_PHRASE = 5
LONGEST = 12
# Weights, see docs/summaries.md: how far repetition, length, an early place, the headline, and
# what is done rather than what there is count.
REPETITION = 0.6
LENGTHS: list[float] = [length**0.15 for length in range(LONGEST + 1)]
EARLINESS = 3
IN_HEADLINE = 1.5
VERBAL = 0.85
# A word of Han that no dictionary has and that stands once is as often no word: two torn apart (农不愁, 建到).
UNKNOWN = 0.25
RARITY_FLOOR = 30
# Two phrases that share so many characters, the end of one and the beginning of the other, say the same.
OVERLAP = 3
# An article is known by its beginning: by this share of it, at least by LEAST characters and at most by MOST.
SHARE, LEAST, MOST = 0.4, 400, 100_000
# So many words are remembered.
MOST_KNOWN = 50_000
# A word that stands once is a keyword where it is among so many first ones that can be any, where there are too few
# others, or where users bring words of their own.
EARLY = 24

# Parts of speech in jieba's letters: no keywords (adverbs, times, numbers, pronouns …); what a single character must
# be to take part in a phrase (汤 in 补肾活血汤), and to begin one (丁 in 丁薛祥).
IDLE = frozenset(("c", "d", "p", "u", "m", "q", "r", "y", "e", "f", "t", "o", "ul", "uj", "uz", "ug", "ud", "uv", "mq"))
JOINING = frozenset(("n", "ng", "nr", "nz", "j", "zg", "vn", "ag", "b", "s", "g", "k"))
BEGINNING = frozenset(("nr", "j", "b", "nz", "zg"))
VERBS = frozenset(("v", "vn"))


def keywords(
    article: Article, count: int, userdict: Iterable[str] = (), stopwords: Iterable[str] = ()
) -> tuple[str, ...]:
    """The `count` most telling words and phrases of an article's headline and body, the best first.

    `userdict` holds lines of a user dictionary in jieba's form; words in `stopwords` are no keywords and no part of any.

        >>> body = "区疾控中心设立检测点。检测点配备物资,区疾控中心派人值守。"
        >>> keywords(Article(body=body), 3)
        ('疾控中心', '检测点', '设立')
        >>> keywords(Article(body="路燈由工務局裝設，路燈由工務局養護。"), 2)
        ('工務局', '路燈')
        >>> keywords(Article(headline="冷库建到田埂边", body="冷库有三间。"), 2)
        ('冷库', '田埂')
    """
    headline = article.headline or ""
    # The byline's names are not what the article is about.
    whole = f"{headline}\n{article.body[lede_end(article.body) :]}"
    own, stop = tuple(userdict), tuple(stopwords)
    printed = whole[:MOST] if own else _beginning(whole)  # whoever brings words wants them found
    text = _simplified(printed)
    if text is not printed:
        own, stop = tuple(map(_simplified, own)), tuple(map(_simplified, stop))
    cut, lore = _dictionary(own, stop)
    chosen = _best(cut(text), text[: len(headline)], lore, count)
    if text is printed:
        return tuple(chosen)
    return tuple(dict.fromkeys([printed[(at := text.find(phrase)) : at + len(phrase)] for phrase in chosen]))


def _beginning(text: str) -> str:
    """What an article is known by, up to a mark between clauses.

    >>> len(_beginning("雨停了。" * 90)), len(_beginning("雨停了。" * 120)), len(_beginning("雨停了。" * 500))
    (360, 400, 800)
    """
    size = min(max(LEAST, int(SHARE * len(text))), MOST)
    if len(text) <= size:
        return text
    return text[: max(text.rfind(mark, size // 2, size) for mark in "，。,\n") + 1 or size]


def _simplified(text: str) -> str:
    """Traditional text in the script of the dictionary, where that goes character by character; else the text itself."""
    if detect(text) != "zh-Hant":
        return text
    simplified = convert(text, "hans")
    return simplified if len(simplified) == len(text) else text


# What a word is that is no keyword itself: nothing, or in a phrase a single character, one that may begin it, a word.
OUT, CHARACTER, INITIAL, INNER = 0.0, -1.0, -2.0, -3.0


class _Lore(dict[str, float]):
    """What a word weighs as a keyword for its rarity and length; below zero what else it can be, 0 for nothing.

    Words are looked up once. `own` are the user's words, `stop` no words, `unknown` those that only this text has.
    """

    def __init__(self, own: frozenset[str], stop: frozenset[str]) -> None:
        self.own = own
        self._stop = stop
        self.unknown: set[str] = set()

    def __missing__(self, word: str) -> float:
        found = self[word] = OUT if word in self._stop else self._weight(word)
        return found

    def _weight(self, word: str) -> float:
        freq, tag = known(word)
        if word not in self.own:
            if len(word) == 1:
                return OUT if tag not in JOINING or word in UNFIT else INITIAL if tag in BEGINNING else CHARACTER
            if tag in IDLE or word in DOINGS or _loose(word, freq, tag) or not _spelled()(word):
                return OUT
        if len(word) == 1 or word in GENERAL:
            return INNER
        if not freq and word not in self.own and not word.isascii():
            self.unknown.add(word)
        return weight(word, freq) * (VERBAL if tag in VERBS else 1.0)


def _loose(word: str, freq: int, tag: str) -> bool:
    """Whether a word is two torn apart and put together: 健委将, 日称 (from 8日称), 于本周, which could be a name."""
    if not freq:
        return word[0] in PARTICLES or word[-1] in PARTICLES or word[0] in UNITS
    return tag == "nr" and word[0] in PARTICLES and known(word[1:])[1] in IDLE


def weight(word: str, freq: int = 0) -> float:
    """What a word or phrase counts for its length and for its frequency in the dictionary."""
    rarity = log(total() / (freq + RARITY_FLOOR))
    return max(rarity, 1.0) * LENGTHS[min(len(word), LONGEST)]


def _best(words: list[str], headline: str, lore: _Lore, count: int) -> list[str]:
    """The best `count` keywords: of what comes back and what stands early, and where that is too little of the rest too.

    An article has few words that come back, so that what looks at all words are passes within C.
    """
    if len(lore) > MOST_KNOWN:
        lore.clear()
        lore.unknown.clear()
    fit = list(filter(lore.__getitem__, words))
    first: dict[str, int] = {}  # each in the order in which they come, with its place in it
    again: list[str] = []
    repeated: list[int] = []  # the places in `fit` of what has come before
    for number, word in enumerate(fit):
        if word in first:
            again.append(word)
            repeated.append(number)
        else:
            first[word] = len(first)
    size = len(first)
    # How far its place speaks for a word: the first one's counts 1 + EARLINESS times the last one's.
    foremost = (1 + EARLINESS) * size
    early = size if lore.own else min(EARLY, size)
    scores = _by_place(islice(first, early), foremost, lore)
    for word in lore.unknown.intersection(scores):  # those that come again are counted anew
        scores[word] *= UNKNOWN
    if again:
        times = {word: 1 + n for word, n in Counter(again).items()}
        for word, n in times.items():
            scores[word] = n**REPETITION * lore[word] * (foremost - EARLINESS * first[word])
        # A phrase that comes back is made of neighbours that both have come before.
        if 1 in map(sub, repeated[1:], repeated):
            scores.update(_phrases(words, times, first, foremost, lore))
    chosen = _distinct(scores, headline, count)
    if len(chosen) < count and early < size:
        chosen = _distinct(_by_place(first, foremost, lore) | scores, headline, count)
    return chosen


def _by_place(words: Iterable[str], foremost: int, lore: _Lore) -> dict[str, float]:
    """The scores of words that stand once, in their order; the place of the first counts `foremost`."""
    return {word: lore[word] * (foremost - EARLINESS * number) for number, word in enumerate(words)}


def _phrases(
    words: list[str], times: dict[str, int], first: dict[str, int], foremost: int, lore: _Lore
) -> dict[str, float]:
    """The scores of the phrases that come back; 0 for parts of them that never stand alone.

    Args:
        words: all of them.
        times: how often each comes that does so more than once.
        first: the places of all that are fit to be part of a phrase.
        foremost: what the first place counts.
        lore: what words weigh.
    """
    numbers = list(compress(range(len(words)), map(times.__contains__, words)))
    joined = [number for number, following in pairwise(numbers) if following == number + 1]
    neighbours = [words[number] + words[number + 1] for number in joined]
    if len(set(neighbours)) == len(neighbours):
        return {}
    often = Counter(neighbours)
    inside = {number for number, pair in zip(joined, neighbours, strict=True) if often[pair] > 1}
    counts: dict[str, int] = {}
    made: dict[str, tuple[str, str, str]] = {}  # of its first word, all but its last word, all but its first

    def alone(phrase: str) -> int:
        """How often it is a word."""
        return times.get(phrase) or int(phrase in first)

    for start in joined:
        begin = phrase = words[start]
        if start not in inside or lore[begin] == CHARACTER:
            continue
        for last in range(start + 1, start + LONGEST_PHRASE):
            front, phrase = phrase, phrase + words[last]
            if len(phrase) > LONGEST:
                break
            if phrase in counts:
                counts[phrase] += 1
            else:
                counts[phrase] = 1 + alone(phrase)
                made[phrase] = begin, front, phrase[len(begin) :]
            if last not in inside:
                break
    scores = {
        phrase: n**REPETITION * weight(phrase) * (foremost - EARLINESS * first[made[phrase][0]])
        for phrase, n in counts.items()
        if n > 1 and phrase not in GENERAL
    }
    parts = ((part, phrase) for phrase in scores for part in made[phrase][1:])
    return scores | {part: 0.0 for part, phrase in parts if (counts.get(part) or alone(part)) == counts[phrase]}


def _distinct(scores: Mapping[str, float], headline: str, count: int) -> list[str]:
    """The `count` best of which none is part of another; but one keyword each may contain another."""
    if headline:
        scores = {word: score * IN_HEADLINE if word in headline else score for word, score in scores.items()}
    out: list[str] = []
    said = ""
    extended: set[str] = set()
    for phrase in sorted(scores, key=scores.__getitem__, reverse=True):
        if scores[phrase] <= 0:
            break
        if phrase in said:
            continue
        inner = [word for word in out if word in phrase] if len(phrase) > 2 else ()
        if inner:
            if not extended.isdisjoint(inner):
                continue
            extended.update(inner)
        if len(phrase) > OVERLAP and any(_overlap(phrase, word) for word in out):
            continue
        out.append(phrase)
        if len(out) == count:
            break
        said += phrase + "\n"
    return out


def _overlap(one: str, other: str) -> bool:
    """Whether two phrases are pieces of a longer one: the end of either is the other's beginning.

    >>> _overlap("总体平稳有序", "供需总体平稳"), _overlap("便民服务", "服务中心"), _overlap("老旧小区", "改造老旧小区")
    (True, False, False)
    """
    for front, back in ((one, other), (other, one)):
        at = front.find(back[:OVERLAP], 1)
        if at > 0 and len(front) - at < len(back) and back.startswith(front[at:]):
            return True
    return False


@lru_cache(4)
def _dictionary(userdict: tuple[str, ...], stopwords: tuple[str, ...]) -> tuple[Callable[[str], list[str]], _Lore]:
    """What cuts text into words, and what is known of them. A user dictionary is beyond rjieba."""
    stop = frozenset(stopwords)
    if not userdict:
        return Quick().cut, _Lore(frozenset(), stop)
    own = frozenset(word for word, freq in user_words(userdict) if freq != 0)
    return Segmenter(userdict).cut, _Lore(own, stop)


@cache
def _spelled() -> Callable[[str], object]:
    """Han of two characters or more, or a Latin word."""
    # Letters, that is: a class of Han itself takes ten times as long to compile.
    return re.compile(rf"[^\W0-9A-Za-z_]{{2,{LONGEST}}}|[A-Za-z][A-Za-z0-9-]{{1,29}}").fullmatch


# Characters that are no part of a name.
PARTICLES = frozenset(
    "的了着著将將等与與和及在对對从從被把就都也又还還要会會能可让讓向由于於以之而则則并並且所这這那其愿願"
)
# A figure before these makes a time.
UNITS = frozenset("年月日号號时時分")
# Single characters that measure, point or place, whatever their part of speech.
UNFIT = frozenset("个個种種位名项項条條件第年月日号號时時分次者们們等其该該本各每某中上下前后後内內外里裡间間")

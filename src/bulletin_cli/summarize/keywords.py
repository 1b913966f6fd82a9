"""Keywords: the words and phrases an article is about, as a librarian would note them.

A phrase is a run of neighbouring words that comes back; there is nothing in it that people do (区委常委会召开), and it
is not part of a longer one that always stands around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple

from ..chinese.chars import HAN
from ..chinese.quick import Quick
from ..chinese.script import convert, detect
from ..chinese.segment import Segmenter, user_words
from ..chinese.words import entry, total
from ..model import Article
from .doings import DOINGS, GENERAL
from .sentences import lede

# A phrase has at most so many words and characters, and is noted when it comes so often.
LONGEST_PHRASE = 5
LONGEST = 12
REPEATED = 2
# Weights, see docs/summaries.md: how far repetition, length, an early place and the headline count.
REPETITION = 0.6
LENGTHS = [length**0.15 for length in range(LONGEST + 1)]
EARLINESS = 3.0
IN_HEADLINE = 1.5
RARITY_FLOOR = 30
# Keywords that contain one and the same other keyword.
EXTENSIONS = 1
# An article longer than this is known by its beginning.
LONGEST_TEXT = 100_000

# Parts of speech in jieba's letters: no keywords (adverbs, times, numbers, pronouns …); what a single character must
# be to take part in a phrase (汤 in 补肾活血汤), and to begin one (丁 in 丁薛祥).
IDLE = frozenset(("c", "d", "p", "u", "m", "q", "r", "y", "e", "f", "t", "o", "ul", "uj", "uz", "ug", "ud", "uv", "mq"))
JOINING = frozenset(("n", "ng", "nr", "nz", "j", "zg", "vn", "ag", "b", "s", "g", "k"))
BEGINNING = frozenset(("nr", "j", "b", "nz", "zg"))


def keywords(
    article: Article, count: int, userdict: Iterable[str] = (), stopwords: Iterable[str] = ()
) -> tuple[str, ...]:
    """The `count` most telling words and phrases of an article's headline and body, the best first.

    `userdict` holds lines of a user dictionary in jieba's form; words in `stopwords` are no keywords and no part of any.

        >>> body = "区疾控中心设立检测点。检测点配备物资,区疾控中心派人值守。"
        >>> keywords(Article(body=body), 3)
        ('疾控中心', '检测点', '设立')
        >>> keywords(Article(body="工務局裝設路燈。路燈由工務局養護。"), 2)
        ('工務局', '路燈')
    """
    headline = article.headline or ""
    opening = lede()(article.body)  # the byline's names are not what the article is about
    printed = f"{headline}\n{article.body[opening.end() if opening else 0 :]}"[:LONGEST_TEXT]
    text = _simplified(printed)
    if text is not printed:
        userdict, stopwords = map(_simplified, userdict), map(_simplified, stopwords)
    cut, own = _cutter(tuple(userdict))
    words = list(cut(text))
    scores, places = _scores(words, _Said(text[: len(headline)], len(text), frozenset(stopwords), own))
    out: dict[str, int] = {}
    extended: Counter[str] = Counter()
    for phrase in sorted(scores, key=scores.__getitem__, reverse=True):  # among equals the earlier one
        if len(out) == count:
            break
        inner = [word for word in out if word in phrase]
        if any(phrase in word for word in out) or any(extended[word] >= EXTENSIONS for word in inner):
            continue
        extended.update(inner)
        out[phrase] = places[phrase][2]
    return tuple(dict.fromkeys(printed[at : at + len(phrase)] for phrase, at in out.items()))


def _simplified(text: str) -> str:
    """Traditional text in the script of the dictionary, where that goes character by character; else the text itself."""
    if detect(text) != "zh-Hant":
        return text
    simplified = convert(text, "hans")
    return simplified if len(simplified) == len(text) else text


# What a word can be to a phrase: nothing, a single character in it, its beginning too, or a word.
OUT, CHARACTER, INITIAL, WORD = range(4)

# Where a phrase first stands: its first and last word's number, and the characters before it.
Place = tuple[int, int, int]


class _Said(NamedTuple):
    """What is known beside the words: the headline, the text's length, the user's stop words and the user's words."""

    headline: str
    size: int
    stop: frozenset[str]
    own: frozenset[str]

    def kinds(self, words: Sequence[str]) -> list[int]:
        """What each word can be to a phrase."""
        kinds = list(map(_kinds().__getitem__, words))
        if self.stop or self.own:
            kinds = [WORD if word in self.own else kind for word, kind in zip(words, kinds, strict=True)]
            kinds = [OUT if word in self.stop else kind for word, kind in zip(words, kinds, strict=True)]
        return kinds


def _scores(words: Sequence[str], said: _Said) -> tuple[dict[str, float], dict[str, Place]]:
    """How telling every candidate is, and where it first stands.

    Telling are repetition, rarity, an early first place, length, and standing in the headline.
    """
    counts, places = _phrases(words, said.kinds(words))
    headline, size = said.headline, said.size
    scores = {}
    unknown = log(total() / RARITY_FLOOR)
    for phrase, n in counts.items():
        first, last, at = places[phrase]
        if n < REPEATED:
            if first < last:
                continue
            repetition = 1.0
        elif _always_longer(words, phrase, first, last, counts):
            continue
        else:
            repetition = n**REPETITION
        rarity = _known(phrase)[1] if first == last else unknown
        score = repetition * rarity * (1 + EARLINESS * (1 - at / size)) * LENGTHS[min(len(phrase), LONGEST)]
        scores[phrase] = score * IN_HEADLINE if headline and phrase in headline else score
    for word in GENERAL:
        scores.pop(word, None)
    return scores, places


def _phrases(words: Sequence[str], kinds: list[int]) -> tuple[dict[str, int], dict[str, Place]]:
    """Every run of words that may be a phrase: how often it stands, and where first."""
    kinds += [OUT] * LONGEST_PHRASE
    # A phrase that comes back is made of neighbours that do.
    neighbours = list(pairwise(words))
    again = [*map(Counter(neighbours).__getitem__, neighbours), 0]
    counts: dict[str, int] = {}
    places: dict[str, Place] = {}
    at = 0
    for first, word in enumerate(words):
        if kinds[first] >= INITIAL:
            phrase, last = word, first
            while True:
                if len(phrase) > 1:
                    if phrase in counts:
                        counts[phrase] += 1
                    else:
                        counts[phrase] = 1
                        places[phrase] = first, last, at
                if again[last] < REPEATED:
                    break
                last += 1
                if not kinds[last] or last - first == LONGEST_PHRASE:
                    break
                phrase += words[last]
                if len(phrase) > LONGEST:
                    break
        at += len(word)
    return counts, places


def _always_longer(words: Sequence[str], phrase: str, first: int, last: int, counts: Mapping[str, int]) -> bool:
    """Whether a phrase stands inside the same longer one wherever it stands."""
    n = counts[phrase]
    if first and counts.get(words[first - 1] + phrase) == n:
        return True
    return last + 1 < len(words) and counts.get(phrase + words[last + 1]) == n


@lru_cache(50_000)
def _known(word: str) -> tuple[int, float]:
    """What a word can be to a phrase, and how rare it is."""
    freq, tag = entry(word)
    rarity = log(total() / (freq + RARITY_FLOOR))
    if len(word) > 1:
        # What only the model takes for a word is none with a particle at its edge (健委将).
        loose = not freq and (word[0] in PARTICLES or word[-1] in PARTICLES)
        fit = _spelled()(word) and tag not in IDLE and word not in DOINGS and not loose
        return (WORD if fit else OUT), rarity
    if tag not in JOINING or word in UNFIT:
        return OUT, rarity
    return (INITIAL if tag in BEGINNING else CHARACTER), rarity


class _Kinds(dict[str, int]):
    """What words can be to a phrase, looked up once."""

    def __missing__(self, word: str) -> int:
        if len(self) > 50_000:
            self.clear()
        kind = self[word] = _known(word)[0]
        return kind


@cache
def _kinds() -> _Kinds:
    return _Kinds()


@lru_cache(4)
def _cutter(userdict: tuple[str, ...]) -> tuple[Callable[[str], Iterable[str]], frozenset[str]]:
    """What cuts text into words, and the user's own words. A user dictionary is beyond rjieba."""
    if not userdict:
        return Quick().cut, frozenset()
    return Segmenter(userdict).cut, frozenset(word for word, freq in user_words(userdict) if freq != 0)


@cache
def _spelled() -> Callable[[str], object]:
    """Han of two characters or more, or a Latin word."""
    return re.compile(rf"[{HAN}]{{2,{LONGEST}}}|[A-Za-z][A-Za-z0-9-]{{1,29}}").fullmatch


# Characters that are no part of a name.
PARTICLES = frozenset(
    "的了着著将將等与與和及在对對从從被把就都也又还還要会會能可让讓向由于於以之而则則并並且所这這那其"
)
# Single characters that measure, point or place, whatever their part of speech.
UNFIT = frozenset("个個种種位名项項条條件第年月日号號时時分次者们們等其该該本各每某中上下前后後内內外里裡间間")

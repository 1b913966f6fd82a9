"""Keywords: the words and phrases an article is about, as a librarian would note them.

A phrase is a run of neighbouring words that comes back; there is nothing in it that people do (区委常委会召开), and it
is not part of a longer one that always stands around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import compress, pairwise, repeat
from math import log
from operator import contains
from typing import NamedTuple

from ..chinese.chars import HAN
from ..chinese.lexicon import known
from ..chinese.quick import Quick
from ..chinese.script import convert, detect
from ..chinese.segment import Segmenter, user_words
from ..chinese.words import total
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
# An article longer than this is known by its beginning.
LONGEST_TEXT = 100_000
# So many words are remembered.
MOST_KNOWN = 50_000
# A word that stands once is a keyword where it is among so many first ones, where there are too few others, or where
# users bring words of their own.
EARLY = 60

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
    cut, lore = _dictionary(tuple(userdict), tuple(stopwords))
    words = cut(text)
    chosen = _best(_Text(text, words, Counter(words), text[: len(headline)], lore), count)
    return tuple(dict.fromkeys([printed[at : at + len(phrase)] for _, at, phrase in chosen]))


def _simplified(text: str) -> str:
    """Traditional text in the script of the dictionary, where that goes character by character; else the text itself."""
    if detect(text) != "zh-Hant":
        return text
    simplified = convert(text, "hans")
    return simplified if len(simplified) == len(text) else text


# What a word can be to a phrase: nothing, a single character in it, its beginning too, or a word.
OUT, CHARACTER, INITIAL, WORD = range(4)


# How telling a word or phrase is, below zero; the characters before it; and itself. So the most telling sorts first, and
# among equals the earlier one.
Candidate = tuple[float, int, str]


class _Text(NamedTuple):
    """A text, its words, how often each stands, its headline, and what is known of words."""

    text: str
    words: Sequence[str]
    times: Mapping[str, int]
    headline: str
    lore: _Lore


def _best(text: _Text, count: int) -> list[Candidate]:
    """The best `count` keywords: of what comes back and what stands early, and where that is too little of the rest too."""
    counts, again = _repeated(text)
    words = text.words
    if not text.lore.own:
        chosen = _distinct(sorted(again + _single(text, counts, words[:EARLY])), count)
        if len(chosen) == count or len(words) <= EARLY:
            return chosen
    return _distinct(sorted(again + _single(text, counts, words)), count)


def _repeated(text: _Text) -> tuple[dict[str, int], list[Candidate]]:
    """What stands at least twice: how often, and those of it that may be keywords."""
    whole, words, _, headline, lore = text
    counts, places = _counted(text)
    candidates = []
    for phrase, n in counts.items():
        if n < REPEATED:
            continue
        first, last = places[phrase]
        weight = lore[phrase][1] if first == last else lore.rarest * LENGTHS[min(len(phrase), LONGEST)]
        if weight and phrase not in GENERAL and not _always_longer(words, phrase, first, last, counts):
            at = whole.find(phrase)
            score = n**REPETITION * weight * (1 + EARLINESS * (1 - at / len(whole)))
            candidates.append((-score * IN_HEADLINE if phrase in headline else -score, at, phrase))
    return counts, candidates


def _counted(text: _Text) -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    """Words and phrases that stand at least twice, how often, and the numbers of their first and last word."""
    _, words, times, _, lore = text
    fit = {word: kind for word, n in times.items() if n > 1 and (kind := lore[word][0])}
    numbers = list(compress(range(len(words)), map(fit.__contains__, words)))
    firsts = dict(zip(map(words.__getitem__, reversed(numbers)), reversed(numbers), strict=True))
    counts = {word: times[word] for word, kind in fit.items() if kind == WORD}
    places = {word: (firsts[word], firsts[word]) for word in counts}
    # A phrase that comes back is made of neighbours that do.
    joined = [number for number, following in pairwise(numbers) if following == number + 1]
    neighbours = [words[number] + words[number + 1] for number in joined]
    if len(set(neighbours)) == len(neighbours):
        return counts, places
    often = Counter(neighbours)
    again = {number for number, pair in zip(joined, neighbours, strict=True) if often[pair] > 1}
    for first in joined:
        if first not in again or fit[words[first]] < INITIAL:
            continue
        phrase, last = words[first], first
        while last in again and last - first + 1 < LONGEST_PHRASE:
            last += 1
            phrase += words[last]
            if len(phrase) > LONGEST:
                break
            if phrase not in counts and phrase in times and lore[phrase][0] == WORD:
                number = words.index(phrase)  # it stands elsewhere as one word
                counts[phrase], places[phrase] = 1, (number, number)
            counts[phrase] = counts.get(phrase, 0) + 1
            places[phrase] = min(places.get(phrase, (first, last)), (first, last))
    return counts, places


def _always_longer(words: Sequence[str], phrase: str, first: int, last: int, counts: Mapping[str, int]) -> bool:
    """Whether a phrase stands inside the same longer one wherever it stands."""
    n = counts[phrase]
    if first and counts.get(words[first - 1] + phrase) == n:
        return True
    return last + 1 < len(words) and counts.get(phrase + words[last + 1]) == n


def _single(text: _Text, counts: Mapping[str, int], words: Iterable[str]) -> list[Candidate]:
    """Those of `words`, the first ones of the text, that stand once and may be keywords."""
    whole, _, times, headline, lore = text
    size = len(whole)
    candidates = []
    at = 0
    for word in words:
        if times[word] == 1 and (weight := lore[word][1]) and word not in counts:
            score = weight * (1 + EARLINESS * (1 - at / size))
            candidates.append((-score * IN_HEADLINE if word in headline else -score, at, word))
        at += len(word)
    return candidates


def _distinct(candidates: Iterable[Candidate], count: int) -> list[Candidate]:
    """The first `count` of which none is part of another; but one keyword each may contain another."""
    out: list[Candidate] = []
    said: list[str] = []
    extended: set[str] = set()
    for candidate in candidates:
        phrase = candidate[2]
        if any(map(contains, said, repeat(phrase))):
            continue
        inner = list(filter(phrase.__contains__, said))
        if inner and not extended.isdisjoint(inner):
            continue
        extended.update(inner)
        out.append(candidate)
        said.append(phrase)
        if len(out) == count:
            break
    return out


class _Lore(dict[str, tuple[int, float]]):
    """What a word can be to a phrase, and what it weighs as a keyword for its rarity and length; 0 where it is none.

    Words are looked up once. `own` are the user's words, `stop` no words.
    """

    def __init__(self, own: frozenset[str], stop: frozenset[str]) -> None:
        self.own = own
        self._stop = stop
        self.rarest = log(total() / RARITY_FLOOR)

    def __missing__(self, word: str) -> tuple[int, float]:
        if len(self) > MOST_KNOWN:
            self.clear()
        freq, tag = known(word)
        kind = OUT if word in self._stop else WORD if word in self.own else _kind(word, freq, tag)
        weight = log(total() / (freq + RARITY_FLOOR)) * LENGTHS[min(len(word), LONGEST)]
        found = self[word] = kind, weight if kind == WORD and len(word) > 1 and word not in GENERAL else 0.0
        return found


def _kind(word: str, freq: int, tag: str) -> int:
    """What a word with a frequency and a part of speech can be to a phrase."""
    if len(word) > 1:
        # What only the model takes for a word is none with a particle at its edge (健委将).
        loose = not freq and (word[0] in PARTICLES or word[-1] in PARTICLES)
        return WORD if tag not in IDLE and word not in DOINGS and not loose and _spelled()(word) else OUT
    if tag not in JOINING or word in UNFIT:
        return OUT
    return INITIAL if tag in BEGINNING else CHARACTER


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
    return re.compile(rf"[{HAN}]{{2,{LONGEST}}}|[A-Za-z][A-Za-z0-9-]{{1,29}}").fullmatch


# Characters that are no part of a name.
PARTICLES = frozenset(
    "的了着著将將等与與和及在对對从從被把就都也又还還要会會能可让讓向由于於以之而则則并並且所这這那其"
)
# Single characters that measure, point or place, whatever their part of speech.
UNFIT = frozenset("个個种種位名项項条條件第年月日号號时時分次者们們等其该該本各每某中上下前后後内內外里裡间間")

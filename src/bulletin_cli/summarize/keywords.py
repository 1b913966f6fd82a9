"""Keywords: the words and phrases an article is about, as a librarian would note them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

from ..chinese.chars import HAN
from ..chinese.segment import Segmenter
from ..chinese.words import KNOWN_TOTAL, frequency
from ..model import Article

# A phrase of so many neighbouring words is tried, and kept when it stands so often.
LONGEST_PHRASE = 4
LONGEST = 12
SEEN = 2


def keywords(
    article: Article, count: int, userdict: Iterable[str] = (), stopwords: Iterable[str] = ()
) -> tuple[str, ...]:
    """The `count` most telling words and phrases of an article's headline and body, the best first."""
    text = f"{article.headline or ''}\n{article.body}"
    words = list(_segmenter(tuple(userdict)).cut(text))
    stop = frozenset(stopwords)
    scores = _scores(words, len(text), stop)
    out: list[str] = []
    for phrase in sorted(scores, key=lambda phrase: (-scores[phrase], phrase)):
        if len(out) == count:
            break
        if not any(phrase in other or other in phrase for other in out):
            out.append(phrase)
    return tuple(out)


@lru_cache(4)
def _segmenter(userdict: tuple[str, ...]) -> Segmenter:
    return Segmenter(userdict)


def _scores(words: Sequence[str], size: int, stop: frozenset[str]) -> dict[str, float]:
    """Tf · rarity · (1 + 2 · earliness) of every candidate."""
    first: dict[str, int] = {}
    counts: Counter[str] = Counter()
    at = 0
    for i, word in enumerate(words):
        phrase = ""
        for other in words[i : i + LONGEST_PHRASE]:
            if other in stop or not _usable(other) or len(phrase) + len(other) > LONGEST:
                break
            phrase += other
            counts[phrase] += 1
            first.setdefault(phrase, at)
        at += len(word)
    plain = set(words)
    return {
        phrase: n * log(KNOWN_TOTAL / (frequency(phrase) + 10)) * (1 + 2 * (1 - first[phrase] / size))
        for phrase, n in counts.items()
        if len(phrase) > 1 and (n >= SEEN or phrase in plain)
    }


def _usable(word: str) -> bool:
    return bool(re.fullmatch(rf"[{HAN}]{{2,}}|[A-Za-z][A-Za-z0-9-]+", word))

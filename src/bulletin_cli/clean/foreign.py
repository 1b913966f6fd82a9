"""Passages in another language inside Chinese text: Japanese and Korean running text, English sentences."""

from __future__ import annotations

import re
from functools import cache

# Two of these in a line, and it may be an English sentence.
_LINKS = "the of and is are was were in to for with that by from as at on it this has have be an we you"
LINKS = frozenset(_LINKS.split())
LEAST_WORDS = 5  # words of an English sentence
LEAST_KANA = 3  # kana or Hangul of a phrase
_common = re.compile(" (?:the|of|and|in|to|is) ")  # one look for any; Chinese text without English words has none


@cache
def _phrase() -> re.Pattern[str]:
    """What stands between the ends of sentences and quotes, with its end mark."""
    return re.compile('[^。！？!?“”「」『』《》"\n]+[。！？!?]*')


@cache
def _syllables() -> re.Pattern[str]:
    return re.compile("[ぁ-ゖァ-ヺー가-힣]+")


@cache
def _syllable() -> re.Pattern[str]:
    return re.compile("[ぁ-ヺ가-힣]")


@cache
def _reading() -> re.Pattern[str]:
    """A reading or a name in brackets: 大阪（おおさか）, 朴（박）."""
    return re.compile("[(（][ぁ-ゖァ-ヺー・가-힣 ]+[)）]")


@cache
def _words() -> re.Pattern[str]:
    return re.compile("[A-Za-z]+")


@cache
def _han() -> re.Pattern[str]:
    return re.compile("[㐀-鿿]")


def foreign_spans(text: str) -> list[tuple[int, int]]:
    """Where `text` is Japanese, Korean or English, in order: whole lines, else what stands between quotes and stops.

    >>> [text[a:b] for text in ("信中写道：\\nこの度の地震に際し,お見舞い申し上げます。",) for a, b in foreign_spans(text)]
    ['この度の地震に際し,お見舞い申し上げます。']
    >>> foreign_spans("店名叫“ラーメン”,老板姓朴(박),妻子来自大阪(おおさか)。")
    [(4, 8)]
    >>> [text[a:b] for text in ('他说:"It is a place that I love, 北京!"',) for a, b in foreign_spans(text)]
    ['It is a place that I love, 北京!']
    """
    kana = has_syllables(text)
    english = _common.search(text) is not None
    if not kana and not english:
        return []
    out: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if not kana and line.count(" ") < LEAST_WORDS - 1:
            pass  # most lines
        elif ((kana and is_eastern(line)) or (english and is_english(line))) and _throughout(line):
            out.append((at, at + len(line)))
        elif (kana and _syllables().search(line)) or (english and _count_words(line) >= LEAST_WORDS):
            out += (
                (at + match.start(), at + match.end())
                for match in _phrase().finditer(line)
                if is_eastern(match[0]) or is_english(match[0])
            )
        at += len(line) + 1
    return out


def has_syllables(text: str) -> bool:
    """Whether there is kana or Hangul in `text`."""
    return _syllable().search(text) is not None


def _throughout(line: str) -> bool:
    """Whether what a foreign line has outside of its quotes is foreign too."""
    outside = _quoted().sub("", line)
    return outside == line or not _han().search(outside) or is_eastern(outside) or is_english(outside)


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile('[“「『][^“”「」『』]*[”」』]|"[^"]*"')


def is_eastern(text: str) -> bool:
    """Whether `text` is Japanese or Korean: mostly kana or Hangul, or Han with endings in hiragana between.

    >>> is_eastern("両市の友好関係は三十周年を迎えました"), is_eastern("ソニー、ユニクロ等品牌进入中国市场")
    (True, False)
    """
    runs = _syllables().findall(text)
    if not runs:
        return False
    runs = _syllables().findall(_reading().sub("", text))
    count, han = sum(map(len, runs)), len(_han().findall(text))
    if count < LEAST_KANA:
        return False
    endings = sum(run[0] < "ァ" or run[0] >= "가" for run in runs)
    return count >= han or (endings > 2 and count * 3 >= han)


def is_english(text: str) -> bool:
    """Whether `text` is an English sentence, with a Chinese name or two in it perhaps.

    >>> is_english("The plan, called 两山一河, was approved"), is_english("菜市场 and 商超 of 北京")
    (True, False)
    """
    words = _words().findall(text)
    return (
        len(words) >= LEAST_WORDS
        and sum(word.lower() in LINKS for word in words) > 1
        and len(_han().findall(text)) <= len(words)
    )


def _count_words(text: str) -> int:
    return len(_words().findall(text))

"""Words and their frequencies: jieba's dictionary read where it is looked into, with no cache file and no full load.

jieba's `dict.txt` is sorted by first character from 一 on, and the words that share their first two characters stand
together, so a look-up bisects the mapped file for the characters and searches what is left. A dictionary file that is not
the known one is read whole instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mmap import mmap
    from pathlib import Path

    from .segment import Segmenter

# jieba 0.42.1: length of the file, sum of its frequencies, and where its Latin and odd entries end.
KNOWN_SIZE = 5_071_852
KNOWN_TOTAL = 60_101_967
HEAD_END = 724

# Bytes of the dictionary that are searched as quickly as halved once more.
FEW = 2048

# Room for a frequency and a part of speech on a line, and what a word has that is not in the dictionary.
LONGEST_FIELDS = 16
NONE = (0, "")
# So many answers are kept: a page is asked the same words by several repairs, and again when it has been repaired.
ASKED = 4096
# So many places of the dictionary are remembered that halving comes to.
HALVES = 4096


def frequency(word: str) -> int:
    """How often `word` stands in the corpus behind jieba's dictionary; 0 when it is no word of it.

    >>> frequency("冬奥会") > 0, frequency("奥会的"), frequency("")
    (True, 0, 0)
    >>> frequency("T恤"), frequency("江南Style"), frequency("😀")
    (4, 3, 0)
    """
    return entry(word)[0]


@lru_cache(ASKED)
def entry(word: str) -> tuple[int, str]:
    """Frequency and part of speech of `word` as jieba's dictionary has them (n noun, v verb, t time …); 0 and "" of none.

    >>> entry("今天")[1], entry("召开")[1], entry("奥会的")
    ('t', 'v', (0, ''))
    """
    if known := whole():
        return known.get(word, NONE)
    if not word or word in head():
        return head().get(word, NONE)
    start, end = _near(word[:2])
    key = b"\n" + word.encode("utf-8", "replace") + b" "
    at = _dictionary().find(key, start, end)
    if at < 0:
        return NONE
    at += len(key)
    return _fields(_dictionary()[at : at + LONGEST_FIELDS].split(b"\n", 1)[0].decode())


def cut(text: str) -> list[str]:
    """The words of `text` in order, nothing left out: what `jieba.cut` gives.

    >>> list(cut("我区举办专场活动"))
    ['我区', '举办', '专场', '活动']
    """
    return _segmenter().cut(text)


@cache
def _segmenter() -> Segmenter:
    from .segment import Segmenter

    return Segmenter()


@cache
def package_folder() -> Path:
    """The folder of the installed jieba, found without importing it. Raises ModuleNotFoundError without jieba."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba is not installed", name="jieba")
    return Path(spec.submodule_search_locations[0])


@cache
def _dictionary() -> mmap | bytes:
    """The bytes of jieba's dictionary, mapped."""
    from mmap import ACCESS_READ, mmap

    with (package_folder() / "dict.txt").open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


@cache
def whole() -> dict[str, tuple[int, str]]:
    """Every word of a dictionary that is not the known one; empty for the known one."""
    data = _dictionary()
    return {} if len(data) == KNOWN_SIZE else dict(_parsed(data[:]))


@cache
def total() -> int:
    """The sum of the dictionary's frequencies; an entry that stands twice counts twice."""
    return sum(freq for _, (freq, _) in _parsed(_dictionary()[:])) if whole() else KNOWN_TOTAL


@cache
def head() -> dict[str, tuple[int, str]]:
    """The known dictionary's entries before 一: Latin, digits, and a few out of order (小S, 江南Style); of another all."""
    return whole() or dict(_parsed(_dictionary()[:HEAD_END]))


def _parsed(data: bytes) -> Iterator[tuple[str, tuple[int, str]]]:
    for line in data.decode("utf-8").splitlines():
        word, _, rest = line.strip().partition(" ")
        if rest:
            yield word, _fields(rest)


def _fields(text: str) -> tuple[int, str]:
    freq, _, tag = text.partition(" ")
    return int(freq), tag


@cache
def run(char: str) -> tuple[int, int]:
    """Where the words beginning with `char` stand: offsets of the line ends before the first and after the last.

    >>> start, end = run("奥")
    >>> {line[0] for line in _dictionary()[start:end].decode().split()[::3]}, run("A")
    ({'奥'}, (0, 0))
    """
    if not "一" <= char <= "\u9fff":
        return 0, 0
    key = char.encode()
    low, high = HEAD_END, len(_dictionary()) - 1
    while high - low > FEW:
        middle, word = _line_after((low + high) // 2)
        if word == key:  # the first of them is before, the last one after
            return _edge(key, low, middle, last=False), _edge(key, middle, high, last=True)
        low, high = (middle, high) if word < key else (low, middle)
    block = _dictionary()[low : high + len(key)]
    first = block.find(b"\n" + key)
    if first < 0:
        return 0, 0
    return low + first, _dictionary().find(b"\n", low + block.rfind(b"\n" + key) + 1)


def _edge(key: bytes, low: int, high: int, *, last: bool) -> int:
    """The line end before the first word with that first character between two line ends, or behind the last one."""
    while high - low > FEW:
        middle, word = _line_after((low + high) // 2)
        if middle >= high:
            break
        low, high = (middle, high) if word < key or (last and word == key) else (low, middle)
    block = _dictionary()[low : high + 1 + len(key)]
    if not last:
        return low + block.find(b"\n" + key)
    return _dictionary().find(b"\n", low + block.rfind(b"\n" + key) + 1)


@lru_cache(HALVES)
def _line_after(at: int) -> tuple[int, bytes]:
    """The next line end, and the first character of the line behind it; every search begins with the same ones."""
    data = _dictionary()
    end = data.find(b"\n", at)
    return end, data[end + 1 : end + 4]


def _near(start: str) -> tuple[int, int]:
    """Like `run`, halved until few words are left, for the words that begin with `start` (one or two characters)."""
    data, (low, high) = _dictionary(), run(start[0])
    key = start.encode("utf-8", "replace")
    while high - low > FEW:
        middle = data.find(b"\n", (low + high) // 2, high)
        word = data[middle + 1 : middle + 1 + len(key)]
        if middle < 0 or word == key:
            break
        if word < key:
            low = middle
        else:
            high = middle
    return low, high


def lines_of(char: str) -> str:
    """The lines of the known dictionary whose words begin with `char`, without those of its head; a line end before each."""
    start, end = run(char)
    return _dictionary()[start:end].decode()

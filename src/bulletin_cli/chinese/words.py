"""Words and their frequencies: jieba's dictionary read where it is looked into, with no cache file and no full load.

jieba's `dict.txt` is sorted by first character from 一 on, and the words that share their first two characters stand
together, so a look-up bisects the mapped file for the character and searches its run. A dictionary file that is not
the known one is read whole instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mmap import mmap

# jieba 0.42.1: length of the file, sum of its frequencies, and where its Latin and odd entries end.
KNOWN_SIZE = 5_071_852
KNOWN_TOTAL = 60_101_967
HEAD_END = 724

# Frequencies that a line of a user dictionary may leave out are found as jieba finds them, see Segmenter.add.
UserWord = tuple[str, int | None]


def frequency(word: str) -> int:
    """How often `word` stands in the corpus behind jieba's dictionary; 0 when it is no word of it.

    >>> frequency("冬奥会") > 0, frequency("奥会的"), frequency("")
    (True, 0, 0)
    >>> frequency("T恤"), frequency("江南Style"), frequency("😀")
    (4, 3, 0)
    """
    whole = _whole()
    if whole:
        return whole.get(word, 0)
    head = _head().get(word)
    if head is not None or not word:
        return head or 0
    start, end = _run(word[0])
    key = b"\n" + word.encode("utf-8", "replace") + b" "
    at = _dictionary().find(key, start, end)
    if at < 0:
        return 0
    return int(_dictionary()[at + len(key) : at + len(key) + 12].split(b" ", 1)[0])


def cut(text: str) -> Iterator[str]:
    """The words of `text` in order, nothing left out: what `jieba.cut` gives.

    >>> list(cut("我区举办专场活动"))
    ['我区', '举办', '专场', '活动']
    """
    return _segmenter().cut(text)


class Segmenter:
    """A jieba tokenizer of its own that knows the words which the texts given to it can contain, and `userdict`'s.

    jieba looks up nothing but pieces of the text, so it is enough to know the words beginning with one of the text's
    pairs of neighbours. `userdict` holds lines in jieba's form, `word [frequency] [tag]`.
    """

    def __init__(self, userdict: Iterable[str] = ()) -> None:
        self._tokenizer = _jieba().Tokenizer()
        self._tokenizer.total = sum(_whole().values()) or KNOWN_TOTAL
        self._tokenizer.FREQ = self._known = _prefixed(_whole() or _head())
        self._tokenizer.initialized = True
        self._seen: set[str] = set()
        for word, freq in user_words(userdict):
            self._add(word, freq)

    def cut(self, text: str) -> Iterator[str]:
        """The words of `text` in order, nothing left out."""
        self._prime(text)
        words: Iterator[str] = self._tokenizer.cut(text)
        return words

    def _add(self, word: str, freq: int | None) -> None:
        # Primed first: a run of the dictionary that was read later would undo the user's frequency.
        self._prime(word)
        if freq == 0:
            self._known[word] = 0  # jieba would also change its module-wide list of forced splits
        else:
            self._tokenizer.add_word(word, freq)

    def _prime(self, text: str) -> None:
        """Read the dictionary's words beginning with a character or a pair of neighbours of `text`."""
        if _whole():
            return
        new = set(text) - self._seen
        self._seen |= new
        for char in new:
            freq = frequency(char)
            start, end = _run(char)
            if freq or start < end:
                self._known[char] = freq
        pairs = set(map(str.__add__, text, text[1:])) - self._seen
        self._seen |= pairs
        for pair in pairs:
            self._known.update(_prefixed(dict(_words_beginning(pair)), self._known))


def user_words(lines: Iterable[str]) -> Iterator[UserWord]:
    """Words and frequencies of a user dictionary in jieba's form; tags are not used, blank lines are passed over.

    >>> list(user_words(["石景山区 20 ns", "蓝天救援队", "", "复工 复产 3"]))
    [('石景山区', 20), ('蓝天救援队', None), ('复工 复产', 3)]
    """
    for line in lines:
        fields = line.strip().lstrip("\ufeff").split(" ")
        if len(fields) > 1 and fields[-1].isascii() and fields[-1].islower() and fields[-1].isalpha():
            fields.pop()
        freq = int(fields.pop()) if len(fields) > 1 and fields[-1].isdecimal() else None
        if word := " ".join(fields).strip():
            yield word, freq


def _prefixed(words: dict[str, int], known: dict[str, int] | None = None) -> dict[str, int]:
    """`words` with every beginning of a word added at 0 where it is no word itself, as jieba's look-up needs them."""
    known = {} if known is None else known
    out = dict(words)
    for word in words:
        for size in range(1, len(word)):
            if word[:size] not in known:
                out.setdefault(word[:size], 0)
    return out


@cache
def _segmenter() -> Segmenter:
    return Segmenter()


@cache
def _jieba() -> Any:
    """The jieba module, imported without its warnings, its debug log and (110 ms) setuptools' pkg_resources."""
    import sys
    import warnings

    if "jieba" in sys.modules:
        return sys.modules["jieba"]
    hidden = "pkg_resources" not in sys.modules
    if hidden:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
    finally:
        if hidden:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel("WARNING")
    return jieba


@cache
def _dictionary() -> mmap | bytes:
    """The bytes of jieba's dictionary, mapped; found without importing jieba."""
    from importlib.util import find_spec
    from mmap import ACCESS_READ, mmap
    from pathlib import Path

    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba is not installed", name="jieba")
    with (Path(spec.submodule_search_locations[0]) / "dict.txt").open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


@cache
def _whole() -> dict[str, int]:
    """Every word of a dictionary that is not the known one; empty for the known one."""
    data = _dictionary()
    return {} if len(data) == KNOWN_SIZE else _parse(data[:])


@cache
def _head() -> dict[str, int]:
    """The known dictionary's entries before 一: Latin, digits, and a few out of order (小S, 江南Style)."""
    return _parse(_dictionary()[:HEAD_END])


def _parse(data: bytes) -> dict[str, int]:
    fields = (line.split(" ") for line in data.decode("utf-8").splitlines())
    return {line[0]: int(line[1]) for line in fields if len(line) > 1}


@cache
def _run(char: str) -> tuple[int, int]:
    """Where the words beginning with `char` stand: offsets of the line ends before the first and after the last."""
    if not "一" <= char <= "\u9fff":
        return 0, 0
    return _first_from(char), _first_from(chr(ord(char) + 1))


def _first_from(char: str) -> int:
    """Offset of the line end before the first word whose first character is `char` or a later one."""
    data, key = _dictionary(), char.encode()
    low, high = HEAD_END, len(data) - 1
    while True:
        middle = data.find(b"\n", (low + high) // 2 + 1, high)
        if middle < 0:
            middle = data.find(b"\n", low + 1, high)
        if middle < 0:
            return high if data[low + 1 : low + 1 + len(key)] < key else low
        if data[middle + 1 : middle + 1 + len(key)] < key:
            low = middle
        else:
            high = middle


def _words_beginning(pair: str) -> Iterator[tuple[str, int]]:
    """The words of the known dictionary whose first two characters are `pair`."""
    data = _dictionary()
    start, end = _run(pair[0])
    if start >= end:
        return
    key = b"\n" + pair.encode("utf-8", "replace")
    at = data.find(key, start, end)
    while at >= 0 and data[at : at + len(key)] == key:
        stop = data.find(b"\n", at + 1)
        word, freq = data[at + 1 : stop].split(b" ", 2)[:2]
        yield word.decode(), int(freq)
        at = stop

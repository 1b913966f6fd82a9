"""Segmentation into words exactly as jieba's (dictionary route plus hidden Markov model), without loading jieba.

The dictionary is read for the pairs of characters that a text holds and for no others (see words.py); the model's
tables are read from jieba's files. Nothing is written, nothing is logged, and several user dictionaries live side by
side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from math import inf, log
from types import ModuleType
from typing import Any

from .words import frequency, head, package_folder, total, whole, words_beginning

# jieba's classes: what it looks words up in, what it takes for space, and what its model is asked about.
BLOCK = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&\._%\-]+)")
SPACE = re.compile(r"(\r\n|\s)")
MODELLED = re.compile(r"([\u4E00-\u9FD5]+)")
LATIN = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
ASCII_WORD = re.compile(r"[a-zA-Z0-9]")

# The model's answer for a run of unknown characters is kept; so many runs at most.
REMEMBERED = 20_000
# So many pairs of characters are known at a time, which takes about 100 MB; a text of 100,000 characters has some 20,000.
MOST_PAIRS = 100_000
# What jieba's model gives to what it has never seen.
NEVER = -3.14e100

UserWord = tuple[str, int | None]
Entry = tuple[float, float, dict[str, tuple[int, ...]], bool]


class Segmenter:
    """A segmenter that knows the words of jieba's dictionary and those of `userdict`.

    `userdict` holds lines in jieba's form, `word [frequency] [tag]`; a missing frequency is found as jieba finds it,
    and a word of frequency 0 is forgotten.

        >>> list(Segmenter().cut("我区举办雨季排水专场活动"))
        ['我区', '举办', '雨季', '排水', '专场', '活动']
        >>> list(Segmenter(["雨季排水"]).cut("我区举办雨季排水专场活动"))
        ['我区', '举办', '雨季排水', '专场', '活动']
    """

    def __init__(self, userdict: Iterable[str] = ()) -> None:
        self._freq: dict[str, int] = {}  # words and, at 0, the beginnings of words
        self._longer: dict[str, set[str]] = {}  # pair → words of three characters and more that begin with it
        self._shares: dict[str, float] = {}  # such a word → ln(frequency / total)
        self._entries = _Entries(self._entry)
        self._read: set[str] = set()  # characters whose words are known
        self._recalled: dict[str, list[str]] = {}
        self._total = total()
        self._user: dict[str, int] = {}
        self._begin()
        for word, given in user_words(userdict):
            freq = self._suggested(word) if given is None else given
            self._prime(word)
            self._user[word] = freq
            self._add(word, freq)
            self._total += freq
            self._entries.clear()  # what they hold depends on the total
            self._shares.clear()

    def _begin(self) -> None:
        """Know the head of the dictionary and the user's words, and nothing else."""
        for known in (self._freq, self._longer, self._shares, self._entries, self._read, self._recalled):
            known.clear()
        for word, (freq, _) in (whole() or head()).items():
            self._add(word, freq)
        for word, freq in self._user.items():
            self._prime(word)
            self._add(word, freq)

    def cut(self, text: str) -> list[str]:
        """The words of `text` in order, nothing left out."""
        out: list[str] = []
        for number, block in enumerate(BLOCK.split(text)):
            if number % 2:
                self._add_words(block, out)
            elif len(block) == 1:
                out.append(block)  # most of what stands between blocks is one mark
            else:
                for piece in SPACE.split(block):
                    out += (piece,) if SPACE.match(piece) else piece
        return out

    def _sizes_of_words(self, block: str) -> list[int]:
        """For each offset the length of the word there, on the likeliest way to the end of the block.

        The sums are taken in jieba's order, so that they round as its own do; among equals the longest word wins.
        """
        shares = self._shares
        known = list(map(self._entries.__getitem__, map(str.__add__, block, block[1:])))
        known.append(self._entries[block[-1]])
        sizes = [1] * len(block)
        values = [0.0]  # of the rest of the block, from its end on
        keep = values.append
        best = after = 0.0
        third = ""
        for at in range(len(block) - 1, -1, -1):
            alone, together, longer, must_join = known[at]
            best, after, second = alone + best, best, after
            if together + second >= best:
                best = together + second
                sizes[at] = 2
            if longer and third in longer:
                for size in longer[third]:
                    share = shares.get(block[at : at + size]) if size <= len(values) else None
                    if share is not None and (share + values[-size] >= best or must_join):
                        best = share + values[-size]
                        sizes[at] = size
                        must_join = False
            keep(best)
            third = block[at + 1] if at + 1 < len(block) else ""
        return sizes

    def _entry(self, pair: str) -> Entry:
        """What a route gains by the first character of `pair` alone or by both, and the lengths of longer words.

        The lengths stand under the third character.
        """
        self._prime(pair)
        everything = log(self._total)
        freq = self._freq
        alone = log(freq.get(pair[0]) or 1) - everything
        together = log(freq[pair]) - everything if len(pair) > 1 and freq.get(pair) else -inf
        lengths: dict[str, set[int]] = {}
        for word in self._longer.get(pair, ()):
            if freq[word]:
                self._shares[word] = log(freq[word]) - everything
                lengths.setdefault(word[2], set()).add(len(word))
        longer = {third: tuple(sorted(sizes)) for third, sizes in lengths.items()}
        # jieba takes a character that only begins words for none itself where one of them fits.
        must_join = freq.get(pair[0]) == 0
        if must_join and together > -inf:
            alone, must_join = -inf, False
        return alone, together, longer, must_join

    def _add_words(self, block: str, out: list[str]) -> None:
        """Add the words along a route to `out`; runs of single characters are handed to the model."""
        if len(self._entries) > MOST_PAIRS:
            self._begin()
        sizes = self._sizes_of_words(block)
        at, start, end = 0, 0, len(block)
        while at < end:
            size = sizes[at]
            if size > 1:
                if start < at:
                    out += self._loose(block[start:at])
                start = at + size
                out.append(block[at:start])
            at += size
        if start < end:
            out += self._loose(block[start:])

    def _loose(self, run: str) -> Iterable[str]:
        """A run of characters that are no longer word: left single when it is a word after all, else modelled."""
        if len(run) == 1:
            return run
        found = self._recalled.get(run)
        if found is None:
            found = list(run) if self._freq.get(run) else list(modelled(run))
            if len(self._recalled) >= REMEMBERED:
                self._recalled.clear()
            self._recalled[run] = found
        return found

    def _prime(self, text: str) -> None:
        """Read the dictionary's words that begin with a character or a pair of neighbours of `text`."""
        if whole():
            return
        for char in set(text) - self._read:
            freq = frequency(char)
            if char not in self._user and (freq or any(True for _ in words_beginning(char))):
                self._freq[char] = freq
            self._read.add(char)
        for pair in set(map(str.__add__, text, text[1:])):
            words = {word: freq for word, freq in words_beginning(pair) if word not in self._user}
            self._freq.update(words)
            self._longer.setdefault(pair, set()).update(word for word in words if len(word) > 2)

    def _add(self, word: str, freq: int) -> None:
        self._freq[word] = freq
        for size in range(1, len(word)):
            self._freq.setdefault(word[:size], 0)
        if len(word) > 2:
            self._longer.setdefault(word[:2], set()).add(word)

    def _suggested(self, word: str) -> int:
        """A frequency that makes `word` win over its parts, as jieba suggests it."""
        freq = 1.0
        for block in BLOCK.split(word):
            parts = _joined_latin(block, self._sizes_of_words(block)) if BLOCK.match(block) else block
            for part in parts:
                freq *= self._freq.get(part, 1) / self._total
        return max(int(freq * self._total) + 1, self._freq.get(word, 1))


class _Entries(dict[str, Entry]):
    """Entries by pair, made when first asked for."""

    def __init__(self, make: Callable[[str], Entry]) -> None:
        self._make = make

    def __missing__(self, pair: str) -> Entry:
        entry = self[pair] = self._make(pair)
        return entry


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


def modelled(run: str) -> Iterator[str]:
    """The words of a run of characters that the dictionary does not join, names above all.

    >>> list(modelled("欧阳文瑾")), list(modelled("F-16"))
    (['欧阳', '文瑾'], ['F', '-', '16'])
    """
    for block in MODELLED.split(run):
        if not MODELLED.match(block):
            yield from filter(None, LATIN.split(block))
            continue
        start = 0
        for at, state in enumerate(_states(block)):
            if state in "ES":
                yield block[start : at + 1]
                start = at + 1
        if start < len(block):
            yield block[start:]


def _states(block: str) -> str:
    """For each character whether it begins, continues or ends a word or is one (B, M, E, S): Viterbi's best path.

    Equals are settled as jieba's `max` over (value, letter) settles them, for the later letter.
    """
    starts, moves, emissions = _model()
    began, inside, ended, single = (emissions[state].get for state in "BMES")
    from_b, from_m, from_e, from_s = (moves[state] for state in "BMES")
    be, bm, mm, me = from_b["E"], from_b["M"], from_m["M"], from_m["E"]
    eb, es, sb, ss = from_e["B"], from_e["S"], from_s["B"], from_s["S"]
    char = block[0]
    b, m = starts["B"] + began(char, NEVER), starts["M"] + inside(char, NEVER)
    e, s = starts["E"] + ended(char, NEVER), starts["S"] + single(char, NEVER)
    back = []
    for char in block[1:]:
        emitted = began(char, NEVER)
        b_e, b_s = e + eb + emitted, s + sb + emitted
        emitted = inside(char, NEVER)
        m_b, m_m = b + bm + emitted, m + mm + emitted
        emitted = ended(char, NEVER)
        e_b, e_m = b + be + emitted, m + me + emitted
        emitted = single(char, NEVER)
        s_e, s_s = e + es + emitted, s + ss + emitted
        back.append(
            {
                "B": "S" if b_s >= b_e else "E",
                "M": "M" if m_m >= m_b else "B",
                "E": "M" if e_m >= e_b else "B",
                "S": "S" if s_s >= s_e else "E",
            }
        )
        b, m, e, s = max(b_e, b_s), max(m_b, m_m), max(e_b, e_m), max(s_e, s_s)
    state = "S" if s >= e else "E"
    path = [state]
    for step in reversed(back):
        state = step[state]
        path.append(state)
    return "".join(reversed(path))


def _joined_latin(block: str, sizes: list[int]) -> Iterator[str]:
    """The words along a route without the model; single Latin letters and digits run together."""
    at, run = 0, ""
    while at < len(block):
        word = block[at : at + sizes[at]]
        at += len(word)
        if len(word) == 1 and ASCII_WORD.match(word):
            run += word
            continue
        if run:
            yield run
        run = ""
        yield word
    if run:
        yield run


@cache
def _model() -> tuple[dict[str, float], dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    """Start, transition and emission tables out of jieba's files."""
    return tuple(_table(name).P for name in ("prob_start", "prob_trans", "prob_emit"))


def _table(name: str) -> Any:
    """A module of jieba's `finalseg`, loaded by its file: importing jieba itself would compile, log and look around."""
    from importlib.util import module_from_spec, spec_from_file_location

    path = package_folder() / "finalseg" / f"{name}.py"
    spec = spec_from_file_location(f"bulletin_cli._jieba_{name}", path)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"jieba lacks {name}", name="jieba")
    module: ModuleType = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

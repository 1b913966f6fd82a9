"""Segmentation into words exactly as jieba's (dictionary route plus hidden Markov model), without loading jieba.

The dictionary is read for the pairs of characters that a text holds and for no others (see words.py); the model's
tables are read from jieba's files. Nothing is written, nothing is logged, and several user dictionaries live side by
side.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from math import log
from types import ModuleType
from typing import Any, Literal, TypeVar

from .lexicon import Words, known, words_from
from .words import head, package_folder, total

# jieba's classes: what it looks words up in, what it takes for space, and what its model is asked about.
BLOCK = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&\._%\-]+)")
SPACE = re.compile(r"(\r\n|\s)")
MODELLED = re.compile(r"([\u4E00-\u9FD5]+)")
LATIN = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
ASCII_WORD = re.compile(r"[a-zA-Z0-9]")

# The model's answer for a run of unknown characters is kept; so many runs at most.
REMEMBERED = 20_000
# So many pairs of characters are known at a time; a text of 100,000 characters has some 20,000.
MOST_PAIRS = 200_000
# What jieba's model gives to what it has never seen.
NEVER = -3.14e100

K = TypeVar("K")
V = TypeVar("V")

UserWord = tuple[str, int | None]
# What a route gains by a character alone; and of the words that it begins with the next one, if any: what a route gains
# by both of them (None if they are no word); longer words by their third character, the shortest first: their length,
# themselves, and what a route gains by them; and whether the first is no word by itself.
Begun = tuple[float | None, dict[str, list[tuple[int, str, float]]] | None, bool]
Entry = tuple[float, Begun | None]
# Units of UTF-16 in this machine's order, as `cast` reads them.
ORDER: Literal["little", "big"] = "little" if array("H", [1]).tobytes()[0] else "big"
UTF_16 = f"utf-16-{ORDER[0]}e"
ASTRAL = re.compile("[\U00010000-\U0010ffff]")


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
        self._total = total()
        self._added: dict[str, int] = {}  # words that the lexicon lacks, those of the head and the user's
        self._added_by: dict[str, set[str]] = {}  # their first character and first two → those that begin so
        self._chars = _Made(self._char)
        self._entries = _Made(self._entry)
        self._recalled: dict[str, list[str]] = {}
        for word, (freq, _) in head().items():
            self._add(word, freq)
        for word, given in user_words(userdict):
            freq = self._suggested(word) if given is None else given
            self._add(word, freq)
            self._total += freq
            self._forget()  # what is known depends on the total

    def _add(self, word: str, freq: int) -> None:
        self._added[word] = freq
        for start in {word[:1], word[:2]}:
            self._added_by.setdefault(start, set()).add(word)

    def _forget(self) -> None:
        """Know nothing but the words."""
        for found in (self._chars, self._entries, self._recalled):
            found.clear()

    def cut(self, text: str) -> list[str]:
        """The words of `text` in order, nothing left out."""
        if len(self._entries) > MOST_PAIRS:
            self._forget()
        sizes = self._sizes(text)
        out: list[str] = []
        at, end = 0, len(text)
        while at < end:
            start = at
            if size := sizes[at]:
                at += size
                if size == 1 and sizes[at] == 1:
                    while sizes[at] == 1:
                        at += 1
                    out += self._loose(text[start:at])
                    continue
            else:
                at += 2 if text.startswith("\r\n", at) else 1
            out.append(text[start:at])
        return out

    def _sizes(self, text: str) -> list[int]:
        """For each offset the length of the word there, on the likeliest way to the end of its block.

        It is 0 outside blocks and at the end. The sums are taken in jieba's order, so that they round as its own do; among
        equals the longest word wins.
        """
        entries = self._known(text)
        at = len(text)
        sizes = [1] * at
        sizes.append(0)
        text += "\0\0"
        values = [0.0]  # of the rest of the block, from the end on
        keep = values.append
        best = after = 0.0
        for entry in reversed(entries):
            at -= 1
            if entry is None:
                sizes[at] = 0
                best = after = 0.0
                keep(0.0)
                continue
            alone, words = entry
            best, after, second = alone + best, best, after
            if words is not None:
                together, longer, must_join = words
                if together is not None and (together + second >= best or must_join):
                    best = together + second
                    sizes[at] = 2
                    must_join = False
                if longer is not None and (third := text[at + 2]) in longer:
                    for size, word, share in longer[third]:
                        if text.startswith(word, at) and (share + values[-size] >= best or must_join):
                            best = share + values[-size]
                            sizes[at] = size
                            must_join = False
            keep(best)
        return sizes

    def _known(self, text: str) -> list[Entry | None]:
        """For each character the entry of it and the next one.

        They are looked up by the bytes of UTF-16, which spares making strings.
        """
        count = len(text)
        units = memoryview((text + "\0").encode(UTF_16, "surrogatepass"))
        if len(units) > 2 * count + 2:
            return self._known(ASTRAL.sub("\ufffd", text))  # these stand outside blocks
        entries: list[Entry | None] = [None] * count
        entries[::2] = map(self._entries.__getitem__, units[: (count + 1) // 2 * 4].cast("I"))
        entries[1::2] = map(self._entries.__getitem__, units[2 : 2 + count // 2 * 4].cast("I"))
        return entries

    def _entry(self, key: int) -> Entry | None:
        """What is known of two characters, given as two units of UTF-16. None where the first stands outside blocks."""
        pair = key.to_bytes(4, ORDER).decode(UTF_16, "surrogatepass")
        entry, is_word, lexicon = self._chars[pair[0]]
        if entry is None or self._chars[pair[1]][0] is None:
            return entry
        added = self._added_by.get(pair)
        if not added and not lexicon.go_on_with(pair[1]):
            return entry
        words = lexicon.beginning(pair)
        if added:
            words.update((word, self._added[word]) for word in added if BLOCK.fullmatch(word))
        together = None
        longer: dict[str, list[tuple[int, str, float]]] = {}
        everything = log(self._total)
        for word, freq in words.items():
            if len(word) == 2 and freq:
                together = log(freq) - everything
            elif freq:
                longer.setdefault(word[2], []).append((len(word), word, log(freq) - everything))
        for same in longer.values():
            same.sort()
        # jieba takes a character that only begins words for none itself where one of them fits.
        return entry[0], (together, longer or None, not is_word)

    def _char(self, char: str) -> tuple[Entry | None, bool, Words]:
        """The entry of a character with one that it begins no word with, whether it is a word, and the words it begins."""
        freq = self._frequency(char)
        share = log(freq or 1) - log(self._total)
        return (share, None) if BLOCK.match(char) else None, bool(freq), words_from(char)

    def _frequency(self, word: str) -> int:
        freq = self._added.get(word)
        return known(word)[0] if freq is None else freq

    def _loose(self, run: str) -> Iterable[str]:
        """A run of characters that are no longer word: left single when it is a word after all, else modelled."""
        if len(run) == 1:
            return run
        found = self._recalled.get(run)
        if found is None:
            found = list(run) if self._frequency(run) else list(modelled(run))
            if len(self._recalled) >= REMEMBERED:
                self._recalled.clear()
            self._recalled[run] = found
        return found

    def _suggested(self, word: str) -> int:
        """A frequency that makes `word` win over its parts, as jieba suggests it."""
        freq = 1.0
        for block in BLOCK.split(word):
            parts = _joined_latin(block, self._sizes(block)) if BLOCK.match(block) else block
            for part in parts:
                freq *= self._counted(part) / self._total
        return max(int(freq * self._total) + 1, self._counted(word))

    def _counted(self, word: str) -> int:
        """What jieba's table has for a word: nothing counts as 1, what only begins words as 0."""
        if freq := self._frequency(word):
            return freq
        start = word[:2]
        longer = {*self._added_by.get(start, ()), *words_from(word[0]).beginning(start)}
        return 0 if any(other.startswith(word) for other in longer) else 1


class _Made(dict[K, V]):
    """Values that are made when first asked for."""

    def __init__(self, make: Callable[[K], V]) -> None:
        self._make = make

    def __missing__(self, key: K) -> V:
        value = self[key] = self._make(key)
        return value


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

"""jieba's dictionary for those who look up every word of a text: the words of a character, read when first asked for.

The words that begin with one character stand together in the file (see words.py). Their lines are kept as they are, in
which a word is found faster than a table of them is made; all of them take 10 MB.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from .words import NONE, head, lines_of

SECOND = re.compile(r"\n.([^ ])")


def known(word: str) -> tuple[int, str]:
    """Frequency and part of speech of `word`, as `words.entry` gives them.

    >>> known("今天")[1], known("奥会的")
    ('t', (0, ''))
    """
    if not word or word in head():
        return head().get(word, NONE)
    return words_from(word[0]).entry(word)


class Words:
    """The words of the dictionary that begin with a character, without those of `head()`."""

    __slots__ = ("_char", "_lines")

    def __init__(self, char: str) -> None:
        lines = lines_of(char)
        self._char = char
        self._lines = lines + "\n" if lines else ""

    def __len__(self) -> int:
        """The length of their lines."""
        return len(self._lines)

    def entry(self, word: str) -> tuple[int, str]:
        """Frequency and part of speech of one of them."""
        key = f"\n{word} "
        at = self._lines.find(key)
        if at < 0:
            return NONE
        at += len(key)
        freq, _, tag = self._lines[at : self._lines.find("\n", at)].partition(" ")
        return int(freq), tag

    def go_on_with(self, second: str) -> bool:
        """Whether any has `second` behind the first character, which is no space.

        >>> words_from("雨").go_on_with("季"), words_from("奥").go_on_with("会")
        (True, False)
        """
        return f"\n{self._char}{second}" in self._lines

    def seconds(self) -> Iterable[str]:
        """The second characters of all."""
        return SECOND.findall(self._lines)

    def beginning(self, pair: str) -> dict[str, int]:
        """Those that begin with two characters, with their frequencies.

        >>> list(words_from("雨").beginning("雨季"))
        ['雨季']
        """
        lines, key = self._lines, "\n" + pair
        at = lines.find(key)
        words = {}
        while at >= 0 and lines.startswith(key, at):
            end = lines.find("\n", at + 1)
            word, freq, _ = lines[at + 1 : end].split(" ", 2)
            words[word] = int(freq)
            at = end
        return words


@cache
def words_from(char: str) -> Words:
    """The words that begin with `char`."""
    return Words(char)

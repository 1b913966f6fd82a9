"""Segmentation by rjieba where it is installed (the extra `fast`), with the result of segment.py.

rjieba is jieba in Rust: it takes a twentieth of the time, but a tenth of a second and its whole dictionary before the
first word. So a few articles are cut without it, and only then it is loaded. Two things it does in its own way: it
leaves `F-16` and `0.5mL` in one piece, which are parted here as jieba parts them; and it takes rare Han for known
characters, so that texts with any go to segment.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from .segment import modelled
from .words import cut, frequency, whole

# About where loading rjieba pays: so many characters are cut without it first.
WARM_UP = 40_000

# Where rjieba is known to agree: up to the end of the CJK marks and kana, jieba's Han, and full-width forms.
AGREED = re.compile("[\0-\u3004\u3006\u3008-\u33ff\u4e00-\u9fd5\uff00-\uffef]*")

# Latin in one piece, and what both cut alike of it.
RUN = re.compile(r"[a-zA-Z0-9+#&._%-]+")
ALIKE = re.compile(r"[a-zA-Z0-9]+|[0-9]+\.[0-9]+%?|[0-9]+%|.")


class Quick:
    """Cuts text into words: by `slow` at first, and by rjieba once `warm_up` characters have been cut.

    >>> Quick().cut("我区举办专场活动")
    ['我区', '举办', '专场', '活动']
    """

    def __init__(self, slow: Callable[[str], list[str]] = cut, warm_up: int = WARM_UP) -> None:
        self._slow = slow
        self._left = warm_up

    def cut(self, text: str) -> list[str]:
        """The words of `text` in order, nothing left out."""
        if self._left > 0:
            self._left -= len(text)
            return self._slow(text)
        fast = _rjieba()
        if fast is None or not AGREED.fullmatch(text):
            return self._slow(text)
        words: list[str] = fast(text)
        return _parted(words) if _joins_latin(text) else words


def _joins_latin(text: str) -> bool:
    """Whether text has Latin that rjieba may join in its own way."""
    if not ("-" in text or "." in text or "_" in text):
        return False
    return not all(map(ALIKE.fullmatch, RUN.findall(text)))


def _parted(words: list[str]) -> list[str]:
    """Words with the Latin ones parted as jieba parts them.

    >>> _parted(["F-16", "重", "0.5mL", "T恤"])
    ['F', '-', '16', '重', '0.5', 'mL', 'T恤']
    """
    out: list[str] = []
    for word in words:
        if len(word) > 1 and ("-" in word or "_" in word or "." in word) and not frequency(word):
            out += modelled(word)
        else:
            out.append(word)
    return out


@cache
def _rjieba() -> Callable[[str], Any] | None:
    """What cuts, None where rjieba is not installed or jieba's dictionary is not the one it holds."""
    try:
        from rjieba import cut
    except ImportError:
        return None
    return None if whole() else cut

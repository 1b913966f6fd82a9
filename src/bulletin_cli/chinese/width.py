"""How many columns a character takes, on a terminal and in print."""

from __future__ import annotations

import unicodedata


def columns(character: str, *, ambiguous: int = 1) -> int:
    """0 for what stands on or between other characters, 2 for wide ones, else 1 (Unicode Standard Annex 11).

    `ambiguous` is for marks such as “ and —: terminals show them narrow, Chinese type sets them in a full square.

    >>> [columns(c) for c in "国a，“"], columns("“", ambiguous=2), columns("\\u0301")
    ([2, 1, 2, 1], 2, 0)
    """
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    width = unicodedata.east_asian_width(character)
    return 2 if width in "WF" else ambiguous if width == "A" else 1

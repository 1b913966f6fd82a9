"""What speaks for a headline and what for a subhead where no mark tells them apart: type, and words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import Block, first_sentence, flat, pairs, said
from .draft import Signal
from .habits import TypeSizes

# 6月24日, 13日, 近日, 日前, 今天: what a lede says within its first words.
_DAY = re.compile(r"\d日|近日|日前|今天|昨天|昨日|[本今]月")


def type_signals(heads: Sequence[Block], sizes: TypeSizes) -> list[Signal]:
    """What the type of a heading says, seen from where its lines are broken."""
    column = heads[0].column
    if not column:
        return []
    widths = [b.width for b in heads]
    widest = max(widths)
    if widest > column + 1:
        return [("wider than the column", 4)]
    headline, subhead, single = sizes
    broken = widths[:-1]
    if broken and headline and any(abs(w - headline) <= 1 for w in broken):
        return [("broken at the width of headlines", 4)]
    if single and headline and all(w > headline + 1 for w in broken) and (broken or widest > headline + 2):
        return [("set smaller than headlines", -4)]
    if not broken:
        return []
    if subhead:
        if all(abs(w - subhead) <= 1 for w in broken):
            return [("broken at the width of subheads", -3)]
        return [("not broken at the width of subheads", 2.5)]
    if all(0.94 * column <= w for w in broken):
        return [("fills the column", -0.5)]
    if all(0.74 * column <= w for w in broken):
        return [("nearly fills the column, as subheads do", -1.5)]
    return [("broken well before the column ends", 2)]


def text_signals(heads: Sequence[Block], text: str, before: str) -> list[Signal]:
    """What the words say where nothing is printed to tell a headline from a subhead."""
    whole = flat("".join(b.text for b in heads))
    first = flat(first_sentence(text))
    out: list[Signal] = []
    if len(whole) >= 15:
        out.append(("long for a subhead", 0.7))
    found = pairs(whole)
    share = said(found, first) / max(1, len(found))
    if share >= 0.5:
        out.append(("the first sentence says the same", 0.8))
    elif share <= 0.2:
        out.append(("the first sentence says something else", -1))
    if _DAY.search(first[:30]):
        out.append(("the first sentence names a day, as ledes do", 0.8))
    if before and said(found, before) >= 0.2 * len(whole):
        out.append(("its words stand in the text before it", -1))
    return out

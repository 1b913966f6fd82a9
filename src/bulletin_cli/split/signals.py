"""What speaks for a headline and what for a subhead where no mark tells them apart: type, and words."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

from .blocks import Block, first_sentence, flat, found_in, is_two_beats, pairs, said
from .draft import Signal
from .habits import TypeSizes

# What a text is about shows in so many of its first characters, and in no fewer pairs of them.
_OPENING, _TELLING = 160, 8
# Words so frequent stand in any news.
_COMMON = 500
# Marked as headlines, headings up to so many characters may be subheads; marked as subheads, from so many on headlines.
_SHORT, _LONG = 13, 15
# Without a mark, up to so many characters a line is sooner a subhead, from so many on sooner a headline.
_SUBHEAD, _HEADLINE = 8, 11
LONG = "long for a subhead"
# Pairs with one of these stand in any text.
_NO_MATTER = frozenset(
    "的了在和是一不为有与及等对将从也于而其之上下中到并这那个们以，。、；：“”《》（）,.0123456789年月日"
)
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


def text_signals(heads: Sequence[Block], text: str, before: str, old: bool) -> list[Signal]:
    """What the words say where nothing is printed to tell a headline from a subhead.

    Args:
        heads: the heading lines.
        text: the paragraph below.
        before: the text above, without space, and its headline.
        old: whether the paper is of a time whose headlines allude and do not tell.
    """
    whole = flat("".join(b.text for b in heads))
    first = flat(first_sentence(text))
    out: list[Signal] = []
    if len(whole) >= (15 if old else _HEADLINE):
        out.append((LONG, 0.7))
    elif len(whole) <= _SUBHEAD and not old:
        out.append(("short for a headline", -0.4))
    found = pairs(whole)
    share = said(found, first) / max(1, len(found))
    if share >= 0.5:
        out.append(("the first sentence says the same", 0.8))
    elif share <= 0.2 and not old:
        out.append(("the first sentence says something else", -1))
    if _DAY.search(first[:30]):
        out.append(("the first sentence names a day, as ledes do", 0.8))
    if before and said(found, before) >= max(2, 0.2 * len(whole)):
        out.append(("its words stand in the text before it", -1))
    if before:
        goes_on = cohesion_signals(flat(text), before)
        # The frequencies are those of words today: by them all the pairs of an old text are rare.
        out += [(reason, 0.6 * weight if old else weight) for reason, weight in goes_on]
    return out


def marked_signals(
    heads: Sequence[Block], text: str, before: Callable[[], str], headline: bool, mixed: bool
) -> list[Signal]:
    """What length and words say against the mark of a heading without a lede: models take the one kind for the other.

    Args:
        heads: the heading lines.
        text: the paragraph below.
        before: the text above, without space, and its headline; put together only for the few headings that ask.
        headline: whether it is marked as headlines are.
        mixed: whether some headlines surely have the mark of subheads.
    """
    out: list[Signal] = []
    size = len(flat("".join(block.text for block in heads)))
    if headline and len(heads) == 1 and size <= _SHORT:
        goes_on = [signal for signal in cohesion_signals(flat(text), before()) if signal[1] < 0]
        if goes_on:
            out = [("short for a headline", -1.5), *goes_on]
    elif mixed and not headline and size >= _LONG:
        out = [("some headlines are marked as subheads", 1.5), *text_signals(heads, text, before(), False)]
        if any(is_two_beats(block.text) for block in heads):
            out.append(("two clauses with a space between them", 1.5))
    return out


def cohesion_signals(text: str, before: str) -> list[Signal]:
    """What a text says of the one before it, both without space: the sections of a report share names and matters.

    Two reports share few. One that begins with whom the text above names and what he said next goes on with it.
    """
    out: list[Signal] = []
    from ..chinese.words import frequency

    own = set(filter(_NO_MATTER.isdisjoint, pairs(text[:_OPENING])))
    shared = [pair for pair in found_in(own, before) if frequency(pair) < _COMMON]
    share = len(shared) / max(1, len(own))
    if share >= 0.05:
        out.append(("its text goes on about the matter of the text above", -1.5))
    elif share <= 0.01 and len(own) >= _TELLING and len(before) >= _OPENING:
        out.append(("its text shares no matter with the text above", 1.5))
    speaker = _speaker().match(text)
    if speaker and (speaker[1][-2:] in before or speaker[1][:2] in before):
        out.append(("someone of the text above goes on speaking", -2.5))
    elif _goes_on().match(text):
        out.append(("its text begins with a word that goes on", -1.5))
    return out


@functools.cache
def _speaker() -> re.Pattern[str]:
    return re.compile(
        r"([^\W\d]{2,12}?)(?:还|也|首先|同时|并|均|一致)?(?:表示|指出|强调|說|说|认为|介绍|要求|提出|希望|转达|提到|談到|谈到|坦言|告诉记者)"
    )


@functools.cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(
        "此外|同时|与此同时|据了解|据介绍|其中|另外|随后|对此|接下来|为此|除此之外|除了|不仅如此|会议(?:还?(?:指出|强调|要求|认为|听取|研究|审议|决定))|[他她它]"
    )

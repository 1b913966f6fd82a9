"""Runs of heading lines read as kicker 引题, headline 主题 and deck 副题."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from .blocks import Block, flat, is_two_beats
from .documents import ROUND_UPS, is_body, is_section, is_title
from .habits import TypeSizes
from .readings import DASHES, Context, Readings, inside_word, is_clause, join_lines, join_title

# Subheads are shorter than this.
_LONG_SUBHEAD = 10
# A deck that nothing but its place shows has so many characters.
_SHORT_DECK, _LONG_DECK = 6, 30
# No heading has more lines, set in the narrowest of columns.
_MOST_LINES = 14


class Heading(NamedTuple):
    """A heading read from a run of lines.

    `margin` says how much worse the next best reading was (0: a toss-up); `rest` counts the lines of the run, at its
    end, that are not of the heading (a first subhead, a cut paragraph).
    """

    kicker: str | None
    headline: str
    deck: str | None
    margin: float = 4.0
    rest: int = 0


def read_heading(run: Sequence[Block], context: Callable[[], Context]) -> Heading:
    """The best reading of a run of heading lines over an article; `context` is asked only when there is a choice.

    A run of few lines has few readings as kicker, headline and deck: each is weighed and the best is taken.
    """
    if len(run) == 1:
        return Heading(None, join_lines(run), None)
    return _weigh(run, context())


def _weigh(run: Sequence[Block], context: Context) -> Heading:
    rest = 0
    marked = any(b.level for b in run)
    if marked:
        top = min(b.level for b in run if b.level)
        last = max(k for k, b in enumerate(run) if b.level == top)
        # Below the marked headline a deeper or missing mark is a deck, or it is text of the article.
        while len(run) - rest - 1 > last and not _deck_below(
            run[len(run) - rest - 1],
            len(run) - rest - 1 - last,
            context,
            run[last].text.endswith(ROUND_UPS),
            len(run) - last == 2,
        ):
            rest += 1
        run = run[: len(run) - rest]
    elif context.type and context.type.subhead:
        rest = _subhead_lines(run, context)
        run = run[: len(run) - rest]
    rest += max(0, len(run) - _MOST_LINES)
    run = run[:_MOST_LINES]
    if not marked and any("关" in block.text for block in run) and is_title(join_lines(run)):
        first = _title_start(run)
        kicker = join_lines(run[:first]) or None
        return Heading(kicker, join_title(run[first:]), None, 4.0, rest)
    a, b, margin = Readings(run, context, marked).best()
    kicker, headline, deck = join_lines(run[:a]), join_lines(run[a:b]), join_lines(run[b:])
    return Heading(kicker or None, headline, deck or None, margin, rest)


def _title_start(run: Sequence[Block]) -> int:
    """The line with which the title of a document begins: what stands above the body that issues it is a rubric."""
    about = next((k for k, block in enumerate(run) if "关于" in block.text), 0)
    if run[about].text.startswith("关于") and about and is_body(run[about - 1].text):
        about -= 1
    return about if about and is_title(join_lines(run[about:])) and not inside_word(run[about - 1], run[about]) else 0


def _subhead_lines(run: Sequence[Block], context: Context) -> int:
    """How many lines at the end of a run are a first subhead: only a round-up of items has one above all text."""
    sizes = context.type or TypeSizes()
    for k in range(1, len(run)):
        wide = run[k].width
        if not join_lines(run[:k]).endswith(ROUND_UPS) or (len(run) - k == 1 and wide > sizes.subhead + 1):
            continue
        if (abs(wide - sizes.subhead) <= 1 or len(run) - k == 1) and run[k].text[0] not in DASHES:
            return len(run) - k
    return 0


def _deck_below(block: Block, distance: int, context: Context, items: bool, single: bool) -> bool:
    """Whether a line under a marked headline is its deck.

    Args:
        block: the line.
        distance: by how many lines it stands below the headline.
        context: what is known around the heading.
        items: the headline is that of a column of briefs.
        single: no other line stands between headline and text.
    """
    whole = flat(block.text)
    if distance > 2 or len(whole) > 40:
        return False
    if context.byline or whole[0] in DASHES or (whole[0] in "（(" and whole[-1] in "）)") or is_two_beats(block.text):
        return True
    if single and not items and len(whole) >= _SHORT_DECK and not is_section(whole):
        # Models mark subheads: a line without a mark, or with another one than theirs, is a deck.
        if block.level == 0 and not context.old:
            return len(whole) <= _LONG_DECK
        if context.subheads and block.level != context.subheads:
            return True
    # A subhead stands between texts; one right under a headline is short and names the first part.
    alone = block.level > 0 and distance == 1 and len(whole) >= _LONG_SUBHEAD and not items and not is_section(whole)
    return alone or is_clause(whole, context.text)

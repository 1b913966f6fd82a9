"""Hard-wrapped text: which of its line ends are wraps, seen from the measure of the column.

A line ends a paragraph when the first unit of the next line (a character with the marks that may not be parted from it,
a number, a Latin word) would still have had room.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletin_cli.chinese.blocks import ends_block, is_lede, stands_alone
from bulletin_cli.chinese.bylines import broken_byline, is_byline
from bulletin_cli.chinese.column_lines import Judged, Lines, body_indented, closes_credit, indented, mend
from bulletin_cli.chinese.headings import Prose, judge_headings
from bulletin_cli.chinese.measures import (
    INDENT,
    INNER,
    SLACK,
    body_measure,
    first_unit,
    line_widths,
    measures,
    sparse_measure,
)
from bulletin_cli.chinese.old_press import GRID_INDENT, before_1949, is_old, is_titled, on_grid, unmarked
from bulletin_cli.chinese.seams import NO_START, bracket_open, is_end

_latin = re.compile("[0-9A-Za-z]+")
PIECE = "piece of a line"
BYLINE = "a byline goes on"
FULL = "the line is full"
WITHIN = "the first line of a paragraph"
SET_IN: Judged = (-6, "next line is set in")
ENDED: Judged = (-6, "a block ends")


def judge_columns(
    rows: Sequence[str],
    set_in: Sequence[bool],
    parted: Sequence[bool],
    body: bool = False,
    centred: Sequence[bool] | None = None,
) -> list[Judged | None]:
    """For each gap a score and a reason, None where the lines stand in no column.

    `set_in`: the row begins with an indent that is written out, `centred`: with one wider than a paragraph's;
    `parted`: a blank line follows it; `body`: the rows are one article's text, where a single line end is a wrap unless the lines are verse.
    """
    if all(parted[:-1]):
        return [None] * (len(rows) - 1)
    widths = line_widths(rows)
    centred = centred or [False] * len(rows)
    column = measures(rows, widths, parted)
    if body and not all(column) and (measure := body_measure(rows, widths, parted)):
        column = [found or measure for found in column]
    if not any(column) and (measure := sparse_measure(rows, widths)):
        column = [measure] * len(rows)
    if not any(column):
        return [None] * (len(rows) - 1)
    alone = [stands_alone(row) for row in rows]
    ledes = [is_lede(row) for row in rows]
    ends = [ends_block(row) for row in rows]
    for i in range(1, len(rows)):
        if alone[i] and bracket_open(rows[i - 1]):
            alone[i] = False  # （全媒体 | 记者毛平
    # Papers before 1949 let marks begin a line; extraction breaks a line before one now and then.
    kinsoku = sum(row[0] in "，、。" for row in rows) * 40 < len(rows)
    pieces = mend(rows, widths, column)
    stops = [is_end(row) or (row[-1] in "）)" and closes_credit(rows, i)) for i, row in enumerate(rows)]
    grid = not kinsoku and on_grid(widths, column)
    lines = Lines(
        rows,
        widths,
        column,
        set_in,
        alone,
        ledes,
        ends,
        pieces,
        kinsoku,
        body_indented(widths, column, parted) if body else indented(rows, widths, column, stops),
        stops,
        grid,
        not kinsoku or is_old(rows),
    )
    out: list[Judged | None] = []
    free = [False] * len(rows)
    first = True  # the row begins a paragraph
    last = 0  # row of a broken byline
    for i in range(len(rows) - 1):
        if first and i >= last and column[i] and (many := _byline_lines(lines, i)):
            last = i + many - 1
            ends[last] = True
        judged = (6, BYLINE) if i < last else _judge(lines, i, first)
        if body and judged is None and column[i] and not parted[i] and (i == 0 or parted[i - 1]) and _goes_on(lines, i):
            judged = (4, WITHIN)
        out.append(judged)
        free[i] = (judged is None or judged in (SET_IN, ENDED)) and not alone[i] and (first or free[i - 1])
        first = judged is None or judged[0] < 2
    prose = Prose(rows, [judged is not None and judged[0] >= 2 for judged in out])
    for i, found in judge_headings(rows, widths, free, kinsoku, prose).items():
        # Where both lines are set in, or the second one by far, they are centred.
        if out[i] is None or set_in[i] or centred[i + 1]:
            out[i] = found
    return [(-3, "heading") if judged is None and free[i] else judged for i, judged in enumerate(out)]


def _byline_lines(lines: Lines, i: int) -> int:
    """How many rows from row i on are one byline: broken within a name, or full with another role under it."""
    rows = lines.rows
    if many := broken_byline(rows, i):
        return many
    if not lines.alone[i] or lines.widths[i] < lines.measures[i] - INDENT or not is_byline(rows[i]):
        return 0
    many = max(broken_byline(rows, i + 1), 1)
    return many + 1 if is_byline("".join(rows[i + 1 : i + 1 + many])) else 0


def _judge(lines: Lines, i: int, first: bool) -> Judged | None:
    rows = lines.rows
    if lines.old and is_titled(rows, i):
        return -6, "a headline over its author's name follows"
    if lines.old and not lines.set_in[i + 1] and (found := unmarked(lines, i, first)):
        return found
    if not lines.measures[i]:
        return None
    if lines.set_in[i + 1]:
        return SET_IN
    if rows[i + 1][:2] == "![":
        return ENDED  # a picture of Markdown, no exclamation
    if rows[i + 1][0] in NO_START:
        return 8, "mark may not start a line"
    if lines.pieces[i]:
        return 6, PIECE
    if lines.ends[i]:
        return ENDED
    full = _full(lines, i, first)
    if lines.stops[i]:
        return _after_full_stop(lines, i) if full else (-6, "room was left after the sentence")
    if first and lines.ledes[i] and not lines.alone[i + 1]:
        if rows[i][-1] == "】" and lines.widths[i] + first_unit(rows[i + 1]) + INDENT <= lines.measures[i]:
            return -3, "a lede on a line of its own"
        return 6, "a lede goes on"
    if first and (lines.alone[i] or not _begins(lines, i)):
        return None
    if full and not lines.kinsoku and (found := before_1949(lines, i)):
        return found
    if full and lines.ledes[i + 1]:
        return -6, "a lede follows"
    return (6, FULL) if full else None


def _full(lines: Lines, i: int, first: bool) -> bool:
    """Whether line i had no room for the first unit of the next line; loosely where no sentence ends with it."""
    measure, width = lines.measures[i], lines.widths[i]
    if width > measure + 1:
        return width <= measure + 3 and lines.widths[i + 1] <= measure + 1
    if first and lines.grid and width == measure - GRID_INDENT:
        return True
    if first and lines.indented is not False and width <= measure - SLACK:
        width += INDENT
    elif not lines.stops[i] and width >= measure - (1 if lines.grid else SLACK):
        return True
    width += first_unit(lines.rows[i + 1]) if lines.kinsoku else 2
    return width > measure or width + _gaps(lines.rows[i]) > measure


def _gaps(row: str) -> int:
    """Room that typesetting leaves between Han and numbers, a quarter of an em at each border, in half characters."""
    borders = 0
    for match in _latin.finditer(row):
        start, end = match.span()
        borders += _is_letter(row[start - 1 : start]) + _is_letter(row[end : end + 1])
    return (borders + 1) // 2


def _is_letter(char: str) -> bool:
    """Whether `char` is one of another script than Latin; never at the border of Latin text or a number."""
    return char.isalnum() and not char.isascii()


def _begins(lines: Lines, i: int) -> bool:
    """Whether line i, after a paragraph's end, can be the first line of body text and is no heading."""
    if not _full(lines, i, True):
        return False
    # A byline or a lede before the first sentence has ended: these lines are the heading above it.
    for k in range(i + 1, min(i + 5, len(lines.rows))):
        if lines.alone[k] or lines.ledes[k]:
            return False
        if lines.stops[k] or not INNER.isdisjoint(lines.rows[k]):
            break
    after, measure = lines.widths[i + 1], lines.measures[i]
    if measure - SLACK <= after <= measure + 1:
        return True
    if lines.indented and lines.widths[i] > measure - INDENT + 1:
        return False
    if i + 2 == len(lines.rows) or lines.stops[i + 1]:
        return True
    return after + first_unit(lines.rows[i + 2]) + _gaps(lines.rows[i + 1]) > measure


def _goes_on(lines: Lines, i: int) -> bool:
    """Whether line i, with which a paragraph of a body begins, goes on in the next line: it is no heading.

    A body has its headings taken out or marked; a label (编者按) is far shorter than a line.
    """
    row, width, measure = lines.rows[i], lines.widths[i], lines.measures[i]
    if width * 2 < measure or lines.widths[i + 1] > measure + 1 or row[0] in "#|" or row[-1] in "：:":
        return False
    return not (lines.stops[i] or lines.ends[i] or lines.alone[i] or lines.alone[i + 1])


def _after_full_stop(lines: Lines, i: int) -> Judged:
    """A full line that ends a sentence: what follows is a new paragraph if it begins with an indent.

    An indent shows in that the line would have had room for more without it.
    """
    measure, width = lines.measures[i], lines.widths[i + 1]
    if lines.ledes[i + 1] or lines.alone[i + 1]:
        return -6, "a block of its own follows"
    if i + 2 < len(lines.rows) and width <= measure + 1:
        room = width + first_unit(lines.rows[i + 2]) + _gaps(lines.rows[i + 1]) <= measure
        if not lines.stops[i + 1]:
            if room:
                return -4, "next line is set in"
        elif (
            room
            and lines.indented
            and i + 3 < len(lines.rows)
            and width + INDENT + 2 > measure
            and _flush(lines, i + 2)
        ):
            # Short if it ended a paragraph, but the line after it does not begin one.
            return -4, "next line is set in"
    if measure - 2 <= width <= measure + 1 and lines.indented:
        return 5, "next line fills the measure"
    if width > measure + 1:
        return -4, "a wider line follows"
    if lines.indented is False and lines.kinsoku:
        return 1.5, "the line is full, and no indent tells a new paragraph"
    return 2.5, FULL


def _flush(lines: Lines, i: int) -> bool:
    """Whether line i fills the measure from its first character on, and goes on after it."""
    return lines.widths[i] >= lines.measures[i] - 1 and not lines.stops[i]

"""What is known of the lines of a column before a line end is judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bulletin_cli.chinese.blocks import stands_alone
from bulletin_cli.chinese.bylines import is_byline
from bulletin_cli.chinese.measures import INDENT, SLACK, STOPS, first_unit
from bulletin_cli.chinese.seams import CLOSERS, NO_START, OPENERS, PAUSES, is_end


class Lines(NamedTuple):
    """What is known of the lines of a passage before a gap is judged; one entry a line."""

    rows: Sequence[str]
    widths: Sequence[int]
    measures: Sequence[int]
    set_in: Sequence[bool]
    alone: Sequence[bool]  # a block of its own: byline, jump line, table row
    ledes: Sequence[bool]  # begins an article's text
    ends: Sequence[bool]  # ends a block without a full stop
    pieces: Sequence[bool]  # the next row is a piece of the same line of type
    kinsoku: bool
    indented: bool | None  # paragraphs begin with an indent; None where it does not show
    stops: Sequence[bool]  # a sentence ends with the row
    grid: bool  # type on a grid, as before 1949: a full line is full to the character
    old: bool  # punctuated as before 1949, when 、 stood for every pause and for the full stop


Judged = tuple[float, str]


def closes_credit(rows: Sequence[str], i: int) -> bool:
    """Whether the bracket at the end of row i closes an author's name, opened after the sentence on a line before."""
    row = rows[i]
    if "（" in row or "(" in row:
        return False
    for k in range(i - 1, max(-1, i - 3), -1):
        opened = max(rows[k].rfind("（"), rows[k].rfind("("))
        if opened > 0:
            return is_end(rows[k][:opened])
        if opened == 0:
            return k > 0 and is_end(rows[k - 1])
    return False


def mend(rows: Sequence[str], widths: list[int], column: Sequence[int]) -> list[bool]:
    """Find lines of type that extraction broke beside a mark, and give all their pieces the width of the whole.

    Returns for each row whether the next one is a piece of the same line.
    """
    pieces = [False] * len(rows)
    start = 0
    whole = widths[0]  # of the pieces from `start` on
    for i, after in enumerate(widths[1:]):
        if whole + after <= column[i] + 2 and _piece(rows, widths, column, i, whole + after, i > start):
            pieces[i] = True
            whole += after
        else:
            if i > start:
                widths[start : i + 1] = [whole] * (i + 1 - start)
            start, whole = i + 1, after
    return pieces


def _piece(rows: Sequence[str], widths: Sequence[int], column: Sequence[int], i: int, whole: int, chain: bool) -> bool:
    """Whether rows i and i + 1, short enough for it, are pieces of one line of type; `chain`: row i is one already."""
    a, b = rows[i], rows[i + 1]
    if b[0] in NO_START:
        return b[:2] != "!["
    if is_end(a) and b[0] in "（(" and b[-1] in "）)" and len(b) <= 14 and b.count(b[0]) == 1:
        return b[1:3] not in ("上接", "紧接") and b[-3:-1] != "整理"  # an author's name, a jump to another page
    if b[0] not in OPENERS or stands_alone(b):
        return False
    if not is_end(a):
        # Marks beside each other are set closer, where extraction breaks the line.
        beside = a[-1] in CLOSERS or a[-1] in STOPS
        return a[-1] in PAUSES or chain or (beside and whole >= column[i] - SLACK)
    if b[0] in "“「" and b[-1] in "”」":
        return False  # a subhead
    if i + 2 < len(rows) and (rows[i + 2][0] in "◎□■○◆" or is_byline(rows[i + 2])):
        return False  # a headline over its byline
    after = first_unit(rows[i + 2]) if i + 2 < len(rows) else 0
    return whole >= column[i] - SLACK and widths[i + 1] + INDENT + after < column[i] and not is_end(b)


def indented(rows: Sequence[str], widths: Sequence[int], column: Sequence[int], stops: Sequence[bool]) -> bool | None:
    """Whether the lines after a paragraph's end fall short of the measure by an indent."""
    short, full = 0, 0
    for i in range(len(rows) - 2):
        measure = column[i + 1]
        if measure and column[i] == measure == column[i + 2] and widths[i] < measure - SLACK and stops[i]:
            if widths[i + 1] >= measure - 1:
                full += 1
            elif measure - INDENT - 1 <= widths[i + 1] <= measure - SLACK and widths[i + 2] >= measure - 2:
                short += 1
    return None if short == full else short > full


def body_indented(widths: Sequence[int], column: Sequence[int], parted: Sequence[bool]) -> bool | None:
    """Whether the first lines of a body's paragraphs, which blank lines part, fall short of the measure by an indent."""
    short, full = 0, 0
    for i in range(len(widths) - 1):
        if column[i] and not parted[i] and (i == 0 or parted[i - 1]):
            full += widths[i] >= column[i] - 1
            short += column[i] - INDENT - 1 <= widths[i] <= column[i] - SLACK
    return None if short == full else short > full

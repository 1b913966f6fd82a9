"""Line ends in papers of before 1949, whose paragraphs end without a full stop and whose type stands on a grid."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin_cli.chinese.column_lines import Judged, Lines
from bulletin_cli.chinese.measures import SLACK
from bulletin_cli.chinese.seams import NO_START, PAUSES, is_end, is_han, spanning_word

GRID_INDENT = 2  # in type on a grid, before 1949


def is_old(rows: Sequence[str]) -> bool:
    """Whether 、 is so common that it does the work of comma and full stop."""
    whole = "".join(rows)
    return whole.count("、") > max(3, 2 * (whole.count("。") + whole.count("，") + whole.count(",")))


def on_grid(widths: Sequence[int], column: Sequence[int]) -> bool:
    """Whether the full lines of a page are full to the character, as in type on a grid."""
    short = sum(measure - SLACK <= width < measure for width, measure in zip(widths, column, strict=True))
    exact = sum(width == measure > 0 for width, measure in zip(widths, column, strict=True))
    return short * 4 < exact


def is_titled(rows: Sequence[str], i: int) -> bool:
    """Whether prose ends with row i, and under it stand a headline and its author's name in brackets: （天倪）."""
    if i + 2 >= len(rows) or not _in_brackets(rows[i + 2]) or not rows[i + 2][1:-1].isalpha():
        return False
    title = rows[i + 1]
    return is_han(title[-1]) and title[0] not in NO_START and not _pauses(title) and _pauses(rows[i]) > 0


def unmarked(lines: Lines, i: int, first: bool) -> Judged | None:
    """A line end of old press without a mark, seen from the pauses of both lines.

    There paragraphs end with a mark, and headings have none in them: of two lines with pauses the first of which ends
    in a character, the second goes on. Widths say less, as marks stand beside the grid or take half a cell.
    """
    row, after = lines.rows[i], lines.rows[i + 1]
    if _in_brackets(after) and is_han(row[-1]) and not _pauses(row):
        return -6, "an author's name follows"
    if _in_brackets(row) and is_han(after[0]) and (first or not is_han(lines.rows[i - 1][-1])):
        return -6, "an author's name"
    if not is_han(row[-1]) or not is_han(after[0]) or lines.alone[i] or lines.alone[i + 1] or lines.ledes[i + 1]:
        return None
    inner, below = _pauses(row), _pauses(after)
    if inner and below:
        return 6, "both lines are prose, without a mark between them"
    if below and not first:
        return 4, "prose is under way"
    return (3, "prose without a mark at its end") if inner else None


def before_1949(lines: Lines, i: int) -> Judged | None:
    """A full line of old press, where no full stop shows the end of a paragraph: what follows has to show it."""
    row, width, measure = lines.rows[i + 1], lines.widths[i + 1], lines.measures[i]
    if lines.ledes[i + 1] or lines.alone[i + 1]:
        return -6, "a block of its own follows"
    marked = row[-1] in PAUSES or row[-1] in NO_START or is_end(row)
    paused = lines.rows[i][-1] in PAUSES
    if lines.grid and paused and width == measure - GRID_INDENT and not marked and i + 2 < len(lines.rows):
        return (-3, "next line is set in") if lines.widths[i + 2] == measure else None
    if width < measure - SLACK and not marked and _pauses(row) < 2 and not spanning_word(lines.rows[i], row):
        return -3, "a short line without a mark follows"
    return None


def _pauses(row: str) -> int:
    return row.count("、") + row.count("，") + row.count("。") + row.count("；")


def _in_brackets(row: str) -> bool:
    """Whether a line is one short pair of brackets, as authors' names stand under headlines: （馬二先生）."""
    return len(row) <= 10 and row[0] in "（(" and row[-1] in "）)" and row.count(row[0]) == 1

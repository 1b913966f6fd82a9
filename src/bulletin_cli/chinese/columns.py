"""Hard-wrapped text: the measure of a column is read off the widths of its lines, and who fills it goes on.

A line ends a paragraph when the first unit of the next line (a character with the marks that may not be parted from it,
a number, a Latin word) would still have had room. Widths are in half characters: Han and its marks count two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import sub
from typing import NamedTuple

from bulletin_cli.chinese.blocks import ends_block, is_lede, stands_alone
from bulletin_cli.chinese.bylines import broken_byline, is_byline
from bulletin_cli.chinese.headings import Prose, judge_headings
from bulletin_cli.chinese.seams import CLOSERS, NO_START, OPENERS, PAUSES, bracket_open, is_end, is_han, spanning_word

AHEAD = 8  # lines looked at to find a column
LEAST = 4  # as many of them must share its measure
NARROWEST, WIDEST = 10, 140
SHORTEST = 20  # a measure shown by a few lines alone; verse and lists are set in shorter ones
SLACK = 3  # lines fall short of the measure by as much, for marks set narrow and numbers kept whole
INDENT = 4
GRID_INDENT = 2  # in type on a grid, before 1949
FAR = 16  # so many lines without a full one, and the column has ended
OFTEN = 10  # a width that so many lines nearby have needs one line less
NEARBY = 60  # widths are counted over so many lines on both sides

_latin = re.compile("[0-9A-Za-z]+")
_stops = frozenset("；;：:")
_inner = frozenset("，。、；！？,;")


def line_widths(rows: Sequence[str]) -> list[int]:
    """The width of every line in half characters; folded marks count as the full ones that were printed.

    >>> line_widths(["会议指出", "6月24日", "其中,", "会议,会"])
    [8, 7, 6, 8]
    """
    # Lines longer than any column are not measured exactly.
    out = [2 * len(row) - (len(row.encode("ascii", "ignore")) if len(row) < WIDEST else 0) for row in rows]
    for i, row in enumerate(rows):
        if out[i] < WIDEST and row.count(" ") > 3:
            out[i] -= row.count(" ")  # characters set apart to fill the line
    if not any("，" in row for row in rows):
        for i, row in enumerate(rows):
            if "," in row or "(" in row or ")" in row or ":" in row:
                out[i] += sum(map(row.count, ",:;()!?"))
    return out


def first_unit(row: str) -> int:
    """Width of what cannot be parted at the start of `row`.

    Digits and Latin letters are a little wider than half a character.

    >>> first_unit("2025年，"), first_unit("温，各地"), first_unit("“十年包修”")
    (5, 4, 4)
    """
    if is_han(row[0]) and row[1:2] not in NO_START:
        return 2
    width, i = 0, 0
    while i < len(row) and row[i] in OPENERS:
        width, i = width + 2, i + 1
    if row[i : i + 1].isascii() and row[i : i + 1].isalnum():
        while i < len(row) and row[i].isascii() and (row[i].isalnum() or row[i] in ".,%-/+'&:"):
            width, i = width + 1, i + 1
        width += (width + 7) // 8
    elif i < len(row):
        width, i = width + 2, i + 1
    while i < len(row) and row[i] in NO_START:
        width, i = width + 2, i + 1
    return width


def measures(rows: Sequence[str], widths: Sequence[int], parted: Sequence[bool]) -> list[int]:
    """For every line the measure of the column it stands in, 0 where there is none (reflowed text).

    `parted`: a blank line follows the row; where that is so for most lines, each is a paragraph.
    """
    if all(parted[:-1]):
        return [0] * len(rows)
    out: list[int] = []
    measure, strayed = 0, 0
    ahead = [*widths, 0, 0]
    common: Mapping[int, int] = {}
    for i, width in enumerate(widths):
        if i % NEARBY == 0:
            common = Counter(widths[max(0, i - NEARBY) : i + 2 * NEARBY])
        if measure and measure - SLACK <= width <= measure + 1:
            strayed = 0
        elif not measure and width > WIDEST:
            pass
        elif measure and (
            measure - SLACK <= ahead[i + 1] <= measure + 1 or measure - SLACK <= ahead[i + 2] <= measure + 1
        ):
            strayed += 1
        else:
            found = 0 if sum(parted[i : i + AHEAD]) * 2 > AHEAD else _measure_from(rows, widths, i, common)
            strayed += 1
            if found and abs(found - measure) > 1:
                measure, strayed = found, 0
            elif strayed > FAR:
                measure = 0
        out.append(measure)
    _fill_back(out)
    return out


def _fill_back(column: list[int]) -> None:
    """Give the lines before the first full ones, at the head of a page perhaps, the measure found there."""
    following, lines = 0, 0
    for i in range(len(column) - 1, -1, -1):
        if column[i]:
            following, lines = column[i], 0
        elif following and lines < FAR:
            column[i] = following
            lines += 1


def _measure_from(rows: Sequence[str], widths: Sequence[int], i: int, common: Mapping[int, int]) -> int:
    """The width that most of the lines from `i` on share, when they look like wrapped prose; else 0.

    First lines with an indent share a width too, so a wider one that is as common on the page goes before.
    """
    ahead = widths[i : i + AHEAD]
    near = sorted(ahead)
    # Mostly no two or three are alike.
    if min(map(sub, near[LEAST - 2 :], near), default=WIDEST) > 2:
        return 0
    counts: dict[int, int] = {}
    first = 0
    for k, width in enumerate(near, 1):
        while near[first] < width - 2:
            first += 1
        if NARROWEST <= width <= WIDEST:
            counts[width] = k - first
    most = max(counts.values(), default=0)
    if most < LEAST - 1:
        return 0
    share, best = max((common[width], width) for width, count in counts.items() if count == most)
    if most < LEAST and share < OFTEN:
        return 0
    often, wider = max((common.get(best + more, 0), -more) for more in range(1, INDENT + 2))
    if often > share or (-wider >= SLACK and often * 3 > share):
        best -= wider
    members = [row for row, width in zip(rows[i : i + AHEAD], ahead, strict=True) if best - 6 <= width <= best]
    stops = [row[-1] in _stops or is_end(row) for row in members]
    stopped = sum(stops)
    if sum(stop or row[-1] in _inner for row, stop in zip(members, stops, strict=True)) * 4 >= 3 * len(members):
        return 0  # verse, a mark at the end of every line
    # The mark of a list's number (一、) is none inside a sentence.
    inner = sum(not _inner.isdisjoint(row[2 if row[1:2] == "、" else 0 : -1]) for row in members)
    return best if stopped * 2 <= len(members) and inner * 3 >= len(members) else 0


def body_measure(rows: Sequence[str], widths: Sequence[int], parted: Sequence[bool]) -> int:
    """The measure of an article too short to find it by repetition; 0 where its lines are verse, a list, or whole.

    Every line of a wrapped paragraph but the last is full, the first one less its indent, and none is wider.

    >>> rows = ["3月15日，望湖区招聘会在市民广场", "举行，132家企业提供岗位4600多个，", "当天达成意向。"]
    >>> body_measure(rows, line_widths(rows), [False, False, False])
    33
    >>> rows = ["江水流过旧码头", "灯火照着新桥", "我在楼上数船"]
    >>> body_measure(rows, line_widths(rows), [False, False, False])
    0
    """
    wraps = [i for i in range(len(rows) - 1) if not parted[i]]
    if not wraps:
        return 0
    measure = max(widths[i] for i in wraps)
    if not SHORTEST <= measure <= WIDEST:
        return 0
    full = stopped = inner = 0
    for i in wraps:
        least = measure - SLACK - (INDENT if i == 0 or parted[i - 1] else 0)
        full += widths[i] >= least and widths[i + 1] <= measure + 1
        stopped += rows[i][-1] in _stops or is_end(rows[i]) or rows[i][-1] in PAUSES
        inner += not _inner.isdisjoint(rows[i][:-1])
    return measure if full * 4 >= 3 * len(wraps) and stopped * 2 <= len(wraps) and inner * 3 >= len(wraps) else 0


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


PIECE = "piece of a line"
BYLINE = "a byline goes on"
FULL = "the line is full"
WITHIN = "the first line of a paragraph"
Judged = tuple[float, str]
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
    pieces = _mend(rows, widths, column)
    stops = [is_end(row) or (row[-1] in "）)" and _closes_credit(rows, i)) for i, row in enumerate(rows)]
    grid = not kinsoku and _on_grid(widths, column)
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
        _body_indented(widths, column, parted) if body else _indented(rows, widths, column, stops),
        stops,
        grid,
        not kinsoku or _is_old(rows),
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


def _closes_credit(rows: Sequence[str], i: int) -> bool:
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


def _byline_lines(lines: Lines, i: int) -> int:
    """How many rows from row i on are one byline: broken within a name, or full with another role under it."""
    rows = lines.rows
    if many := broken_byline(rows, i):
        return many
    if not lines.alone[i] or lines.widths[i] < lines.measures[i] - INDENT or not is_byline(rows[i]):
        return 0
    many = max(broken_byline(rows, i + 1), 1)
    return many + 1 if is_byline("".join(rows[i + 1 : i + 1 + many])) else 0


def _is_old(rows: Sequence[str]) -> bool:
    """Whether 、 is so common that it does the work of comma and full stop."""
    whole = "".join(rows)
    return whole.count("、") > max(3, 2 * (whole.count("。") + whole.count("，") + whole.count(",")))


def _on_grid(widths: Sequence[int], column: Sequence[int]) -> bool:
    short = sum(measure - SLACK <= width < measure for width, measure in zip(widths, column, strict=True))
    exact = sum(width == measure > 0 for width, measure in zip(widths, column, strict=True))
    return short * 4 < exact


def _mend(rows: Sequence[str], widths: list[int], column: Sequence[int]) -> list[bool]:
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
        return True
    if is_end(a) and b[0] in "（(" and b[-1] in "）)" and len(b) <= 14 and b.count(b[0]) == 1:
        return b[1:3] not in ("上接", "紧接") and b[-3:-1] != "整理"  # an author's name, a jump to another page
    if b[0] not in OPENERS:
        return False
    if not is_end(a):
        # Marks beside each other are set closer, where extraction breaks the line.
        beside = a[-1] in CLOSERS or a[-1] in _stops
        return a[-1] in PAUSES or chain or (beside and whole >= column[i] - SLACK)
    if b[0] in "“「" and b[-1] in "”」":
        return False  # a subhead
    after = first_unit(rows[i + 2]) if i + 2 < len(rows) else 0
    return whole >= column[i] - SLACK and widths[i + 1] + INDENT + after < column[i] and not is_end(b)


def _indented(rows: Sequence[str], widths: Sequence[int], column: Sequence[int], stops: Sequence[bool]) -> bool | None:
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


def _body_indented(widths: Sequence[int], column: Sequence[int], parted: Sequence[bool]) -> bool | None:
    """Whether the first lines of a body's paragraphs, which blank lines part, fall short of the measure by an indent."""
    short, full = 0, 0
    for i in range(len(widths) - 1):
        if column[i] and not parted[i] and (i == 0 or parted[i - 1]):
            full += widths[i] >= column[i] - 1
            short += column[i] - INDENT - 1 <= widths[i] <= column[i] - SLACK
    return None if short == full else short > full


def _judge(lines: Lines, i: int, first: bool) -> Judged | None:
    rows = lines.rows
    if lines.old and not lines.set_in[i + 1] and (found := _unmarked(lines, i, first)):
        return found
    if not lines.measures[i]:
        return None
    if lines.set_in[i + 1]:
        return SET_IN
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
    if full and not lines.kinsoku and (found := _before_1949(lines, i)):
        return found
    if full and lines.ledes[i + 1]:
        return -6, "a lede follows"
    return (6, FULL) if full else None


def _pauses(row: str) -> int:
    return row.count("、") + row.count("，") + row.count("。") + row.count("；")


def _in_brackets(row: str) -> bool:
    """Whether a line is one short pair of brackets, as authors' names stand under headlines: （馬二先生）."""
    return len(row) <= 10 and row[0] in "（(" and row[-1] in "）)" and row.count(row[0]) == 1


def _unmarked(lines: Lines, i: int, first: bool) -> Judged | None:
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


def _before_1949(lines: Lines, i: int) -> Judged | None:
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
        if lines.stops[k] or not _inner.isdisjoint(lines.rows[k]):
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

"""The measure of a hard-wrapped column, read off the widths of its lines.

A line that fills the measure goes on in the next one. Widths are in half characters: Han and its marks count two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import sub

from bulletin_cli.chinese.seams import NO_START, OPENERS, PAUSES, is_end, is_han, spanning_word

AHEAD = 8  # lines looked at to find a column
LEAST = 4  # as many of them must share its measure
NARROWEST, WIDEST = 10, 140
SPARSE = 36  # the least measure of a page of short paragraphs
CUT = 2  # words that its lines have to cut
SHORTEST = 20  # a measure shown by a few lines alone; verse and lists are set in shorter ones
SLACK = 3  # lines fall short of the measure by as much, for marks set narrow and numbers kept whole
INDENT = 4
FAR = 16  # so many lines without a full one, and the column has ended
OFTEN = 10  # a width that so many lines nearby have needs one line less
NEARBY = 60  # widths are counted over so many lines on both sides
STOPS = frozenset("；;：:")  # marks that end a line as a full stop does, in lists and before them
INNER = frozenset("，。、；！？,;")  # marks that prose has within its lines


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
    stops = [row[-1] in STOPS or is_end(row) for row in members]
    stopped = sum(stops)
    if sum(stop or row[-1] in INNER for row, stop in zip(members, stops, strict=True)) * 4 >= 3 * len(members):
        return 0  # verse, a mark at the end of every line
    # The mark of a list's number (一、) is none inside a sentence.
    inner = sum(not INNER.isdisjoint(row[2 if row[1:2] == "、" else 0 : -1]) for row in members)
    return best if stopped * 2 <= len(members) and inner * 3 >= len(members) else 0


def sparse_measure(rows: Sequence[str], widths: Sequence[int]) -> int:
    """The measure of a page whose paragraphs have a line or two, so that no full lines stand together; 0 without one.

    It is the widest line's; the lines that fill it, or do so with an indent, are prose, and some of them cut a word.

    >>> rows = ["根据有关办法，经申报推荐、专家评审和社会公示，现将名单予", "以公布。"]
    >>> rows += ["各地要加强对传承人的扶持，支持其开展授徒、传习和展演活", "动。"]
    >>> sparse_measure(2 * rows, line_widths(2 * rows)), sparse_measure(["第一章　总则", "第二章　组织"] * 4, [12] * 8)
    (56, 0)
    """
    measure = max(widths)
    if not SPARSE <= measure <= WIDEST:
        return 0
    full = [i for i, width in enumerate(widths[:-1]) if width >= measure - SLACK or abs(width - measure + INDENT) < 2]
    prose = [i for i in full if not INNER.isdisjoint(rows[i][:-1]) and not is_end(rows[i])]
    if len(prose) < LEAST or len(prose) * 4 < 3 * len(full):
        return 0
    cut = sum(spanning_word(rows[i], rows[i + 1]) is not None for i in prose)
    return measure if cut >= CUT and cut * 4 >= len(prose) else 0


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
        stopped += rows[i][-1] in STOPS or is_end(rows[i]) or rows[i][-1] in PAUSES
        inner += not INNER.isdisjoint(rows[i][:-1])
    return measure if full * 4 >= 3 * len(wraps) and stopped * 2 <= len(wraps) and inner * 3 >= len(wraps) else 0

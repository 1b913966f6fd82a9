"""The lines of a hard-wrapped page as they stand in print, put together where extraction cut one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from ..chinese.chars import NO_LINE_START, OPENING
from .blocks import BULLETS, ends_sentence, is_bracketed, places_of
from .jumps import find_marks
from .lines import Line, first_characters, last_characters, widths
from .measure import SLACK, measure
from .tails import tail_credit

_QUOTES = frozenset("“‘「『《")
_CUT_STARTS = NO_LINE_START + OPENING
_FULL_DIGITS = "０１２３４５６７８９．％"
# So many lines with full-width digits show how wide those are.
_DIGITS = 4


class Setting(NamedTuple):
    """The lines of a page in print; each has its place in every list.

    `first` and `last` are the indices of its first and last piece in the passage; `width` and `column` are its own
    width and that of the column around it, in half-width units.
    """

    text: Sequence[str]
    first: Sequence[int]
    last: Sequence[int]
    width: Sequence[int]
    column: Sequence[int]


def read_setting(lines: Sequence[Line], sheet: Sequence[int], text: Sequence[str], old: bool) -> Setting:
    """The lines of a page in print.

    Args:
        lines: those of the passage.
        sheet: the indices of the lines of the page.
        text: their text.
        old: whether they have the punctuation without 。.
    """
    wide = _widths(text)
    setting = Setting(text, sheet, sheet, wide, measure(text, wide, _indented(lines, sheet), old))
    # Most lines show at once that they are whole.
    suspects = {*places_of(_CUT_STARTS)(first_characters(text)), *places_of("）)")(last_characters(text))} - {0}
    rest = [i for i in sorted(suspects) if lines[sheet[i]].gap == 0]
    if not any(_may_be_cut(text[i - 1], text[i]) for i in rest):
        return setting
    whole = _put_together(setting, [i for i in rest if not _ends_with_mark(text[max(0, i - 2) : i])])
    if len(whole.text) == len(text):
        return setting
    return whole._replace(column=measure(whole.text, whole.width, _indented(lines, whole.first), old))


def _widths(text: Sequence[str]) -> list[int]:
    """The widths of the lines of a page: full-width digits count half where lines then fill their column more often.

    Type sets them narrow, and some extraction programs write them as full-width characters nevertheless.
    """
    wide = widths(text)
    if not any(map("".join(text).__contains__, _FULL_DIGITS)):
        return wide
    digits = [sum(map(line.count, _FULL_DIGITS)) for line in text]
    if sum(map(bool, digits)) < _DIGITS:
        return wide
    narrow = [w - n for w, n in zip(wide, digits, strict=True)]
    return max(wide, narrow, key=lambda page: max(Counter(page).values()))


def _indented(lines: Sequence[Line], first: Sequence[int]) -> list[bool]:
    return [lines[k].indented for k in first]


def _may_be_cut(before: str, text: str) -> bool:
    """Whether the marks around the break above a line allow that it is the rest of the line above."""
    if text[0] in NO_LINE_START or before in BULLETS:
        return True
    if text[0] in OPENING and before[-1] in "，、；：。！？”’》）":
        return True
    return before[0] in "（(" and text[-1] in "）)"


def _ends_with_mark(above: Sequence[str]) -> bool:
    """Whether two lines end with a mark 下转: what stands below begins another text."""
    if above[-1][-1] not in "）)】]版頁页" or not any("转" in line or "轉" in line for line in above):
        return False
    joined = "\n".join(above)
    marks = find_marks(joined)
    return bool(marks) and marks[-1].forward and marks[-1].end == len(joined)


def _put_together(setting: Setting, suspects: Sequence[int]) -> Setting:
    """The lines with those of `suspects` that are the rest of the line above put to it.

    Extraction cuts lines at marks set narrow (发展”⏎，17日在厦).
    """
    text, last, wide = [*setting.text], [*setting.last], [*setting.width]
    grown = setting._replace(text=text, width=wide)
    into: dict[int, int] = {}  # what is the rest of which line
    for i in suspects:
        k = into.get(i - 1, i - 1)
        if _is_cut(grown, k, i):
            into[i] = k
            text[k] += "\n" + text[i]
            wide[k] += wide[i]
            last[k] = last[i]
    whole = [i not in into for i in range(len(text))]
    return Setting(
        list(compress(text, whole)),
        list(compress(setting.first, whole)),
        list(compress(last, whole)),
        list(compress(wide, whole)),
        list(compress(setting.column, whole)),
    )


def _is_cut(page: Setting, k: int, i: int) -> bool:
    """Whether line i is the rest of line k, the line above with what has been put to it."""
    text, before = page.text[i], page.text[k]
    total, column = page.width[k] + page.width[i], page.column[i]
    fits = total <= column + SLACK
    if text[0] not in _CUT_STARTS and before[0] not in "（(":
        return False
    cut = fits and text[0] in NO_LINE_START
    if fits and text[0] in OPENING:
        end = before[-1]
        cut = end in "，、；：" or (end in "。！？”’》）" and max(total, _pieces(page, i, page.width[k])) >= column - 5)
        if end == "）" and before[0] == "（" and is_bracketed(before):
            cut = False  # a credit on a line of its own ends its text
        if cut and end in "。！？”" and i + 1 < len(page.text):
            # Then the line is one within a paragraph, and the next one fills the column or ends the text.
            cut = page.width[i + 1] >= page.column[i + 1] - SLACK or ends_sentence(page.text[i + 1])
    if before[0] in "（(" and text[-1] in "）)" and "（" not in text and before[-1] not in "）)":
        cut = len(before) + len(text) <= 10 or tail_credit("。" + before + text) is not None
    cut = cut or before in BULLETS
    return cut and not (text[0] in "（(" and before[-1] in "。！？”" and total < column - SLACK)


def _pieces(page: Setting, i: int, wide: int) -> int:
    """The width of a line in print that extraction cut before quotations: what stands so far and the pieces from i on."""
    while i < len(page.text) and page.text[i][0] in _QUOTES and wide + page.width[i] <= page.column[i] + SLACK:
        wide += page.width[i]
        i += 1
    return wide

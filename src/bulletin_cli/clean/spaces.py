"""Stray spaces: characters set apart by extraction (石 景 山) close up; the spaces that Chinese needs stay."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from bulletin_cli.chinese.seams import BOUND_START, is_han, is_open, spanning_word
from bulletin_cli.clean.edits import Change

# Marks before which Chinese never has a space, and after which it has none.
CLOSINGS = "，。、；：！？）》」』】〕”’％"
OPENINGS = "（《「『【〔“‘"
AFTER = "，。、；：！？”）》"
# Words beside which papers set a name apart.
ROLES = (
    "记者",
    "通讯员",
    "实习生",
    "编辑",
    "校对",
    "责编",
    "美编",
    "作者",
    "摄影",
    "讯",
    "訊",
    "电",
    "電",
    "消息",
    "报道",
    "報道",
    "报导",
    "報導",
    "記者",
    "主编",
    "：",
)
LABEL = 6  # characters at the beginning of a line that a space may set off from its text
LEAST_APART = 8  # spaces of a stretch set apart throughout
LONG_ROW = 7  # characters set apart in a row that no list of names looks like


@cache
def _between() -> re.Pattern[str]:
    """What may stand between two spaces of a row: a character with its marks, or quotes with one at either end.

    Never two characters with a mark between them, which stand in lists of names: 王 刚、李 伟.
    """
    return re.compile(f"[一-鿿]?[{CLOSINGS}]{{0,2}}|[{CLOSINGS}]{{0,2}}[一-鿿]|[一-鿿]?[“”《》‘’（）]{{1,2}}[一-鿿]?")


# What stands by itself in a stretch set apart.
_SIGNS = "一-鿿0-9%．.“”《》（）"


@cache
def _apart() -> re.Pattern[str]:
    """A stretch in which every character of Chinese or figure stands by itself: 2 0 2 0 年 6 月，石 景 山 区."""
    sign = f"[{_SIGNS}]"
    return re.compile(
        rf"(?:(?<=[^\sA-Za-z0-9])|(?<![^\n])){sign}(?:(?:[{CLOSINGS}][ 　]?|[ 　]){sign}){{{LEAST_APART},}}(?=[{CLOSINGS}\n]|$)"
    )


def _all_apart(line: str, at: int) -> list[Change]:
    """The spaces of stretches of prose set apart throughout, figures included.

    A stretch of figures alone is a table's, one of names has no figure and goes by the other rules.
    """
    out: list[Change] = []
    if line.count(" ") + line.count("　") < LEAST_APART:
        return out
    for match in _apart().finditer(line):
        row = match[0]
        blanks = row.count(" ") + row.count("　")
        if blanks < LEAST_APART or sum(map(is_han, row)) < LEAST_APART // 2 or not any(mark in line for mark in "，。"):
            continue
        if any(char.isdigit() for char in row) or "　" in row:
            places = (k for k, char in enumerate(row, at + match.start()) if char in " 　")
            out += ((k, k + 1, "", 0.93, "characters set apart") for k in places)
    return out


def close_spaces(text: str) -> list[Change]:
    """Take out spaces inside Chinese words and before marks; names, headlines and bylines keep theirs.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(close_spaces, "石 景 山 区 委， 召 开 会 议，研究非汛期 防汛工作 ，不放松。")
    '石景山区委，召开会议，研究非汛期防汛工作，不放松。'
    >>> changed(close_spaces, "八宝山街道 全力做好核酸检测采样工作"), changed(close_spaces, "出席会议的有：王 刚、李 伟。")
    ('八宝山街道 全力做好核酸检测采样工作', '出席会议的有：王 刚、李 伟。')
    """
    out: list[Change] = []
    done = 0
    while match := _gap().search(text, done):
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.start())
        done = len(text) if end < 0 else end
        out += _in_line(text[start:done], start)
    if _wide().search(text):
        for match in _wide_line().finditer(text):
            if not _gap().search(match[0]):
                out += _all_apart(match[0], match.start())
        out.sort()
    return out


@cache
def _gap() -> re.Pattern[str]:
    """A space that can be a stray one; most lines with spaces (names, numbers, marked headings) have none."""
    sign = f"㐀-䶿〇々{_SIGNS}"
    return re.compile(f" (?=[{CLOSINGS}])| (?<=[{OPENINGS}] )| (?<=[{sign}{AFTER}] )(?=[{sign}{OPENINGS}])")


@cache
def _wide() -> re.Pattern[str]:
    """A few characters parted by ideographic spaces."""
    return re.compile("　(?<=[一-鿿]　)[一-鿿]　[一-鿿]　[一-鿿]　[一-鿿]")


@cache
def _wide_line() -> re.Pattern[str]:
    return re.compile("^.*　.*$", re.MULTILINE)


def _in_line(line: str, at: int) -> list[Change]:
    if line.isascii():
        return []
    if apart := _all_apart(line, at):
        return apart
    places = (match.start() for match in _gap().finditer(line))
    gaps = [k for k in places if 0 < k < len(line) - 1 and _is_gap(line[k - 1], line[k + 1])]
    if not gaps or "  " in line.strip() or line[0] in "|\t":
        return []
    prose = "。" in line or ("，" in line and len(line) > 30)
    rows = _rows(line, gaps)
    damaged = prose and any(len(row) > 1 for row in rows)
    pauses = sum(line[k - 1] in "，、；：" for k in gaps) if prose else 0
    out = []
    for row in rows:
        for k in row:
            if line[k + 1] in CLOSINGS or line[k - 1] in OPENINGS:
                out.append((at + k, at + k + 1, "", 0.97, "space beside a mark"))
            elif len(row) > 1 and _spaced_out(line, row, prose):
                out.append((at + k, at + k + 1, "", 0.95, "characters set apart"))
            elif len(row) == 1 and pauses > 1 and line[k - 1] in "，、；：" and k > LABEL:
                out.append((at + k, at + k + 1, "", 0.9, "space behind a mark"))
            elif len(row) == 1 and (prose and _inside_sentence(line, k, damaged)):
                out.append((at + k, at + k + 1, "", 0.85, "space inside a sentence"))
    return out


def _is_gap(left: str, right: str) -> bool:
    """Whether a space between these two can be a stray one."""
    if right in CLOSINGS:
        return not left.isspace() and left != "|" and left not in OPENINGS  # （ ）: a blank to be filled in
    if left in OPENINGS:
        return not right.isspace()
    if is_han(right):
        return is_han(left) or left in AFTER
    return right in OPENINGS and (is_han(left) or left == "，")


def _rows(line: str, gaps: list[int]) -> list[list[int]]:
    """The spaces, those in one list between which stands a single character (with a mark, perhaps)."""
    rows = [[gaps[0]]]
    for before, k in pairwise(gaps):
        between = line[before + 1 : k]
        if _between().fullmatch(between):
            rows[-1].append(k)
        else:
            rows.append([k])
    return rows


def _spaced_out(line: str, row: list[int], prose: bool) -> bool:
    """Whether the characters of `row` are text set apart and no names."""
    if line[: row[0]].endswith(ROLES):
        return False
    if prose or len(row) >= LONG_ROW:
        return True
    return any(spanning_word(line[max(0, k - 1) : k], line[k + 1 : k + 2]) for k in row)


def _inside_sentence(line: str, k: int, damaged: bool) -> bool:
    """Whether the one space at `k` stands where running text has none: between Han, apart from names and titles.

    `damaged`: characters are set apart elsewhere in the line.
    """
    left, right = line[k - 1], line[k + 1]
    if not (is_han(left) and is_han(right)) or line[:k].endswith(ROLES) or line[k + 1 : k + 2] in "摄文图":
        return False
    if damaged and line[k - 1] not in "）)":
        return True
    if right in BOUND_START:
        return True
    if (k <= LABEL or line.rfind("@", 0, k) > line.rfind(" ", 0, k)) and not spanning_word(line[:k], line[k + 1 :]):
        return False  # 第一条 为了规范管理，…  @云州发布 转发
    if not is_han(line[k - 2 : k - 1]) and not is_han(line[k + 2 : k + 3]):
        return False  # 王 刚、
    return not is_open(line[:k])

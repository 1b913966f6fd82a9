"""Stray spaces: characters set apart by extraction (石 景 山) close up; the spaces that Chinese needs stay."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

from bulletin_cli.chinese.seams import BOUND_START, is_han, is_open, spanning_word
from bulletin_cli.chinese.surnames import SURNAMES
from bulletin_cli.clean.edits import Change

# Marks before which Chinese never has a space, and after which it has none.
CLOSINGS = "，。、；：！？）》」』】〕”’％"
OPENINGS = "（《「『【〔“‘"
PAUSES = "，、；："
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
# Blanks that extraction writes for a space.
BLANKS = "\xa0\u3000"
LABEL = 6  # characters at the beginning of a line that a space may set off from its text
LEAST_APART = 8  # spaces of a stretch set apart throughout
LEAST_WIDE = 4  # characters parted by two spaces each that are text set apart
NUMERALS = frozenset("日一二三四五六七八九十")
LEAST_FIELDS = 3  # of a table's row
LONGEST_FIELD = 8  # characters
LONGEST_LABEL = 4  # characters at the head of a column
TABLE_LINE = 80  # characters of a table's row
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
        rf"(?:(?<=[^\sA-Za-z0-9])|(?<![^\n])){sign}(?:(?:[{CLOSINGS}] ?| ){sign}){{{LEAST_APART},}}(?=[{CLOSINGS}\n]|$)"
    )


def _all_apart(line: str, printed: str, at: int) -> list[Change]:
    """The spaces of stretches of prose set apart throughout, figures included.

    A stretch of figures alone is a table's, one of names has no figure and goes by the other rules.
    """
    out: list[Change] = []
    if line.count(" ") < LEAST_APART:
        return out
    for match in _apart().finditer(line):
        row = match[0]
        blanks = row.count(" ")
        if blanks < LEAST_APART or sum(map(is_han, row)) < LEAST_APART // 2 or not any(mark in line for mark in "，。"):
            continue
        if any(char.isdigit() for char in row) or not all(blank == " " for blank in re.findall(_BLANK, printed)):
            places = (k for k, char in enumerate(row, at + match.start()) if char == " ")
            out += ((k, k + 1, "", 0.93, APART) for k in places)
    return out


_BLANK = f"[ {BLANKS}]"


CUT = "blank inside a word"
LEAST_CUTS = 2  # wide blanks inside words; one may stand for a character that was not read
APART = "characters set apart"


def close_spaces(text: str) -> list[Change]:
    """Take out spaces inside Chinese words and before marks; names, headlines and bylines keep theirs.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(close_spaces, "石 景 山 区 委， 召 开 会 议，研究非汛期 防汛工作 ，不放松。")
    '石景山区委，召开会议，研究非汛期防汛工作，不放松。'
    >>> changed(close_spaces, "八宝山街道 全力做好核酸检测采样工作"), changed(close_spaces, "出席会议的有：王 刚、李 伟。")
    ('八宝山街道 全力做好核酸检测采样工作', '出席会议的有：王 刚、李 伟。')
    """
    plain = text
    for blank in BLANKS:
        if blank in text:
            plain = plain.replace(blank, " ")
    out = _in_text(plain, text, False)
    cuts = sum(why == CUT or (why == APART and text[start] != " ") for start, _, _, _, why in out)
    if cuts >= LEAST_CUTS:
        return _in_text(plain, text, True)
    return [change for change in out if change[4] != CUT]


def _in_text(plain: str, text: str, damaged: bool) -> list[Change]:
    out: list[Change] = []
    done = 0
    while match := _gap().search(plain, done):
        start, end = plain.rfind("\n", 0, match.start()) + 1, plain.find("\n", match.start())
        done = len(plain) if end < 0 else end
        stray = _in_line(plain[start:done], text[start:done], start, damaged)
        if stray and not _is_table_row(plain, start, done):
            out += stray
    return out


def _is_table_row(text: str, start: int, end: int) -> bool:
    """Whether the line [start, end) is a row of a table whose columns spaces part.

    The row above or under it has as many fields, all short, and no mark; text set apart has no field of more than a
    character in either.
    """
    fields = _fields(text[start:end])
    if not fields:
        return False
    above = text[:start].rstrip("\n") if start and text[start - 1] == "\n" else ""
    below = text[end : end + TABLE_LINE].lstrip("\n")
    for other in (above[above.rfind("\n", max(0, len(above) - TABLE_LINE)) + 1 :], below.partition("\n")[0]):
        row = _fields(other)
        if len(row) == len(fields) and max(map(len, (*row, *fields))) > 1:
            return True
    return False


def _fields(line: str) -> list[str]:
    """What spaces part in a line that may be a table's row; empty for others."""
    if len(line) > TABLE_LINE or line.count(" ") < LEAST_FIELDS - 1 or any(mark in line for mark in "，。；、：！？"):
        return []
    fields = line.split()
    return fields if len(fields) >= LEAST_FIELDS and max(map(len, fields)) <= LONGEST_FIELD else []


@cache
def _gap() -> re.Pattern[str]:
    """A space, or two, that can be stray; most lines with spaces (names, numbers, marked headings) have none."""
    # No Latin letter or mark but % and the point, that is: a class of Han takes a millisecond to compile.
    sign = r"[^\s!-$&-\-/:-~]"
    return re.compile(f" (?=[{CLOSINGS}])| (?<=[{OPENINGS}] )| (?<={sign} ) ?(?={sign})")


def _in_line(line: str, printed: str, at: int, damaged: bool) -> list[Change]:
    """The stray blanks of a line; `printed` is the line with the blanks it has, `line` with plain spaces for them.

    `damaged`: wide blanks cut words elsewhere in the text.
    """
    if line.isascii():
        return []
    if apart := _all_apart(line, printed, at):
        return apart
    prose = "。" in line or ("，" in line and len(line) > 30)
    sizes: dict[int, int] = {}  # of the spaces that are more than one, by where they stand in the line with one each
    if "  " in line:
        bare = line.strip()
        if "  " in bare:
            if not prose or "   " in bare or bare[0] in "|-*#":
                return []
            line, sizes = _narrowed(line)
    places = (match.start() for match in _gap().finditer(line))
    gaps = [k for k in places if 0 < k < len(line) - 1 and _is_gap(line[k - 1], line[k + 1])]
    if not gaps or line[0] in "|\t":
        return []
    wide: Collection[int] = ()
    if sizes:
        wide = {k for k in gaps if k in sizes}
    elif printed != line:
        wide = {k for k in gaps if printed[k] == "　" or (damaged and printed[k] == "\xa0")}
        if not prose:
            gaps = [k for k in gaps if printed[k] != "　"]  # of names and headings
    out: list[Change] = []
    more = 0
    waiting = sorted(sizes, reverse=True)
    for k, sure, why in _stray(line, gaps, wide, prose, damaged):
        while waiting and waiting[-1] < k:
            more += sizes[waiting.pop()] - 1
        out.append((at + k + more, at + k + more + sizes.get(k, 1), "", sure, why))
    return out


def _stray(
    line: str, gaps: list[int], wide: Collection[int], prose: bool, damaged: bool
) -> Iterator[tuple[int, float, str]]:
    """Those of the `gaps` of a line that are stray, how sure that is and why; `wide` are those of more than a space."""
    if not gaps:
        return
    rows = _rows(line, gaps)
    pauses = sum(line[k - 1] in PAUSES for k in gaps) if prose else 0
    apart = any(len(row) > 1 for row in rows)
    cuts = _cuts(line, rows, wide) if wide else ()
    for row in rows:
        alone = len(row) == 1
        for k in row:
            if line[k + 1] in CLOSINGS or line[k - 1] in OPENINGS:
                yield k, 0.97, "space beside a mark"
            elif not alone and _spaced_out(line, row, prose) and (damaged or k not in wide or len(row) >= LEAST_WIDE):
                yield k, 0.95, CUT if k in wide else APART
            elif alone and _behind_mark(line, k, pauses, damaged and k in wide):
                yield k, 0.9, "space behind a mark"
            elif k in cuts and prose:
                yield k, 0.85, CUT
            elif (
                alone
                and prose
                and (damaged or k not in wide)
                and _inside_sentence(line, k, apart or _free(line, k, wide))
            ):
                yield k, 0.85, "space inside a sentence"


def _free(line: str, k: int, wide: Collection[int]) -> bool:
    """Whether the blank at `k` is a wide one outside of titles, which have such between their parts."""
    return k in wide and line.rfind("《", 0, k) <= line.rfind("》", 0, k)


def _cuts(line: str, rows: Sequence[Sequence[int]], wide: Collection[int]) -> Collection[int]:
    """The wide blanks by themselves that cut words in two; none where most cut no word, as a few do by chance."""
    single = [row[0] for row in rows if len(row) == 1 and row[0] in wide]
    cuts = {k for k in single if _is_word(line, k)}
    return cuts if len(cuts) * 2 >= len(single) else ()


def _behind_mark(line: str, k: int, pauses: int, damaged: bool) -> bool:
    """Whether the blank at `k` stands behind a mark of running text: behind pauses where the line has more of them."""
    return k > LABEL and line[k - 1] in AFTER and (damaged or (pauses > 1 and line[k - 1] in PAUSES))


def _narrowed(line: str) -> tuple[str, dict[int, int]]:
    """`line` with one space where it has more between its characters, and how many there were, by place."""
    sizes: dict[int, int] = {}
    pieces = re.split("( {2,})", line)
    at = 0
    for i, piece in enumerate(pieces):
        if i % 2 and 0 < i < len(pieces) - 1:
            sizes[at] = len(piece)
            pieces[i] = " "
        at += len(pieces[i])
    return "".join(pieces), sizes


def _is_word(line: str, k: int) -> bool:
    """Whether the blank at `k` cuts a word in two, and stands behind no surname."""
    return spanning_word(line[:k], line[k + 1 :]) is not None and (
        line[k - 1] not in SURNAMES or is_han(line[k + 2 : k + 3])
    )


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
    if not prose and NUMERALS.issuperset(line[row[0] + 1 : row[-1]].replace(" ", "")):
        return False  # the head of a calendar: 日 一 二 三 四 五 六
    if prose or len(row) >= LONG_ROW:
        return True
    words = sum(spanning_word(line[max(0, k - 1) : k], line[k + 1 : k + 2]) is not None for k in row)
    # In text set apart about every second gap cuts a word; in a table's head (名次 球队 胜 负 积分) one does by chance.
    return words * 2 >= len(row) or (words > 0 and max(map(len, line.split())) > LONGEST_LABEL)


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

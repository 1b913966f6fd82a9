"""Page furniture: running heads, folios and desk lines that stand in the text where a page began or ended."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from functools import cache

from bulletin_cli.chinese.blocks import begins_block, ends_block, stands_alone
from bulletin_cli.chinese.breaks import JOIN_AT, Page, judge_pair
from bulletin_cli.chinese.running import is_running_head, read_tokens
from bulletin_cli.chinese.seams import is_end, is_han, is_open
from bulletin_cli.clean.edits import Change

LONGEST = 90  # characters of a line of furniture
PIECES = 4  # lines of a running head in pieces
MASTHEAD = 30  # characters of a paper's name and of who publishes it
HEAD = 6, 40  # least and most characters of a running head that says nothing but a title
CUT = 16  # characters in front of a line of furniture that make it stand within a sentence
LEAST = 10  # as many where more is known: the furniture is told by its form
WHOLE = 24  # characters a line has on average where lines are paragraphs
# Over a page's end no headline stands by itself, so a line without a mark over furniture is as good as in a text whose
# headings are marked, and less evidence will do.
PAGE_END = Page(marked=True)
AT_PAGE_END = JOIN_AT - 2
PROSE = 25  # characters that make a line prose; a number between two of those is a folio

# Every line of furniture has one of these, or begins in one of those ways; most lines do neither.
_hint = re.compile("[版页頁期报報刊编編校號号/周]|热线|DAY|[A-Z]{5}")
_pause = re.compile("[。，,；？！]").search
# The lines of furniture with a pause: 第8页，共24页, Wednesday, February 11, 2015.
_paused = re.compile(r"^[^#\n]{1,20}[页頁][ \t]*$|^[ -~]*day[ -~]*$", re.M)
_lead = re.compile(
    r"\s*(?:[—–－·-]|\d{1,4}\s*$|[Pp]age\s\d|[A-DP]\d{1,2}\s?[^\W0-9A-Za-z_]{0,4}\s*$|0\d[ 　|｜·]|[A-DP]?\d{1,2}[｜·]|[A-Z][A-Z ]{5,}\s*$)"
)


def _kinds(row: str) -> Counter[str] | None:
    """How often each kind of token is in a line made of nothing else; None for any other line.

    A bare number at its beginning or end, which a folio may be, counts as `number`.
    """
    tokens = read_tokens(row)
    if tokens is not None:
        return Counter(token.kind for token in tokens)
    if (row[0] not in _ENDS and row[-1] not in _ENDS) or (match := _numbered().fullmatch(row)) is None:
        return None
    tokens = read_tokens(match["rest"])
    if tokens is None:
        return None
    kinds = Counter(token.kind for token in tokens)
    kinds["number"] = bool(match["first"] or match["last"])
    kinds["word"] += match["column"] is not None
    return +kinds


_ENDS = frozenset("0123456789〇零一二三四五六七八九十廿卅百【")


@cache
def _numbered() -> re.Pattern[str]:
    """A line with a number at either end, or a column's name in brackets at its beginning."""
    number = r"\d{1,3}|[〇零一二三四五六七八九十廿卅百]{1,3}"
    return re.compile(
        rf"(?:(?P<first>{number})[ 　]+)?(?:【(?P<column>[一-鿿]{{2,6}})】[ 　]*)?(?P<rest>.+?)(?:[ 　]+(?P<last>{number}))?"
    )


def is_furniture(row: str, edge: bool = False) -> bool:
    """Whether a line is furniture by what it says; `edge`: it stands first or last on a page.

    >>> [is_furniture(row) for row in ("2023年3月9日 星期四 云州日报 要闻 2版", "— 4 —", "责任编辑:王某某 电话:(010)84391143")]
    [True, True, True]
    >>> [is_furniture(row) for row in ("2023年3月27日", "云州市人民政府办公室", "电话:84395043", "第三版", "1")]
    [False, False, False, False, False]
    """
    kinds = _kinds(row)
    if not kinds or kinds["word"] + kinds["latin"] > 1:
        return False
    place = kinds["folio"] + kinds["issue"] + (edge and kinds["number"] == 1)
    whose = kinds["date"] + kinds["name"] + kinds["desk"] + kinds["week"]
    if place and (whose or ((kinds["word"] or kinds["contact"]) and edge)):
        return kinds["number"] == 0 or whose > 0 or kinds["contact"] > 0
    if (kinds["name"] or kinds["desk"]) and kinds["date"]:
        return True
    if kinds["issue"] > 1 or (edge and kinds["date"] and kinds["week"] and not kinds["word"]):
        return True
    if kinds["word"] or kinds["name"] or kinds["number"]:
        return False
    if kinds["desk"] > 1 or (kinds["desk"] and kinds["contact"]) or kinds["contact"] > 1:
        return True
    return kinds["folio"] > 0 and (edge or kinds["folio"] > 1 or row[0] in "—–－-·" or "/" in row or "页" in row)


def _likely(text: str, lines: Sequence[str]) -> set[str]:
    """The lines of `text` that have a sign of furniture."""
    few = {
        row
        for line in lines
        if "，" not in line and len(line) <= LONGEST and not _pause(line) and (row := line.strip()) and _may_be(row)
    }
    if "页" in text or "頁" in text or "day" in text:
        few.update(row for line in _paused.findall(text) if (row := line.strip()))
    return few


def _may_be(row: str) -> bool:
    return row[0] != "#" and (_hint.search(row) is not None or _lead.match(row) is not None)


def take_out_furniture(text: str, join: bool = False) -> list[Change]:
    r"""Take out lines of furniture, so that the text on both sides meets.

    `join`: where a line is a paragraph, a sentence that goes on behind the furniture is put together as well.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(take_out_furniture, "在辽宁沈阳，各\n- 4 -\n云州日报 2023年第4期\n种灯饰把街巷点亮。")
    '在辽宁沈阳，各\n种灯饰把街巷点亮。'
    >>> text = "今年以来全区共改造老旧小区\n\n第3页 共12页\n\n三十二个，惠及居民一万余户。\n"
    >>> changed(lambda text: take_out_furniture(text, join=True), text)
    '今年以来全区共改造老旧小区三十二个，惠及居民一万余户。\n'
    """
    lines = text.split("\n")
    few = _likely(text, lines)
    # Where a line is a line of type, the same short one can end many sentences.
    whole = 3 * text.count("\n\n") > len(lines) or len(text) > WHOLE * len(lines)
    titles = _repeated(lines) if whole else frozenset[str]()
    if not titles and not any(row.isdecimal() or is_furniture(row, edge=True) for row in few):
        return []
    kept = [line for line in lines if line and not line.isspace()]
    rows = list(map(str.strip, kept))
    found = _found(rows, _edges(kept), [i for i, row in enumerate(rows) if row in few], titles)
    if not found:
        return []
    starts = _starts(lines)
    out: list[Change] = []
    done = 0
    within = _within(rows, found) if join and (whole or 2 * text.count("\n\n") >= len(rows)) else {}
    for i in found:
        if i in within:
            above, below, glue = within[i]
            if starts[above] >= done:
                stop = starts[below]
                out.append((starts[above] + len(rows[above]), stop, glue, 0.85, "page furniture within a sentence"))
                done = stop
            continue
        # The last line of a text takes the line end before it, unless that went with the line above.
        start, stop = _removal(text, starts[i], starts[i] + len(rows[i]))
        out.append((max(start, done), stop, "", 0.9, "page furniture"))
        done = stop
    return out


def _within(rows: Sequence[str], found: Sequence[int]) -> dict[int, tuple[int, int, str]]:
    """For the rows of furniture within a sentence the rows above and below, and what stands between these when joined."""
    out: dict[int, tuple[int, int, str]] = {}
    gone = set(found)
    for i in found:
        above, below = i - 1, i + 1
        while above in gone:
            above -= 1
        while below in gone:
            below += 1
        if above < 0 or below >= len(rows) or not _is_within_sentence((rows[above], "", rows[below]), 1, LEAST):
            continue
        a, b = rows[above], rows[below]
        if is_end(b) and not begins_block(a) and not stands_alone(a) and is_han(a[-1]) and is_han(b[0]):
            gap = judge_pair(a, b, True, PAGE_END)
            if gap.score >= AT_PAGE_END:
                out[i] = above, below, gap.glue
    return out


def _edges(lines: Sequence[str]) -> set[int]:
    """Which of `lines`, none of them blank, stand first or last on a page: form feeds begin pages."""
    edges = {0, len(lines) - 1}
    for i, line in enumerate(lines):
        if "\f" in line and "\f" in line[: -len(line.lstrip())]:
            edges.update((max(i - 1, 0), i))
    return edges


def _starts(lines: Sequence[str]) -> list[int]:
    """Where the lines that are not blank begin in the text."""
    out: list[int] = []
    at = 0
    for line in lines:
        if row := line.strip():
            out.append(at if row is line else at + line.index(row[0]))
        at += len(line) + 1
    return out


@cache
def _contents() -> re.Pattern[str]:
    """A line of a paper's contents; two of them one above the other are no furniture."""
    return re.compile(r"[一-鿿]{2,4}[ 　]*(?:第?\d{1,2}(?:[-—、]\d{1,2})?|[A-D]\d{1,2}) ?版")


def _repeated(lines: Sequence[str]) -> frozenset[str]:
    """Short lines that come again word for word and are no sentence."""
    short = Counter(row for line in lines if HEAD[0] <= len(line) <= HEAD[1] + 4 and (row := line.strip()))
    return frozenset(
        row
        for row, count in short.items()
        if count > 1
        and HEAD[0] <= len(row) <= HEAD[1]
        and row[0] not in "#|`*-"
        and not (is_end(row) or is_open(row))
        and "，" not in row
        and not (begins_block(row) or stands_alone(row))
    )


def _found(rows: list[str], edges: Set[int], likely: Sequence[int], titles: frozenset[str]) -> list[int]:
    """The rows of furniture; `likely`: those that have a sign of it; `titles`: lines that come again."""
    gone: set[int] = set()
    for i in likely:
        row = rows[i]
        if _contents().fullmatch(row) and any(
            map(_contents().fullmatch, rows[max(0, i - 1) : i] + rows[i + 1 : i + 2])
        ):
            continue
        edge = i in edges or i - 1 in gone
        if (
            is_furniture(row, edge)
            or _cuts_in(rows, i)
            or (len(row) < 5 and row.isdecimal() and _is_folio(rows, i, edge))
        ):
            gone.add(i)
    # The paper's name or the day of the week by itself is furniture where it stands beside other furniture.
    beside = list(gone)
    while beside:
        k = beside.pop()
        for i in (k - 1, k + 1):
            if (
                0 <= i < len(rows)
                and i not in gone
                and len(rows[i]) <= MASTHEAD
                and (_is_masthead(rows[i]) or (_may_be(rows[i]) and is_furniture(rows[i], edge=True)))
            ):
                gone.add(i)
                beside.append(i)
    gone |= _in_pieces(rows, likely)
    gone |= _running_heads(rows, edges, gone)
    if titles:
        places = [i for i, row in enumerate(rows) if row in titles]
        # A headline comes again over its article's other part; but it does not cut sentences twice.
        inside = Counter(rows[i] for i in places if _is_within_sentence(rows, i))
        gone |= {i for i in places if inside[rows[i]] > 1}
    return sorted(gone)


def _in_pieces(rows: Sequence[str], likely: Sequence[int]) -> set[int]:
    """Rows under each other that make one running head: 清河日报, 05 健康, 2014年4月21日 星期一."""
    out: set[int] = set()
    start = 0
    while start < len(likely):
        end = start
        while end < len(likely) and likely[end] - likely[start] == end - start and is_running_head(rows[likely[end]]):
            end += 1
        if 1 < end - start <= PIECES:
            pieces = range(likely[start], likely[start] + end - start)
            if is_furniture(" ".join(rows[i] for i in pieces)):
                out.update(pieces)
        start = max(end, start + 1)
    return out


def _running_heads(rows: Sequence[str], edges: Set[int], gone: set[int]) -> set[int]:
    """Titles of papers that stand first on several pages, numbers left out of account: 白塔县人民政府公报（2019·4）."""
    heads: dict[str, list[int]] = defaultdict(list)
    tops = edges | {i + 1 for i in gone if i + 1 < len(rows)}
    for i in sorted(tops - gone):
        row = rows[i]
        if HEAD[0] <= len(row) <= HEAD[1] and row[0] != "#":
            titled = "报" in row or "報" in row or "刊" in row
            if titled and not is_end(row) and "，" not in row:
                heads["".join(char for char in row if not char.isdecimal())].append(i)
    return {i for found in heads.values() if len(found) > 1 for i in found}


def _cuts_in(rows: Sequence[str], i: int) -> bool:
    """Whether a line of nothing but furniture stands within a sentence, where no text has one."""
    if not _is_within_sentence(rows, i):
        return False
    kinds = _kinds(rows[i])
    return kinds is not None and (set(kinds) in ({"folio"}, {"date", "week"}) or is_furniture(rows[i], edge=True))


def _is_within_sentence(rows: Sequence[str], i: int, least: int = CUT) -> bool:
    if not 0 < i < len(rows) - 1:
        return False
    above, below = rows[i - 1], rows[i + 1]
    if below[:3] in ("（上接", "(上接") or below[0] == "—":
        return False  # a headline
    if len(above) <= least or is_end(above) or above[-1] in "：:；;" or above[0] == "#" or below[0] == "#":
        return False
    return not (ends_block(above) or begins_block(below) or stands_alone(below))


def _is_masthead(row: str) -> bool:
    kinds = _kinds(row)
    if kinds is None:
        return False
    return 0 < kinds["name"] + kinds["week"] == kinds.total() - (kinds["week"] and kinds["date"])


def _is_folio(rows: Sequence[str], i: int, edge: bool) -> bool:
    """Whether a number alone on its line is the page's: at the page's edge, or where nothing but prose stands around."""
    after = rows[i + 1] if i + 1 < len(rows) else ""
    if "-->" in after:
        return False  # the number of a subtitle stands over its times
    if edge and _numbers_chapters(rows, i):
        return False
    if edge and len(rows) > 3 and any("，" in row or "。" in row or "," in row for row in rows[max(0, i - 4) : i + 5]):
        return True
    before = rows[i - 1] if i else ""
    return len(before) > PROSE and (len(after) > PROSE or after[:1] == "#" or not is_end(before))


def _numbers_chapters(rows: Sequence[str], i: int) -> bool:
    """Whether the number in row i is one of a series over the parts of a text: the next one stands between sentences."""
    for k, row in enumerate(rows):
        if k != i and row.isdecimal() and abs(int(row) - int(rows[i])) == 1 and 0 < k < len(rows) - 1:
            return is_end(rows[k - 1]) and rows[k - 1][-1] not in "，、" and rows[k + 1][0] not in "，。、"
    return False


def _removal(text: str, start: int, end: int) -> tuple[int, int]:
    """What to take out for [start, end) with the line end after it, and a blank line if there is one on both sides."""
    stop = end
    while stop < len(text) and text[stop] in " \t":
        stop += 1
    if stop < len(text) and text[stop] == "\n":
        stop += 1
        if (start < 2 or text[start - 2 : start] == "\n\n") and text[stop : stop + 1] == "\n":
            stop += 1
    elif text[start - 1 : start] == "\n":
        start -= 1
    return start, stop

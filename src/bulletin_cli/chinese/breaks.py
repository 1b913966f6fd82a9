"""Which line ends of a text are stray: cuts by a column, a page or a narrow measure, not ends of a paragraph.

Two kinds of text are told apart line by line. In reflowed text (a paragraph a line) the evidence is in the words around
the break, added up to a score. In hard-wrapped text (a line of type a line) it is in the widths: see `columns`.
A true break that is lost is worse than a stray one that stays, so the score has to be earned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple

from bulletin_cli.chinese.chars import CLOSING, NO_LINE_START, OPENING

JOIN_AT = 2.0  # score from which a break is stray
UNSURE_AT = 1.0  # score from which it is reported


class Verdict(Enum):
    """What a break is: stray (join), right (keep), or neither for certain (unsure: keep, and report)."""

    JOIN = "join"
    KEEP = "keep"
    UNSURE = "unsure"


class Break(NamedTuple):
    """The verdict on one break; `glue` is what stands in its place when it is joined."""

    verdict: Verdict
    score: float
    glue: str
    reasons: tuple[str, ...]


ENDS = frozenset("。！？!?…．")
CLOSERS = CLOSING + ")]\"'"
OPENERS = OPENING + "(["
# ! and ? may start a line of programming text or an emoticon; with Han before them they do not.
NO_START = frozenset(NO_LINE_START + ")]")
PAUSES = frozenset("，、,")
BOUND_END = frozenset("的和与及在对由将从至被把向为以于并或等令使让给跟共同與對將從為")
BOUND_START = frozenset("的了着们之地得过们")
COUNTED = frozenset("个名人家年月日次条项余多亿万千百元%％岁天户位")

KEEP_HARD = Break(Verdict.KEEP, -9.0, "", ())


@cache
def _block_start() -> re.Pattern[str]:
    """What opens a block of its own: headings, lists, tables, ledes, bylines, jump lines, desk lines."""
    number = "[一二三四五六七八九十百]{1,3}"
    return re.compile(
        rf"#{{1,6}}\s|\||```|[-*+]\s|>\s|[●■□▲△▼◆◇★☆•◎○⊙►▶◀※]|{number}[、．.]|[（(](?:{number}|\d{{1,2}})[)）]"
        r"|\d{1,2}(?:[.．](?!\d)|、)|[①-⑳]|第[一二三四五六七八九十百]{1,4}[章节條条]\s"
        r"|(?:本报|本報|本刊|新华社|新華社|中新社|据新华社|本台|央视网)[^，。；,;]{0,18}(?:讯|訊|电|電|消息)(?:[(（　 ]|$|[^，。；视力报])"
        r"|(?:本报|本刊|新华社)?(?:见习|首席|实习|特约|融媒体)?(?:记者|通讯员|实习生)[ 　]|本[报刊]记者|新华社记者"
        r"|[（(【\[](?:上接|下转|紧接|下轉|轉|转|接)|[文图]\s?[/／]"
        r"|(?:责任编辑|責任編輯|责编|本版编辑|附件|抄送|主办单位|地址|邮编|电话|来源)[:：]"
    )


@cache
def _block_end() -> re.Pattern[str]:
    """What closes a block: a credit, a jump mark, an ellipsis of a contents line, a date alone."""
    return re.compile(
        r"摄[)）]?$|[（(【\[](?:下转|下轉|转|轉)[^()（）]{1,12}[)）\]】]$|…{2,}\s*\d+$"
        r"|^[\d〇零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$"
    )


def judge_breaks(lines: Sequence[str]) -> list[Break]:
    """One Break for each gap between consecutive non-blank lines of `lines` (without their line ends).

    Blank lines may stand among them and say that a gap is wider; a form feed at a line's start begins a page.

    >>> [b.verdict.value for b in judge_breaks(["区领导到现场检查防汛工作，要求各街道落实责", "任，确保安全。", "会议结束。"])]
    ['join', 'keep']
    """
    rows, parted = _rows(lines)
    if len(rows) < 2:
        return []
    marked = any(row.startswith("#") for row in rows)
    return [judge_pair(rows[i], rows[i + 1], parted[i], marked) for i in range(len(rows) - 1)]


def _rows(lines: Sequence[str]) -> tuple[list[str], list[bool]]:
    """The non-blank lines, stripped, and for each whether a blank line follows it."""
    rows: list[str] = []
    parted: list[bool] = []
    for line in lines:
        row = line.strip()
        if row:
            rows.append(row)
            parted.append(False)
        elif parted:
            parted[-1] = True
    return rows, parted


def judge_pair(a: str, b: str, parted: bool = True, marked: bool = False) -> Break:
    """The verdict on the break between `a` and `b` in reflowed text.

    `parted`: a blank line stands between them; `marked`: the page marks its headings, so that a line
    without a mark is none.
    """
    last = a[-1]
    if last in CLOSERS and len(a) > 1:
        last = a.rstrip(CLOSERS)[-1:] or last
    hard = b[0] in NO_START
    if not hard and (last in ENDS or a[-1] in ";；:："):
        return KEEP_HARD
    if _block_start().match(b) or _block_start().match(a) and a[0] in "#|`" or _block_end().search(a):
        return KEEP_HARD
    if "\t" in a or "|" in a or "   " in a:
        return KEEP_HARD
    score, reasons = _score(a, b, parted, marked)
    if hard and (parted or len(a) > 8):
        score, reasons = score + 6, [*reasons, "mark may not start a line"]
    verdict = Verdict.JOIN if score >= JOIN_AT else Verdict.UNSURE if score >= UNSURE_AT else Verdict.KEEP
    return Break(verdict, score, glue(a, b), tuple(reasons))


def _score(a: str, b: str, parted: bool, marked: bool) -> tuple[float, list[str]]:
    score, why = 0.0, []

    def add(points: float, reason: str) -> None:
        nonlocal score
        score += points
        why.append(reason)

    last, first = a[-1], b[0]
    if last in OPENERS:
        add(6, "opening mark may not end a line")
    if last in PAUSES:
        add(3, "ends in a pause")
    elif _is_han(last):
        add(1, "ends in a character")
    elif last in "—-":
        add(1, "ends in a dash")
    if any(a.count(o) > a.count(c) for o, c in ("“”", "（）", "()", "《》", "「」", "『』")) and first not in "“「":
        add(3, "inside quotes or brackets")
    if last in BOUND_END and first not in "“《":
        add(1.5, "ends in a bound word")
    if first in BOUND_START or (first.isdigit() and b.lstrip("0123456789.")[:1] in COUNTED and _is_han(last)):
        add(1, "starts in a bound word")
    inner = any(m in a for m in "，。,；")
    if inner:
        add(1 if len(a) >= 24 else 0.5, "sentence under way")
    if marked and parted:
        add(0.5, "headings are marked")
    if len(a) < 20 and not inner:
        add(-2, "short")
    if not parted and len(a) <= 20 and abs(len(a) - len(b)) <= 2:
        add(-4, "verse or list")
    if not parted and len(b) <= 20 and len(a) <= 20:
        add(-1.5, "short lines")
    if -2.5 < score < JOIN_AT + 1 and _is_han(last) and _is_han(first) and spanning_word(a, b):
        add(3, "a word spans the break")
    return score, why


def glue(a: str, b: str) -> str:
    """What joins two lines: nothing beside Han, a space between Latin words.

    >>> glue("复工", "复产"), glue("the White", "House"), glue("使用iPhone", "15手机")
    ('', ' ', ' ')
    """
    return (
        " "
        if a[-1:].isascii()
        and b[:1].isascii()
        and a[-1:].isalnum()
        and b[:1].isalnum()
        and not (a[-1:].isdigit() and b[:1].isdigit())
        else ""
    )


def _is_han(char: str) -> bool:
    return "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or char in "〇々"


def spanning_word(a: str, b: str) -> str | None:
    """A dictionary word of two or more characters with one end in `a` and the other in `b`; None without one.

    Its absence says nothing: half of all random cuts fall between words.

    >>> spanning_word("电子信息领域中", "心针对软件")
    '中心'
    """
    from bulletin_cli.chinese.words import frequency

    left, right = a[-3:], b[:3]
    for size in (4, 3, 2):
        for k in range(min(3, size - 1, len(left)), 0, -1):
            if size - k <= len(right):
                word = left[-k:] + right[: size - k]
                if len(word) == size and frequency(word):
                    return word
    return None

"""Which line ends of a text are stray: cuts by a column, a page or a narrow measure, not ends of a paragraph.

Two kinds of text are told apart line by line. In reflowed text (a paragraph a line) the evidence is in the words around
the break, added up to a score. In hard-wrapped text (a line of type a line) it is in the widths: see `columns`.
A true break that is lost is worse than a stray one that stays, so the score has to be earned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from bulletin_cli.chinese.apart import kept_gaps
from bulletin_cli.chinese.blocks import begins_block, ends_block, is_lede, stands_alone
from bulletin_cli.chinese.columns import BYLINE, FULL, PIECE, judge_columns
from bulletin_cli.chinese.headings import COMMON, HALVES, are_halves
from bulletin_cli.chinese.measures import LEAST
from bulletin_cli.chinese.old_press import is_old, is_titled
from bulletin_cli.chinese.seams import (
    BOUND_END,
    BOUND_START,
    COUNTED,
    NO_START,
    OPENERS,
    PAUSES,
    bracket_open,
    closes_in,
    glue,
    is_end,
    is_han,
    is_open,
    parts_word,
    spanning_word,
)

JOIN_AT = 2.0  # score from which a break is stray
UNSURE_AT = 1.0  # score from which it is reported
SHORT_PAIRS = (("（(", "）)"), ("《", "》"))
SHORT_BRACKET = 16  # characters on each side of a break inside brackets
NEARBY = 100  # rows on each side
UNMARKED = 45  # characters of a line without a pause that may be a heading where those are not marked
DECK = 30  # characters of a line under a heading
LONG = 24  # characters of a line that is no heading
HEADING_LINE = 12  # characters of a heading's full line
LABEL = 5  # characters, with the colon
TAIL = 600  # characters in front of a break that are looked at


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


class Page(NamedTuple):
    """What is known of the text around a break.

    `marked`: headings are marked, so that a line without a mark is none; `old`: there is no full stop, as in the press
    before 1949, so that a pause may end a paragraph; `subheads`: they are marked
    too; `after`: a finished paragraph stands before the break's first line; `under`: a marked heading does.
    """

    marked: bool = False
    old: bool = False
    subheads: bool = False
    after: bool = False
    under: bool = False


# Words that begin a report of what was said.
SPEAKS = ("表示", "指出", "提出", "强调", "认为", "介绍", "要求", "获悉", "通报", "显示", "透露", "称", "说")
# Words that set a sentence going (when, on top of what) and end no part of a subhead.
SETS_GOING = (
    "以来",
    "以后",
    "之后",
    "随后",
    "近日",
    "日前",
    "目前",
    "当天",
    "当日",
    "同时",
    "此外",
    "据悉",
    "对此",
    "其中",
)
# In, on, under, outside: after a noun; at a word's beginning only before Han (中国, 上海).
PLACED = frozenset("中上下内外里间後后前")
# The last word or two of a clause have fewer characters than this.
REST = 3
# Days, years and times of them, of which words are made that begin a sentence: 今天, 去年, 今晨, 眼下, 如今.
TIMES = frozenset("今明昨去前后近日天年月时時晨晚夜春夏秋冬初末早眼如当當另但然而且故")
# 1950⏎年，  12万⏎亩，: what a number counts, with the clause ending behind it.
COUNTED_OFF = frozenset("0123456789万萬亿億千百")
UNITS = frozenset("年月日时時分秒元亩畝吨噸米里人户戶个個名家台件次岁歲度万萬亿億%％")
# With these begin clauses that say what someone does besides, and do not say who: 还首次推出…, 并要求….
BESIDES = frozenset("还還并並均")
# With these begin the items of lists: 一、 1. （一） ①.
NUMBERS = frozenset("一二三四五六七八九十0123456789(（①②③④⑤⑥⑦⑧⑨⑩第")
BULLETS = frozenset("◘◉■□◆◇▲△●○◎★☆#|`")
UNKNOWN_PAGE = Page()
KEEP_HARD = Break(Verdict.KEEP, -9.0, "", ())


def judge_breaks(lines: Sequence[str], body: bool = False, least: float = JOIN_AT) -> list[Break]:
    """One Break for each gap between consecutive non-blank lines of `lines` (without their line ends).

    Blank lines may stand among them and say that a gap is wider; a form feed at a line's start begins a page.
    `body`: the lines are one article's text with its headings taken out, paragraphs parted by blank lines; a page's
    shape need not show in so few lines. `least`: the score from which the caller joins; what stands before a gap is
    taken as joined so.

    >>> [b.verdict.value for b in judge_breaks(["区领导到现场检查防汛工作，要求各街道落实责", "任，确保安全。", "会议结束。"])]
    ['join', 'keep']
    """
    rows, parted, set_in, centred = _rows(lines)
    if len(rows) < 2:
        return []
    marks = {row[: row.find(" ")] for row in rows if row[0] == "#"}
    wrapped = not all(parted[:-1])
    old = not any("。" in row for row in rows)
    # A body in whole lines has no headings but marked ones; in a wrapped one a subhead may stand unmarked.
    # (What is marked in the press before 1949 was found by its shape, and proves nothing about the other lines.)
    marked = (not old and (bool(marks) or not wrapped)) if body else bool(marks)
    subheads = len(marks) > (0 if body else 1)
    known = len(rows) >= LEAST or (body and wrapped)
    found = judge_columns(rows, set_in, parted, body, centred) if known else [None] * len(rows)
    out: list[Break] = []
    before = rows[0]
    apart = kept_gaps(rows, wrapped)
    for i, judged in enumerate(found[: len(rows) - 1]):
        if judged is None and rows[i][-1] in "。！？" and rows[i + 1][0] not in NO_START:
            if marked and rows[i + 1][0] in BESIDES and parted[i] and _lacks_subject(before, rows[i + 1]):
                out.append(Break(Verdict.JOIN, JOIN_AT, "", ("who does it stands in the sentence before",)))
                before = (before + rows[i + 1])[-TAIL:]
                continue
            out.append(KEEP_HARD)  # most gaps of reflowed text
        elif i in apart or (
            judged is None and rows[i][-1] in PAUSES and is_titled(rows, i) and (old or _in_old(rows, i))
        ):
            out.append(KEEP_HARD)
        elif judged:
            out.append(_in_column(rows[i], rows[i + 1], judged, old))
        else:
            after = i > 0 and rows[i - 1][0] != "#" and (is_end(rows[i - 1]) or out[-1].verdict is Verdict.JOIN)
            under = i > 0 and rows[i - 1][0] == "#"
            unstopped = old or (rows[i][-1] in PAUSES and _in_old(rows, i))
            gap = judge_pair(before, rows[i + 1], parted[i], Page(marked, unstopped, subheads, after, under))
            if rows[i][0] == "#" == rows[i + 1][0]:
                if _are_marked_halves(rows, i):
                    gap = Break(Verdict.JOIN, JOIN_AT, " ", (HALVES,))
                elif _marked_heading_goes_on(rows[i], rows[i + 1]):
                    gap = Break(Verdict.JOIN, 3.0, "", ("a heading cut within a word",))
            out.append(gap)
            if gap.score >= least:
                # As a second run sees it, so that it comes to the same verdict on the next gap.
                before = (before + gap.glue + rows[i + 1])[-TAIL:]
                continue
        before = rows[i + 1]
    return out


def _in_old(rows: Sequence[str], i: int) -> bool:
    """Whether the rows around row i are punctuated as before 1949; a page may reprint such a text."""
    return is_old(rows[max(0, i - NEARBY) : i + NEARBY])


def _are_marked_halves(rows: Sequence[str], i: int) -> bool:
    """Whether rows i and i + 1 are the halves of one heading, both marked as headings of the same level."""
    (mark, _, first), (same, _, second) = rows[i].partition(" "), rows[i + 1].partition(" ")
    last = i + 2 == len(rows) or rows[i + 2][0] != "#"
    return mark == same and last and are_halves(first.strip(), second.strip())


def _marked_heading_goes_on(a: str, b: str) -> bool:
    """Whether a heading of the same mark as `a` goes on in `b`: a word or a title is cut between them."""
    (mark, _, first), (same, _, second) = a.partition(" "), b.partition(" ")
    if mark != same or len(first) < HEADING_LINE or not second or is_end(first):
        return False
    return _in_brackets(first, second) or (
        len(second) <= len(first) and spanning_word(first[-1], second[0], COMMON) is not None
    )


def _in_column(a: str, b: str, judged: tuple[float, str], old: bool) -> Break:
    """The verdict of the widths, unless the form of the lines speaks against a join."""
    score, reason = judged
    if score <= 0:
        return _by_column(score, "", reason)
    if not old and b[0] in NUMBERS and not is_open(a) and a[-1] not in "第、，" and begins_block(b):
        return Break(Verdict.KEEP, -9.0, "", ("a list item follows",))
    if reason == FULL and score > 5 and not is_end(a) and a[0] not in "#|`" and b[0] not in BULLETS:
        return _by_column(score, glue(a, b), reason)
    if reason != PIECE and reason != BYLINE:
        starts = is_lede(b) or b[0] in BULLETS or a[0] in "#|`"
        block = (
            score < 8
            and (reason != FULL or is_end(a) or stands_alone(a))
            and (begins_block(b) or stands_alone(b))
            and not bracket_open(a)
        )
        if starts or block or ends_block(a):
            return Break(Verdict.KEEP, -9.0, "", ("a block of its own",))
    return _by_column(score, " " if reason == HALVES else glue(a, b), reason)


@lru_cache(maxsize=64, typed=True)  # a few reasons are those of most lines
def _by_column(score: float, between: str, reason: str) -> Break:
    return Break(_verdict(score), score, between, (reason,))


def _verdict(score: float) -> Verdict:
    return Verdict.JOIN if score >= JOIN_AT else Verdict.UNSURE if score >= UNSURE_AT else Verdict.KEEP


def _rows(lines: Sequence[str]) -> tuple[list[str], list[bool], list[bool], list[bool]]:
    """The non-blank lines, stripped; for each whether a blank line follows it, whether it is set in, and by far."""
    rows: list[str] = []
    parted: list[bool] = []
    set_in: list[bool] = []
    centred: list[bool] = []
    for line in lines:
        row = line.strip()
        if row:
            rows.append(row)
            parted.append(False)
            indent = row != line and (line[:2] == "　　" or line[:4] == "    ")
            set_in.append(indent)
            centred.append(indent and (line[:3] == "　　　" or line[:6] == "      "))
        elif parted:
            parted[-1] = True
    if all(set_in):
        set_in = [False] * len(rows)
    return rows, parted, set_in, centred


@lru_cache(maxsize=256)  # clean judges a text again once it has been repaired, and most pairs are the same
def judge_pair(a: str, b: str, parted: bool = True, page: Page = UNKNOWN_PAGE) -> Break:
    """The verdict on the break between `a` and `b` in reflowed text; `parted`: a blank line stands between them."""
    if a[0] == "#" or b[0] == "#":
        return KEEP_HARD
    a = a[-TAIL:]
    hard = b[0] in NO_START and b[:2] != "!["
    if not hard and (a[-1] in ";；:：" or is_end(a)):
        return KEEP_HARD
    if not hard and _in_brackets(a, b):
        return Break(Verdict.JOIN, 5.0, glue(a, b), ("inside brackets that close at once",))
    if begins_block(b) or stands_alone(b) or stands_alone(a) or ends_block(a) or (ends_block(b) and len(b) < 20):
        return KEEP_HARD
    if _is_labelled(a) and _is_labelled(b):
        return KEEP_HARD
    if a[-1] in "讯訊电電" and len(a) < 24 and is_lede(a):
        return Break(Verdict.JOIN, 4.0, "　", ("a lede without its text",))
    if "\t" in a or "|" in a or "   " in a:
        return KEEP_HARD
    score, reasons = _score(a, b, parted, page)
    if hard and (parted or len(a) > 8):
        score, reasons = score + 6, [*reasons, "mark may not start a line"]
    return Break(_verdict(score), score, glue(a, b), tuple(reasons))


def _is_labelled(row: str) -> bool:
    """Whether a line begins with a word and a colon, as the lines of a list of addressees or of minutes do: 报：, 主持人：."""
    at = row.find("：", 1, LABEL) if "：" in row[:LABEL] else row.find(":", 1, LABEL)
    return at > 0 and all(map(is_han, row[:at]))


def _in_brackets(a: str, b: str) -> bool:
    """Whether a bracket opens in the last words of `a` and closes in the first ones of `b`: （记者 张⏎三）, 《平凡的⏎世界》."""
    tail, head = a[-SHORT_BRACKET:], b[:SHORT_BRACKET]
    for opening, closing in SHORT_PAIRS:
        opened = max(map(tail.rfind, opening))
        if opened < 0 or max(map(tail.rfind, closing)) > opened:
            continue
        closed = min((k for k in map(head.find, closing) if k >= 0), default=-1)
        if closed >= 0:
            return not any(mark in head[:closed] for mark in opening + "。！？")
    return False


def _score(a: str, b: str, parted: bool, page: Page) -> tuple[float, list[str]]:
    score, why = 0.0, []
    hyphen = False

    def add(points: float, reason: str) -> None:
        nonlocal score
        score += points
        why.append(reason)

    last, first = a[-1], b[0]
    if last in OPENERS:
        add(6, "opening mark may not end a line")
    if last in PAUSES:
        add(0 if page.old else 3, "ends in a pause")
    elif is_han(last) or last in "”》’」":
        add(1, "ends in a character")
    elif last.isdigit() and (first in COUNTED or first in "—～~.％%"):
        add(3, "inside a number")
    elif hyphen := last == "-" and parts_word(a, b):
        add(4, "a word is cut at its hyphen")
    elif last in "—-":
        add(1, "ends in a dash")
    if first not in "“「" and is_open(a):
        if closes_in(a, b):
            add(3, "inside quotes or brackets")
        else:
            add(-1.5, "a quotation does not close")
    if last in BOUND_END and first not in "“《":
        add(1.5, "ends in a bound word")
    if first in BOUND_START or (
        first.isdigit() and b.lstrip("0123456789.")[:1] in COUNTED and is_han(last) and not _begins_with_date(b)
    ):
        add(1, "starts in a bound word")
    elif first in PLACED and b[1:2] and not is_han(b[1]) and (is_han(last) or last in "”》"):
        add(1, "starts in a bound word")  # …规划 | 中57个项目
    inner = any(m in a for m in "，。,；")
    if not inner and "、" in a:
        inner = True
    elif inner:
        add(1 if len(a) >= 24 else 0.5, "sentence under way")
    if last in COUNTED_OFF and first in UNITS and b[1:2] in "，。、；的":
        add(4, "a number is cut from its unit")
    if page.marked and parted:
        add(0.5, "headings are marked")
        if page.after and len(a) >= 12:
            add(1.5, "a paragraph stands before")
        if (is_end(b) and len(b) < 20) or _is_rest(b):
            add(1, "a short rest")
        if len(a) >= 24:
            add(0.5, "long")
    if len(a) < 24 and not any(m in a for m in "，,。") and a[0] in NUMBERS and begins_block(a):
        add(-3, "a numbered subhead")
    if not page.subheads and _two_beats(a):
        add(-3, "shape of a subhead")
    if page.under and len(a) <= DECK and len(b) > DECK and not any(m in a for m in "，。、：,;；:（("):
        add(-3, "may be a deck or an author's name")
    if len(a) < (20 if page.marked else UNMARKED) and not inner and not hyphen:
        add(-2 if page.marked else -4, "may be a heading")
    if not parted and not page.marked:
        add(-1, "single line end")
    if not parted and len(a) <= 20 and abs(len(a) - len(b)) <= 2:
        add(-4, "verse or list")
    if not parted and len(b) <= 20 and len(a) <= 20:
        add(-1.5, "short lines")
    if -2.5 < score < JOIN_AT + 1 and is_han(last) and is_han(first) and spanning_word(a, b):
        add(3, "a word spans the break")
    return score, why


@cache
def _besides() -> re.Pattern[str]:
    reports = "要求|强调|強調|指出|表示|提出|介绍|介紹|透露|听取|聽取|参观|參觀|慰问|慰問|看望|会见|會見|出席|考察"
    makes = "首次|先后|先後|专门|專門|推出|提供|邀请|邀請|组织|組織|开展|開展|举行|舉行|举办|舉辦|发布|發布|印发|印發"
    return re.compile(
        f"[还還](?:将|將|就|对|對|向|把|与|與|通过|通過|{reports}|{makes})|[并並](?:将|將|就|对|對|向|把|与|與|{reports}|{makes})"
        "|均(?:为|為|由|以|已|未|有|可|需|应|應|在)"
    )


def _lacks_subject(a: str, b: str) -> bool:
    """Whether `b` goes on about who stands in the sentence before, and begins no paragraph: 还首次推出….

    >>> [_lacks_subject("会" * 30 + "。", row) for row in ("还首次推出免费退票等新举措。", "还有几天就是元旦了，街上灯火通明。")]
    [True, False]
    """
    return len(a) >= LONG and len(b) > REST * 4 and a[-1] == "。" and _besides().match(b) is not None


@cache
def _date() -> re.Pattern[str]:
    return re.compile(r"\d{1,2}月\d{1,2}日")


def _begins_with_date(row: str) -> bool:
    return _date().match(row) is not None


def _is_rest(row: str) -> bool:
    """Whether a line begins with the last word or two of a clause, and not with one that sets a sentence going.

    >>> [_is_rest(row) for row in ("领跑，2025年，企业竞争力增强", "近日，我区召开会议", "会议指出，要加强领导")]
    [True, False, False]
    """
    word, mark, _ = row[:REST].replace(",", "，").partition("，")
    return mark != "" and len(word) > 0 and all(map(is_han, word)) and word not in SETS_GOING and not TIMES & {*word}


def _two_beats(row: str) -> bool:
    """Whether a line has the shape of a subhead: 属地负责,迅速安排部署."""
    if len(row) > 24 or row.count("，") + row.count(",") != 1:
        return False
    first, second = row.replace(",", "，").split("，")
    return abs(len(first) - len(second)) <= 3 and len(first) > 2 and not first.endswith(SPEAKS + SETS_GOING)

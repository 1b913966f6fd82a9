"""Rows that their form keeps apart whatever the widths say: lists, running heads, signatures over dates, closes of letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bulletin_cli.chinese.running import is_running_head
from bulletin_cli.chinese.seams import BOUND_END, NO_START, PAUSES, is_end

LEAST = 3  # rows in a row, and commas in each; prose in a column has as many in three lines running only by chance
LONGEST = 60  # characters of a line that is looked at
ALIKE = 2  # fields that are as long in every row, such as 男 and 汉族

SIGNATURE = 24  # characters of who signs, an office or a person
# 此致 ⏎ 敬礼 close letters and official ones (GB/T 9704-2012 knows 此复 and 特此通知 as well).
CLOSING = frozenset(("此致", "敬礼", "敬禮", "此致敬礼", "此致敬禮"))
_closes = CLOSING.union(words + "！" for words in CLOSING if words != "此致")
# Behind these a date is part of a sentence.
_leads_to_date = BOUND_END | PAUSES | frozenset("年到止截定自（(“")

_firsts = frozenset("[［【上下紧今明空印记記列缺")

_figures = frozenset("0123456789")


@cache
def _date() -> re.Pattern[str]:
    """A line that is a date; who signs stands above it."""
    numeral = "[〇零○一二三四五六七八九十]"
    return re.compile(
        rf"(?:\d{{4}}年|{numeral}{{4}}年|(?:中華)?民國{numeral}{{1,4}}年)?(?:\d{{1,2}}|{numeral}{{1,3}})月(?:\d{{1,2}}|{numeral}{{1,3}})日[早中晚夜]?"
    )


@cache
def _label() -> re.Pattern[str]:
    """A section's name in brackets, a jump without any, and what stands in a forecast, an imprint, minutes, each on its line."""
    names = "[今明]天(?:白天|夜间)|空气质量|印数|记录|記錄|列席|缺席"
    return re.compile(
        rf"[\[［【]\w{{2,6}}[\]］】]$|(?:上接|下接|下转|上转|紧接)第?[A-DP]?\d{{1,2}}版?$|(?:{names})[:：]"
    )


@cache
def _document() -> re.Pattern[str]:
    """The number of a document, under its title: 云政发〔2021〕22号."""
    return re.compile(r"\w{2,12}[〔\[（(]\d{4}[〕\]）)]第?\d{1,4}[号號]")


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(r"\d{1,4}(?:[年月日时時点點:：]\d{0,2}){1,4}(?:[，,、 　]|(?=\D))")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"\d+")


def kept_gaps(rows: Sequence[str], wrapped: bool = True) -> set[int]:
    """The gaps, each called by the row before it, that stay; `wrapped`: lines are lines of type, not paragraphs.

    >>> sorted(kept_gaps(["不便之处，敬请谅解。", "云州市自来水公司", "10月16日", "招租"]))
    [0, 1, 2]
    >>> sorted(kept_gaps(["大桥前", "清河日报 2017年6月8日 星期四", "后贯通。"])), kept_gaps(["会议定于", "10月16日", "召开。"])
    ([0, 1], set())
    """
    out: set[int] = set()
    if wrapped:
        listed = parallel_rows(rows)
        out |= listed
        out.update(i - 1 for i in listed if i and rows[i - 1][-1] in "：:。")  # what announces the list
    for i, row in enumerate(rows):
        if len(row) > LONGEST or "，" in row or "。" in row:
            continue  # most rows
        if row[-1] in "日早中晚夜" and _date().fullmatch(row):
            if i and (rows[i - 1][-1] in _leads_to_date or rows[min(i + 1, len(rows) - 1)][0] in NO_START):
                continue
            out.update((i - 1, i))
            if i > 1 and _may_sign(rows[i - 1]):
                out.add(i - 2)
        elif (
            row in _closes
            or (row[-1] in "号號" and _document().fullmatch(row))
            or (row[0] in _firsts and _label().match(row))
            or is_running_head(row)
        ):
            out.update((i - 1, i))
    return out


def _may_sign(row: str) -> bool:
    return len(row) <= SIGNATURE and not is_end(row) and not any(mark in row for mark in "，；：、,;:")


def parallel_rows(rows: Sequence[str]) -> set[int]:
    """Which of `rows` have the form of the rows beside them: as many fields, or a date or a time at their beginning.

    >>> sorted(parallel_rows(["公示如下：", "张三，男，汉族，云州人", "李四，女，汉族，清河人", "王五，男，回族，白塔人"]))
    [1, 2, 3]
    >>> sorted(parallel_rows(["9月1日，云州大桥通车", "9月5日，清河大桥通车", "10月8日，白塔大桥通车"]))
    [0, 1, 2]
    >>> parallel_rows(["会议指出，要加强领导，落", "实责任，抓好防汛，保证", "供应，做好准备，确保平安"])
    set()
    """
    out: set[int] = set()
    start, form = 0, ""
    for i, row in enumerate((*rows, "#")):
        this = _form(row) if row[0] in _figures or row.count("，") >= LEAST or row.count(",") >= LEAST else ""
        if this != form:
            if form and i - start >= LEAST and (form[0] != "，" or _alike(rows[start:i])):
                out.update(range(start, i))
            start, form = i, this
    return out


def _form(row: str) -> str:
    """The dates at the beginning of `row` without their figures, or its commas; empty for most rows."""
    if row[0] in _figures and (match := _dated().match(row)):
        return _number().sub("0", match[0])
    commas = row.count("，") + row.count(",")
    return "" if commas < LEAST or row[-1] in "，,、" else "，" * commas


def _alike(rows: Sequence[str]) -> bool:
    fields = [row.replace(",", "，").split("，") for row in rows]
    return sum(len({*map(len, column)}) == 1 for column in zip(*fields, strict=True)) >= ALIKE

"""Small print of mastheads: how to reach the paper, and a date set in pieces over several lines."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date

from ..chinese.dates import number

# What each line that says how to reach a paper has in it.
_CONTACT_HINTS = ("邮箱", "郵箱", "网址", "網址", "热线", "熱線", "ail", "电话", "電話", "www.", "WWW.", "传真", "傳真")


def is_contact(text: str) -> bool:
    """Whether a line says how to reach the paper and nothing else.

    >>> is_contact("投稿邮箱：tougao@example.com"), is_contact("新闻热线（0350）4849419广告热线2902294")
    (True, True)
    >>> is_contact("网址：www.example.cn"), is_contact("开通服务热线"), is_contact("拨打热线12345求助")
    (True, False, False)
    """
    return any(hint in text for hint in _CONTACT_HINTS) and _contact().fullmatch(text) is not None


@functools.cache
def _contact() -> re.Pattern[str]:
    # A label of a few characters, then an address or number; no Han stands in those.
    label = (
        r"(?:[\u4e00-\u9fff]{0,4}(?:邮箱|郵箱|网址|網址|网站|網站|热线|熱線|电话|電話|传真|傳真|邮编|郵編)|E-?[Mm]ail)"
    )
    value = r"[\x21-\x7e０-９（）－—、 \u3000]{5,60}?"
    return re.compile(
        rf"(?:{label}[ \u3000]*[：:]?[ \u3000]*{value}[ \u3000]*)+|(?:https?://|www\.)[\x21-\x7e]{{4,80}}"
    )


def read_small_print(text: str) -> tuple[str | None, str | None] | None:
    """(page, section) of a line at the edge of a page that is small print in Latin letters or counts pages; else None.

    >>> read_small_print("第1页共12页"), read_small_print("-一-"), read_small_print("体育 TIYU 6"), read_small_print("THE DAILY 体育")
    (('1', None), ('1', None), ('6', '体育'), (None, '体育'))
    >>> read_small_print("Monday,April8,2019 PAGE3"), read_small_print("ZHENGBAO2017.17"), read_small_print("5G进村"), read_small_print("WTO")
    (('3', None), (None, None), None, None)
    """
    if len(text) > 48 or _SMALL.isdisjoint(text[:8]):
        return None
    if match := _counted().fullmatch(text):
        page = match["page"] or match["dashed"]
        return (page if page.isdecimal() else str(number(page) or "")) or None, None
    if match := _latin().fullmatch(text):
        return match["page"], match["over"] or match["under"]
    if match := _english_day().fullmatch(text):
        return match["page"] or match["alone"], None
    return None


_SMALL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ第-—–·")


@functools.cache
def _counted() -> re.Pattern[str]:
    return re.compile(
        r"第[ ]*(?P<page>\d{1,4})[ ]*[页頁][ ]*[,，/／]?[ ]*共[ ]*\d{1,4}[ ]*[页頁]|[-—–·]+[ ]*(?P<dashed>[一二三四五六七八九十]{1,3})[ ]*[-—–·]+"
    )


@functools.cache
def _latin() -> re.Pattern[str]:
    # A paper's or a section's name in capitals, with the section and the page beside it.
    name = r"(?=(?:[ &'.·-]*[A-Z]){4})[A-Z]{2,}(?:[ &'.·-]{1,2}[A-Z]+)*"
    han = r"[\u4e00-\u9fff]{2,4}"
    return re.compile(
        rf"(?:(?P<over>{han})[ \u3000]+)?{name}(?:[ \u3000]*\d{{4}}[.·]\d{{1,2}})?(?:[ \u3000]+(?P<under>{han}))?(?:[ \u3000]+(?P<page>\d{{1,2}}))?"
    )


@functools.cache
def _english_day() -> re.Pattern[str]:
    month = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    day = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    return re.compile(
        rf"{day}[, ]*{month}[. ]*\d{{1,2}}[, ]*\d{{4}}(?:[ ]*(?:PAGE|Page)[ ]*(?P<page>[A-Z]?\d{{1,3}}))?|(?:PAGE|Page)[ ]*(?P<alone>[A-Z]?\d{{1,3}})"
    )


def read_pieces(texts: Sequence[str]) -> tuple[int, str | None]:
    """How many lines at the head of some are pieces of a masthead, and the day (ISO) that they make together.

    Pieces are the paper's Latin name, whose paper it is, the day in large figures (`6/7`, `07`), the weekday, the year, the
    month.

    >>> read_pieces(["QINGXI DAILY", "6/7", "星期二2016年", "总第13740期"]), read_pieces(["大桥通车", "6/7"])
    ((3, '2016-06-07'), (0, None))
    >>> read_pieces(["中共青溪市委机关报青溪日报社出版", "二〇一六年七月", "18", "星期一"])
    (4, '2016-07-18')
    """
    count, year, month, day = 0, 0, 0, 0
    for text in texts:
        if text.isascii() and len(text) <= 40 and not any(map(str.isdigit, text)) and any(map(str.isalpha, text)):
            count += 1
            continue
        match = _piece().fullmatch(text)
        if match is None:
            break
        year = int(match["y1"] or match["y2"] or match["y3"] or number(match["y4"] or "") or year)
        month = int(match["m1"] or match["m2"] or match["m3"] or number(match["m4"] or "") or month)
        day = int(match["d1"] or match["d2"] or match["d3"] or day)
        count += 1
    try:
        return count, date(year, month, day).isoformat()
    except ValueError:
        return count, None


@functools.cache
def _piece() -> re.Pattern[str]:
    weekday = r"(?:(?:星期|周|週)[一二三四五六日天])"
    return re.compile(
        rf"(?:(?P<m1>\d{{1,2}})[/／.·月](?P<d1>\d{{1,2}})日?|(?P<d2>\d{{1,2}})日?|{weekday}"
        rf"|(?P<y1>\d{{4}})年?|(?P<y2>\d{{4}})[年./](?P<m2>\d{{1,2}})月?"
        r"|(?P<y4>[〇零一二三四五六七八九]{4})年(?:(?P<m4>[一二三四五六七八九十]{1,2})月)?"
        r"|[\u4e00-\u9fff]{2,20}机关报[\u4e00-\u9fff]{0,12}|[\u4e00-\u9fff]{4,30}(?:出版|主办|主管)"
        rf"|{weekday}[ \u3000]*(?P<y3>\d{{4}})年(?:(?P<m3>\d{{1,2}})月)?(?:(?P<d3>\d{{1,2}})日)?)"
    )

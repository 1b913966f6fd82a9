"""Dates as papers print them: Arabic and Chinese numerals, full-width digits, Republican years, days without a year."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

_DIGITS = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "元": 1,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    # The numerals of accounts, which mastheads were fond of: 中華民國貳拾捌年.
    "壹": 1,
    "貳": 2,
    "贰": 2,
    "叁": 3,
    "參": 3,
    "肆": 4,
    "伍": 5,
    "陸": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_TENS = {"十": 10, "拾": 10, "廿": 20, "卅": 30}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－／", "0123456789.-/")
_NUMERAL = "〇零○元一二三四五六七八九十廿卅壹貳贰叁參肆伍陸柒捌玖拾"
# Years outside are misreadings: the first Chinese newspapers of the modern kind are of the 1810s.
_YEARS = range(1800, 2200)
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# A day this far behind the issue belongs to the year before the one the month suggests.
_LOOK_AHEAD_DAYS = 183
# A day without a month belongs to the month before only if it was not longer ago: news is no older.
_NEWS_DAYS = 10


class Found(NamedTuple):
    """A date in a text: its ISO form and the [start, end) characters it stands on."""

    iso: str
    start: int
    end: int


@functools.cache
def _wide() -> re.Pattern[str]:
    return re.compile("[０-９．－／]")


@functools.cache
def _separator() -> re.Pattern[str]:
    return re.compile(r"[-./·．－／](?<=\d.)(?=\d)")


# Both patterns look at one character first: the search passes over all others in a fraction of the time.
@functools.cache
def _full() -> re.Pattern[str]:
    number = rf"(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})"
    return re.compile(
        rf"(?=[\d{_NUMERAL}中华華民])"
        rf"(?:(?:(?P<era>中?[华華]?民[国國])\s*)?(?P<year>\d{{4}}|\d{{1,3}}(?=年)|[{_NUMERAL}]{{1,5}})\s*年\s*"
        rf"(?P<month>{number})\s*月\s*(?P<day>{number})\s*[日号號]"
        r"|(?<![\d.])(?P<y>\d{4})(?P<sep>[-./·])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d))"
    )


@functools.cache
def _short() -> re.Pattern[str]:
    number = rf"(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})"
    return re.compile(
        rf"(?=[\d{_NUMERAL}])(?:(?P<month>{number})\s*月\s*)?(?<!第)(?P<day>{number})\s*[日号號](?![前后後内內])"
    )


def _narrow(text: str) -> str:
    """A text with its full-width digits and date marks made half-width; no character moves."""
    # Translating Han text costs more than finding out that there is nothing to translate.
    return text if _wide().search(text) is None else text.translate(_FULL_WIDTH)


def number(text: str) -> int | None:
    """The value of an Arabic or Chinese number up to 9999, or None.

    >>> number("廿六"), number("二十"), number("二〇二〇"), number("１５"), number("貳拾捌"), number("百")
    (26, 20, 2020, 15, 28, None)
    """
    text = _narrow(text)
    if text.isdecimal() and text.isascii():
        return int(text)
    if not any(c in _TENS for c in text):
        digits = [_DIGITS.get(c) for c in text]
        return None if not digits or None in digits else int("".join(map(str, digits)))
    total, unit = 0, 0
    for c in text:
        if c in _TENS:
            total += _TENS[c] if c not in "十拾" else 10 * (unit or 1)
            unit = 0
        elif c in _DIGITS and not unit:
            unit = _DIGITS[c]
        else:
            return None
    return total + unit


def iso_date(year: int | None, month: int | None, day: int | None) -> str | None:
    """`2020-06-26`, or None where there is no such day.

    >>> iso_date(2020, 6, 26), iso_date(2021, 2, 29), iso_date(2020, 13, 1)
    ('2020-06-26', None, None)
    """
    if not year or not month or not day or year not in _YEARS or month > 12 or day > _MONTH_DAYS[month - 1]:
        return None
    if (month, day) == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def find_date(text: str, start: int = 0) -> Found | None:
    """The first date with a printed year at or after `start`, None without one. The year is never guessed.

    >>> find_date("清河新闻 2023年6月11日 星期日").iso, find_date("2025.04.16星期三").iso
    ('2023-06-11', '2025-04-16')
    >>> [find_date(text).iso for text in ("中華民國二十八年四月廿六日　晶報", "二〇二〇年六月二十六日", "2020·6·26")]
    ['1939-04-26', '2020-06-26', '2020-06-26']
    >>> find_date("6月24日,会议") is find_date("庚申年二月廿一日") is None
    True
    """
    if ("年" not in text or "月" not in text) and _separator().search(text) is None:
        return None
    text = _narrow(text)
    for match in _full().finditer(text, start):
        if match["year"] is None:
            year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
        else:
            year = number(match["year"]) or 0
            # 民國元年 is 1912 (the calendar of the Republic of China).
            year = year + 1911 if match["era"] else year
            month, day = number(match["month"]) or 0, number(match["day"]) or 0
        if iso := iso_date(year, month, day):
            return Found(iso, match.start(), match.end())
    return None


@functools.cache
def _named() -> re.Pattern[str]:
    # Not inside a longer run of letters and digits: a hash or a serial number is no date.
    return re.compile(
        r"(?<![0-9A-Za-z])(?P<year>[0-9]{4})(?:[-_.年](?P<month>[0-9]{1,2})[-_.月](?P<day>[0-9]{1,2})日?"
        r"|(?P<mm>[0-9]{2})(?P<dd>[0-9]{2}))(?![0-9A-Za-z])"
    )


def date_in_name(name: str) -> Found | None:
    """The date in a file name, None without one: `2020-06-26`, `20200626`, `2020_6_26`, `2020年6月26日`.

    >>> date_in_name("sjs-20200626-02"), date_in_name("2020_06_26").iso
    (Found(iso='2020-06-26', start=4, end=12), '2020-06-26')
    >>> date_in_name("0012345678"), date_in_name("000_65daccc8cfd9a715")
    (None, None)
    """
    if not any(map(str.isdigit, name)):
        return None
    for match in _named().finditer(name):
        month, day = match["month"] or match["mm"], match["day"] or match["dd"]
        if iso := iso_date(int(match["year"]), int(month), int(day)):
            return Found(iso, match.start(), match.end())
    return None


def find_day(text: str, issue_date: str | None) -> str | None:
    """The first day named in `text`, its missing year (and month) taken from the ISO date of the issue.

    None without an issue date, and for a day after it: an event of the future is announced, not reported.

    >>> find_day("6月24日,区委常委会召开会议", "2020-06-26"), find_day("自6月19日起", None)
    ('2020-06-24', None)
    >>> find_day("12月30日，大桥通车", "2021-01-02"), find_day("李希13日在北京会见", "2023-06-14")
    ('2020-12-30', '2023-06-13')
    >>> find_day("将于7月1日施行", "2020-06-26"), find_day("将于25日封闭", "2026-05-21"), find_day("下月3日起", "2026-05-21")
    (None, None, None)
    >>> find_day("30日上午，大桥通车", "2026-05-02")
    '2026-04-30'
    """
    if issue_date is None or len(issue_date) != 10 or "日" not in text:
        return None
    text = _narrow(text)
    match = _short().search(text)
    if match is None or text[: match.start()].endswith(("下月", "下个月", "下個月")):
        return None
    year, month, day = (int(part) for part in issue_date.split("-"))
    if match.start() and text[match.start() - 1] == "年":
        found = find_date(text)
        return found.iso if found and found.iso <= issue_date else None
    wanted_day = number(match["day"])
    if match["month"]:
        wanted_month = number(match["month"])
        if wanted_month and (wanted_month - month) * 30 > _LOOK_AHEAD_DAYS:
            year -= 1
    else:
        wanted_month = month
        # On the 2nd, `30日` was three days ago; on the 21st, `25日` is still to come.
        if wanted_day and wanted_day > day and day + 31 - wanted_day <= _NEWS_DAYS:
            year, wanted_month = (year, month - 1) if month > 1 else (year - 1, 12)
    iso = iso_date(year, wanted_month, wanted_day)
    return iso if iso and iso <= issue_date else None

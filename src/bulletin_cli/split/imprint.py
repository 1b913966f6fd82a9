"""Small print of mastheads: how to reach the paper, and a date set in pieces over several lines."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import date

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


def read_pieces(texts: Sequence[str]) -> tuple[int, str | None]:
    """How many lines at the head of some are pieces of a masthead, and the day (ISO) that they make together.

    Pieces are the paper's Latin name, the day in large figures (`6/7`, `07`), the weekday, the year, the month.

    >>> read_pieces(["QINGXI DAILY", "6/7", "星期二2016年", "总第13740期"]), read_pieces(["大桥通车", "6/7"])
    ((3, '2016-06-07'), (0, None))
    """
    count, year, month, day = 0, 0, 0, 0
    for text in texts:
        if text.isascii() and len(text) <= 40 and not any(map(str.isdigit, text)) and any(map(str.isalpha, text)):
            count += 1
            continue
        match = _piece().fullmatch(text)
        if match is None:
            break
        year = int(match["y1"] or match["y2"] or match["y3"] or year)
        month = int(match["m1"] or match["m2"] or match["m3"] or month)
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
        rf"|{weekday}[ \u3000]*(?P<y3>\d{{4}})年(?:(?P<m3>\d{{1,2}})月)?(?:(?P<d3>\d{{1,2}})日)?)"
    )

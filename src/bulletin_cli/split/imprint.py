"""Small print of mastheads: how to reach the paper."""

from __future__ import annotations

import functools
import re


def is_contact(text: str) -> bool:
    """Whether a line says how to reach the paper and nothing else.

    >>> is_contact("投稿邮箱：tougao@example.com"), is_contact("新闻热线（0350）4849419广告热线2902294")
    (True, True)
    >>> is_contact("网址：www.example.cn"), is_contact("开通服务热线"), is_contact("拨打热线12345求助")
    (True, False, False)
    """
    return _contact_hint().search(text) is not None and _contact().fullmatch(text) is not None


@functools.cache
def _contact_hint() -> re.Pattern[str]:
    # Each line that says how to reach a paper has one of these in it.
    return re.compile("[邮郵]箱|[网網]址|[热熱][线線]|ail|[电電][话話]|www\\.|WWW\\.|[传傳]真")


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

"""Credits at the end of a text: who wrote it, whose it is, who took the picture."""

from __future__ import annotations

import functools
import re

from .bylines import contributors
from .ledes import read_opening
from .names import HAN, SPACE, are_names, likely_name, role_names, split_names, without_work


def tail_credit(text: str) -> str | None:
    """The credit in brackets at the end of an article's text, None without one.

    >>> tail_credit("服务质效。（邵军健文／摄）"), tail_credit("准备就绪。（记者 石\\n杰永）"), tail_credit("责任。（卢春文斌礼）")
    ('（邵军健文／摄）', '（记者 石\\n杰永）', '（卢春文斌礼）')
    >>> tail_credit("花开。（林一川 摄影报道）")
    '（林一川 摄影报道）'
    >>> tail_credit("措施。（据新华社）"), tail_credit("解释。（作者：胡杨）")
    ('（据新华社）', '（作者：胡杨）')
    >>> tail_credit("成立专班（见图）"), tail_credit("两地（区、县）"), tail_credit("印发通知（完）")
    (None, None, None)
    """
    return _tail_credit(text) if text.endswith(("）", ")")) else None


# Whether a text has ended, where the next begins and who wrote it all ask for the same credit, and for its people.
@functools.lru_cache(maxsize=64)
def _tail_credit(text: str) -> str | None:
    start = len(text) - 64 if len(text) > 64 else 0
    match = _tail().search(text, start)
    if match is None:
        return None
    inside = "".join(match["inside"].split())
    before = text[: match.start()].rstrip()[-1:]
    if before and before not in "。！？!?…”’』」、":
        return None
    if role_names().search(inside):
        return match[0] if contributors(match[0]) else None
    if len(inside) > 24:
        return None
    if any(word in inside for word in ("据", "據", "稿", "源", "合", "电", "電", "社")) and tail_source(match[0]):
        return match[0]
    names, _ = without_work(match["inside"].replace("\n", ""))
    found = split_names(names)
    return match[0] if any(map(likely_name, found)) and are_names(found) else None


def tail_source(text: str) -> tuple[str, str] | None:
    """(the credit as printed, the first source in it) of a text that ends with whose it is; None without one.

    >>> tail_source("办理。（据新华社）"), tail_source("——据《云岭晚报》"), tail_source("讯息。(均据新华社、中新网报道)")
    (('（据新华社）', '新华社'), ('——据《云岭晚报》', '云岭晚报'), ('(均据新华社、中新网报道)', '新华社'))
    >>> tail_source("他笑了。（新华社哈尔滨9月12日电）")
    ('（新华社哈尔滨9月12日电）', '新华社')
    >>> tail_source("增长一成（据统计）"), tail_source("送到报社。（见日报）"), tail_source("他去了报社")
    (None, None, None)
    """
    text = text.rstrip()
    if text[-1:] in ("）", ")"):
        start = max(text.rfind("（"), text.rfind("("))
        if start < 0 or len(text) - start > 40 or (start and text[start - 1] not in "。！？!?…”’』」\n "):
            return None
        inside = "".join(text[start + 1 : -1].split())
    elif len(text) <= 30 and text.startswith(("——据", "——摘自", "——选自", "来源：", "來源：", "稿件来源：")):
        start, inside = 0, text.lstrip("—").removeprefix("稿件")
    else:
        return None
    if inside[-1:] in ("电", "電", "讯", "訊") and (lede := read_opening(inside)) and lede.agency and lede.day:
        return (text[start:], lede.agency) if lede.length == len(inside) else None
    match = _quoted().fullmatch(inside)
    # A source alone is none without a word that says so: （见日报）, （县广播电台）.
    if match is None or (match.start("source") == 0 and not match["rest"]):
        return None
    return text[start:], match["source"].strip("《》")


def is_photo_credit(credit: str) -> bool:
    """Whether a credit names only who took the picture.

    >>> is_photo_credit("（徐礼 摄）"), is_photo_credit("（邵军健文／摄）"), is_photo_credit("（记者 张三 摄）")
    (True, False, True)
    """
    inside = "".join(credit.strip("（）() \n").split())
    return inside.endswith(("摄", "攝", "摄影", "攝影")) and "文" not in inside[-5:]


@functools.cache
def _tail() -> re.Pattern[str]:
    return re.compile(
        rf"[（(]{SPACE}*(?P<inside>(?:[{HAN}]{{2,4}}[：:])?[^（）()。！？!?；;：“”]{{1,60}}){SPACE}*[）)]{SPACE}*$"
    )


# Whose words end a text: 据 … before a paper, an agency, a station; 新华社供本报特稿.
@functools.cache
def _quoted() -> re.Pattern[str]:
    source = rf"《?[{HAN}A-Za-z0-9]{{1,12}}?(?:社|[报報]|[网網]|[台臺]|新[闻聞]|周刊|[杂雜][志誌]|客[户戶]端)》?"
    return re.compile(
        rf"(?:[均皆]|全文|[综綜]合|本版)*(?:[据據]|[综綜]合|[来來]源[：:]|[转轉]自|摘自|[选選]自)?"
        rf"(?P<source>{source})(?P<more>[、，,和{SPACE}]{SPACE}*{source})*"
        rf"(?P<rest>[{HAN}]{{0,8}}(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:消息|[报報][道導]|[讯訊电電]|客[户戶]端|微信公[众眾][号號]|供(?:本[报報])?(?:特|专|專)?稿|供稿|特稿)|)"
    )

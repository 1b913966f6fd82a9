"""Shortening one sentence to its core, verbatim: leading time and attribution go, then what follows the statement.

Only whole clauses go, and only at the two ends, so that what stays reads as it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from ..chinese.chars import CLOSING, OPENING, PAUSE
from .doings import DOINGS

# A sentence up to this many characters fits a line and stays whole behind its opening.
LINE = 60
# A longer one is cut at the first clause end from here on that completes a statement.
STATEMENT = 20
# A leading clause is dropped when this much is left, and is no longer than that.
KERNEL = 8
LONGEST_OPENING = 44
# What is cut keeps at least this share of the characters there are, or something else is better.
SHORTEST_CUT = 0.4

MARKS = "，；,;"


def core(text: str, line: int = LINE, statement: int = STATEMENT) -> tuple[int, int]:
    """Where the core of the sentence `text` begins and ends.

    >>> def shorten(text): start, end = core(text); return text[start:end]
    >>> shorten("当地时间7月6日上午，代表团抵达杜尚别。")
    '代表团抵达杜尚别。'
    >>> shorten("记者从市水务局获悉，全市提前完成清淤。")
    '全市提前完成清淤。'
    >>> text = "区长王明6月24日主持召开区政府常务会议，研究防汛工作，审议《雨季排水工作方案》，"
    >>> shorten(text + "听取老旧小区改造进展情况汇报，部署下一步工作。")
    '区长王明6月24日主持召开区政府常务会议'
    >>> shorten("市新闻办昨天举行新闻发布会，市统计局介绍，上半年全市经济稳中有升，就业好于预期。")
    '市统计局介绍，上半年全市经济稳中有升，就业好于预期。'
    >>> shorten("今天是世界读书日，主题为“书香满城”。")
    '今天是世界读书日，主题为“书香满城”。'
    """
    ends = clause_ends(text)
    start = _behind_openings(text, ends, line)
    if len(text) - start <= line:
        return start, len(text)
    # 按照…要求，自6月起，…: where circumstances open the sentence, the statement has to come first.
    subordinate = bool(_circumstance()(text, start))
    after = start
    for end in (end for end in ends if end > start):
        begin, after = after, end + 1
        if end - start < statement or _open_ended()(text, max(start, end - 8), end):
            continue
        if not subordinate or not (_circumstance()(text, begin) or _circumstance()(text, after)):
            return start, end
    return start, len(text)


def _behind_openings(text: str, ends: Sequence[int], line: int) -> int:
    """Where a sentence begins to tell: behind clauses that say when or on whose word, and in a long one what for.

    >>> text = "为深入贯彻会议精神，落实防汛部署，各街道近日开展排查。"
    >>> text[_behind_openings(text, clause_ends(text), 20):]
    '各街道近日开展排查。'
    """
    start, purpose = 0, None
    for end in ends:
        if len(text) - end <= KERNEL:
            break
        if (
            purpose is None
            and len(text) - start > line
            and text.startswith(PURPOSES, start)
            and not text.startswith(NO_PURPOSES, start)
        ):
            purpose = start
        elif purpose is not None and text.startswith(DONE, start):
            pass
        elif end - start > LONGEST_OPENING or not (
            _opening()(text, start, end) or (_tells_itself(text, end + 1) and _occasion()(text, start, end))
        ):
            break
        start = end + 1
        while text[start : start + 1].isspace():
            start += 1
    # What goes on with doing has its statement in what it is for.
    return start if purpose is None or not text.startswith((*DONE, *PURPOSES), start) else purpose


def _tells_itself(text: str, start: int) -> bool:
    """Whether what begins at `start` tells something, and by a subject of its own."""
    return len(text) - start >= STATEMENT and not text.startswith(SUBJECTLESS, start)


# How a clause begins that says what something is for; 为期两天, 为人 do not. And one that goes on saying so.
PURPOSES = ("为", "為")
NO_PURPOSES = ("为期", "為期", "为人", "為人", "为何", "為何", "为什", "為什", "为主", "為主")
DONE = tuple(DOINGS)
SUBJECTLESS = (*DONE, "邀请", "邀請", "是", "并", "並", "还", "還", "主题", "主題", "活动主题", "今年的主题")


def clause_ends(text: str, marks: str = MARKS) -> list[int]:
    """Offsets of the marks between clauses, those inside quotations and brackets left out.

    >>> clause_ends("甲说“好，很好”，乙走了；3,000人。")
    [8, 12]
    """
    out, opened = [], 0
    for mark in _marks()(text):
        char, at = mark.group(), mark.start()
        if char in PAUSE:
            if opened == 0 and char in marks and not (text[at + 1 : at + 2].isdigit() and text[at - 1].isdigit()):
                out.append(at)
        elif char in OPENING or char == "(":
            opened += 1
        else:
            opened = max(0, opened - 1)
    return out


def fitting(text: str, chars: int, spoken: bool = False) -> tuple[int, int]:
    """Where the part of a sentence begins and ends that says most within `chars` characters.

    It ends at a mark between clauses outside quotations and brackets. It begins with the statement where that would not
    be reached behind its circumstances, and inside a quotation or behind the clause where there is nothing but who speaks
    outside (`spoken`: not again). Where no clause fits it is empty.

    >>> def fit(text, chars): start, end = fitting(text, chars); return text[start:end]
    >>> fit("全市防汛工作会今天召开，部署“七下八上，主汛期”防汛、清淤，明确责任。", 20)
    '全市防汛工作会今天召开'
    >>> fit("因桥梁加固施工，自10月10日零时起，老城的青石大桥实行全封闭交通管制。", 22)
    '老城的青石大桥实行全封闭交通管制。'
    >>> fit("郑师傅说：“修表讲究心静，一坐就是半天，手上不能抖。”", 15)
    '修表讲究心静，一坐就是半天'
    >>> fit("市气象台昨天表示，东部山区今起三天有大雨，须防落石。", 15)
    '东部山区今起三天有大雨'
    """
    start, end = core(text, chars)
    size = clause_end(text[start:], chars)
    if start + size < end and _circumstance()(text, start):
        begin = max((at + 1 for at in clause_ends(text) if start <= at < end - 1), default=start)
        if begin > start and (later := clause_end(text[begin:], chars)):
            return begin, begin + later
    unsaid = _open_ended()(text, max(start, start + size - 8), start + size) is not None
    if (unsaid or size < SHORTEST_CUT * chars) and (quoted := _quotation()(text, start)):
        inside = quoted.start(quoted.lastindex or 0)
        begin, end = fitting(quoted[quoted.lastindex or 0], chars)
        return inside + begin, inside + end
    if unsaid and start + size < end and not spoken:
        behind = start + size + 1
        begin, end = fitting(text[behind:], chars, True)
        if end - begin >= KERNEL:
            return behind + begin, behind + end
    return start, start + size


def clause_end(text: str, chars: int) -> int:
    """How much of `text` can stand within `chars` characters: all, or up to a mark outside quotations and brackets.

    A mark between clauses is better than a pause between the members of a list, and that than the beginning of a
    bracket; 0 where there is none.

    >>> clause_end("全市防汛工作会今天召开，部署清淤", 10), clause_end("甲、乙两区", 4)
    (0, 1)
    """
    if len(text) <= chars:
        return len(text)
    for marks in (MARKS, PAUSE):
        if within := [end for end in clause_ends(text[: chars + 1], marks) if end <= chars]:
            return within[-1]
    bracket = re.search(r"[(（“「《]", text[1 : chars + 1])
    return bracket.end() if bracket else 0


@cache
def _marks() -> Callable[[str], Iterator[re.Match[str]]]:
    return re.compile(rf"[{PAUSE}(){re.escape(OPENING + CLOSING)}]").finditer


@cache
def _quotation() -> Callable[[str, int], re.Match[str] | None]:
    """The first quotation of some length."""
    return re.compile(r"(?:[“「]|(?<=[:：])\")([^“「”」\"]{12,})[”」\"]|[‘『]([^‘『’』]{12,})[’』]").search


@cache
def _opening() -> Callable[[str, int, int], object]:
    """A clause that only says when, under what circumstances, or on whose word."""
    digits = "0-9０-９〇零一二三四五六七八九十"
    time = (
        rf"(?:当地|當地|北京)?(?:时间|時間)?[{digits}年月日号號时時分点點上下中午晚早晨凌清傍周週本今昨明去前同当當天（）()、至—–－~～-]+"
        "(?:时间|時間)?(?:左右|许|許|前后|前後|以来|以來|期间|期間|起|间|間)?"
    )
    words = (
        "近日|日前|近期|最近|连日来|連日來|近年来|近年來|眼下|目前|当前|當前|如今|这几天|這幾天|"
        "[长長]期以[来來]|一直以[来來]|[^，]{1,16}(?:期间|期間|以来|以來|之际|之際|前夕|伊始)|在[^，]{2,22}(?:下|中|上|时|時|后|後)"
        "|[随隨][着著][^，]{2,28}|自[^，]{1,14}起|[正时時]值[^，]{1,16}|[应應][^，]{1,20}邀[请請]"
    )
    source = (
        "(?:据|據|根据|根據)[^，]{1,28}|(?:本报|本報)?(?:记者|記者|从|從)[^，]{1,24}(?:获悉|獲悉|了解到|了解|得知|报道|報道)"
        "|[^，]{2,24}(?:负责人|負責人|负责同志)(?:表示|介绍|介紹|透露)"
        "|[^，]{2,24}(?:数据显示|數據顯示|显示|顯示|消息|报道|報道|获悉|獲悉|了解到)"
    )
    return re.compile(rf"(?:{time}|{words}|{source})\Z").match


@cache
def _occasion() -> Callable[[str, int, int], object]:
    """A clause that only says what day or year it is, or that the press is told something."""
    return re.compile(
        r"(?:[^，]{0,12}是[^，]{1,20}(?:日|节|節|周年|之年|一年)"
        r"|在?[^，]{1,40}[举舉]行的?[^，]{0,16}(?:发布会|發布會|發佈會|吹风会|吹風會|记者会|記者會)上?)\Z"
    ).match


@cache
def _open_ended() -> Callable[[str, int, int], object]:
    """The end of a clause that leaves a statement unsaid: somebody says, after doing, on the occasion of."""
    return re.compile(
        "(?:强调|強調|指出|表示|要求|认为|認為|称|稱|说|說|提出|宣布|决定|決定|看到|发现|發現|公布|介绍|介紹|透露|显示|顯示"
        "|时|時|后|後|中|上|下|以来|以來|以及|并|並|为主题|為主題|为例|為例|为契机|為契機)$"
    ).search


@cache
def _circumstance() -> Callable[[str, int], object]:
    """The beginning of a clause that is not the statement itself: in view of, in order to, since, as, on."""
    return re.compile(
        "按照?|依照|依据|依據|根据|根據|据|據|[为為]了?|随着|隨著|作[为為]|通[过過]|[围圍][绕繞]|[针針][对對]|面[对對]|由[于於]"
        "|[虽雖]然|尽管|儘管|如果|不[仅僅]|经过|經過|[经經][^，济濟]{1,12}(?:同意|批准|研究|审议|審議)|因(?![此而])|依托|在|自|[从從]|[当當](?![前地天日年])"
    ).match

"""Who wrote it, where and when: ledes 电头, byline lines and credits at the tail, as printed and as parsed."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from ..model import Contributor
from .names import HAN, SPACE, WORK, likely_name, role_names, split_names, without_work

_BULLETS = "□■◎●○▲△◆◇★☆▪◘◉"


# What may stand around names and is none of them.
_AROUND_NAMES = "（）()〔〕【】［］[]" + _BULLETS + " \t\u3000\n"
_FIRST = frozenset(_BULLETS + "文图圖摄攝编編撰译譯评評")


class Lede(NamedTuple):
    """What the opening of an article says before its first sentence.

    `text` is the whole opening as printed, `length` its characters in the paragraph (trailing space included).
    """

    text: str
    length: int
    agency: str | None = None
    dateline: str | None = None
    located: str | None = None
    day: str | None = None


# What a source is called, and what its wire is: 新华社北京6月24日电, 本报讯. A lede has both in its first words.
_AGENCIES = (
    "新华社",
    "新華社",
    "中新社",
    "中新网",
    "中新網",
    "中央社",
    "路透社",
    "法新社",
    "美联社",
    "共同社",
    "塔斯社",
)
_WIRES = frozenset("讯訊电電道导導")
_NO_WIRES = frozenset(a + b for a in "讯訊电電" for b in "员員视視话話子力影网網号號台")
_SOURCE_ENDS = "报報社网網"
_NUMERALS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十廿卅〇年月")
_BEFORE_WIRE = 30
# 央视网消息：, 据新华社消息，: what follows 消息 where it ends a lede.
_AFTER_NEWS = frozenset("：:，,（(")
# A byline in brackets is a lede when so many characters of text follow it.
_TEXT = 8
# No opening has more characters, all its names included.
_LONGEST_LEDE = 200


# Before the wire of a lede there is no mark, unless all of it stands in brackets: most paragraphs are turned away here.
_MAY_OPEN = re.compile(r"[（(【［\[〔]|[^\W讯訊电電道导導息]*+[讯訊电電道导導息\s]")
# All that can follow names in a credit has one of these in it.
_AFTER = frozenset("（(）)：:/／报報社")


@functools.cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"[（(]{SPACE}*(?P<inside>[^（）()。！？!?；;：“”]{{1,60}}){SPACE}*[）)]{SPACE}*$")


def read_lede(text: str) -> Lede | None:
    """The opening of a first paragraph, None without one.

    >>> read_lede("本报讯(通讯员石伟)6月24日,区委").text
    '本报讯(通讯员石伟)'
    >>> lede = read_lede("据新华社北京6月24日电（记者 王玲、万春）国务院")
    >>> lede.agency, lede.dateline, lede.located, lede.day
    ('新华社', '据新华社北京6月24日电', '北京', '6月24日')
    >>> read_lede("本报上海8月10日讯　记者梁德报道：今年").text, read_lede("本报讯 近日，").text
    ('本报上海8月10日讯\u3000记者梁德报道：', '本报讯')
    >>> read_lede("央视网消息（新闻联播）：国家主席").text, read_lede("据新华社消息，国务院").agency
    ('央视网消息（新闻联播）：', '新华社')
    >>> read_lede("晚报讯 记者金杰芳报道 近日，").text, read_lede("【本报讯】（记者 方建）今天").text, read_lede("捷报讯息传来")
    ('晚报讯 记者金杰芳报道', '【本报讯】（记者 方建）', None)
    >>> read_lede("人民网站改版"), read_lede("新华社发布消息"), read_lede("据媒体报道，以军")
    (None, None, None)
    """
    if _MAY_OPEN.match(text) is None:
        return None
    # Every shape names its source and a 讯 or 电 within the first characters.
    head = text[:24]
    if not (
        "讯" in head
        or "电" in head
        or "電" in head
        or "訊" in head
        or "报道" in head
        or "報道" in head
        or "报导" in head
        or "報導" in head
        or "消息" in head
        or (head[:1] in ("（", "(") and ("记者" in head or "記者" in head))
    ):
        return None
    return _read_opening(text[:_LONGEST_LEDE])


# Whether a heading opens an article, what the article is and who wrote it all ask for the same lede.
@functools.lru_cache(maxsize=256)
def _read_opening(start: str) -> Lede | None:
    flat = start.replace("\n", "")
    if flat[0] in "（(【［[〔":
        return _read_bracketed(flat, start)
    end = _wire_end(flat)
    if not end:
        return None
    agency, rest = _read_source(flat[: end - (2 if flat[end - 1] in "道导導息" else 1)])
    if agency is None:
        return None
    place, day = _read_place(rest)
    if place is None:
        return None
    own, wire = agency[0] == "本", flat[end - 1]
    credit = _credit_end(flat, end) if wire != "息" else _programme_end(flat, end)
    if wire in "道导導" and not credit:
        return None
    if len(agency) == 2 and not own:
        # 晚报讯: a paper's short name for itself, when one of its people is named behind it.
        own = agency[1] in "报報" and wire in "讯訊" and credit > 0
        if not own:
            return None
    if not day and ((place and not own) or (not own and agency[-1] not in "社网網")):
        return None
    length = credit or end
    while flat[length : length + 1].isspace():
        length += 1
    printed = flat[:length].rstrip()
    if len(flat) != len(start):
        length = _with_newlines(start, length)
    dateline = flat[:end] if day or not own else None
    return Lede(printed, length, None if own else agency, dateline, place or None, day or None)


def _wire_end(flat: str) -> int:
    """Where the 讯 or 电 of a lede ends, 0 without one before any mark or bracket."""
    for i, char in enumerate(flat[:_BEFORE_WIRE]):
        if char in _WIRES:
            # 通讯员, 电视: not the wire.
            if flat[i : i + 2] in _NO_WIRES:
                return 0
            if char not in "道导導" or flat[i - 1] in "报報":
                return i + 1
        elif char == "息" and flat[i - 1] == "消":
            after = flat[i + 1 : i + 2]
            own = flat.startswith(("本报", "本報")) and (not after or after.isspace())
            if own or after in _AFTER_NEWS:
                return i + 1
        elif not (char.isalnum() or char.isspace()):
            return 0
    return 0


def _read_source(head: str) -> tuple[str | None, str]:
    """(the source, what stands after it) of the words before the wire."""
    before = next((word for word in ("综合", "据", "據") if head.startswith(word)), "")
    bare = head[len(before) :].rstrip("专專快综合特急")
    if bare[:1] == "本" and bare[1:2] and bare[1] in "报報刊台臺网網站社":
        return bare[:2], bare[2:]
    for name in _AGENCIES:
        if bare.startswith(name):
            return name, bare[len(name) :]
    for i in range(1, 6):
        if bare[i : i + 1] and bare[i] in _SOURCE_ENDS:
            name = bare[: i + 1]
            known = any(name.find(other) > 0 for other in ("本报", "本報", *_AGENCIES))
            return (None, "") if known or not name.isalpha() else (name, bare[i + 1 :])
    return None, ""


def _read_place(text: str) -> tuple[str | None, str]:
    """(the place, the day) between source and wire; the place is None when the words are something else."""
    text = "".join(text.split())
    start = len(text)
    if text.endswith("日"):
        start -= 1
        while start and text[start - 1] in _NUMERALS:
            start -= 1
    place, day = text[:start], text[start:]
    if len(place) > 8 or (place and not place.isalpha()) or "记者" in place or "記者" in place or day == "日":
        return None, ""
    return place, day


def _programme_end(flat: str, at: int) -> int:
    """Where a programme in brackets and the colon after 消息 end: 央视网消息（新闻联播）：; 0 without a colon."""
    if flat[at : at + 1] in ("（", "("):
        at = next((k + 1 for k in range(at, min(at + 14, len(flat))) if flat[k] in "）)"), at)
    return at + 1 if flat[at : at + 1] in ("：", ":") else 0


def _credit_end(flat: str, at: int) -> int:
    """Where the credit after a wire ends, `（记者 张三）` or `记者张三报道：`; 0 without one."""
    while flat[at : at + 1].isspace():
        at += 1
    if flat[at : at + 1] in ("（", "("):
        end, narrow = flat.find("）", at, at + 62), flat.find(")", at, at + 62)
        if end < 0 or 0 < narrow < end:
            end = narrow
        inside = flat[at + 1 : end]
        return end + 1 if end > 0 and role_names().search(inside) and "（" not in inside and "。" not in inside else 0
    mark = role_names().match(flat, at + 2 if flat.startswith(("本报", "本報"), at) else at)
    if mark is None:
        return 0
    end, narrow = flat.find("：", mark.end(), at + 40), flat.find(":", mark.end(), at + 40)
    if end < 0 or 0 < narrow < end:
        end = narrow
    if end < 0 or flat[end - 2 : end] not in _REPORTED:
        return _reported_end(flat, mark.end())
    return end + 1


_REPORTED = ("报道", "報道", "报导", "報導")


def _reported_end(flat: str, at: int) -> int:
    """Where `记者 张三 报道` ends that no colon but a space parts from the text; 0 where it is no such thing.

    Args:
        flat: the opening of an article.
        at: where the names begin, behind the role.
    """
    for word in _REPORTED:
        end = flat.find(word, at, at + 24)
        if end > 0 and flat[end + 2 : end + 3].isspace():
            names = split_names(role_names().sub(" ", flat[at:end]))
            return end + 2 if names and all(likely_name(name) for name in names) else 0
    return 0


@functools.cache
def _bracketed() -> re.Pattern[str]:
    number = r"(?:[\d０-９]{1,2}|[一二三四五六七八九十廿卅]{1,3})"
    return re.compile(
        rf"[（(【［\[](?P<own>本[报報刊]|新[华華]社)?(?:(?P<place>[{HAN}]{{0,10}}?)(?P<day>(?:{number}月)?{number}日)"
        rf"(?P<agency>[{HAN}]{{2,6}})??)?(?:[专專急航]?[讯訊电電])[）)】］\]]{SPACE}*"
    )


@functools.cache
def _reported() -> re.Pattern[str]:
    # ／臺北報導: from where, or for which paper, a byline of Taiwan and Hong Kong papers was written.
    return re.compile(rf"[／/╱]{SPACE}*[^\W0-9A-Za-z_]{{1,8}}?[报報][导導道]")


def _read_bracketed(flat: str, start: str) -> Lede | None:
    """A lede all in brackets: `【本报讯】`, `（重慶廿四日美聯社電）`, `〔記者程以安／北嶼報導〕`.

    >>> read_lede("（重慶廿四日美聯社電）此間").agency, read_lede("【本报讯】记者").text, read_lede("（电话）")
    ('美聯社', '【本报讯】', None)
    >>> read_lede("〔記者程以安／北嶼報導〕北嶼").text
    '〔記者程以安／北嶼報導〕'
    """
    end = next((k for k, c in enumerate(flat[:60]) if c in "）)】〕］]"), -1)
    inside = flat[1:end].removeprefix("本報").removeprefix("本报")
    reported = inside.endswith(("报导", "報導")) and len(inside) <= 20
    if end > 0 and (reported or _reported().search(inside)) and role_names().match(inside):
        return Lede(flat[: end + 1], end + 1 if len(flat) == len(start) else _with_newlines(start, end + 1))
    if role_names().match(inside) and 3 < end < len(flat) - _TEXT:
        people = contributors(flat[: end + 1])
        if people and all(likely_name(person.name) for person in people):
            # （记者 张三）昨日: the byline alone before the text.
            return Lede(flat[: end + 1], end + 1 if len(flat) == len(start) else _with_newlines(start, end + 1))
    match = _bracketed().match(flat)
    if match is None or not (match["day"] or match["own"]):
        return None
    whole = _credit_end(flat, match.end()) or match.end()
    length = whole if len(flat) == len(start) else _with_newlines(start, whole)
    printed = match[0].rstrip()
    own = match["own"] or ""
    agency = match["agency"] or (own if own.endswith("社") else None)
    return Lede(
        flat[:whole].rstrip(),
        length,
        agency,
        printed.strip("（(【［[）)】］]") if match["day"] else None,
        match["place"] or None,
        match["day"],
    )


def _with_newlines(text: str, length: int) -> int:
    """How far `length` characters reach when the newlines between them are counted."""
    end = 0
    while length:
        length -= text[end] != "\n"
        end += 1
    return end


@functools.cache
def _sent_from() -> re.Pattern[str]:
    # 发自沈阳: from where a correspondent wrote.
    return re.compile(rf"{SPACE}*(?:发自|發自){SPACE}*[{HAN}]{{2,8}}$")


def is_byline(text: str) -> bool:
    """Whether a whole line is a byline: `本报记者 张三`, `□ 本报记者 张三 通讯员 李四`, `文／贾群远`, `■ 钱文 魏娜晨`.

    >>> [is_byline(line) for line in ("本报记者 张三", "文／贾群远", "■ 钱文 魏娜晨", "本报记者赵远子吕博琴", "作者：李四")]
    [True, True, True, True, True]
    >>> is_byline("記者林懷安／海屏報導"), is_byline("本報記者王大明／台北報導"), is_byline("本报记者 罗天曦 发自沈阳")
    (True, True, True)
    >>> is_byline("■文/图 张国福"), is_byline("郝浩梅/文 常春霞/图"), is_byline("青溪周刊融媒体中心记者 曾琴"), is_byline("○黎芳")
    (True, True, True, True)
    >>> [is_byline(line) for line in ("记者从交通运输部获悉", "新闻记者的一天", "图片说明", "文化")]
    [False, False, False, False]
    """
    if not 3 <= len(text) <= 44 or text[-1] in "。！？，、；：,;:!?”》":
        return False
    # Of all lines only those that name a role or a work get as far as the patterns.
    if text[0] not in _FIRST and not ("者" in text or "员" in text or "員" in text or "/" in text or "／" in text):
        return False
    if any(c.isdigit() for c in text):
        return False
    if text.count("（") + text.count("(") != text.count("）") + text.count(")"):
        return False
    bare = text.lstrip(_BULLETS).strip()
    if not bare:
        return False
    bare = _reported().sub("", bare) if bare[-1] in "導导道" else _sent_from().sub("", bare)
    mark = role_names().search(bare)
    if mark:
        before = bare[: mark.start()].strip()
        if (
            before
            and not (before[-1] in "报報刊社网網台" and len(before) <= 8)
            and not (before[-1] in "心部" and len(before) <= 16 and any(c in before[:-2] for c in "报報刊社网網台媒"))
            and before not in ("文/", "文／", "图/", "图／")
        ):
            return False
        people = contributors(bare)
    elif (
        re.match(rf"{WORK}{SPACE}*[/／:：]", bare)
        or re.search(rf"[/／]{SPACE}*{WORK}$", bare)
        or text[0] in "□■◎▲"
        or (text[0] in "○●◇◆" and len(bare) <= 9)
    ):
        people = contributors(bare)
    else:
        return False
    return bool(people) and all(likely_name(person.name) for person in people)


def tail_credit(text: str) -> str | None:
    """The credit in brackets at the end of an article's text, None without one.

    >>> tail_credit("服务质效。（邵军健文／摄）"), tail_credit("准备就绪。（记者 石\\n杰永）"), tail_credit("责任。（卢春文斌礼）")
    ('（邵军健文／摄）', '（记者 石\\n杰永）', '（卢春文斌礼）')
    >>> tail_credit("成立专班（见图）"), tail_credit("两地（区、县）"), tail_credit("印发通知（完）")
    (None, None, None)
    """
    if not text.endswith(("）", ")")):
        return None
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
    names, _ = without_work(match["inside"].replace("\n", ""))
    found = split_names(names)
    return match[0] if found and all(likely_name(name) for name in found) else None


def is_photo_credit(credit: str) -> bool:
    """Whether a credit names only who took the picture.

    >>> is_photo_credit("（徐礼 摄）"), is_photo_credit("（邵军健文／摄）"), is_photo_credit("（记者 张三 摄）")
    (True, False, True)
    """
    inside = "".join(credit.strip("（）() \n").split())
    return inside.endswith(("摄", "攝", "摄影", "攝影")) and "文" not in inside[-5:]


def contributors(text: str) -> tuple[Contributor, ...]:
    """The people named in a byline, with their roles as printed.

    >>> contributors("本报讯(通讯员石伟)")
    (Contributor(name='石伟', role='通讯员'),)
    >>> [tuple(c) for c in contributors("本报记者 张三 李小四 通讯员 欧阳飞雪")]
    [('张三', '记者'), ('李小四', '记者'), ('欧阳飞雪', '通讯员')]
    >>> [c.name for c in contributors("〔記者何冠廷、蔡沛如／海屏報導〕")]
    ['何冠廷', '蔡沛如']
    >>> [tuple(c) for c in contributors("郝浩梅/文 常春霞/图")], [tuple(c) for c in contributors("文/图 张国福")]
    ([('郝浩梅', '文'), ('常春霞', '图')], [('张国福', '文/图')])
    >>> [c.name for c in contributors("文/本报记者 吴天秋 图/受访者供图")], [c.name for c in contributors("【記者周雪傑臺北報導】")]
    (['吴天秋'], ['周雪傑'])
    >>> [tuple(c) for c in contributors("（萧勇 文／摄）")], [tuple(c) for c in contributors("文／姚华军 图／石伟")]
    ([('萧勇', '文／摄')], [('姚华军', '文'), ('石伟', '图')])
    """
    text = text.replace("\n", "")
    lede = read_lede(text)
    return _people(text) if lede is None else lede_contributors(lede)


def lede_contributors(lede: Lede) -> tuple[Contributor, ...]:
    """The people named in a lede: inside its brackets, or after the 讯 or 电.

    >>> [tuple(c) for c in lede_contributors(read_lede("本报讯 记者金杰芳报道 近日，"))]
    [('金杰芳', '记者')]
    """
    text = lede.text.replace("\n", "")
    bracket = _in_brackets().search(text) if "消息" not in text else None
    if bracket:
        return _people(bracket[1])
    mark = role_names().search(text)
    return _people(text[mark.start() :]) if mark else ()


def _people(credit: str) -> tuple[Contributor, ...]:
    """The people named in a credit."""
    if "／" in credit or "/" in credit or "╱" in credit:
        credit = _reported().sub("", credit)
    credit = credit.strip(_AROUND_NAMES)
    if "自" in credit:
        credit = _sent_from().sub("", credit)
    marks = list(role_names().finditer(credit))
    found: list[Contributor] = []
    if marks:
        for mark, after in zip(marks, [*marks[1:], None], strict=True):
            part = credit[mark.end() : after.start() if after else len(credit)]
            if not _AFTER.isdisjoint(part) and (other := _after_names().search(part)):
                part = _without_place(part[: other.start()]) if other[0] in ("报导", "報導") else part[: other.start()]
            found += [Contributor(name, mark["role"]) for name in split_names(without_work(part)[0])]
        return tuple(found)
    behind = list(
        re.finditer(rf"(?P<names>[^/／]{{2,20}}?){SPACE}*[/／]{SPACE}*(?P<work>{WORK})(?:{SPACE}+|$)", credit)
    )
    if len(behind) > 1:
        return tuple(Contributor(name, one["work"]) for one in behind for name in split_names(one["names"]))
    lead = re.match(
        rf"(?P<both>文[/／][图圖摄攝]|[图圖][/／]文){SPACE}*[/／:：]?{SPACE}*|(?P<work>{WORK}){SPACE}*[/／:：]{SPACE}*",
        credit,
    )
    if lead:
        first, *rest = re.split(rf"{SPACE}+(?={WORK}{SPACE}*[/／:：])", credit[lead.end() :])
        found = [Contributor(name, lead["work"] or lead["both"]) for name in split_names(first)]
        for part in rest:
            found += _people(part)
        return tuple(found)
    names, work = without_work(credit)
    return tuple(Contributor(name, work) for name in split_names(names))


def _without_place(names: str) -> str:
    """The names before 報導, without the place that stands between: 周雪傑臺北."""
    flat = "".join(names.split())
    if " " in names.strip() or not 4 <= len(flat) <= 6 or not likely_name(flat[:-2]):
        return names
    return flat[:-2]


@functools.cache
def _after_names() -> re.Pattern[str]:
    return re.compile(
        rf"[（(）)：:]|(?:^|{SPACE})(?:[图圖文]|[摄攝]影?)[/／]|本[报報]|新[华華]社|(?:摄影)?[报報][道导導]"
    )


@functools.cache
def _in_brackets() -> re.Pattern[str]:
    return re.compile(r"[（(]([^（）()]*)[）)]")

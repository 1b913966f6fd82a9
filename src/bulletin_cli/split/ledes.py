"""Who wrote it, where and when: ledes 电头, byline lines and credits at the tail, as printed and as parsed."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from ..model import Contributor
from .names import (
    HAN,
    SPACE,
    WORK,
    are_names,
    likely_name,
    no_word,
    role_names,
    split_names,
    with_slashes,
    without_work,
    without_works,
)

_BULLETS = "□■◎●○▲△◆◇★☆▪◘◉"


# What may stand around names and is none of them.
_AROUND_NAMES = "（）()〔〕【】［］[]" + _BULLETS + " \t\u3000\n"
_FIRST = frozenset(_BULLETS + "文图圖摄攝编編撰译譯评評")


_NO_BYLINE_ENDS = frozenset("。！？，、；：,;:!?”》")


class Lede(NamedTuple):
    """What the opening of an article says before its first sentence.

    `text` is the whole opening as printed, `length` its characters in the paragraph (trailing space included),
    `people` its part with roles and names where a place or a wire stands around them.
    """

    text: str
    length: int
    agency: str | None = None
    dateline: str | None = None
    located: str | None = None
    day: str | None = None
    people: str | None = None


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
    "德新社",
    "俄新社",
    "韩联社",
    "朝中社",
    "彭博社",
    "合众国际社",
    "合眾國際社",
    "香港中通社",
    "央视新闻",
    "澎湃新闻",
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


# Before the wire of a lede there is no mark, unless brackets or ornaments do: most paragraphs are turned away here.
_MAY_OPEN = re.compile(rf"[*{_BULLETS}（(【［\[〔]|[^\W讯訊电電道导導息]*+[讯訊电電道导導息\s]")
# All that can follow names in a credit has one of these in it.
_AFTER = frozenset("（(）)：:/／报報社")


@functools.cache
def _tail() -> re.Pattern[str]:
    return re.compile(
        rf"[（(]{SPACE}*(?P<inside>(?:[{HAN}]{{2,4}}[：:])?[^（）()。！？!?；;：“”]{{1,60}}){SPACE}*[）)]{SPACE}*$"
    )


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
    >>> read_lede("**本报讯** （记者 张三）近日"), read_lede("云岭讯（通讯员 张三）近日").text
    (Lede(text='本报讯 （记者 张三）', length=15, agency=None, dateline=None, located=None, day=None, people=None), '云岭讯（通讯员 张三）')
    >>> read_lede("晚报讯 记者 柯南平 通讯员 陈海珠 摄影 林立 昨天下午").text, read_lede("本报记者张三报道 近日").text
    ('晚报讯 记者 柯南平 通讯员 陈海珠 摄影 林立', '本报记者张三报道')
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
    if text[0] in _ORNAMENTS:
        return _read_ornamented(text[:_LONGEST_LEDE])
    return _read_opening(text[:_LONGEST_LEDE])


_ORNAMENTS = frozenset("*" + _BULLETS)


def _read_ornamented(start: str) -> Lede | None:
    """A lede in bold or behind a bullet: `**本报讯** （记者 张三）`, `▲南京九日專電`."""
    bare = start.lstrip(_BULLETS).replace("*", "")
    lede = _read_opening(bare) if bare else None
    if lede is None:
        return None
    # The stars within the opening and right behind it belong to it.
    end = len(start) - len(start.lstrip(_BULLETS))
    left = lede.length
    while end < len(start) and (left or start[end] == "*"):
        left -= start[end] != "*"
        end += 1
    while start[end : end + 1].isspace():
        end += 1
    return lede._replace(length=end)


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
        return _read_own_name(flat, start, end) or _read_unnamed(flat, start, end)
    own, wire = agency[0] == "本", flat[end - 1]
    if own and wire in "道导導" and role_names().match(rest):
        return _read_reported(flat, start, end)
    place, day = _read_place(rest)
    if place is None:
        return None
    credit = _credit_end(flat, end) if wire != "息" or own else _programme_end(flat, end)
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
    # A row of roles and names ends where the text begins: read without it, its last name would be text.
    people = flat[end:credit].strip() if credit and flat[credit - 1].isalpha() else None
    return Lede(printed, length, None if own else agency, dateline, place or None, day or None, people)


# 通讯, 快讯: words, not the names of papers before 讯.
_NEWS_WORDS = frozenset("通快简簡资資短喜音电電捷")


def _read_own_name(flat: str, start: str, end: int) -> Lede | None:
    """`云岭讯（通讯员 张三）`: a bulletin's name for itself, known by the credit that follows in brackets."""
    if not 3 <= end <= 6 or flat[end - 1] not in "讯訊" or flat[end - 2] in _NEWS_WORDS or not flat[:end].isalpha():
        return None
    at = end + (flat[end : end + 1] == " ")
    if flat[at : at + 1] not in ("（", "("):
        return None
    length = _credit_end(flat, at)
    return Lede(flat[:length], _reach(flat, start, length)) if length else None


def _read_unnamed(flat: str, start: str, end: int) -> Lede | None:
    """`南京九日專電 `: a wire of a paper of old, its place and day before a space, without a source."""
    if flat[end - 1] not in "电電訊讯" or not flat[end : end + 1].isspace():
        return None
    place, day = _read_place(flat[: end - 1].rstrip("专專快急航"))
    if not place or not day or len(place) > 5:
        return None
    return Lede(flat[:end], _reach(flat, start, end), None, flat[:end], place, day)


def _read_reported(flat: str, start: str, end: int) -> Lede | None:
    """`本报记者张三报道 近日`: the byline of a report in its opening; a space or a colon ends it."""
    after = flat[end : end + 1]
    people = contributors(flat[: end - 2])
    if not (after.isspace() or after in ("：", ":")) or not are_names([one.name for one in people]):
        return None
    end += not after.isspace()
    return Lede(flat[:end], _reach(flat, start, end), people=flat[: end - 2].rstrip("报報"))


def _reach(flat: str, start: str, length: int) -> int:
    """How far an opening of so many characters reaches in the text, the space behind it included."""
    while flat[length : length + 1].isspace():
        length += 1
    return length if len(flat) == len(start) else _with_newlines(start, length)


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
            named = flat.startswith(("本报", "本報", "据", "據")) and (not after or after.isspace())
            if named or after in _AFTER_NEWS:
                return i + 1
        elif not (char.isalnum() or char.isspace()):
            return 0
    return 0


def _read_source(head: str) -> tuple[str | None, str]:
    """(the source, what stands after it) of the words before the wire."""
    before = next((word for word in ("综合", "据", "據") if head.startswith(word)), "")
    bare = head[len(before) :].rstrip("专專快综合特急")
    if bare[:1] == "本" and bare[1:2] and bare[1] in "报報刊台臺网網站社市":
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
    if text.endswith(("日上午", "日中午", "日下午", "日晚间", "日凌晨")):
        text = text[:-2]
    start = len(text)
    if text.endswith("日"):
        start -= 1
        while start and text[start - 1] in _NUMERALS:
            start -= 1
    place, day = text[:start], text[start:]
    if not day and (first := _day_printed().match(text)):
        # 路透社四日倫敦電: the day before the place.
        place, day = text[first.end() :], first[0]
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
        if end < 0 or "（" in inside or "。" in inside:
            return 0
        return end + 1 if role_names().search(inside) or (len(inside) <= 16 and are_names(split_names(inside))) else 0
    mark = role_names().match(flat, at + 2 if flat.startswith(("本报", "本報"), at) else at)
    if mark is None:
        return 0
    end, narrow = flat.find("：", mark.end(), at + 40), flat.find(":", mark.end(), at + 40)
    if end < 0 or 0 < narrow < end:
        end = narrow
    if end < 0 or flat[end - 2 : end] not in _REPORTED:
        return _reported_end(flat, mark.end()) or _row_end(flat, mark.start())
    return end + 1


def _row_end(flat: str, at: int) -> int:
    """Where a row of roles and names set apart ends: `记者 柯南平 通讯员 陈海珠 摄影 林立 昨天`; 0 without a name.

    Args:
        flat: the opening of an article.
        at: where the first role begins.
    """
    end, role = 0, False
    for word in re.finditer(r"\S+", flat[at : at + 60]):
        mark = role_names().match(word[0])
        name = word[0][mark.end() :] if mark else word[0]
        if name and not (likely_name(name) and (role or mark or end)):
            break
        if at + word.end() == len(flat):
            break
        role = bool(mark) and not name
        end = at + word.end() if name else end
    return end


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
            return end + 2 if are_names(names) else 0
    return 0


@functools.cache
def _reported() -> re.Pattern[str]:
    # ／臺北報導: from where, or for which paper, a byline of Taiwan and Hong Kong papers was written.
    return re.compile(rf"[／/╱]{SPACE}*[^\W0-9A-Za-z_]{{1,8}}?[报報][导導道]")


def _read_bracketed(flat: str, start: str) -> Lede | None:
    """A lede all in brackets: `【本报讯】`, `（重慶廿四日美聯社電）`, `〔記者程以安／北嶼報導〕`.

    >>> read_lede("（重慶廿四日美聯社電）此間").agency, read_lede("【本报讯】记者").text, read_lede("（电话）")
    ('美聯社', '【本报讯】', None)
    >>> read_lede("〔記者程以安／北嶼報導〕北嶼").text, read_lede("【明島日報專訊】政府").text, read_lede("【本報臺東訊】測量").located
    ('〔記者程以安／北嶼報導〕', '【明島日報專訊】', '臺東')
    >>> lede = read_lede("（中央社記者黃麗芸台北30日電）國民黨團")
    >>> lede.agency, lede.people, lede.located, lede.dateline
    ('中央社', '記者黃麗芸', '台北', '中央社記者黃麗芸台北30日電')
    """
    end = next((k for k, c in enumerate(flat[:60]) if c in "）)】〕］]"), -1)
    if end < 3 or (end == len(flat) - 1 and flat[0] in "（("):
        # （据新华社北京3月1日电）alone on its line: whose the text above is.
        return None
    inside = flat[1:end].strip()
    wire = _wire_at_end().search(inside)
    if wire is None:
        if not role_names().match(inside) or end >= len(flat) - _TEXT:
            return None
        people = contributors(flat[: end + 1])
        if not are_names([person.name for person in people]):
            return None
        # （记者 张三）昨日: the byline alone before the text.
        return Lede(flat[: end + 1], end + 1 if len(flat) == len(start) else _with_newlines(start, end + 1))
    read = _read_wire(inside[: wire.start()], wire[0])
    if read is None:
        return None
    whole = end + 1
    while flat[whole : whole + 1].isspace():
        whole += 1
    whole = _credit_end(flat, whole) or whole
    agency, located, day, named = read
    length = whole if len(flat) == len(start) else _with_newlines(start, whole)
    return Lede(flat[:whole].rstrip(), length, agency, inside if day else None, located, day, named)


@functools.cache
def _wire_at_end() -> re.Pattern[str]:
    return re.compile(r"(?:[专專急航快特]?[讯訊电電]|消息|[报報][导導道])$")


@functools.cache
def _day_printed() -> re.Pattern[str]:
    number = r"(?:[\d０-９]{1,2}|[一二三四五六七八九十廿卅]{1,3})"
    return re.compile(rf"(?:{number}月)?{number}日")


@functools.cache
def _named_source() -> re.Pattern[str]:
    return re.compile(rf"[{HAN}]{{1,6}}?(?:社|[日晚早晨时時商]?[报報]|[网網])")


# ／綜合報導: not a place.
_NO_PLACES = frozenset(("综合", "綜合", "即时", "即時", "整理", "专题", "專題", "特稿", "本报", "本報"))


def _read_wire(head: str, wire: str) -> tuple[str | None, str | None, str | None, str | None] | None:
    """(agency, place, day, roles and names) of what stands before the wire within brackets; None where it is no lede."""
    quoted = head[:1] in ("据", "據")
    head = head[quoted:].strip()
    day = _day_printed().search(head)
    other = ""
    if day:
        other, head = head[day.end() :].strip(), head[: day.start()].strip()
        if other and not (2 <= len(other) <= 6 and other.isalpha()):
            return None
    own = head[:1] == "本" and head[1:2] != "" and head[1] in "报報刊台臺网網站社市埠"
    source = head[:2] if own else next((name for name in _AGENCIES if head.startswith(name)), "")
    if not source and not role_names().match(head) and (match := _named_source().match(head)):
        source = match[0]
    rest = head[len(source) :].strip()
    mark = role_names().match(rest)
    named = None
    if mark:
        names, place = _names_and_place(rest[mark.end() :])
        named = rest[: mark.end()] + names
    elif wire[0] in "报報":
        return None
    else:
        place = "".join(rest.split())
    if source and other and not place and not named:
        # 路透社四日倫敦電: the day before the place.
        place, other = other, ""
    if len(place) > 10 or (place and not place.isalpha()):
        return None
    if not (day or own or named or (source and not place)):
        return None
    # 【明島日報專訊】: a paper's own name for itself.
    agency = source if source and not own and (quoted or source[-1] not in "报報") else None
    return agency or other or None, place if place and place not in _NO_PLACES else None, day[0] if day else None, named


def _names_and_place(text: str) -> tuple[str, str]:
    """(the names, the place) of `程以安／北嶼`, `周雪傑臺北`, `蘇白 台北`."""
    names, mark, place = text.replace("/", "／").replace("╱", "／").partition("／")
    if mark:
        return names.strip(), "".join(place.split())
    *before, last = re.split(r"(?<=[、，,\s])", names.strip())
    if 4 <= len(last) <= 6 and likely_name(last[:-2]):
        return "".join([*before, last[:-2]]), last[-2:]
    if before and len(last) <= 4 and not likely_name(last):
        return "".join(before).strip(), last
    return names.strip(), ""


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
    return re.compile(rf"{SPACE}*[发發寄]自{SPACE}*[{HAN}]{{2,8}}$")


def is_byline(text: str) -> bool:
    """Whether a whole line is a byline: `本报记者 张三`, `□ 本报记者 张三 通讯员 李四`, `文／贾群远`, `■ 钱文 魏娜晨`.

    >>> [is_byline(line) for line in ("本报记者 张三", "文／贾群远", "■ 钱文 魏娜晨", "本报记者赵远子吕博琴", "作者：李四")]
    [True, True, True, True, True]
    >>> is_byline("記者林懷安／海屏報導"), is_byline("本報記者王大明／台北報導"), is_byline("本报记者 罗天曦 发自沈阳")
    (True, True, True)
    >>> is_byline("■文/图 张国福"), is_byline("郝浩梅/文 常春霞/图"), is_byline("青溪周刊融媒体中心记者 曾琴"), is_byline("○黎芳")
    (True, True, True, True)
    >>> [is_byline(line) for line in ("本报记者 闳远山 文／图", "【記者向廣荃花蓮報導】", "融媒记者侯俊凯摄影报道", "撰文/辛沛志摄影/寇毓")]
    [True, True, True, True]
    >>> [is_byline(line) for line in ("文·单永　图·邹松硕", "采写 | 王强", "走基层·看变化", "文·史·哲")]
    [True, True, False, False]
    >>> [is_byline(line) for line in ("记者从交通运输部获悉", "新闻记者的一天", "图片说明", "文化", "记者手记")]
    [False, False, False, False, False]
    """
    if not 3 <= len(text) <= 44 or text[-1] in _NO_BYLINE_ENDS:
        return False
    text = with_slashes(text)
    # Of all lines only those that name a role or a work get as far as the patterns.
    if text[0] not in _FIRST and not (
        "者" in text
        or "员" in text
        or "員" in text
        or "/" in text
        or "／" in text
        or "撰稿" in text
        or "指导" in text
        or "班 " in text
    ):
        return text[0] in "[［" and _foreign_author().fullmatch(text) is not None
    if any(map(str.isdigit, text)):
        return _pupil().fullmatch(text) is not None
    if _unsigned().fullmatch(text):
        return True
    if text.count("（") + text.count("(") != text.count("）") + text.count(")"):
        return False
    bare = text.lstrip(_BULLETS).strip()
    if bare[:1] in ("【", "〔", "［", "[") and bare[-1] in "】〕］]":
        bare = bare[1:-1].strip()
    if not bare:
        return False
    bare = _reported().sub("", bare) if bare[-1] in "導导道" else _sent_from().sub("", bare)
    works = re.match(rf"{WORK}{SPACE}*[/／:：]", bare)
    mark = role_names().search(bare)
    if mark and (works is None or "者" in bare or "员" in bare or "員" in bare):
        before = bare[: mark.start()].strip()
        own = max(before.find("本报"), before.find("本報"))
        if own > 0 and (first := before[:own].strip("（( ")) and not is_author(first):
            return False  # the end of a headline stands before it
        if (
            before
            and not (before[-1] in "报報刊社网網台" and len(before) <= 8)
            and not (before[-1] in "心部" and len(before) <= 16 and any(c in before[:-2] for c in "报報刊社网網台媒"))
            and before not in ("文/", "文／", "图/", "图／")
        ):
            return False
        people = contributors(bare)
    elif (
        works
        or re.search(rf"[/／]{SPACE}*{WORK}$", bare)
        or text[0] in "□■◎▲"
        or (text[0] in "○●◇◆" and len(bare) <= 9)
    ):
        people = contributors(bare)
    else:
        return False
    told = mark is not None or "/" in bare or "／" in bare or (text[0] in "□■◎" and " " not in bare)
    names = [person.name for person in people]
    return are_names(names) if told else bool(names) and all(map(likely_name, names))


def is_author(text: str) -> bool:
    """Whether a piece of a heading could be the author's name alone: a surname first, two or three characters, no word.

    >>> is_author("骆宇璇"), is_author("单 奇"), is_author("乌兰·其其格"), is_author("高质量"), is_author("方案")
    (True, True, True, False, False)
    """
    name = "".join(text.split())
    return _foreign_name().fullmatch(name) is not None or (likely_name(name) and no_word(name))


@functools.cache
def _foreign_name() -> re.Pattern[str]:
    return re.compile(rf"[{HAN}]{{2,5}}[·•][{HAN}·•]{{2,9}}")


@functools.cache
def _unsigned() -> re.Pattern[str]:
    # 本报评论员: whom a leader is by, without a name.
    return re.compile(r"[□■◎●]?本[报報刊](?:特约|特約)?[评評][论論][员員]")


@functools.cache
def _foreign_author() -> re.Pattern[str]:
    # [英]约翰·史密斯 著 苏白 译: the country in brackets, the name parted by a dot.
    name = rf"[{HAN}]{{1,8}}[·•・][{HAN}·•・]{{1,16}}?"
    translator = rf"{SPACE}+(?P<translator>[{HAN}]{{2,4}}?){SPACE}*(?P<work>[译譯])"
    return re.compile(rf"[\[［][{HAN}]{{1,4}}[\]］]{SPACE}*(?P<name>{name}){SPACE}*(?P<role>著)?(?:{translator})?")


@functools.cache
def _pupil() -> re.Pattern[str]:
    # 第三中学 高二（4）班 苏白: a pupil's byline names school and class.
    return re.compile(
        rf"[{HAN}]{{2,16}}[学學校]{SPACE}*[{HAN}]{{0,4}}[（(]?[\d一二三四五六]{{1,2}}[）)]?班{SPACE}+[{HAN}]{{2,4}}"
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
    if inside[-1:] in ("电", "電", "讯", "訊") and (lede := _read_opening(inside)) and lede.agency and lede.day:
        return (text[start:], lede.agency) if lede.length == len(inside) else None
    match = _quoted().fullmatch(inside)
    # A source alone is none without a word that says so: （见日报）, （县广播电台）.
    if match is None or (match.start("source") == 0 and not match["rest"]):
        return None
    return text[start:], match["source"].strip("《》")


def place_of_byline(byline: str) -> str | None:
    """Where a byline says it was written: 記者林懷安／海屏報導, 本报记者 罗天曦 发自沈阳.

    >>> place_of_byline("記者林懷安／海屏報導"), place_of_byline("記者林懷安／綜合報導"), place_of_byline("本报记者 罗天曦 发自沈阳")
    ('海屏', None, '沈阳')
    """
    if "自" in byline and (match := _sent_from().search(byline)):
        return "".join(match[0].split())[2:]
    match = _reported().search(byline) if "／" in byline or "/" in byline or "╱" in byline else None
    place = "".join(match[0].split())[1:-2] if match else ""
    return place if place and place not in _NO_PLACES and place[-1] not in "报報" else None


def tail_credit(text: str) -> str | None:
    """The credit in brackets at the end of an article's text, None without one.

    >>> tail_credit("服务质效。（邵军健文／摄）"), tail_credit("准备就绪。（记者 石\\n杰永）"), tail_credit("责任。（卢春文斌礼）")
    ('（邵军健文／摄）', '（记者 石\\n杰永）', '（卢春文斌礼）')
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


def is_photo_credit(credit: str) -> bool:
    """Whether a credit names only who took the picture.

    >>> is_photo_credit("（徐礼 摄）"), is_photo_credit("（邵军健文／摄）"), is_photo_credit("（记者 张三 摄）")
    (True, False, True)
    """
    inside = "".join(credit.strip("（）() \n").split())
    return inside.endswith(("摄", "攝", "摄影", "攝影")) and "文" not in inside[-5:]


@functools.lru_cache(maxsize=256)
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
    >>> [tuple(c) for c in contributors("◎文/熊真楠图/邰弘")]
    [('熊真楠', '文'), ('邰弘', '图')]
    >>> [c.name for c in contributors("文/本报记者 吴天秋 图/受访者供图")], [c.name for c in contributors("【記者周雪傑臺北報導】")]
    (['吴天秋'], ['周雪傑'])
    >>> [tuple(c) for c in contributors("（萧勇 文／摄）")], [tuple(c) for c in contributors("文／姚华军 图／石伟")]
    ([('萧勇', '文／摄')], [('姚华军', '文'), ('石伟', '图')])
    >>> [tuple(c) for c in contributors("本报记者 黎兰东/文 汤献/图")], [tuple(c) for c in contributors("文·单永　图·邹松硕")]
    ([('黎兰东', '记者'), ('汤献', '记者')], [('单永', '文'), ('邹松硕', '图')])
    >>> [tuple(c) for c in contributors("[英]约翰·史密斯 著 苏白 译")], [tuple(c) for c in contributors("本报讯（记者：张三；通讯员：李四）")]
    ([('约翰·史密斯', '著'), ('苏白', '译')], [('张三', '记者'), ('李四', '通讯员')])
    """
    if text[:1] in ("[", "［") and (foreign := _foreign_author().fullmatch(text)) is not None:
        author = Contributor(foreign["name"], foreign["role"])
        translator = Contributor(foreign["translator"], foreign["work"]) if foreign["translator"] else None
        return (author, translator) if translator else (author,)
    if "班 " in text and _pupil().fullmatch(text):
        return (Contributor(text.split()[-1]),)
    text = with_slashes(text.replace("\n", ""))
    lede = read_lede(text)
    return _people(text) if lede is None else lede_contributors(lede)


def lede_contributors(lede: Lede) -> tuple[Contributor, ...]:
    """The people named in a lede: inside its brackets, or after the 讯 or 电.

    >>> [c.name for c in lede_contributors(read_lede("本报讯（卓博晓 杜明强）在安徽"))]
    ['卓博晓', '杜明强']
    >>> [tuple(c) for c in lede_contributors(read_lede("本报讯 记者金杰芳报道 近日，"))]
    [('金杰芳', '记者')]
    """
    text = lede.text.replace("\n", "")
    if lede.people is not None:
        return _people(lede.people)
    bracket = _in_brackets().search(text)
    if bracket and ("消息" not in text or role_names().search(bracket[1])):
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
    works = re.match(rf"{WORK}[/／]", credit) and not ("者" in credit or "员" in credit or "員" in credit)
    marks = [] if works else list(role_names().finditer(credit))
    found: list[Contributor] = []
    if marks:
        for mark, after in zip(marks, [*marks[1:], None], strict=True):
            part = credit[mark.end() : after.start() if after else len(credit)]
            if not _AFTER.isdisjoint(part) and (other := _after_names().search(part)):
                part = _without_place(part[: other.start()]) if other[0] in ("报导", "報導") else part[: other.start()]
            found += [Contributor(name, mark["role"]) for name in split_names(without_works(without_work(part)[0]))]
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
        first, *rest = re.split(rf"{SPACE}*(?={WORK}{SPACE}*[/／:：])", credit[lead.end() :])
        found = [Contributor(name, lead["work"] or lead["both"]) for name in split_names(first)]
        for part in rest:
            found += _people(part)
        return tuple(found)
    names, work = without_work(credit)
    return tuple(Contributor(name, work) for name in split_names(names))


def _without_place(names: str) -> str:
    """The names before 報導, without the place that stands between: 周雪傑臺北."""
    flat = "".join(names.split())
    if " " in names.strip() or not 4 <= len(flat) <= 6 or not are_names([flat[:-2]]):
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

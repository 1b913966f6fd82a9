"""Ledes 电头: what the opening of an article says of its source, place, day and writers before the first sentence."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from ..model import Contributor
from .names import are_names, likely_name, role_names, split_names, with_slashes
from .people import BULLETS, read_people
from .wires import read_place, read_source, read_wire, wire_at_end, wire_end

# A byline in brackets is a lede when so many characters of text follow it.
_TEXT = 8
# No opening has more characters, all its names included.
_LONGEST_LEDE = 200
# Before the wire of a lede there is no mark, unless brackets or ornaments do: most paragraphs are turned away here.
_MAY_OPEN = re.compile(rf"[*{BULLETS}（(【［\[〔]|[^\W讯訊电電道导導息]*+[讯訊电電道导導息\s]")
_ORNAMENTS = frozenset("*" + BULLETS)
# 通讯, 快讯: words, not the names of papers before 讯.
_NEWS_WORDS = frozenset("通快简簡资資短喜音电電捷")
_REPORTED = ("报道", "報道", "报导", "報導")


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
    return read_opening(text[:_LONGEST_LEDE])


def _read_ornamented(start: str) -> Lede | None:
    """A lede in bold or behind a bullet: `**本报讯** （记者 张三）`, `▲南京九日專電`."""
    bare = start.lstrip(BULLETS).replace("*", "")
    lede = read_opening(bare) if bare else None
    if lede is None:
        return None
    # The stars within the opening and right behind it belong to it.
    end = len(start) - len(start.lstrip(BULLETS))
    left = lede.length
    while end < len(start) and (left or start[end] == "*"):
        left -= start[end] != "*"
        end += 1
    while start[end : end + 1].isspace():
        end += 1
    return lede._replace(length=end)


# Whether a heading opens an article, what the article is and who wrote it all ask for the same lede.
@functools.lru_cache(maxsize=256)
def read_opening(start: str) -> Lede | None:
    """The opening that a text without ornaments begins with, None without one; `start`: its first words."""
    flat = start.replace("\n", "")
    if flat[0] in "（(【［[〔":
        return _read_bracketed(flat, start)
    end = wire_end(flat)
    if not end:
        return None
    agency, rest = read_source(flat[: end - (2 if flat[end - 1] in "道导導息" else 1)])
    if agency is None:
        return _read_own_name(flat, start, end) or _read_unnamed(flat, start, end)
    own, wire = agency[0] == "本", flat[end - 1]
    if own and wire in "道导導" and role_names().match(rest):
        return _read_reported(flat, start, end)
    place, day = read_place(rest)
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
    place, day = read_place(flat[: end - 1].rstrip("专專快急航"))
    if not place or not day or len(place) > 5:
        return None
    return Lede(flat[:end], _reach(flat, start, end), None, flat[:end], place, day)


def _read_reported(flat: str, start: str, end: int) -> Lede | None:
    """`本报记者张三报道 近日`: the byline of a report in its opening; a space or a colon ends it."""
    after = flat[end : end + 1]
    people = read_people(with_slashes(flat[: end - 2]))
    if not (after.isspace() or after in ("：", ":")) or not are_names([one.name for one in people]):
        return None
    end += not after.isspace()
    return Lede(flat[:end], _reach(flat, start, end), people=flat[: end - 2].rstrip("报報"))


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
    wire = wire_at_end().search(inside)
    if wire is None:
        if not role_names().match(inside) or end >= len(flat) - _TEXT:
            return None
        people = read_people(with_slashes(flat[: end + 1]))
        if not are_names([person.name for person in people]):
            return None
        # （记者 张三）昨日: the byline alone before the text.
        return Lede(flat[: end + 1], end + 1 if len(flat) == len(start) else _with_newlines(start, end + 1))
    read = read_wire(inside[: wire.start()], wire[0])
    if read is None:
        return None
    whole = end + 1
    while flat[whole : whole + 1].isspace():
        whole += 1
    whole = _credit_end(flat, whole) or whole
    agency, located, day, named = read
    length = whole if len(flat) == len(start) else _with_newlines(start, whole)
    return Lede(flat[:whole].rstrip(), length, agency, inside if day else None, located, day, named)


def lede_contributors(lede: Lede) -> tuple[Contributor, ...]:
    """The people named in a lede: inside its brackets, or after the 讯 or 电.

    >>> [c.name for c in lede_contributors(read_lede("本报讯（卓博晓 杜明强）在安徽"))]
    ['卓博晓', '杜明强']
    >>> [tuple(c) for c in lede_contributors(read_lede("本报讯 记者金杰芳报道 近日，"))]
    [('金杰芳', '记者')]
    """
    text = lede.text.replace("\n", "")
    if lede.people is not None:
        return read_people(lede.people)
    bracket = _in_brackets().search(text)
    if bracket and ("消息" not in text or role_names().search(bracket[1])):
        return read_people(bracket[1])
    mark = role_names().search(text)
    return read_people(text[mark.start() :]) if mark else ()


@functools.cache
def _in_brackets() -> re.Pattern[str]:
    return re.compile(r"[（(]([^（）()]*)[）)]")


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


def _reach(flat: str, start: str, length: int) -> int:
    """How far an opening of so many characters reaches in the text, the space behind it included."""
    while flat[length : length + 1].isspace():
        length += 1
    return length if len(flat) == len(start) else _with_newlines(start, length)


def _with_newlines(text: str, length: int) -> int:
    """How far `length` characters reach when the newlines between them are counted."""
    end = 0
    while length:
        length -= text[end] != "\n"
        end += 1
    return end

"""Lines that are bylines, and who wrote by a byline or a lede."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from ..model import Contributor
from .ledes import lede_contributors, read_lede
from .names import HAN, SPACE, WORK, are_names, likely_name, no_word, role_names, with_slashes
from .people import BULLETS, read_people, reported, sent_from

# 口述：张三 整理：李四
_LABELS = frozenset("口整采採策统統执執讲講")
_FIRST = frozenset(BULLETS + "文图圖摄攝编編撰译譯评評")
# Every byline begins with one of these, or has one of those in it: a role, a work, a class, a stroke or a dot.
BYLINE_STARTS = "".join(sorted(_FIRST)) + "[［"
BYLINE_HINTS = "者员員/／撰指班·•｜|"
_WORKS = ("文/", "文／", "图/", "图／")
_WORKS_LABELLED = "口述|讲述|講述|整理|采访|採訪|采写|採寫|策划|策劃|统筹|統籌|执笔|執筆|文字|[摄攝]影|[图圖]片?|文"
_NO_BYLINE_ENDS = frozenset("。！？，、；：,;:!?”》")


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
    >>> [is_byline(line) for line in ("记者 那木吉拉 通讯员 乌云", "■ 大三 周子涵", "■ 大桥 今日通车")]
    [True, True, False]
    >>> [is_byline(line) for line in ("文·本报记者 林一川", "记者走基层")]
    [True, False]
    >>> [is_byline(line) for line in ("记者从交通运输部获悉", "新闻记者的一天", "图片说明", "文化", "记者手记")]
    [False, False, False, False, False]
    """
    if not 3 <= len(text) <= 44 or text[-1] in _NO_BYLINE_ENDS:
        return False
    text = with_slashes(text)
    # Of all lines only those that name a role or a work get as far as the patterns.
    if (
        text[0] not in _FIRST
        and text[0] not in _LABELS
        and not (
            "者" in text
            or "员" in text
            or "員" in text
            or "/" in text
            or "／" in text
            or "撰稿" in text
            or "指导" in text
            or "班 " in text
        )
    ):
        return text[0] in "[［" and _foreign_author().fullmatch(text) is not None
    if text[0] in _LABELS and _labelled().fullmatch(text) is not None:
        return True
    if any(map(str.isdigit, text)):
        return _pupil().fullmatch(text) is not None
    if _unsigned().fullmatch(text):
        return True
    if text.count("（") + text.count("(") != text.count("）") + text.count(")"):
        return False
    bare = text.lstrip(BULLETS).strip()
    if bare[:1] in ("【", "〔", "［", "[") and bare[-1] in "】〕］]":
        bare = bare[1:-1].strip()
    if not bare:
        return False
    bare = reported().sub("", bare) if bare[-1] in "導导道" else sent_from().sub("", bare)
    works = re.match(rf"{WORK}{SPACE}*[/／:：]|撰文[/／][摄攝]影(?={SPACE})", bare)
    mark = role_names().search(bare)
    if mark and (works is None or "者" in bare or "员" in bare or "員" in bare):
        before = bare[: mark.start()].strip()
        own = max(before.find("本报"), before.find("本報"))
        if own > 0 and (first := before[:own].strip("（( ")) and first not in _WORKS and not is_author(first):
            return False  # the end of a headline stands before it
        if (
            before
            and not (before[-1] in "报報刊社网網台" and len(before) <= 8)
            and not (before[-1] in "心部" and len(before) <= 16 and any(c in before[:-2] for c in "报報刊社网網台媒"))
            and before not in _WORKS
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
    if are_names(names) if told else names and all(map(likely_name, names)):
        return True
    return _row_of_roles(bare) or (text[0] in "□■◎" and _behind_standing(bare))


def _row_of_roles(bare: str) -> bool:
    """Whether a line is two roles or more, each before names, which then need no surname: `记者 那木吉拉 通讯员 乌云`."""
    words = bare.split()
    if len(words) < 4 or not all(2 <= len(word) <= 7 for word in words):
        return False
    roles = [role_names().fullmatch(word.removeprefix("本报").removeprefix("本報")) is not None for word in words]
    return (
        sum(roles) > 1 and roles[0] and not roles[-1] and not any(one and two for one, two in itertools.pairwise(roles))
    )


def _behind_standing(bare: str) -> bool:
    """Whether a line behind an ornament is what someone is, and a name: `大三 周子涵`."""
    words = bare.split()
    return len(words) == 2 and len(words[0]) <= 6 and words[0].isalpha() and likely_name(words[1]) and no_word(words[1])


def is_author(text: str) -> bool:
    """Whether a piece of a heading could be the author's name alone: a surname first, two or three characters, no word.

    >>> is_author("骆宇璇"), is_author("单 奇"), is_author("乌兰·其其格"), is_author("高质量"), is_author("方案")
    (True, True, True, False, False)
    """
    name = "".join(text.split())
    return _foreign_name().fullmatch(name) is not None or (likely_name(name) and no_word(name))


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
    >>> [tuple(c) for c in contributors("口述：程大河 整理：本报记者 苏禾")], [tuple(c) for c in contributors("撰文/摄影 葛亮")]
    ([('程大河', '口述'), ('苏禾', '记者')], [('葛亮', '撰文/摄影')])
    >>> [tuple(c) for c in contributors("[英]约翰·史密斯 著 苏白 译")], [tuple(c) for c in contributors("本报讯（记者：张三；通讯员：李四）")]
    ([('约翰·史密斯', '著'), ('苏白', '译')], [('张三', '记者'), ('李四', '通讯员')])
    """
    if text[:1] in ("[", "［") and (foreign := _foreign_author().fullmatch(text)) is not None:
        author = Contributor(foreign["name"], foreign["role"])
        translator = Contributor(foreign["translator"], foreign["work"]) if foreign["translator"] else None
        return (author, translator) if translator else (author,)
    if "班 " in text and _pupil().fullmatch(text):
        return (Contributor(text.split()[-1]),)
    if text and text[0] in _LABELS and _labelled().fullmatch(text) is not None:
        return tuple(person for one in _label().finditer(text) for person in _under_label(one["work"], one["who"]))
    text = with_slashes(text.replace("\n", ""))
    lede = read_lede(text)
    return read_people(text) if lede is None else lede_contributors(lede)


def _under_label(work: str, who: str) -> Sequence[Contributor]:
    """The people behind what they did: their own role, if one is printed, says more."""
    people = read_people(who.removeprefix("本报").removeprefix("本報"))
    return [person if person.role else person._replace(role=work) for person in people]


@functools.cache
def _label() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<work>{_WORKS_LABELLED})[者人]?[：:/／]{SPACE}*(?P<who>.+?)(?={SPACE}+(?:{_WORKS_LABELLED})[者人]?[：:/／]|$)"
    )


@functools.cache
def _labelled() -> re.Pattern[str]:
    who = rf"(?:本[报報])?[{HAN}·、]{{2,12}}(?:{SPACE}[{HAN}·、]{{2,6}}){{0,3}}"
    return re.compile(rf"(?:(?:{_WORKS_LABELLED})[者人]?[：:/／]{SPACE}*{who}(?:{SPACE}+|$))+")


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

"""Bylines: lines that say who wrote or took the pictures, and those that a narrow column broke in two or three."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bulletin_cli.chinese.surnames import COMPOUND_SURNAMES, SURNAMES

LONGEST = 44  # characters of a byline, all its names included
DESKS = ("融媒体中心", "融媒體中心", "全媒体", "全媒體", "融媒体", "融媒體")
NAMED = frozenset("记記通作文图圖评評编編摄攝实實者员員/／")  # one of these is in every byline


@cache
def _plain() -> re.Pattern[str]:
    # All that a byline is made of.
    return re.compile("[一-鿿□■●◆○◎◇▪ 　/／·:：、]+")


@cache
def _byline() -> re.Pattern[str]:
    # Of a row of nothing but Han and marks: \w is a Han character, and takes a fraction of the time to compile.
    name = rf"(?:(?:{'|'.join(COMPOUND_SURNAMES)})\w{{1,2}}|[{SURNAMES}]\w{{1,2}})"
    names = f"(?:{name}[ 　、]{{0,2}}){{1,4}}"
    paper = r"(?:本报|本報|本刊|新华社|新華社|\w{2,6}(?:报|報|周刊|晚刊|台))?"
    kind = r"(?:融媒体中心|融媒體中心|全媒体|全媒體|融媒体|融媒體|见习|見習|首席|实习|實習|特约|特約|特派|驻\w{2,4}?)*"
    role = f"{paper}{kind}(?:记者|記者|通讯员|通訊員|实习生|實習生|评论员|評論員|撰稿人?)[ 　]?"
    work = r"(?:[文图圖][/／][文图圖]|摄影报道|攝影報道|专题报道|專題報導|整理|[发發]自\w{2,5})"
    giver = f"(?:受访者供图|受訪者供圖|资料图片|(?:{role})?{names})"
    return re.compile(
        rf"[□■●◆○◎◇▪]?[ 　]?(?:(?:{role}{names}[ 　/／]?)+(?:{work})?"
        rf"|[文图圖](?:[/／][文图圖])?[ 　/／·](?:{role})?{names}(?:[图圖文][/／]{giver})?"
        rf"|(?:{name}[/／][文图圖摄攝][ 　]?){{1,3}}"
        rf"|作者[:：][ 　]?{names})$"
    )


def is_byline(row: str) -> bool:
    """Whether `row` names who wrote, with nothing else on the line; spaces between the names may be lost.

    >>> [is_byline(row) for row in ("本报记者王磊 通讯员陈静", "□本报记者姚琳通讯员邓晓曾月", "胡霞/文孟英/图")]
    [True, True, True]
    >>> is_byline("文·本报记者 王磊"), is_byline("本报记者在现场看到")
    (True, False)
    """
    if len(row) > LONGEST or NAMED.isdisjoint(row) or _plain().fullmatch(row) is None:
        return False
    return _byline().match(row) is not None


def broken_byline(rows: Sequence[str], i: int) -> int:
    """How many lines, from row `i` on, are one byline that was broken; 0 where it was not.

    The break stands within a name, a role or a list of them. A line that begins with a role and is whole by itself is a
    second byline under the first one.

    >>> broken_byline(["本报记者周博通讯", "员薛涛万新", "今天"], 0), broken_byline(["□本报记者江英", "红", "今天"], 0)
    (2, 2)
    >>> broken_byline(["本报记者王磊", "通讯员陈静", "今天"], 0), broken_byline(["本报记者王磊", "昨天", "市区下雪"], 0)
    (0, 0)
    """
    row = rows[i]
    if NAMED.isdisjoint(row) or len(row) > LONGEST // 2:
        return 0
    for many in (3, 2):
        parts = rows[i : i + many]
        if len(parts) == many and is_byline("".join(parts)):
            # What is a byline without its first line stands under a heading, unless that line names the desk.
            return many if not is_byline("".join(parts[1:])) or row.endswith(DESKS) else 0
    return 0

"""Lines that their form alone shows to begin, to be or to end a block: list items, ledes, bylines, jump lines, credits."""

from __future__ import annotations

import re
from functools import cache

from bulletin_cli.chinese.seams import is_han

# First characters of everything below; a look at them spares most lines the patterns.
_leads = frozenset(
    "#|`-*+>●■□▲△▼◆◇★☆•◎○⊙►▶◀※◘◉（(【[①②③④⑤⑥⑦⑧⑨⑩一二三四五六七八九十第0123456789据新中本央人记通见首实特融文图责编附抄主地邮电来美校值—－"
)


@cache
def _begin() -> re.Pattern[str]:
    number = "[一二三四五六七八九十百]{1,3}"
    return re.compile(
        rf"[●■□▲△▼◆◇★☆•◎○⊙►▶◀※◘◉]|[-*+>]\s|{number}[、．]|[（(](?:{number}|\d{{1,2}})[)）]"
        r"|\d{1,2}(?:[.．](?!\d)|、)|[①-⑳]|第[一二三四五六七八九十百]{1,4}[章节條条][\s　]"
        r"|(?:附件|抄送|主送|地址|邮编|电话|来源)[:：]"
    )


@cache
def _lede() -> re.Pattern[str]:
    return re.compile(
        "据?(?:本报|本報|本刊|新华社|新華社|中新社|本台)(?:[^，。；,;]{0,18}(?:讯|訊|电|電|消息)(?:[(（ 　]|$)|讯|訊)"
        # The 1930s put it in brackets: （潼關廿八日電）.
        "|[（(][^（）()，、。]{2,4}[一二三四五六七八九十廿卅]{1,3}日[^（）()，、。]{0,6}(?:電|电|訊|讯)"
    )


@cache
def _alone() -> re.Pattern[str]:
    role = "(?:本报|本刊|新华社|融媒体|全媒体|见习|首席|实习|特约|特派)*(?:记者|通讯员|实习生|编辑|摄影)"
    name = "[^，。；：、,;:（）() 　]{2,4}"
    jump = "(?:上接|下转|紧接|下接|上转|接|转|下轉|轉)第?[^（）()，。]{1,9}[版页頁面]?"
    return re.compile(
        rf"#{{1,6}}\s|\||```|[（(【\[▲▼◀▶]{jump}[)）\]】]?$|[□■●◆]?\s?{role}[ 　]?{name}(?:[ 　、]+{name}|[ 　、]*{role}[ 　]?{name}){{0,4}}$"
        r"|[□■] ?\S{2,4}(?:[ 　]\S{2,4}){0,2}$|[文图]\s?[/／]\s?\S{2,4}(?:[ 　]\S{2,9})?$"
        r"|(?:责任编辑|責任編輯|责编|本版编辑|编辑|校对|美编|值班)[:： ]"
    )


@cache
def _end() -> re.Pattern[str]:
    return re.compile(
        r"[摄攝][)）]?$|[（(【\[](?:下转|下轉|转|轉|下接)[^()（）]{1,12}[)）\]】]$|…{2,}\s*\d+$"
        r"|^[\d〇零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$"
    )


def is_lede(row: str) -> bool:
    """Whether `row` begins as the text of an article does.

    >>> [is_lede(row) for row in ("本报讯（记者李明）昨日", "新华社北京6月24日电", "本报记者在现场看到")]
    [True, True, False]
    """
    return row[0] in "本新中据（(" and _lede().match(row) is not None


def begins_block(row: str) -> bool:
    """Whether `row` begins a block whatever stands before it: a list item, a lede, an enclosure.

    >>> [begins_block(row) for row in ("（一）加强领导", "本报讯（记者李明）昨日", "3. 填写信息", "2.5万人", "一些群众")]
    [True, True, True, False, False]
    """
    return row[0] in _leads and (_begin().match(row) is not None or is_lede(row))


def stands_alone(row: str) -> bool:
    """Whether `row` is a block by itself: a byline, a jump line, a marked heading, a row of a table.

    >>> [stands_alone(row) for row in ("本报记者 王磊 通讯员 陈静", "(上接1版)", "## 要闻", "□李明", "有关负责人")]
    [True, True, True, True, False]
    """
    return (row[0] in _leads and len(row) < 50 and _alone().match(row) is not None) or row[0] in "#|"


def ends_block(row: str) -> bool:
    """Whether `row` ends a block without a full stop: a credit, a jump mark, a date by itself, a line of contents.

    >>> [ends_block(row) for row in ("王磊 摄", "扩大投（下转第三版）", "2023年3月27日", "总则………………1", "扩大")]
    [True, True, True, True, False]
    """
    last = row[-1]
    if is_han(last) and last not in "摄攝日":
        return False
    return (last in "摄攝日)）]】" or last.isdigit()) and _end().search(row) is not None

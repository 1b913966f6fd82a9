"""Lines that their form alone shows to begin, to be or to end a block: list items, ledes, bylines, jump lines, credits."""

from __future__ import annotations

import re
from functools import cache

from bulletin_cli.chinese.bylines import is_byline

# First characters of everything below; a look at them spares most lines the patterns.
_leads = frozenset(
    "#|`-*+>问答問ABCD●■□▲△▼◆◇★☆•◎○⊙►▶◀※◘◉（(【[①②③④⑤⑥⑦⑧⑨⑩一二三四五六七八九十第0123456789据新中本央人记通见首实特融文图责编附抄主地邮电来美校值〔—－"
)

# One of these is in every byline whose first character is not among the leads.
_bylined = "记記/／"

# With these begin the rows that stand alone though there is a comma or a full stop in them.
_before_names = frozenset("*`□■●◆○◎◇▪作文图圖责責本编校美值 　")


_NUMBER = "[一二三四五六七八九十百]{1,3}"
# List items, enclosures, entries of a paper's contents (A03), speakers of an interview and publications cited, by their
# first characters; a pattern is made when a row begins so.
_BEGINNINGS = {
    **dict.fromkeys("●■□▲△▼◆◇★☆•◎○⊙►▶◀※◘◉①②③④⑤⑥⑦⑧⑨⑩", ""),
    **dict.fromkeys("-*+>", r".\s"),
    **dict.fromkeys("0123456789", r"\d{1,2}(?:[.．](?!\d)|、)"),
    **dict.fromkeys("一二三四五六七八九十百", f"{_NUMBER}[、．]"),
    **dict.fromkeys("（(", rf".(?:{_NUMBER}|\d{{1,2}})[)）]"),
    "第": r".[一二三四五六七八九十百]{1,4}[章节條条]\s",
    **dict.fromkeys("附抄主地邮电来", "(?:附件|抄送|主送|地址|邮编|电话|来源)[:：]"),
    **dict.fromkeys("ABCD", r".\d{2}[ 　]\S"),
    **dict.fromkeys("问答問", ".[:：]"),
    "[": r"\[\d{1,3}\]",
}


@cache
def _pattern(beginning: str) -> re.Pattern[str]:
    return re.compile(beginning)


@cache
def _lede() -> re.Pattern[str]:
    return re.compile(
        "据?(?:新华社|新華社|中新社|中央社)[电電](?![讯訊视視话話影台力])"
        "|【(?:本报|本報|中央社|新华社|新華社)[讯訊]】|[【〔][记記]者[^【】〔〕]{2,16}[报報][导導道][】〕]"
        "|据?(?:本报|本報|本刊|新华社|新華社|中新社|本台|[晚日时時晨早][报報](?=[讯訊]))"
        "(?:[^，。；,;]{0,18}(?:讯|訊|电|電|消息)(?:[(（ 　]|$)|讯|訊)"
        # The 1930s put it in brackets: （潼關廿八日電）.
        "|[（(][^（）()，、。]{2,4}[一二三四五六七八九十廿卅]{1,3}日[^（）()，、。]{0,6}(?:電|电|訊|讯)"
    )


JUMP = "文?(?:上接|下转|紧接|下接|上转|接|转|下轉|轉|緊接)第?[^（）()，。]{1,9}[版页頁面]?"


@cache
def _alone() -> re.Pattern[str]:
    """Blocks of one line: headings, tables, pictures, jump lines, bylines of one person or several, desk lines."""
    paper = "(?:本报|本報|本刊|新华社|新華社|[一-鿿]{2,12}(?:报|報|周刊|晚刊|台)(?=全|融|记|記|见|首|特|评|評))"
    kind = "(?:融媒体中心|融媒體中心|全媒体|全媒體|融媒体|融媒體|融媒|驻站|駐站|见习|見習|首席|实习|實習|特约|特約|特派|驻[一-鿿]{2,4}?)*"
    role = f"{paper}?{kind}(?:记者|記者|通讯员|通訊員|实习生|實習生|编辑|編輯|评论员|評論員|摄影|攝影|撰稿)"
    name = "[^，。；：、,;:（）()/／ 　]{2,4}"
    work = "(?:[文图圖][/／][文图圖]|摄影报道|攝影報道|专题报道|專題報導|专题报导|整理|[发發]自[一-鿿]{2,5})"
    people = rf"[ 　]?{name}(?:[ 　、]+{name}|[ 　、]*{role}[ 　]?{name}){{0,4}}"
    mark = "[□■●◆○◎◇▪]"
    return re.compile(
        rf"#{{1,6}}\s|\||```|!\[|\*\*[^*]+\*\*$|[（(【\[▲▼◀▶►]{{1,2}}{JUMP}[)）\]】◀▶]{{0,2}}$|{JUMP}[◀▶►▲]{{1,2}}$"
        rf"|{mark}?\s?{role}{people}(?:[ 　/／]*{work})?$"
        rf"|{mark} ?\S{{2,4}}(?:[ 　]\S{{2,4}}){{0,2}}$|{mark}?\s?作者[:：]\s?{name}(?:[ 　、]{name}){{0,3}}$"
        rf"|{mark}?\s?[文图圖](?:[/／][文图圖])?[/／ 　]\s?(?:{role}[ 　]?)?\S{{2,5}}(?:[ 　]+(?:[文图圖][/／])?\S{{2,9}}){{0,2}}$"
        rf"|(?:撰文|摄影|攝影)[/／]{name}(?:[ 　]+(?:撰文|摄影|攝影|图片|圖片)[/／]{name}){{0,3}}$"
        rf"|[（(]{role}{people}[ 　](?:整理|摄影报道|攝影報道|综合报道)[)）]$|[一-鿿]{{2,10}}[〔\[（(]\d{{4}}[〕\]）)]第?\d{{1,4}}号$"
        rf"|{name}[/／][文图圖](?:[ 　]{name}[/／][文图圖摄])?$"
        r"|(?:责任编辑|責任編輯|责编|責編|本版编辑|编辑|校对|美编|值班)[:： ]"
    )


@cache
def _end() -> re.Pattern[str]:
    return re.compile(
        r"[摄攝][)）]?$|[（(【\[]文?(?:下转|下轉|转|轉|下接)[^()（）]{1,12}[)）\]】]$|[▶►▲]{1,2}(?:下转|下轉|转|轉).{1,8}[版頁]$|…{2,}\s*\d+$"
        r"|(?:>>|…{2,}|[ 　])\s?第?[A-DP]?\d{1,2}版?$"
        r"|[（(]第?(?:[A-D]?\d{1,2}|[一二三四五六七八九十]{1,3})[版頁][)）]$"  # where an entry of the contents stands
        # An agency behind the last sentence.
        r"|(?<=[。！？”」）)])据(?:新华社|新華社|中新社|中央社|新华网|人民网|中新网|央视新闻|央视网)(?:电|電|消息|报道|報道)?$"
        # Whom an official letter is to; its text begins under that (GB/T 9704-2012).
        r"|^(?:各|[一-鿿]{1,6}(?:市|县|區|区|省|州|局|委|办|厅))[一-鿿（）()、，]{0,60}[府局委办位构门校会司院厅处][:：]$"
        r"|^[\d〇零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$"
    )


def is_lede(row: str) -> bool:
    """Whether `row` begins as the text of an article does.

    >>> [is_lede(row) for row in ("本报讯（记者李明）昨日", "新华社北京6月24日电", "本报记者在现场看到")]
    [True, True, False]
    """
    return row[0] in "本新中据（(晚日时時晨早【〔" and _lede().match(row) is not None


def begins_block(row: str) -> bool:
    """Whether `row` begins a block whatever stands before it: a list item, a lede, an enclosure.

    >>> [begins_block(row) for row in ("（一）加强领导", "本报讯（记者李明）昨日", "3. 填写信息", "2.5万人", "一些群众")]
    [True, True, True, False, False]
    """
    beginning = _BEGINNINGS.get(row[0])
    return (beginning is not None and _pattern(beginning).match(row) is not None) or is_lede(row)


def stands_alone(row: str) -> bool:
    """Whether `row` is a block by itself: a byline, a jump line, a marked heading, a row of a table.

    >>> [stands_alone(row) for row in ("本报记者 王磊 通讯员 陈静", "(上接1版)", "## 要闻", "□李明", "有关负责人")]
    [True, True, True, True, False]
    """
    if row[0] in "#|" or row[:2] in ("![", "<!") or row[:3] == "[![":
        return True
    if len(row) >= 50:
        return row[:2] == "**" == row[-2:] and row.count("**") == 2
    if ("，" in row or "。" in row) and row[0] not in _before_names:
        return False  # most lines of wrapped text
    named = any(map(row.__contains__, _bylined)) or row[:2] == "作者"
    if not (named or row[0] in _leads or row[-1] in "◀▶►▲"):
        return False
    return _alone().match(row) is not None or (named and is_byline(row))


def ends_block(row: str) -> bool:
    """Whether `row` ends a block without a full stop: a credit, a jump mark, a date by itself, a line of contents.

    >>> [ends_block(row) for row in ("王磊 摄", "扩大投（下转第三版）", "2023年3月27日", "总则………………1", "扩大")]
    [True, True, True, True, False]
    """
    last = row[-1]
    return (last in "摄攝日版頁)）]】社网电電闻息道：:" or last.isdigit()) and _end().search(row) is not None

"""The sentences of a body and where they stand in it, read over line breaks; headings, tables and lists are left out.

A full stop inside quotation marks or brackets does not end the sentence (GB/T 15834-2011 4.8.3.4, 4.9): splitting
there would tear the pair apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from ..chinese.chars import CLOSING, OPENING, PAUSE, SENTENCE_END

# A quotation longer than this is taken apart, or one paragraph of testimony would be a single sentence.
LONGEST_QUOTATION = 300
# A numbered line that is longer, or has a full stop in it, is a paragraph.
LONGEST_ITEM = 60
# An unfinished line this long is running text that a page or column end has cut; a shorter one may be a heading.
RUNNING_TEXT = 25
# Lines whose form does not tell whether they read on are looked into so many times in a body.
MOST_QUESTIONS = 200
# A line inside a block is full, hence wrapped, from this share of the block's longest line on.
FULL_LINE = 0.7

PAIRS = {**dict(zip(CLOSING, OPENING, strict=True)), ")": "(", "]": "["}
ENDED = SENTENCE_END + "；;：:" + CLOSING + ")\"']"

LINE = re.compile(r"[^\n]+")
TABLE = re.compile(r"\||[^\t]*\t[^\t]*\t|[-=:+| ]{3,}$")
BULLETS = "-*+•●■◆▪◇□"
NUMBER = r"[(（]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[)）.．、] ?(?=[^\W0-9]|[“「《])"
# Behind the number of a line stands one of these, within so many characters.
BEHIND_NUMBER, LONGEST_NUMBER = ")）.．、", 5


class Sentence(NamedTuple):
    """A sentence: `body[start:end]` with the line breaks inside it taken out is `text`.

    `paragraph` counts from 0. `whole` is False for a piece without its end or one half of a pair of marks, `doubtful`
    marks one that may lack its beginning, `listed` what is no running text (headings, tables, lists).
    """

    start: int
    end: int
    text: str
    paragraph: int = 0
    whole: bool = True
    doubtful: bool = False
    listed: bool = False


class _Line(NamedTuple):
    """A line of the body without the space around it; `gap` is how many line ends stand before it.

    `told` is where its text begins: behind the number of a numbered line.
    """

    start: int
    end: int
    gap: int
    listed: bool
    told: int


def split_sentences(body: str) -> list[Sentence]:
    r"""All sentences of `body` in order; offsets count characters of `body`.

    >>> [s.text for s in split_sentences("会议强调,“要快。要实。”代表们鼓掌。\n\n### 措施\n\n防汛工作会在城\n南召开!")]
    ['会议强调,“要快。要实。”', '代表们鼓掌。', '### 措施', '防汛工作会在城南召开!']
    >>> [s.text for s in split_sentences("一、河道清淤十公里；\n二、新建泵站三座。\n2025年完成投资1.2亿元。")]
    ['河道清淤十公里；', '新建泵站三座。', '2025年完成投资1.2亿元。']
    >>> body = "雨停了。\n\n人散了。"
    >>> [(body[s.start:s.end], s.paragraph) for s in split_sentences(body)]
    [('雨停了。', 0), ('人散了。', 1)]
    """
    out: list[Sentence] = []
    doubtful = False
    for number, (lines, finished) in enumerate(paragraphs(body)):
        listed = lines[0].listed
        spans = [(lines[0].told, lines[-1].end)] if listed else list(split_at_ends(body, lines))
        for i, (start, end) in enumerate(spans):
            last = i + 1 == len(spans)
            whole = listed or ((not last or finished) and balanced(body, start, end))
            text = unbroken(body, start, end)
            out.append(Sentence(start, end, text, number, whole, doubtful and i == 0, listed))
        doubtful = not (finished or listed)
    return out


def paragraphs(body: str) -> Iterator[tuple[list[_Line], bool]]:
    """Runs of lines that read on, with whether the last of them ends as a paragraph does.

    A line that ends in mid-sentence reads on in the next one when it is clearly running text, or when the words on
    both sides say so; where it may as well be a heading, the paragraph ends there and counts as unfinished.
    """
    lines = list(_lines(body))
    longest = _longest_of_block(lines)
    run: list[_Line] = []
    asked, marked = 0, False
    for i, line in enumerate(lines):
        goes_on = bool(run) and _reads_on(body, run[-1], line, longest[i])
        if goes_on is None:
            asked += 1
            goes_on = asked <= MOST_QUESTIONS and _belongs(body, run[-1], line)
        if run and not goes_on:
            ended = body[run[-1].end - 1] in ENDED or body.endswith(".", 0, run[-1].end)
            marked = marked or ended
            yield run, run[-1].listed or ended
            run = []
        run.append(line)
    if run:
        # Behind paragraphs with end marks a short line without one is who signs.
        signed = marked and run[-1].end - run[0].start < RUNNING_TEXT
        yield run, not signed or body[run[-1].end - 1] in ENDED + "."


def split_at_ends(body: str, lines: list[_Line]) -> Iterator[tuple[int, int]]:
    """The spans of the sentences in a run of lines."""
    first, stop = lines[0].told, lines[-1].end
    told = lede_end(body, first, stop)
    if told < stop:
        first = told
    guarded = iter([*quotations(body, first, stop), (stop, stop)])
    quote = next(guarded)
    start = first
    for mark in _ends()(body, first, stop):
        at, end = mark.span()
        while quote[1] <= at and quote[0] < stop:
            quote = next(guarded)
        # “好。”他说: what begins with a quotation goes on behind it; 他说：“好。” is complete.
        if quote[0] < at and (end < quote[1] or (quote[0] == start and end < stop and body[end] not in "“「\n")):
            continue
        yield start, end
        start = end
        while start < stop and body[start].isspace():
            start += 1
    if start < stop:
        yield start, stop


def quotations(body: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The outermost matched quotations and brackets that are short enough to be kept whole, in order."""
    opened: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    found: list[tuple[int, int]] = []
    for mark in _marks()(body, start, stop):
        char, at = mark.group(), mark.start()
        opening = PAIRS.get(char) or (char if char == '"' and waiting.get('"') else None)
        if opening is None:
            opened.append((char, at))
            waiting[char] = waiting.get(char, 0) + 1
        elif waiting.get(opening):
            while True:  # what was opened inside and never closed goes with it
                other, begin = opened.pop()
                waiting[other] -= 1
                if other == opening:
                    break
            if at - begin <= LONGEST_QUOTATION:
                while found and found[-1][0] > begin:
                    found.pop()
                found.append((begin, at + 1))
    yield from found


def balanced(text: str, start: int = 0, stop: int | None = None) -> bool:
    """Whether every quotation mark and bracket of `text[start:stop]` has its other half there.

    >>> balanced("《通知》(试行)"), balanced("他说：“好。"), balanced("好。”他说")
    (True, False, False)
    """
    opened: list[str] = []
    for mark in _marks()(text, start, len(text) if stop is None else stop):
        char = mark.group()
        opening = PAIRS.get(char) or (char if char == '"' and '"' in opened[-1:] else None)
        if opening is None:
            opened.append(char)
        elif not opened or opened.pop() != opening:
            return False
    return not opened


def unbroken(body: str, start: int, end: int) -> str:
    r"""`body[start:end]` without the line breaks in it: nothing in their place, a space between Latin words.

    >>> unbroken("全面\n  落实\n\nGDP\ngrowth 目标", 0, 100)
    '全面落实GDP growth 目标'
    """
    text = body[start:end]
    if "\n" not in text:
        return text
    pieces = [piece.strip() for piece in text.split("\n") if piece.strip()]
    out = pieces[:1]
    for piece in pieces[1:]:
        out += [" ", piece] if out[-1][-1:].isascii() and piece[0].isascii() and piece[0].isalnum() else [piece]
    return "".join(out)


def part(body: str, sentence: Sentence, start: int, end: int) -> Sentence:
    r"""The sentence's `text[start:end]` as a sentence, with its place in the body.

    >>> [piece] = split_sentences("今天,防汛工作会在城\n南召开,会期两天。")
    >>> part("今天,防汛工作会在城\n南召开,会期两天。", piece, 3, 13)[:3]
    (3, 14, '防汛工作会在城南召开')
    """
    text = sentence.text[start:end].rstrip()
    begin = _skip(body, sentence.start, len("".join(sentence.text[:start].split())))
    while body[begin].isspace():
        begin += 1
    stop = _skip(body, begin, len("".join(text.split())))
    return sentence._replace(start=begin, end=stop, text=text, whole=stop == sentence.end and begin == sentence.start)


def _skip(body: str, at: int, count: int) -> int:
    """The offset behind the next `count` characters that are no space."""
    while count:
        count -= not body[at].isspace()
        at += 1
    return at


def lede_end(text: str, start: int = 0, stop: int | None = None) -> int:
    """Where the text that begins at `start` begins to tell: behind its byline and dateline.

    >>> text = "（上接1版）本报讯(通讯员石伟)雨停了。"
    >>> text[lede_end(text):], lede_end("雨停了。")
    ('雨停了。', 0)
    """
    stop = len(text) if stop is None else stop
    at = _behind(_jump, text, start, stop) if text.startswith(JUMPED, start) else start
    beginning = text[at : at + LEDE]
    told = at
    if beginning.startswith(OWN):  # most of them
        told = _behind(_credited, text, min(at + len(OWN[0]), stop), stop)
    elif any(map(beginning.__contains__, FILED)):
        told = _behind(_agency, text, at, stop)
        told = _behind(_credited, text, told, stop) if told > at else at
    if told == at and beginning.startswith(BRACKETS):
        told = _behind(_credit, text, at, stop)
    return _behind(_reporter, text, told, stop) if text.startswith(REPORTERS, told) else told


def _behind(part: Callable[[], re.Pattern[str]], text: str, start: int, stop: int) -> int:
    """Where a part of a byline that begins at `start` ends; `start` where there is none."""
    found = part().match(text, start, stop)
    return found.end() if found else start


# How the parts of a byline begin, and what an agency's line has within so many characters.
JUMPED = ("(上", "(下", "（上", "（下")
BRACKETS = ("(", "（", "【", "[")
OWN = ("本报讯", "本報訊")
REPORTERS = ("记者", "記者", "本报记者", "本報記者", "本报記者", "本報记者")
FILED = ("讯", "訊", "消息", "日电", "日電", "日 电", "日 電", "日\u3000电", "日\u3000電")
LEDE = 32


@cache
def _jump() -> re.Pattern[str]:
    """(上接1版)."""
    return re.compile(r"[(（][上下][接转轉][^)）\n]{1,12}[)）]\s*")


@cache
def _agency() -> re.Pattern[str]:
    """本报讯(通讯员石伟) · 新华社北京6月24日电(记者 王一) · 【本報訊】."""
    agency = r"(?:本[报報刊台台站网網]|(?:(?!本[报報])\w){1,8}[社报報網网台])"
    filed = r"(?:[讯訊]|消息(?![，,])|[^，。,、；;：:(（\n]{0,16}[0-9０-９]日\s?[电電讯訊])"
    return re.compile(rf"[【\[]?{agency}{filed}")


@cache
def _credited() -> re.Pattern[str]:
    """What follows an agency: (通讯员石伟) · 】."""
    return re.compile(r"[】\]]?\s*(?:[(（][^()（）\n]{1,30}[)）])?\s*[:：]?\s*(?:[题題][:：])?")


@cache
def _credit() -> re.Pattern[str]:
    """（记者林怀安／海屏报导）."""
    filed = "(?:记者|記者|[讯訊电電]|消息|报[导道]|報[導道])"
    return re.compile(
        rf"[(（【\[][^()（）【】\[\]。\n]{{0,30}}{filed}[^()（）【】\[\]。\n]{{0,12}}[)）】\]]\s*[:：]?\s*"
    )


@cache
def _reporter() -> re.Pattern[str]:
    """本报记者王一报道：."""
    return re.compile(r"(?:本报|本報)?[记記]者[^，。,、：:\n]{2,8}[报報][导導道][:：]")


@cache
def _ends() -> Callable[[str, int, int], Iterator[re.Match[str]]]:
    # A full stop folded to ASCII ends a sentence after Han, percent or a bracket, not in 3.5 or C.I.B-19.
    stop = r"(?<=[^\W0-9A-Za-z_]|[%％)）\]])\.(?=[^\W0-9a-z_]|[(（“《\s]|$)"
    return re.compile(rf"(?:[{SENTENCE_END}]|{stop})[{SENTENCE_END}”’」』）)\"]*").finditer


@cache
def _numbers() -> Callable[[str], list[str]]:
    """The numbers that lines begin with."""
    return re.compile(rf"^[^\S\n]*{NUMBER}", re.MULTILINE).findall


@cache
def _number() -> Callable[[str], re.Match[str] | None]:
    return re.compile(NUMBER).match


def _is_bulleted(text: str) -> bool:
    """Whether a line begins with a bullet and then, behind a space perhaps, with a letter or figure."""
    if text[0] not in BULLETS:
        return False
    after = text[2:3] if text[1:2] == " " else text[1:2]
    return after.isalnum() or after == "_"


@cache
def _marks() -> Callable[[str, int, int], Iterator[re.Match[str]]]:
    return re.compile(rf'[{re.escape(OPENING + CLOSING)}()\[\]"]').finditer


def _lines(body: str) -> Iterator[_Line]:
    before, item = 0, False
    several: bool | None = None
    for match in LINE.finditer(body):
        line = match.group()
        text = line.strip()
        if not text:
            continue
        start = match.start() + line.index(text[0])
        gap = body.count("\n", before, start)
        number = _number()(text) if any(map(text[:LONGEST_NUMBER].__contains__, BEHIND_NUMBER)) else None
        if number and several is None:  # 三、四年级 alone at the beginning of a line numbers nothing
            several = len(_numbers()(body)) > 1
        number = number if several else None
        listed = text.startswith("#") or _is_bulleted(text) or bool(TABLE.match(text))
        # 一、…；二、…。: the last of a list has its full stop.
        stops = text.count("。") - (item and text.endswith("。"))
        item = number is not None and len(text) <= LONGEST_ITEM and not stops
        before = start + len(text)
        yield _Line(start, before, gap, listed or item, start + (number.end() if number else 0))


def _longest_of_block(lines: list[_Line]) -> list[int]:
    """For each line the length of the longest line in its block."""
    out: list[int] = []
    for line in lines:
        if line.gap == 1 and out:
            out.append(max(out[-1], line.end - line.start))
        else:
            out.append(line.end - line.start)
    for i in range(len(lines) - 2, -1, -1):
        if lines[i + 1].gap == 1:
            out[i] = out[i + 1]
    return out


def _reads_on(body: str, line: _Line, following: _Line, longest: int) -> bool | None:
    """Whether the sentence of `line` goes on in `following`, None where the form does not tell."""
    size, last = line.end - line.start, body[line.end - 1]
    if line.listed or following.listed or (last in ENDED and following.told > following.start):
        return False
    if last in ENDED:
        return following.gap == 1  # a block's text reads on whatever ends its lines
    if last in PAUSE or (size >= RUNNING_TEXT and any(mark in body[line.start : line.end] for mark in PAUSE + "。")):
        return True
    return True if following.gap == 1 and size >= FULL_LINE * longest else None


def _belongs(body: str, line: _Line, following: _Line) -> bool:
    """Whether two lines are one cut in two, going by the words around the cut."""
    from ..chinese.breaks import Verdict, judge_pair

    before, after = body[line.start : line.end], body[following.start : following.end]
    return judge_pair(before, after, parted=following.gap > 1).verdict is Verdict.JOIN

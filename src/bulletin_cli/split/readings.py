"""The readings of a heading's lines as kicker, headline and deck, and how likely each is."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .blocks import Block, flat, found_in, pairs, said
from .habits import TypeSizes

# Half-width units by which a broken line may fall short of its type's full width.
SLACK = 2
DASHES = "—–-－─"
# A column's name over a headline is short (今日关注); the headline under it is longer.
_LABEL = 6
# A piece of a headline in beats is no longer than this (characters).
_LONG_BEAT = 18
# What speaks for a reading (above zero) or against it, in nats: log-odds fitted to headings whose reading is known (a
# conditional logit with a ridge, over pages of two sets), rounded. The names are those of `Readings.terms`.
WEIGHTS: dict[str, float] = {
    "a clause within the headline": -1.0,
    "a column's name within the headline": -1.2,
    "a dash begins a later line of the headline": -6.0,
    "a deck in old press": -3.0,
    "a kicker in old press": -5.0,
    "a short last line under one wider than the column": -0.5,
    "beats of like length": 0.2,
    "beats that grow": 0.3,
    "deck begins with a dash": 2.1,
    "deck broken no later than the headline": -2.0,
    "deck in brackets": 2.0,
    "deck is short": -3.0,
    "deck longer than the headline": -1.8,
    "deck of another mark": 2.4,
    "deck of the wrong size": -0.9,
    "deck of two beats": -0.6,
    "deck over their measure": 0.5,
    "headline begins with a bracket": -4.5,
    "headline begins with a dash": -12.0,
    "headline in the opening": 1.9,
    "headline is a quotation alone": -2.5,
    "headline in the text": -4.3,
    "headline lines on both sides of their measure": 0.8,
    "headline of a deeper mark": -3.0,
    "headline of one or two characters": -4.0,
    "headline over 24 characters": -1.2,
    "headline over 32 characters": -1.0,
    "headline says the opening, the deck does not": 0.7,
    "headline says the opening, the kicker does not": 3.1,
    "headline shorter than the kicker above it": -1.4,
    "headline under five characters": -2.6,
    "headline without the mark": -4.0,
    "kicker broken no later than the headline": -1.0,
    "kicker at the headlines' measure": -1.3,
    "kicker is a long clause of the text": 1.7,
    "kicker is called as columns are": 4.0,
    "kicker is short": 0.7,
    "kicker is very short": 1.2,
    "kicker of another mark": -0.3,
    "kicker of four characters that is no column": -1.4,
    "kicker of the wrong size": -0.3,
    "kicker of two beats": -1.9,
    "kicker over 22 characters": -1.9,
    "kicker over other headlines too": 2.5,
    "kicker says what the text says": -0.8,
    "kicker with a middle dot": 1.1,
    "kicker with quotation marks": 0.1,
    "lines of several marks": -1.9,
    "marked: a deck": -0.7,
    "marked: a kicker": 2.1,
    "marked: a line that is two beats already": -1.3,
    "marked: a line too long for a beat": 0.5,
    "marked: beats of like length": -0.7,
    "marked: beats of one length": 1.5,
    "marked: deck is a clause of the text": 2.2,
    "marked: kicker is a clause of the text": 0.6,
    "marked: kicker says nothing of the text": 1.0,
    "marked: lines of one headline": -1.2,
    "parts cut within a word": -3.8,
    "set badly as deck": -0.2,
    "set badly as headline": -1.6,
    "set badly as kicker": -0.8,
    "set: a deck": -2.7,
    "set: a kicker": -2.6,
    "set: deck is a clause of the text": 3.7,
    "set: deck is a short clause of the text": 1.4,
    "set: kicker is a clause of the text": 2.7,
    "set: kicker is a short clause of the text": 3.0,
    "set: kicker says nothing of the text": 2.8,
}


class Context(NamedTuple):
    """What is known around a heading: the article's text without spaces, and the habits of the issue.

    `labels` are the heading lines that stand over several headlines; `type` is the issue's type sizes; `byline` says
    that a byline or a lede stands under the heading, `old` that the paper is of a time with few kickers and decks.
    `subheads` is the mark of subheads, 0 where none is known.
    """

    text: str = ""
    labels: frozenset[str] = frozenset()
    type: TypeSizes | None = None
    byline: bool = False
    old: bool = False
    subheads: int = 0


def join_lines(run: Sequence[Block]) -> str:
    """The lines of one heading as one line: a line that fell short was a beat of its own and gets a space.

    >>> def line(text): return Block("head", 0, 0, text, 0, 2 * len(text), 30)
    >>> join_lines([line("全国政协十四届三次会议举"), line("行新闻发布会")]), join_lines([line("春意渐浓"), line("尽享春日好时光")])
    ('全国政协十四届三次会议举行新闻发布会', '春意渐浓 尽享春日好时光')
    >>> join_lines([line("“周末带娃去工厂”"), line("工业旅游为啥火了")])
    '“周末带娃去工厂” 工业旅游为啥火了'
    """
    if len(run) == 1:
        return run[0].text.replace("\n", "")
    full = max([block.width for block in run], default=0)
    out, beat = "", False
    for block in run:
        piece = block.text.replace("\n", "")
        latin = bool(out) and out[-1].isascii() and piece[0].isascii() and out[-1].isalnum() and piece[0].isalnum()
        out += (" " if out and (beat or latin) else "") + piece
        # So had one that ends with a mark or with what it quotes.
        beat = block.width < full - SLACK - 1 or not block.column or piece[-1] in "”」』！？"
    return out


def join_title(run: Sequence[Block]) -> str:
    """The lines of the title of a document as one line: body, matter and kind are one phrase (GB/T 9704-2012, 7.3.1).

    >>> def line(text): return Block("head", 0, 0, text, 0, 2 * len(text), 30)
    >>> join_title([line("云州市公安局"), line("关于临时交通管制的公告")]), join_title([line("云州市公安局 市教委"), line("关于护学岗的通知")])
    ('云州市公安局关于临时交通管制的公告', '云州市公安局 市教委关于护学岗的通知')
    """
    about = next((k for k, block in enumerate(run) if block.text.startswith(("关于", "關於"))), 0)
    return join_lines(run[:about]) + join_lines(run[about:])


def _likelihood(terms: Iterable[tuple[str, float]]) -> float:
    """How likely a reading is that shows all this, in nats."""
    return sum([WEIGHTS[name] * value for name, value in terms])


class Readings:
    """The lines of a run with what every reading of them asks for.

    A reading (a, b) takes lines a to b as the headline, those above as the kicker, those below as the deck.
    """

    def __init__(self, run: Sequence[Block], context: Context, marked: bool) -> None:
        self.run = run
        self.context = context
        self.marked = marked
        self.top = min((b.level for b in run if b.level), default=0)
        self.flats = [flat(b.text) for b in run]
        self.ends = [0, *itertools.accumulate(map(len, self.flats))]
        self.widths = [b.width for b in run]
        self.spaced = [len(b.text.split()) > 1 for b in run]
        self.clauses = [is_clause(whole, context.text) for whole in self.flats]
        self.broken = [not marked and inside_word(one, two) for one, two in itertools.pairwise(run)]
        every = list(map(pairs, self.flats))
        text, first = context.text, context.text.partition("\n")[0][:120]
        # Sums up to each line: what lines a to b have is the difference of two.
        found = [found_in(mine, text) for mine in every]
        self.said = [0, *itertools.accumulate(map(len, found))]
        self.first = [0, *itertools.accumulate([said(mine, first) for mine in found])]
        self.pairs = [0, *itertools.accumulate(map(len, every))]

    def best(self) -> tuple[int, int, float]:
        """The likeliest reading and its margin: by how many nats it is likelier than the next best one."""
        n = len(self.run)
        kickers = [0.0, *[_likelihood(self._kicker(a)) for a in range(1, n)]]
        decks = [0.0, *[_likelihood(self._deck(b)) for b in range(1, n)], 0.0]
        readings = sorted(
            (-(_likelihood(self.terms(a, b)) + kickers[a] + decks[b]), a, b)
            for a in range(n)
            for b in range(a + 1, n + 1)
        )
        cost, a, b = readings[0]
        return a, b, readings[1][0] - cost if len(readings) > 1 else 4.0

    def size(self, a: int, b: int) -> int:
        """How many characters lines a to b have, without any space."""
        return self.ends[b] - self.ends[a]

    def short_clause(self, k: int) -> bool:
        """Whether line k is a whole clause of the text that is too short to be one for certain."""
        return is_clause(self.flats[k], self.context.text, 5) and not self.clauses[k]

    def whole(self, a: int, b: int) -> str:
        """Lines a to b without any space."""
        return "".join(self.flats[a:b])

    def overlap(self, a: int, b: int) -> float:
        """The share of the lines' character pairs that stand in the article's text."""
        total = self.pairs[b] - self.pairs[a]
        return (self.said[b] - self.said[a]) / total if total and self.context.text else 0.5

    def opening(self, a: int, b: int) -> float:
        """The share of the lines' character pairs that stand in the article's first words, which a headline restates."""
        total = self.pairs[b] - self.pairs[a]
        return (self.first[b] - self.first[a]) / total if total else 0.0

    def terms(self, a: int, b: int) -> Iterator[tuple[str, float]]:
        """What the headline of a reading and its parts together show, by the names of WEIGHTS, and how much of it."""
        n, size = len(self.run), self.size(a, b)
        if size < 5:
            yield "headline under five characters", 1
            if size < 3:
                yield "headline of one or two characters", 1
        if size > 24:
            yield "headline over 24 characters", (size - 24) / 10
        if size > 32:
            yield "headline over 32 characters", (size - 32) / 10
        if self.flats[a][0] in "（(":
            yield "headline begins with a bracket", 1
        if self.flats[a][0] in DASHES:
            yield "headline begins with a dash", 1
        if b - a == 1 and self.flats[a][0] in "“「" and self.flats[a][-1] in "”」":
            yield "headline is a quotation alone", 1
        opening = self.opening(a, b)
        yield "headline in the text", self.overlap(a, b)
        yield "headline in the opening", opening
        if b - a > 1:
            if any(line[0] in DASHES for line in self.flats[a + 1 : b]):
                yield "a dash begins a later line of the headline", 1
            if self.flats[a] in self.context.labels:
                yield "a column's name within the headline", 1
        yield from self._marks(a, b) if self.marked else self._setting_terms(a, b)
        if a:
            yield "headline says the opening, the kicker does not", opening - self.opening(0, a)
            over = self.ends[a]
            if size < 0.7 * (self.ends[a] - self.ends[a - 1]):
                yield "headline shorter than the kicker above it", 1
            if over <= _LABEL and size >= 1.5 * over:
                yield "kicker is short", 1
                if over <= 4:
                    yield "kicker is very short", 1
        if b < n:
            yield "headline says the opening, the deck does not", opening - self.opening(b, n)
            if self.size(b, n) > 1.2 * size:
                yield "deck longer than the headline", 1

    def _marks(self, a: int, b: int) -> Iterator[tuple[str, float]]:
        """What the marks of a layout model show."""
        levels = [block.level for block in self.run[a:b]]
        if any(level != levels[0] for level in levels):
            yield "lines of several marks", 1
        if levels[0] > self.top:
            yield "headline of a deeper mark", 1
        if levels[0] == 0:
            yield "headline without the mark", 1
        for k in range(a, b - 1):
            one, two = len(self.flats[k]), len(self.flats[k + 1])
            yield "marked: lines of one headline", 1
            if abs(one - two) <= 1:
                yield "marked: beats of one length", 1
            if max(one, two) <= 1.6 * min(one, two):
                yield "marked: beats of like length", 1
            if self.spaced[k] or self.spaced[k + 1]:
                yield "marked: a line that is two beats already", 1
            if one > _LONG_BEAT or two > _LONG_BEAT:
                yield "marked: a line too long for a beat", 1

    def _setting_terms(self, a: int, b: int) -> Iterator[tuple[str, float]]:
        """What type and measure show."""
        widths, main = self.widths, self.widths[a:b]
        n, widest = len(widths), max(main)
        yield "set badly as headline", self._misfit(a, b, True)
        if a:
            if cost := _size_cost(widths[:a], main):
                yield "kicker of the wrong size", cost
            if a > 1 and max(widths[: a - 1]) <= widest + 1:
                yield "kicker broken no later than the headline", 1
        if b < n:
            if cost := _size_cost(widths[b:], main):
                yield "deck of the wrong size", cost
            if n - b > 1 and max(widths[b:-1]) <= widest + 1:
                yield "deck broken no later than the headline", 1
        yield "parts cut within a word", (a > 0 and self.broken[a - 1]) + (b < n and self.broken[b - 1])
        if b - a > 1:
            if widths[b - 2] > self.run[a].column + 1 and widths[b - 1] < 0.55 * widths[b - 2]:
                yield "a short last line under one wider than the column", 1
            if b - a == 2 and not self.broken[a] and min(widths[a:b]) >= 0.6 * widest:
                yield "beats of like length", 1
            for k in range(a, b - 1):
                if self.clauses[k] or self.clauses[k + 1]:
                    yield "a clause within the headline", 1
                rises = widths[k] < widths[k + 1] - SLACK
                if rises and abs(len(self.flats[k]) - len(self.flats[k + 1])) <= 2:
                    yield "beats that grow", 1
        measure = self.context.type.headline if self.context.type else 0
        if measure:
            if any(abs(w - measure) <= 1 for w in widths[:a]):
                yield "kicker at the headlines' measure", 1
            if b < n and widest <= measure + 1 and max(widths[b:]) > measure + SLACK:
                yield "deck over their measure", 1
            if widest > measure + SLACK and min(main) <= measure:
                yield "headline lines on both sides of their measure", 1

    def _kicker(self, a: int) -> Iterator[tuple[str, float]]:
        """What speaks for and against the lines above line a as a kicker, whatever the headline is."""
        text, overlap = self.whole(0, a), self.overlap(0, a)
        length = len(text)
        label, column = text in self.context.labels, bool(_column_end().search(text) or _column_shape().fullmatch(text))
        clause = is_clause(text, self.context.text) if a > 1 else self.clauses[0]
        clause = clause or (a > 1 and all(self.clauses[:a]))
        kind = "marked: " if self.marked else "set: "
        yield kind + "a kicker", 1
        if not self.marked:
            yield "set badly as kicker", self._misfit(0, a, False)
            if a == 1 and self.short_clause(0):
                yield "set: kicker is a short clause of the text", 1
        if self.context.old:
            yield "a kicker in old press", 1
        if label:
            yield "kicker over other headlines too", 1
        if clause:
            yield kind + "kicker is a clause of the text", 1
            yield "kicker is a long clause of the text", min(10, length - 9) / 10
        else:
            if overlap < 0.36:
                yield kind + "kicker says nothing of the text", 1
            if overlap > 0.7 and length > 4:
                yield "kicker says what the text says", 1
        if column:
            yield "kicker is called as columns are", 1
        if length == 4 and not column and not label:
            yield "kicker of four characters that is no column", 1
        if "·" in text or "・" in text or "｜" in text:
            yield "kicker with a middle dot", 1
        if self.run[0].level != self.run[a].level:
            yield "kicker of another mark", 1
        if length > 22:
            yield "kicker over 22 characters", (length - 22) / 10
        if any(self.spaced[:a]):
            yield "kicker of two beats", 1
        if "“" in text or "「" in text:
            yield "kicker with quotation marks", 1

    def _deck(self, b: int) -> Iterator[tuple[str, float]]:
        """What speaks for and against the lines from line b on as a deck, whatever the headline is."""
        n = len(self.run)
        text = self.whole(b, n)
        kind = "marked: " if self.marked else "set: "
        yield kind + "a deck", 1
        if not self.marked:
            yield "set badly as deck", self._misfit(b, n, False)
            if n - b == 1 and self.short_clause(b):
                yield "set: deck is a short clause of the text", 1
        if self.context.old:
            yield "a deck in old press", 1
        if text[0] in DASHES:
            yield "deck begins with a dash", 1
        if is_clause(text, self.context.text) or (n - b > 1 and all(self.clauses[b:])):
            yield kind + "deck is a clause of the text", 1
        if text[0] in "（(" and text[-1] in "）)":
            yield "deck in brackets", 1
        if self.run[b].level != self.run[b - 1].level:
            yield "deck of another mark", 1
        if len(text) < 6:
            yield "deck is short", 1
        if any(self.spaced[b:]):
            yield "deck of two beats", 1

    def _misfit(self, a: int, b: int, main: bool) -> float:
        """How badly lines fit one size of type: a broken line fills its width or ends with a beat."""
        column = self.run[a].column
        widths = self.widths[a:b]
        full = max(widths)
        cost = 0.0
        sizes = self.context.type
        if sizes and sizes.single and sizes.headline:
            if main:
                cost += 4.0 * sum(w > sizes.headline + SLACK for w in widths)
                full = max(full, sizes.headline)
            else:
                cost += 3.0 * any(w < 1.5 * sizes.headline for w in widths[:-1])
                cost += 3.5 * (len(widths) == 1 and abs(full - sizes.headline) <= 1)
                cost += 1.5 * (widths[-1] >= column - 2)
            cost += 0.3 * (main and abs(widths[-1] - sizes.headline) <= 1)
        free = main and not (sizes and sizes.headline) and full < 0.9 * column
        for k in range(a, b - 1):
            if self.run[k].width < full - SLACK or free:
                cost += (
                    (0.7 if main else 3.0)
                    + 2.0 * self.broken[k]
                    + 0.6 * (main and k == 0 and len(self.run[0].text) <= 4)
                )
        return cost


@functools.cache
def _column_end() -> re.Pattern[str]:
    # What the names of columns end with, as the trade has them, in both scripts.
    return re.compile(
        r"(?:随笔|随想|札记|笔记|杂谈|漫谈|夜话|书话|拾遗|钩沉|書話|札記|筆記|隨筆|雜談|漫談|報道|报道|发布|关注|调查|现场|观察|聚焦|追踪|特稿|手记|视点|时评|论坛|访谈|专访|特写|综述|焦点|热点|话题|人物|故事|快评|短评|评论|视线|在线"
        r"|连线|速递|纵览|扫描|传真|广角|之窗|专栏|专题|来信|新闻|巡礼|风采|走基层|直通车|面对面|大家谈|进行时|在行动|回眸|剪影|会客厅|前沿|瞭望|讲堂|课堂|信箱|茶座|沙龙|热议|春秋|博览|掠影|大观|讲坛|追问|说法|档案|图解"
        r"|報導|發布|關注|調查|現場|觀察|追蹤|手記|視點|時評|論壇|訪談|專訪|特寫|綜述|焦點|熱點|話題|快評|短評|評論|視線|在線|連線|速遞"
        r"|縱覽|掃描|傳真|廣角|專欄|專題|來信|新聞|巡禮|風采|直通車|面對面|大家談|進行時|在行動|會客廳|講堂|課堂|信箱|熱議|博覽|大觀|講壇|說法|檔案|圖解)$"
    )


@functools.cache
def _column_shape() -> re.Pattern[str]:
    # Names of columns by their shape. 系列报道之三: one of several; 走基层·看变化: a column within a column.
    return re.compile(
        r".{2,16}(?:之[一二三四五六七八九十]{1,3}|[（(][一二三四五六七八九十上中下]{1,2}[）)])|[\u4e00-\u9fff]{2,5}[·•][\u4e00-\u9fff]{2,5}"
    )


def _size_cost(small: Sequence[int], headline: Sequence[int]) -> float:
    """Kickers and decks are set smaller than the headline: their lines hold more when both are broken.

    `small` and `headline` are the widths of their lines, at least one each.
    """
    if not small[0]:
        return 0.0
    width, head = max(small), max(headline)
    if len(small) > 1 and width < head - SLACK:
        return 3.0
    if abs(width - head) <= 1 and (len(small) > 1 or len(headline) > 1):
        return 1.8  # one measure, one piece
    if len(headline) > 1 and width > head + SLACK:
        return -1.2
    return 0.0


@functools.lru_cache(maxsize=4096)
def _word_across(left: str, right: str) -> bool:
    """Whether a word of the dictionary stands across two lines."""
    from ..chinese.words import frequency

    for a in range(1, min(3, len(left)) + 1):
        for b in range(1, min(3, len(right)) + 1):
            if a + b <= 4 and frequency(left[-a:] + right[:b]) > 30:
                return True
    return False


def inside_word(before: Block, after: Block) -> bool:
    """Whether the break between two lines falls within a word."""
    if before.level or after.level:
        return False
    left, right = before.text[-3:], after.text[:3]
    if not (left[-1].isalpha() and right[0].isalpha()):
        return left[-1].isdigit() and right[0].isdigit()
    return _word_across(left, right)


def is_clause(whole: str, text: str, least: int = 9) -> bool:
    """Whether a line is, word for word, a whole clause of the text, as quotes and decks lifted from it are.

    >>> is_clause("收割机来回穿梭在田野上", "入夏，收割机来回穿梭在田野上。"), is_clause("收割机来回穿梭在田", "收割机来回穿梭在田野上。")
    (True, False)
    """
    whole = whole.strip(DASHES)
    if len(whole) < least:
        return False
    at = text.find(whole)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(whole) : at + len(whole) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(whole, at + 1)
    return False

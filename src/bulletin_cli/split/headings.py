"""Runs of heading lines read as kicker 引题, headline 主题 and deck 副题."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple

from .blocks import Block, flat
from .documents import ROUND_UPS, is_body, is_section, is_title
from .habits import TypeSizes

# Half-width units by which a broken line may fall short of its type's full width.
_SLACK = 2
# A column's name over a headline is short (今日关注); the headline under it is longer.
_LABEL = 6
# Subheads are shorter than this.
_LONG_SUBHEAD = 14
# What the names of columns end with, as the trade has them.
_COLUMNS = (
    *(
        "报道",
        "发布",
        "关注",
        "调查",
        "现场",
        "观察",
        "聚焦",
        "追踪",
        "特稿",
        "手记",
        "视点",
        "时评",
        "论坛",
        "访谈",
        "专访",
        "特写",
    ),
    *(
        "综述",
        "焦点",
        "热点",
        "话题",
        "人物",
        "故事",
        "快评",
        "短评",
        "评论",
        "视线",
        "在线",
        "连线",
        "速递",
        "纵览",
        "扫描",
        "传真",
    ),
    *(
        "广角",
        "之窗",
        "专栏",
        "专题",
        "聚焦",
        "来信",
        "报道",
        "新闻",
        "報道",
        "發布",
        "關注",
        "調查",
        "現場",
        "觀察",
        "專訪",
        "特寫",
    ),
)
_DASHES = "—–-－─"


class Heading(NamedTuple):
    """A heading read from a run of lines.

    `margin` says how much worse the next best reading was (0: a toss-up); `rest` counts the lines of the run, at its
    end, that are not of the heading (a first subhead, a cut paragraph).
    """

    kicker: str | None
    headline: str
    deck: str | None
    margin: float = 4.0
    reasons: tuple[str, ...] = ()
    rest: int = 0


class Context(NamedTuple):
    """What is known around a heading: the article's text without spaces, and the habits of the issue.

    `labels` are the heading lines that stand over several headlines; `type` is the issue's type sizes; `byline` says
    that a byline or a lede stands under the heading, `old` that the paper is of a time with few kickers and decks.
    """

    text: str = ""
    labels: frozenset[str] = frozenset()
    type: TypeSizes | None = None
    byline: bool = False
    old: bool = False


def join_lines(run: Sequence[Block]) -> str:
    """The lines of one heading as one line: a line that fell short was a beat of its own and gets a space.

    >>> def line(text): return Block("head", 0, 0, text, 0, 2 * len(text), 30)
    >>> join_lines([line("全国政协十四届三次会议举"), line("行新闻发布会")]), join_lines([line("春意渐浓"), line("尽享春日好时光")])
    ('全国政协十四届三次会议举行新闻发布会', '春意渐浓 尽享春日好时光')
    """
    if len(run) == 1:
        return run[0].text.replace("\n", "")
    full = max((block.width for block in run), default=0)
    out, beat = "", False
    for block in run:
        piece = "".join(block.text.split("\n"))
        latin = bool(out) and out[-1].isascii() and piece[0].isascii() and out[-1].isalnum() and piece[0].isalnum()
        out += (" " if out and (beat or latin) else "") + piece
        beat = block.width < full - _SLACK - 1 or not block.column
    return out


def read_heading(run: Sequence[Block], context: Callable[[], Context]) -> Heading:
    """The best reading of a run of heading lines over an article; `context` is asked only when there is a choice.

    A run of up to nine lines has few readings as kicker, headline and deck: each is weighed and the best is taken.
    """
    if len(run) == 1:
        return Heading(None, join_lines(run), None)
    return _weigh(run, context())


def _weigh(run: Sequence[Block], context: Context) -> Heading:
    rest = 0
    marked = any(b.level for b in run)
    if marked:
        top = min(b.level for b in run if b.level)
        last = max(k for k, b in enumerate(run) if b.level == top)
        # Below the marked headline a deeper or missing mark is a deck, or it is text of the article.
        while len(run) - rest - 1 > last and not _deck_below(
            run[len(run) - rest - 1], len(run) - rest - 1 - last, context, run[last].text.endswith(ROUND_UPS)
        ):
            rest += 1
        run = run[: len(run) - rest]
    elif context.type and context.type.subhead:
        rest = _subhead_lines(run, context)
        run = run[: len(run) - rest]
    rest += max(0, len(run) - 9)
    run = run[:9]
    if not marked and is_title(join_lines(run)):
        first = _title_start(run)
        kicker = join_lines(run[:first]) or None
        return Heading(kicker, join_lines(run[first:]), None, 4.0, ("the title of a document",), rest)
    weighed = _Readings(run, context, marked)
    readings = sorted((weighed.cost(a, b), a, b) for a in range(len(run)) for b in range(a + 1, len(run) + 1))
    _, a, b = readings[0]
    margin = readings[1][0] - readings[0][0] if len(readings) > 1 else 4.0
    why: list[str] = []
    weighed.cost(a, b, why)
    kicker, headline, deck = weighed.piece(0, a), weighed.piece(a, b), weighed.piece(b, len(run))
    return Heading(kicker or None, headline, deck or None, margin, tuple(why), rest)


def _title_start(run: Sequence[Block]) -> int:
    """The line with which the title of a document begins: what stands above the body that issues it is a rubric."""
    about = next((k for k, block in enumerate(run) if "关于" in block.text), 0)
    if run[about].text.startswith("关于") and about and is_body(run[about - 1].text):
        about -= 1
    return about if about and is_title(join_lines(run[about:])) and not _inside_word(run[about - 1], run[about]) else 0


def _subhead_lines(run: Sequence[Block], context: Context) -> int:
    """How many lines at the end of a run are a first subhead: only a round-up of items has one above all text."""
    sizes = context.type or TypeSizes()
    for k in range(1, len(run)):
        wide = run[k].width
        if not join_lines(run[:k]).endswith(ROUND_UPS) or (len(run) - k == 1 and wide > sizes.subhead + 1):
            continue
        if (abs(wide - sizes.subhead) <= 1 or len(run) - k == 1) and run[k].text[0] not in _DASHES:
            return len(run) - k
    return 0


def _deck_below(block: Block, distance: int, context: Context, items: bool) -> bool:
    """Whether a line under a marked headline is its deck; `items`: the headline is that of a column of briefs."""
    whole = flat(block.text)
    if distance > 2 or len(whole) > 40:
        return False
    if context.byline or whole[0] in _DASHES or (whole[0] in "（(" and whole[-1] in "）)"):
        return True
    # A subhead stands between texts; one right under a headline is short and names the first part.
    alone = block.level > 0 and distance == 1 and len(whole) >= _LONG_SUBHEAD and not items and not is_section(whole)
    return alone or _is_clause(whole, context.text)


class _Readings:
    """The lines of a run with what every reading of them asks for."""

    def __init__(self, run: Sequence[Block], context: Context, marked: bool) -> None:
        self.run = run
        self.context = context
        self.marked = marked
        self.top = min((b.level for b in run if b.level), default=0)
        self.flats = [flat(b.text) for b in run]
        self.widths = [b.width for b in run]
        self.pieces: dict[tuple[int, int], str] = {}
        self.settings: dict[tuple[int, int, bool], float] = {}
        self.clauses: dict[str, bool] = {}
        self.broken = [not marked and _inside_word(one, two) for one, two in itertools.pairwise(run)]
        pairs = [[whole[i : i + 2] for i in range(len(whole) - 1)] for whole in self.flats]
        text, first = context.text, context.text[:120]
        # Sums up to each line: what lines a to b have is the difference of two.
        self.said = [0, *itertools.accumulate([sum([pair in text for pair in mine]) for mine in pairs])]
        self.first = [0, *itertools.accumulate([sum([pair in first for pair in mine]) for mine in pairs])]
        self.pairs = [0, *itertools.accumulate(map(len, pairs))]

    def piece(self, a: int, b: int) -> str:
        """Lines a to b as one."""
        if (a, b) not in self.pieces:
            self.pieces[a, b] = join_lines(self.run[a:b])
        return self.pieces[a, b]

    def whole(self, a: int, b: int) -> str:
        """Lines a to b without any space."""
        return "".join(self.flats[a:b])

    def is_clause(self, text: str) -> bool:
        """Whether a piece is, word for word, a clause of the article's text."""
        if text not in self.clauses:
            self.clauses[text] = _is_clause(text, self.context.text)
        return self.clauses[text]

    def overlap(self, a: int, b: int) -> float:
        """The share of the lines' character pairs that stand in the article's text."""
        total = self.pairs[b] - self.pairs[a]
        return (self.said[b] - self.said[a]) / total if total and self.context.text else 0.5

    def opening(self, a: int, b: int) -> float:
        """The share of the lines' character pairs that stand in the article's first words, which a headline restates."""
        total = self.pairs[b] - self.pairs[a]
        return (self.first[b] - self.first[a]) / total if total else 0.0

    def cost(self, a: int, b: int, why: list[str] | None = None) -> float:
        """How unlikely it is that lines a to b are the headline, those above the kicker, those below the deck.

        What spoke for it is put into `why`.
        """
        why = [] if why is None else why
        run, n = self.run, len(self.run)
        whole = self.whole(a, b)
        cost = 1.5 * (len(whole) < 5) + 2.0 * (len(whole) > 45) + 6.0 * (whole[0] in _DASHES) - 2.5 * self.overlap(a, b)
        cost -= 1.0 * self.opening(a, b)
        if self.marked:
            beats = b - a == 2 and abs(len(self.flats[a]) - len(self.flats[a + 1])) <= 1  # 底色⏎台阶: two beats
            cost += (
                (0.5 if beats else 4.0) * (b - a - 1)
                + 3.0 * (a > 1)
                + 2.0 * (n - b > 1)
                + 8.0 * any(x.level != self.top for x in run[a:b])
            )
        else:
            cost += self.setting(a, b, True) + self.setting(0, a, False) + self.setting(b, n, False)
            main = self.widths[a:b]
            if a:
                cost += _size_cost(self.widths[:a], main)
            if b < n:
                cost += _size_cost(self.widths[b:], main)
        cost += 2.5 * ((a > 0 and self.broken[a - 1]) + (b < n and self.broken[b - 1]))
        cost += 4.0 * (b - a > 1 and self.flats[a] in self.context.labels)
        if a:
            beat = len(self.flats[a]) == len(self.flats[a - 1]) <= _LABEL
            beat = beat and run[a].width < max(self.widths[a:b]) - _SLACK
            cost += 2.5 * beat  # 勠力同心 勇毅前行: beats of one measure are one headline
            gain = _kicker_gain(
                self.whole(0, a),
                whole,
                self.overlap(0, a),
                self.overlap(a, b),
                self.opening(0, a),
                run[0].level != run[a].level,
                self,
                why,
            )
            cost += 2.2 + 2.5 * self.context.old - gain
        if b < n:
            gain = _deck_gain(self.whole(b, n), run[b].level != run[a].level, self, why)
            cost += 2.6 + 0.5 * self.context.old - gain
        return cost

    def setting(self, a: int, b: int, main: bool) -> float:
        """How badly lines fit one size of type: a broken line fills its width or ends with a beat."""
        if a == b:
            return 0.0
        if (a, b, main) not in self.settings:
            self.settings[a, b, main] = self._setting(a, b, main)
        return self.settings[a, b, main]

    def _setting(self, a: int, b: int, main: bool) -> float:
        column = self.run[a].column
        widths = self.widths[a:b]
        full = max(widths)
        cost = 0.0
        sizes = self.context.type
        if sizes and sizes.single and sizes.headline:
            if main:
                cost += 4.0 * sum(w > sizes.headline + _SLACK for w in widths)
                full = max(full, sizes.headline)
            else:
                cost += 3.0 * any(w < 1.5 * sizes.headline for w in widths[:-1])
                cost += 3.5 * (len(widths) == 1 and abs(full - sizes.headline) <= 1)
                cost += 1.5 * (widths[-1] >= column - 2)
            cost += 0.3 * (main and abs(widths[-1] - sizes.headline) <= 1)
        free = main and not (sizes and sizes.headline) and full < 0.9 * column
        for k in range(a, b - 1):
            if self.run[k].width < full - _SLACK or free:
                cost += (
                    (0.7 if main else 3.0)
                    + 2.0 * self.broken[k]
                    + 0.6 * (main and k == 0 and len(self.run[0].text) <= 4)
                )
        return cost


def _kicker_gain(
    text: str,
    head: str,
    overlap: float,
    head_overlap: float,
    opening: float,
    marked: bool,
    readings: _Readings,
    why: list[str],
) -> float:
    """The evidence that a line over the headline is a kicker; `marked`: its mark is not the headline's."""
    gain = 0.0
    if text in readings.context.labels:
        gain += 4
        why.append("this line stands over other headlines too")
    if readings.is_clause(text):
        gain += 3.5 + min(1.0, 0.1 * (len(text) - 9))
        why.append("a whole clause of the text")
    elif overlap < 0.36 and not (readings.marked and not marked and overlap + 0.1 >= head_overlap):
        gain += 2.0
        why.append("says nothing of what the text says")
    else:
        gain -= 1.5 * (overlap > 0.7 and len(text) > 4)
    if len(text) <= (_LABEL if overlap < 0.36 else 4) and len(head) >= 1.5 * len(text) and opening < 0.7:
        gain += 1.8 if text.endswith(_COLUMNS) else 0.8
        why.append("a short label over a longer line")
    if "·" in text or "・" in text or "｜" in text:
        gain += 2.5
        why.append("a column's name with a middle dot")
    if marked:
        gain += 4
        why.append("marked otherwise than the headline")
    return gain - 1.5 * (len(text) > 26)


def _deck_gain(text: str, marked: bool, readings: _Readings, why: list[str]) -> float:
    """The evidence that a line under the headline is a deck; `marked`: its mark is not the headline's."""
    gain = 0.0
    if text[0] in _DASHES:
        gain += 6
        why.append("begins with a dash")
    if readings.is_clause(text):
        gain += 3.5
        why.append("a whole clause of the text")
    if text[0] in "（(" and text[-1] in "）)":
        gain += 3
        why.append("in brackets")
    if marked:
        gain += 2
        why.append("marked otherwise than the headline")
    return gain - 1.0 * (len(text) < 6)


def _size_cost(small: Sequence[int], headline: Sequence[int]) -> float:
    """Kickers and decks are set smaller than the headline: their lines hold more when both are broken.

    `small` and `headline` are the widths of their lines, at least one each.
    """
    if not small[0]:
        return 0.0
    width, head = max(small), max(headline)
    if len(small) > 1 and width < head - _SLACK:
        return 3.0
    if abs(width - head) <= 1 and (len(small) > 1 or len(headline) > 1):
        return 1.8  # one measure, one piece
    if len(headline) > 1 and width > head + _SLACK:
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


def _inside_word(before: Block, after: Block) -> bool:
    """Whether the break between two lines falls within a word."""
    if before.level or after.level:
        return False
    left, right = before.text[-3:], after.text[:3]
    if not (left[-1].isalpha() and right[0].isalpha()):
        return left[-1].isdigit() and right[0].isdigit()
    return _word_across(left, right)


def _is_clause(whole: str, text: str) -> bool:
    """Whether a line is, word for word, a whole clause of the text, as quotes and decks lifted from it are.

    >>> _is_clause("收割机来回穿梭在田野上", "入夏，收割机来回穿梭在田野上。"), _is_clause("收割机来回穿梭在田", "收割机来回穿梭在田野上。")
    (True, False)
    """
    whole = whole.strip(_DASHES)
    if len(whole) < 9:
        return False
    at = text.find(whole)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(whole) : at + len(whole) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(whole, at + 1)
    return False

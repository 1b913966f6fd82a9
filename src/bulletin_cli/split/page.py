"""A hard-wrapped page: what each of its lines shows by itself."""

from __future__ import annotations

import operator
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from ..chinese.chars import NO_LINE_START
from .blocks import CLOSERS, SENTENCE_ENDS, any_of, ends_sentence, is_titled, places_of
from .bylines import BYLINE_HINTS, BYLINE_STARTS
from .documents import STANDING_ENDS, is_section, is_standing
from .jumps import HEAD, MARK_STARTS, find_marks, is_mark
from .ledes import read_lede
from .lines import Line, first_characters, last_characters
from .measure import INDENT, SLACK, slack_of
from .setting import read_setting
from .tails import tail_credit

# A credit in brackets and a jump mark, in brackets or behind arrows, mostly end with one of these.
_MAY_CLOSE = "）)】]版页頁"
_WIRE_STARTS = "本据據新中综人（([【▲◀"
_SOURCE_STARTS = frozenset("本新据")
# For each blank line within a sentence so many stand between blocks, where they part them.
_BLANKS = 4
# What extraction and kinsoku keep together at a line's head: a number or a Latin word.
_TOKEN = re.compile(r"[0-9A-Za-z.%+-]{1,16}")


def _without_next(gap: int, after: str) -> int:
    """What a line lacks, less what the next one took from it: a word that is not broken, or a character with its mark."""
    if after[0].isascii():
        token = _TOKEN.match(after)
        return max(0, gap - len(token[0]) - 2) if token else gap
    return gap - 2 if len(after) > 1 and after[1] in NO_LINE_START else gap


def _lines_with(characters: str, whole: str, ends: Sequence[int]) -> set[int]:
    """The lines that have one of some characters in them: most of a page have none, so they are looked for in all of it.

    Args:
        characters: those to look for.
        whole: the lines, one behind the other.
        ends: where each ends in it.
    """
    out = set()
    for character in characters:
        at = whole.find(character)
        while at >= 0:
            out.add(bisect_right(ends, at))
            at = whole.find(character, at + 1)
    return out


class Page:
    """The hard-wrapped lines of one page.

    A line of running text fills its column unless the paragraph ends there, and then it ends with a sentence. So a
    line that does neither is no running text: it is of a heading, a byline, verse or a list.
    """

    def __init__(self, lines: Sequence[Line], sheet: list[int], text: list[str], begins: bool = False) -> None:
        """`sheet` are the indices of the lines of the page, `text` their text; `begins`: no text stands before it."""
        self.lines = lines
        self.begins = begins
        whole = "".join(text)
        self.old = whole.count("、") > 2 * (whole.count("。") + whole.count("，"))
        self.text, self.first, self.last, self.width, self.column = read_setting(lines, sheet, text, self.old)
        self._look()
        self.ledes: dict[int, bool] = {}
        self.flush = False  # paragraphs surely begin without an indent
        self.indent = self._indented()

    def _look(self) -> None:
        """What every line shows by itself, once for all questions.

        `gaps`: what a line lacks of its column, less what its next word or kinsoku took from it: a number or Latin
        word is not broken (2021年), and a mark takes the character before it along (报⏎道，). `full`: it fills its
        column; `less`: it ends short of it; `stops`: it ends a sentence (in the old punctuation only a short line can
        show that); `points`: it has the 接, 转 or 续 of a jump mark in it; `jumps`: it is such a mark; `closes`: it may end
        with one or with a credit; `wires`: it may begin a lede or with a mark 上接; `signed`: it may begin a byline;
        `standing`: it is the name of a standing item or in the brackets of a title; `blank`: a blank line stands below
        it, on a page where such lines part blocks; `special`: it is indented, marked, a jump mark or such a name;
        `pauses`: it is not just a full line within a sentence with nothing in the next one that begins a text. All but
        `gaps` hold the lines of which it is true.
        """
        text, old = self.text, self.old
        whole, ends = "".join(text), list(accumulate(map(len, text)))
        firsts, lasts = first_characters(text), last_characters(text)
        last = len(text) - 1
        slack = self.slack = slack_of(max(self.column, default=0))
        gaps: list[int] = list(map(operator.sub, self.column, self.width))
        self.gaps = gaps
        less = self.less = {i for i, gap in enumerate(gaps) if gap > slack}
        for i in less:
            if i < last:
                gaps[i] = _without_next(gaps[i], text[i + 1])
        self.full = {i for i, gap in enumerate(gaps) if -slack - 1 <= gap <= slack}
        self.stops = {*places_of(SENTENCE_ENDS)(lasts)}
        self.stops.update([i for i in places_of(CLOSERS)(lasts) if ends_sentence(text[i])])
        turns = _lines_with("接转轉", whole, ends)
        self.points = turns | _lines_with("续續", whole, ends)
        self.closes = turns.union(places_of(_MAY_CLOSE)(lasts))  # 下转P4: not all marks have an end in print
        # 续 stands in much text (继续), so only at the head of a line is it looked at.
        self.jumps = {i for i in self.points if (i in turns or text[i][0] in MARK_STARTS) and is_mark(text[i])}
        self.wires = {*places_of(_WIRE_STARTS)(firsts)} | _lines_with("电讯電訊" if old else "电讯", whole, ends)
        self.wires.update([i for i in self.points if text[i][0] in MARK_STARTS and any_of("接续續")(text[i][:HEAD])])
        self.wires.update([i for i in _lines_with("息", whole, ends) if "消息" in text[i][:12]])
        self.signed = _lines_with(BYLINE_HINTS, whole, ends)
        self.signed.update(places_of(BYLINE_STARTS)(firsts))
        self.standing = {i for i in places_of(STANDING_ENDS)(lasts) if is_standing(text[i])}
        self.standing.update([i for i in places_of("【〖")(firsts) if is_titled(text[i])])
        if old:
            self.stops.update([i for i in less if text[i][-1] in "、，；,"])
        else:
            # 任命某某为局长；⏎ and 通知如下：⏎一、: short of their column only the items of lists and what leads to them end so.
            short = less.intersection(places_of("；;：:")(lasts)) - {last}
            self.stops.update([i for i in short if text[i][-1] in "；;" or is_section(text[i + 1])])
        lines = [self.lines[k] for k in self.first]
        self.special = {i for i, line in enumerate(lines) if line.indented or line.level}
        # Where blank lines stand between blocks, hardly one stands within a sentence.
        over = {i - 1 for i, line in enumerate(lines) if line.gap and i}
        self.blank = over if len(over) >= _BLANKS * (1 + len((over & self.full) - self.stops)) else set()
        self.special |= self.standing | self.jumps
        begins = {i - 1 for i in self.special | self.wires}
        steady = set() if old else self.full - self.stops - begins - self.closes - self.blank - {last}
        self.pauses = sorted(set(range(len(text))) - steady)

    def _indented(self) -> bool:
        """Whether paragraphs begin with an indent, seen from the lines after those that end short."""
        if self.old:
            return False
        narrow = full = 0
        for i in self.stops & self.less:
            if i + 2 in self.full:
                gap = self.column[i + 1] - self.width[i + 1]
                narrow += 2 <= gap <= INDENT + SLACK
                full += -SLACK <= gap < 2
        self.flush = full >= 3 and full > 3 * narrow
        return narrow > full

    def fills_first(self, i: int) -> bool:
        """Whether a line could be the full first line of a paragraph."""
        return -self.slack <= self.gaps[i] <= (self.slack if self.flush else self.slack + INDENT)

    def pause(self, k: int) -> int:
        """The first line from line k on after which the text may not just go on."""
        return self.pauses[bisect_left(self.pauses, k)]

    def lede(self, i: int) -> bool:
        """Whether line i begins a lede, or with the mark 上接."""
        if i not in self.wires:
            return False
        if i not in self.ledes:
            self.ledes[i] = self._lede(i)
        return self.ledes[i]

    def _lede(self, i: int) -> bool:
        text = self.text[i]
        both = text + ("\n" + self.text[i + 1] if i + 1 < len(self.text) else "")
        if self.old and text[0] in "（(" and len(text) < 8 and not any_of("）)")(both):
            both = "\n".join(self.text[i : i + 6])  # a lede in a narrow column
        if text[0] in MARK_STARTS and any_of("接续續")(text[:HEAD]):
            marks = find_marks(both)
            return bool(marks) and not marks[0].forward and marks[0].start == 0
        if read_lede(both) is not None:
            # 疫情⏎本报讯: a line of a heading may stand over the lede, which begins in the next one.
            return not (self._over_lede(i) and read_lede(text) is None)
        return i > 0 and i - 1 not in self.stops and self.spilled_lede(i) > 0

    def _over_lede(self, i: int) -> bool:
        """Whether a line that ends short stands over one that begins a lede by itself."""
        return i in self.less and i + 1 in self.wires and read_lede(self.text[i + 1]) is not None

    def spilled_lede(self, i: int) -> int:
        """How many characters stand before a lede in line i: they are the end of the headline above."""
        text = self.text[i]
        if _SOURCE_STARTS.isdisjoint(text[1:3]):
            return 0
        for size in (1, 2):
            rest = text[size:]
            if (
                text[:size].isalpha()
                and rest.startswith(("本报", "本報", "新华社", "新華社", "据新华社"))
                and text[size - 1] not in "据據"
                and text[:size] not in ("综合", "綜合")
            ):
                return size if read_lede(rest) is not None else 0
        return 0

    def closed(self, i: int, k: int) -> bool:
        """Whether the text from line i ends with line k for certain: with a credit in brackets or a mark 下转."""
        text = "\n".join(self.text[max(i, k - 2) : k + 1])
        marks = find_marks(text)
        if marks and marks[-1].forward and marks[-1].end == len(text):
            return True
        return not self.lede(i) and tail_credit(text) is not None

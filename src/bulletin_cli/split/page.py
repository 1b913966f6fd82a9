"""A hard-wrapped page: what each of its lines shows by itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ..chinese.chars import NO_LINE_START
from .blocks import CLOSERS, SENTENCE_ENDS, any_of, ends_sentence, is_titled
from .documents import is_standing
from .jumps import find_marks, is_mark
from .ledes import read_lede
from .lines import Line
from .measure import INDENT, SLACK, slack_of
from .setting import read_setting
from .tails import tail_credit

# A credit in brackets and a jump mark, in brackets or behind arrows, end with one of these.
MAY_CLOSE = frozenset("）)】]版页頁")
_ENDS = MAY_CLOSE | frozenset(SENTENCE_ENDS + CLOSERS)
_WIRE_STARTS = frozenset("本据據新中综人（([【▲◀")
_SOURCE_STARTS = frozenset("本新据")
# What extraction and kinsoku keep together at a line's head: a number or a Latin word.
_TOKEN = re.compile(r"[0-9A-Za-z.%+-]{1,16}")


def _without_next(gap: int, after: str) -> int:
    """What a line lacks, less what the next one took from it: a word that is not broken, or a character with its mark."""
    if after[0].isascii():
        token = _TOKEN.match(after)
        return max(0, gap - len(token[0]) - 2) if token else gap
    return gap - 2 if len(after) > 1 and after[1] in NO_LINE_START else gap


class Page:
    """The hard-wrapped lines of one page.

    A line of running text fills its column unless the paragraph ends there, and then it ends with a sentence. So a
    line that does neither is no running text: it is of a heading, a byline, verse or a list.
    """

    def __init__(self, lines: Sequence[Line], sheet: list[int], text: list[str]) -> None:
        """`sheet` are the indices of the lines of the page, `text` their text."""
        self.lines = lines
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
        show that); `points`: it has the 接, 转 or 续 of a jump mark in it; `jumps`: it is such a mark; `wires`: it may begin
        a lede or with a mark 上接; `standing`: it is the name of a standing item or in the brackets of a title;
        `special`: it is indented, marked, a jump mark or such a name; `pauses`: it is not just a full line within a sentence with
        nothing in the next one that begins a text. All but `gaps` hold the lines of which it is true.
        """
        text, old = self.text, self.old
        self.gaps: list[int] = []
        self.less: set[int] = set()
        self.full: set[int] = set()
        self.stops: set[int] = set()
        self.points: set[int] = set()
        self.jumps: set[int] = set()
        self.wires: set[int] = set()
        self.standing: set[int] = set()
        self.special: set[int] = set()
        closed: set[int] = set()
        slack = self.slack = slack_of(max(self.column, default=0))
        least = -slack - 1
        lines, column, width, gaps, full = self.lines, self.column, self.width, self.gaps, self.full
        for i, (k, line) in enumerate(zip(self.first, text, strict=True)):
            first, last = line[0], line[-1]
            gap = column[i] - width[i]
            if gap > slack:
                self.less.add(i)
                gap = _without_next(gap, text[i + 1]) if i + 1 < len(text) else gap
            gaps.append(gap)
            if least <= gap <= slack:
                full.add(i)
            if last in _ENDS:
                if last in SENTENCE_ENDS or (last in CLOSERS and ends_sentence(line)):
                    self.stops.add(i)
                if last in MAY_CLOSE:
                    closed.add(i)
            if "接" in line or "转" in line or "轉" in line:
                self.points.add(i)
                if is_mark(line):
                    self.jumps.add(i)
                if "接" in line[:4]:
                    self.wires.add(i)
            elif "续" in line or "續" in line:
                self.points.add(i)
            if first in _WIRE_STARTS or "电" in line or "讯" in line or ("消息" in line and "消息" in line[:12]):
                self.wires.add(i)
            if (len(line) <= 12 and is_standing(line)) or (first in "【〖" and is_titled(line)):
                self.standing.add(i)
            if lines[k].indented or lines[k].level:
                self.special.add(i)
        if old:
            self.stops.update(i for i in self.less if text[i][-1] in "、，；,")
            self.wires.update(i for i, line in enumerate(text) if "電" in line or "訊" in line)
        self.special |= self.standing | self.jumps
        begins = {i - 1 for i in self.special | self.wires}
        steady = set() if old else self.full - self.stops - begins - closed - {len(text) - 1}
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
        if text[0] in "（([【▲◀●■" and "接" in text[:4]:
            marks = find_marks(both)
            return bool(marks) and not marks[0].forward and marks[0].start == 0
        return read_lede(both) is not None or (i > 0 and i - 1 not in self.stops and self.spilled_lede(i) > 0)

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

"""Hard-wrapped pages: which lines are running text and where its paragraphs end, seen from how lines fill the column."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from ..chinese.chars import NO_LINE_START, OPENING
from .blocks import (
    BULLETS,
    CLOSERS,
    SENTENCE_ENDS,
    Block,
    any_of,
    block,
    ends_sentence,
    is_bracketed,
    is_caption,
    is_titled,
    speaks,
)
from .bylines import is_byline
from .documents import (
    begins_with_day,
    closes_letter,
    is_adoption,
    is_date_line,
    is_imprint,
    is_number,
    is_salutation,
    is_standing,
)
from .jumps import find_marks, is_mark
from .ledes import read_lede
from .lines import Line, width
from .tails import tail_credit

# Half-width units a justified line may differ from its column: kinsoku pushes one mark in or out, digits are narrow.
_SLACK = 3
_INDENT = 4
# Under a letter stand so many lines of name and day, of so many characters each.
_SIGNED, _NAMED = 3, 16
_WIRE_STARTS = frozenset("本据據新中综人（([【［▲◀")
# A run of text may have so many lines of other widths over it: its headline.
_OVER = 5
# Columns of fewer than seven characters are headings set in blocks.
_NARROWEST = 14
_MARKS = "，、。；,"
_QUOTES = frozenset("“‘「『《")
_STOPS = frozenset(SENTENCE_ENDS + CLOSERS + "：:；;")
# A credit in brackets and a jump mark, in brackets or behind arrows, end with one of these.
_MAY_CLOSE = frozenset("）)】]版页頁")
_ENDS = _MAY_CLOSE | frozenset(SENTENCE_ENDS + CLOSERS)
_SOURCE_STARTS = frozenset("本新据")
_CUT_STARTS = frozenset(NO_LINE_START + OPENING)
# What extraction and kinsoku keep together at a line's head: a number or a Latin word.
_TOKEN = re.compile(r"[0-9A-Za-z.%+-]{1,16}")


def _slack(column: int) -> int:
    """How much a justified line may differ from its column: more in a wide one, where more words can move."""
    return max(_SLACK, column // 16)


def _mode(counts: Counter[int]) -> int:
    """The commonest width, its neighbours counted in."""
    near = counts.get
    return max([(2 * n + near(w - 1, 0) + near(w + 1, 0), w) for w, n in counts.items()])[1]


def _without_next(gap: int, after: str) -> int:
    """What a line lacks, less what the next one took from it: a word that is not broken, or a character with its mark."""
    if after[0].isascii():
        token = _TOKEN.match(after)
        return max(0, gap - len(token[0]) - 2) if token else gap
    return gap - 2 if len(after) > 1 and after[1] in NO_LINE_START else gap


@functools.cache
def _ends_within() -> re.Pattern[str]:
    # A full stop that is no part of a number, a name or an abbreviation: … on Monday. It runs …, 供暖工作.会议强调
    return re.compile(r"[a-z]{3}\. [A-Z][a-z]|[\u4e00-\u9fff]\.[\u4e00-\u9fff]{2}")


class Wrapped:
    """The hard-wrapped lines of one page, and how they go together.

    A line of running text fills its column unless the paragraph ends there, and then it ends with a sentence. So a
    line that does neither is no running text: it is of a heading, a byline, verse or a list.
    """

    def __init__(self, lines: Sequence[Line], sheet: list[int], text: list[str]) -> None:
        """`sheet` are the indices of the lines of the page, `text` their text."""
        self.lines = lines
        whole = "".join(text)
        self.old = whole.count("、") > 2 * (whole.count("。") + whole.count("，"))
        self.first = sheet
        self.last = sheet
        self.text = text
        self.width = list(map(width, text))
        self.column = self._columns()
        if self._merge_cut_lines():
            self.column = self._columns()
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
        slack = self.slack = _slack(max(self.column, default=0))
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
                if last in _MAY_CLOSE:
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

    def _columns(self) -> list[int]:
        """The column width around each line: the page's when one prevails, else that of the lines that follow."""
        counts = Counter(self.width)
        mode = _mode(counts)
        if len(self.width) < 12:
            return [mode] * len(self.width)
        near = sum([counts[w] for w in range(mode - _SLACK, mode + _SLACK + 1)])
        wider = sum([n for w, n in counts.items() if w > mode + _SLACK])
        if near >= 0.5 * len(self.width) and wider <= 0.08 * len(self.width):
            return [mode] * len(self.width)
        column = 0 if self.old else self._broken_width()
        return [column] * len(self.width) if column else self._column_runs(mode)

    def _broken_width(self) -> int:
        """The width at which lines of running text are broken on this page, 0 where there is no one width.

        In wide columns most paragraphs have one full line or two, so that full lines are few. A line with a pause in
        it that does not end a sentence is of running text, and was broken because it is full.
        """
        paused = any_of(_MARKS)
        broken = Counter([w for w, t in zip(self.width, self.text, strict=True) if t[-1] not in _STOPS and paused(t)])
        total = broken.total()
        if total < 4:
            return 0
        column = _mode(broken)
        slack = _slack(column)
        # The first lines of paragraphs are as many as full ones, and narrower by their indent.
        beyond = Counter({w: n for w, n in broken.items() if column + 2 < w <= column + _INDENT + 1})
        if beyond.total() >= max(3, broken[column] // 3):
            column = _mode(beyond)
        near = sum(n for w, n in broken.items() if -slack - _INDENT <= w - column <= slack)
        wider = sum(w > column + slack for w in self.width)
        return column if near >= 0.6 * total and wider <= 0.08 * len(self.width) else 0

    def _column_runs(self, mode: int) -> list[int]:
        """The column width around each line of a page set in several widths.

        Three lines of one width or more are running text of that width; very narrow ones, beside a picture, only when
        they have pauses in them, as headings set in blocks have none. A line between such runs belongs to the text
        above it when that has not ended, else to the text below it.
        """
        width = self.width
        out = [0] * len(width)
        runs: list[tuple[int, int]] = []
        start = 0
        least, most = width[0] - _SLACK, width[0] + _SLACK
        for i, wide in enumerate([*width, -_NARROWEST]):  # the last ends the last run
            if least <= wide <= most:
                continue
            least, most = wide - _SLACK, wide + _SLACK
            narrow = width[start] < _NARROWEST
            if i - start >= 3 and (not narrow or (i - start >= 4 and self._paused(start, i))):
                out[start:i] = [max(width[start:i])] * (i - start)
                runs.append((start, i))
            start = i
        end = 0
        for start, after in [*runs, (len(width), 0)]:
            # Only the last lines over a run may be of it.
            near = max(end, start - _OVER) if start < len(width) else start
            out[end:near] = [(out[end - 1] if end else 0) or mode] * (near - end)
            for i in range(near, start):
                out[i] = self._between(i, out[i - 1] if i else 0, out[start])
            end = after
        return out

    def _between(self, i: int, above: int, below: int) -> int:
        """The column width of line i between two runs of text, whose widths are `above` (0: none) and `below` it."""
        if above and above != below:
            before = self.width[i - 1]
            goes_on = self.width[i] <= above + _SLACK and before >= above - _SLACK - _INDENT
            if goes_on and not ends_sentence(self.text[i - 1], self.old and before < above - _SLACK):
                return above
        return below

    def _paused(self, start: int, end: int) -> bool:
        """Whether at least two of some lines and a third of them have a pause or the end of a sentence in them."""
        paused = len(list(filter(any_of(_MARKS), self.text[start:end])))
        return paused >= 2 and 3 * paused >= end - start

    def _merge_cut_lines(self) -> bool:
        """Put together what is one line in print: extraction cuts lines at marks set narrow (发展”⏎，17日在厦).

        Whether there was anything to put together.
        """
        # Most lines show at once that they are whole.
        suspects = [i for i, t in enumerate(self.text) if t[0] in _CUT_STARTS or t[-1] in "）)"]
        if not any(self._may_be_cut(i) for i in suspects):
            return False
        text, wide, last = [*self.text], [*self.width], [*self.last]
        self.text, self.width = text, wide
        into: dict[int, int] = {}  # what is the rest of which line
        for i in suspects:
            k = into.get(i - 1, i - 1)
            if i and self.lines[self.first[i]].gap == 0 and self._is_cut(k, i):
                into[i] = k
                text[k] += "\n" + text[i]
                wide[k] += wide[i]
                last[k] = last[i]
        whole = [i for i in range(len(text)) if i not in into]
        self.first, self.last = [self.first[i] for i in whole], [last[i] for i in whole]
        self.text, self.width = [text[i] for i in whole], [wide[i] for i in whole]
        self.column = [self.column[i] for i in whole]
        return bool(into)

    def _may_be_cut(self, i: int) -> bool:
        """Whether the marks around the break above line i allow that it is the rest of that line."""
        if not i or self.lines[self.first[i]].gap:
            return False
        text, before = self.text[i], self.text[i - 1]
        if text[0] in NO_LINE_START or before in BULLETS:
            return True
        if text[0] in OPENING and before[-1] in "，、；：。！？”’》）":
            return True
        return before[0] in "（(" and text[-1] in "）)"

    def _is_cut(self, k: int, i: int) -> bool:
        """Whether line i is the rest of line k, the line above with what has been put to it."""
        text, before = self.text[i], self.text[k]
        total, column = self.width[k] + self.width[i], self.column[i]
        fits = total <= column + _SLACK
        if text[0] not in _CUT_STARTS and before[0] not in "（(":
            return False
        cut = fits and text[0] in NO_LINE_START
        if fits and text[0] in OPENING:
            end = before[-1]
            cut = end in "，、；：" or (
                end in "。！？”’》）" and max(total, self._pieces(i, self.width[k])) >= column - 5
            )
            if cut and end in "。！？”" and i + 1 < len(self.text):
                # Then the line is one within a paragraph, and the next one fills the column or ends the text.
                cut = self.width[i + 1] >= self.column[i + 1] - _SLACK or ends_sentence(self.text[i + 1])
        if before[0] in "（(" and text[-1] in "）)" and "（" not in text and before[-1] not in "）)":
            cut = len(before) + len(text) <= 10 or tail_credit("。" + before + text) is not None
        cut = cut or before in BULLETS
        return cut and not (text[0] in "（(" and before[-1] in "。！？”" and total < column - _SLACK)

    def _pieces(self, i: int, wide: int) -> int:
        """The width of a line in print that extraction cut before quotations: what stands so far and the pieces from i on."""
        while i < len(self.text) and self.text[i][0] in _QUOTES and wide + self.width[i] <= self.column[i] + _SLACK:
            wide += self.width[i]
            i += 1
        return wide

    def _indented(self) -> bool:
        """Whether paragraphs begin with an indent, seen from the lines after those that end short."""
        if self.old:
            return False
        narrow = full = 0
        for i in self.stops & self.less:
            if i + 2 in self.full:
                gap = self.column[i + 1] - self.width[i + 1]
                narrow += 2 <= gap <= _INDENT + _SLACK
                full += -_SLACK <= gap < 2
        self.flush = full >= 3 and full > 3 * narrow
        return narrow > full

    def fills_first(self, i: int) -> bool:
        """Whether a line could be the full first line of a paragraph."""
        return -self.slack <= self.gaps[i] <= (self.slack if self.flush else self.slack + _INDENT)

    def opens(self, i: int) -> bool:
        """Whether a paragraph of running text begins with line i."""
        text = self.text[i]
        if i in self.standing:
            return False
        if self.lines[self.first[i]].indented and self.fills_first(i):
            return True
        if self.lede(i):
            return True
        if self.old and (text[0] in "、，。；" or text.count("、") + text.count("，") >= 2):
            return True  # no headline has so many pauses
        last = text[-1]
        if (last in "：:" and is_salutation(text)) or (last in _MAY_CLOSE and self.closed(i, i)):
            return True
        if text[0] in "问答問记記" and speaks(text) and (i in self.stops or self.gaps[i] <= _SLACK + _INDENT):
            return True
        if text[:2] in ("——", "──", "－－") and i not in self.stops and "，" not in text:
            return False
        if i in self.stops:
            # 不配！ is a headline, 他说：“走！” is not.
            return not (last in "！？!?" and i in self.less and len(text) <= 16 and "，" not in text)
        if "." in text and _ends_within().search(text):
            return True  # no headline has two sentences
        if not self.fills_first(i) and not ("，" in text[:-1] and last in "，、；："):
            return False
        if self.indent and self.column[i] - self.width[i] <= 1 and not any_of("，。、；：,")(text):
            # Where paragraphs are indented a first line cannot fill the column; at the top of a page it may go on.
            if (i and i - 1 not in self.stops and self.spilled(i)) or self.turns(i):
                return True
            if i or (i + 1 < len(self.text) and 2 <= self.column[i + 1] - self.width[i + 1] <= _INDENT + _SLACK):
                return False
        if self.indent and self.heading_over_indent(i):
            return False
        if self.old and "、" in text:
            return True
        if self.old and self.gaps[i] >= 2 and len(text) <= 16 and not any_of("、，。：；")(text):
            return False  # so long a piece of text has a mark in it, a headline has none
        k = i + 1
        while k < len(self.text) and k in self.full and k not in self.stops and not self.lede(k):
            k = max(k + 1, self.pause(k))
        if k == len(self.text):
            return k - i >= 3 or "，" in text
        if self.lede(k):
            return k - i >= 5 or any("。" in self.text[m] for m in range(i, k))
        if k in self.stops and (k in self.less or k in self.full):
            return True
        if any(m.forward for m in find_marks("\n".join(self.text[k : k + 2]))):
            return True
        if self.indent and i and self.column[i] - self.width[i] <= 1 and k - i < 6:
            return False
        inside = "".join(self.text[i : k + 1])
        return k - i >= 4 or "。" in inside or sum(map(inside.count, "，、；：")) >= 2

    def turns(self, i: int) -> bool:
        """Whether full lines run from line i to a mark 下转, as the last ones of a story's first part do."""
        k = i
        while k + 1 < len(self.text) and k < i + 5 and k in self.full and k not in self.stops:
            k += 1
        ahead = "\n".join(self.text[max(i, k - 1) : k + 2])
        return ("转" in ahead or "轉" in ahead) and any(mark.forward for mark in find_marks(ahead))

    def heading_over_indent(self, i: int) -> bool:
        """Whether line i, without a mark in it, stands over a line that is indented: no text has its second line so."""
        if i + 2 >= len(self.text) or any_of("，。、：；“”（）,")(self.text[i]) or i + 1 in self.stops:
            return False
        here, below = (self.column[k] - self.width[k] for k in (i, i + 1))
        return 3 <= below <= _INDENT + _SLACK and i + 2 in self.full and abs(here - _INDENT) > 1

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

    def paragraph_end(self, i: int) -> int:
        """The last line of the paragraph that begins with line i."""
        text, special, stops, full = self.text, self.special, self.stops, self.full
        last = len(text) - 1
        k = i
        while (k := self.pause(k)) < last:
            following = k + 1
            if following in special and (self.lines[self.first[following]].level or k in stops):
                return k
            if (
                following in self.jumps
                or following in self.standing
                or (text[k][-1] in _MAY_CLOSE and self.closed(i, k))
            ):
                return k
            if self.old and self.heading_below(k):
                return k
            if text[k][-1] in "：:" and k not in full and is_salutation("".join(text[i : k + 1])):
                return k
            if k in stops:
                if k in self.less and (k > i or not self.fills_first(k)):
                    return k
                if self.new_paragraph(following):
                    return k
            elif k not in full and not (k == i and (self.fills_first(k) or self.lede(k))):
                unclosed = text[k].rfind("（") > text[k].rfind("）") or text[k].rfind("(") > text[k].rfind(")")
                if (
                    not unclosed
                    and text[k][-1] not in "，、；：,;:（(“《—·"
                    and not find_marks("\n".join(text[k : k + 2]))
                ):
                    return k
            elif self.lede(following) and not (k == i and text[following][0] in "（(" and self.lede(k)):
                # Not the credit on the line below its wire: 新华社西安3月3日电⏎（记者 许杰秋）.
                return k
            k = following
        return k

    def heading_below(self, k: int) -> bool:
        """Whether, in the old punctuation, a heading stands below the full line k: its text ends with a mark as well.

        A full line has no room for its mark; then two short lines of one width without a mark show that they head.
        """
        if k + 2 >= len(self.text):
            return False
        text, after = self.text[k + 1], self.text[k + 2]
        if self.text[k][-1] not in "、，。！？；」』":
            block = k + 1 in self.less and len(text) == len(after) and (text + after).isalpha()
            return block and 3 * self.width[k + 1] <= self.column[k]
        if k + 1 not in self.less or not (text[-1].isalnum() or text[-1] in "）」』！") or text[0] in NO_LINE_START:
            return False
        return is_bracketed(after) or self.fills_first(k + 2) or len(text) <= 8

    def closed(self, i: int, k: int) -> bool:
        """Whether the text from line i ends with line k for certain: with a credit in brackets or a mark 下转."""
        text = "\n".join(self.text[max(i, k - 2) : k + 1])
        marks = find_marks(text)
        if marks and marks[-1].forward and marks[-1].end == len(text):
            return True
        return not self.lede(i) and tail_credit(text) is not None

    def new_paragraph(self, i: int) -> bool:
        """Whether line i, after a full line that ends a sentence, begins something new."""
        if self.text[i][0] in NO_LINE_START:
            return False
        if self.indent and -1 <= self.column[i] - self.width[i] <= 1 and self.runs_on(i):
            return False
        if self.lede(i) or not self.opens(i):
            return not (i in self.stops and not self.lede(i))
        if self.indent and i + 1 < len(self.text):
            return (
                self.column[i] - self.width[i] >= 3
                and i not in self.stops
                and (i + 1 in self.full or i + 1 in self.stops)
            )
        return False

    def caption_end(self, i: int) -> int | None:
        """The last line of a caption over several lines that ends with a credit in brackets, None without one.

        Captions are set as text is: a line broken well before its column ends is a headline's, and what has ended
        before the brackets is an item of news.
        """
        for k in range(i + 1, min(i + 4, len(self.text))):
            if self.width[k - 1] <= 0.7 * self.column[k - 1]:
                break
            caption, _, credit = self.text[k].rpartition("（")
            if self.text[k][-1] == "）" and len(credit) <= 10:
                return None if caption[-1:] in ("、", "，") else k
            if k in self.stops:
                break
        return None

    def byline_end(self, i: int) -> int | None:
        """The last line of the byline that line i begins, None when it begins none."""
        text = self.text[i]
        end = i if is_byline(text) else None
        if "记者" not in text and "記者" not in text and "通讯员" not in text and end is None:
            return None
        for k in range(i + 1, min(i + 3, len(self.text))):
            # Only a full line goes on, or one that the next completes with a few characters.
            piece = self.text[k]
            if len(piece) > 8 or any_of("，。、：；")(piece) or not (self.fills_first(k - 1) or len(piece) <= 4):
                break
            text += piece
            if is_byline(text):
                end = k
        return end

    def spilled(self, i: int) -> int:
        """How many characters at the head of line i belong to the heading line above it.

        Extraction puts the last character of a headline into the line of text beside it: 发表书面致⏎辞新华社武汉6月2日电.
        """
        text, above = self.text[i], self.text[i - 1]
        if len(text) < 4:
            return 0
        if size := self.spilled_lede(i):
            return size
        # 当地时间: a character that makes a word with the next belongs to the text.
        if self.lede(i) or (self.indent and self.column[i] - self.width[i] > 3) or i + 1 == len(self.text):
            return 0
        if not (i + 1 in self.full or i + 1 in self.stops):
            return 0
        from ..chinese.words import frequency

        if not self.indent and (
            i < 2 or self.width[i - 1] < self.width[i - 2] or i - 2 in self.full or i - 2 in self.stops
        ):
            return 0
        return int(
            frequency(text[:2]) == 0 and any(frequency(above[-n:] + text[0]) > 30 for n in (1, 2) if len(above) > n)
        )

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

    def runs_on(self, i: int) -> bool:
        """Whether lines from i fill their column until one ends a sentence or a mark 下转 ends the text."""
        k = i
        while k < len(self.text) and k in self.full and k not in self.stops:
            k = max(k + 1, self.pause(k))
        return k == len(self.text) or k in self.stops or (self.text[k][-1] in _MAY_CLOSE and self.closed(i, k))

    def close_of_letter(self, i: int) -> list[Block]:
        """The lines from i on that close a letter: 此致, 敬礼, and below them the writer's name and the day."""
        k = i
        while k + 1 < len(self.text) and closes_letter(self.text[k + 1]):
            k += 1
        for last in range(k + 1, min(k + 1 + _SIGNED, len(self.text))):
            if len(self.text[last]) > _NAMED or self.text[last][-1] in "。，；":
                break
            if begins_with_day(self.text[last]):
                k = last
                break
        kinds = ["date" if begins_with_day(self.text[line]) else "paragraph" for line in range(i, k + 1)]
        return [
            block((kind, self.first[line], self.last[line], self.text[line], 0, self.width[line], self.column[line]))
            for line, kind in enumerate(kinds, i)
        ]

    def blocks(self) -> list[Block]:
        """The blocks of the page."""
        out: list[Block] = []
        i, n = 0, len(self.text)
        while i < n:
            text = self.text[i]
            level = self.lines[self.first[i]].level
            end = i
            if level:
                kind = "head"
            elif i in self.jumps:
                kind = "jump"
            elif (
                (i in self.points or i + 1 in self.points)
                and i + 1 < n
                and len(text) < 24
                and is_mark(text + self.text[i + 1])
            ):
                kind, end = "jump", i + 1
            elif is_caption(text):
                kind = "caption"
            elif text[0] in "◘◉" and (last := self.caption_end(i)) is not None:
                kind, end = "caption", last
            elif (last := self.byline_end(i)) is not None:
                kind, end = "byline", last
            elif text[-1] in "号日" and (is_number(text) or is_date_line(text)):
                kind = "number" if is_number(text) else "date"
            elif is_adoption(text):
                kind = "number"
            elif text[0] in "此敬" and closes_letter(text):
                closing = self.close_of_letter(i)
                out += closing
                i += len(closing)
                continue
            elif (":" in text[:6] or "：" in text[:6]) and is_imprint(text):
                kind = "paragraph"
                while end + 1 < n and self.text[end][-1] in "、，,":
                    end += 1
            elif is_bracketed(text) and (len(text) <= 10 or (len(text) <= 24 and i in self.less)):
                kind = "tail"
            elif self.old and len(text) <= 12 and i in self.less and text[-1] in "著譯輯編撰稿":
                kind = "byline"
            elif self.opens(i):
                kind, end = "paragraph", self.paragraph_end(i)
            else:
                kind = "head"
            joined = "\n".join(self.text[i : end + 1]) if end > i else text
            if kind == "paragraph" and joined[-1] in "摄攝影图圖" and is_caption(joined):
                kind = "caption"
            elif (
                kind == "paragraph"
                and out
                and out[-1].kind == "head"
                and out[-1].width <= self.column[i]
                and (size := self.spilled(i))
            ):
                head = out.pop()
                out.append(
                    head._replace(text=head.text + joined[:size], last=self.last[i], width=head.width + 2 * size)
                )
                joined = joined[size:].lstrip()
            elif (
                kind == "head"
                and "接" in joined
                and (marks := find_marks(joined))
                and not marks[-1].forward
                and marks[-1].end == len(joined)
            ):
                # 大桥通车（上接1版）: the mark stands in the line of the headline.
                line, width = joined[: marks[-1].start].rstrip(), self.width[i]
                out.append(block(("head", self.first[i], self.last[end], line, level, width, self.column[i])))
                kind, joined = "jump", marks[-1].raw
            first, column = self.first[i], self.column[min(i + 2, n - 1)]
            if kind == "jump" and out and out[-1].kind == "paragraph" and out[-1].text[-1] in "▼▲":
                # ▼⏎下转第三版: what points at the mark stands in the line above.
                before = out[-1]
                first, joined = before.last, before.text[-1] + "\n" + joined
                out[-1] = before._replace(text=before.text[:-1].rstrip())
            out.append(block((kind, first, self.last[end], joined, level, self.width[i], column)))
            i = end + 1
        return out

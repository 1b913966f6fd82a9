"""Hard-wrapped pages: which lines are running text and where its paragraphs end, seen from how lines fill the column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..chinese.chars import NO_LINE_START, OPENING
from .blocks import BULLETS, CLOSERS, SENTENCE_ENDS, Block, ends_sentence, is_bracketed, is_caption, is_titled, speaks
from .documents import is_adoption, is_date_line, is_imprint, is_number, is_salutation, is_standing
from .jumps import find_marks, is_mark
from .ledes import is_byline, read_lede, tail_credit
from .lines import Line, width

# Half-width units a justified line may differ from its column: kinsoku pushes one mark in or out, digits are narrow.
_SLACK = 3
_INDENT = 4
_WIRE_STARTS = frozenset("本据據新中综人（([【［▲◀")
# Columns of fewer than seven characters are headings set in blocks.
_NARROWEST = 14
_MARKS = frozenset("，、。；,")
_QUOTES = frozenset("“‘「『《")
_STOPS = frozenset(SENTENCE_ENDS + CLOSERS + "：:；;")
# A credit in brackets and a jump mark, in brackets or behind arrows, end with one of these.
_MAY_CLOSE = frozenset("）)】]版页頁")
# What extraction and kinsoku keep together at a line's head: a number or a Latin word.
_TOKEN = re.compile(r"[0-9A-Za-z.%+-]{1,16}")


def _slack(column: int) -> int:
    """How much a justified line may differ from its column: more in a wide one, where more words can move."""
    return max(_SLACK, column // 16)


def _mode(counts: Counter[int]) -> int:
    """The commonest width, its neighbours counted in."""
    near = counts.get
    return max([(2 * n + near(w - 1, 0) + near(w + 1, 0), w) for w, n in counts.items()])[1]


class Wrapped:
    """The hard-wrapped lines of one page, and how they go together.

    A line of running text fills its column unless the paragraph ends there, and then it ends with a sentence. So a
    line that does neither is no running text: it is of a heading, a byline, verse or a list.
    """

    def __init__(self, lines: Sequence[Line], sheet: list[int]) -> None:
        self.lines = lines
        text = [lines[k].text for k in sheet]
        whole = "".join(text)
        self.old = whole.count("、") > 2 * (whole.count("。") + whole.count("，"))
        self.first = sheet
        self.last = sheet
        self.text = text
        self.width = [width(t) for t in text]
        self.column = self._columns()
        self._merge_cut_lines()
        self.column = self._columns()
        self._look()
        self.flush = False  # paragraphs surely begin without an indent
        self.indent = self._indented()

    def _look(self) -> None:
        """What every line shows by itself, once for all questions.

        `gaps`: what a line lacks of its column, less what its next word or kinsoku took from it: a number or Latin
        word is not broken (2021年), and a mark takes the character before it along (报⏎道，). `full`: it fills its
        column; `less`: it ends short of it; `jumps`: it is a jump mark; `stops`: it ends a sentence (in the old
        punctuation only a short line can show that); `wires`: it may begin a lede or with a mark 上接; `standing`: it
        is the name of a standing item or in the brackets of a title; `special`: it is indented, marked, a jump mark or such a name.
        """
        text, old = self.text, self.old
        gaps = [column - width for column, width in zip(self.column, self.width, strict=True)]
        slack = self.slack = _slack(max(self.column, default=0))
        self.less = [gap > slack for gap in gaps]
        self.stops = [
            line[-1] in SENTENCE_ENDS
            or (line[-1] in CLOSERS and ends_sentence(line))
            or (old and gap > slack and line[-1] in "、，；,")
            for line, gap in zip(text, gaps, strict=True)
        ]
        for i, after in enumerate(text[1:]):
            if gaps[i] > slack:
                if after[0].isascii():
                    token = _TOKEN.match(after)
                    gaps[i] = max(0, gaps[i] - len(token[0]) - 2) if token else gaps[i]
                elif len(after) > 1 and after[1] in NO_LINE_START:
                    gaps[i] -= 2
        self.gaps = gaps
        self.jumps = [("接" in line or "转" in line or "轉" in line) and is_mark(line) for line in text]
        self.standing = [is_titled(line) or (len(line) <= 12 and is_standing(line)) for line in text]
        self.wires = [
            line[0] in _WIRE_STARTS
            or "电" in line
            or "讯" in line
            or (old and ("電" in line or "訊" in line))
            or "接" in line[:4]
            or "消息" in line[:12]
            for line in text
        ]
        self.special = [
            self.lines[k].indented or self.lines[k].level > 0 or name or jump
            for k, name, jump in zip(self.first, self.standing, self.jumps, strict=True)
        ]
        self.full = [-slack - 1 <= gap <= slack for gap in self.gaps]

    def _columns(self) -> list[int]:
        """The column width around each line: the page's when one prevails, else that of the lines that follow."""
        counts = Counter(self.width)
        mode = _mode(counts)
        if len(self.width) < 12:
            return [mode] * len(self.width)
        near = sum(n for w, n in counts.items() if abs(w - mode) <= _SLACK)
        wider = sum(n for w, n in counts.items() if w > mode + _SLACK)
        if near >= 0.5 * len(self.width) and wider <= 0.08 * len(self.width):
            return [mode] * len(self.width)
        column = 0 if self.old else self._broken_width()
        return [column] * len(self.width) if column else self._column_runs(mode)

    def _broken_width(self) -> int:
        """The width at which lines of running text are broken on this page, 0 where there is no one width.

        In wide columns most paragraphs have one full line or two, so that full lines are few. A line with a pause in
        it that does not end a sentence is of running text, and was broken because it is full.
        """
        broken = Counter(
            [w for w, t in zip(self.width, self.text, strict=True) if t[-1] not in _STOPS and not _MARKS.isdisjoint(t)]
        )
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
        runs = [0] * len(self.width)
        start = 0
        for i in range(1, len(self.width) + 1):
            if i == len(self.width) or abs(self.width[i] - self.width[start]) > _SLACK:
                wide = self.width[start] >= _NARROWEST
                if (i - start >= 3 and wide) or (i - start >= 4 and not wide and self._paused(start, i)):
                    runs[start:i] = [max(self.width[start:i])] * (i - start)
                start = i
        out = [0] * len(runs)
        coming = [0] * len(runs)
        ahead, distance = 0, 0
        for i in range(len(runs) - 1, -1, -1):
            ahead, distance = (runs[i], 0) if runs[i] else (ahead, distance + 1)
            coming[i] = ahead if distance <= 5 else 0
        for i, run in enumerate(runs):
            above = out[i - 1] if i else 0
            if run or not above:
                out[i] = run or coming[i] or mode
                continue
            below = coming[i] or above
            if below != above:
                before = self.width[i - 1]
                goes_on = self.width[i] <= above + _SLACK and before >= above - _SLACK - _INDENT
                if goes_on and not ends_sentence(self.text[i - 1], self.old and before < above - _SLACK):
                    below = above
            out[i] = below
        return out

    def _paused(self, start: int, end: int) -> bool:
        """Whether at least two of some lines and a third of them have a pause or the end of a sentence in them."""
        paused = sum(not _MARKS.isdisjoint(text) for text in self.text[start:end])
        return paused >= 2 and 3 * paused >= end - start

    def _merge_cut_lines(self) -> None:
        """Put together what is one line in print: extraction cuts lines at marks set narrow (发展”⏎，17日在厦)."""
        first: list[int] = []
        last: list[int] = []
        text: list[str] = []
        wide: list[int] = []
        column: list[int] = []
        for i, t in enumerate(self.text):
            # Most lines show at once that they are whole.
            suspect = (
                t[0] in NO_LINE_START or t[0] in OPENING or (t[-1] in "）)" and bool(text) and text[-1][0] in "（(")
            )
            if suspect and text and self.lines[self.first[i]].gap == 0:
                total = wide[-1] + self.width[i]
                cut = t[0] in NO_LINE_START and total <= self.column[i] + _SLACK
                if t[0] in OPENING and total <= self.column[i] + _SLACK:
                    end = text[-1][-1]
                    cut = (
                        cut
                        or end in "，、；："
                        or (end in "。！？”’》）" and max(total, self._pieces(i, wide[-1])) >= self.column[i] - 5)
                    )
                if cut and t[0] in OPENING and text[-1][-1] in "。！？”" and i + 1 < len(self.text):
                    # Then the line is one within a paragraph, and the next one fills the column or ends the text.
                    cut = self.width[i + 1] >= self.column[i + 1] - _SLACK or ends_sentence(self.text[i + 1])
                if text[-1][0] in "（(" and t[-1] in "）)" and "（" not in t and text[-1][-1] not in "）)":
                    cut = len(text[-1]) + len(t) <= 10 or tail_credit("。" + text[-1] + t) is not None
                cut = cut or text[-1] in BULLETS
                if cut and not (t[0] in "（(" and text[-1][-1] in "。！？”" and total < self.column[i] - _SLACK):
                    last[-1] = self.last[i]
                    text[-1] += "\n" + t
                    wide[-1] = total
                    continue
            first.append(self.first[i])
            last.append(self.last[i])
            text.append(t)
            wide.append(self.width[i])
            column.append(self.column[i])
        self.first, self.last, self.text, self.width, self.column = first, last, text, wide, column

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
        for i in range(len(self.text) - 2):
            if self.stops[i] and self.less[i] and self.full[i + 2]:
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
        if self.standing[i]:
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
        if text[0] in "问答問记記" and speaks(text) and (self.stops[i] or self.gaps[i] <= _SLACK + _INDENT):
            return True
        if text[:2] in ("——", "──", "－－") and not self.stops[i] and "，" not in text:
            return False
        if self.stops[i]:
            # 不配！ is a headline, 他说：“走！” is not.
            return not (last in "！？!?" and self.less[i] and len(text) <= 16 and "，" not in text)
        if not self.fills_first(i) and not ("，" in text[:-1] and last in "，、；："):
            return False
        if self.indent and self.column[i] - self.width[i] <= 1 and not any(c in text for c in "，。、；：,"):
            # Where paragraphs are indented a first line cannot fill the column; at the top of a page it may go on.
            if (i and not self.stops[i - 1] and self.spilled(i)) or self.turns(i):
                return True
            if i or (i + 1 < len(self.text) and 2 <= self.column[i + 1] - self.width[i + 1] <= _INDENT + _SLACK):
                return False
        if self.indent and self.heading_over_indent(i):
            return False
        if self.old and "、" in text:
            return True
        if self.old and self.gaps[i] >= 2 and len(text) <= 16 and not any(c in text for c in "、，。：；"):
            return False  # so long a piece of text has a mark in it, a headline has none
        k = i + 1
        while k < len(self.text) and self.full[k] and not self.stops[k] and not self.lede(k):
            k += 1
        if k == len(self.text):
            return k - i >= 3 or "，" in text
        if self.lede(k):
            return k - i >= 5 or any("。" in self.text[m] for m in range(i, k))
        if self.stops[k] and (self.less[k] or self.full[k]):
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
        while k + 1 < len(self.text) and k < i + 5 and self.full[k] and not self.stops[k]:
            k += 1
        ahead = "\n".join(self.text[max(i, k - 1) : k + 2])
        return ("转" in ahead or "轉" in ahead) and any(mark.forward for mark in find_marks(ahead))

    def heading_over_indent(self, i: int) -> bool:
        """Whether line i, without a mark in it, stands over a line that is indented: no text has its second line so."""
        if i + 2 >= len(self.text) or any(c in self.text[i] for c in "，。、：；“”（）,") or self.stops[i + 1]:
            return False
        here, below = (self.column[k] - self.width[k] for k in (i, i + 1))
        return 3 <= below <= _INDENT + _SLACK and self.full[i + 2] and abs(here - _INDENT) > 1

    def lede(self, i: int) -> bool:
        """Whether line i begins a lede, or with the mark 上接."""
        if not self.wires[i]:
            return False
        text = self.text[i]
        both = text + ("\n" + self.text[i + 1] if i + 1 < len(self.text) else "")
        if self.old and text[0] in "（(" and len(text) < 8 and not any(c in both for c in "）)"):
            both = "\n".join(self.text[i : i + 6])  # a lede in a narrow column
        if text[0] in "（([【▲◀●■" and "接" in text[:4]:
            marks = find_marks(both)
            return bool(marks) and not marks[0].forward and marks[0].start == 0
        return read_lede(both) is not None or (i > 0 and not self.stops[i - 1] and self.spilled_lede(i) > 0)

    def paragraph_end(self, i: int) -> int:
        """The last line of the paragraph that begins with line i."""
        full, stops, text, special, wires, old = self.full, self.stops, self.text, self.special, self.wires, self.old
        last = len(text) - 1
        k = i
        while k < last:
            # The common case first: a full line within a sentence, and nothing in the next that begins a text.
            if (
                full[k]
                and not stops[k]
                and not special[k + 1]
                and not wires[k + 1]
                and not old
                and text[k][-1] not in _MAY_CLOSE
            ):
                k += 1
                continue
            following = k + 1
            if special[following] and (self.lines[self.first[following]].level or stops[k]):
                return k
            if self.jumps[following] or self.standing[following] or (text[k][-1] in _MAY_CLOSE and self.closed(i, k)):
                return k
            if self.old and self.heading_below(k):
                return k
            if text[k][-1] in "：:" and not full[k] and is_salutation("".join(text[i : k + 1])):
                return k
            if stops[k]:
                if self.less[k] and (k > i or not self.fills_first(k)):
                    return k
                if self.new_paragraph(following):
                    return k
            elif not full[k] and not (k == i and (self.fills_first(k) or self.lede(k))):
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
            block = self.less[k + 1] and len(text) == len(after) and (text + after).isalpha()
            return block and 3 * self.width[k + 1] <= self.column[k]
        if not self.less[k + 1] or not (text[-1].isalnum() or text[-1] in "）」』！") or text[0] in NO_LINE_START:
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
            return not (self.stops[i] and not self.lede(i))
        if self.indent and i + 1 < len(self.text):
            return self.column[i] - self.width[i] >= 3 and not self.stops[i] and (self.full[i + 1] or self.stops[i + 1])
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
            if self.stops[k]:
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
            if (
                len(piece) > 8
                or any(c in piece for c in "，。、：；")
                or not (self.fills_first(k - 1) or len(piece) <= 4)
            ):
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
        if not (self.full[i + 1] or self.stops[i + 1]):
            return 0
        from ..chinese.words import frequency

        if not self.indent and (
            i < 2 or self.width[i - 1] < self.width[i - 2] or self.full[i - 2] or self.stops[i - 2]
        ):
            return 0
        return int(
            frequency(text[:2]) == 0 and any(frequency(above[-n:] + text[0]) > 30 for n in (1, 2) if len(above) > n)
        )

    def spilled_lede(self, i: int) -> int:
        """How many characters stand before a lede in line i: they are the end of the headline above."""
        text = self.text[i]
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
        while k < len(self.text) and self.full[k] and not self.stops[k]:
            k += 1
        return k == len(self.text) or self.stops[k] or (self.text[k][-1] in _MAY_CLOSE and self.closed(i, k))

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
            elif self.jumps[i] or (len(text) < 24 and i + 1 < n and is_mark(text + self.text[i + 1])):
                kind = "jump"
                end = i if self.jumps[i] else i + 1
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
            elif (":" in text[:6] or "：" in text[:6]) and is_imprint(text):
                kind = "paragraph"
                while end + 1 < n and self.text[end][-1] in "、，,":
                    end += 1
            elif is_bracketed(text) and (len(text) <= 10 or (len(text) <= 24 and self.less[i])):
                kind = "tail"
            elif self.old and len(text) <= 12 and self.less[i] and text[-1] in "著譯輯編撰稿":
                kind = "byline"
            elif self.opens(i):
                kind, end = "paragraph", self.paragraph_end(i)
            else:
                kind = "head"
            joined = "\n".join(self.text[i : end + 1])
            if kind == "paragraph" and joined[-1] in "摄攝影图圖" and is_caption(joined):
                kind = "caption"
            if (
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
            if (
                kind == "head"
                and "接" in joined
                and (marks := find_marks(joined))
                and not marks[-1].forward
                and marks[-1].end == len(joined)
            ):
                # 大桥通车（上接1版）: the mark stands in the line of the headline.
                out.append(
                    Block(
                        "head",
                        self.first[i],
                        self.last[end],
                        joined[: marks[-1].start].rstrip(),
                        level,
                        self.width[i],
                        self.column[i],
                    )
                )
                kind, joined = "jump", marks[-1].raw
            first = self.first[i]
            if kind == "jump" and out and out[-1].kind == "paragraph" and out[-1].text[-1] in "▼▲":
                # ▼⏎下转第三版: what points at the mark stands in the line above.
                before = out[-1]
                first, joined = before.last, before.text[-1] + "\n" + joined
                out[-1] = before._replace(text=before.text[:-1].rstrip())
            out.append(
                Block(
                    kind,
                    first,
                    self.last[end],
                    joined,
                    level,
                    self.width[i],
                    self.column[min(i + 2, len(self.column) - 1)],
                )
            )
            i = end + 1
        return out

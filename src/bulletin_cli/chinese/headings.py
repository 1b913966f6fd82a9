"""Headings broken over several lines: their lines fill a measure of their own, or a word is cut between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate

from bulletin_cli.chinese.seams import BOUND_END, BOUND_START, closes_in, is_end, is_han, is_open, spanning_word
from bulletin_cli.chinese.surnames import COMPOUND_SURNAMES, SURNAMES

JOIN_AT = 2.0
SHORT_REST = 12  # half characters; kickers and decks are longer
LONGEST = 96  # half characters; a longer line is no heading's
# A word this common in the dictionary's corpus is taken for one although a heading may be cut beside it.
COMMON = 3

Judged = tuple[float, str]
HALVES = "second part of a heading in the same type"
NAME = 3  # characters
HALF = 6  # characters of the half of a heading in two lines
ECHO = "the words beside the break stand together elsewhere"
VERSE = 7, 12  # so many lines under each other, none of more characters than this, are verse and no headings
OFFICES = ("局", "厅", "廳", "委员会", "委員會", "办公室", "辦公室", "人民政府")  # they sign what they issue
BEFORE, BEHIND = 3000, 6000  # characters in front of a break and behind it in which they are looked for
BESIDE = 2  # characters on each side of a break that are looked for elsewhere


class Prose:
    """The paragraphs of a passage, each in one piece, and where its rows stand in them."""

    def __init__(self, rows: Sequence[str], joined: Sequence[bool]) -> None:
        """`joined[i]`: row i and the next are of one paragraph."""
        self._rows, self._joined = rows, joined
        self._made: tuple[list[int], str] | None = None

    def _whole(self) -> tuple[list[int], str]:
        """Where each row begins, and the text; made when first asked for."""
        if self._made is None:
            pairs = list(zip(self._rows, [*self._joined, False], strict=False))
            places = [0, *accumulate(len(row) + (not joined) for row, joined in pairs[: len(self._joined)])]
            self._made = places, "".join([row if joined else row + "\n" for row, joined in pairs])
        return self._made

    def has_across(self, a: str, b: str, i: int) -> bool:
        """Whether the last characters of `a`, which is row i, and the first ones of `b` stand side by side nearby."""
        left, right = a[-BESIDE:], b[:BESIDE]
        if len(left) + len(right) < 2 * BESIDE:
            left, right = a[-BESIDE - 1 :], b[: BESIDE + 1]
        if b[0].isdecimal():
            right = b[: len(b) - len(b.lstrip("0123456789.")) + 1]  # a number and what it counts
        words = left + right
        if len(words) < 2 * BESIDE or not (is_han(words[0]) and is_han(words[-1])):
            return False
        places, text = self._whole()
        return text.find(words, max(0, places[i] - BEFORE), places[i] + BEHIND) >= 0


def judge_headings(
    rows: Sequence[str], widths: Sequence[int], free: Sequence[bool], measured: bool, prose: Prose
) -> dict[int, Judged]:
    """A score and a reason for each gap after a row that is `free`, that is, in no paragraph.

    `free[i]`: row i may be a line of a heading. The gap after it is judged if the next row is free too.
    `measured`: a full line is evidence; in the old press, where lists and advertisements stand in narrow lines, it is
    none. `prose`: the paragraphs around, in which the words of a heading come again.
    """
    gaps = [
        i
        for i in range(len(rows) - 1)
        if free[i]
        and free[i + 1]
        and widths[i] <= LONGEST
        and not is_end(rows[i])
        and not is_end(rows[i + 1])
        # A deck begins with a dash, an address ends with a colon.
        and rows[i + 1][0] != "—"
        and rows[i + 1][-1] not in "：:"
    ]
    words = {i: _words(rows, i, prose) for i in gaps if widths[i + 1] <= widths[i] + _tolerance(rows[i], rows[i + 1])}
    verse = _verse(rows, free, words)
    full = Counter(widths[i] for i in words)
    sure = {widths[i] for i, (score, _) in words.items() if score >= JOIN_AT}
    measures = {width for width, count in full.items() if measured and (width in sure or count > 3)}
    out: dict[int, Judged] = {}
    for i in gaps:
        if i in words:
            if i in verse:
                continue
            plain = not measured or rows[i + 1].endswith(OFFICES)
            out[i] = words[i] if plain else _wrapped(rows, widths, i, words[i], measures)
            follows = words.get(i + 1)
            if (
                words[i][0] == 0
                and widths[i + 1] < widths[i] - 1
                and follows
                and (widths[i + 1] in measures or follows[0] >= JOIN_AT)
            ):
                out[i] = (-3.0, "next line is full in another type")
    for i in gaps:
        if i not in words and _cut_within(rows[i], rows[i + 1]):
            out[i] = (3.0, "cut within a word or a title")
        elif i not in words and i not in verse and _second_part(widths, i, out, measures):
            out[i] = (2.0, HALVES)
        elif i not in words and prose.has_across(rows[i], rows[i + 1], i):
            out[i] = (2.0, ECHO)  # broken where the sense allowed it
    if measured:
        for i in gaps:
            last = i + 2 == len(rows) or not free[i + 2] or rows[i + 2][0] == "—"
            if last and i not in verse and out.get(i, (0, ""))[0] < JOIN_AT and are_halves(rows[i], rows[i + 1]):
                out[i] = (2.0, HALVES)
    return out


def _verse(rows: Sequence[str], free: Sequence[bool], words: Mapping[int, Judged]) -> set[int]:
    """The rows that are lines of verse: many short ones of Han alone, none of which is in a paragraph or cuts words."""
    out: set[int] = set()
    start = 0
    for i in range(len(rows) + 1):
        if i == len(rows) or not free[i] or len(rows[i]) > VERSE[1] or not all(map(is_han, rows[i])):
            if i - start >= VERSE[0] and sum(words.get(k, (0, ""))[0] > 2 for k in range(start, i - 1)) < 2:
                out.update(range(start, i))
            start = i + 1
    return out


def _cut_within(a: str, b: str) -> bool:
    """Whether a title is open at the end of `a` and closes in `b`, or a character set off at the end begins a word there.

    >>> [_cut_within(*pair) for pair in (("市长向“新区发", "展论坛”致贺信"), ("双方交火持续 部", "分医院遭破坏"), ("因地制宜", "发展"))]
    [True, True, False]
    """
    if is_open(a) and closes_in(a, b) and b[0] not in "“「":
        return True
    return len(a) > HALF and a[-2] in " 　" and spanning_word(a[-1], b, COMMON) is not None


def are_halves(a: str, b: str) -> bool:
    """Whether two headings are the halves of one in two lines (双行题): of one length, and neither a label nor a deck.

    >>> are_halves("各地筑牢疫情防线", "欢喜健康过大年"), are_halves("经济观察", "国家水网"), are_halves("会见总统", "——深化合作")
    (True, False, False)
    """
    return (
        len(b) <= len(a) <= len(b) + 1
        and len(b) >= HALF
        and is_han(a[0])
        and is_han(b[0])
        and is_han(a[-1])
        and is_han(b[-1])
        and not any(mark in row for row in (a, b) for mark in "，。：:；、·—！？ 　")
    )


def _tolerance(row: str, after: str) -> int:
    """By how much the next line may be wider though the type is the same.

    Latin capitals are wider than half an em, and marks can be set half an em wide (CLREQ 3.1.6.2).
    """
    marks = sum(map(after.count, "、，：；“”《》（）"))
    return (2 if sum("A" <= char <= "Z" for char in row) > 1 else 1) + marks


def _words(rows: Sequence[str], i: int, prose: Prose) -> Judged:
    """What the words say for a heading that goes on from row i to the next."""
    a, b = rows[i], rows[i + 1]
    if is_open(a) and b[0] not in "“「":
        return 3, "inside quotes or brackets"
    if spanning_word(a, b, COMMON):
        return 3, "a word spans the break"
    if a[-1] in BOUND_END or b[0] in BOUND_START:
        return 2, "bound word at the break"
    if a[-1].isascii() and a[-1].isalnum() and b[0].isascii() and b[0].isalnum():
        return 2, "inside a number or a name"
    if prose.has_across(a, b, i):
        return 3, ECHO
    if len(b) == 1 and is_han(b):
        return 2, "a rest of one character"
    return 0, ""


def _wrapped(rows: Sequence[str], widths: Sequence[int], i: int, words: Judged, measures: set[int]) -> Judged:
    score, reason = words
    decked = i + 2 < len(rows) and rows[i + 2][0] == "—"  # over a deck stands the headline's end, and no name
    if score == 0 and not decked and not _may_be_rest(rows[i + 1]):
        return words
    if widths[i] in measures:
        score, reason = score + 2, reason or "the heading's line is full"
    elif widths[i] - 1 in measures or widths[i] + 1 in measures:
        score += 1
    if widths[i + 1] * 2 <= widths[i]:
        score, reason = score + (2 if widths[i + 1] <= SHORT_REST else 1), reason or "a short rest"
    return score, reason


def _may_be_rest(row: str) -> bool:
    """Whether a short line may be a heading's last one, and is no author's name under it, no date, no label with what it says.

    >>> [_may_be_rest(row) for row in ("致贺信", "阮松", "欧阳舟", "10月16日", "记录：叶小满", "安全", "开创新局面")]
    [True, False, False, False, False, True, True]
    """
    from bulletin_cli.chinese.words import frequency

    named = row[:2] in COMPOUND_SURNAMES and len(row) <= NAME + 1
    if (named or (len(row) <= NAME and row[0] in SURNAMES)) and all(map(is_han, row)) and not frequency(row):
        return False
    return "：" not in row and ":" not in row and not (row[0].isdigit() and row[-1] == "日")


def _second_part(widths: Sequence[int], i: int, out: dict[int, Judged], measures: set[int]) -> bool:
    """Whether row i is the short end of a first part, and a second part set in the same type follows."""
    before, after = out.get(i - 1), out.get(i + 1)
    if before is None or before[0] < JOIN_AT:
        return False
    if widths[i - 1] == widths[i + 1] and "the heading's" not in before[1]:
        return True
    if after is None or after[0] < JOIN_AT:
        return False
    return widths[i - 1] in measures and abs(widths[i - 1] - widths[i + 1]) <= 1

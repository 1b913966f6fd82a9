"""Loops: a clause that a recognition model wrote again and again is cut to one."""

from __future__ import annotations

import re
from functools import cache
from operator import eq

from bulletin_cli.chinese.seams import is_han
from bulletin_cli.clean.edits import Change

LEAST = 3  # times; twice is rhetoric, or a printer's error that is better seen
LEAST_LINES = 6  # whole lines: songs have refrains
SHORTEST = 6  # characters with the mark; 加油！加油！加油！ is a cheer
ENDLESS = 10  # times; nobody writes even a short word so often
LONGEST = 2000
PROSE = 40  # characters of a line with a full stop that is no refrain
SHORT_LOOP = 18  # characters of a loop within a clause
LEAST_HAN = 4  # different characters of such a loop's unit; 一步一步, 哈哈
CHEERS = ("加油", "万岁", "萬歲", "必胜", "必勝")
PERIOD = 30  # clauses that may make up what is repeated, a paragraph of them


@cache
def _clause() -> re.Pattern[str]:
    return re.compile(r"[^，。；！？,;\n]*(?:[，。；！？,;][”’」』）)]*|\n+|$)")


def cut_loops(text: str) -> list[Change]:
    """Cut a clause, or a paragraph of them, that follows itself at least twice, to its first appearance.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(cut_loops, "她回到村里，忙着上门走访，忙着上门走访，忙着上门走访，与乡亲座谈。")
    '她回到村里，忙着上门走访，与乡亲座谈。'
    >>> changed(cut_loops, "加油！加油！加油！一件一件抓落实，一环一环抓衔接。")
    '加油！加油！加油！一件一件抓落实，一环一环抓衔接。'
    """
    clauses = _clauses(text)
    out = _clauses_again(text) if _may_loop(clauses) else []
    if out:
        return out
    long = [clause for clause in clauses if len(clause) >= SHORT_LOOP]
    if long and max(map(len, long)) >= STEP + SAMPLE:
        out = _characters_again(text)
    return out or _within_clauses(text, long)


def _clauses_again(text: str) -> list[Change]:
    spans = [match.span() for match in _clause().finditer(text) if match.end() > match.start()]
    clauses = [text[start:end] for start, end in spans]
    again: dict[str, int] = {}
    out: list[Change] = []
    i = 0
    while i < len(clauses):
        clause = clauses[i]
        before = again.get(clause, -PERIOD - 1)
        again[clause] = i
        if i - before <= PERIOD and (end := _loop(clauses, before, i - before)):
            size = spans[i][0] - spans[before][0]
            times = (end - before) // (i - before)
            if size <= LONGEST and (size >= SHORTEST or times >= ENDLESS):
                # The clauses before i are the first round, and stay.
                out.append(_cut(spans, clauses, before, i, end))
                again.clear()
                while end < len(spans) and spans[end][0] < out[-1][1]:
                    end += 1
            i = end
            continue
        i += 1
    return out


def _cut(spans: list[tuple[int, int]], clauses: list[str], before: int, i: int, end: int) -> Change:
    """What to take out for the rounds of clauses[before:i] that stand in clauses[i:end].

    Where the sentence ends with one round more, only its last mark is another (要抓好落实，…要抓好落实。), the first round
    gets that mark.
    """
    period = i - before
    why = f"repeated {(end - before) // period} times"
    last = clauses[end : end + period]
    start, stop = spans[i][0], spans[end - 1][1]
    if len(last) == period and last[:-1] == clauses[before : i - 1] and not last[-1].endswith("\n"):
        bare, mark = clauses[i - 1].rstrip(_MARKS), last[-1].rstrip(_MARKS)
        if bare == mark:
            return spans[i - 1][0] + len(bare), spans[end + period - 1][0] + len(mark), "", 0.95, why
    if len(last) == period - 1 > 0 and clauses[i - 1].isspace() and last == clauses[before : i - 1]:
        return spans[i - 1][0], spans[end + period - 2][1], "", 0.95, why  # the text ends without a line end
    return start, stop, "", 0.95, why


_MARKS = "，。；！？,;”’」』）)"
STEP = 40  # characters from one sample to the next
SAMPLE = 8
LONGEST_UNIT = 60
LEAST_UNITS = 5


def _characters_again(text: str) -> list[Change]:
    """Loops without any mark: four characters or more at least five times in a row.

    Only a loop of some sixty characters is sure to be met by the samples; shorter ones are no model's.
    """
    out: list[Change] = []
    done = 0
    for at in range(0, len(text) - SAMPLE, STEP):
        if at < done:
            continue
        sample = text[at : at + SAMPLE]
        again = text.find(sample, at + 1, at + LONGEST_UNIT + SAMPLE)
        if again < 0:
            continue
        unit = again - at
        if unit < 4 or not all(map(is_han, text[at:again])):
            continue
        start, end = at, again
        while start > done and text[start - 1] == text[start - 1 + unit]:
            start -= 1
        while end < len(text) and text[end] == text[end - unit]:
            end += 1
        times = (end - start) // unit
        if times >= LEAST_UNITS:
            # The rest of a round that was not finished stays: a clause may well begin as the loop does.
            out.append((start + unit, start + unit * times, "", 0.9, f"repeated {times} times"))
            done = end
    return out


def _clauses(text: str) -> list[str]:
    for mark in "。；！？,;\n":
        text = text.replace(mark, "，")
    return [clause for clause in text.split("，") if len(clause) > 1]


def _may_loop(clauses: list[str]) -> bool:
    """Whether a clause follows itself twice at the same distance: a fast look, with no place."""
    if len(clauses) - len(set(clauses)) < LEAST - 1:
        return False
    last: dict[str, int] = {}
    apart: dict[int, int] = {}  # how often a clause comes again so many clauses on
    for i, clause in enumerate(clauses):
        if (far := i - last.get(clause, i)) and far <= PERIOD:
            apart[far] = apart.get(far, 0) + 1
        last[clause] = i
    # Two rounds after the first of as many clauses that are the same as those so many clauses before.
    return any(
        b"\1" * (2 * period) in bytes(map(eq, clauses, clauses[period:]))
        for period, count in apart.items()
        if count > 1
    )


def _within_clauses(text: str, clauses: list[str]) -> list[Change]:
    """Short loops without any mark, each within a clause: 要为群众办实事要为群众办实事要为群众办实事.

    What people chant stands in quotes, ends in ！ or is a cheer.
    """
    # A character of its middle, or near its beginning, stands in a loop as often as that has rounds.
    likely = {clause for clause in clauses if clause.count(clause[len(clause) >> 1]) > 2 or clause.count(clause[9]) > 2}
    out: list[Change] = []
    for clause in likely:
        at = text.find(clause)
        while at >= 0:
            end = at + len(clause)
            for match in _short_loop().finditer(clause):
                unit, start, stop = match[1], at + match.start(), at + match.end()
                chanted = (
                    text[end : end + 1] in ("！", "!")
                    or text[start - 1 : start] in ("“", "「", "《")
                    or any(cheer in unit for cheer in CHEERS)
                )
                times = (stop - start) // len(unit)
                if (
                    not chanted
                    and len({*filter(is_han, unit)}) >= LEAST_HAN
                    and (len(unit) >= SHORTEST or times > LEAST)
                ):
                    out.append((start + len(unit), stop, "", 0.9, f"repeated {times} times"))
            at = text.find(clause, end)
    return _apart(out)


def _apart(changes: list[Change]) -> list[Change]:
    """The changes in order, without those that begin within another: a clause may stand in a longer one too."""
    out: list[Change] = []
    for change in sorted(changes, key=lambda change: (change[0], -change[1])):
        if not out or change[0] >= out[-1][1]:
            out.append(change)
    return out


@cache
def _short_loop() -> re.Pattern[str]:
    return re.compile(r"([^\s、：:“”]{5,40}?)\1{2,}")


def _loop(clauses: list[str], start: int, period: int) -> int:
    """Where whole rounds of `period` clauses from `start` on end, 0 when there are fewer than LEAST."""
    if not any(char.isalpha() for char in clauses[start]):
        return 0
    end = start + period
    while clauses[end : end + period] == clauses[start : start + period]:
        end += period
    least = LEAST
    if clauses[end - 1][-1] == "\n":
        size = sum(map(len, clauses[start : start + period]))
        if size < PROSE or not any("。" in clause for clause in clauses[start : start + period]):
            least = LEAST_LINES
    return end if (end - start) // period >= least else 0

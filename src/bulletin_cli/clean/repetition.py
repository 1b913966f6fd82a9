"""Loops: a clause that a recognition model wrote again and again is cut to one."""

from __future__ import annotations

import re
from functools import cache
from operator import eq

from bulletin_cli.clean.edits import Change

LEAST = 3  # times; twice is rhetoric, or a printer's error that is better seen
LEAST_LINES = 6  # whole lines: songs have refrains
SHORTEST = 6  # characters with the mark; 加油！加油！加油！ is a cheer
ENDLESS = 10  # times; nobody writes even a short word so often
LONGEST = 400
PERIOD = 6  # clauses that may make up what is repeated


@cache
def _clause() -> re.Pattern[str]:
    return re.compile(r"[^，。；！？,;\n]*(?:[，。；！？,;][”’」』）)]*|\n+|$)")


def cut_loops(text: str) -> list[Change]:
    """Cut a clause, or up to six of them, that follows itself at least twice, to its first appearance.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(cut_loops, "她回到村里，忙着上门走访，忙着上门走访，忙着上门走访，与乡亲座谈。")
    '她回到村里，忙着上门走访，与乡亲座谈。'
    >>> changed(cut_loops, "加油！加油！加油！一件一件抓落实，一环一环抓衔接。")
    '加油！加油！加油！一件一件抓落实，一环一环抓衔接。'
    """
    if not _may_loop(text):
        return []
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
                out.append((spans[i][0], spans[end - 1][1], "", 0.95, f"repeated {times} times"))
            i = end
            continue
        i += 1
    return out


def _may_loop(text: str) -> bool:
    """Whether a clause follows itself twice at the same distance: a fast look, with no place."""
    for mark in "。；！？,;\n":
        text = text.replace(mark, "，")
    clauses = [clause for clause in text.split("，") if len(clause) > 1]
    # Two rounds after the first of as many clauses that are the same as those so many clauses before.
    return any(b"\1" * (2 * period) in bytes(map(eq, clauses, clauses[period:])) for period in range(1, PERIOD + 1))


def _loop(clauses: list[str], start: int, period: int) -> int:
    """Where whole rounds of `period` clauses from `start` on end, 0 when there are fewer than LEAST."""
    if not any(char.isalpha() for char in clauses[start]):
        return 0
    end = start + period
    while clauses[end : end + period] == clauses[start : start + period]:
        end += period
    least = LEAST if clauses[end - 1][-1] != "\n" else LEAST_LINES
    return end if (end - start) // period >= least else 0

"""Runs of heading lines read as kicker 引题, headline 主题 and deck 副题, or as a subhead of the story above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .jumps import likeness
from .layout import Block

# A column's name over a headline is short (今日关注); the headline under it is longer.
_LABEL = 6
_BEAT_SLACK = 3


class Heading(NamedTuple):
    """A heading read from a run of lines; `score` is how much worse the next best reading was (0: a toss-up)."""

    kicker: str | None
    headline: str
    deck: str | None
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    # How many lines of the run go to each; the rest of the run, after the deck, is not of the heading.
    sizes: tuple[int, int, int] = (0, 0, 0)


class Context(NamedTuple):
    """What is known around a heading: the text that follows it (first paragraph apart), and the issue's habits.

    `labels` counts the heading lines that come back in the issue; `kicker_marks` and `deck_marks` count the heading
    levels that kickers and decks had where there was no doubt.
    """

    first: str
    later: str
    labels: frozenset[str]
    plain_kickers: bool = False
    single: bool = False


def join_lines(run: Sequence[Block]) -> str:
    """The lines of one heading as one line: a line that fell short was a beat of its own and gets a space.

    >>> def line(text): return Block("head", 0, 0, text, 0, 2 * len(text))
    >>> join_lines([line("全国政协十四届三次会议举"), line("行新闻发布会")]), join_lines([line("春意渐浓"), line("尽享春日好时光")])
    ('全国政协十四届三次会议举行新闻发布会', '春意渐浓 尽享春日好时光')
    """
    full = max((block.width for block in run), default=0)
    out = ""
    for block in run:
        piece = "".join(block.text.split("\n"))
        if out:
            beat = before.width < full - _BEAT_SLACK or before.level  # noqa: F821
            ascii_seam = out[-1].isascii() and piece[0].isascii() and out[-1].isalnum() and piece[0].isalnum()
            out += (" " if beat or ascii_seam else "") + piece
        else:
            out = piece
        before = block
    return out


def read_heading(run: Sequence[Block], context: Context) -> Heading:
    """The best reading of a run of heading lines over an article."""
    run = run[:7]
    n = len(run)
    best: list[tuple[float, Heading]] = []
    for a in range(0, n):
        for b in range(a + 1, n + 1):
            if a > 3 or n - b > 3:
                continue
            cost, reasons = _cost(run[:a], run[a:b], run[b:], context)
            best.append(
                (
                    cost,
                    Heading(
                        join_lines(run[:a]) if a else None,
                        join_lines(run[a:b]),
                        join_lines(run[b:]) if b < n else None,
                        0.0,
                        tuple(reasons),
                        (a, b - a, n - b),
                    ),
                )
            )
    best.sort(key=lambda item: item[0])
    margin = best[1][0] - best[0][0] if len(best) > 1 else 4.0
    return best[0][1]._replace(score=margin)


def _cost(kicker: Sequence[Block], headline: Sequence[Block], deck: Sequence[Block], context: Context) -> tuple[float, list[str]]:
    """How unlikely a reading is, and what spoke for it."""
    reasons: list[str] = []
    cost = _shape_cost(kicker, False) + _shape_cost(headline, True) + _shape_cost(deck, False)
    head = join_lines(headline)
    flat = _flat(head)
    if len(flat) < 4:
        cost += 1.5
    if len(flat) > 45:
        cost += 2.0
    cost -= 2.0 * likeness(head, context.first) if context.first else 0.0
    if headline[0].text[0] in "—-":
        cost += 6
    if kicker:
        text = join_lines(kicker)
        gain, why = _kicker_evidence(text, head, kicker, headline, context)
        cost += 2.6 - gain
        reasons += why
    elif _flat(headline[0].text) in context.labels and len(headline) > 1:
        cost += 3
    if deck:
        text = join_lines(deck)
        gain, why = _deck_evidence(text, head, deck, headline, context)
        cost += 3.0 - gain
        reasons += why
    return cost, reasons


def _kicker_evidence(text: str, head: str, lines: Sequence[Block], headline: Sequence[Block], context: Context) -> tuple[float, list[str]]:
    gain, why = 0.0, []
    flat = _flat(text)
    if flat in context.labels:
        gain += 4
        why.append("this line stands over other headlines too")
    if len(flat) <= _LABEL and " " not in text and len(_flat(head)) >= 1.5 * len(flat):
        gain += 2.2
        why.append("a short label over a longer line")
    if len(flat) > 8 and flat in context.later:
        gain += 3.5
        why.append("its words come from the text")
    if "·" in text or "・" in text or "|" in text or "｜" in text:
        gain += 1.5
        why.append("a column's name with a middle dot")
    if text[-1] in "：:" or (text[0] in "“【" and text[-1] in "”】"):
        gain += 1.0
    if _smaller(lines, headline):
        gain += 1.5
        why.append("set smaller than the headline")
    if lines[0].level != headline[0].level:
        gain += 2.0 if not lines[0].level or lines[0].level > headline[0].level else -2.0
        why.append("marked otherwise than the headline")
    if len(flat) > 24:
        gain -= 1.5
    return gain, why


def _deck_evidence(text: str, head: str, lines: Sequence[Block], headline: Sequence[Block], context: Context) -> tuple[float, list[str]]:
    gain, why = 0.0, []
    flat = _flat(text)
    if text.startswith(("—", "--", "－－", "──", "–")):
        gain += 6
        why.append("begins with a dash")
    if len(flat) > 8 and flat.lstrip("—") in context.later:
        gain += 3.5
        why.append("its words come from the text")
    if _smaller(lines, headline):
        gain += 1.5
        why.append("set smaller than the headline")
    if lines[0].level != headline[0].level:
        gain += 1.5 if lines[0].level > headline[0].level or not lines[0].level else -2.0
        why.append("marked otherwise than the headline")
    if len(flat) < 6:
        gain -= 1.0
    if text[0] in "（(" and text[-1] in "）)":
        gain += 3
    return gain, why


def _smaller(lines: Sequence[Block], headline: Sequence[Block]) -> bool:
    """Whether lines hold more characters than the lines of a headline that had to be broken: smaller type."""
    if len(headline) < 2 or not headline[0].width:
        return False
    return max(b.width for b in lines) > max(b.width for b in headline) + _BEAT_SLACK


def _shape_cost(lines: Sequence[Block], main: bool) -> float:
    """How badly lines fit one piece of type: all but the last fill the same width, or break at a beat."""
    if len(lines) < 2:
        return 0.0
    if lines[0].level and not lines[0].width:
        return 1.6 * (len(lines) - 1)  # marked lines are whole pieces, seldom parts of one
    full = max(b.width for b in lines)
    cost = 0.0
    for block in lines[:-1]:
        lack = full - block.width
        if lack > _BEAT_SLACK:
            cost += 1.2 if main else 3.0
    # Type that fills the column ends its last line anywhere; two full lines speak for one piece.
    return cost


def _flat(text: str) -> str:
    return "".join(text.split())

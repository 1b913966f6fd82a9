"""Line breaks: paragraphs that a column, a page or a narrow measure cut are put together again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from bulletin_cli.chinese.breaks import KEEP_HARD, Break, Verdict, judge_breaks
from bulletin_cli.chinese.seams import undo_hyphen
from bulletin_cli.clean.code import rows_apart
from bulletin_cli.clean.edits import Change

# The least score that joins, by how much is dared.
DARING = {"safe": 3.5, "balanced": 2.0, "eager": 1.0}
LONGEST_WORD = 40  # characters of a Latin word that a hyphen parts


def join_lines(text: str, join: str = "balanced", body: bool = False) -> list[Change]:
    r"""Take out line breaks inside paragraphs; see `bulletin_cli.chinese.breaks` for the evidence.

    `body`: the text is one article's, in the form that records give it.

    A form feed inside a paragraph moves to the paragraph's end, so that the pages stay countable.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(join_lines, "会议强调，要拿出最好状态、最严要\n\n求，夺取胜利。\n\n会议研究了其他事项。")
    '会议强调，要拿出最好状态、最严要求，夺取胜利。\n\n会议研究了其他事项。'
    >>> changed(join_lines, "会议强调，要拿出最好状态、最严要\n\f求，夺取胜利。\n\n会议研究了其他事项。")
    '会议强调，要拿出最好状态、最严要求，夺取胜利。\n\n\x0c会议研究了其他事项。'
    """
    if join == "off":
        return []
    lines = text.split("\n")
    least = DARING[join]
    gaps = judge_breaks(lines, body, least)
    if not any(gap.score >= least for gap in gaps):
        return []
    if apart := rows_apart(text):
        gaps = _outside(gaps, lines, {start for start, _ in apart})
    verdicts = iter(gaps)
    out: list[Change] = []
    at, end, feeds = 0, -1, 0
    for line in lines:
        row = line.strip()
        if row:
            start = at if row is line else at + line.index(row[0])
            if end >= 0:
                gap = next(verdicts)
                if gap.score >= least and gap.verdict is not Verdict.KEEP:
                    feeds += text.count("\f", end, start)
                    if row[0] == "#":
                        start += len(row) - len(row.lstrip("#").lstrip())  # the mark of a heading's second line
                    if text[end - 1] == "-" and undo_hyphen(text[max(0, end - LONGEST_WORD) : end], row):
                        end -= 1
                    out.append((end, start, gap.glue, _sure(gap.score), ", ".join(gap.reasons)))
                elif feeds:
                    out.append((start, start, "\f" * feeds, 0.9, "page break moved behind the paragraph"))
                    feeds = 0
            end = start + len(row)
        at += len(line) + 1
    if feeds:
        out.append((end, end, "\f" * feeds, 0.9, "page break moved behind the paragraph"))
    return out


def _outside(gaps: Sequence[Break], lines: Sequence[str], apart: Collection[int]) -> list[Break]:
    """`gaps`, none of them to be joined beside a line that stands apart; `apart`: where such lines begin."""
    at, rows = 0, list[bool]()
    for line in lines:
        if line.strip():
            rows.append(at in apart)
        at += len(line) + 1
    return [KEEP_HARD if a or b else gap for gap, a, b in zip(gaps, rows[:-1], rows[1:], strict=True)]


@lru_cache(maxsize=256)  # a few scores are most
def _sure(score: float) -> float:
    """A score as a confidence: 0.8 at the threshold of joining, nearly 1 from 6 on."""
    return round(min(0.99, 0.7 + score * 0.05), 2)

"""Line breaks: paragraphs that a column or a page cut in two are put together again."""

from __future__ import annotations

import re

from bulletin_cli.chinese.breaks import Break, Verdict, judge_breaks
from bulletin_cli.clean.edits import Change

_fence = re.compile("^```", re.M)
# The least score that joins, by how much is dared.
DARING = {"safe": 3.5, "balanced": 2.0, "eager": 1.0}


def join_lines(text: str, join: str = "balanced") -> list[Change]:
    """Take out line breaks inside paragraphs; see `bulletin_cli.chinese.breaks` for the evidence.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(join_lines, "会议强调，要拿出最好状态、最严要\\n\\n求，夺取胜利。\\n\\n会议研究了其他事项。")
    '会议强调，要拿出最好状态、最严要求，夺取胜利。\\n\\n会议研究了其他事项。'
    """
    if join == "off" or "\n" not in text.strip():
        return []
    lines = text.split("\n")
    least = DARING[join]
    verdicts = iter(judge_breaks(lines))
    out: list[Change] = []
    at, end, gap = 0, -1, None
    for line in lines:
        row = line.strip()
        if row:
            if end >= 0:
                gap = next(verdicts)
                start = at + line.index(row[0])
                if _stray(gap, least) and "\f" not in text[end:start] or gap.verdict is Verdict.JOIN and gap.score > 5:
                    feeds = "\f" * text.count("\f", end, start)
                    out.append((end, start, gap.glue + feeds, _sure(gap.score), ", ".join(gap.reasons)))
            end = at + len(line.rstrip())
        at += len(line) + 1
    return out


def _stray(gap: Break, least: float) -> bool:
    return gap.verdict is not Verdict.KEEP and gap.score >= least


def _sure(score: float) -> float:
    """A score as a confidence: 0.8 at the threshold of joining, nearly 1 from 8 on."""
    return round(min(0.99, 0.7 + score * 0.05), 2)

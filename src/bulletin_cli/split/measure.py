"""The measure of hard-wrapped text: how wide the column around each line of a page is, seen from the widths of its lines.

All widths are in half-width units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from .blocks import CLOSERS, SENTENCE_ENDS, ends_sentence

# A justified line may differ so much from its column: kinsoku pushes one mark in or out, digits are narrow.
SLACK = 3
INDENT = 4
# A run of text may have so many lines of other widths over it: its headline.
_OVER = 5
# The commonest width of no more lines than this is chance.
_FEW = 5
# Columns of fewer than seven characters are headings set in blocks.
_NARROWEST = 14
# A pause within so many characters of a line's beginning may be that of a number: 十二、加强督查.
_NUMBERED = 3
_STOPS = SENTENCE_ENDS + CLOSERS + "：:；;"


def slack_of(column: int) -> int:
    """How much a justified line may differ from its column: more in a wide one, where more words can move."""
    return max(SLACK, column // 16)


def measure(text: Sequence[str], width: Sequence[int], indented: Sequence[bool], old: bool) -> list[int]:
    """The column width around each line: the page's when one prevails, else that of the lines that follow.

    Args:
        text: the lines of a page.
        width: their widths.
        indented: whether space stood before them.
        old: whether they have the punctuation without 。, where 、 ends a sentence too.
    """
    counts = Counter(width)
    mode = _mode(counts)
    if len(width) < 12:
        return [mode if old else _widest(text, width, mode)] * len(width)
    near = sum([n for w, n in counts.items() if -SLACK <= w - mode <= SLACK])
    wider = sum([n for w, n in counts.items() if w > mode + SLACK])
    if near >= 0.5 * len(width) and wider <= 0.08 * len(width):
        return [mode] * len(width)
    column = _broken_width(text, width, indented, counts)
    if old and column <= mode + SLACK:
        column = 0  # its pages have columns of several widths; but short lines are of headings and advertisements
    return [column] * len(width) if column else _column_runs(text, width, mode, old)


def _mode(counts: Mapping[int, int]) -> int:
    """The commonest width, its neighbours counted in."""
    near = counts.get
    return max([(2 * n + near(w - 1, 0) + near(w + 1, 0), w) for w, n in counts.items()])[1]


def _broken_width(
    text: Sequence[str], width: Sequence[int], indented: Sequence[bool], counts: Mapping[int, int]
) -> int:
    """The width at which lines of running text are broken on this page, 0 where there is no one width.

    In wide columns most paragraphs have one full line or two, so that full lines are few. A line with a pause in
    it that does not end a sentence is of running text, and was broken because it is full.
    """
    broken = Counter(
        [
            wide + INDENT if within else wide
            for line, wide, within in zip(text, width, indented, strict=True)
            if line[-1] not in _STOPS and _has_pause(line[_NUMBERED:])
        ]
    )
    total = sum(broken.values())
    if total < 2:
        return 0
    # So few have no commonest width: the widest is full, and the others are it but for an indent.
    column = _mode(broken) if total > _FEW else max(broken)
    slack = slack_of(column)
    # The first lines of paragraphs are as many as full ones, and narrower by their indent.
    wider_by_indent = range(column + 3, column + INDENT + 2)
    beyond = {w: n for w, n in broken.items() if w in wider_by_indent}
    if beyond and sum([counts.get(w, 0) for w in wider_by_indent]) >= max(2, broken[column] // 3):
        column = _mode(beyond)
    near = sum([n for w, n in broken.items() if -slack - INDENT <= w - column <= slack])
    wider = sum([n for w, n in counts.items() if w > column + slack])
    return column if near >= max(min(total, 3), 0.6 * total) and wider <= 0.08 * len(width) else 0


def _widest(text: Sequence[str], width: Sequence[int], mode: int) -> int:
    """The width of the widest line of a few that was broken within running text, no less than their commonest width."""
    broken = [
        wide for line, wide in zip(text, width, strict=True) if line[-1] not in _STOPS and "，" in line[_NUMBERED:]
    ]
    return max([mode, *broken])


def _column_runs(text: Sequence[str], width: Sequence[int], mode: int, old: bool) -> list[int]:
    """The column width around each line of a page set in several widths.

    Three lines of one width or more are running text of that width; very narrow ones, beside a picture, only when
    they have pauses in them, as headings set in blocks and signatures over a number have none. A line between such runs belongs to the text
    above it when that has not ended, else to the text below it.
    """
    out = [0] * len(width)
    runs: list[tuple[int, int]] = []
    start = 0
    least, most = width[0] - SLACK, width[0] + SLACK
    for i, wide in enumerate([*width, -_NARROWEST]):  # the last ends the last run
        if least <= wide <= most:
            continue
        least, most = wide - SLACK, wide + SLACK
        narrow = width[start] < _NARROWEST or 2 * width[start] <= mode
        if i - start >= 3 and (not narrow or (i - start >= 4 and _paused(text[start:i]))):
            out[start:i] = [max(width[start:i])] * (i - start)
            runs.append((start, i))
        start = i
    end = 0
    for start, after in [*runs, (len(width), 0)]:
        # Only the last lines over a run may be of it.
        near = max(end, start - _OVER) if start < len(width) else start
        out[end:near] = [(out[end - 1] if end else 0) or mode] * (near - end)
        for i in range(near, start):
            above = out[i - 1] if i else 0
            of_above = above and above != out[start] and _goes_on(text[i - 1], width[i - 1], width[i], above, old)
            out[i] = above if of_above else out[start]
        end = after
    return out


def _goes_on(before: str, wide: int, after: int, column: int, old: bool) -> bool:
    """Whether the text of a column has not ended with the line `before`, so wide, and the next line may be of it.

    Args:
        before: the line above.
        wide: its width.
        after: the width of the next line.
        column: the width of the column above.
        old: whether the text has the punctuation without 。.
    """
    fits = after <= column + SLACK and wide >= column - SLACK - INDENT
    return fits and not ends_sentence(before, old and wide < column - SLACK)


def _has_pause(line: str) -> bool:
    return "，" in line or "、" in line or "。" in line or "；" in line or "," in line


def _paused(text: Sequence[str]) -> bool:
    """Whether at least two of some lines and a third of them have a pause or the end of a sentence in them."""
    paused = len(list(filter(_has_pause, text)))
    return paused >= 2 and 3 * paused >= len(text)

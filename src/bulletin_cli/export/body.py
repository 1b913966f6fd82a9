"""The body of a record as blocks with their places, for every format that lays text out.

The body is printed text under three conventions (blank line, `### `, single newline), so it is not parsed as
Markdown: a `*` or a `1.` in a paper is what was printed. The one addition is the pipe table of layout models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# A line of verse is no longer; what is must be broken to fit a page.
_VERSE = 28
_BLANK = re.compile(r"\n[ \t\u3000]*\n\s*")


class Block(NamedTuple):
    """A `paragraph`, `subhead` or `table` of a body; `start` is the offset of `text` in the body."""

    kind: str
    text: str
    start: int


class Piece(NamedTuple):
    """A run of text inside one line, `marked` where it belongs to the summary."""

    text: str
    marked: bool


def blocks(body: str) -> Iterator[Block]:
    r"""The blocks of a body in order.

    >>> [(b.kind, b.text, b.start) for b in blocks("甲。\n\n### 小题\n\n乙\n丙")]
    [('paragraph', '甲。', 0), ('subhead', '小题', 8), ('paragraph', '乙\n丙', 12)]
    """
    start = 0
    for gap in _BLANK.finditer(body):
        yield from _block(body, start, gap.start())
        start = gap.end()
    yield from _block(body, start, len(body))


def _block(body: str, start: int, end: int) -> Iterator[Block]:
    """What stands between two blank lines: subhead lines are blocks of their own."""
    text = body[start:end]
    if not text.strip():
        return
    if _is_table(text):
        yield Block("table", text, start)
        return
    if not text.startswith("### ") and "\n### " not in text:
        yield _stripped("paragraph", text, start)
        return
    kept: list[str] = []
    at = start
    for line in text.split("\n"):
        if line.startswith("### "):
            if kept:
                yield _stripped("paragraph", "\n".join(kept), at - sum(map(len, kept)) - len(kept))
                kept = []
            yield _stripped("subhead", line[4:], at + 4)
        else:
            kept.append(line)
        at += len(line) + 1
    if kept:
        yield _stripped("paragraph", "\n".join(kept), at - sum(map(len, kept)) - len(kept))


def _stripped(kind: str, text: str, start: int) -> Block:
    inner = text.lstrip()
    return Block(kind, inner.rstrip(), start + len(text) - len(inner))


def _is_table(text: str) -> bool:
    """A header row with bars, then a row of dashes: the pipe table that layout models write."""
    if "|" not in text or "-" not in text:
        return False
    head, _, rest = text.partition("\n")
    rule = rest.partition("\n")[0]
    return "|" in head and "-" in rule and not rule.strip("|:- \t")


def set_apart(block: Block) -> Iterator[Block]:
    r"""A paragraph of long lines line by line, as the items of a notice are printed; verse stays in one piece.

    >>> [b.text for b in set_apart(Block("paragraph", "明月几时有\n把酒问青天", 0))]
    ['明月几时有\n把酒问青天']
    >>> [(b.text[:2], b.start) for b in set_apart(Block("paragraph", f"一、{'长' * 30}\n二、短", 5))]
    [('一、', 5), ('二、', 38)]
    """
    lines = block.text.split("\n")
    if block.kind != "paragraph" or all(len(line) <= _VERSE for line in lines):
        yield block
        return
    at = block.start
    for line in lines:
        if line.strip():
            yield _stripped("paragraph", line, at)
        at += len(line) + 1


def rows(table: str) -> list[list[str]]:
    r"""The cells of a pipe table, header row first.

    >>> rows("| 项目 | 数量 |\n|---|---|\n| 小区 | 186 |")
    [['项目', '数量'], ['小区', '186']]
    """
    lines = table.split("\n")
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in (lines[0], *lines[2:])]


def merged(spans: Sequence[tuple[int, int]] | None, length: int) -> list[tuple[int, int]]:
    """The spans sorted, clipped to the text and joined where they touch; what makes no sense is dropped.

    >>> merged([(5, 9), (0, 3), (2, 4), (-4, 1), (8, 7), (90, 99)], 8)
    [(0, 4), (5, 8)]
    """
    out: list[tuple[int, int]] = []
    for start, end in sorted((max(a, 0), min(b, length)) for a, b in spans or ()):
        if start >= end:
            continue
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def lines_of(block: Block, marks: Sequence[tuple[int, int]]) -> list[list[Piece]]:
    r"""The lines of a block, each cut into marked and unmarked pieces; `marks` as `merged` gives them.

    >>> for line in lines_of(Block("paragraph", "甲乙。\n丙丁", 10), [(11, 15)]):
    ...     print([(piece.text, piece.marked) for piece in line])
    [('甲', False), ('乙。', True)]
    [('丙', True), ('丁', False)]
    """
    from bisect import bisect_right

    lines: list[list[Piece]] = []
    at = block.start
    for line in block.text.split("\n"):
        end = at + len(line)
        pieces: list[Piece] = []
        here = at
        for i in range(max(bisect_right(marks, (at, at)) - 1, 0), len(marks)):
            first, last = marks[i]
            if first >= end:
                break
            if last <= here:
                continue
            if first > here:
                pieces.append(Piece(line[here - at : first - at], False))
            stop = min(last, end)
            pieces.append(Piece(line[max(first, here) - at : stop - at], True))
            here = stop
        if here < end:
            pieces.append(Piece(line[here - at :], False))
        lines.append(pieces)
        at = end + 1
    return lines

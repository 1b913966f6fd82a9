"""Columns out of order: the rest of a paragraph that landed elsewhere on the page is put behind its beginning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bulletin_cli.chinese.blocks import begins_block, ends_block, stands_alone
from bulletin_cli.chinese.seams import PAIRS, glue, is_end, is_han, spanning_word
from bulletin_cli.clean.edits import Change

NEAR = 40  # characters from the cut within which a quotation opens and closes
LEAST = 20  # characters of a paragraph's beginning; shorter lines are headings

_stops = frozenset("。！？!?…：:；;")


class Part(NamedTuple):
    """A paragraph that lacks its other part: where it stands in the text, what it says, which mark has no partner."""

    start: int
    end: int
    row: str
    mark: str


def reorder(text: str) -> list[Change]:
    r"""Put the rest of a paragraph behind its beginning, where the evidence is overwhelming.

    A quotation opens at the end of a paragraph that is not finished, and one closes at the beginning of a paragraph whose
    neighbour above is finished; on this page there is one such beginning and one such rest, and no other.

    >>> from bulletin_cli.clean.edits import changed
    >>> page = "会议强调，各街道要认真落实《北京市物业管理条\n\n区委召开会议。\n\n例》，做好垃圾分类工作。"
    >>> changed(reorder, page)
    '会议强调，各街道要认真落实《北京市物业管理条例》，做好垃圾分类工作。\n\n区委召开会议。'
    >>> changed(reorder, page.replace("例》，", "例，"))  # no more than a guess
    '会议强调，各街道要认真落实《北京市物业管理条\n\n区委召开会议。\n\n例，做好垃圾分类工作。'
    """
    out: list[Change] = []
    for first, rest, sure in strays(text):
        if sure:
            whole = glue(first.row, rest.row) + rest.row
            out.append((first.end, first.end, whole, 0.85, "the rest stood elsewhere on the page"))
            out.append((*_removal(text, rest), "", 0.85, "the rest of another paragraph"))
    return sorted(out)


def strays(text: str) -> Iterator[tuple[Part, Part, bool]]:
    """Beginnings and rests that may belong together, one pair a page at most; True where that is certain."""
    at = 0
    for page in text.split("\f"):
        if "\n\n" in page and (found := _pair(page, at)):
            yield found
        at += len(page) + 1


def _pair(page: str, at: int) -> tuple[Part, Part, bool] | None:
    rows = list(_paragraphs(page))
    ends = [k for k, (_, row) in enumerate(rows) if len(row) >= LEAST and row[-1] not in _stops]
    lacking = {k: mark for k in ends if (mark := _opened(rows[k][1]))}
    if not lacking:
        return None
    firsts = [k for k in ends if _is_cut(rows, k)]
    begun = [(k, lacking[k]) for k in firsts if k in lacking]
    if len(begun) != 1 or not any(begun[0][1] in row[:NEAR] for _, row in rows):
        return None
    rests = [(k, mark) for k in range(len(rows)) if k - 1 not in firsts and (mark := _closed(rows, k))]
    if len(rests) != 1 or begun[0][1] != rests[0][1]:
        return None
    (i, mark), (k, _) = begun[0], rests[0]
    (a, first), (b, rest) = rows[i], rows[k]
    sure = len(firsts) == 1 and (spanning_word(first, rest) is not None or not is_han(rest[0]) or first[-1] in mark)
    return (
        Part(at + a, at + a + len(first), first, mark),
        Part(at + b, at + b + len(rest), rest, mark),
        sure,
    )


def _paragraphs(page: str) -> Iterator[tuple[int, str]]:
    """Where each block between blank lines begins, and its text; several lines are no whole paragraph, and stand as one."""
    at = 0
    for block in page.split("\n\n"):
        if row := block.strip():
            yield at + block.index(row[0]), row
        at += len(block) + 2


def _is_cut(rows: list[tuple[int, str]], k: int) -> bool:
    row = rows[k][1]
    return not ("\n" in row or row[0] in "#|`" or is_end(row) or ends_block(row) or stands_alone(row) or "\t" in row)


def _opened(row: str) -> str:
    """The closing mark that `row` lacks near its end, empty where it lacks none or several."""
    lacking = [
        closing
        for opening, closing in PAIRS
        if (at := row.rfind(opening)) >= 0 and at > row.rfind(closing) and len(row) - at <= NEAR
    ]
    return lacking[0] if len(lacking) == 1 else ""


def _closed(rows: list[tuple[int, str]], k: int) -> str:
    """The closing mark without an opening one near the beginning of paragraph k; its neighbour above is whole."""
    row = rows[k][1]
    if "\n" in row or begins_block(row) or stands_alone(row) or k == 0:
        return ""
    above = rows[k - 1][1]
    if not (is_end(above) or above[0] == "#"):
        return ""
    found = ""
    for opening, closing in PAIRS:
        at = row.find(closing)
        if 0 <= at < NEAR and opening not in row[:at]:
            if found:
                return ""
            found = closing
    return found


def _removal(text: str, part: Part) -> tuple[int, int]:
    """The place of a paragraph with the blank line on one side of it."""
    start, end = part.start, part.end
    while end < len(text) and text[end] in " \t":
        end += 1
    if text.startswith("\n\n", end) or (text.startswith("\n", end) and start < 2):
        return start, min(end + 2, len(text))
    while start and text[start - 1] == "\n":
        start -= 1
    return start, end

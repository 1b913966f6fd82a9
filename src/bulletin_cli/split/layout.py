"""Lines to blocks: what is a paragraph, and which lines stand between paragraphs as headings, bylines and marks."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from ..chinese.chars import CLOSING, OPENING
from .blocks import (
    CLOSERS,
    LONGEST_CAPTION,
    SENTENCE_ENDS,
    Block,
    any_of,
    block,
    ends_sentence,
    is_bracketed,
    is_caption,
    is_titled,
    is_two_beats,
    places_of,
)
from .bylines import is_byline
from .documents import is_adoption, is_body, is_date_line, is_imprint, is_number, is_standing
from .facts import Survey
from .jumps import find_marks, is_mark
from .ledes import read_lede
from .lines import Line, last_characters, width
from .measure import INDENT
from .signatures import part_signatures
from .tails import tail_credit
from .wrapped import wrapped_blocks

# Longer than this without a sentence end is a paragraph that a column or page cut, not a heading.
_LONG_HEADING = 45
# No column is wider than this (half-width units).
_WIDEST = 90
_OBJECTS = frozenset("|!<")
_level_and_gap = attrgetter("level", "gap")


def read_blocks(lines: Sequence[Line], found: Survey) -> list[Block]:
    """The blocks of a passage, page by page, furniture left out."""
    sheets = []
    for _, places in itertools.groupby(range(len(lines)), found.sheet.__getitem__):
        if sheet := [*itertools.filterfalse(found.furniture.__contains__, places)]:
            page = list(map(lines.__getitem__, sheet))
            text = [line.text for line in page]
            sheets.append((sheet, page, text, is_wrapped(page, text)))
    flat = not all(wrapped for *_, wrapped in sheets)
    marked = flat and any(0 < line.level <= 6 for line in lines)
    out: list[Block] = []
    for sheet, page, text, wrapped in sheets:
        out += wrapped_blocks(lines, sheet, text, not out) if wrapped else _flat_blocks(sheet, page, marked)
    return part_signatures(out)


def is_wrapped(page: Sequence[Line], text: Sequence[str]) -> bool:
    """Whether the lines are those of the column, hard-wrapped: most end within a sentence and go on in the next line."""
    if len(page) < 3:
        return False
    total = len("".join(text))
    if total >= 70 * len(page):
        return False
    # Lines whose sentence ends, marked ones, and those over a mark or a blank line show no break.
    whole = {i for i in places_of(SENTENCE_ENDS + CLOSERS)(last_characters(text)) if ends_sentence(text[i])}
    for i, (level, gap) in enumerate(map(_level_and_gap, page)):
        if level:
            whole.add(i)
        if level or gap:
            whole.add(i - 1)
    whole.add(len(page) - 1)
    broken = [line for i, line in enumerate(text) if i not in whole]
    if len(broken) < 0.45 * (len(page) - 1):
        return _fill_one_column(page)
    # On a reflowed page of short items many lines are headings, but most of the text stands in whole paragraphs,
    # which are wider than any column that the broken lines would have.
    if len("".join(broken)) >= 0.8 * total:
        return True
    widths = Counter(map(len, broken))
    near = widths.get
    column = max([(w * (n + near(w - 1, 0) + near(w + 1, 0)), w) for w, n in widths.items()])[1]
    return sum([size for size in map(len, text) if size > column + 4]) <= 0.25 * total or _fill_one_column(page)


def _fill_one_column(page: Sequence[Line]) -> bool:
    """Whether the longest lines of a page are of one width and broken within sentences: its other lines are short.

    So are documents and letters: they have many lines of one item, and blank lines stand between their paragraphs.
    """
    if max([len(line.text) for line in page]) > _WIDEST // 2:
        return False
    widths = [width(line.text) for line in page]
    widest = max(widths)
    if widest > _WIDEST:
        return False
    full = [k for k, wide in enumerate(widths) if wide >= 0.9 * widest - INDENT]
    # Verse has its lines full as well, but no pause within them.
    paused = any_of("，。、；：")
    cut = [k for k in full if not ends_sentence(page[k].text) and paused(page[k].text[:-1])]
    together = any(k + 1 in full and not page[k + 1].gap for k in cut)
    return together and len(cut) >= 0.6 * len(full)


def _flat_blocks(sheet: Sequence[int], page: Sequence[Line], marked: bool) -> list[Block]:
    """The blocks of a page on which each line is a paragraph or a heading by itself."""
    out = []
    for n, (k, line) in enumerate(zip(sheet, page, strict=True)):
        text, level = line.text, line.level
        if level:
            kind = "head"
        elif len(text) > LONGEST_CAPTION and text[0] not in _OBJECTS:
            kind = "paragraph"
        else:
            kind = _flat_kind(page, n, marked)
        out.append(block((kind, k, k, text, level, 0, 0)))
    return out


def _flat_kind(page: Sequence[Line], n: int, marked: bool) -> str:
    """What a line without a mark is that is a paragraph or heading by itself (reflowed text)."""
    text = page[n].text
    if text[0] in _OBJECTS:
        if text[0] == "|" == text[-1] or text.startswith("<table") or text.endswith("</table>"):
            return "table"
        if text.startswith(("![", "<img")):
            return "image"
    if is_caption(text):
        return "caption"
    if len(text) > _LONG_HEADING:
        return "paragraph"
    if is_titled(text) and not is_mark(text):
        return "head"
    if is_mark(text):
        return "jump"
    if is_byline(text):
        return "byline"
    if is_number(text) or is_adoption(text):
        return "number"
    if is_imprint(text):
        return "paragraph"
    if text[-1] in "日号" and is_date_line(text):
        return "date"
    if is_bracketed(text) and (tail_credit("。" + text) or not marked):
        return "tail"
    headed = not any(c in text for c in "。；;") and text[-1] not in "，、：,:！？!?" and read_lede(text) is None
    return "head" if headed and _may_head(page, n, marked) else "paragraph"


def _may_head(page: Sequence[Line], n: int, marked: bool) -> bool:
    """Whether a short unmarked line of reflowed text may be of a heading.

    Where headings are marked, only a line next to one: a kicker above it or a deck below.
    """
    text = page[n].text
    before = page[n - 1] if n else None
    after = page[n + 1] if n + 1 < len(page) else None
    if find_marks(text) or not _balanced(text) or (marked and ("，" in text or "," in text)):
        return False
    if not marked:
        return after is not None
    if after is not None and after.level:
        if before is None or before.level or page[n].gap >= 3 or ends_sentence(before.text):
            return True
        if before.text[0] in _OBJECTS or is_caption(before.text):
            return True
        return is_mark(before.text) or is_byline(before.text) or tail_credit(before.text) is not None
    if before is not None and before.level:
        # Where paragraphs are indented, a short one was cut by its column's end.
        return after is not None and not (page[n].indented and not before.indented)
    return (
        is_standing(text) and (before is None or ends_sentence(before.text) or is_body(before.text))
    ) or _stands_over(page, n)


def _stands_over(page: Sequence[Line], n: int) -> bool:
    """Whether what stands around an unmarked line shows a headline that the model left unmarked.

    A byline or a lede stands under it, or under the next line (then this one is a kicker), or it has the shape of a
    headline in two beats; and the text above it has ended.
    """
    text = page[n].text
    above = page[n - 1].text if n else ""
    below = [line.text for line in page[n + 1 : n + 3]]
    if not below:
        return False
    dated = bool(above) and is_date_line(above)
    ended = not above or dated or ends_sentence(above) or is_mark(above) or tail_credit(above) is not None
    opens = is_byline(below[0]) or read_lede(below[0]) is not None
    if opens and (ended or len(above) <= _LONG_HEADING):
        return True
    if not ended:
        return False
    if len(below) == 2 and len(below[0]) <= _LONG_HEADING and not ends_sentence(below[0]):
        return is_byline(below[1]) or read_lede(below[1]) is not None
    return ends_sentence(below[0]) and (dated or is_two_beats(text))


def _balanced(text: str) -> bool:
    """Whether quotation marks and brackets close within the line."""
    return all(text.count(a) == text.count(b) for a, b in zip(OPENING, CLOSING, strict=True))

"""What an issue does everywhere: its type sizes, the mark of its headlines, the names of its columns."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .blocks import Block, flat
from .furniture import Survey
from .ledes import read_lede

# Half-width units by which a broken line may fall short of its type's full width.
_SLACK = 2
# Subheads are no longer than this (characters).
_SUBHEAD = 12


class TypeSizes(NamedTuple):
    """How many half-width units a full line of headlines and of subheads holds in one column; 0 unknown.

    `single` says that no heading runs over more than one column: then every headline has the same full line.
    """

    headline: int = 0
    subhead: int = 0
    single: bool = False


def measure_type(runs: Iterable[tuple[Sequence[Block], bool]]) -> TypeSizes:
    """The type sizes of an issue, from the lines of its headings that were broken because they were full.

    Each run comes with whether it is surely an article's (a lede or byline follows it).
    """
    broken: Counter[int] = Counter()
    subheads: Counter[int] = Counter()
    sure_runs: list[Sequence[Block]] = []
    wider = number = column = 0
    for run, sure in runs:
        if not run or not run[0].column:
            continue
        column = run[0].column
        number += 1
        wider += max(b.width for b in run) > column + 1
        for block in run[:-1]:
            broken[block.width] += 1
        if sure:
            sure_runs.append(run)
        elif len(run) > 1 and all(b.width >= 0.7 * column for b in run[:-1]) and run[-1].width <= run[0].width + 1:
            subheads[run[0].width] += 1
    if not column:
        return TypeSizes()
    headline = _peak(Counter({w: n for w, n in broken.items() if w <= 0.7 * column}), 3)
    # A headline that has no line of the headlines' width runs over more than one column.
    wide = sum(all(b.width > headline + 1 for b in run[:-1] or run) for run in sure_runs)
    single = wider <= 0.05 * number and wide <= 0.1 * len(sure_runs)
    subhead = _peak(subheads, 2)
    if subhead:
        # A width at which headings over a lede are broken as well is the headlines' own.
        alike = sum(abs(block.width - subhead) <= 1 for run in sure_runs for block in run[:-1])
        if alike >= max(1, subheads[subhead] // 3):
            return TypeSizes(headline or subhead, 0, single)
    return TypeSizes(headline, subhead, single)


def _peak(counts: Counter[int], least: int) -> int:
    """The commonest width, when `least` lines or more have it (give or take one unit)."""
    if not counts:
        return 0
    near = counts.get
    best = max([(2 * n + near(w - 1, 0) + near(w + 1, 0), w) for w, n in counts.items()])[1]
    return best if counts[best] + counts[best - 1] + counts[best + 1] >= least else 0


def headline_level(blocks: Sequence[Block]) -> int:
    """The mark that headlines have in this passage: the highest, unless that one is a title over all of them."""
    counts = Counter(b.level for b in blocks if b.kind == "head" and 0 < b.level <= 6)
    if not counts:
        return 0
    top = min(counts)
    if counts[top] > 1:
        return top
    with_lede = Counter(
        a.level
        for a, b in itertools.pairwise(blocks)
        if a.kind == "head"
        and 0 < a.level <= 6
        and (b.kind == "byline" or (b.kind == "paragraph" and read_lede(b.text)))
    )
    if with_lede:
        lower = min(with_lede)
        if with_lede[lower] >= 2:
            return max(top, lower)
    return top


def deepest_level(blocks: Sequence[Block], level: int) -> int:
    """The deepest mark that headlines have here, `level` or below it: models give one kind of heading several marks.

    A mark counts when two and a third of the headings with it have a lede or byline under them, as subheads never have.
    """
    levels = {block.level for block in blocks if block.kind == "head" and block.level}
    if not levels or levels == {level}:
        return level
    every: Counter[int] = Counter()
    sure: Counter[int] = Counter()
    for run, surely in head_runs(blocks):
        top = min([block.level for block in run if block.level], default=0)
        every[top] += 1
        sure[top] += surely
    return max([level, *(deep for deep in levels if sure[deep] > 1 and 3 * sure[deep] >= every[deep])])


def head_runs(blocks: Sequence[Block]) -> Iterator[tuple[list[Block], bool]]:
    """The runs of heading lines, and whether a lede or byline follows each."""
    run: list[Block] = []
    for block in blocks:
        if block.kind == "head":
            run.append(block)
        elif run:
            yield run, block.kind == "byline" or (block.kind == "paragraph" and read_lede(block.text) is not None)
            run = []
    if run:
        yield run, False


def parallel_heads(blocks: Sequence[Block], level: int) -> frozenset[int]:
    """The headings (first lines) with the mark of headlines that are subheads: they stand next to others of their make.

    They are short, of one length and without lede or byline, where headlines are longer and have one under them; or
    quotations in a row.
    """
    heads = [block for block in _single_heads(blocks) if block.level == level]
    pairs = [(one, two) for one, two in itertools.pairwise(heads) if _alike(one, two)]
    quotations = [(one, two) for one, two in itertools.pairwise(heads) if _is_quoted(one.text) and _is_quoted(two.text)]
    if not pairs and not quotations:
        return frozenset()  # most pages: no need to look for ledes
    sure = {run[0].first: surely for run, surely in head_runs(blocks) if len(run) == 1}
    parallel = {head.first for pair in quotations if not any(sure[x.first] for x in pair) for head in pair}
    lengths = sorted(len(flat(head.text)) for head in heads if sure[head.first])
    if lengths and 2 * len(lengths) >= len(heads):
        middle = lengths[len(lengths) // 2]
        for one, two in pairs:
            longest = max(len(flat(one.text)), len(flat(two.text)))
            if not sure[one.first] and not sure[two.first] and 3 * longest <= 2 * middle:
                parallel |= {one.first, two.first}
    return frozenset(parallel)


def _is_quoted(text: str) -> bool:
    """Whether a heading is all one quotation, as subheads of interviews are."""
    return text[0] in "“「" and text[-1] in "”」" and sum(map(text.count, "“「")) == 1


def _single_heads(blocks: Sequence[Block]) -> Iterator[Block]:
    """The heading lines with no other heading line next to them."""
    before = after = ""
    for k, block in enumerate(blocks):
        after = blocks[k + 1].kind if k + 1 < len(blocks) else ""
        if block.kind == "head" and before != "head" and after != "head":
            yield block
        before = block.kind


def _alike(one: Block, two: Block) -> bool:
    if len(one.text) > _SUBHEAD + 4 or len(two.text) > _SUBHEAD + 4:
        return False
    a, b = len(flat(one.text)), len(flat(two.text))
    return abs(a - b) <= 1 and max(a, b) <= _SUBHEAD


def is_old(survey: Survey, blocks: Sequence[Block]) -> bool:
    """Whether a passage is of the time before 1950, by its date or by its punctuation, which had no 。 yet."""
    dates = [facts.date for facts in survey.facts if facts.date]
    if dates:
        return dates[0] < "1950"
    ends = Counter(block.text[-1] for block in blocks if block.kind == "paragraph")
    return ends["、"] > 3 and ends["、"] > ends["。"]


def find_labels(blocks: Sequence[Block], sizes: TypeSizes) -> frozenset[str]:
    """Heading lines that come more than once, followed by other lines: names of columns.

    A line that fills the width of headlines may be the like beginning of several (第十五届全国运动⏎会).
    """
    seen: dict[str, set[str]] = {}
    for a, b in itertools.pairwise(blocks):
        if a.kind != "head" or b.kind != "head" or not 2 <= len(flat(a.text)) <= 20:
            continue
        if not (a.column and sizes.headline and abs(a.width - sizes.headline) <= 1):
            seen.setdefault(flat(a.text), set()).add(flat(b.text))
    return frozenset(text for text, after in seen.items() if len(after) > 1)

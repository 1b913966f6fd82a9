"""What an issue does everywhere: its type sizes, the mark of its headlines, the names of its columns."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .blocks import Block, flat
from .contents import entry_words, round_up_items
from .documents import is_number, is_section, is_standing
from .facts import Survey, is_bulletin, is_gazette

# Half-width units by which a broken line may fall short of its type's full width.
_SLACK = 2
# So many headlines of several lines with a lede under them show the size of headlines.
_KNOWN = 3
# Subheads are no longer than this (characters).
_SUBHEAD = 12
# Headings of no more characters are subheads where headlines are much longer.
_LITTLE = 7
# The name of a section is no longer than this (characters).
_SECTION = 6


class HeadRun(NamedTuple):
    """Heading lines with nothing between them, and whether they are surely an article's: a lede or byline follows.

    `paragraphs` counts those between this run and the next.
    """

    heads: list[Block]
    sure: bool
    paragraphs: int = 0


class TypeSizes(NamedTuple):
    """How many half-width units a full line of headlines and of subheads holds in one column; 0 unknown.

    `single` says that no heading runs over more than one column: then every headline has the same full line.
    """

    headline: int = 0
    subhead: int = 0
    single: bool = False


class Habits(NamedTuple):
    """What is known of an issue before its blocks are read into articles.

    `level` is the mark of its headlines, `deepest` the deepest mark that some have (0: none is marked), `parallel` the
    first lines of headings that stand next to others like them, `mixed` the marks below `level` that a heading with a
    lede has all the same, `one_mark` says that all marks are of one level. `old`
    papers have the punctuation of before 1949. A `bulletin` is of an office. `subheads`
    is the mark that most headings below `level` have, 0 where none is. `labels` stand over several headlines. `announced` is what the tables of
    contents say, `items` what they announce as items of a round-up.
    """

    level: int
    deepest: int
    parallel: frozenset[int]
    mixed: frozenset[int]
    one_mark: bool
    old: bool
    gazette: bool
    bulletin: bool
    subheads: int
    type: TypeSizes
    labels: frozenset[str]
    announced: set[str]
    items: set[str]


def read_habits(blocks: Sequence[Block], survey: Survey, ledes: Sequence[bool]) -> Habits:
    """The habits of an issue; `ledes` says which of its blocks begin with a lede."""
    runs = head_runs(blocks, ledes)
    level, sizes = headline_level(runs), measure_type(runs)
    contents = [block.text for block in blocks if block.kind == "contents"]
    return Habits(
        level,
        deepest_level(runs, level),
        parallel_heads(runs, level),
        frozenset(top for run in runs if run.sure and (top := top_level(run.heads)) > level),
        len({block.level for run in runs for block in run.heads if block.level}) == 1,
        is_old(survey, blocks),
        any(map(is_gazette, survey.facts)) or any(b.kind == "number" and is_number(b.text) for b in blocks),
        any(map(is_bulletin, survey.facts)),
        _subhead_level(runs, level),
        sizes,
        find_labels(runs, sizes),
        {entry_words(line) for text in contents for line in text.split("\n")},
        {item for text in contents for item in round_up_items(text)},
    )


def head_runs(blocks: Sequence[Block], ledes: Sequence[bool]) -> list[HeadRun]:
    """The runs of heading lines, in order; `ledes` says which blocks begin with a lede."""
    out: list[HeadRun] = []
    run: list[Block] = []
    sure = below = False  # a lede or a byline follows; blocks below the run were seen
    paragraphs = 0
    for block, lede in zip(blocks, ledes, strict=True):
        kind = block.kind
        if kind == "head":
            if below and run:
                out.append(HeadRun(run, sure, paragraphs))
                run = []
            sure = below = False
            run.append(block)
            continue
        if not below:
            below, sure, paragraphs = True, lede or kind == "byline", 0
        paragraphs += kind == "paragraph"
    if run:
        out.append(HeadRun(run, sure, paragraphs if below else 0))
    return out


def measure_type(runs: Sequence[HeadRun]) -> TypeSizes:
    """The type sizes of an issue, from the lines of its headings that were broken because they were full."""
    if not any(run.heads[0].column for run in runs):
        return TypeSizes()
    broken: Counter[int] = Counter()
    subheads: Counter[int] = Counter()
    sure_runs: list[Sequence[Block]] = []
    wider = number = column = 0
    for run, sure, _ in runs:
        if not run[0].column:
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
    headline = _peak(Counter({w: n for w, n in broken.items() if w <= 0.7 * column}), 3)
    # A headline that has no line of the headlines' width runs over more than one column.
    wide = sum(all(b.width > headline + 1 for b in run[:-1] or run) for run in sure_runs)
    # Where few headlines are known for sure, nothing shows that another size is that of subheads.
    known = sum(len(run) > 1 for run in sure_runs)
    single = wider <= 0.05 * number and wide <= 0.1 * len(sure_runs) and known >= _KNOWN
    subhead = _peak(subheads, 2) if known >= _KNOWN else 0
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


def headline_level(runs: Sequence[HeadRun]) -> int:
    """The mark that headlines have in this passage: the highest, unless that one is a title over all of them."""
    levels = [block.level for run in runs for block in run.heads if 0 < block.level <= 6]
    if not levels:
        return 0
    top = min(levels)
    first = runs[0].heads if runs else []
    if levels.count(top) == 1 and len(first) > 1 and first[0].level == top < first[1].level and len(runs) > 1:
        # A title over all others, which has no text of its own.
        rest = [level for level in levels if level > top]
        if rest and rest.count(min(rest)) > 1:
            return _below_sections([HeadRun(first[1:], runs[0].sure), *runs[1:]], rest, min(rest)) or min(rest)
    if levels.count(top) > 1:
        return _below_sections(runs, levels, top) or top
    with_lede = [run.heads[-1].level for run in runs if run.sure and 0 < run.heads[-1].level <= 6]
    if with_lede:
        lower = min(with_lede)
        if with_lede.count(lower) >= 2:
            return max(top, lower)
    return top


def _below_sections(runs: Sequence[HeadRun], levels: Sequence[int], top: int) -> int:
    """The mark below the highest one when that is of the names of sections, else 0.

    Such names are short or numbered, never stand over text, and several headlines stand below each of them.
    """
    below = [level for level in levels if level > top]
    if not below or 3 * levels.count(top) > 2 * levels.count(min(below)):
        return 0
    for run in runs:
        marked = [block for block in run.heads if block.level]
        names = [block for block in marked if block.level == top]
        if names and (marked[-1].level == top or not all(_names_section(block.text) for block in names)):
            return 0
    return min(below)


def _names_section(text: str) -> bool:
    return len(text) <= _SECTION or is_section(text)


def deepest_level(runs: Sequence[HeadRun], level: int) -> int:
    """The deepest mark that headlines have here, `level` or below it: models give one kind of heading several marks.

    A mark counts when two and a third of the headings with it have a lede or byline under them, as subheads never have.
    """
    sure = [top_level(run.heads) for run in runs if run.sure]
    deeper = {top for top in sure if top > level and sure.count(top) > 1}
    every = [top_level(run.heads) for run in runs] if deeper else []
    return max([level, *[top for top in deeper if 3 * sure.count(top) >= every.count(top)]])


def _subhead_level(runs: Sequence[HeadRun], level: int) -> int:
    """The mark below `level` that most headings with nothing else beside them have, 0 without one."""
    if not level:
        return 0
    found = Counter(run.heads[0].level for run in runs if len(run.heads) == 1 and run.heads[0].level > level)
    return found.most_common(1)[0][0] if found else 0


def top_level(heads: Sequence[Block]) -> int:
    """The highest mark of some heading lines, 0 without one."""
    if len(heads) == 1:
        return heads[0].level
    return min([block.level for block in heads if block.level], default=0)


def parallel_heads(runs: Sequence[HeadRun], level: int) -> frozenset[int]:
    """The headings (first lines) with the mark of headlines that are subheads: they stand next to others of their make.

    They are short, of one length and without lede or byline, where headlines are longer and have one under them; or
    quotations in a row; or what stands in a row below a sure headline, shorter than it, over several paragraphs each.
    """
    if not level:
        return frozenset()
    single = [run for run in runs if len(run.heads) == 1 and run.heads[0].level == level]
    below = _subheads_below(runs, level) | _much_shorter(runs, level)
    heads = [run.heads[0] for run in single]
    pairs = [(one, two) for one, two in itertools.pairwise(heads) if _alike(one, two)]
    quotations = [(one, two) for one, two in itertools.pairwise(heads) if _is_quoted(one.text) and _is_quoted(two.text)]
    if not pairs and not quotations:
        return below
    sure = {run.heads[0].first: run.sure for run in single}
    parallel = {head.first for pair in quotations if not any(sure[x.first] for x in pair) for head in pair}
    lengths = sorted(len(flat(head.text)) for head in heads if sure[head.first])
    if lengths and 2 * len(lengths) >= len(heads):
        middle = lengths[len(lengths) // 2]
        for one, two in pairs:
            longest = max(len(flat(one.text)), len(flat(two.text)))
            if not sure[one.first] and not sure[two.first] and 3 * longest <= 2 * middle:
                parallel |= {one.first, two.first}
    return below | parallel


def _subheads_below(runs: Sequence[HeadRun], level: int) -> frozenset[int]:
    """The headings (first lines) in rows of two or more that stand, short, below a sure headline with their mark."""
    out: set[int] = set()
    row: list[HeadRun] = []
    longest = 0  # characters of the headline above; 0 where none is sure
    for run in (*runs, HeadRun([], True)):
        if len(run.heads) == 1 and run.heads[0].level == level and not run.sure and not is_standing(run.heads[0].text):
            size = len(flat(run.heads[0].text))
            if size <= _SUBHEAD and 3 * size <= 2 * longest:
                row.append(run)
                continue
        if len(row) > 1 and 2 * sum(head.paragraphs > 1 for head in row) >= len(row):
            out.update(head.heads[0].first for head in row)
        row = []
        longest = max((len(flat(head.text)) for head in run.heads), default=0) if run.sure else 0
    return frozenset(out)


def _much_shorter(runs: Sequence[HeadRun], level: int) -> frozenset[int]:
    """The headings (first lines) of a few characters over text without a lede, where headlines are much longer."""
    single = [run.heads[0] for run in runs if len(run.heads) == 1 and run.heads[0].level == level and not run.sure]
    short = [head for head in single if len(flat(head.text)) <= _LITTLE and not is_standing(head.text)]
    if not short:
        return frozenset()
    others = {id(head) for head in short}
    sizes = sorted(
        max(len(flat(head.text)) for head in run.heads if head.level == level)
        for run in runs
        if id(run.heads[0]) not in others and any(head.level == level for head in run.heads)
    )
    middle = sizes[(len(sizes) - 1) // 2] if len(sizes) > 1 else 0
    return frozenset(head.first for head in short if 9 * len(flat(head.text)) <= 5 * middle)


def _is_quoted(text: str) -> bool:
    """Whether a heading is all one quotation, as subheads of interviews are."""
    return text[0] in "“「" and text[-1] in "”」" and sum(map(text.count, "“「")) == 1


def _alike(one: Block, two: Block) -> bool:
    if len(one.text) > _SUBHEAD + 4 or len(two.text) > _SUBHEAD + 4:
        return False
    a, b = len(flat(one.text)), len(flat(two.text))
    return abs(a - b) <= 3 and max(a, b) <= _SUBHEAD


def is_old(survey: Survey, blocks: Sequence[Block]) -> bool:
    """Whether a passage is of the time before 1950, by its date or by its punctuation, which had no 。 yet."""
    dates = [facts.date for facts in survey.facts if facts.date]
    if dates:
        return dates[0] < "1950"
    ends = [block.text[-1] for block in blocks if block.kind == "paragraph"]
    pauses = ends.count("、")
    return pauses > 3 and pauses > ends.count("。")


def find_labels(runs: Sequence[HeadRun], sizes: TypeSizes) -> frozenset[str]:
    """Heading lines that come more than once, followed by other lines: names of columns.

    A line that fills the width of headlines may be the like beginning of several (第十五届全国运动⏎会).
    """
    seen: dict[str, set[str]] = {}
    for run in runs:
        for a, b in itertools.pairwise(run.heads):
            label = flat(a.text)
            if 2 <= len(label) <= 20 and not (a.column and sizes.headline and abs(a.width - sizes.headline) <= 1):
                seen.setdefault(label, set()).add(flat(b.text))
    return frozenset(text for text, after in seen.items() if len(after) > 1)

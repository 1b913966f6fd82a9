"""Pages and issues: which page each line stands on, which issue each page is of, and what both print."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from ..chinese.dates import number
from .facts import PageFacts, Survey
from .lines import Line

# Lines at the top and at the foot of a page that may be furniture: a masthead can take four or five.
TOP, FOOT = 5, 3


def number_pages(
    lines: Sequence[Line], starts: Sequence[int], furniture: dict[int, str], found: dict[int, PageFacts]
) -> Survey:
    """Give each line its page, each page its facts and its issue."""
    sheet: list[int] = []
    pages: list[list[PageFacts]] = []
    before = -1
    only_furniture = True
    parted = bool(lines) and lines[-1].page > lines[0].page
    foot = not parted and _at_foot(len(lines), found)
    ended = False  # the folio at the foot of a page stands above
    # Lines where a page may begin; all others stand on the page of the line above.
    turns = sorted({*starts, *found, *[k + 1 for k in found]} - {len(lines)})
    for k, end in itertools.pairwise([*turns, len(lines)]):
        line, facts = lines[k], found.get(k)
        # Where nothing else parts pages, what their heads or feet print does.
        # One or two lines over them are a headline and no page.
        new = not parted and facts is not None and bool(facts.page or facts.date) and not only_furniture and k > 2
        new = line.page != before or (ended if foot and facts is None else new and not foot)
        ended = foot and facts is not None and (ended or bool(facts.page))
        if new and not (line.page == before and facts is not None and not facts.page and not facts.publication):
            pages.append([])
            only_furniture = True
        before = line.page
        if facts is None:
            only_furniture = False
        else:
            pages[-1].append(facts)
        sheet += [len(pages) - 1] * (end - k)
    merged = [_merge(facts) for facts in pages]
    issue = _number_issues(merged)
    return Survey(furniture, sheet, _spread(merged, issue), issue)


def _at_foot(size: int, found: dict[int, PageFacts]) -> bool:
    """Whether the folios of a text that nothing else parts into pages stand at their feet: the last one ends it."""
    folios = {k: facts.page for k, facts in found.items() if facts.page}
    feet = sorted([k for k in folios if k > TOP])
    # A masthead says that its page is the first one, and so does the foot of that page.
    masthead = all(folios[k] == folios[feet[0]] for k in folios if k <= TOP) if feet else False
    return masthead and feet[-1] >= size - FOOT


def _merge(facts: Sequence[PageFacts]) -> PageFacts:
    """The first printed value of every fact."""
    if len(facts) < 2:
        return facts[0] if facts else PageFacts()
    return PageFacts(*[next(filter(None, values), None) for values in zip(*facts, strict=True)])


def _number_issues(facts: Sequence[PageFacts]) -> list[int]:
    """A new issue begins where the date changes or the page numbers begin again."""
    out: list[int] = []
    current, date, page = 0, None, None
    for f in facts:
        here = number(re.sub(r"^[A-Z]", "", f.page)) if f.page else None
        if (date and f.date and f.date != date) or (
            page is not None and here is not None and here <= page and here == 1
        ):
            current += 1
            date = None
        date = f.date or date
        page = here if here is not None else page
        out.append(current)
    return out


def _spread(facts: Sequence[PageFacts], issue: Sequence[int]) -> list[PageFacts]:
    """Give date, publication and number of an issue to all its pages."""
    if len(facts) == 1:
        return list(facts)
    known: dict[int, PageFacts] = {}
    for n in set(issue):
        mine = [f for f, i in zip(facts, issue, strict=True) if i == n]
        names = Counter(f.publication for f in mine if f.publication)
        merged = _merge(mine)
        known[n] = merged._replace(publication=names.most_common(1)[0][0] if names else None)
    return [
        f._replace(date=f.date or known[i].date, publication=known[i].publication, issue=f.issue or known[i].issue)
        for f, i in zip(facts, issue, strict=True)
    ]

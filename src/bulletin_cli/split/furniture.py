"""Which lines of a passage are page furniture: mastheads, running heads, folios and desk lines at the edges of pages."""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from .blocks import any_of
from .documents import is_number
from .facts import CAPITALS, PageFacts, Survey, is_paper, page_label
from .imprint import is_contact
from .items import COUNTED, COUNTS, NO_LAST, NUMERALS, judge_line, makers, plain_number, reaches
from .leftovers import STARTS, is_leftover
from .lines import Line
from .mastheads import find_front_matter, find_issuers, find_masthead, find_page_heads
from .sheets import FOOT, TOP, number_pages

_LONGEST = 90
# What folios between dashes or dots end with, and the running head of a gazette: — 8 —, 云州市人民政府公报 2023年第4期.
_FOLIO_ENDS = frozenset("—–-·期")
_RECEIVERS = frozenset(("报", "送", "发", "報", "發", "抄报", "抄送", "主送", "分送", "呈报", "呈送", "主报", "印发"))


def survey(lines: Sequence[Line]) -> Survey:
    """Find the furniture of a passage and the facts of its pages."""
    furniture: dict[int, str] = {}
    found: dict[int, PageFacts] = {}
    starts = _page_starts(lines)
    paged = len(starts) > 1
    edges = _edges(len(lines), starts)
    repeated = _repeated(lines, edges) if paged else set()
    on = False  # the line above is of a masthead, which goes on as long as its lines do
    for k, (line, edge) in enumerate(zip(lines, edges, strict=True)):
        text = line.text
        if on:
            edge, on = edge or "top", False
        if text[0] in STARTS and is_leftover(text):
            furniture[k], found[k] = "furniture", PageFacts()
            on = edges[k] == "top"
            continue
        if text[0] == "|" or (text[-1] == "号" and is_number(text)):
            continue  # a row of a table; the number of a document, of which a gazette has many alike
        # Within a page that ends with a form feed nothing repeats that is not text, but where pages were put together.
        if (edge is None and paged and text[-1] not in _FOLIO_ENDS) or text[-1] in NO_LAST or len(text) > _LONGEST:
            continue
        if edge is None and not _may_be_furniture(line):
            continue
        facts = judge_line(text, edge, k in repeated, k == 0)
        if facts and facts.page and k - 1 in furniture and lines[k - 1].text.endswith(COUNTS):
            facts = facts._replace(page=None)
        if facts and not (facts.section and _is_listed(lines, k)):
            furniture[k], found[k] = "furniture", facts
            on = edge == "top"
    find_front_matter(lines, starts, furniture, found)
    find_page_heads(lines, starts, furniture, found)
    find_masthead(lines, starts, furniture, found)
    _find_beside(lines, edges, furniture, found)
    find_issuers(lines, furniture, found)
    _find_receivers(lines, furniture, found)
    return number_pages(lines, starts, furniture, found)


def _is_listed(lines: Sequence[Line], k: int) -> bool:
    """Whether line k, a page and a name, stands in a table of contents: a line near it begins or ends so as well."""
    text = lines[k].text
    announces = "版：" in text or "版:" in text
    if text[0] not in CAPITALS and not announces and not _ends_with_page(text):
        return False
    near = [lines[i] for i in range(max(0, k - 4), min(k + 5, len(lines))) if i != k and lines[i].page == lines[k].page]
    if text[0] in CAPITALS:
        return any(line.text[0] in CAPITALS and line.text[1:3].strip(" \u3000").isdecimal() for line in near)
    if announces:
        return any("版：" in line.text[:6] or "版:" in line.text[:6] for line in near)
    return any(_ends_with_page(line.text) for line in near)


def _ends_with_page(text: str) -> bool:
    """Whether a line ends as an entry of contents: 任免通知/2."""
    name, slash, page = text[-4:].replace("／", "/").rpartition("/")
    return bool(slash and name) and page.isdecimal() and not name[-1].isdecimal()


def _page_starts(lines: Sequence[Line]) -> list[int]:
    """The index of the first line of every page."""
    if not lines or lines[0].page == lines[-1].page:
        return [0]
    pages = range(lines[0].page, lines[-1].page + 1)
    return sorted({bisect_left(lines, page, key=_page) for page in pages})


_page = attrgetter("page")


def _may_be_furniture(line: Line) -> bool:
    """A cheap look before the patterns: only a line with one of these can be furniture away from a page's edge."""
    text = line.text
    if any_of("版期编編页頁")(text) is None and not plain_number(text):
        return False
    return line.level <= 1 or makers().search(text) is not None


def _edges(size: int, starts: Sequence[int]) -> list[str | None]:
    """For each of `size` lines `top` or `foot` when it is near that of its page, given the first line of each page."""
    edges: list[str | None] = [None] * size
    for first, end in zip(starts, [*starts[1:], size], strict=True):
        for i in range(max(first, end - FOOT), end):
            edges[i] = "foot"
        for i in range(first, min(first + TOP, end)):
            edges[i] = "top"
    return edges


def _repeated(lines: Sequence[Line], edges: Sequence[str | None]) -> set[int]:
    """The lines whose shape stands at the edge of two pages or more, and of most pages when there are many."""
    seen: dict[str, list[int]] = {}
    for k in itertools.compress(range(len(lines)), edges):
        seen.setdefault(_shape(lines[k].text), []).append(k)
    pages = lines[-1].page - lines[0].page + 1
    out: set[int] = set()
    for shape, alike in seen.items():
        if len(alike) < 2 or len(shape) < 2:
            continue
        least = max(2 if "0" in shape or is_paper(shape) else 3, pages // 2)
        # The headline of a continued story repeats as well.
        if len({lines[k].page for k in alike}) >= least and not any(_over_jump(lines, k) for k in alike):
            out.update(alike)
    return out


def _over_jump(lines: Sequence[Line], k: int) -> bool:
    """Whether a mark 上接 may stand in one of the three lines under line k."""
    return any("接" in later.text for later in lines[k + 1 : k + 4])


def _shape(text: str) -> str:
    """A line with its digits made alike, to see that it repeats from page to page."""
    return _numbers().sub("0", "".join(text.split()))


@functools.cache
def _numbers() -> re.Pattern[str]:
    return re.compile(rf"[\d０-９{NUMERALS}]+")


def _find_receivers(lines: Sequence[Line], furniture: dict[int, str], found: dict[int, PageFacts]) -> None:
    """Mark at the end of a bulletin whom it goes to: `报：…`, `送：…`, above the line of its desk or the end of all."""
    k = len(lines) - 1
    while k >= 0 and k in furniture:
        k -= 1
    last = k
    while k >= 0 and (k in furniture or _receives(lines[k].text)):
        k -= 1
    # One alone is a line of a document.
    if last - k > 1 and not all(lines[i].text.startswith("抄") for i in range(k + 1, last + 1)):
        for i in range(k + 1, last + 1):
            furniture[i], found[i] = "furniture", PageFacts()


def _receives(text: str) -> bool:
    """Whether a line says whom a bulletin is sent to.

    >>> _receives("报：市委办、市政府办"), _receives("抄送：各县区教育局"), _receives("发 :各科室"), _receives("报名：周一起")
    (True, True, True, False)
    """
    label, mark, rest = text[:8].replace(":", "：").partition("：")
    return (bool(mark and rest) and "".join(label.split()) in _RECEIVERS) or "共印" in text[:3]


def _find_beside(
    lines: Sequence[Line], edges: Sequence[str | None], furniture: dict[int, str], found: dict[int, PageFacts]
) -> None:
    """Mark what stands next to furniture and is some by its shape: there is an edge of a page, whatever parts pages."""
    papers = {facts.publication for facts in found.values()}
    todo = [k for k in furniture if lines[k].text[0] not in STARTS or not is_leftover(lines[k].text)]
    while todo:
        k = todo.pop()
        for i in (k - 1, k + 1):
            if not 0 <= i < len(lines) or i in furniture or lines[i].page != lines[k].page:
                continue
            if lines[i].level > 1 and not (i - 1 in furniture and i + 1 in furniture):
                continue
            text = lines[i].text
            # An advertisement can end or begin with a telephone number beside a folio.
            head = i > k and i <= TOP and all(j in furniture for j in range(i))
            imprint = not reaches(text[:2]) or head
            named = text == found[k].section  # the section's name once more, over its folio
            kind = PageFacts() if named or (imprint and is_contact(text)) else None
            if kind is None and (name := "".join(text.split())) in papers:
                kind = PageFacts(publication=name)
            if kind is None and len(text) <= 5 and (counted := COUNTED.fullmatch(text)):
                kind = PageFacts(page_label(counted[1]))
            if kind is None and imprint and edges[i] is None and len(text) <= _LONGEST and not text.isdecimal():
                # Over a folio stands the date of a document as well, as the last line of the page above.
                kind = judge_line(text, "top" if i > k or not i or i - 1 in furniture else "foot", False)
            if kind:
                furniture[i], found[i] = "furniture", kind
                todo.append(i)

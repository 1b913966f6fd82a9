"""Mastheads and heads of pages, seen from what stands over and under a line."""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence

from ..chinese.dates import find_date, iso_date
from ..chinese.running import is_section_name
from .documents import is_body, is_issuer, is_number
from .facts import PageFacts, is_paper, names_bulletin
from .heads import Head, begins_text, find_heads, page_tops
from .items import COUNTS, bare_folio
from .lines import Line

# A paper's name is no longer than this where only its place tells it.
_LONGEST_NAME = 8
# The letterhead of a bulletin has no more lines.
_HEAD = 6


def find_masthead(
    lines: Sequence[Line], starts: Sequence[int], furniture: dict[int, str], found: dict[int, PageFacts]
) -> None:
    """Mark the paper's name when it stands alone at the head of a page, beside a line with the date."""
    head = next((k for k in range(len(lines)) if k not in furniture), 0)
    # The first page begins below what stands over it.
    for k, first in [(start + down, start) for start in (head, *starts[1:]) for down in (0, 1)]:
        if k >= len(lines) or lines[k].page != lines[first].page or k in furniture:
            continue
        numbered = k + 1 in found and found[k + 1].issue is not None
        if lines[k].level > 1 and not (k + 1 in furniture and lines[k + 1].level == lines[k].level) and not numbered:
            continue
        text = lines[k].text
        below = _below(found, k) if k == first else None
        folio = bare_folio(text)
        # The paper's name stands under its running head as well.
        above = found.get(k - 1) if (k == first + 1 or k == head) and (folio or is_paper(text)) else None
        named = is_paper(text) or (numbered and names_bulletin("".join(text.split())))
        if below is not None and below.issue and not below.date and not below.page and named:
            furniture[k], found[k] = "masthead", PageFacts(publication="".join(text.split()))
            continue
        if not any(f is not None and f.date and not f.publication for f in (below, above)):
            if (
                k == head
                and is_paper(text)
                and len(text) <= _LONGEST_NAME
                and text[-1] in "报報刊"
                and len(lines) > k + 1
                and len(lines[k + 1].text) < 24
            ):
                furniture[k], found[k] = "masthead", PageFacts(publication=text)
            continue
        if below is not None and below.page and not is_paper(text):
            continue
        if folio:
            furniture[k], found[k] = "furniture", folio
            continue
        if 2 <= len(text) <= 12 and text[-1] not in "。！？，、；）)”":
            under = list(itertools.takewhile(furniture.__contains__, range(k + 1, min(k + 4, len(lines)))))
            # The first page prints no number; a page that does has the paper's name in its running head.
            printed = any(found[i].page for i in under)
            name = "".join(text.split())
            if not is_paper(name) and begins_text(lines, under[-1] + 1 if under else k + 1):
                continue  # a headline with its date below it
            if not is_paper(name) and any("责编" in lines[i].text for i in under):
                # The desk signs a section's page; the front page has the paper's name.
                furniture[k], found[k] = "furniture", PageFacts(section=name)
                continue
            found[k] = PageFacts("1" if below and not printed else None, publication=name)
            for i in (k, *under):
                furniture[i] = "furniture" if printed else "masthead"


def _below(found: dict[int, PageFacts], k: int) -> PageFacts | None:
    """What is printed under line k: the next line of furniture, or the one with the date under the publisher's."""
    under = [found[i] for i in itertools.takewhile(found.__contains__, range(k + 1, k + 4))]
    return next((facts for facts in under if facts.date), under[0] if under else None)


def find_page_heads(
    lines: Sequence[Line], starts: Sequence[int], furniture: dict[int, str], found: dict[int, PageFacts]
) -> None:
    """Mark the heads of pages that are wholly made of what pages say of themselves, over several lines."""
    names = {facts.publication for facts in found.values() if facts.publication}
    folios = sorted(k for k, facts in found.items() if facts.page)
    parted = len(starts) > 1
    tops = page_tops(lines, starts)
    for top, end in zip(tops, [*tops[1:], len(lines)], strict=False):
        heads = find_heads(lines, top, furniture, names)
        below = max(heads, default=top) + 1
        foot = parted and bisect_left(folios, below) < bisect_left(folios, end)
        if not heads and foot and is_section_name(lines[top].text):
            heads = {top: Head(False, section=lines[top].text)}
        if not heads:
            continue
        for k, head in heads.items():
            if head.page and (head.section in COUNTS or (k and lines[k - 1].text.endswith(COUNTS))):
                head = head._replace(page=None, section=None)  # 本期8⏎版: how many pages there are
            if k not in furniture or head.pieces[2] or (head.page and not found[k].page):
                furniture[k] = "masthead" if head.publication and not head.page else "furniture"
                found[k] = PageFacts(head.page, head.section, head.date, head.publication, head.issue)
        here = [found[k] for k in itertools.takewhile(found.__contains__, range(top, end))]
        pieces = [max(numbers) for numbers in zip(*(head.pieces for head in heads.values()), strict=True)]
        date = next((facts.date for facts in here if facts.date), None) or iso_date(*pieces)
        # The first page prints no number.
        named = len(here) > 1 and any(facts.publication for facts in here)
        first = date and named and not foot and not any(facts.page for facts in here)
        found[top] = found[top]._replace(date=date, page="1" if first else found[top].page)


def find_front_matter(
    lines: Sequence[Line], starts: Sequence[int], furniture: dict[int, str], found: dict[int, PageFacts]
) -> None:
    """Mark the YAML that some extraction programs put over a page, between two lines of dashes."""
    for start in starts:
        if start == len(lines) or lines[start].text != "---":
            continue
        end = start + 1
        while end < len(lines) and lines[end].text != "---" and _key().match(lines[end].text):
            end += 1
        if end < len(lines) and lines[end].text == "---":
            for k in range(start + 1, end):
                furniture[k], found[k] = "furniture", PageFacts()


@functools.cache
def _key() -> re.Pattern[str]:
    return re.compile(r"[a-z_]{2,40}:(?: |$)")


def find_issuers(lines: Sequence[Line], furniture: dict[int, str], found: dict[int, PageFacts]) -> None:
    """Mark the head 版头 of documents: the body that issues them, over their number; of minutes, their name as well.

    云州市人民政府 / 会议纪要 / 〔2023〕18号 / 云州市人民政府办公室 2023年7月3日: what stands below is the title.
    """
    for k in range(1, min(_HEAD, len(lines))):
        # 工作简报 / 第27期 / 平远县委办公室 2022年6月14日
        if k not in furniture and k - 1 in found and found[k - 1].issue and (day := _day_of_issue(lines[k].text)):
            furniture[k], found[k] = "furniture", PageFacts(date=day)
    for k in [k for k, line in enumerate(lines[1:]) if line.text.endswith("号")]:
        line = lines[k + 1]
        if k in furniture or not is_number(line.text):
            continue
        if is_issuer(lines[k].text):
            furniture[k], found[k] = "masthead", PageFacts()
        elif lines[k].text.endswith(("纪要", "简报")) and k + 2 < len(lines) and _day_of_issue(lines[k + 2].text):
            head = [k, k + 2, *([k - 1] if k and is_body(lines[k - 1].text) and lines[k - 1].page == line.page else [])]
            furniture.update((i, "masthead") for i in head)
            found.update((i, PageFacts()) for i in head)


def _day_of_issue(text: str) -> str | None:
    """The day, where a line is the body that issues a document and the day: `云州市人民政府办公室 2023年7月3日`."""
    day = find_date(text) if len(text) <= 40 and text[-1] == "日" else None
    issued = day is not None and day.end == len(text) and day.start > 3 and is_body(text[: day.start].strip())
    return day.iso if day is not None and issued else None

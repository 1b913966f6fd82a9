"""Jump lines 转版/接版: found, taken out of the text, and the two parts of a story joined when the evidence agrees."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from .blocks import any_of
from .facts import page_label

_NUM = "〇零一二三四五六七八九十"
_PAGE = rf"(?:[A-ZＡ-Ｚ]?\d{{1,3}}|[{_NUM}]{{1,3}}|[头頭]|末|[下后後上前](?=版))"


_BRACKETS = frozenset("（([【〔")
_CLOSE = "）)]】〕"
# Whatever points: all arrows, triangles and hands.
POINTS = "≫»≪«>＞<＜" + "".join(
    map(chr, [*range(0x2190, 0x2200), *range(0x25B2, 0x25C6), *range(0x261A, 0x2620), *range(0x2794, 0x27BF)])
)
# What points at a mark, before its bracket or within it; and behind it.
_POINTERS = frozenset(POINTS + "●■◆※")
_AFTER = frozenset(POINTS)
_SIGNS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
# The 接 of a mark that begins a text, and the 转 of one that ends it, stand within so many characters of its edge.
HEAD, _TAIL = 16, 32
# And all of the mark within so many.
_NEAR = 80
# Two headlines of which so little is alike are not of one story, whatever pages their marks name.
DIFFERENT = 0.3
# And of which so much is alike they surely are; between the two more is asked than the pages.
ALIKE = 0.65
# What a mark 上接 can begin with.
MARK_STARTS = _POINTERS | _BRACKETS | frozenset("《》上文紧緊接续續")
# What none ends with: the last characters of nearly every paragraph.
NEVER_LAST = frozenset("。！？!?…”’」』；;，、：:》")


class Mark(NamedTuple):
    """A jump mark in a text: `forward` for 下转, the page as a label, the mark as printed and its [start, end)."""

    forward: bool
    page: str | None
    raw: str
    start: int
    end: int


@functools.cache
def _mark() -> re.Pattern[str]:
    toward = r"[下文紧緊]\s*[转轉]|下\s*接|未完[，,]?\s*[下]?[转轉]|[转轉](?=\s*(?:第|[A-Z\d]|下版))"
    back = r"[上文紧緊]\s*接|[接續续](?=\s*(?:[第上]|[A-Z]?\d{1,2}\s*[版页頁]))"
    # One look at the first character passes over nearly all of a text.
    return re.compile(
        rf"(?=[下文紧緊转轉上接續续未])(?:(?P<to>{toward})|{back})\s*(?:本[报報])?\s*(?:今日)?\s*第?\s*(?P<page>{_PAGE})\s*(?P<unit>[版页頁])?"
    )


def find_marks(text: str) -> list[Mark]:
    """The jump marks in a text, in order.

    >>> [tuple(m)[:3] for m in find_marks("(上接1版)加强管理。（下转A3版）")]
    [(False, '1', '(上接1版)'), (True, 'A3', '（下转A3版）')]
    >>> find_marks("（上接第\\n一版）和地区事务")[0].page, find_marks("▲上接第二版")[0].page
    ('1', '2')
    >>> [m.raw for text in ("▲（紧接第一版）其他", "（接1版①）为", "就能●下转A3頁", "（▼下转3版②）") for m in find_marks(text)]
    ['▲（紧接第一版）', '（接1版①）', '●下转A3頁', '（▼下转3版②）']
    >>> [(m.forward, m.page) for text in ("（下接第3版）", "（未完，转第3版）", "（转下版）", "（续第1版）") for m in find_marks(text)]
    [(True, '3'), (True, '3'), (True, None), (False, '1')]
    >>> [m.raw for text in ("（下转3版▶）", "会议（下转3版）▶▶", "》》下转3版", "≪上接1版") for m in find_marks(text)]
    ['（下转3版▶）', '（下转3版）▶▶', '》》下转3版', '≪上接1版']
    >>> [m.raw for text in ("提升▶▶\\n▶下转P4", "➤上接第一版会议", "◀◀◀上接3版（原题）") for m in find_marks(text)]
    ['▶▶\\n▶下转P4', '➤上接第一版', '◀◀◀上接3版']
    >>> find_marks("会议承接上届成果，转入第3版方案"), find_marks("他接到第二版样书")
    ([], [])
    """
    if not any(_may_point(text, sign) for sign in "接转轉续續" if sign in text):
        return []
    out = []
    for match in _mark().finditer(text):
        start, end = match.span()
        while start and text[start - 1].isspace():
            start -= 1
        opening = _opening(text, start)
        if opening < start:
            closed = not _BRACKETS.isdisjoint(text[opening:start])
            behind = text[end : end + 13]
            close = any_of(_CLOSE)(behind if behind[:1] == "\n" else behind.partition("\n")[0]) if closed else None
            if close:
                end += close.end()
            elif closed:
                continue
            while end < len(text) and text[end] in _AFTER:
                end += 1
            start = opening
        elif match["unit"] is None or (text[:start].strip() and text[end:].strip(POINTS + " \n")):
            # Without brackets only a mark at the very edge of a text counts: 上接第二版 is also plain prose.
            continue
        else:
            start = match.start()
            end += len(text[end:]) - len(text[end:].lstrip(POINTS + "▲▼")) if len(text) - end < 4 else 0
        out.append(Mark(match["to"] is not None, _label(match["page"]), text[start:end].strip(), start, end))
    return out


def _may_point(text: str, sign: str) -> bool:
    """Whether one of the `sign` in a text has beside it what it has in a mark: 上接, 转3版, a blank."""
    at = text.find(sign)
    while at >= 0:
        before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or "。"
        if before in _BEFORE_SIGN or before.isspace() or after in "第上下" or (after.isascii() and after.isalnum()):
            return True
        if after.isspace() or after.isdecimal():
            return True
        at = text.find(sign, at + 1)
    return False


_BEFORE_SIGN = frozenset("下上文紧緊完，,")


def _opening(text: str, start: int) -> int:
    """Where what opens a mark begins: a bracket, and the arrows or bullets that point at it from outside or inside."""
    while start and (text[start - 1] in _POINTERS or _points_on(text, start)):
        start -= 1
    if text[start - 2 : start] in ("《《", "》》"):
        return start - 2
    if start and text[start - 1] in _BRACKETS:
        start -= 1
        while start and text[start - 1] in _POINTERS:
            start -= 1
    return start


def _points_on(text: str, start: int) -> bool:
    """Whether a line end stands at `start` within a row of arrows."""
    return start > 1 and text[start - 1] == "\n" and text[start - 2] == text[start] and text[start] in _AFTER


def _label(page: str) -> str | None:
    if page in "头頭":
        return "1"
    return None if page in "末下后後上前" else page_label("".join(page.split()))


def is_mark(text: str) -> bool:
    """Whether a line is a jump mark and nothing else.

    >>> is_mark("（下转第四版）"), is_mark("(上接1版)加强")
    (True, False)
    """
    if len(text) > 24:
        return False
    marks = find_marks(text)
    return len(marks) == 1 and marks[0].raw == text.strip()


def take_marks(text: str) -> tuple[str, Mark | None, Mark | None]:
    """(the text without its jump marks, the mark 上接 at its start, the mark 下转 at its end).

    Only a mark at the edge of the text is taken; others stay where they are.

    >>> take_marks("(上接1版)加强管理")[0], take_marks("在国际（下转第二\\n版）")[0]
    ('加强管理', '在国际')
    >>> take_marks("（上接1版）顶层住户最多\\n承担18%。")[0]
    '顶层住户最多承担18%。'
    """
    text = text.strip()
    if not text or (text[0] not in MARK_STARTS and text[-1] in NEVER_LAST):
        return text, None, None  # nearly every paragraph
    return _take_marks(text)


# Whether a heading opens an article asks for the mark under it, and then the text is read.
@functools.lru_cache(maxsize=16)
def _take_marks(text: str) -> tuple[str, Mark | None, Mark | None]:
    head, tail = text[:HEAD], text[-_TAIL:]
    back = onward = None
    if "接" in head or "续" in head or "續" in head:
        back = next((m for m in find_marks(text[:_NEAR]) if not m.forward and not text[: m.start].strip()), None)
    if "转" in tail or "轉" in tail or "下接" in tail:
        near = text[-_NEAR:]
        onward = next((m for m in find_marks(near) if m.forward and not near[m.end :].strip()), None)
    end = len(text) if onward is None else len(text) - len(near) + onward.start
    if back is None:
        return text[:end].strip(), None, onward
    # The line behind the mark is short by the mark's width, not because a paragraph ends there.
    first, newline, rest = text[back.end : end].lstrip().partition("\n")
    glue = "" if first and first[-1] not in "。！？!?…”’」』" else newline
    return (first + glue + rest).strip(), back, onward


def _plain(page: str | None) -> str:
    """A page label for comparing: `A02` and `A2` are one page."""
    if not page:
        return ""
    head = page[:1] if page[:1].isalpha() else ""
    return head + page[len(head) :].lstrip("0")


def same_sign(one: str, other: str) -> bool:
    """Whether two marks, as printed, have the same numeral or none; it tells the stories between two pages apart.

    >>> same_sign("（转3版①）", "（接1版①）"), same_sign("（转3版①）", "（接1版②）"), same_sign("（下转3版）", "（上接1版）")
    (True, False, True)
    """
    return _signs(one) == _signs(other)


@functools.lru_cache(maxsize=256)
def _signs(mark: str) -> list[str]:
    return [char for char in mark if char in _SIGNS]


def same_page(one: str | None, other: str | None) -> bool | None:
    """Whether two page labels agree; None when one is not known.

    >>> same_page("A02", "A2"), same_page("1", "3"), same_page(None, "3"), same_page("2", "A02")
    (True, False, None, True)
    """
    if not one or not other:
        return None
    a, b = _plain(one), _plain(other)
    if a[:1].isalpha() != b[:1].isalpha():
        a, b = a.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), b.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return a == b


def likeness(one: str | None, other: str | None) -> float:
    """How much of the shorter headline's character pairs stand in the longer one, 0 to 1.

    >>> likeness("全国夏粮小麦 收获进度过半", "全国夏粮小麦收获进度过半"), likeness("李强在广东调研", "王沪宁会见")
    (1.0, 0.0)
    """
    a, b = _pairs(one), _pairs(other)
    if not a or not b:
        return 0.0
    return len(a & b) / min(len(a), len(b))


@functools.lru_cache(maxsize=256)
def _pairs(text: str | None) -> frozenset[str]:
    flat = "".join(c for c in text or "" if c.isalnum())
    return frozenset(flat[i : i + 2] for i in range(len(flat) - 1))

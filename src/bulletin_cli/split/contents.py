"""Tables of contents: the lines that announce what stands further on, told from the headings themselves."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from .blocks import Block, flat
from .documents import ROUND_UPS, is_contents, is_item

# What a number, bullet or page that `entry_words` takes away begins or ends with; a digit may as well.
_FIRST = frozenset("（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳●■▲◆○◇□△·•▶►★☆")
_LAST = frozenset("版）)")
# What the page that dots lead to ends with.
_LEADS = frozenset("）)〕版页頁0123456789")
# What stands between the dots and the end of an entry, and what the dots are.
_PAGE = "（(〔）)〕第版页頁0123456789 \u3000ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DOTS = frozenset(".．·。-—–_…/／")
# The dots before it and the space between stand within so many characters of the end.
_LEADING = 100
# One line that says what another says may be a label; a list has two at the least, three where nothing introduces it.
_LEAST = 2
# A line of contents that falls short of its column by no more than this (half-width units) goes on below.
_SHORT = 4
# 国内联播快讯： over the items that a list announces.
_LONGEST_LABEL = 12


@functools.cache
def _leader() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:[.．·。\-—–_]{3,}|…{2,})[.．·…]*\s*[（(〔]?(?:第?\s*[A-Z]?\d{1,4}\s*[版页頁]?)[）)〕]?"
        r"|(?:(?<=[^\W0-9A-Za-z_])|(?<=[”》]))[/／]\d{1,3})$"
    )


@functools.cache
def _number() -> re.Pattern[str]:
    return re.compile(
        r"^(?:[（(]?\d{1,2}[）)．.、]|[①-⑳●■▲◆○◇□△·•▶►★☆])\s*"
        r"|\s*(?:[（(]?(?:第?[A-Z]?\d{1,2}版|P\d{1,3})[）)]?|[（(]\d{1,3}[）)]|\s\d{1,3}|(?:(?<=[^\W0-9A-Za-z_])|(?<=[”》]))[/／]\d{1,3})$"
    )


def has_leader(text: str) -> bool:
    """Whether a line is an entry of contents by the dots that lead to its page.

    >>> has_leader("关于防汛工作的意见……………（6）"), has_leader("他说……3天后再来"), has_leader("城市绿化……12")
    (True, False, True)
    >>> has_leader("城市绿化办法/12"), has_leader("2/12")
    (True, False)
    """
    if text[-1] not in _LEADS or text.rstrip(_PAGE)[-1:] not in _DOTS:
        return False
    return _leader().search(text, max(0, len(text) - _LEADING)) is not None


def entry_words(text: str) -> str:
    """What an entry announces, without its number, bullet and page.

    >>> entry_words("1.春播过半"), entry_words("● 春播过半 （2版）"), entry_words("春播过半 （12）"), entry_words("2023年春播")
    ('春播过半', '春播过半', '春播过半', '2023年春播')
    >>> entry_words("【春播过半】")
    '春播过半'
    """
    first, last = text[:1], text[-1:]
    if first in _FIRST or last in _LAST or first.isdecimal() or last.isdecimal():
        text = _number().sub("", text)
    return flat(text[1:-1] if text[:1] == "【" and text[-1] == "】" else text)


def mark_contents(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks with the lines of each table of contents put into one block of kind `contents`.

    An entry says what a heading further on says, or leads with dots to a page; two entries or more in a row are
    contents, with the line over them that introduces them (`导读`, `今天的主要内容有：`).
    """
    blocks = _mark_paged(blocks)
    kinds, texts = [block.kind for block in blocks], [block.text for block in blocks]
    words = {
        k: entry_words(text) if kind == "head" else flat(text[:-1])
        for k, (kind, text) in enumerate(zip(kinds, texts, strict=True))
        if kind == "head" or (len(text) <= _LONGEST_LABEL and text[-1] in "：:")
    }
    leads = {k for k, text in enumerate(texts) if text[-1] in _LEADS and has_leader(text)}
    if len(set(words.values())) == len(words) and not leads:
        return blocks
    heads = Counter(words.values())
    out: list[Block] = []
    k = 0
    while k < len(blocks):
        if k not in leads and (k not in words or heads[words[k]] < 2):
            # Nearly all blocks: no entry, and what they say is not said further on.
            out.append(blocks[k])
            if k in words:
                heads[words[k]] -= 1
            k += 1
            continue
        end = _list_end(blocks, k, words, leads, heads)
        entries = blocks[k:end]
        over = _introduction(out, entries) if entries else []
        if _is_list(entries, over, blocks[end] if end < len(blocks) else None):
            del out[len(out) - len(over) :]
            entries = [*over, *entries]
            text = "\n".join(b.text for b in entries)
            out.append(Block("contents", entries[0].first, entries[-1].last, text))
        else:
            end = k + 1
            out.append(blocks[k])
        for i in range(k, end):
            if i in words:
                heads[words[i]] -= 1
        k = end
    return out


@functools.cache
def _page_before() -> re.Pattern[str]:
    # A02　春播过半; 3版：春播过半
    return re.compile(r"(?:[A-Z]\d{1,2}版?[ \u3000:：]+|第?\d{1,2}版[ \u3000:：]*)(?=[\u4e00-\u9fff“《]).+")


@functools.cache
def _page_behind() -> re.Pattern[str]:
    # 春播过半（2版）; the page may stand in the next line, cut from it or within its brackets.
    return re.compile(r".*(?:[（(]第?[A-Z]?\d{1,2}版[）)]|[（(]第?[A-Z]?\d{0,2}|^\d{0,2}版[）)])", re.DOTALL)


def _mark_paged(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks with each list of entries that name their pages, two or more, put into one block of contents.

    Entries run over lines: one with the page in front goes on while its lines are full, one with the page behind ends
    with it, and no later than with its third line.
    """
    heads = [b for b in blocks if b.kind in ("head", "tail")]
    behind = any(b.text[-1] in "版）)" and _page_behind().fullmatch(b.text) for b in heads)
    if not behind and not any(b.text[0] in _BEFORE and _page_before().fullmatch(b.text) for b in heads):
        return blocks
    out: list[Block] = []
    k = 0
    while k < len(blocks):
        end = max(_paged_before(blocks, k), _paged_behind(blocks, k))
        if end == k:
            out.append(blocks[k])
            k += 1
            continue
        entries = blocks[k:end]
        if out and out[-1].last + 1 == entries[0].first and _introduces(out[-1]):
            entries = [out.pop(), *entries]
        out.append(Block("contents", entries[0].first, entries[-1].last, "\n".join(b.text for b in entries)))
        k = end
    return out


_BEFORE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ第0123456789")


def _paged_before(blocks: Sequence[Block], k: int) -> int:
    """The block after the entries with their page in front that begin with block k; k where there are not two."""
    end, count = k, 0
    while end < len(blocks) and blocks[end].kind == "head" and not blocks[end].level:
        block = blocks[end]
        if block.text[0] in _BEFORE and _page_before().fullmatch(block.text):
            count += 1
        elif not (count and block.column and blocks[end - 1].width >= block.column - _SHORT):
            break
        end += 1
    return end if count >= _LEAST else k


def _paged_behind(blocks: Sequence[Block], k: int) -> int:
    """The block after the entries with their page behind that begin with block k; k where there are not two."""
    end, count, at = k, 0, k
    while at < len(blocks) and at - end < 3 and not blocks[at].level:
        text = blocks[at].text
        if blocks[at].kind not in ("head", "tail") and (
            blocks[at].kind != "paragraph" or "。" in text or len(text) > 120
        ):
            break
        at += 1
        if text[-1] in "版）)" and _page_behind().fullmatch(text):
            end, count = at, count + 1
    return end if count >= _LEAST else k


def _introduction(out: Sequence[Block], entries: Sequence[Block]) -> list[Block]:
    """The lines over a list that introduce it: `导读`, `今天的主要内容有：`, and the section that its entries are of."""
    if not entries or not out or out[-1].last + 1 != entries[0].first:
        return []
    if _introduces(out[-1]):
        return [out[-1]]
    if len(out) > 1 and is_contents(out[-2].text) and out[-1].kind == "head" and out[-2].last + 1 == out[-1].first:
        return list(out[-2:])
    return []


def _is_list(entries: Sequence[Block], over: Sequence[Block], after: Block | None) -> bool:
    """Whether lines that announce others are a list: a headline that a page repeats over a second part is none."""
    if len(entries) < _LEAST:
        return False
    if all(has_leader(b.text) for b in entries):
        return True
    if after is not None and after.kind != "head":
        return False
    return bool(over) or (len(entries) > _LEAST and not entries[0].column)


def _introduces(block: Block) -> bool:
    short = len(block.text) <= 20 and "\n" not in block.text
    return short and (is_contents(block.text) or (block.kind == "paragraph" and block.text[-1] in "：:"))


def round_up_items(contents: str) -> set[str]:
    """What the lines of a table of contents announce as numbered items of a round-up: `国内联播快讯： / （1）…`."""
    items: set[str] = set()
    inside = False
    for line in contents.split("\n"):
        numbered = is_item(line)
        if inside and numbered:
            items.add(entry_words(line))
        inside = inside if numbered else line.rstrip("：:").endswith(ROUND_UPS)
    return items


def _list_end(
    blocks: Sequence[Block], k: int, words: Mapping[int, str], leads: Collection[int], heads: Counter[str]
) -> int:
    """The block after the entries that begin with block k; k when none does.

    Args:
        blocks: the blocks of a passage.
        k: where a list may begin.
        words: what each heading's line announces, by its index.
        leads: the lines that lead with dots to a page.
        heads: how many headings from block k on say the same words.
    """
    said: set[str] = set()
    end = k
    while end < len(blocks):
        block = blocks[end]
        if end > k and block.first != blocks[end - 1].last + 1:
            break
        if end in words:
            over = end + 1 in leads and block.column and block.width >= block.column - _SHORT
            if over and end not in leads:
                pass  # an entry of two lines, whose page stands in the second
            elif end not in leads and (block.level or words[end] in said or heads[words[end]] < 2):
                break
            said.add(words[end])
        elif end not in leads or block.kind != "paragraph":
            break
        end += 1
    return end

"""Advertisements and verse in old press that stand over a headline, as lines without a mark: told from its lines."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import takewhile

from .blocks import Block, flat

# Lines of classical verse have so many characters; printed in pairs, twice as many.
_FEET = (5, 7, 10, 14)
_ROWS = 4


def part_notices(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks of old press with advertisements and verse apart from the headlines below them.

    A headline of the time has a line or two. Where more short lines stand together, the first of them can be the
    verse that ends the text above (a stanza's lines are of one length), or an advertisement, which says what things
    cost and where to go.
    """
    out: list[Block] = []
    k = 0
    while k < len(blocks):
        end = k
        while end < len(blocks) and blocks[end].kind == "head" and not blocks[end].level:
            end += 1
        if end - k < 3:
            out += blocks[k : max(end, k + 1)]
        else:
            out += _parted(blocks[k:end], bool(out))
        k = max(end, k + 1)
    return out


def _parted(run: Sequence[Block], text: bool) -> Sequence[Block]:
    """A run of lines without marks, as blocks of their kinds; `text`: text stands above it."""
    out: list[Block] = []
    if text and (rows := _verse(run)):
        out.append(_as_one(run[:rows], "paragraph"))
        run = run[rows:]
    if size := _advert(run):
        out.append(_as_one(run[:size], "advertisement"))
        run = run[size:]
    return [*out, *run]


def _as_one(run: Sequence[Block], kind: str) -> Block:
    text = "\n".join([block.text for block in run])
    return run[0]._replace(kind=kind, text=text, last=run[-1].last)


def _verse(run: Sequence[Block]) -> int:
    """How many lines at the head of a run are a stanza, none where no other line follows."""
    foot = len(flat(run[0].text))
    if foot not in _FEET:
        return 0
    rows = len(list(takewhile(lambda block: len(flat(block.text)) == foot, run)))
    return rows if rows < len(run) and rows >= (_ROWS if foot < 10 else _ROWS // 2) else 0


def _advert(run: Sequence[Block]) -> int:
    """How many lines at the head of a run advertise: up to the last one that says so, when two do and others follow."""
    sells = [k for k, block in enumerate(run[:-1]) if _sells().search(flat(block.text))]
    return sells[-1] + 1 if len(sells) > 1 and sells[0] < 2 else 0


@functools.cache
def _sells() -> re.Pattern[str]:
    # Prices, addresses, and the phrases that notices of the trade begin and end with, in the old press of any town.
    sum_of = r"(?:[〇零一二三四五六七八九十百]+|[\d０-９]+)"
    return re.compile(
        rf"每[盒瓶份張册冊件包打]|[洋圓銀收售費診幣][{'〇零一二三四五六七八九十百'}]+[元角分圓]|{sum_of}[折扣]"
        r"|(?:[謹敬]啟|[謹敬]啓|[謹敬]白|[啓啟]事|[通布]告|[通布]吿|聲明|垂察|賜顧|惠顧|光顧|歡迎|面議|函索|均售|有售|出售|經售|代售|分售|批發|隨到隨看|贈品\S{0,4}|減價|廉價)$"
        r"|^(?:地址|地點|電話|住址|寓址|減價|大減價|大廉價|發行所|總發行|寄售處|聲明|遷移)|律師受|招登|招請|診所$|總經理處|醫院$"
    )

"""Who signed: authors' names in the line of a headline or bare below it, the body that issues, the day under a letter."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from .blocks import Block, flat
from .documents import is_body
from .ledes import is_author, is_byline
from .names import HAN
from .readings import inside_word

# A title with its author's bare name in one line is no longer than this (characters).
_TITLE = 12


def part_signatures(blocks: list[Block]) -> list[Block]:
    """The blocks with what signs a text told from its heading.

    `老井 骆宇璇` and `莫让等一等 □简元真` are a headline and who wrote it; so are the lines `秋日登高` and `池志翰` over a text.
    The body `云州市统计局` between a headline and its text belongs to the text; `市教育局` over `6月28日` signs the text above.
    """
    out: list[Block] = []
    for k, block in enumerate(blocks):
        if block.kind != "head":
            out.append(block)
            continue
        below = blocks[k + 1] if k + 1 < len(blocks) else None
        over_text = below is not None and below.kind == "paragraph"
        if below is not None and over_text and _names_author(out, block, below):
            out.append(block._replace(kind="byline"))
            continue
        if out and out[-1].kind == "head" and not block.level:
            if over_text and _issuer().fullmatch(block.text) and not inside_word(out[-1], block):
                out.append(block._replace(kind="number"))
                continue
            if len(out) > 1 and out[-2].kind == "paragraph" and is_body(out[-1].text) and _day().fullmatch(block.text):
                out.append(block._replace(kind="date"))
                continue
        size = _byline_at_end(block.text, over_text)
        if not size:
            out.append(block)
            continue
        title, byline = block.text[:-size].rstrip(), block.text[-size:]
        out.append(block._replace(text=title, width=block.width - 2 * size))
        out.append(block._replace(kind="byline", text=byline))
    return out


@functools.cache
def _issuer() -> re.Pattern[str]:
    return re.compile(rf"[{HAN}]{{1,6}}[省市县區区州镇乡][{HAN}]{{1,8}}(?:局|厅|廳|委员会|办公室|人民政府)")


@functools.cache
def _day() -> re.Pattern[str]:
    return re.compile(r"\d{1,2}月\d{1,2}日")


def _names_author(out: Sequence[Block], block: Block, below: Block) -> bool:
    """Whether a line below a heading is a bare name that the text does not speak of, or several."""
    names = block.text.split()
    if len(flat(block.text)) > 3 * len(names) or len(names) > 4 or not out or out[-1].kind != "head":
        return False
    if len(flat(out[-1].text)) < 2 or block.level not in (0, out[-1].level) or inside_word(out[-1], block):
        return False
    named = is_author(block.text) or (len(names) > 1 and all(map(is_author, names)))
    return named and flat(block.text) not in flat(below.text)


def _byline_at_end(text: str, over_text: bool) -> int:
    """How many characters at the end of a heading's line are a byline; 0 for none."""
    start = max(text.find("本报"), text.find("本報"))
    if start > 0 and is_byline(text[start:]) and not is_byline(text):
        return len(text) - start
    parts = text.split()
    for k in range(1, min(len(parts), 5)):
        tail = " ".join(parts[k:])
        named = over_text and k == len(parts) - 1 and len(text) <= _TITLE and is_author(tail)
        if is_byline(tail) or (named and not is_author(parts[0])):
            return len(text) - text.index(parts[k], len("".join(parts[:k])))
    return 0

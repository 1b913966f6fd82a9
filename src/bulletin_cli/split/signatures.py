"""Who signed: authors' names in the line of a headline or bare below it, the body that issues, the day under a letter."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence

from .blocks import Block, any_of, flat
from .bylines import is_author, is_byline
from .documents import is_body
from .ledes import lede_contributors, read_lede
from .names import HAN, no_word
from .readings import inside_word

# A title with its author's bare name in one line is no longer than this (characters).
_TITLE = 12
# A name alone in its line is no longer than this, the spaces in it included.
_NAME = 6
# Nor is who wrote a letter.
_SIGNATURE = 16
_READERS = ("读者", "讀者", "居民", "市民", "村民", "业主", "家长", "学生", "同学", "网友")
# Nor is a line of verse longer than this.
_VERSE = 18


def part_signatures(blocks: list[Block]) -> list[Block]:
    """The blocks with what signs a text told from its heading.

    `老井 骆宇璇` and `莫让等一等 □简元真` are a headline and who wrote it; so are the lines `秋日登高` and `池志翰` over a text.
    The body `云州市统计局` between a headline and its text belongs to the text; `市教育局` over `6月28日` signs the text above.
    """
    changed: dict[int, tuple[Block, ...]] = {}
    for k, block in enumerate(blocks):
        if block.kind == "head" and (signed := _signed(blocks, k, changed)):
            changed[k] = signed
    if not changed:
        return blocks
    return [piece for k, block in enumerate(blocks) for piece in changed.get(k, (block,))]


def _signed(blocks: Sequence[Block], k: int, changed: Collection[int]) -> tuple[Block, ...]:
    """What heading line k is in truth, or its parts; nothing where it is a heading and no more."""
    block = blocks[k]
    above = blocks[k - 1] if k and k - 1 not in changed and blocks[k - 1].kind == "head" else None
    below = blocks[k + 1] if k + 1 < len(blocks) and blocks[k + 1].kind == "paragraph" else None
    if above is not None:
        if below is not None and _names_author(above, block, below):
            return (block._replace(kind="byline"),)
        if below is not None and not block.level and _is_issuer(block.text) and not inside_word(above, block):
            return (block._replace(kind="number"),)
        if k > 1 and blocks[k - 2].kind == "paragraph" and _is_day(block.text) and is_body(above.text):
            return (block._replace(kind="date"),)
        named = len(block.text) <= _NAME and not block.level and _over_verse(blocks, k)
        if named and is_author(block.text) and not inside_word(above, block):
            return (block._replace(kind="byline"),)
    if " " not in block.text and "\u3000" not in block.text and "本" not in block.text:
        return ()
    if _is_reader(block.text):
        return ()  # who wrote the letter above
    size = _byline_at_end(block.text, below is not None or _over_verse(blocks, k))
    if not size:
        return ()
    title, byline = block.text[:-size].rstrip(), block.text[-size:]
    return (
        block._replace(text=title, width=block.width - 2 * size),
        block._replace(kind="byline", text=byline),
    )


def _over_verse(blocks: Sequence[Block], k: int) -> bool:
    verse = blocks[k + 1 : k + 5]
    return len(verse) == 4 and all(b.kind == "head" and not b.level and len(b.text) <= _VERSE for b in verse)


def signs(text: str) -> bool:
    """Whether a line below a letter is who wrote it: a name, alone or behind what its bearer is, or readers of the paper.

    >>> signs("城东读者 骆宇璇"), signs("骆宇璇"), signs("几位老读者"), signs("站牌上的字太小")
    (True, True, True, False)
    """
    if len(text) > _SIGNATURE or any(mark in text for mark in "，。：；！？"):
        return False
    words = text.split()
    return text.endswith(_READERS) or _is_reader(text) or (is_author(words[-1]) and len(words) <= 3)


def _is_reader(text: str) -> bool:
    """Whether a line is a reader of the paper and the name: `枫桥镇居民 牛素`."""
    words = text.split()
    return len(words) == 2 and words[0].endswith(_READERS) and (is_author(words[1]) or no_word(words[1]))


def _is_issuer(text: str) -> bool:
    return text[-1] in "局厅廳会室府" and _issuer().fullmatch(text) is not None


def _is_day(text: str) -> bool:
    return text[-1] == "日" and _day().fullmatch(text) is not None


@functools.cache
def _issuer() -> re.Pattern[str]:
    return re.compile(rf"[{HAN}]{{1,6}}[省市县區区州镇乡][{HAN}]{{1,8}}(?:局|厅|廳|委员会|办公室|人民政府)")


@functools.cache
def _day() -> re.Pattern[str]:
    return re.compile(r"\d{1,2}月\d{1,2}日")


def _names_author(above: Block, block: Block, below: Block) -> bool:
    """Whether a line below a heading is a bare name that the text does not speak of, or several."""
    if len(block.text) > 20 or len(above.text) < 2 or block.level not in (0, above.level):
        return False
    if len(block.text) > _NAME and any_of(" \u3000·•")(block.text) is None:
        return False
    names = block.text.split()
    if len(block.text) > 10 and (len(names) > 4 or len(flat(block.text)) > 3 * len(names)):
        return False
    named = is_author(block.text) or (len(names) > 1 and all(map(is_author, names)))
    if not named or inside_word(above, block) or flat(block.text) in flat(below.text):
        return False
    return block.level > 0 or not _is_rest(block, below)


def _is_rest(block: Block, below: Block) -> bool:
    """Whether what looks like a name is sooner the rest of the headline above or a line of its own.

    `通报最⏎新疫情` stands over a lede, which names the author; `二十四节气·立春` is no author of a Chinese paper but the
    name of a column.
    """
    if "·" in block.text or "•" in block.text:
        return True
    lede = read_lede(below.text)
    return lede is not None and bool(lede_contributors(lede))


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

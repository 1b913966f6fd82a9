"""Poems: a title, the poet's name, and lines that end where the poet ends them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .blocks import Block, ends_sentence, flat
from .documents import is_standing
from .lines import Line, width
from .names import likely_name
from .readings import inside_word

# Lines of verse are no longer than this (characters), and a poem has no fewer than this.
_LONGEST, _FEWEST = 18, 4
_ROW_ENDS = frozenset("，。！？；、：…—,.!?;")
# A name with the marks and the spaces that set it apart.
_LONGEST_NAME = 40
# Such a name without spaces: 文／罗家林.
_TIGHT_NAME = 10


def mark_verse(blocks: Sequence[Block], lines: Sequence[Line]) -> Sequence[Block]:
    """The blocks with the poet's name under a title as a byline, and each stanza as one paragraph of lines.

    Only a title with a name under it and four short lines or more under that is a poem: what else is short on a page
    (lists, tables, headings) has no name over it.
    """
    if not any(_is_name(two) for one, two in pairwise(blocks) if one.kind == "head"):
        return blocks  # most pages
    out: list[Block] = []
    k = 0
    while k < len(blocks):
        title = blocks[k]
        if title.kind != "head" or k + 1 >= len(blocks) or not _is_name(blocks[k + 1]):
            out.append(title)
            k += 1
            continue
        end = _verse_end(blocks, k + 2)
        if sum(block.text.count("\n") + 1 for block in blocks[k + 2 : end]) < _FEWEST:
            out.append(title)
            k += 1
            continue
        out += [title._replace(column=0), blocks[k + 1]._replace(kind="byline")]
        out += _stanzas(blocks[k + 2 : end], lines)
        k = end
    return out


def _is_name(block: Block) -> bool:
    """Whether a block is a name on a line of its own, as `罗家林`, `文/罗家林`, `□罗家林`."""
    if block.kind == "byline":
        return "\n" not in block.text
    if len(block.text) > _TIGHT_NAME and " " not in block.text and "\u3000" not in block.text:
        return False
    if len(block.text) > _LONGEST_NAME or block.level or block.kind not in ("head", "paragraph") or "\n" in block.text:
        return False
    name = flat(block.text).lstrip("□■◎●○◇◆文诗詩作者/／:： ")
    return 2 <= len(name) <= 4 and name.isalpha() and likely_name(name)


def _verse_end(blocks: Sequence[Block], start: int) -> int:
    """The block after the lines of verse that begin with block `start`."""
    k = start
    while k < len(blocks):
        block = blocks[k]
        if block.first != blocks[k - 1].last + 1 or block.kind not in ("head", "paragraph"):
            break
        if block.level or (not is_stanza(block.text) if "\n" in block.text else len(block.text) > _LONGEST):
            break
        if (k + 1 < len(blocks) and _is_name(blocks[k + 1]) and k - start >= 2) or is_standing(block.text):
            break  # the next title
        k += 1
    # Below the last stanza a line without its end, next to a longer text, is that text's headline.
    if (
        start < k < len(blocks)
        and blocks[k].kind in ("paragraph", "byline", "tail")
        and not ends_sentence(blocks[k - 1].text)
    ):
        k -= 1
        while k > start and inside_word(blocks[k - 1], blocks[k]):
            k -= 1
    return k


def is_stanza(text: str) -> bool:
    """Whether the lines of a paragraph end where the poet ends them: with a mark each, or with room left between others.

    >>> is_stanza("江水到码头，\\n灯火上渔舟。"), is_stanza("汽笛响了\\n他站起来\\n把夕阳扛上肩\\n往堆场走去")
    (True, True)
    >>> is_stanza("入夏以来，全县\\n新添了四座书屋\\n，孩子们放学后\\n常来看书。")
    False
    """
    rows = text.split("\n")
    if any(not row or len(row) > _LONGEST for row in rows):
        return False
    if all(row[-1] in _ROW_ENDS for row in rows):
        return True
    # In prose a line falls short now and then, before a mark or a number.
    full = max(map(width, rows)) - 2
    short = sum(width(row) < full for row in rows[1:-1])
    return len(rows) >= _FEWEST and 2 * short >= len(rows) - 2


def _stanzas(verse: Sequence[Block], lines: Sequence[Line]) -> list[Block]:
    out: list[Block] = []
    # Where every line stands apart, as extraction programs put them, blank lines say nothing of stanzas.
    apart = all(lines[block.first].gap for block in verse)
    for block in verse:
        if out and (apart or not lines[block.first].gap):
            out[-1] = out[-1]._replace(text=out[-1].text + "\n" + block.text, last=block.last)
        else:
            out.append(block._replace(kind="paragraph", width=0, column=0))
    return out

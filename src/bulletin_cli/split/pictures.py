"""Photographs on a page: the paragraph over a photographer's credit is what stands under the picture."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from .blocks import LONGEST_CAPTION, Block, ends_sentence
from .lines import Line
from .tails import is_photo_credit

_CREDIT = ("byline", "tail")
# How extraction programs write that a picture stands here.
_PICTURES = ("![", "<img", "<!-- image", "<!-- picture", "<!-- 图", "<figure")


@functools.cache
def _when() -> re.Pattern[str]:
    # A caption begins with its day, or points at the picture.
    return re.compile(
        r"(?:\d{2,4}年)?(?:\d{1,2}月)?\d{1,2}日|[近日今昨][日天前]|连日来|連日來|[上下左右]?[图圖]|[这這]是"
    )


def mark_pictured(blocks: Sequence[Block], lines: Sequence[Line] = ()) -> Sequence[Block]:
    """The blocks with each paragraph that a photographer's credit stands under, or ends beside a picture, as a caption.

    It begins with a day or points at the picture, and text stands before it: right under a heading it is the report.

    >>> text = Block("paragraph", 0, 0, "大桥昨日通车。")
    >>> under = Block("paragraph", 1, 1, "3月16日，市民在桥上合影。")
    >>> [b.kind for b in mark_pictured([text, under, Block("byline", 2, 2, "本报记者 苏禾 摄")])]
    ['paragraph', 'caption', 'byline']
    >>> [b.kind for b in mark_pictured([text, under, Block("byline", 2, 2, "本报记者 苏禾")])]
    ['paragraph', 'paragraph', 'byline']
    """
    found = [k for k, block in enumerate(blocks) if block.kind in _CREDIT and block.text[-1] in "摄攝影）)"]
    found = [k - 1 for k in found if k > 1 and is_photo_credit(blocks[k].text) and _is_pictured(*blocks[k - 2 : k])]
    if lines:
        found += [k for k, block in enumerate(blocks) if block.text[-1] in "）)" and _beside_picture(block, lines)]
    if not found:
        return blocks  # most pages
    out = list(blocks)
    for k in found:
        out[k] = out[k]._replace(kind="caption")
    return out


def _is_pictured(before: Block, block: Block) -> bool:
    if block.kind != "paragraph" or before.kind not in ("paragraph", "tail", "caption", "date"):
        return False
    return len(block.text) <= LONGEST_CAPTION and ends_sentence(block.text) and _when().match(block.text) is not None


def _beside_picture(block: Block, lines: Sequence[Line]) -> bool:
    """Whether a short paragraph ends with a photographer in brackets, and a picture stands right above or below it."""
    if block.kind != "paragraph" or not 8 <= len(block.text) <= LONGEST_CAPTION or block.text[-2] not in "摄攝影图圖":
        return False
    near = (block.first - 1, block.last + 1)
    return any(0 <= k < len(lines) and lines[k].text.startswith(_PICTURES) for k in near)

"""Columns of briefs and rundowns: the names that stand over them, the marks of their items, titles that open a paragraph."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

from .blocks import Block, ends_sentence, flat
from .documents import ROUND_UPS, STANDING_ENDS
from .lines import width
from .measure import SLACK

# What an item is marked with, which is no part of its title.
ORNAMENTS = "●■▲◆★◎○□◇☆►▶•·"
_FIRST = frozenset(ORNAMENTS + "【〖标標")
_LABELS = ("【标题】", "【標題】", "【题目】", "标题：", "標題：", "标题:")
_AROUND = ORNAMENTS + "【】〖〗《》[]"
# A programme's own round-up stays one item of its rundown.
_PROGRAMME = ("联播", "聯播")
# Names of columns are no longer than this (characters).
_NAME, _PLAIN_NAME = 8, 6
_TITLE = re.compile(r"[【〖](?P<title>[^【】〖〗。！？]{7,44})[】〗]\s*(?=\S)")
_BOLD = re.compile(r"\*\*(?P<title>[^*。！？：:]{6,40})\*\*[ \u3000]*(?=[^\s*：:])")
# A title set in one line is no longer than this.
_LONGEST = 44
_WIRES = ("讯", "訊", "电", "電", "报道", "報道")
_OPENS = frozenset(ORNAMENTS + "【〖")
# Without a line that begins with one of these there is nothing to look for.
TITLE_STARTS = ORNAMENTS + "【〖*"


def bare_title(text: str) -> str:
    """A headline without the mark of an item: `●`, the brackets around it, the label before it.

    >>> [bare_title(text) for text in ("●春播过半", "【春播过半】", "【标题】春播过半", "▲ 春播过半", "【记者手记】春播过半")]
    ['春播过半', '春播过半', '春播过半', '春播过半', '【记者手记】春播过半']
    """
    if text[:1] not in _FIRST:
        return text
    for label in _LABELS:
        if text.startswith(label):
            return text[len(label) :].strip() or text
    if text[0] in "【〖":
        inside = text[1:-1].strip()
        return inside if inside and text[-1] in "】〗" and not any(mark in inside for mark in "【】〖〗") else text
    return text.lstrip(ORNAMENTS).strip() or text if text[0] in ORNAMENTS else text


def is_labelled(text: str) -> bool:
    """Whether a line says of itself that it is a headline: `【标题】春播过半`."""
    return text[0] in "【标標" and text.startswith(_LABELS)


def item_number(text: str) -> int:
    """The number that a headline begins with, 0 without one.

    >>> item_number("3、春播过半"), item_number("3.5万亩春播"), item_number("春播过半")
    (3, 0, 0)
    """
    if not text[:1].isdecimal():
        return 0
    digits = text[:2] if text[1:2].isdecimal() else text[0]
    mark = text[len(digits) : len(digits) + 1]
    # 3.5万亩 is no item, 8、2025年 is one.
    return int(digits) if mark == "、" or (mark in (".", "．") and not text[len(digits) + 1 :][:1].isdecimal()) else 0


def without_number(text: str) -> str:
    """A headline without its number.

    >>> without_number("12．春播过半"), without_number("春播过半")
    ('春播过半', '春播过半')
    """
    return text.lstrip("0123456789").lstrip("、．.").strip() if item_number(text) else text


def names_column(heads: Sequence[Block], level: int = 0) -> bool:
    """Whether the first of some heading lines is the name of a column of briefs, and the first brief's title stands below.

    `level` is the mark of headlines, 0 where none is marked.

    >>> names_column([Block("head", 0, 0, "县区简讯"), Block("head", 1, 1, "春播过半")])
    True
    >>> names_column([Block("head", 0, 0, "城乡点击"), Block("head", 1, 1, "●春播过半")])
    True
    >>> names_column([Block("head", 0, 0, "国内联播快讯"), Block("head", 1, 1, "春播过半")])
    False
    """
    if len(heads) < 2 or len(heads[0].text) > _NAME + 4:
        return False
    below, deeper = heads[1].text[0], heads[0].level == 0 < level < heads[1].level
    marked = below in "【〖" or (below in ORNAMENTS and heads[0].text[0] != below)
    if not (marked or deeper or heads[0].text[-1] in STANDING_ENDS):
        return False  # most headings
    name = flat(heads[0].text).strip(_AROUND)
    if not 2 <= len(name) <= _NAME or any(word in name for word in _PROGRAMME):
        return False
    if deeper:
        return len(name) <= _PLAIN_NAME and name.isalpha()  # a subhead has no kicker
    return name.endswith(ROUND_UPS) or (marked and len(name) <= _PLAIN_NAME and name.isalpha())


def mark_titles(blocks: Sequence[Block], starts: Sequence[int]) -> Sequence[Block]:
    """The blocks with each title that opens a paragraph as a heading over it: `【春播过半】记者…`.

    A page has several of them, else it is a label (`【背景】`). Titles in bold are so under the name of a column alone:
    elsewhere what is in bold at the head of a paragraph is a subhead of its article. `starts` are the lines that begin
    with one of TITLE_STARTS.

    >>> text = Block("paragraph", 0, 1, "【全市春播进度\\n过半】市农业农村局昨日通报。")
    >>> [(b.kind, b.text) for b in mark_titles([text, text._replace(first=2, last=3)], [0, 2])][:2]
    [('head', '【全市春播进度过半】'), ('paragraph', '市农业农村局昨日通报。')]
    >>> len(mark_titles([text], [0]))
    1
    """
    given = blocks
    near = _blocks_of(blocks, starts)
    cut = [
        k for k in near if blocks[k].kind == "head" and blocks[k].text[0] in "【〖" and blocks[k].text[-1] not in "】〗"
    ]
    if cut:
        blocks = _joined(blocks, cut)
        near = _blocks_of(blocks, starts)
    opened = [k for k in near if blocks[k].kind == "paragraph"]
    if not opened:
        return given
    ornaments = {block.text[0] for block in blocks if block.kind == "head" and block.text[0] in ORNAMENTS}
    found: dict[int, list[Block]] = {}
    for k in opened:
        under = k - 1 in found or _under_name(blocks, k)
        pieces: list[Block] = []
        for piece in _pieces(blocks[k], ornaments):
            pieces += _titled(piece, under)
        if any(piece.kind == "head" for piece in pieces):
            found[k] = pieces
    titles = sum(b.text[0] in "【〖" for pieces in found.values() for b in pieces if b.kind == "head")
    titles += sum(block.kind == "head" and block.text[0] in "【〖" for block in blocks)
    if not found or titles == 1:
        return given
    over = min(found) - 1
    if over >= 0 and over not in found and _may_name(blocks[over]):
        found[over] = [blocks[over]._replace(kind="head")]
    return [piece for k, block in enumerate(blocks) for piece in found.get(k, (block,))]


def _may_name(block: Block) -> bool:
    """Whether a line over the first title could be the name of the column: `城乡点击`."""
    return block.kind == "paragraph" and 2 <= len(block.text) <= _PLAIN_NAME and block.text.isalpha()


def _joined(blocks: Sequence[Block], cut: Sequence[int]) -> Sequence[Block]:
    """The blocks with lines that a title and the first words of its brief fill put back to the paragraphs they begin."""
    out = list(blocks)
    for k in reversed(cut):
        below = blocks[k + 1] if k + 1 < len(blocks) else None
        if below is not None and below.kind == "paragraph" and not blocks[k].level and _TITLE.match(blocks[k].text):
            out[k : k + 2] = [below._replace(first=blocks[k].first, text=blocks[k].text + "\n" + below.text)]
    return out


def _blocks_of(blocks: Sequence[Block], starts: Iterable[int]) -> list[int]:
    """The blocks, each once, that some lines stand in."""
    firsts = [block.first for block in blocks]
    return sorted({max(0, bisect_right(firsts, k) - 1) for k in starts})


def _pieces(block: Block, ornaments: Collection[str]) -> Iterator[Block]:
    """A paragraph, parted before the titles in it that stand behind the end of a sentence, each with its text."""
    lines = block.text.split("\n")
    starts = [k for k, line in enumerate(lines) if k and line[0] in _OPENS and _ended(lines[k - 1])]
    for start, end in itertools.pairwise((0, *starts, len(lines))):
        rows, first = lines[start:end], block.first + start
        last = block.last if end == len(lines) else block.first + end - 1
        if len(rows) > 1 - bool(start) and rows[0][0] in ornaments and _is_title(rows[0], block.column):
            yield block._replace(kind="head", text=rows[0], first=first, last=first, level=0)
            rows, first = rows[1:], first + 1
        if rows:
            yield block._replace(text="\n".join(rows), first=first, last=last)


def _is_title(line: str, column: int) -> bool:
    """Whether a line with an ornament is a brief's title: it ends no sentence, and did not break because it was full."""
    return len(line) <= _LONGEST and not ends_sentence(line) and not -SLACK <= column - width(line) <= SLACK


def _ended(line: str) -> bool:
    return ends_sentence(line) or line[-1] in "）)"


def _titled(block: Block, under: bool) -> Sequence[Block]:
    """A paragraph with the title that opens it as a heading over it; `under`: the name of a column stands above."""
    if block.kind != "paragraph" or block.text[0] not in "【〖*":
        return (block,)
    bold = block.text[0] == "*"
    match = (_BOLD if bold else _TITLE).match(block.text)
    if match is None or (bold and not under) or match["title"].rstrip().endswith(_WIRES):
        return (block,)
    title, at = match[0].strip().replace("\n", "").strip("*"), block.first + block.text.count("\n", 0, match.end())
    over = block._replace(kind="head", text=title, last=at, level=0, column=0)
    return over, block._replace(text=block.text[match.end() :], first=at)


def _under_name(blocks: Sequence[Block], k: int) -> bool:
    return k > 0 and blocks[k - 1].kind == "head" and flat(blocks[k - 1].text).strip(_AROUND).endswith(ROUND_UPS)

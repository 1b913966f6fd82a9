"""The lines of a passage: where each stands in the input, on which page, and which heading mark it carries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from ..model import Passage
from .leftovers import STARTS, in_one_line, is_page_break, unwrap


class Line(NamedTuple):
    """A line that is not blank.

    `number` is 1-based in the input; `page` counts the form feeds and page separators before it; `level` is 1 to 6 for a marked heading,
    7 for a line all in bold, 0 without a mark; `gap` counts the blank lines before it; `text` is stripped of space
    at its ends and of its mark; `indented` says whether two or more spaces (or one full-width one) stood before it.
    """

    number: int
    page: int
    text: str
    level: int = 0
    gap: int = 0
    indented: bool = False


# A NamedTuple's own constructor is a function in Python, three times as slow; a passage has thousands of lines.
_line = partial(tuple.__new__, Line)

BOLD = 7
_MARKS = STARTS | {"#"}


def read_lines(passage: Passage) -> list[Line]:
    """The lines of a passage that are not blank, in order.

    >>> [tuple(line)[:4] for line in read_lines(Passage("## 题\\n\\n文\\f**小题**"))]
    [(1, 0, '题', 2), (3, 0, '文', 0), (3, 1, '小题', 7)]
    """
    lines = []
    first, page = passage.first_line, -1
    for sheet in passage.text.split("\f"):
        page += 1
        gap = 0
        # A form feed does not end a line: what follows it has the number of what stands before it.
        for number, raw in enumerate(sheet.split("\n"), first):
            text = raw.strip()
            if not text:
                gap += 1
                continue
            indented = text is not raw and (raw[0] == "\u3000" or raw[:2] == "  ")
            level = 0
            if text[0] in _MARKS:
                text, level = read_mark(text)
                if not level and is_page_break(text):
                    page += 1
            lines.append(_line((number, page, text, level, gap, indented)))
            gap = 0
        first = number
    return lines


def read_mark(text: str) -> tuple[str, int]:
    """A line without its heading mark, and the mark's level.

    >>> read_mark("### 属地负责"), read_mark("**属地负责**"), read_mark("<h2>题</h2>"), read_mark("#1 机组"), read_mark("*注")
    (('属地负责', 3), ('属地负责', 7), ('题', 2), ('#1 机组', 0), ('*注', 0))
    >>> read_mark("*本报记者 张三*"), read_mark("*")
    (('本报记者 张三', 0), ('*', 0))
    >>> read_mark("## 聚焦实体经济<br>推进新型工业化")
    ('聚焦实体经济 推进新型工业化', 2)
    """
    text, level = _marked(text)
    return (in_one_line(text) or text, level) if level and "<" in text else (text, level)


def _marked(text: str) -> tuple[str, int]:
    bare = text.lstrip("#")
    level = len(text) - len(bare)
    if level:
        inner = bare.strip()
        if level > 6 or not inner or not (bare[0].isspace() or ord(bare[0]) > 0x2E7F):
            return text, 0
        return (_plain(inner) or inner) if "**" in inner else inner, level
    if text.startswith("**") and text.endswith("**") and (inner := _plain(text)):
        return inner, BOLD
    if text[0] == "*" == text[-1] and text.count("*") == 2 and text[1:-1].strip() == text[1:-1] != "":
        return text[1:-1], 0
    if text[:2] in ("<h", "<H") and text[2:3].isdigit() and text[3:4] == ">" and text[-5:-2].lower() == "</h":
        inner = text[4:-5].strip()
        return (inner, int(text[2])) if inner and "<" not in in_one_line(inner) else (text, 0)
    if text[0] == "<":
        text, bold = unwrap(text)
        return text, BOLD if bold else 0
    return text, 0


def _plain(text: str) -> str:
    """A line that is all in bold, in one run or several, without its marks; nothing where it is not.

    >>> _plain("**快递进村** **鲜果出山**"), _plain("**注** 意")
    ('快递进村 鲜果出山', '')
    """
    pieces = text.split("**")
    if len(pieces) % 2 == 0 or any(map(str.strip, pieces[::2])):
        return ""
    return "".join(pieces).strip()


def first_characters(text: Iterable[str]) -> str:
    """The first character of every line, in one text: what is asked of all lines is answered at once."""
    return "".join(map(_first, text))


def last_characters(text: Iterable[str]) -> str:
    """The last character of every line, in one text."""
    return "".join(map(_last, text))


_first, _last = itemgetter(0), itemgetter(-1)


def widths(text: Sequence[str]) -> list[int]:
    """The width of every line in half-width units, as `width` has them.

    >>> widths(["6月24日，会议", "会 议"])
    [13, 4]
    """
    whole = "\n".join(text).replace(" ", "")
    sizes = map(len, whole.encode("utf-8", "surrogatepass").split(b"\n"))
    return [(size + length) // 2 for size, length in zip(sizes, map(len, whole.split("\n")), strict=True)]


def width(text: str) -> int:
    """The width of a line in half-width units: two for Han and full-width marks, one for ASCII.

    >>> width("6月24日，会议"), width("会议")
    (13, 4)
    """
    if " " in text:
        text = text.replace(" ", "")  # the space of justified lines is none of the text's
    # Characters of three UTF-8 bytes are the wide ones: (bytes + characters) / 2 is 2 for them and 1 for ASCII.
    return (len(text.encode("utf-8", "surrogatepass")) + len(text)) // 2

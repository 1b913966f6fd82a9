"""Punctuation: marks that a compatibility fold (NFKC) made ASCII become Chinese again, brackets in pairs."""

from __future__ import annotations

import re

from bulletin_cli.chinese.seams import is_han
from bulletin_cli.clean.code import not_chinese
from bulletin_cli.clean.edits import Change

FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
CLOSED = frozenset("”’」』）》〉】〕％%℃°)")
OPENS = frozenset("“‘「『（《〈【〔")
STOPS = frozenset("，。、；：？！……—")

# Nearly all are one mark behind a Chinese character, with no space behind it: the group, where the letter is one (a class
# of those takes a millisecond to compile).
_mark = re.compile(r"[,:;?!](?:(?<=[^\W0-9A-Za-z_][,:;?])(?![ ,:;?!])()|[,:;?!]*)")
# A picture in Markdown: ![示意图](map.png); its text is short, so that no line of brackets is searched to its end.
_image = re.compile(r"!\[[^\[\]\n]{0,200}\]\(")
_bracket = re.compile("[()（）]")


def fold_marks(text: str) -> list[Change]:
    """Make `,:;?!` full-width where they belong to Chinese text.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(fold_marks, "6月24日,会议指出:要坚持“四个意识”,做到“两个维护”!")
    '6月24日，会议指出：要坚持“四个意识”，做到“两个维护”！'
    >>> changed(fold_marks, "以2:1获胜,9:30开始,投资1,234.5亿元,Yahoo!公司,Johnson, Inc.")
    '以2:1获胜，9:30开始，投资1,234.5亿元，Yahoo!公司，Johnson, Inc.'

    >>> changed(fold_marks, "太好了!见图![示意图](map.png)")
    '太好了！见图![示意图](map.png)'

    The space behind an ASCII mark belongs to it, and goes with it before Chinese:

    >>> changed(fold_marks, "时间: 3月5日, 主持人: 李明 王芳")
    '时间：3月5日，主持人：李明 王芳'
    """
    out: list[Change] = []
    foreign = not_chinese(text)
    why = "ASCII mark in Chinese text"
    for match in _mark.finditer(text):
        start, end = match.span()
        if match.lastindex and "一" <= text[start - 1] <= "鿿":
            if not foreign(start):
                out.append((start, end, FULL[text[start]], 0.98, why))
            continue
        marks = match[0]
        if marks[-1] == "!" and _image.match(text, end - 1):
            continue
        if _chinese(marks, text[start - 1 : start], text[end : end + 1]) and not foreign(start):
            after = FULL.get(marks) or "".join(map(FULL.__getitem__, marks))
            if (
                text[end : end + 1] == " "
                and _goes_on(text[end + 1 : end + 2])
                and (marks == ":" or _is_spaced(text, marks[-1]))
            ):
                end += 1
            out.append((start, end, after, 0.98, why))
    return out


def _is_spaced(text: str, mark: str) -> bool:
    """Whether `text` was typed with a space behind the ASCII `mark`: mostly, so that a lone one is of the text's own."""
    return text.count(mark + " ") * 2 >= text.count(mark)


def _goes_on(char: str) -> bool:
    """Whether Chinese text goes on with `char`, so that no space belongs before it."""
    return char.isdecimal() or char in OPENS or is_han(char)


def _chinese(marks: str, left: str, right: str) -> bool:
    """Whether ASCII `marks` between the characters `left` and `right` are Chinese ones."""
    if is_han(left):
        return marks[0] != "!" or right != "="
    if left in CLOSED and left:
        return is_han(right) or right in OPENS or right == "\n" or not right or not right.isascii()
    if left.isalnum() and marks in ",:;":
        return is_han(right) or (right in OPENS and right != "")
    return False


def fold_brackets(text: str) -> list[Change]:
    """Make a pair of ASCII brackets full-width when there is Chinese in it.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(fold_brackets, "本报讯(记者李明)各级党委(党组)负责；f(x)=(010)8439")
    '本报讯（记者李明）各级党委（党组）负责；f(x)=(010)8439'
    """
    out: list[Change] = []
    stack: list[int] = []
    foreign = not_chinese(text)
    bare = "（" not in text
    before = 0
    for match in _bracket.finditer(text):
        at, char = match.start(), match[0]
        if stack and text.find("\n", before, at) >= 0:
            stack.clear()  # no pair of brackets lies on two lines
        before = at
        if char in "(（":
            stack.append(at)
        elif stack:
            opened = stack.pop()
            if (char == ")" or text[opened] == "(") and not foreign(opened):
                out += _pair(text, opened, at, bare)
    out.sort()
    return out


def _is_english(text: str, opened: int, closed: int) -> bool:
    """Whether a bracket stands as in English, a space before it and no Chinese behind: Beijing Daily (北京日报), …"""
    left, right = text[max(0, opened - 2) : opened], text[closed + 1 : closed + 3]
    return (
        left[1:] == " "
        and left.isascii()
        and left[0].isalnum()
        and (right.isascii() and (right[:1] in ",.;:" or right[:1] == " "))
    )


def _pair(text: str, opened: int, closed: int, bare: bool) -> list[Change]:
    inside = text[opened + 1 : closed]
    if _is_english(text, opened, closed):
        return []
    if not any(map(is_han, inside)):
        mixed = text[opened] != text[closed] and text[opened] + text[closed] not in ("()", "（）")
        left, right = text[opened - 1 : opened], text[closed + 1 : closed + 2]
        ends = is_han(right) or not right or right in STOPS or right == "\n" or right in FULL
        if not (mixed or (bare and inside and is_han(left) and ends and not inside.isdigit())):
            return []
    why = "brackets around Chinese text"
    return [
        (at, at + 1, after, 0.97, why)
        for at, half, after in ((opened, "(", "（"), (closed, ")", "）"))
        if text[at] == half
    ]

"""Quotation marks and dots: straight quotes become “” and ‘’, runs of dots and hyphens an ellipsis or a dash."""

from __future__ import annotations

import re
from functools import cache

from bulletin_cli.chinese.seams import is_han
from bulletin_cli.clean.code import not_chinese
from bulletin_cli.clean.edits import Change

LATIN = 8  # letters around a quotation that are a sentence
_before_opening = frozenset("，。、；：！？,;:!?（(《“‘—…")
_after_closing = frozenset("，。、；：！？,;:!?）)》”’—…")


def curl_quotes(text: str) -> list[Change]:
    """Make straight quotes around Chinese text “” and, inside those, ‘’.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(curl_quotes, "他说:\\"老师常讲'一寸光阴一寸金',我记了一辈子。\\"")
    '他说:“老师常讲‘一寸光阴一寸金’,我记了一辈子。”'
    >>> changed(curl_quotes, 'print("hello") {"code": 0, "msg": "ok"} 5\\" 屏')
    'print("hello") {"code": 0, "msg": "ok"} 5" 屏'
    """
    foreign = not_chinese(text)
    out: list[Change] = []
    at = 0
    for line in text.split("\n"):
        if '"' in line or "'" in line:
            for k, after in _in_line(line):
                if not foreign(at + k):
                    out.append((at + k, at + k + 1, after, 0.93, "straight quote around Chinese text"))
        at += len(line) + 1
    return out


def _in_line(line: str) -> list[tuple[int, str]]:
    """Where the straight quotes of a line stand and what they should be; none if they do not pair."""
    if line.isascii() or line[:1] in "{[<`" or "```" in line:
        return []
    if line.count('"') > 2 and line.count("'") > 1 and (nested := _nested(line)):
        return nested
    double = [k for k, char in enumerate(line) if char == '"' and not _in_code(line, k)]
    pairs = _pairs(line, double)
    out = [(k, after) for a, b in pairs for k, after in ((a, "“"), (b, "”"))]
    single = [k for k, char in enumerate(line) if char == "'" and not _apostrophe(line, k)]
    out += [(k, after) for a, b in _pairs(line, single) for k, after in ((a, "‘"), (b, "’"))]
    if len(double) % 2 and double and line.lstrip()[:1] == '"' and len(double) == 1 and is_han(line.lstrip()[1:2]):
        out.append((double[0], "“"))  # a quotation over several paragraphs: each opens, the last one closes
    out.sort()
    return out


def _nested(line: str) -> list[tuple[int, str]]:
    """Quotes three deep, “ ‘ “ ” ’ ”, where straight ones nest properly; empty where they do not."""
    out: list[tuple[int, str]] = []
    stack: list[str] = []
    deepest = 0
    for k, char in enumerate(line):
        if char not in "\"'" or (char == "'" and _apostrophe(line, k)) or (char == '"' and _in_code(line, k)):
            continue
        if stack and stack[-1] == char:
            stack.pop()
            out.append((k, "”" if char == '"' else "’"))
        else:
            stack.append(char)
            deepest = max(deepest, len(stack))
            out.append((k, "“" if char == '"' else "‘"))
    return out if deepest > 2 and not stack else []


def _pairs(line: str, at: list[int]) -> list[tuple[int, int]]:
    """Quotes taken two by two, the pairs with Chinese in or around them."""
    out: list[tuple[int, int]] = []
    i = 0
    while i + 1 < len(at):
        a, b = at[i], at[i + 1]
        if _closes(line, a) and not _opens(line, a):
            i += 1  # the opening one is missing
            continue
        inside, left, right = line[a + 1 : b], line[a - 1 : a], line[b + 1 : b + 2]
        chinese = any(map(is_han, inside)) or (
            (is_han(left) or left in _before_opening) and (is_han(right) or right in _after_closing or not right)
        )
        if inside and chinese and not _in_latin(line, a, b):
            out.append((a, b))
        i += 2
    return out


def _in_latin(line: str, a: int, b: int) -> bool:
    """Whether the quotes at `a` and `b` belong to a sentence in Latin letters, or to a program: nothing else is Chinese."""
    around = line[:a] + line[b + 1 :]
    return sum(map(str.isalpha, around)) >= LATIN and around.isascii()


def _opens(line: str, k: int) -> bool:
    return k == 0 or line[k - 1] in _before_opening or line[k - 1].isspace()


def _closes(line: str, k: int) -> bool:
    return k + 1 == len(line) or line[k + 1] in _after_closing


def _in_code(line: str, k: int) -> bool:
    """Whether the quote at `k` belongs to an attribute, a call or an inch."""
    return (line[k - 1 : k] in ("=", "\\") and k > 0) or (
        line[k - 1 : k].isdigit() and line[k + 1 : k + 2] in ("", " ")
    )


def _apostrophe(line: str, k: int) -> bool:
    left, right = line[k - 1 : k] if k else "", line[k + 1 : k + 2]
    if "'" in (left, right):
        return True  # the bold or slanted type of a wiki
    return (left.isascii() and left.isalnum()) or (left.isdigit() and not right)


# What each kind of run begins with, and all of it. To look for the beginning is faster than any pattern.
RUNS = {
    "...": r"\.\.\.+",
    "….": r"…\.+",
    "。。。": "。{3,6}",
    "···": "·{3,6}",
    "──": "──+",
    "--": "--+",
    **{mark * 2: rf"{mark}{mark}(?<=[一-鿿]{mark}{mark})(?=[一-鿿“《\n]|$)" for mark in "，。、；："},
}


@cache
def _run(beginning: str) -> re.Pattern[str]:
    return re.compile(RUNS[beginning])


def mend_runs(text: str) -> list[Change]:
    """Make dots between Chinese an ellipsis, hyphens a dash, and a mark set twice one.

    >>> from bulletin_cli.clean.edits import changed
    >>> changed(mend_runs, "也许...还来得及。这就是他的愿望--让家乡富起来，，真好")
    '也许……还来得及。这就是他的愿望——让家乡富起来，真好'
    >>> changed(mend_runs, "第一章 总则..............1"), changed(mend_runs, "ls --all 命令"), changed(mend_runs, "| --- |")
    ('第一章 总则..............1', 'ls --all 命令', '| --- |')
    """
    out: list[Change] = []
    matches = [match for run in RUNS if run in text for match in _run(run).finditer(text)]
    if not matches:
        return out
    foreign = not_chinese(text)
    for match in sorted(matches, key=re.Match.start):
        (start, end), run = match.span(), match[0]
        left, right = text[start - 1 : start], text[end : end + 1]
        if foreign(start):
            continue
        if run[0] in ".…·" or run[:3] == "。。。":
            near = is_han(left) or (left in "”，。！？》）、" and left != "")
            if len(run) <= 6 and near and not right.isdigit() and not (right.isascii() and right.isalnum()):
                out.append((start, end, "……", 0.93, "dots for an ellipsis"))
        elif run[0] in "-─":
            if (
                len(run) <= 4
                and (is_han(left) or left in "”》）")
                and (is_han(right) or right in "“《（")
                and left
                and right
            ):
                out.append((start, end, "——", 0.93, "hyphens for a dash"))
        else:
            out.append((start, end, run[0], 0.9, "mark set twice"))
    return out

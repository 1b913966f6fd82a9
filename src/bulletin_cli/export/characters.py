r"""Characters that may stand in a file for readers: no terminal controls, nothing that XML or HTML forbids."""

from __future__ import annotations

import json
import re
from typing import Any

# C0 but tab and newline, DEL and C1 (ESC and CSI steer terminals; XML 1.0 §2.2 forbids most), lone surrogates (no
# UTF-8), U+FFFE/FFFF and the other noncharacters (errors in HTML), U+2028/2029 (line ends to some readers only).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)

_TROUBLESOME = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufdd0-\ufdef\ufffe\uffff]")


def printable(text: str) -> str:
    r"""The text without the characters that no reader's file may hold; a carriage return goes too, newlines stay.

    >>> printable("正\x1b[31m文\x00\r\n完\ud800")
    '正[31m文\n完'
    """
    if text.isprintable() or not _FORBIDDEN.search(text):
        return text
    return _FORBIDDEN.sub("", text)


def one_line(text: str | None) -> str:
    r"""The text on a single line, for headings and labels.

    >>> one_line("全市今年\n 计划改造\t")
    '全市今年 计划改造'
    """
    if not text:
        return ""
    if text.isprintable() and text[0] != " " != text[-1]:
        return text
    lines = printable(text).replace("\t", " ").split("\n")
    return " ".join(line.strip(" ") for line in lines if line.strip(" "))


def json_text(value: Any) -> str:
    r"""JSON on one line in which nothing stands as itself that a terminal, YAML or an old reader trips over.

    Half of a surrogate pair is left out: it is no character, and YAML and many readers of JSON refuse it.

    >>> print(json_text({"文": "a\x9bb\u2028\ud800"}))
    {"文": "a\u009bb\u2028"}
    """
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "ignore").decode("utf-8")
    return text if text.isprintable() else _TROUBLESOME.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

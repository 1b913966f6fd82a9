"""What extraction programs leave in a page that is no text of it: comments, page separators, lone tags, wrapping tags."""

from __future__ import annotations

import functools
import re

# First characters of everything below; other lines need no look.
STARTS = frozenset("<{-=_*[~Pp")
BOLD_TAGS = ("b", "strong")


@functools.cache
def _page_break() -> re.Pattern[str]:
    # Docling and Azure write a comment, marker `{3}-----…`, PyMuPDF4LLM five dashes, scripts `=== Page 3 ===`.
    return re.compile(
        r"<!--\s*(?:page[ _-]?(?:break|header|footer|number)?|分页|第\s*\d+\s*页)\b[^>]*-->"
        r"|\{\d{1,6}\}-{8,}|-{5,}|={5,}"
        r"|[-=*#~]{2,}\s*(?:page|p\.|第)\s*\d{1,6}\s*页?(?:\s*(?:of|/|共)\s*\d{1,6}\s*页?)?\s*[-=*#~]{2,}"
        r"|\[\s*page\s*\d{1,6}\s*\]|page\s+\d{1,6}(?:\s*(?:of|/)\s*\d{1,6})?",
        re.IGNORECASE,
    )


@functools.cache
def _lone() -> re.Pattern[str]:
    tag = r"</?(?:div|p|center|span|figure|figcaption|section|article|header|footer|br|hr|a|body|html)(?:\s[^<>]{0,200})?/?>"
    return re.compile(
        rf"<!--[^\n]*-->|(?:{tag}\s*)+|-{{3,}}|_{{3,}}|\*{{3,}}|(?:\*\s){{2,}}\*|={{3,}}|~{{3,}}", re.IGNORECASE
    )


@functools.cache
def _wrapped() -> re.Pattern[str]:
    return re.compile(
        r"<(?P<tag>p|div|center|font|span|u|b|strong|em|i|big)(?:\s[^<>]{0,200})?>(?P<inside>[^<>]+)</(?P=tag)>",
        re.IGNORECASE,
    )


def is_page_break(text: str) -> bool:
    """Whether a line separates pages.

    >>> [is_page_break(line) for line in ("<!-- page break -->", "{3}" + 48 * "-", "=== Page 3 ===", "-----", "Page 2 of 8", "---", "- 3 -")]
    [True, True, True, True, True, False, False]
    """
    return text[0] in STARTS and _page_break().fullmatch(text) is not None


def is_leftover(text: str) -> bool:
    """Whether a line is of the program that extracted the page and says nothing that the page printed.

    >>> [is_leftover(line) for line in ("<!-- image -->", '<div align="center">', "</div>", "---", "<p>大桥</p>", "——", "<注>")]
    [True, True, True, True, False, False, False]
    """
    return text[0] in STARTS and (_lone().fullmatch(text) is not None or is_page_break(text))


def unwrap(text: str) -> tuple[str, bool]:
    """(a line without the one pair of tags around all of it, whether they make it bold).

    >>> unwrap('<p align="center">大桥通车</p>'), unwrap("<b>属地负责</b>"), unwrap("<b>注</b>意")
    (('大桥通车', False), ('属地负责', True), ('<b>注</b>意', False))
    """
    bold = False
    while text[0] == "<" and (match := _wrapped().fullmatch(text)):
        inside = match["inside"].strip()
        if not inside:
            break
        text, bold = inside, bold or match["tag"].lower() in BOLD_TAGS
    return text, bold


@functools.cache
def _line_end() -> re.Pattern[str]:
    return re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)


def in_one_line(heading: str) -> str:
    """A heading with a space where a tag says that a line of it ended.

    >>> in_one_line("聚焦实体经济<br/>推进新型工业化"), in_one_line("快递进村<BR>")
    ('聚焦实体经济 推进新型工业化', '快递进村')
    """
    return " ".join(filter(None, _line_end().split(heading)))

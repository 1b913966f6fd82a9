"""Stretches of a text that are no Chinese prose: code, consoles, tables parted by commas, other languages.

Their marks are their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate

from bulletin_cli.clean.foreign import foreign_spans

LEAST_RECORDS = 3  # lines in a row with as many commas that are a table
SHORT_FIELD = 8  # characters of a name or a figure
LONGEST_FIELD = 20  # characters; a clause of prose is longer now and then, a field of a table is not

_FENCE = "```"


@cache
def _inline() -> re.Pattern[str]:
    return re.compile(
        r"`[^`\n]{1,200}`"  # between backticks
        r"|[A-Za-z_]\w{0,30}\((['\"])[^\n]{0,200}?\1\)"  # a call with a quoted argument
        r"|https?://[\w./:%~@-]{1,300}\?\w{1,60}="  # an address whose query follows Chinese
        r"|&#?\w{2,30};"  # an entity that is kept
        r"|\]\((?=[^()\s]{0,300}[./#])[A-Za-z0-9./#][^()\s]{0,300}(?:[ ]+['\"][^'\"\n]{0,100}['\"])?\)"  # where a link leads
        r"|[:;](?:-[()]|\)(?=\s|$))"  # a smiley
        r"|<!--[^\n]{0,300}?-->"
        r"|<[a-z][a-z0-9-]*\s[^<>\n]{1,300}>"  # a tag with its attributes
        r"|(?<= )--?[A-Za-z][A-Za-z-]{0,20}[= ]\"[^\"\n]{0,200}\"",  # an option of a command with its value
    )


@cache
def _query() -> re.Pattern[str]:
    return re.compile(
        r"^.*(?<![A-Za-z])(?:SELECT .*\bFROM|INSERT INTO|UPDATE .*\bSET|DELETE FROM|CREATE TABLE)\b.*$", re.M
    )


@cache
def _reference() -> re.Pattern[str]:
    """A work cited as GB/T 7714 asks, in ASCII marks: [1] 王树, 李蕾. …[J]. 水土保持, 2009, 23(4): 112-115."""
    return re.compile(r"^[^\n]*[^\n]\[(?:[ACDGJMNPRSZ]|CP|DB|EB)(?:/(?:OL|CD|DK|MT))?\][^\n]*", re.M)


@lru_cache(maxsize=1)  # brackets, quotes, runs and marks ask in turn about the same text
def not_chinese(text: str) -> Callable[[int], bool]:
    """Whether the character at a place of `text` belongs to code, a table parted by commas or another language.

    >>> text = "运行`echo 你好,世界`后,结束"
    >>> [not_chinese(text)(at) for at, char in enumerate(text) if char == ","]
    [True, False]
    """
    spans = sorted(_spans(text))
    if not spans:
        return lambda _: False
    starts, ends = [start for start, _ in spans], list[int]()
    for _, end in spans:
        ends.append(max(end, ends[-1]) if ends else end)
    return lambda at: (k := bisect_right(starts, at)) > 0 and at < ends[k - 1]


def in_foreign_line(text: str, at: int) -> bool:
    """Whether the character at `at` stands in a line of a program or in another language, seen from the line alone."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return any(a <= at - start < b for a, b in (*listings(line), *foreign_spans(line)))


def _spans(text: str) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    if (
        "`" in text
        or "('" in text
        or '("' in text
        or "://" in text
        or "](" in text
        or ":-" in text
        or ":)" in text
        or "<" in text
        or " -" in text
        or ("&" in text and ";" in text)
    ):
        out += (match.span() for match in _inline().finditer(text))
    if _FENCE in text:
        out += _fenced(text)
    if "T" in text and any(map(text.__contains__, ("SELECT ", "INTO ", "UPDATE ", "DELETE ", "CREATE "))):
        out += (match.span() for match in _query().finditer(text))
    if "]" in text:
        out += (match.span() for match in _reference().finditer(text))
    out += listings(text)
    out += foreign_spans(text)
    out += _tables(text)
    return out


@cache
def _prompt() -> re.Pattern[str]:
    """A line typed at a console."""
    return re.compile(r"\s*(?:[$%] +(?=[A-Za-z./])|>>> ?|[A-Za-z]:\\[^>]*>|(?:PS |\[?[\w.-]+@)[\w.:/~\\ -]+\]?[$#>] )")


@cache
def _statement() -> re.Pattern[str]:
    """A line of a program, or of what one writes: a log, a fault."""
    name = r"[A-Za-z_][\w.]*+"
    return re.compile(
        rf"""\s*+(?:
            //|/\*|\#!|\#include\b                                                   # comments
            |(?:def|class|for|while|if|elif|else|try|except|with|switch|function|func|fn)\b[^。]*[:{{]\s*$
            |(?:return|import|from|using|package|echo|printf?)\s+[A-Za-z_"'$][^。]*$
            |{name}(?:\[[^]]*\])?(?:\s*+[,:]?\s*+{name}){{0,3}}\s*+[-+*/|&:]?=\s*+(?:["'\[{{(]|[\w.]++\(|.*;\s*(?://.*)?$)
            |[a-z_][\w.]*+\((?:.*["'].*|[\w\s,.=()]*)\)\s*+[;:{{]?\s*(?:(?:\#|//)\s.*)?$  # a call by itself
            |["'][^"'\n]*["']\s*+:\s*+(?:[\[{{]\s*$|(?:["'\d\[{{]|true|false|null).*[]}}"',\deEl]\s*$)  # a field
            |[\[{{][\[{{\s]*+"[^"\n]*"\s*+:\s*+(?:["\d\[{{]|true|false|null).*[]}}"',\deEl]\s*$     # a record
            |\[\s*+"[^"\n]*"\s*+,.*\],?\s*$                                                # a list
            |[]}})]+[;,]?\s*$
            |(?:const|let|var)\s[^\s=]+\s=\s[^。]*$
            |\([a-z][\w*-]*\ [^。，]*\)\)\s*$                                             # of Lisp
            |\.?[a-z][\w.-]*\ \{{[^{{}}]*[a-z-]+:[^{{}}]*\}}\s*$                              # of a style sheet
            |Traceback\ \(|File\ "|\w++(?:(?<=Error)|(?<=Exception)|(?<=Warning)):\s
            |\[?\d{{4}}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[^ ]*\ ++\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b
        )""",
        re.VERBOSE | re.ASCII,
    )


@cache
def _beginning() -> re.Pattern[str]:
    """Where a line begins as one of a program or a console can; few lines of Chinese do."""
    return re.compile(
        r"\n(?:[\t\v\f\r\x1c-\x1f ($%>A-Za-z_./\"'\[\]{})-]|#[!i]|[0-9](?:[0-9]{3}-|[\w.-]*(?:@|[gnr]: )))"
    )


@cache
def _typed() -> re.Pattern[str]:
    """A command that is set in as programs are: a word in small letters, and an option, a path, a quote behind it."""
    known = "echo|cd|ls|cat|mkdir|cp|mv|rm|grep|git|pip|npm|docker|curl|python|sudo|apt|make|vim|tar|ssh"
    return re.compile(
        rf"(?:\t|[ ]{{4}})\s*(?:[a-z][a-z0-9_.+-]+ +(?=[-./\"'$~A-Za-z_])|(?:{known}) )[^。，]*$", re.ASCII
    )


@cache
def _prelude() -> re.Pattern[str]:
    """What may come before a program: a comment that is set in (else it is a heading of Markdown), a bracket that opens."""
    return re.compile(r"(?:\t|[ ]{4})\s*(?:#|//|--) |\s*[\[{]\s*$")


@cache
def _setting() -> re.Pattern[str]:
    """A line of settings, `title: 防汛` or `name=防汛`; only several in a row tell, and speakers have capitals (A: B:)."""
    return re.compile(r"\s*(?:- +)?[a-z][a-z0-9_-]{1,30}(?:: |:$| ?=)", re.ASCII)


@cache
def _set() -> re.Pattern[str]:
    return re.compile(r"\n(?:- )?[a-z][a-z0-9_-]{1,30}: ")


# A program has one of these, or lines that are set in.
_SIGNS = (
    "=",
    "$",
    ":~",
    ">",
    "{",
    "}",
    "[",
    "'",
    '"',
    "\\",
    "\t",
    "//",
    "/*",
    ": ",
    " INFO",
    " WARN",
    " ERROR",
    " DEBUG",
)
LONGEST_LINE = 300  # characters of a program's line


def listings(text: str) -> list[tuple[int, int]]:
    r"""Lines of programs, and of consoles from what is typed to the next blank line.

    What is set in under a line of a program belongs to it; settings (`title: 防汛`) tell by two in a row.

    >>> text = "输入：\n$ ls 文档\n共3个\n\n结束"
    >>> [text[a:b] for a, b in listings(text)]
    ['$ ls 文档', '共3个']
    """
    if not _beginning().search("\n" + text):
        return []
    if not ("\n " in text or any(map(text.__contains__, _SIGNS)) or (": " in text and _set().search("\n" + text))):
        return []
    out, at = _front_matter(text)
    console = listing = False
    waiting: list[tuple[int, int]] = []  # lines that are of a program if the next one is
    for line in text[at:].split("\n"):
        end = at + len(line)
        if line[:1] > "\x7f" and not console:
            listing, waiting = False, []  # most lines
        elif not line.strip():
            console, listing, waiting = False, False, []
        elif len(line) > LONGEST_LINE:
            listing, waiting = False, []
        elif console or _prompt().match(line):
            console = True
            out.append((at, end))
        elif _is_program(line, listing, bool(waiting)):
            out += (*waiting, (at, end))
            listing, waiting = True, []
        else:
            listing = False
            waiting = [*waiting, (at, end)] if _setting().match(line) or _prelude().match(line) else []
        at = end + 1
    return out


def _is_program(line: str, listing: bool, waiting: bool) -> bool:
    """Whether a line is of a program; `listing`: the one before is, `waiting`: it may be."""
    if _statement().match(line) or _typed().match(line):
        return True
    return (listing and line[0] in " \t") or ((listing or waiting) and _setting().match(line) is not None)


def _front_matter(text: str) -> tuple[list[tuple[int, int]], int]:
    """The settings between dashes at the top of a page of Markdown, and where the text goes on behind them."""
    if not text.startswith("---\n") or (end := text.find("\n---", 3)) < 0:
        return [], 0
    rows = text[4:end].split("\n")
    if not all(":" in row or row[:1] in (" ", "\t", "-") for row in rows):
        return [], 0
    return _places(rows, 4), end + 1


def _places(rows: list[str], start: int) -> list[tuple[int, int]]:
    """Where lines stand in a text, the first of them at `start`."""
    starts = accumulate((len(row) + 1 for row in rows), initial=start)
    return [(at, at + len(row)) for at, row in zip(starts, rows, strict=False)]


def _fenced(text: str) -> list[tuple[int, int]]:
    """The blocks between two lines of three backticks."""
    places = [match.start() for match in re.finditer(r"^ {0,3}```", text, re.M)]
    return [(a, b + len(_FENCE)) for a, b in zip(places[::2], places[1::2], strict=False)]


@cache
def _rows_of_fields() -> re.Pattern[str]:
    """So many lines with short fields that there may be a table; the line ends stand first, as one is quickly found."""
    field = rf"[^,\n。，]{{0,{LONGEST_FIELD}}},"
    row = rf"\n{field}{field}[^\n。，]*"
    return re.compile(f"{row}(?:{row}){{{LEAST_RECORDS - 1}}}")


@cache
def _number_ends() -> re.Pattern[str]:
    return re.compile(r",[-+]?\d[\d.]*[%％]?(?:\n|\Z)")


@cache
def _pairs() -> re.Pattern[str]:
    """A table of two columns, the second one numbers, perhaps with a head."""
    head = r"[^,\n。，]{1,8},[^,\n。，\d]{1,8}\n"
    return re.compile(rf"^(?:{head})?(?:[^,\n。，]{{1,12}},[-+]?\d[\d.]*[%％]?(?:\n|\Z)){{{LEAST_RECORDS},}}", re.M)


def _tables_of_two(text: str) -> list[tuple[int, int]]:
    if _number_ends().search(text) is None:
        return []  # most texts
    return [match.span() for match in _pairs().finditer(text)]


def _tables(text: str) -> list[tuple[int, int]]:
    """The tables whose fields ASCII commas part."""
    if "," not in text:
        return []
    out = _tables_of_two(text)
    # Paragraphs with blank lines between are no rows.
    if "\n" in text.replace("\n\n", "") and _rows_of_fields().search("\n" + text):
        out += _tables_of_more(text)
    return out


def _tables_of_more(text: str) -> list[tuple[int, int]]:
    """Lines in a row that ASCII commas part into as many short fields each."""
    out: list[tuple[int, int]] = []
    at = begin = count = rows = 0
    for line in (*text.split("\n"), ""):
        commas = line.count(",")
        if commas > 1 and _is_record(line):
            if commas != count:
                begin, count, rows = at, commas, 0
            rows += 1
        else:
            commas = 0
        if rows >= LEAST_RECORDS and commas == count:
            if out and out[-1][0] == begin:
                out.pop()
            out.append((begin, at + len(line)))
        if not commas:
            count = rows = 0
        at += len(line) + 1
    return out


def rows_apart(text: str) -> list[tuple[int, int]]:
    """Lines that are never joined with others: of programs, and of tables parted by commas.

    In text whose marks were folded three lines in a row can have as many commas by chance; a table's fields are
    short, or a column of it has numbers alone.

    >>> rows_apart("姓名,年龄,住址\\n张三,20,云州\\n李四,30,清河")
    [(0, 8), (9, 17), (18, 26)]
    """
    out = listings(text)
    for start, end in _tables(text):
        rows = text[start:end].rstrip("\n").split("\n")
        fields = [row.split(",") for row in rows]
        if max(len(field) for row in fields for field in row) <= SHORT_FIELD or any(
            all(map(_is_number, column[1:])) for column in zip(*fields, strict=True)
        ):
            out += _places(rows, start)
    return out


def _is_number(field: str) -> bool:
    return field.strip(" %+-").replace(".", "").isdecimal()


def _is_record(line: str) -> bool:
    if "。" in line or "，" in line or ", " in line or line[-1] in ",;:":
        return False
    return max(map(len, line.split(","))) <= LONGEST_FIELD

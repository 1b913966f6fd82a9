"""Plain reading text: headline, origin, text; an empty line between paragraphs, a rule between articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from ..chinese.chars import NO_LINE_END, NO_LINE_START
from ..chinese.width import columns
from ..model import Article
from . import ExportOptions
from .body import blocks
from .characters import one_line, printable
from .labels import byline, jump_notes, kind_word, origin_and_kind, words

_RULE = "＊　＊　＊"


def write(articles: Iterable[Article], out: TextIO, options: ExportOptions) -> None:
    """Every article in turn; wrapped at `options.width` columns where that is given."""
    between = ""
    for article in articles:
        out.write(between)
        for paragraph in _paragraphs(article):
            for line in paragraph.split("\n"):
                out.write("".join(f"{part}\n" for part in wrap(line, options.width)))
            out.write("\n")
        between = f"{_RULE}\n\n"


def _paragraphs(article: Article) -> Iterator[str]:
    known = "" if one_line(article.headline) else kind_word(article)
    head = (known, article.kicker, article.headline, article.deck, byline(article), origin_and_kind(article))
    yield "\n".join(line for line in map(one_line, head) if line) or words(article.language)["article"]
    if article.summary:
        yield f"{words(article.language)['abstract']}：{one_line(article.summary)}"
    came, goes = jump_notes(article)
    if came:
        yield f"（{came}）"
    for block in blocks(article.body):
        text = printable(block.text)
        if block.kind == "paragraph":
            yield "\n".join(f"　　{line}" for line in text.split("\n"))
        else:
            yield text
    if goes:
        yield f"（{goes}）"
    if article.keywords:
        yield f"{words(article.language)['keywords']}：{'；'.join(map(one_line, article.keywords))}"


def wrap(line: str, width: int | None) -> list[str]:
    """A line cut at so many columns after the rules for line starts and ends (GB/T 15834-2011 §5.1).

    Words and numbers in ASCII stay whole where they fit; marks that may not start a line hang over the edge.

    >>> wrap("全市今年计划改造186个小区，惠及居民。", 18)
    ['全市今年计划改造', '186个小区，惠及居', '民。']
    """
    if width is None or 2 * len(line) <= width:
        return [line]
    lines: list[str] = []
    now: list[str] = []
    used = 0
    for word in _words(line):
        size = sum(columns(character, ambiguous=2) for character in word)
        if now and used + size > width and word[0] not in NO_LINE_START:
            carried: list[str] = []
            while len(now) > 1 and now[-1] in NO_LINE_END:
                carried.insert(0, now.pop())
            lines.append("".join(now).rstrip(" "))
            now, used = carried, 2 * len(carried)
            if word == " ":
                continue
        now.append(word)
        used += size
    return [*lines, "".join(now)]


def _words(line: str) -> Iterator[str]:
    """Single characters, but runs of ASCII (at most 40) in one piece."""
    run = ""
    for character in line:
        if "!" <= character <= "~" and len(run) < 40:
            run += character
            continue
        if run:
            yield run
        run = character if "!" <= character <= "~" else ""
        if not run:
            yield character
    if run:
        yield run

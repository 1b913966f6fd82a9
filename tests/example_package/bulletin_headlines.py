"""A format of one's own: the headlines of an issue, a line each, with their page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from bulletin_cli.export import ExportOptions, Format
from bulletin_cli.export.characters import one_line
from bulletin_cli.model import Article

HEADLINES = Format("headlines", "headlines with their page, a line each", ".headlines.txt", "bulletin_headlines")
# A name that bulletin has already stays bulletin's.
MINE = Format("md", "not that one", ".md", "bulletin_headlines")


def write(articles: Iterable[Article], out: TextIO, options: ExportOptions) -> None:
    """The title, where one is given, then the headlines."""
    if options.title:
        out.write(f"{one_line(options.title)}\n")
    for article in articles:
        out.write(f"{one_line(article.page) or '-'}\t{one_line(article.headline)}\n")

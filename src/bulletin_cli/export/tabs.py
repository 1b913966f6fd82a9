"""The table of `commas` with tabs between the cells, quoted by the same rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from ..model import Article
from . import ExportOptions
from .commas import write_rows


def write(articles: Iterable[Article], out: TextIO, options: ExportOptions) -> None:
    """A header row, then a row an article."""
    write_rows(articles, out, options, delimiter="\t")

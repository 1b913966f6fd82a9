"""Records as one JSON array, one record a line inside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from ..model import Article
from ..records import dump
from . import ExportOptions


def write(articles: Iterable[Article], out: TextIO, _options: ExportOptions) -> None:
    """An array; `[]` for no articles."""
    before = "[\n"
    for article in articles:
        out.write(before + dump(article))
        before = ",\n"
    out.write("[]\n" if before == "[\n" else "\n]\n")

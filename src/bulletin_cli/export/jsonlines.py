"""Records as JSON lines, each as it came in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from ..model import Article
from ..records import dump
from . import ExportOptions


def write(articles: Iterable[Article], out: TextIO, _options: ExportOptions) -> None:
    """One record a line."""
    for article in articles:
        out.write(dump(article) + "\n")

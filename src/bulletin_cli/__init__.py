"""bulletin: Chinese newspaper and bulletin text into articles, repaired, summarized, exported.

The four verbs as a library (the command line is a thin wrapper around them)::

    from bulletin_cli import split_text, clean_article, summarize_article, export_articles

    articles = [summarize_article(clean_article(a)) for a in split_text(page)]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .clean import clean_article, clean_text
    from .export import export_articles
    from .model import Article
    from .split import split_text
    from .summarize import summarize_article

__all__ = ["Article", "clean_article", "clean_text", "export_articles", "split_text", "summarize_article"]

_HOME = {
    "Article": "model",
    "clean_article": "clean",
    "clean_text": "clean",
    "export_articles": "export",
    "split_text": "split",
    "summarize_article": "summarize",
}


def __getattr__(name: str) -> Any:
    """Import a verb on first use: `bulletin --help` pays for none of them."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOME[name]}", __name__), name)

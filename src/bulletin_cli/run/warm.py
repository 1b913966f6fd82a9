"""Everything that a unit of work may need, imported: workers are copies of a process that has done this once."""

from __future__ import annotations

from .. import clean, export, split, summarize
from ..export import archive, webpage
from ..split import across
from ..summarize import keywords
from . import unit

__all__ = ["across", "archive", "clean", "export", "keywords", "split", "summarize", "unit", "webpage"]

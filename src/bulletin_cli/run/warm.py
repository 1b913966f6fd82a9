"""Everything that a unit of work may need, imported and used once: workers are copies of a process that has done this.

Imported by that process alone: what it sets holds for it and for all workers.
"""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress
from types import TracebackType

from .. import clean, export, split, summarize
from ..clean import CleanOptions
from ..export import archive, webpage
from ..model import Article, Passage
from ..pipeline import Plan, cut, refine
from ..split import across
from ..summarize import SummaryOptions, keywords
from . import aside, local, unit

# The last three so that no worker reads a module of ours when it starts: it may be of another version by then.
__all__ = [
    "across",
    "archive",
    "aside",
    "clean",
    "export",
    "keywords",
    "local",
    "split",
    "summarize",
    "unit",
    "webpage",
]

# With a line that is broken, one that is not, a subhead and figures, so that most patterns are compiled.
_PAGE = """云州日报2026年3月18日 第1版

## 消防队员雨夜转移群众
本报讯(记者 周岩)昨日夜间，云州市普降大雨，城北多处低洼路段积水。消防救援支队出动21车86人，
转移被困群众132名，无人伤亡。市气象台表示，“未来三天仍有阵雨”，请市民留意预警信息。

### 抢修
截至今晨6时，城区供电、供水已经恢复。(下转第2版)
"""


def practised() -> list[Article]:
    """The articles of a small page through all stages: what they look up or compile once is there afterwards."""
    plan = Plan(clean=CleanOptions(), summary=SummaryOptions(keywords=5))
    return [refine(article, plan) for article in cut(Passage(_PAGE, "page", 1), plan)]


def _unless_left_alone(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say nothing where the run ended, or was killed, before it had told a worker what to do."""
    if not issubclass(kind, EOFError | OSError | pickle.UnpicklingError):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _unless_left_alone

with suppress(Exception):  # what is wrong with it will be said of the files that it is wrong with
    practised()

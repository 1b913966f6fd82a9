"""Medians, ratios and Markdown tables."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from typing import NamedTuple


class Spread(NamedTuple):
    """What several rounds gave."""

    median: float
    min: float
    max: float

    def __str__(self) -> str:
        return f"{_short(self.median)} ({_short(self.min)}–{_short(self.max)})"


def spread(values: Sequence[float]) -> Spread:
    """Median, least and greatest."""
    return Spread(median(values), min(values), max(values))


def ratios(values: Sequence[float], references: Sequence[float]) -> list[float]:
    """Each value over the reference of its own round, so that a slow moment of the machine hits both."""
    return [value / reference for value, reference in zip(values, references, strict=True)]


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table: the first column to the left, numbers to the right."""
    lines = [heads, ["---", *["--:" for _ in heads[1:]]], *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def machine(distributions: Iterable[str]) -> dict[str, str]:
    """The machine in general words, and the versions of what was measured."""
    found = {
        "system": f"{platform.system()}, {platform.machine()}, {os.cpu_count()} cores",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }
    for name in distributions:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    from bulletin_cli import model

    found["stages"] = "compiled" if not str(model.__file__).endswith(".py") else "plain Python"
    return found


def _short(value: float) -> str:
    """Three digits that count, no exponent.

    >>> [_short(x) for x in (1234.5, 12.34, 1.234, 0.01234)]
    ['1234', '12.3', '1.23', '0.012']
    """
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"

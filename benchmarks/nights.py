"""The whole run, from files to archive: MB and pages a second, and what a second worker brings.

    python benchmarks/nights.py [--megabytes 4] [--rounds 5] [--json FILE]

Split, clean, summarize with keywords, SQLite; issues of three pages, a folder each. In each round one run with one
worker and one with two, into fresh archives, take turns; the ratio is that of the two runs of a round.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from material import Varied, sample
from measures import Spread, ratios, spread, table

WAYS = {"SQLite": ("--formats", "sqlite"), "SQLite and HTML": ("--formats", "html,sqlite")}


def dump(folder: Path, size: int) -> tuple[int, int]:
    """Issues of so many bytes in all; (bytes, pages)."""
    varied = Varied()
    pages = [varied.copies(page, f"nights {n}") for n, page in enumerate(sample("yunzhou-issue.txt").split("\f"))]
    made = count = 0
    day = date(1990, 1, 1)
    while made < size:
        (folder / day.isoformat()).mkdir(parents=True)
        for number, copies in enumerate(pages, 1):
            data = next(copies).encode()
            (folder / day.isoformat() / f"{number:02}.txt").write_bytes(data)
            made, count = made + len(data), count + 1
        day += timedelta(days=1)
    return made, count


def timed(dumps: Path, archive: Path, jobs: int, options: tuple[str, ...]) -> tuple[float, float]:
    """Seconds of a run into a fresh archive, and the processor seconds of its units."""
    shutil.rmtree(archive, ignore_errors=True)
    command = [sys.executable, "-m", "bulletin_cli", "run", str(dumps), str(archive), "--jobs", str(jobs), *options]
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    seconds = time.perf_counter() - begun
    return seconds, json.loads((archive / "report.json").read_text(encoding="utf-8"))["run"]["worked"]


def measure(folder: Path, megabytes: float, rounds: int) -> dict[str, Any]:
    """All figures."""
    size, pages = dump(folder / "dumps", int(megabytes * 1e6))
    found: dict[str, Any] = {"megabytes": size / 1e6, "pages": pages, "load": os.getloadavg()[0], "ways": {}}
    for way, options in WAYS.items():
        taken: dict[int, list[float]] = {1: [], 2: []}
        worked: list[float] = []
        for _ in range(rounds):
            for jobs, seconds in taken.items():
                passed, work = timed(folder / "dumps", folder / "archive", jobs, options)
                seconds.append(passed)
                worked.append(work)
        found["ways"][way] = {
            "seconds": {jobs: spread(seconds) for jobs, seconds in taken.items()},
            "gain": spread(ratios(taken[1], taken[2])),
            "best": min(taken[1]) / min(taken[2]),
            "worked": spread(worked),
        }
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "bulletin_cli", "run", folder / "dumps", folder / "archive", *WAYS["SQLite and HTML"]],
        check=True,
    )
    found["idle"] = time.perf_counter() - begun
    return found


def show(found: dict[str, Any]) -> str:
    """The figures as a table."""
    rows = []
    for way, figures in found["ways"].items():
        for jobs, seconds in figures["seconds"].items():
            rows.append(
                (
                    f"{way}, {jobs} worker{'s' if jobs > 1 else ''}",
                    seconds,
                    f"{found['megabytes'] / seconds.min:.2f}",
                    f"{found['pages'] / seconds.min:.0f}",
                    figures["gain"] if jobs > 1 else "",
                )
            )
    about = f"{found['megabytes']:.1f} MB in {found['pages']:,} pages; load before: {found['load']:.1f}.\n\n"
    return about + table(("run", "seconds", "MB/s at best", "pages/s at best", "one worker / two"), rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--megabytes", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bulletin-nights-") as name:
        found = measure(Path(name), chosen.megabytes, chosen.rounds)
    print(show(found))
    if chosen.json:
        plain = json.dumps(found, default=lambda value: value._asdict() if isinstance(value, Spread) else str(value))
        chosen.json.write_text(plain + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

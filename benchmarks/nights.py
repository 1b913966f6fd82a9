"""The whole run, from files to archive: MB and pages a second, and what a second worker brings.

    python benchmarks/nights.py [--megabytes 4] [--rounds 5] [--json FILE]

Split, clean, summarize with keywords, SQLite; issues of three pages, a folder each. In each round one run with one
worker and one with two, into fresh archives, take turns; the ratio is that of the two runs of a round. Where others use
the machine too, the processor seconds say more: what the units take is shared out, what landing takes is not.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

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


class Taken(NamedTuple):
    """Seconds of a run by the clock, and processor seconds of its units and of the process that lands them."""

    seconds: float
    worked: float
    landed: float


def timed(dumps: Path, archive: Path, jobs: int, options: tuple[str, ...]) -> Taken:
    """A run into a fresh archive.

    Nothing is deleted meanwhile: a file system that was told to forget files makes new ones slowly for some seconds.
    """
    command = [sys.executable, "-m", "bulletin_cli", "run", str(dumps), str(archive), "--jobs", str(jobs), *options]
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    # Of the workers nothing is counted here: their parent is the process that they are copies of.
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    worked = json.loads((archive / "report.json").read_text(encoding="utf-8"))["run"]["worked"]
    return Taken(seconds, worked, used.ru_utime + used.ru_stime)


def measure(folder: Path, megabytes: float, rounds: int) -> dict[str, Any]:
    """All figures."""
    size, pages = dump(folder / "dumps", int(megabytes * 1e6))
    found: dict[str, Any] = {"megabytes": size / 1e6, "pages": pages, "load": os.getloadavg()[0], "ways": {}}
    fresh = (folder / f"archive-{number}" for number in count())
    for way, options in WAYS.items():
        taken: dict[int, list[Taken]] = {1: [], 2: []}
        for _ in range(rounds):
            for jobs, runs in taken.items():
                runs.append(timed(folder / "dumps", next(fresh), jobs, options))
        seconds = {jobs: [run.seconds for run in runs] for jobs, runs in taken.items()}
        found["ways"][way] = {
            "seconds": {jobs: spread(values) for jobs, values in seconds.items()},
            "worked": {jobs: spread([run.worked for run in runs]) for jobs, runs in taken.items()},
            "landed": {jobs: spread([run.landed for run in runs]) for jobs, runs in taken.items()},
            "gain": spread(ratios(seconds[1], seconds[2])),
            "best": min(seconds[1]) / min(seconds[2]),
        }
    archive = next(fresh)
    timed(folder / "dumps", archive, 2, WAYS["SQLite and HTML"])
    found["idle"] = timed(folder / "dumps", archive, 2, WAYS["SQLite and HTML"]).seconds
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
                    figures["worked"][jobs],
                    figures["landed"][jobs],
                    figures["gain"] if jobs > 1 else "",
                )
            )
    about = f"{found['megabytes']:.1f} MB in {found['pages']:,} pages; load before: {found['load']:.1f}.\n\n"
    heads = ("run", "seconds", "MB/s at best", "pages/s at best", "processor: units", "landing", "one worker / two")
    return about + table(heads, rows) + f"\nA run with nothing to do: {found['idle']:.2f} s.\n"


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

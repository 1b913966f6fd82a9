"""A month of nights: 30 simulated days of 20 issues, with late, corrected and reprinted pages; then a fresh build beside it.

    python benchmarks/soak.py [--days 30] [--issues 20] [--jobs 2] [--json FILE]

Every night is a process of its own, as cron starts it. What is shown: seconds and greatest memory of each night, and
whether the archive is, file by file and row by row, what a single run over all 30 days makes.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from material import Varied, sample
from measures import table

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from nightly import holds, put

FIRST = date(2026, 3, 18)
STEPS = ["--steps", "clean,summarize,dedupe", "--formats", "html,sqlite,atom", "--day-formats", "html"]


class Press:
    """Prints issues: copies of a sample of three pages in other words, of so many papers."""

    def __init__(self, papers: int) -> None:
        varied = Varied()
        self._pages = [
            varied.copies(page, f"soak {n}") for n, page in enumerate(sample("yunzhou-issue.txt").split("\f"))
        ]
        self._names = [f"{a}{b}日报" for a in "云青望临南东西北柳石" for b in "州山湖江浦"][:papers]
        self._chance = random.Random(30)
        self._late: list[tuple[Path, str]] = []
        self._printed: list[tuple[Path, str]] = []

    def night(self, dumps: Path, day: date) -> None:
        """What arrives on a day: its issues, some of them without their last page; and the pages that were late before.

        Of 20 issues one page is corrected a day later, and one story is printed again by another paper.
        """
        for path, text in self._late:
            put(path, text)
        self._late = []
        if self._printed:
            path, text = self._chance.choice(self._printed)
            put(path, text.replace("本报讯", "本报讯(更正)", 1) + "\n更正：上文标题有误。\n")
        self._printed = []
        for name in self._names:
            pages = [self._dated(next(copies), name, day) for copies in self._pages]
            for number, text in enumerate(pages, 1):
                path = dumps / name / day.isoformat() / f"{number:02}.txt"
                if number == len(pages) and self._chance.random() < 0.15:
                    self._late.append((path, text))
                else:
                    put(path, text)
                    self._printed.append((path, text))
        again = self._chance.choice(self._printed)[1]
        put(dumps / "转载日报" / day.isoformat() / "01.txt", again)

    @staticmethod
    def _dated(text: str, name: str, day: date) -> str:
        text = text.replace("云州日报", name)
        return text.replace("2026年3月18日", f"{day.year}年{day.month}月{day.day}日")


def night(dumps: Path, archive: Path, jobs: int) -> dict[str, Any]:
    """A run as cron starts it: its exit code, seconds, processor seconds, and the most memory that it had, in MB."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "bulletin_cli", "run", str(dumps), str(archive), "--jobs", str(jobs), *STEPS]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stderr=said, start_new_session=True)
        most = 0.0
        while process.poll() is None:
            most = max(most, memory(process.pid))
            time.sleep(0.02)
        seconds = time.perf_counter() - begun
        said.seek(0)
        if process.returncode == 2:
            sys.exit(f"soak: {said.read().decode()}")
    account = json.loads((archive / "report.json").read_text(encoding="utf-8"))["run"]
    figures = {name: account[name] for name in ("issues", "files", "bytes", "pages", "articles", "unchanged", "worked")}
    return {"code": process.returncode, "seconds": seconds, "megabytes": most, **figures}


def memory(group: int) -> float:
    """What all processes of a run have in memory together, in MB; what they share is counted once (PSS)."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text(errors="replace").rpartition(")")[2].split()[2]) == group:
                for line in stat.with_name("smaps_rollup").read_text().splitlines():
                    total += int(line.split()[1]) if line.startswith("Pss:") else 0
        except (OSError, ValueError):
            continue  # gone meanwhile
    return total / 1024


def nights(folder: Path, days: int, papers: int, jobs: int) -> Iterator[dict[str, Any]]:
    """All nights, each with what it did."""
    press = Press(papers)
    for number in range(days):
        press.night(folder / "dumps", FIRST + timedelta(days=number))
        yield {"day": number + 1, **night(folder / "dumps", folder / "archive", jobs)}
    press.night(folder / "dumps", FIRST + timedelta(days=days))  # the last late pages come with another day
    yield {"day": days + 1, **night(folder / "dumps", folder / "archive", jobs)}


HEADS = ("days", "s a night", "worked, s", "MB", "issues made", "files", "articles")


def thirds(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The first, middle and last nights."""
    cut = max(1, len(rows) // 3)
    return [part for part in (rows[:cut], rows[cut:-cut], rows[-cut:]) if part]


def line(part: list[dict[str, Any]], name: str | None = None) -> tuple[str, ...]:
    """Medians over some nights."""
    keys = ("seconds", "worked", "megabytes", "issues", "files", "articles")
    figures = [median(row[key] for row in part) for key in keys]
    shown = (f"{figure:.1f}" if n < 2 else f"{figure:.0f}" for n, figure in enumerate(figures))
    return (name or f"{part[0]['day']}–{part[-1]['day']}", *shown)


def main() -> None:
    """Soak, compare, tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--issues", type=int, default=20, help="a day")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave dumps and archive here")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bulletin-soak-") as name:
        folder = chosen.keep or Path(name)
        rows = []
        for row in nights(folder, chosen.days, chosen.issues, chosen.jobs):
            rows.append(row)
            print(f"… day {row['day']}: {row['seconds']:.1f} s, {row['megabytes']:.0f} MB", file=sys.stderr, flush=True)
        idle = night(folder / "dumps", folder / "archive", chosen.jobs)
        fresh = night(folder / "dumps", folder / "fresh", chosen.jobs)
        same = holds(folder / "archive") == holds(folder / "fresh")
        if not chosen.keep:
            shutil.rmtree(folder / "fresh")
    print("Medians of the nights:\n\n" + table(HEADS, [line(part) for part in thirds(rows)] + [line([idle], "idle")]))
    total = sum(row["bytes"] for row in rows) / 1e6
    print(f"{total:.1f} MB in {sum(row['pages'] for row in rows):,} pages. ", end="")
    print(f"A fresh build ({fresh['seconds']:.0f} s) {'gives the same archive' if same else 'DIFFERS'}.")
    if chosen.json:
        chosen.json.write_text(
            json.dumps({"nights": rows, "idle": idle, "fresh": fresh, "same": same}, indent=2) + "\n"
        )
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()

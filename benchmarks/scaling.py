"""Past one machine: what a Ray cluster and shards cost beside the same run with its own workers.

    python benchmarks/scaling.py [--megabytes 4] [--rounds 3]

Every way makes the same archive out of the same issues, with two workers; Ray runs on this machine alone, so its row
says what the engine costs, not what more machines bring.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measures import ratios, spread, table
from nights import dump

RUN = (sys.executable, "-m", "bulletin_cli", "run")


def local(dumps: Path, archive: Path, *options: str) -> None:
    """One run, its own workers."""
    subprocess.run((*RUN, dumps, archive, "--formats", "sqlite", "--jobs", "2", *options), check=True)


def ray(dumps: Path, archive: Path) -> None:
    """One run on a Ray cluster that is started for it."""
    local(dumps, archive, "--engine", "ray")


def shards(dumps: Path, archive: Path) -> None:
    """Two shards at the same time, and the run that lands them."""
    share = (*RUN, dumps, archive, "--formats", "sqlite", "--jobs", "1", "--shard")
    for started in [subprocess.Popen((*share, f"{number}/2")) for number in (1, 2)]:
        if started.wait():
            sys.exit("benchmarks: a shard failed")
    local(dumps, archive)


WAYS: dict[str, Callable[[Path, Path], None]] = {
    "local, 2 workers": local,
    "2 shards, and the run that lands them": shards,
    "ray, 2 workers": ray,
}


def timed(way: Callable[[Path, Path], None], dumps: Path, archive: Path) -> float:
    """Seconds of a run into a fresh archive."""
    shutil.rmtree(archive, ignore_errors=True)
    begun = time.perf_counter()
    way(dumps, archive)
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print: one issue (what the way costs by itself), and many."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--megabytes", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bulletin-scaling-") as name:
        folder = Path(name)
        dump(folder / "one", 1)
        size, pages = dump(folder / "many", int(chosen.megabytes * 1e6))
        found: dict[str, dict[str, list[float]]] = {way: {"one": [], "many": []} for way in WAYS}
        for _ in range(chosen.rounds):
            for way, taken in found.items():
                for which, seconds in taken.items():
                    seconds.append(timed(WAYS[way], folder / which, folder / "archive"))
    first = next(iter(found.values()))["many"]
    rows = [
        (
            way,
            spread(taken["one"]),
            spread(taken["many"]),
            f"{pages / min(taken['many']):.0f}",
            spread(ratios(taken["many"], first)),
        )
        for way, taken in found.items()
    ]
    print(f"{size / 1e6:.1f} MB in {pages:,} pages, two cores.\n")
    print(table(("way", "seconds, one issue", "seconds, all", "pages/s at best", "× local"), rows))


if __name__ == "__main__":
    main()

"""Memory and time of the pipe split | clean | summarize | export over many pages.

python benchmarks/memory.py [--megabytes 100] [--keywords 0 5] [--json FILE]

The input is form-feed separated copies of the samples. It is run whole and by half: what is bounded shows the same
peak for both, what is linear takes half the time for half. This process stays small and makes no text itself,
because the peak that Linux reports for a child begins with the size of its parent.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from subprocess import run
from time import perf_counter
from typing import Any

PROGRAM = str(Path(sysconfig.get_path("scripts")) / "bulletin")
MATERIAL = Path(__file__).with_name("material.py")
# Peak in MB that we allow each process, and the one that cuts text into words.
GOAL = 120
GOAL_DICTIONARY = 200


def stages(keywords: int) -> list[list[str]]:
    """The commands of the pipe."""
    return [["split"], ["clean"], ["summarize", "--keywords", str(keywords)], ["export", "--to", "html"]]


def pipe(path: Path, keywords: int) -> tuple[float, list[float], list[float]]:
    """Seconds by the clock, and for each process its peak in MB and its seconds of processor time."""
    commands = stages(keywords)
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    start = perf_counter()
    pids: list[int] = []
    source = os.open(path, os.O_RDONLY)
    for command in commands:
        reader, writer = os.pipe() if command is not commands[-1] else (-1, os.open(os.devnull, os.O_WRONLY))
        actions = [(os.POSIX_SPAWN_DUP2, source, 0), (os.POSIX_SPAWN_DUP2, writer, 1)]
        pids.append(os.posix_spawn(PROGRAM, [PROGRAM, *command], env, file_actions=actions))
        os.close(source)
        os.close(writer)
        source = reader
    usages = []
    for pid, command in zip(pids, commands, strict=True):
        _, status, usage = os.wait4(pid, 0)
        if os.waitstatus_to_exitcode(status):
            sys.exit(f"benchmarks: bulletin {' '.join(command)}: exit code {os.waitstatus_to_exitcode(status)}")
        usages.append(usage)
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    peaks = [usage.ru_maxrss / unit for usage in usages]
    return perf_counter() - start, peaks, [usage.ru_utime + usage.ru_stime for usage in usages]


def measure(megabytes: float, keywords: Sequence[int], say: Callable[[str], None]) -> list[dict[str, Any]]:
    """For each number of keywords the pipe over half and over the whole."""
    out = []
    with tempfile.TemporaryDirectory() as scratch:
        paths = {size: Path(scratch) / f"{size:g}.txt" for size in (megabytes / 2, megabytes)}
        for size, path in paths.items():
            say(f"memory: writing {size:g} MB")
            with path.open("wb") as file:
                run([sys.executable, str(MATERIAL), str(size)], stdout=file, check=True)
        for number in keywords:
            runs = {}
            for size, path in paths.items():
                say(f"memory: {size:g} MB, {number} keywords")
                runs[size] = pipe(path, number)
            half, whole = runs[megabytes / 2], runs[megabytes]
            out.append(
                {
                    "keywords": number,
                    "megabytes": megabytes,
                    "seconds": [half[0], whole[0]],
                    "ratio": whole[0] / half[0],
                    "cpu_ratio": sum(whole[2]) / sum(half[2]),
                    "processes": [
                        {"command": " ".join(command), "peak": [a, b], "cpu": [c, d]}
                        for command, a, b, c, d in zip(
                            stages(number), half[1], whole[1], half[2], whole[2], strict=True
                        )
                    ],
                }
            )
    return out


def show(results: Sequence[Mapping[str, Any]]) -> str:
    """A table for each number of keywords."""
    out = []
    for result in results:
        size = result["megabytes"]
        lines = [f"| process | peak, {size / 2:g} MB in | peak, {size:g} MB in | goal | processor time |"]
        lines.append("| --- | --: | --: | --: | --: |")
        for process in result["processes"]:
            goal = GOAL_DICTIONARY if result["keywords"] and process["command"].startswith("summ") else GOAL
            (half, whole), (_, cpu) = process["peak"], process["cpu"]
            lines.append(
                f"| bulletin {process['command']} | {half:.0f} MB | {whole:.0f} MB | ≤ {goal} MB | {cpu:.1f} s |"
            )
        first, second = result["seconds"]
        out.append("\n".join(lines) + "\n")
        out.append(
            f"{size / 2:g} MB took {first:.1f} s, {size:g} MB {second:.1f} s: × {result['ratio']:.2f} by the clock, "
            f"× {result['cpu_ratio']:.2f} of processor time (twice the input, goal about 2). "
            f"That is {size / second:.2f} MB/s through all four.\n"
        )
    return "\n".join(out)


def main() -> None:
    """Measure, print, and write JSON if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--keywords", type=int, nargs="*", default=[0, 5])
    parser.add_argument("--json", type=Path, metavar="FILE")
    chosen = parser.parse_args()
    results = measure(chosen.megabytes, chosen.keywords, lambda text: print(f"… {text}", file=sys.stderr))
    print(show(results))
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Start-up: whole runs of a command on one page, as multiples of `python -c pass`.

All commands run once a round, in an order that turns; bare Python runs between them. Each ratio is taken within a
round, the table shows the median over the rounds.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

from measures import ratios, spread, table
from peers import PEERS

# A run of bare Python after so many commands.
BETWEEN = 3


class Command(NamedTuple):
    """A command to time; `goal` is the greatest multiple we allow ourselves."""

    name: str
    argv: list[str]
    goal: float | None = None
    peer: bool = False


class Run(NamedTuple):
    """Seconds of a run, by the clock and of processor time."""

    wall: float
    cpu: float


def commands(page: Path, records: Path) -> list[Command]:
    """What is timed, on a page and on the records split from it."""
    program = str(Path(sysconfig.get_path("scripts")) / "bulletin")
    text, split = str(page), str(records)
    own = [
        Command("bulletin --version", [program, "--version"], 6),
        Command("bulletin --help", [program, "--help"], 6),
        Command("bulletin split", [program, "split", text], 8),
        Command("bulletin clean", [program, "clean", text], 9),
        Command("bulletin summarize --keywords 0, records", [program, "summarize", "--keywords", "0", split], 9),
        Command("bulletin summarize --keywords 0, text", [program, "summarize", "--keywords", "0", text], 9),
        Command("bulletin summarize --keywords 5, records", [program, "summarize", "--keywords", "5", split], 22),
        Command("bulletin summarize --keywords 5, text", [program, "summarize", "--keywords", "5", text], 22),
        Command("bulletin export --to html, text", [program, "export", text, "--to", "html"]),
    ]
    peers = [
        Command(name, [sys.executable, "-c", f"import peers; peers.once({name!r}, {text!r})"], peer=True)
        for name in PEERS
    ]
    return [Command("import typer", [sys.executable, "-c", "import typer"]), *own, *peers]


def measure(page: Path, scratch: Path, rounds: int, say: Callable[[str], None]) -> list[dict[str, Any]]:
    """A row for each command; `scratch` is a folder for caches and records."""
    bare = [sys.executable, "-c", "pass"]
    records = scratch / "page.jsonl"
    program = str(Path(sysconfig.get_path("scripts")) / "bulletin")
    env = environment(scratch)
    run([program, "split", str(page), "-o", str(records)], env)
    rows: list[dict[str, Any]] = []
    timed: list[tuple[Command, list[Run]]] = []
    for command in commands(page, records):
        fault = trial(command, env, scratch)
        if fault:
            rows.append({"name": command.name, "skipped": fault})
            say(f"{command.name}: skipped, {fault}")
        else:
            timed.append((command, []))
    references: list[Run] = []
    for number in range(rounds):
        say(f"start-up, round {number + 1} of {rounds}")
        turn = number % len(timed)
        here: list[Run] = []
        for i, (command, runs) in enumerate(timed[turn:] + timed[:turn]):
            if i % BETWEEN == 0:
                here.append(run(bare, env))
            runs.append(run(command.argv, peer_environment(env) if command.peer else env))
        references.append(Run(median(r.wall for r in here), median(r.cpu for r in here)))
    rows.insert(0, _row(Command("python -c pass", bare), references, references))
    return [rows[0], *(_row(command, runs, references) for command, runs in timed), *rows[1:]]


def environment(scratch: Path) -> dict[str, str]:
    """The same for all: a home and a temporary folder of its own (jieba keeps its cache in the latter)."""
    keep = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV") if name in os.environ}
    return {**keep, "HOME": str(scratch), "TMPDIR": str(scratch), "PYTHONUTF8": "1"}


def peer_environment(env: Mapping[str, str]) -> dict[str, str]:
    """With this folder on the path, for `import peers`."""
    return {**env, "PYTHONPATH": str(Path(__file__).parent)}


def trial(command: Command, env: dict[str, str], scratch: Path) -> str | None:
    """Run once to warm caches; the last line of what it complained of if it failed."""
    complaint = scratch / "complaint"
    with complaint.open("wb") as err:
        code, _ = spawn(command.argv, peer_environment(env) if command.peer else env, err.fileno())
    if code == 0:
        return None
    lines = complaint.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else f"exit code {code}"


def run(argv: list[str], env: dict[str, str]) -> Run:
    """One run, with nothing on stdin and its output thrown away."""
    with open(os.devnull, "wb") as null:
        code, spent = spawn(argv, env, null.fileno())
    if code:
        raise RuntimeError(f"{' '.join(argv)}: exit code {code}")
    return spent


def spawn(argv: list[str], env: dict[str, str], err: int) -> tuple[int, Run]:
    """Exit code and time of a process."""
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, err, 2),
    ]
    start = perf_counter()
    pid = os.posix_spawn(argv[0], argv, env, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), Run(perf_counter() - start, usage.ru_utime + usage.ru_stime)


def show(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as a table."""
    lines = []
    for row in rows:
        if "skipped" in row:
            lines.append([row["name"], "—", "—", "—", f"skipped: {row['skipped']}"])
        else:
            goal = f"≤ {row['goal']:g}" if row["goal"] else ""
            lines.append([row["name"], row["wall"], row["cpu"], f"{row['ms']:.0f}", goal])
    return table(["command", "× `python -c pass`, by the clock", "processor time", "ms", "goal"], lines)


def _row(command: Command, runs: Sequence[Run], references: Sequence[Run]) -> dict[str, Any]:
    return {
        "name": command.name,
        "wall": spread(ratios([r.wall for r in runs], [r.wall for r in references])),
        "cpu": spread(ratios([r.cpu for r in runs], [r.cpu for r in references])),
        "ms": 1000 * median(r.wall for r in runs),
        "goal": command.goal,
    }

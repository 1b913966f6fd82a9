"""All benchmarks in one run: Markdown tables on stdout, what is being done on stderr.

python benchmarks/run.py [--only startup throughput memory] [--page FILE] [--json FILE] [--into FILE]

`make bench` builds the compiled wheel, installs it with the peers and runs this; `make bench-plain` measures plain Python.
A peer that cannot be installed or imported is left out and named.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from subprocess import run
from typing import Any

import memory
import startup
import throughput
from material import SAMPLES
from measures import Spread, machine
from peers import PEERS

# Where a page takes the figures.
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
# Above this share of the time waiting for a processor, the figures say more of the machine than of the tools.
BUSY = 1.15


def main() -> None:
    """Measure, print, and write what is asked for."""
    chosen = options()
    distributions = ["bulletin-cli", "typer", *dict.fromkeys(name for name, _ in PEERS.values()), "networkx", "numpy"]
    results: dict[str, Any] = {"date": date.today().isoformat(), "machine": machine(distributions)}
    about = ", ".join(f"{name} {what}" for name, what in results["machine"].items())
    shown = [f"One run of {results['date']}: {about}.\n"]
    print(shown[0], flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for part in chosen.only:
            results[part], text = PARTS[part](chosen, Path(folder))
            shown.append(f"## {'Start-up' if part == 'startup' else part.capitalize()}\n\n{text}")
            print(shown[-1], flush=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(plain(results), indent=2) + "\n", encoding="utf-8")
    if chosen.into:
        insert(chosen.into, "\n".join(shown))


def start(chosen: argparse.Namespace, scratch: Path) -> tuple[list[dict[str, Any]], str]:
    """The start-up part: its results, and as text."""
    rows = startup.measure(chosen.page.resolve(), scratch, chosen.rounds, say)
    about = f"Median of {chosen.rounds} rounds (least–greatest), on a page of {chosen.page.stat().st_size:,} bytes.\n"
    return rows, f"{about}\n{startup.show(rows)}"


def work(chosen: argparse.Namespace, scratch: Path) -> tuple[list[dict[str, Any]], str]:
    """The throughput part: its results, and as text."""
    sections = throughput.measure(scratch, chosen.turns, int(chosen.material * 1_000_000), say)
    return sections, throughput.show(sections) + wait(sections)


def apart(chosen: argparse.Namespace, scratch: Path) -> tuple[list[dict[str, Any]], str]:
    """The memory part, in a process of its own, which must be small: its results, and as text."""
    program, path = Path(__file__).with_name("memory.py"), scratch / "memory.json"
    options = ["--megabytes", str(chosen.megabytes), "--json", str(path)]
    run([sys.executable, str(program), *options], stdout=sys.stderr, check=True)
    results: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return results, memory.show(results)


PARTS = {"startup": start, "throughput": work, "memory": apart}


def options() -> argparse.Namespace:
    """What to run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--page", type=Path, default=SAMPLES / "yunzhou-page.md.txt", help="page for the start-up runs")
    parser.add_argument("--rounds", type=int, default=21, help="of the start-up runs")
    parser.add_argument("--turns", type=int, default=7, help="rounds of the throughput runs")
    parser.add_argument("--material", type=float, default=3, metavar="MB", help="of each kind, for throughput")
    parser.add_argument("--megabytes", type=float, default=20, help="through the pipe, for memory")
    parser.add_argument("--json", type=Path, metavar="FILE", help="all figures, also those that the tables leave out")
    parser.add_argument("--into", type=Path, metavar="FILE", help="a page whose figures are replaced")
    return parser.parse_args()


def wait(sections: list[dict[str, Any]]) -> str:
    """Say so where the tools had to wait for a processor."""
    waits = [row["busy"] for section in sections for row in section["rows"] if "busy" in row]
    if not waits or max(waits) < BUSY:
        return ""
    return f"\nOther work was going on: some tools had {1 / max(waits):.0%} of a processor.\n"


def insert(path: Path, text: str) -> None:
    """Put the figures into a page, between its marks."""
    before, mark, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        sys.exit(f"benchmarks: {path} has no {BEGIN} … {END}")
    path.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{after}", encoding="utf-8")


def plain(value: Any) -> Any:
    """For JSON: a spread with its names."""
    if isinstance(value, Spread):
        return value._asdict()
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def say(text: str) -> None:
    """What is being done."""
    print(f"… {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

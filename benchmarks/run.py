"""All benchmarks in one run: Markdown tables on stdout, what is being done on stderr.

python benchmarks/run.py [--only startup throughput memory] [--page FILE] [--json FILE]

`make bench` installs the peers and runs this. A peer that cannot be installed or imported is left out and named.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from subprocess import run
from typing import Any

import memory
import startup
import throughput
from material import SAMPLES
from measures import Spread, machine
from peers import PEERS

PARTS = ("startup", "throughput", "memory")
# Above this share of the time waiting for a processor, the figures say more of the machine than of the tools.
BUSY = 1.15


def main() -> None:
    """Measure, print, and write JSON if asked."""
    chosen = options()
    distributions = ["bulletin-cli", "typer", *dict.fromkeys(name for name, _ in PEERS.values()), "networkx", "numpy"]
    results: dict[str, Any] = {"machine": machine(distributions)}
    print(", ".join(f"{name} {what}" for name, what in results["machine"].items()), end="\n\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        if "startup" in chosen.only:
            results["startup"] = startup.measure(chosen.page.resolve(), scratch, chosen.rounds, say)
            print(f"## Start-up\n\n{startup.show(results['startup'])}", flush=True)
        if "throughput" in chosen.only:
            size = int(chosen.material * 1_000_000)
            results["throughput"] = throughput.measure(scratch, chosen.turns, size, say)
            print(f"## Throughput\n\n{throughput.show(results['throughput'])}", flush=True)
            warn(results["throughput"])
        if "memory" in chosen.only:
            results["memory"] = apart(scratch / "memory.json", chosen.megabytes)
            print(f"## Memory\n\n{memory.show(results['memory'])}", flush=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(plain(results), indent=2) + "\n", encoding="utf-8")


def options() -> argparse.Namespace:
    """What to run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--page", type=Path, default=SAMPLES / "yunzhou-page.md.txt", help="page for the start-up runs")
    parser.add_argument("--rounds", type=int, default=21, help="of the start-up runs")
    parser.add_argument("--turns", type=int, default=7, help="rounds of the throughput runs")
    parser.add_argument("--material", type=float, default=3, metavar="MB", help="of each kind, for throughput")
    parser.add_argument("--megabytes", type=float, default=100, help="through the pipe, for memory")
    parser.add_argument("--json", type=Path, metavar="FILE")
    return parser.parse_args()


def apart(path: Path, megabytes: float) -> list[dict[str, Any]]:
    """memory.py in a process of its own, which must be small."""
    program = Path(__file__).with_name("memory.py")
    run(
        [sys.executable, str(program), "--megabytes", str(megabytes), "--json", str(path)],
        stdout=sys.stderr,
        check=True,
    )
    results: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return results


def warn(sections: list[Mapping[str, Any]]) -> None:
    """Say so where the tools had to wait for a processor."""
    waits = [row["busy"] for section in sections for row in section["rows"] if "busy" in row]
    if waits and max(waits) > BUSY:
        print(f"Other work was going on: some tools had {1 / max(waits):.0%} of a processor.\n")


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

"""Throughput: how many megabytes of text a second a tool works through, once it has started.

Every tool lives in a process of its own, so that no dictionary of one slows the garbage collector of another, and in
every round each takes its turn on other pages of the same material. Ratios are taken within a round.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from material import KINDS, units
from measures import ratios, spread, table
from peers import PEERS

if TYPE_CHECKING:
    from peers import Tool

REFERENCE = "autocorrect-py"
# A turn takes about so long; where one text takes longer than SLOW, fewer rounds will do.
TURN = 0.3
SLOW = 2.0
SLOW_ROUNDS = 3


class Goal(NamedTuple):
    """At least `factor` times the rate of `of` on the same material."""

    factor: float
    of: str = REFERENCE

    def __str__(self) -> str:
        return f"≥ {self.factor:g} × {self.of}"


class Section(NamedTuple):
    """Tools on one kind of material, and the goals of ours."""

    kind: str
    tools: Sequence[str]
    goals: Mapping[str, Goal]


SUMMARIZERS = ("sumy LexRank", "textrank4zh")
READERS = ("autocorrect-py", "split", "clean", "split | clean | summarize", "ftfy", "jieba.lcut")
SECTIONS = (
    Section("clean", READERS, {"split": Goal(0.75), "clean": Goal(1.0)}),
    Section("damaged", READERS, {"split": Goal(0.75), "clean": Goal(0.4)}),
    Section("wrapped", READERS, {"split": Goal(0.25), "clean": Goal(0.2)}),
    Section(
        "articles",
        (
            *("autocorrect-py", "summarize", "summarize, keywords", "keywords", "keywords by rjieba"),
            *(*SUMMARIZERS, "jieba extract_tags", "jieba.lcut"),
        ),
        {
            "summarize": Goal(5, "the fastest summarizer"),
            "keywords": Goal(2, "jieba extract_tags"),
            "keywords by rjieba": Goal(15, "jieba extract_tags"),
        },
    ),
    Section("long", ("autocorrect-py", "summarize", *SUMMARIZERS), {}),
    *(
        Section(
            kind,
            (
                "autocorrect-py",
                "split",
                "clean",
                "clean --script hans",
                "clean --select script --script hans",
                "OpenCC t2s",
            ),
            {"clean --script hans": Goal(7, "OpenCC t2s")},
        )
        for kind in ("traditional", "traditional clean")
    ),
)


def _split() -> Tool:
    from bulletin_cli.model import Passage
    from bulletin_cli.split import split_passage

    return lambda text: split_passage(Passage(text))


def _clean() -> Tool:
    from bulletin_cli.clean import clean_text

    return clean_text


def _script(select: tuple[str, ...] | None = None) -> Tool:
    from bulletin_cli.clean import CleanOptions, clean_text

    options = CleanOptions(script="hans", select=select)
    if "體" in clean_text("體育、體驗與體貼", options).text:
        raise ImportError("conversion is not there yet")
    return lambda text: clean_text(text, options)


def _pipeline() -> Tool:
    from bulletin_cli.clean import CleanOptions
    from bulletin_cli.model import Passage
    from bulletin_cli.pipeline import Plan, cut, refine
    from bulletin_cli.summarize import SummaryOptions

    plan = Plan(clean=CleanOptions(), summary=SummaryOptions())
    return lambda text: [refine(article, plan) for article in cut(Passage(text), plan)]


def _summarize(keywords: int = 0) -> Tool:
    from bulletin_cli.model import Article
    from bulletin_cli.summarize import SummaryOptions, summarize_article

    options = SummaryOptions(keywords=keywords)
    return lambda text: summarize_article(Article(body=text), options)


def _keywords(fast: bool) -> Tool:
    """Keywords alone, cut by one segmenter throughout (the program itself changes over after some articles)."""
    from bulletin_cli.chinese.quick import Quick
    from bulletin_cli.model import Article

    if fast:
        import_module("rjieba")  # without it the row says so
    module = import_module("bulletin_cli.summarize.keywords")
    cut = Quick(warm_up=0 if fast else 10**12).cut
    known = module._dictionary((), ())[1]
    vars(module)["_dictionary"] = lambda *_: (cut, known)
    return lambda text: module.keywords(Article(body=text), 5)


OURS: Mapping[str, Callable[[], Tool]] = {
    "split": _split,
    "clean": _clean,
    "clean --script hans": _script,
    "clean --select script --script hans": lambda: _script(("script",)),
    "split | clean | summarize": _pipeline,
    "summarize": _summarize,
    "summarize, keywords": lambda: _summarize(5),
    "keywords": lambda: _keywords(fast=False),
    "keywords by rjieba": lambda: _keywords(fast=True),
}


class Worker:
    """A tool in its own process."""

    def __init__(self, name: str, texts: Path, scratch: Path) -> None:
        context = get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=serve, args=(other, name, str(texts), str(scratch)), daemon=True)
        self.process.start()
        other.close()
        self.fault: str | None = self.pipe.recv()

    def turn(self, start: int, count: int) -> tuple[float, float, int]:
        """Work on `count` texts from number `start` on: seconds, seconds of processor time, bytes."""
        self.pipe.send((start, count))
        answer: tuple[float, float, int] = self.pipe.recv()
        return answer

    def stop(self) -> None:
        """End the process."""
        self.pipe.close()
        self.process.join()


def serve(pipe: Connection, name: str, texts: str, scratch: str) -> None:
    """In the process of a tool: make it ready, then take turns until the pipe closes."""
    os.environ["TMPDIR"] = tempfile.tempdir = scratch
    material: list[str] = json.loads(Path(texts).read_text(encoding="utf-8"))
    try:
        tool = OURS[name]() if name in OURS else PEERS[name][1]()
        tool(material[0])
    except Exception as fault:  # a peer may fail in any way; it is left out and the reason shown
        pipe.send(f"{type(fault).__name__}: {fault}")
        return
    pipe.send(None)
    try:
        while True:
            start, count = pipe.recv()
            chosen = [material[(start + i) % len(material)] for i in range(count)]
            wall, cpu = perf_counter(), process_time()
            for text in chosen:
                tool(text)
            pipe.send((perf_counter() - wall, process_time() - cpu, sum(len(text.encode()) for text in chosen)))
    except EOFError:
        return


def measure(scratch: Path, rounds: int, size: int, say: Callable[[str], None]) -> list[dict[str, Any]]:
    """A section for each kind of material, `size` bytes of it."""
    return [_section(section, scratch, rounds, size, say) for section in SECTIONS]


def _section(section: Section, scratch: Path, rounds: int, size: int, say: Callable[[str], None]) -> dict[str, Any]:
    say(f"throughput, {KINDS[section.kind][0]}: making material")
    texts = units(section.kind, size)
    path = scratch / f"{section.kind}.json"
    path.write_text(json.dumps(texts), encoding="utf-8")
    workers = {name: Worker(name, path, scratch) for name in section.tools}
    rows: list[dict[str, Any]] = [{"name": n, "skipped": w.fault} for n, w in workers.items() if w.fault]
    ready = {name: worker for name, worker in workers.items() if not worker.fault}
    counts = {name: _calibrate(worker, len(texts)) for name, worker in ready.items()}
    slow = any(seconds > SLOW for _, seconds in counts.values())
    turns: dict[str, list[tuple[float, float, int]]] = {name: [] for name in ready}
    for number in range(min(rounds, SLOW_ROUNDS) if slow else rounds):
        say(f"throughput, {KINDS[section.kind][0]}: round {number + 1}")
        names = list(ready)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            count = counts[name][0]
            turns[name].append(ready[name].turn(number * count, count))
    for worker in workers.values():
        worker.stop()
    rates = {name: [size / wall / 1e6 for wall, _, size in taken] for name, taken in turns.items()}
    rows = [_row(name, rates, turns[name], section) for name in ready] + rows
    return {"kind": section.kind, "what": KINDS[section.kind][0], "texts": len(texts), "rows": rows}


def _calibrate(worker: Worker, most: int) -> tuple[int, float]:
    """How many texts make a turn, and how long one takes; the tool warms up meanwhile."""
    count = 1
    while True:
        seconds, _, _ = worker.turn(0, count)
        if seconds > TURN / 4 or count >= most:
            return max(1, min(most, round(count * TURN / seconds))), seconds / count
        count = min(most, count * 4)


def _row(
    name: str, rates: Mapping[str, Sequence[float]], turns: Sequence[tuple[float, float, int]], section: Section
) -> dict[str, Any]:
    goal = section.goals.get(name)
    against = None
    if goal is not None:
        peers = [peer for peer in SUMMARIZERS if peer in rates] if goal.of not in rates else [goal.of]
        if peers:
            fastest = max(peers, key=lambda peer: median(rates[peer]))
            against = spread(ratios(rates[name], rates[fastest]))
    return {
        "name": name,
        "rate": spread(rates[name]),
        "multiple": spread(ratios(rates[name], rates[REFERENCE])) if REFERENCE in rates else None,
        "busy": sum(wall for wall, _, _ in turns) / sum(cpu for _, cpu, _ in turns),
        "rounds": len(turns),
        "goal": str(goal) if goal else None,
        "against": against,
    }


def show(sections: Sequence[Mapping[str, Any]]) -> str:
    """A table for each section."""
    return "\n".join(_table(section) for section in sections)


def _table(section: Mapping[str, Any]) -> str:
    lines = []
    for row in section["rows"]:
        name = f"bulletin {row['name']}" if row["name"] in OURS else row["name"]
        if "skipped" in row:
            lines.append([name, "—", "—", f"skipped: {row['skipped']}", ""])
        else:
            lines.append([name, row["rate"], row["multiple"] or "—", row["goal"] or "", row["against"] or ""])
    title = f"{section['what'][0].upper()}{section['what'][1:]}"
    return f"{title}:\n\n" + table(["tool", "MB/s", f"× {REFERENCE}", "goal", "reached"], lines)

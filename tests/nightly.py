"""What the tests of `bulletin run` share: a small dump, a run in this process, and an archive as one value to compare."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from bulletin_cli.clean import CleanOptions
from bulletin_cli.pipeline import Plan
from bulletin_cli.run.account import Account
from bulletin_cli.run.course import run
from bulletin_cli.run.settings import Settings
from bulletin_cli.run.unit import Options
from bulletin_cli.summarize import SummaryOptions

PLACES = ("柳堤", "云桥", "望湖", "临渚", "青石", "南浦", "东篱", "西泠")


class Ear:
    """Hears what a run says."""

    def __init__(self) -> None:
        self.warnings: list[str] = []
        self.notes: list[str] = []
        self.progressed: list[tuple[int, int]] = []

    def warn(self, message: str, **facts: object) -> None:
        self.warnings.append(message)

    def note(self, message: str, **facts: object) -> None:
        self.notes.append(message)

    def progress(self, done: int, total: int, what: str) -> None:
        self.progressed.append((done, total))


def page(number: int, day: int = 1) -> str:
    """A page with an article of its own and some damage."""
    place = PLACES[number % len(PLACES)]
    return (
        f"## {place}街道第{number}处便民服务点启用\n\n"
        f"本报讯(记者顾一鸣)6月{day}日,{place}街道第{number}处便民服务点启用,居民缴费、理发、配钥\n\n"
        f"匙不用再出小区。服务点由旧仓库改建,面积{100 + number}平方米,每周开放6天,由街道和社区轮流值守。\n\n"
        "街道负责人说,年底前还要再开两个,居民可以到社区登记自己想要的服务。\n"
    )


def dump(folder: Path, days: int = 3, pages: int = 2) -> Path:
    """A folder of dated folders of pages."""
    for day in range(1, days + 1):
        for number in range(1, pages + 1):
            put(folder / f"2026-06-{day:02}" / f"{number:02}.txt", page(10 * day + number, day))
    return folder


def put(path: Path, content: str | bytes) -> Path:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def settings(inputs: Path | tuple[Path, ...], archive: Path, **more: Any) -> Settings:
    """Settings of a run in this process: cleaned and summarized, with keywords only on request."""
    plan = Plan(clean=CleanOptions(), summary=SummaryOptions(sentences=1))
    options = Options(plan, likeness="threshold" in more, **more.pop("options", {}))
    paths = inputs if isinstance(inputs, tuple) else (inputs,)
    made: dict[str, Any] = {"options": options, "engine": "inline", "formats": ()} | more
    return Settings(tuple(map(str, paths)), archive, **made)


def go(inputs: Path | tuple[Path, ...], archive: Path, ear: Ear | None = None, **more: Any) -> Account:
    """A run in this process."""
    return run(settings(inputs, archive, **more), ear or Ear())


def holds(archive: Path) -> dict[str, Any]:
    """All that an archive holds: its files by name, its database by content, whatever the order in which it came."""
    found: dict[str, Any] = {}
    for path in sorted(archive.rglob("*")):
        name = str(path.relative_to(archive))
        if path.is_file() and not name.startswith((".bulletin/", "report.")):
            found[name] = database(path) if name == "archive.sqlite" else path.read_bytes()
    return found


def database(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """A SQLite archive as sorted rows, with the ids of articles in place of their numbers; its index is checked."""
    queries = {
        "articles": "SELECT id, headline, body, page, date_published, summary, record FROM articles",
        "contributors": "SELECT id, position, name, role FROM contributors JOIN articles ON number = article",
        "pages": "SELECT id, position, label FROM pages JOIN articles ON number = article",
        "keywords": "SELECT id, position, keyword FROM keywords JOIN articles ON number = article",
        "search": "SELECT id, search.headline, people, search.body FROM search JOIN articles ON number = search.rowid",
        "held": "SELECT issue, work FROM held",
        "prints": "SELECT p.issue, p.position, p.id, p.date, p.signature, p.record, a.issue, a.position"
        " FROM prints p JOIN prints a ON a.number = p.stands_in",
        "likely": "SELECT band, issue, position FROM likely JOIN prints ON number = print",
    }
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        base.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        counts = [base.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("articles", "search")]
        assert counts[0] == counts[1]
        return {name: sorted(base.execute(query).fetchall(), key=repr) for name, query in queries.items()}

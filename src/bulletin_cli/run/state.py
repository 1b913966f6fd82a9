"""What a run remembers for the next one, in one SQLite file: written only after what it tells of has landed.

Names are kept as bytes, since a file may be called anything. A state that is lost costs work and nothing else.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .inputs import Found, Stamp
from .issues import Masthead
from .unit import Counts, Reject

_VERSION = 1

_TABLES = """
CREATE TABLE files (
    name BLOB PRIMARY KEY, size INTEGER, modified INTEGER, changed INTEGER, inode INTEGER,
    digest TEXT, sure INTEGER, publication TEXT, date TEXT, headed INTEGER, problem TEXT, container BLOB
) WITHOUT ROWID;
CREATE TABLE issues (
    key BLOB PRIMARY KEY, work TEXT NOT NULL, limits TEXT NOT NULL, records TEXT NOT NULL,
    date TEXT, publication TEXT, counts TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE pieces (
    issue BLOB NOT NULL, name BLOB NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (issue, name)
) WITHOUT ROWID;
CREATE TABLE products (issue BLOB NOT NULL, format TEXT NOT NULL, work TEXT NOT NULL, PRIMARY KEY (issue, format))
    WITHOUT ROWID;
CREATE TABLE rejects (
    number INTEGER PRIMARY KEY, issue BLOB NOT NULL, name BLOB NOT NULL, line INTEGER, reason TEXT NOT NULL, text TEXT,
    fatal TEXT
);
CREATE INDEX rejects_by_issue ON rejects (issue);
CREATE TABLE gone (name BLOB PRIMARY KEY, since TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE due (what TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE runs (number INTEGER PRIMARY KEY, began TEXT NOT NULL, ended TEXT, code INTEGER, account TEXT);
"""


class StateError(Exception):
    """The state cannot be read; the message says why."""


class Issue(NamedTuple):
    """An issue that has landed.

    `work` is the digest of what it was made of, `records` that of its records; `products` says for each format of what
    it was made. `limits` holds the limits that one of its files was beyond, empty if none was.
    """

    key: str
    work: str
    limits: str
    records: str
    date: str | None
    publication: str | None
    counts: Counts
    pieces: Mapping[str, str]
    products: Mapping[str, str]


class Standing(NamedTuple):
    """A reject as it is remembered: `fatal` is the digest of a file that killed its worker, and is not tried again."""

    issue: str
    reject: Reject
    fatal: str | None = None


class State:
    """The memory of an archive.

    Raises:
        StateError: the file is damaged, or of another version.
    """

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path)
        try:
            version = self._base.execute("PRAGMA user_version").fetchone()[0]
            if not self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                self._base.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
            elif version != _VERSION:
                raise StateError(f"written by another version of bulletin ({version})")
        except (sqlite3.DatabaseError, StateError) as error:
            self._base.close()
            if isinstance(error, sqlite3.OperationalError):
                raise  # a full disk, no permission: nothing is wrong with the file
            raise StateError(str(error)) from None

    def close(self) -> None:
        """Let go of the file; what was not committed is forgotten."""
        self._base.close()

    def commit(self) -> None:
        """Make everything since the last time lasting."""
        self._base.commit()

    def undo(self) -> None:
        """Forget everything since the last time."""
        self._base.rollback()

    def files(self) -> dict[str, Found]:
        """What the last scan found, by name; the paths are empty."""
        rows = self._base.execute(
            "SELECT name, size, modified, changed, inode, digest, sure, publication, date, headed, problem, container FROM files"
        )
        return {
            name: Found(
                name,
                "",
                Stamp(*row[1:5]),
                row[5],
                bool(row[6]),
                Masthead(row[7], row[8]) if row[9] else None,
                row[10],
                row[11] and os.fsdecode(row[11]),
            )
            for row in rows
            for name in [os.fsdecode(row[0])]
        }

    def keep_files(self, before: Mapping[str, Found], now: Mapping[str, Found], forgotten: Iterable[str]) -> None:
        """Remember a scan: what differs from the one before is written, `forgotten` names are taken out."""
        new = (
            found
            for found in now.values()
            if (old := before.get(found.name)) is None or found != old._replace(path=found.path)
        )
        self._base.executemany(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_file_row, new)
        )
        self._base.executemany("DELETE FROM files WHERE name = ?", ((os.fsencode(name),) for name in forgotten))

    def issues(self) -> dict[str, Issue]:
        """Every issue that has landed, by its key."""
        pieces = self._paired("SELECT issue, name, digest FROM pieces", decode=os.fsdecode)
        products = self._paired("SELECT issue, format, work FROM products", decode=str)
        found = {}
        for key, *facts, counts in self._base.execute(
            "SELECT key, work, limits, records, date, publication, counts FROM issues ORDER BY key"
        ):
            name = os.fsdecode(key)
            more = pieces.get(key, {}), products.get(key, {})
            found[name] = Issue._make((name, *facts, Counts(**json.loads(counts)), *more))
        return found

    def _paired(self, query: str, decode: Any) -> dict[bytes, dict[str, str]]:
        found: dict[bytes, dict[str, str]] = {}
        for issue, name, value in self._base.execute(query):
            found.setdefault(issue, {})[decode(name)] = value
        return found

    def landed(self, *issues: Issue) -> None:
        """Remember issues whose outputs have landed."""
        keyed = [(os.fsencode(issue.key), issue) for issue in issues]
        for table in ("pieces", "products"):
            self._base.executemany(f"DELETE FROM {table} WHERE issue = ?", ((key,) for key, _ in keyed))  # noqa: S608
        for query, rows in (
            ("INSERT OR REPLACE INTO issues VALUES (?, ?, ?, ?, ?, ?, ?)", (_issue_row(*one) for one in keyed)),
            (
                "INSERT INTO pieces VALUES (?, ?, ?)",
                ((key, os.fsencode(name), digest) for key, issue in keyed for name, digest in issue.pieces.items()),
            ),
            (
                "INSERT INTO products VALUES (?, ?, ?)",
                ((key, *product) for key, issue in keyed for product in issue.products.items()),
            ),
        ):
            self._base.executemany(query, rows)

    def forget(self, issue: str) -> None:
        """An issue that is no more."""
        key = os.fsencode(issue)
        self._base.execute("DELETE FROM issues WHERE key = ?", (key,))
        for table in ("pieces", "products", "rejects"):
            self._base.execute(f"DELETE FROM {table} WHERE issue = ?", (key,))  # noqa: S608

    def reject(self, issue: str, rejects: Iterable[Standing]) -> None:
        """What is wrong with the files of an issue, in place of what was; the empty key is for files without one."""
        key = os.fsencode(issue)
        self._base.execute("DELETE FROM rejects WHERE issue = ?", (key,))
        self._base.executemany(
            "INSERT INTO rejects (issue, name, line, reason, text, fatal) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    key,
                    os.fsencode(r.name),
                    r.line,
                    _storable(r.reason),
                    None if r.text is None else _storable(r.text),
                    fatal,
                )
                for _, r, fatal in rejects
            ),
        )

    def rejects(self) -> list[Standing]:
        """Everything that is wrong with a file now, by issue."""
        rows = self._base.execute("SELECT issue, name, line, reason, text, fatal FROM rejects ORDER BY issue, number")
        return [
            Standing(os.fsdecode(issue), Reject(os.fsdecode(name), line, reason, text, fatal is not None), fatal)
            for issue, name, line, reason, text, fatal in rows
        ]

    def gone(self) -> dict[str, str]:
        """Files that were there and are no more, though what was made of them stays: since when."""
        return {os.fsdecode(name): since for name, since in self._base.execute("SELECT name, since FROM gone")}

    def mark_gone(self, names: Iterable[str], back: Iterable[str], since: str) -> None:
        """Files that are missed from now on, and files that are missed no more."""
        self._base.executemany("INSERT OR IGNORE INTO gone VALUES (?, ?)", ((os.fsencode(n), since) for n in names))
        self._base.executemany("DELETE FROM gone WHERE name = ?", ((os.fsencode(n),) for n in back))

    def owe(self, *what: str) -> None:
        """Outputs over several issues that are out of date."""
        self._base.executemany("INSERT OR IGNORE INTO due VALUES (?)", ((one,) for one in what))

    def due(self) -> list[str]:
        """The outputs over several issues that are out of date."""
        return [what for (what,) in self._base.execute("SELECT what FROM due ORDER BY what")]

    def paid(self, what: str) -> None:
        """Such an output has landed."""
        self._base.execute("DELETE FROM due WHERE what = ?", (what,))

    def note(self, name: str, value: str) -> None:
        """Remember a word."""
        self._base.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str | None:
        """A word remembered."""
        row = self._base.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def begin(self, began: str) -> int:
        """A run begins; its number."""
        return int(self._base.execute("INSERT INTO runs (began) VALUES (?)", (began,)).lastrowid or 0)

    def end(self, number: int, ended: str, code: int, account: Mapping[str, Any]) -> None:
        """A run has ended."""
        row = (ended, code, json.dumps(account, ensure_ascii=True), number)
        self._base.execute("UPDATE runs SET ended = ?, code = ?, account = ? WHERE number = ?", row)

    def runs(self, last: int) -> Iterator[tuple[str, str | None, int | None, Mapping[str, Any]]]:
        """The last runs, newest first: when each began and ended, its exit code, its account."""
        query = "SELECT began, ended, code, account FROM runs ORDER BY number DESC LIMIT ?"
        for began, ended, code, account in self._base.execute(query, (last,)):
            yield began, ended, code, json.loads(account or "{}")


def _file_row(found: Found) -> tuple[Any, ...]:
    head = found.head or Masthead()
    container = None if found.container is None else os.fsencode(found.container)
    publication = None if head.publication is None else _storable(head.publication)
    facts = (found.digest, found.sure, publication, head.date, found.head is not None, found.problem, container)
    return (os.fsencode(found.name), *found.stamp, *facts)


def _issue_row(key: bytes, issue: Issue) -> tuple[Any, ...]:
    counts = json.dumps(issue.counts._asdict())
    return (key, issue.work, issue.limits, issue.records, issue.date, issue.publication, counts)


def _storable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")

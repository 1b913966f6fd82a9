"""The archive of a run: every article once, with every place where it was printed; issues come and go as wholes.

To what `export --to sqlite` makes come tables of its own. `prints` has a row for every record of every issue; `stands_in` is
the row whose article stands in `articles` for all that are the same: those with its id, and, where that is asked for,
those that are alike (see likeness.py), and in turn those that are like these. It is the one of the earliest day, then
of the first issue by name. So the archive depends on the issues that it holds and not on the order in which they came.
"""

from __future__ import annotations

import functools
import io
import json
import pickle
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..export.archive import Row, opened, put, put_record, row_of, take_out
from ..model import Article
from ..records import parse, to_json
from .likeness import alike, bands, signature_of

_TABLES = """
CREATE TABLE IF NOT EXISTS held (issue TEXT PRIMARY KEY, work TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS prints (
    number INTEGER PRIMARY KEY AUTOINCREMENT, issue TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, date TEXT,
    stands_in INTEGER NOT NULL, signature BLOB, record TEXT, UNIQUE (issue, position)
);
CREATE INDEX IF NOT EXISTS prints_by_id ON prints (id);
CREATE INDEX IF NOT EXISTS prints_by_article ON prints (stands_in);
CREATE TABLE IF NOT EXISTS likely (band INTEGER NOT NULL, print INTEGER NOT NULL, PRIMARY KEY (band, print)) WITHOUT ROWID;
"""

# Where a print has no day it comes after those that have one.
_NO_DAY = "9999"
# What can be the same though it is not the same record.
_COMPARED = ("article", "brief", "notice", "advertisement", "other")
# What is said of a place where an article was printed as well.
_PLACE = ("id", "publication", "date_published", "issue", "page", "headline", "source")


# Ids that are asked for at once.
_ASKED = 500
_STANDING = "SELECT p.number, p.signature, a.number, a.id FROM prints p JOIN prints a ON a.number = p.stands_in"


class Entry(NamedTuple):
    """A record on its way into the archive: its row, its day, and its signature with the bands of that, if it has one."""

    row: Row
    date: str | None
    signature: bytes | None = None
    bands: tuple[int, ...] = ()


def entry_of(article: Article, *, likeness: bool) -> Entry:
    """What goes into the archive of an article; made without the archive at hand."""
    signature = signature_of(article.body) if likeness and article.kind in _COMPARED else None
    return Entry(row_of(article), article.date_published, signature, _bands(signature))


def packed(entries: Iterable[Entry]) -> bytes:
    """Entries as bytes, to be sent or laid aside: plain values, which are packed and unpacked faster than ours."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.fast = True  # nothing is in them twice
    pickler.dump([(tuple(row), *rest) for row, *rest in entries])
    return out.getvalue()


def unpacked(data: bytes) -> list[Entry]:
    """What was packed.

    Raises:
        pickle.UnpicklingError: it is something else.
    """
    plain = _Plain(io.BytesIO(data)).load()
    return [Entry(Row._make(row), *rest) for row, *rest in plain]


class _Plain(pickle.Unpickler):
    """Plain values only: a pickle can call anything that it is allowed to name."""

    def find_class(self, module: str, name: str) -> object:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def _bands(signature: bytes | None) -> tuple[int, ...]:
    return () if signature is None else tuple(bands(signature))


class Change(NamedTuple):
    """An issue that comes in place of what is there of it: what it was made of, and its records in order.

    Without `work` it only goes.
    """

    issue: str
    work: str | None = None
    entries: Sequence[Entry] = ()


class _Print(NamedTuple):
    number: int
    issue: str
    position: int
    id: str
    date: str | None
    signature: bytes | None
    bands: tuple[int, ...]

    @property
    def rank(self) -> tuple[str, str, int]:
        return self.date or _NO_DAY, self.issue, self.position


class Holdings:
    """An archive that is written to.

    Args:
        path: of the archive; made where it is missing.
        threshold: from which share on two texts are alike; None for only those of the same id.

    Raises:
        NotAnArchive: the file is something else.
    """

    def __init__(self, path: Path, threshold: float | None = None) -> None:
        self._archive = opened(path)
        self._archive.executescript(f"BEGIN; {_TABLES} COMMIT;")
        self._threshold = threshold
        # Numbers are never used again: those of prints that have gone still say where others stood.
        self._last = (
            self._archive.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'prints'").fetchone()[0] or 0
        )

    def close(self) -> None:
        """Let go of the file; what was not committed is undone."""
        self._archive.close()

    def commit(self) -> None:
        """Make everything since the last time lasting."""
        self._archive.commit()

    def undo(self) -> None:
        """Forget everything since the last time."""
        self._archive.rollback()

    def works(self) -> dict[str, str]:
        """What each issue that the archive holds was made of."""
        return dict(self._archive.execute("SELECT issue, work FROM held"))

    def replace(self, changes: Sequence[Change]) -> set[str]:
        """Let issues come and go, each at most once; many at once cost less than one by one.

        Returns:
            All other issues that share an article with one of them, or did.
        """
        articles = self._take_out([change.issue for change in changes])
        coming = [change for change in changes if change.work is not None]
        self._archive.executemany("INSERT INTO held VALUES (?, ?)", (change[:2] for change in coming))
        entries = [entry for change in coming for entry in change.entries]
        articles |= self._neighbours(entries)
        fresh = self._add(coming)
        rows = {print_.number: entry.row for print_, entry in zip(fresh, entries, strict=True)}
        old, records = self._standing_in(articles)
        texts = {**records, **{number: row.record for number, row in rows.items()}}
        gone, stands = set(articles.values()), list[Row]()
        for group in _groups([*old, *fresh], self._threshold):
            if len(group) == 1 and group[0].number in rows:  # nearly always
                gone.discard(group[0].id)
                stands.append(rows[group[0].number])
                continue
            chief = min(group, key=lambda print_: print_.rank)
            gone.discard(chief.id)
            record, row = self._together(chief, group, texts), rows.get(chief.number)
            if row is not None:
                stands.append(row.recorded(record))
            elif articles.get(chief.number) == chief.id:  # it stood there before, in other company
                put_record(self._archive, chief.id, record)
            else:
                stands.append(row_of(parse(texts[chief.number])).recorded(record))
        for identity in gone:
            take_out(self._archive, identity)
        put(self._archive, stands)
        return {print_.issue for print_ in old} - {change.issue for change in changes}

    def repeated(self, issues: Sequence[str]) -> set[tuple[str, int]]:
        """Which records (issue, position) print again what stands before, in these issues in their order."""
        first: set[int] = set()
        again = set()
        for issue in issues:
            query = "SELECT position, stands_in FROM prints WHERE issue = ? ORDER BY position"
            for position, article in self._archive.execute(query, (issue,)):
                if article in first:
                    again.add((issue, position))
                first.add(article)
        return again

    def _take_out(self, issues: Sequence[str]) -> dict[int, str]:
        """Remove the prints of issues; the articles that stood for them, by number of their print, and their ids."""
        articles: dict[int, str] = {}
        held = {issue for (issue,) in self._asked("SELECT issue FROM held WHERE issue IN ({})", issues)}
        for issue in (issue for issue in issues if issue in held):
            query = f"{_STANDING} WHERE p.issue = ?"
            for number, signature, article, identity in self._archive.execute(query, (issue,)).fetchall():
                articles[article] = identity
                pairs = ((band, number) for band in _bands(signature))
                self._archive.executemany("DELETE FROM likely WHERE band = ? AND print = ?", pairs)
            self._archive.execute("DELETE FROM prints WHERE issue = ?", (issue,))
            self._archive.execute("DELETE FROM held WHERE issue = ?", (issue,))
        return articles

    def _add(self, changes: Sequence[Change]) -> list[_Print]:
        """Put the prints of issues in, each as if it stood alone."""
        entries = ((change.issue, *placed) for change in changes for placed in enumerate(change.entries))
        prints = [
            _Print(number, issue, position, entry.row.id, entry.date, entry.signature, entry.bands)
            for number, (issue, position, entry) in enumerate(entries, self._last + 1)
        ]
        self._last += len(prints)
        self._archive.executemany(
            "INSERT INTO prints (number, issue, position, id, date, stands_in, signature) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((*print_[:5], print_.number, print_.signature) for print_ in prints),
        )
        self._archive.executemany(
            "INSERT OR IGNORE INTO likely VALUES (?, ?)",
            ((band, print_.number) for print_ in prints for band in print_.bands),
        )
        return prints

    def _neighbours(self, entries: Sequence[Entry]) -> dict[int, str]:
        """The articles that stand for prints which are the same as one of these: number of the print, and id."""
        ids = {entry.row.id: None for entry in entries}
        same = self._asked(f"{_STANDING} WHERE p.id IN ({{}})", list(ids))
        found: dict[int, str] = {article: identity for _, _, article, identity in same}
        if self._threshold is None:
            return found
        by_band: dict[int, list[bytes]] = {}
        for signature, its_bands in {entry.signature: entry.bands for entry in entries if entry.signature}.items():
            for band in its_bands:
                by_band.setdefault(band, []).append(signature)
        likely: dict[int, list[bytes]] = {}
        for band, number in self._asked("SELECT band, print FROM likely WHERE band IN ({})", list(by_band)):
            likely.setdefault(number, []).extend(by_band[band])
        for number, other, article, identity in self._asked(f"{_STANDING} WHERE p.number IN ({{}})", list(likely)):
            if article not in found and any(alike(one, other, self._threshold) for one in set(likely[number])):
                found[article] = identity
        return found

    def _asked(self, query: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query that has `{}` where the values go, for many values."""
        for start in range(0, len(values), _ASKED):
            some = values[start : start + _ASKED]
            yield from self._archive.execute(query.format(", ".join("?" * len(some))), some).fetchall()

    def _standing_in(self, articles: Collection[int]) -> tuple[list[_Print], dict[int, str]]:
        """All prints for which one of these articles stands, and the record of each."""
        prints: list[_Print] = []
        records: dict[int, str] = {}
        for article in articles:
            query = "SELECT number, issue, position, id, date, signature, record FROM prints WHERE stands_in = ?"
            for number, issue, position, identity, date, signature, record in self._archive.execute(query, (article,)):
                prints.append(_Print(number, issue, position, identity, date, signature, _bands(signature)))
                if record is None:
                    query = "SELECT record FROM articles WHERE id = ?"
                    (record,) = self._archive.execute(query, (identity,)).fetchone()
                records[number] = record
        return prints, records

    def _together(self, chief: _Print, group: Sequence[_Print], texts: Mapping[int, str]) -> str:
        """Let one print stand for all of a group; its record, with where else it was printed."""
        alone = len(group) == 1
        # The record of a print that stands alone is the one in `articles`.
        self._archive.executemany(
            "UPDATE prints SET stands_in = ?, record = ? WHERE number = ?",
            ((chief.number, None if alone else texts[print_.number], print_.number) for print_ in group),
        )
        if alone:
            return texts[chief.number]
        others = sorted((print_ for print_ in group if print_ is not chief), key=lambda print_: print_.rank)
        return _also_in(texts[chief.number], [texts[print_.number] for print_ in others])


def _also_in(record: str, others: Sequence[str]) -> str:
    """The record with the places where it was printed as well, added to what its field `also_in` has already."""
    values: dict[str, Any] = json.loads(record)
    places = [_place_of(other) for other in others]
    given = values.get("also_in")
    return to_json({**values, "also_in": [*(given if isinstance(given, list) else ()), *places]})


# What stands in every issue of a paper has as many prints, and each new one writes the places of all.
@functools.lru_cache(1 << 12)
def _place_of(record: str) -> dict[str, Any]:
    """Where a record was printed."""
    values = json.loads(record)
    return {name: values.get(name) for name in _PLACE}


def _groups(prints: Sequence[_Print], threshold: float | None) -> Iterator[list[_Print]]:
    """Prints that are the same, or the same as the same, together."""
    if threshold is None:
        same: dict[str, list[_Print]] = {}
        for print_ in prints:
            same.setdefault(print_.id, []).append(print_)
        yield from same.values()
        return
    leader = {print_.number: print_.number for print_ in prints}

    def led(number: int) -> int:
        while leader[number] != number:
            leader[number] = number = leader[leader[number]]
        return number

    by_id: dict[str, int] = {}
    by_band: dict[int, list[_Print]] = {}
    for print_ in prints:
        leader[led(print_.number)] = led(by_id.setdefault(print_.id, print_.number))
        if print_.signature is None:
            continue
        for band in print_.bands:
            met = by_band.setdefault(band, [])
            for other in met:
                if led(other.number) != led(print_.number) and alike(
                    other.signature or b"", print_.signature, threshold
                ):
                    leader[led(print_.number)] = led(other.number)
            met.append(print_)
    groups: dict[int, list[_Print]] = {}
    for print_ in prints:
        groups.setdefault(led(print_.number), []).append(print_)
    yield from groups.values()

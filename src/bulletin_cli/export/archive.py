"""A SQLite archive: tables that plain SQL reads, and a full-text index that finds Chinese words of any length.

SQLite's unicode61 tokenizer takes a run of Han characters for one word, and its trigram tokenizer finds no word of
two. So the index holds every Han character as a word of its own, and a term is looked up as a phrase of them.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from ..chinese.chars import HAN
from ..model import Article
from ..records import encode, parse, to_json
from . import ExportOptions
from .characters import printable

# What the archive of a folder is called.
NAME = "archive.sqlite"
# "blln": lets `file` and the command tell our archives from other databases.
_APPLICATION = 0x626C6C6E
_VERSION = 1

_TABLES = """
CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL, headline TEXT, kicker TEXT, deck TEXT, byline TEXT, agency TEXT, dateline TEXT, located TEXT,
    content_date TEXT, date_published TEXT, publication TEXT, issue TEXT, page TEXT, section TEXT,
    continued_from_page TEXT, continued_from TEXT, continued_on_page TEXT, continued_on TEXT,
    language TEXT, confidence REAL, summary TEXT, body TEXT NOT NULL,
    source_path TEXT, first_line INTEGER, last_line INTEGER,
    record TEXT NOT NULL
);
CREATE INDEX articles_by_issue ON articles (publication, date_published, page);
CREATE TABLE contributors (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE, position INTEGER NOT NULL,
    name TEXT NOT NULL, role TEXT, PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE INDEX contributors_by_name ON contributors (name);
CREATE TABLE keywords (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE, position INTEGER NOT NULL,
    keyword TEXT NOT NULL, PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE INDEX keywords_by_word ON keywords (keyword);
CREATE TABLE pages (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE, position INTEGER NOT NULL,
    label TEXT NOT NULL, PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE VIEW issues AS
    SELECT publication, date_published, issue, count(*) AS articles, count(DISTINCT page) AS pages
    FROM articles GROUP BY publication, date_published, issue;
CREATE VIRTUAL TABLE search USING fts5 (headline, people, keywords, body, tokenize = 'unicode61');
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
"""

_SCALARS = (
    *("kind", "headline", "kicker", "deck", "byline", "agency", "dateline", "located"),
    *("content_date", "date_published", "publication", "issue", "page", "section"),
    *("language", "confidence", "summary", "body"),
)
# In the order of `Row.values`.
_COLUMNS = (
    *("id", *_SCALARS, "continued_from_page", "continued_from", "continued_on_page", "continued_on"),
    *("source_path", "first_line", "last_line", "record"),
)
_INSERT = f"INSERT INTO articles (number, {', '.join(_COLUMNS)}) VALUES (?{', ?' * len(_COLUMNS)})"  # noqa: S608
_UPDATE = f"UPDATE articles SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE number = ?"  # noqa: S608
_INDEX = "INSERT INTO search (rowid, headline, people, keywords, body) VALUES (?, ?, ?, ?, CAST(? AS TEXT))"
# Articles that are put into an archive at once.
_BATCH = 256


class NotAnArchive(ValueError):  # noqa: N818 - reads as what it says
    """The file is no archive of ours, or of a later version; it is left as it is."""


def write(articles: Iterable[Article], out: BinaryIO, options: ExportOptions) -> None:
    """The whole archive to a binary stream; built in a temporary file, which SQLite needs.

    With `options.base`, an archive there is taken over and the articles are added to it: a record whose `id` is
    there already replaces the old one, and one that is there word for word changes nothing, down to the bytes.

    Raises:
        NotAnArchive: `options.base` is another kind of file.
        OSError: there is no room to build it.
    """
    try:
        _write(articles, out, options)
    except sqlite3.OperationalError as error:
        raise OSError(f"not built in {tempfile.gettempdir()}: {error}; check its space") from error


def _write(articles: Iterable[Article], out: BinaryIO, options: ExportOptions) -> None:
    with tempfile.TemporaryDirectory(prefix="bulletin-") as folder:
        path = Path(folder, NAME)
        if options.base is not None and Path(options.base).exists():
            shutil.copyfile(options.base, path)
        with closing(opened(path)) as archive:
            rows = map(row_of, articles)
            while batch := list(islice(rows, _BATCH)):
                put(archive, batch)
            archive.commit()
        with path.open("rb") as file:
            shutil.copyfileobj(file, out)


def opened(path: Path | str) -> sqlite3.Connection:
    """An archive to write to; its tables are made where the file is new.

    Raises:
        NotAnArchive: it is another kind of file.
        sqlite3.OperationalError: the disk is full, or does not let us write.
    """
    archive = sqlite3.connect(path)
    try:
        if archive.execute("PRAGMA application_id").fetchone()[0] == _APPLICATION:
            if archive.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                raise NotAnArchive("an archive of another version of bulletin")
        elif archive.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise NotAnArchive("a database, but not an archive of bulletin")
        else:
            # An article is as long as a page of 4 KiB: of that size half of each would stay empty.
            archive.executescript(
                f"PRAGMA page_size = 8192; BEGIN; PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION}; {_TABLES} COMMIT;"
            )
    except (sqlite3.OperationalError, NotAnArchive):
        archive.close()
        raise
    except sqlite3.DatabaseError as error:
        archive.close()
        raise NotAnArchive(f"not an archive of bulletin: {error}") from None
    # So many KiB of pages are held until they are written, and no page twice; FTS5 gathers as much (`hashsize`, in bytes).
    archive.execute("PRAGMA cache_size = -32768")
    return archive


class Row(NamedTuple):
    """An article as it goes into the tables: `values` by column, the rows of the other tables, the text of the index.

    The body of that is UTF-8 already, in which SQLite holds it: it is the longest text of all, and another process may
    have made it.
    """

    values: tuple[Any, ...]
    people: tuple[tuple[str | None, str | None], ...]
    keywords: tuple[str | None, ...]
    pages: tuple[str | None, ...]
    indexed: tuple[str, str, str, bytes]

    @property
    def id(self) -> str:
        """The id of the article."""
        return str(self.values[0])

    @property
    def record(self) -> str:
        """The article as a line of JSON."""
        return str(self.values[-1])

    def recorded(self, record: str) -> Row:
        """The same with another record, which differs in nothing that has a column of its own."""
        return self._replace(values=(*self.values[:-1], record))


def row_of(article: Article) -> Row:
    """The row of an article, made without the archive at hand."""
    above = " \n ".join(part for part in (article.kicker, article.headline, article.deck) if part)
    named = " ".join(c.name for c in article.contributors)
    return Row(
        _values(article),
        tuple((_text(c.name), _text(c.role)) for c in article.contributors),
        tuple(_text(word) for word in article.keywords or ()),
        tuple(_text(page) for page in article.pages),
        (spaced(above), spaced(named), spaced(" \n ".join(article.keywords or ())), spaced(article.body).encode()),
    )


def put(archive: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Add articles, or put them in the place of those with their ids; nothing happens where they are equal.

    Many at once cost less than one by one. Of several with the same id the last counts.
    """
    fresh = {row.id: row for row in rows}
    ids = list(fresh)
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        query = f"SELECT id, number, record FROM articles WHERE id IN ({', '.join('?' * len(some))})"  # noqa: S608
        for identity, number, record in archive.execute(query, some).fetchall():
            row = fresh.pop(identity)
            if record != row.record:
                _change(archive, number, row)
    last = archive.execute("SELECT max(number) FROM articles").fetchone()[0] or 0
    numbered = list(enumerate(fresh.values(), last + 1))
    archive.executemany(_INSERT, ((number, *row.values) for number, row in numbered))
    _put_beside(archive, numbered)
    archive.executemany(_INDEX, ((number, *row.indexed) for number, row in numbered))


def put_record(archive: sqlite3.Connection, identity: str, record: str) -> None:
    """Give an article that is there another record, which differs in nothing that has a column of its own."""
    archive.execute("UPDATE articles SET record = ? WHERE id = ? AND record <> ?", (record, identity, record))


def _change(archive: sqlite3.Connection, number: int, row: Row) -> None:
    """Put an article in the place of the one with that number."""
    archive.execute(_UPDATE, (*row.values, number))
    _clear_beside(archive, number)
    _put_beside(archive, [(number, row)])
    # A text that goes makes FTS5 write out all that it has gathered in memory: many would make of the index a heap of
    # small parts, to be merged again and again.
    indexed = archive.execute(
        "SELECT headline, people, keywords, CAST(body AS BLOB) FROM search WHERE rowid = ?", (number,)
    ).fetchone()
    if indexed != row.indexed:
        archive.execute("DELETE FROM search WHERE rowid = ?", (number,))
        archive.execute(_INDEX, (number, *row.indexed))


def _put_beside(archive: sqlite3.Connection, numbered: Sequence[tuple[int, Row]]) -> None:
    """Fill the other tables for articles, each with its number."""
    archive.executemany(
        "INSERT INTO contributors VALUES (?, ?, ?, ?)",
        ((number, i, *person) for number, row in numbered for i, person in enumerate(row.people)),
    )
    for table, values in (
        ("keywords", ((number, i, word) for number, row in numbered for i, word in enumerate(row.keywords))),
        ("pages", ((number, i, page) for number, row in numbered for i, page in enumerate(row.pages))),
    ):
        archive.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", values)  # noqa: S608


def take_out(archive: sqlite3.Connection, identity: str) -> None:
    """Take the article of that id out, if it is there."""
    for (number,) in archive.execute("SELECT number FROM articles WHERE id = ?", (identity,)).fetchall():
        _clear_beside(archive, number)
        archive.execute("DELETE FROM search WHERE rowid = ?", (number,))
        archive.execute("DELETE FROM articles WHERE number = ?", (number,))


def _clear_beside(archive: sqlite3.Connection, number: int) -> None:
    """Empty the other tables of an article."""
    for table in ("contributors", "keywords", "pages"):
        archive.execute(f"DELETE FROM {table} WHERE article = ?", (number,))  # noqa: S608


def _values(article: Article) -> tuple[Any, ...]:
    came, goes, source = article.continued_from, article.continued_on, article.source
    encoded = encode(article)
    values = (
        *(encoded["id"], *(getattr(article, name) for name in _SCALARS)),
        *((came.page, came.raw) if came else (None, None)),
        *((goes.page, goes.raw) if goes else (None, None)),
        *((source.path, *source.lines) if source else (None, None, None)),
    )
    return (*(_text(value) if isinstance(value, str) else value for value in values), to_json(encoded))


def _text(value: str | None) -> str | None:
    """Text as SQLite can hold it and a terminal can show it; the record beside it keeps every character."""
    return None if value is None else printable(value)


def spaced(text: str) -> str:
    """The text with every Han character a word of its own.

    >>> spaced("蓝天救援队21个")
    '蓝 天 救 援 队 21 个'
    """
    return " ".join(re.findall(f"[{HAN}]|[^{HAN}\\s]+", printable(text)))


def match_of(query: str) -> str:
    """An FTS5 query for what a person types: every term must occur, each as it is written.

    >>> match_of("蓝天救援队 消杀")
    '"蓝 天 救 援 队" "消 杀"'
    >>> match_of('a"b OR')
    '"a""b" "OR"'
    """
    return " ".join('"' + spaced(term).replace('"', '""') + '"' for term in query.split())


def found(path: str, query: str, limit: int = 20) -> Iterator[Article]:
    """The articles of an archive in which every term of the query occurs, best first.

    Raises:
        NotAnArchive: the file is something else.
    """
    with closing(_read(path)) as archive:
        if not query.strip():
            return
        rows = archive.execute(
            "SELECT record FROM search JOIN articles ON number = search.rowid WHERE search MATCH ?"
            " ORDER BY bm25(search, 8, 4, 4, 1), number LIMIT ?",
            (match_of(query), limit),
        )
        for (record,) in rows:
            yield parse(record)


def _read(path: str) -> sqlite3.Connection:
    # A writer that was killed leaves a journal beside the archive: only who may write can undo what was left half done.
    mode = "rw" if os.path.exists(f"{path}-journal") and os.access(path, os.W_OK) else "ro"
    archive = sqlite3.connect(Path(path).resolve().as_uri() + f"?mode={mode}", uri=True)
    try:
        ours = archive.execute("PRAGMA application_id").fetchone()[0] == _APPLICATION
    except sqlite3.DatabaseError as error:
        archive.close()
        raise NotAnArchive(f"{path}: not an archive of bulletin: {error}") from None
    if not ours:
        archive.close()
        raise NotAnArchive(f"{path}: not an archive of bulletin")
    return archive

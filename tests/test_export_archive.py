"""The SQLite archive: plain SQL reads it, Chinese terms are found, running twice changes nothing."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bulletin_cli.export import ExportOptions, export_articles
from bulletin_cli.export.archive import NotAnArchive, found
from bulletin_cli.model import Article
from bulletin_cli.records import parse

CASES = Path(__file__).parent / "cases" / "export"
ARTICLES = [
    parse(line)
    for case in ("one-article", "several-kinds", "traditional")
    for line in (CASES / case / "in.jsonl").read_text(encoding="utf-8").splitlines()
]


def archived(articles: list[Article], path: Path, base: Path | None = None) -> Path:
    out = io.BytesIO()
    export_articles(articles, "sqlite", out, ExportOptions(base=str(base) if base else None))
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return archived(ARTICLES, tmp_path / "a.sqlite")


def asked(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_plain_sql_reads_it(archive: Path) -> None:
    assert asked(archive, "SELECT count(*) FROM articles") == [(len(ARTICLES),)]
    assert asked(archive, "SELECT name FROM contributors WHERE role = '通讯员'") == [("何书宁",)]
    assert asked(
        archive, "SELECT label FROM pages JOIN articles ON number = article WHERE id = '3b1f0c9d2e4a5b67'"
    ) == [
        ("1",),
        ("3",),
    ]
    assert ("云州日报", "2026-04-03", None, 5, 1) in asked(archive, "SELECT * FROM issues")
    assert asked(archive, "SELECT keyword FROM keywords ORDER BY article, position")[0] == ("北渚河绿道",)


def test_it_is_sound(archive: Path) -> None:
    assert asked(archive, "PRAGMA integrity_check") == [("ok",)]
    assert asked(archive, "PRAGMA foreign_key_check") == []
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def test_records_come_back_whole(archive: Path) -> None:
    assert [parse(str(row[0])) for row in asked(archive, "SELECT record FROM articles ORDER BY number")] == ARTICLES


@pytest.mark.parametrize(
    ("query", "headlines"),
    [
        ("绿道", ["北渚河绿道全线贯通"]),
        ("师傅", ["北渚河绿道全线贯通"]),
        ("地铁三号线", ["地铁三号线夜间检修"]),
        ("检修 三号", ["地铁三号线夜间检修"]),
        ("燈籠", ["老街點燈節登場 夜市延長至凌晨"]),
        ("邱子涵", ["老街點燈節登場 夜市延長至凌晨"]),
        ("52", ["全市春耕进度过半"]),
        ("道绿", []),
        ('" OR 1=1 --', []),
        ("NEAR(", []),
        ("*", []),
        (" ", []),
    ],
)
def test_chinese_terms_are_found(archive: Path, query: str, headlines: list[str]) -> None:
    assert [a.headline for a in found(str(archive), query)] == headlines


def test_the_same_input_gives_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    assert archived(ARTICLES, tmp_path / "b.sqlite").read_bytes() == archive.read_bytes()


def test_running_twice_changes_nothing(archive: Path, tmp_path: Path) -> None:
    assert archived(ARTICLES, tmp_path / "b.sqlite", base=archive).read_bytes() == archive.read_bytes()


def test_a_record_with_a_known_id_replaces_the_old_one(archive: Path, tmp_path: Path) -> None:
    changed = ARTICLES[0]._replace(body="绿道建成开放。", keywords=("开放",), contributors=())
    second = archived([changed], tmp_path / "b.sqlite", base=archive)
    assert asked(second, "SELECT count(*) FROM articles") == [(len(ARTICLES),)]
    assert [a.body for a in found(str(second), "建成")] == ["绿道建成开放。"]
    assert list(found(str(second), "赵师傅")) == []
    assert asked(second, "SELECT keyword FROM keywords WHERE article = 1") == [("开放",)]


@pytest.mark.parametrize("content", [b"not a database at all, but a text file of some length", None])
def test_another_file_is_left_alone(tmp_path: Path, content: bytes | None) -> None:
    other = tmp_path / "other.db"
    if content is None:
        with closing(sqlite3.connect(other)) as connection:
            connection.execute("CREATE TABLE mine (a)")
            connection.commit()
    else:
        other.write_bytes(content)
    before = other.read_bytes()
    with pytest.raises(NotAnArchive):
        export_articles(ARTICLES, "sqlite", io.BytesIO(), ExportOptions(base=str(other)))
    with pytest.raises(NotAnArchive):
        list(found(str(other), "甲"))
    assert other.read_bytes() == before


def test_hostile_text_is_data(tmp_path: Path) -> None:
    payload = "'; DROP TABLE articles; --\x00\x1b[31m\ud800"
    article = Article(body=payload, headline=payload, id=payload, keywords=(payload,), publication=payload)
    path = archived([article], tmp_path / "a.sqlite")
    assert asked(path, "SELECT count(*) FROM articles") == [(1,)]
    assert "\x1b" not in str(asked(path, "SELECT body FROM articles"))


def many(count: int) -> Iterator[Article]:
    for number in range(count):
        yield ARTICLES[0]._replace(id=str(number))


def test_a_stream_is_enough(tmp_path: Path) -> None:
    out = io.BytesIO()
    export_articles(many(300), "sqlite", out)
    (tmp_path / "a.sqlite").write_bytes(out.getvalue())
    assert asked(tmp_path / "a.sqlite", "SELECT count(*) FROM articles") == [(300,)]

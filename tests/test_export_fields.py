"""The table of fields and formats in docs/formats.md: a field stands in a file where the table says so, and only there."""

from __future__ import annotations

import functools
import io
import json
import sqlite3
import zipfile
from importlib import util
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bulletin_cli.export import FORMATS, export_articles
from bulletin_cli.model import Article, Contributor, Edit, Jump, Source

PAGE = Path(__file__).parent.parent / "docs" / "formats.md"
NOWHERE = "–"

# For every row of the table: the fields with values of their own, and the forms in which a file may show them.
SIGNS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "id": ({"id": "id7f3a"}, ["id7f3a"]),
    "headline": ({"headline": "题记号"}, ["题记号"]),
    "kicker": ({"kicker": "引记号"}, ["引记号"]),
    "deck": ({"deck": "副记号"}, ["副记号"]),
    "body": ({"body": "正文记号，摘要句在此。"}, ["记号，"]),
    "byline": ({"byline": "署名记号"}, ["署名记号"]),
    "contributors": ({"contributors": (Contributor("人名记号", "记者"),)}, ["人名记号"]),
    "agency": ({"agency": "稿源记号"}, ["稿源记号"]),
    "dateline": ({"dateline": "电头记号"}, ["电头记号"]),
    "located": ({"located": "发稿地记号"}, ["发稿地记号"]),
    "content_date": ({"content_date": "2031-01-02"}, ["2031-01-02", "2031年1月2日", "02 Jan 2031"]),
    "date_published": ({"date_published": "2032-03-04"}, ["2032-03-04", "2032年3月4日", "04 Mar 2032"]),
    "publication": ({"publication": "报名记号"}, ["报名记号"]),
    "issue": ({"issue": "期号记号"}, ["期号记号"]),
    "page": ({"page": "甲九"}, ["甲九"]),
    "pages": ({"pages": ("甲九", "乙八")}, ["乙八"]),
    "section": ({"section": "版名记号"}, ["版名记号"]),
    "continued_from": ({"continued_from": Jump("七十", "上接记号")}, ["上接记号", "第七十版"]),
    "continued_on": ({"continued_on": Jump("八十", "下转记号")}, ["下转记号", "第八十版"]),
    "kind": ({"kind": "weather"}, ["weather", "天氣"]),
    # Labels and fonts are in the script of the article.
    "language": ({"language": "zh-Hant-HK"}, ["zh-Hant-HK", "關鍵詞"]),
    "confidence": ({"confidence": 0.7319}, ["0.7319"]),
    "gist": ({"gist": "一句记号"}, ["一句记号"]),
    "summary": ({"summary": "概括记号"}, ["概括记号"]),
    "summary_spans": (
        {"summary_spans": ((5, 11),)},
        [
            "<mark>",
            "&lt;mark&gt;",
            '"Marked"',
            "5-11",
            '"summary_spans": [[5, 11]]',
            "summary_spans: [[5, 11]]",
            '"summary_spans": [{"first": 5',
        ],
    ),
    "keywords": ({"keywords": ("词记号",)}, ["词记号"]),
    "source": ({"source": Source("路径记号", (41, 43))}, ["路径记号"]),
    "edits": ({"edits": (Edit("修补记号", 1, 1, 0, "前", "后", 1.0, "由"),)}, ["修补记号"]),
    "fields of your own": ({"extra": {"own": "自有记号"}}, ["自有记号"]),
}


class Cell(NamedTuple):
    """What the table says of a field in a format."""

    field: str
    format: str
    place: str


def table() -> list[Cell]:
    """The table, a cell for each format: `atom / rss` part at the stroke, `csv, tsv` share their cells."""
    lines = PAGE.read_text(encoding="utf-8").partition("## Where each field goes")[2].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    cells = []
    for row in [r for r in rows[2:] if len(r) == len(rows[0])]:
        for heading, place in zip(rows[0][1:], row[1:], strict=True):
            for field in row[0].replace("`", "").split(", "):
                formats, places = heading.split(" / "), place.split(" / ")
                for number, names in enumerate(formats):
                    here = places[number] if len(places) == len(formats) else place
                    cells += [Cell(field, name, here) for name in names.split(", ")]
    return cells


CELLS = table()


@functools.cache
def whole(to: str) -> str:
    """An article with every field, exported."""
    return text_of(to, Article(**{name: value for own, _ in SIGNS.values() for name, value in own.items()}))


def text_of(to: str, article: Article) -> str:
    """All the text of a file."""
    binary = io.BytesIO()
    if not FORMATS[to].binary:
        text = io.StringIO()
        export_articles([article], to, text)
        return text.getvalue()
    export_articles([article], to, binary)
    if to == "sqlite":
        with sqlite3.connect(":memory:") as archive:
            archive.deserialize(binary.getvalue())
        found = "\n".join(archive.iterdump())
        archive.close()
        return found
    if to == "parquet":
        from importlib import import_module

        rows = import_module("pyarrow.parquet").read_table(io.BytesIO(binary.getvalue())).to_pylist()
        return json.dumps(rows, ensure_ascii=False, default=str)
    with zipfile.ZipFile(binary) as package:
        return "\n".join(package.read(name).decode("utf-8") for name in package.namelist())


def test_the_table_has_every_field_and_every_format() -> None:
    names = set(Article._fields) - {"extra", "schema"}
    assert {cell.field for cell in CELLS} == set(SIGNS) == names | {"fields of your own"}
    assert {cell.format for cell in CELLS} == set(FORMATS) - {"template"}
    assert len(CELLS) == len(SIGNS) * (len(FORMATS) - 1)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell.format}-{cell.field.replace(' ', '-')}")
def test_a_field_stands_where_the_table_says(cell: Cell) -> None:
    if cell.format == "parquet" and util.find_spec("pyarrow") is None:
        pytest.skip("pyarrow is not installed")
    own, signs = SIGNS[cell.field]
    # A name or a day may stand in for another that is known, so the field is tried alone as well.
    alone = Article(**{"body": "正文记号，摘要句在此。", **own})
    found = any(sign in text for text in (whole(cell.format), text_of(cell.format, alone)) for sign in signs)
    assert found == (cell.place != NOWHERE)

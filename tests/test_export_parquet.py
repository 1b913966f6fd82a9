"""Parquet: typed columns that read back; without the library, a message that says what to install."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from bulletin_cli.export import MissingExtra, export_articles
from bulletin_cli.model import Article
from bulletin_cli.records import parse

CASES = Path(__file__).parent / "cases" / "export"
ARTICLES = [
    parse(line)
    for case in ("one-article", "several-kinds", "traditional", "awkward-marks")
    for line in (CASES / case / "in.jsonl").read_text(encoding="utf-8").splitlines()
]


def written(articles: list[Article]) -> io.BytesIO:
    out = io.BytesIO()
    export_articles(articles, "parquet", out)
    return io.BytesIO(out.getvalue())


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"bulletin-cli\[parquet\]"):
        written(ARTICLES)


def test_it_reads_back_with_types() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    table = parquet.read_table(written(ARTICLES))
    table.validate(full=True)
    rows = table.to_pylist()
    assert [row["body"] for row in rows] == [a.body for a in ARTICLES]
    assert rows[0]["date_published"] == date(2026, 4, 3)
    assert rows[0]["contributors"][1] == {"name": "何书宁", "role": "通讯员"}
    assert rows[0]["source_lines"] == [{"first": 4, "last": 12}, {"first": 88, "last": 95}]
    assert rows[0]["extra"] == '{"desk": "城建"}'


@pytest.mark.parametrize("articles", [[], [Article(body="\ud800\x00", headline="x", date_published="昨天", id="1")]])
def test_odd_input_goes_in(articles: list[Article]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    assert parquet.read_table(written(articles)).num_rows == len(articles)


def test_the_same_input_gives_the_same_bytes() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    assert written(ARTICLES).getvalue() == written(ARTICLES).getvalue()

"""Export: what each format makes of the same articles, format by format."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from bulletin_cli.export import FORMATS, ExportOptions, UnknownFormat, export_articles, one_file_each
from bulletin_cli.model import Article
from bulletin_cli.records import encode, parse

CASES = Path(__file__).parent / "cases" / "export"


def articles_of(case: str) -> list[Article]:
    lines = (CASES / case / "in.jsonl").read_text(encoding="utf-8").splitlines()
    return [parse(line) for line in lines]


def exported(articles: list[Article], to: str, options: ExportOptions = ExportOptions()) -> str:
    out = io.StringIO()
    export_articles(articles, to, out, options)
    return out.getvalue()


def laid_out(page: str) -> str:
    """The contents list and the articles of a web page, without its style and script."""
    return page[page.index("<body") :].partition("<script>")[0].partition("</body>")[0]


EXPECTED = sorted(path for path in CASES.glob("*/out.*"))


@pytest.mark.parametrize("path", EXPECTED, ids=lambda p: f"{p.parent.name}-{p.suffix[1:]}")
def test_a_case_comes_out_as_written(path: Path) -> None:
    to = path.suffix[1:]
    got = exported(articles_of(path.parent.name), to)
    assert (laid_out(got) if to == "html" else got) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("to", [f.name for f in FORMATS.values() if not f.binary and f.name != "template"])
@pytest.mark.parametrize("case", sorted(p.name for p in CASES.iterdir()))
def test_the_same_input_gives_the_same_text(to: str, case: str) -> None:
    assert exported(articles_of(case), to) == exported(articles_of(case), to)


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UnknownFormat, match="md, html"):
        export_articles([], "word", io.StringIO())


# --- records


def test_json_lines_give_the_records_back() -> None:
    articles = articles_of("one-article") + articles_of("several-kinds")
    assert [parse(line) for line in exported(articles, "jsonl").splitlines()] == articles


def test_json_is_the_same_records_in_an_array() -> None:
    articles = articles_of("several-kinds")
    assert json.loads(exported(articles, "json")) == [encode(a) for a in articles]
    assert json.loads(exported([], "json")) == []


# --- tables


@pytest.mark.parametrize(("to", "delimiter"), [("csv", ","), ("tsv", "\t")])
@pytest.mark.parametrize("excel", [False, True])
def test_a_table_reads_back(to: str, delimiter: str, excel: bool) -> None:
    articles = articles_of("several-kinds") + articles_of("one-article") + articles_of("awkward-marks")
    text = exported(articles, to, ExportOptions(excel=excel))
    assert text.startswith("\ufeff") == excel
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))
    assert [row["body"].removeprefix("'") for row in rows] == [a.body for a in articles]
    assert [row["id"] for row in rows] == [a.id for a in articles]


def test_a_table_has_a_place_for_every_field() -> None:
    [row] = csv.DictReader(io.StringIO(exported(articles_of("one-article"), "csv"), newline=""))
    placed = {name.removesuffix("_path").removesuffix("_page") for name in row}
    assert set(Article._fields) <= placed
    empty = {"continued_from", "continued_from_page", "continued_from_resolved"}
    assert {name for name, cell in row.items() if not cell} == empty


def test_excel_lines_end_in_crlf() -> None:
    text = exported(articles_of("one-article"), "csv", ExportOptions(excel=True))
    assert text.count("\r\n") == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "\t=", "\n="])
@pytest.mark.parametrize("field", ["headline", "body", "byline", "publication"])
def test_excel_gets_no_formula(start: str, field: str) -> None:
    values: dict[str, Any] = {"body": "正文", field: f'{start}cmd|"/c calc"!A1'}
    article = Article(**values)
    [row] = csv.DictReader(io.StringIO(exported([article], "csv", ExportOptions(excel=True))[1:], newline=""))
    assert row[field].startswith("'")


# --- Markdown


def test_front_matter_is_json_a_line_and_holds_every_field_but_the_text() -> None:
    [article] = articles_of("one-article")
    _, matter, text = exported([article], "md").split("---\n", 2)
    got = {name: json.loads(value) for name, _, value in (line.partition(": ") for line in matter.splitlines())}
    wanted = {n: v for n, v in encode(article).items() if n != "body" and v is not None}
    assert got == {"title": article.headline, **wanted}
    assert text.startswith(f"\n# {article.headline}\n")


def test_several_articles_share_one_front_matter() -> None:
    articles = articles_of("several-kinds")
    text = exported(articles, "md", ExportOptions(title="合订"))
    matter = text.split("---\n")[1].splitlines()
    assert matter[0] == 'title: "合订"'
    listed = [json.loads(line.removeprefix("  - ")) for line in matter if line.startswith("  - ")]
    assert [item["id"] for item in listed] == [a.id for a in articles]


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("case", sorted(p.name for p in CASES.iterdir()))
@pytest.mark.parametrize("reader", ["markdown-smart", "gfm+yaml_metadata_block", "commonmark_x-smart"])
def test_pandoc_reads_what_was_printed(case: str, reader: str) -> None:
    articles = articles_of(case)
    done = subprocess.run(
        ["pandoc", "-f", reader, "-t", "json"], input=exported(articles, "md").encode(), capture_output=True, check=True
    )
    assert not done.stderr
    tree = json.loads(done.stdout)
    headings = [block["c"] for block in tree["blocks"] if block["t"] == "Header"]
    assert len([h for h in headings if h[0] == 1]) == len(articles)
    kinds = {block["t"] for block in tree["blocks"]}
    assert kinds <= {"Header", "Para", "BlockQuote", "Table", "LineBlock"}
    said = _said(tree["blocks"])
    for article in articles:
        for line in article.body.replace("### ", "").split("\n"):
            if "|" not in line:
                assert "".join(line.split()) in said


def _said(node: Any) -> str:
    """All words of a pandoc tree, without spaces."""
    if isinstance(node, list):
        return "".join(map(_said, node))
    if not isinstance(node, dict):
        return ""
    if node.get("t") == "Str":
        return str(node["c"]).replace("\u00a0", "")
    return _said(node.get("c"))


# --- plain text


def test_plain_text_is_wrapped_by_columns() -> None:
    lines = exported(articles_of("one-article"), "txt", ExportOptions(width=30)).splitlines()
    # Two columns a Han character; a closing mark may hang over by one character.
    assert max(2 * len(line) for line in lines) <= 60
    assert not any(line.startswith(tuple("，。、”」）")) for line in lines)
    assert not any(line.endswith(tuple("“「（《")) for line in lines)


# --- one file an article


def test_one_file_each_has_a_name_of_its_own(tmp_path: Path) -> None:
    @contextmanager
    def open_target(name: str) -> Iterator[IO[Any]]:
        with (tmp_path / name).open("x", encoding="utf-8", newline="") as file:
            yield file

    article = articles_of("one-article")[0]
    names = list(one_file_each([article, *articles_of("several-kinds"), article], "md", open_target))
    assert names == [
        "北渚河绿道全线贯通.md",
        "全市春耕进度过半.md",
        "地铁三号线夜间检修.md",
        "caption a3.md",
        "招租公告.md",
        "清明.md",
        "北渚河绿道全线贯通 2.md",
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(names)
    assert (tmp_path / names[0]).read_text(encoding="utf-8") == (tmp_path / names[-1]).read_text(encoding="utf-8")

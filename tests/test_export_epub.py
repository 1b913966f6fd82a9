"""The EPUB: a sound package with a chapter an article, the same on every run, and no way out of its markup."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bulletin_cli.export import ExportOptions, export_articles
from bulletin_cli.model import Article
from bulletin_cli.records import parse

CASES = Path(__file__).parent / "cases" / "export"
ARTICLES = [
    parse(line)
    for case in ("one-article", "several-kinds", "traditional", "awkward-marks")
    for line in (CASES / case / "in.jsonl").read_text(encoding="utf-8").splitlines()
]
HOSTILE = Article(
    body="</p></body><script>alert(1)</script>\x0c\x00&nbsp;\n\n### </h3>\x0c",
    headline="</title>\x0c<x>",
    page="\x0c</ol>",
    section="<\x0c",
    publication="]]>\x0c",
    issue="<\x0c",
    keywords=("</li>",),
    summary="<b>",
    language="zh\x0c",
)
SETS = {"all": ARTICLES, "none": [], "hostile": [HOSTILE], "bare": [Article(body="甲")]}


def book(articles: list[Article], title: str | None = None) -> bytes:
    out = io.BytesIO()
    export_articles(articles, "epub", out, ExportOptions(title=title))
    return out.getvalue()


@pytest.mark.parametrize("name", SETS)
def test_the_package_is_sound(name: str) -> None:
    data = book(SETS[name])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        # The bytes at which a reader looks: "mimetype" at 30, its content, uncompressed, at 38.
        assert data[30:58] == b"mimetypeapplication/epub+zip"
        names = archive.namelist()
        for entry in names:
            if entry.endswith(("xml", "xhtml", "opf", "svg")):
                tree = ElementTree.fromstring(archive.read(entry))
                assert not [e for e in tree.iter() if e.tag.endswith(("}script", "}x", "}b")) and e.text == "alert(1)"]
        package = ElementTree.fromstring(archive.read("EPUB/package.opf"))
    opf = "{http://www.idpf.org/2007/opf}"
    items = {item.get("id"): item.get("href") for item in package.iter(f"{opf}item")}
    assert {f"EPUB/{href}" for href in items.values()} | {
        *("mimetype", "META-INF/container.xml", "EPUB/package.opf")
    } == set(names)
    assert len(names) == len(set(names))
    assert {ref.get("idref") for ref in package.iter(f"{opf}itemref")} <= set(items)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert book(ARTICLES) == book(ARTICLES)
    assert book(ARTICLES) != book(ARTICLES[1:])


def test_contents_are_grouped_by_page() -> None:
    with zipfile.ZipFile(io.BytesIO(book(ARTICLES))) as archive:
        nav = archive.read("EPUB/nav.xhtml").decode()
    assert nav.index("1版 要闻") < nav.index("北渚河绿道全线贯通") < nav.index("2版") < nav.index("清明")

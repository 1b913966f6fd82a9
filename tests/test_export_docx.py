"""The Word document: sound XML, headings that Word knows, read back by pandoc and opened by LibreOffice."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
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
    body="</w:t></w:r><w:x/>\x0c\x00&amp;\n\n### </w:p>\x0c\n\n| a |\n|---|\n| b | c | d |",
    headline="</w:p>\x0c<x>",
    publication="]]>\x0c",
    keywords=("</w:t>",),
    summary="<b>\ud800",
)
SETS = {"all": ARTICLES, "none": [], "hostile": [HOSTILE], "bare": [Article(body="甲")]}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(articles: list[Article], title: str | None = None) -> bytes:
    out = io.BytesIO()
    export_articles(articles, "docx", out, ExportOptions(title=title))
    return out.getvalue()


@pytest.mark.parametrize("name", SETS)
def test_the_package_is_sound(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(document(SETS[name]))) as package:
        assert package.testzip() is None
        trees = {entry: ElementTree.fromstring(package.read(entry)) for entry in package.namelist()}
    types = {e.get("PartName", "")[1:] for e in trees["[Content_Types].xml"] if e.get("PartName")}
    assert types <= set(trees)
    used = {e.get(f"{W}val") for e in trees["word/document.xml"].iter(f"{W}pStyle")}
    assert used <= {e.get(f"{W}styleId") for e in trees["word/styles.xml"].iter(f"{W}style")}
    text = "".join(trees["word/document.xml"].itertext())
    for article in SETS[name]:
        if article.headline and article is not HOSTILE:
            assert article.headline in text


def test_the_same_input_gives_the_same_bytes() -> None:
    assert document(ARTICLES) == document(ARTICLES)


def test_the_header_names_the_paper_and_counts_pages() -> None:
    with zipfile.ZipFile(io.BytesIO(document(ARTICLES[:1]))) as package:
        header = package.read("word/header.xml").decode()
    assert "云州日报　2026年4月3日" in header
    assert " PAGE " in header


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_pandoc_reads_it_back(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(document(ARTICLES))
    done = subprocess.run(["pandoc", "-f", "docx", "-t", "json", path], capture_output=True, check=True)
    assert not done.stderr
    tree = json.loads(done.stdout)
    levels = [block["c"][0] for block in tree["blocks"] if block["t"] == "Header"]
    assert levels.count(1) == len(ARTICLES)
    assert levels.count(2) == 1
    said = _said(tree)
    for article in ARTICLES:
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
        return str(node["c"]).replace("\u00a0", "").replace("\u3000", "")
    return _said(node.get("c") if "t" in node else list(node.values()))

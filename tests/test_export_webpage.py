"""The web page in a real browser and under a real validator, where they are installed."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path

import pytest

from bulletin_cli.export import export_articles
from bulletin_cli.model import Article
from bulletin_cli.records import parse

CASES = Path(__file__).parent / "cases" / "export"
ARTICLES = [
    parse(line)
    for case in ("one-article", "several-kinds", "traditional", "awkward-marks")
    for line in (CASES / case / "in.jsonl").read_text(encoding="utf-8").splitlines()
]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def page_of(articles: list[Article]) -> str:
    out = io.StringIO()
    export_articles(articles, "html", out)
    return out.getvalue()


def opened(path: Path, fragment: str, profile: Path) -> tuple[str, str]:
    """The page's elements after its script has run, and what the browser said on the way."""
    assert CHROMIUM is not None
    flags = (
        "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --enable-logging=stderr"
    )
    command = [CHROMIUM, *flags.split(), f"--user-data-dir={profile}", "--virtual-time-budget=3000", "--dump-dom"]
    done = subprocess.run([*command, path.as_uri() + fragment], capture_output=True, text=True, timeout=120)
    return done.stdout, done.stderr


def shown(page: str) -> list[str]:
    """The headlines of the articles that are not hidden."""
    articles = re.findall(r"<article ([^>]*)>(.*?)</article>", page, re.DOTALL)
    heads = [re.search(r"<h2[^>]*>(.*?)</h2>", text) for attributes, text in articles if "hidden" not in attributes]
    return [head[1] for head in heads if head]


def test_the_policy_lets_this_script_run_and_nothing_else() -> None:
    page = page_of(ARTICLES)
    [script] = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in page
    assert "default-src 'none'" in page
    assert not re.findall(r"(?:src|href)=\"(?!#)", page)
    assert "http:" not in page
    assert "https:" not in page


def test_the_script_reaches_for_no_network_and_no_markup() -> None:
    [script] = re.findall(r"<script>(.*?)</script>", page_of(ARTICLES), re.DOTALL)
    assert not re.findall(r"fetch|XMLHttp|innerHTML|outerHTML|insertAdjacent|eval|document\.write|import\(", script)


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize(
    ("query", "headlines"),
    [
        ("", [escape(a.headline or "图片说明", quote=False) for a in ARTICLES]),
        ("绿道", ["北渚河绿道全线贯通"]),
        ("新茶 纸鸢", ["清明"]),
        ("没有这个词", []),
        ("<script>", ["# 标题 * 有 _ 符号 | 和 &lt;b&gt;"]),
    ],
)
def test_search_finds_articles_in_a_browser(tmp_path: Path, query: str, headlines: list[str]) -> None:
    path = tmp_path / "page.html"
    path.write_text(page_of(ARTICLES), encoding="utf-8")
    page, said = opened(path, f"#q={query}" if query else "", tmp_path / "profile")
    assert shown(page) == headlines
    assert "CONSOLE" not in said, said


@pytest.mark.skipif("VNU_JAR" not in os.environ, reason="VNU_JAR does not name the Nu validator's vnu.jar")
@pytest.mark.parametrize("case", sorted(p.name for p in CASES.iterdir()))
def test_the_nu_validator_finds_nothing(tmp_path: Path, case: str) -> None:
    path = tmp_path / "page.html"
    lines = (CASES / case / "in.jsonl").read_text(encoding="utf-8").splitlines()
    path.write_text(page_of([parse(line) for line in lines]), encoding="utf-8")
    done = subprocess.run(
        ["java", "-jar", os.environ["VNU_JAR"], "--errors-only", str(path)], capture_output=True, text=True
    )
    assert not done.stderr
    assert done.returncode == 0

"""The web page as text: what it holds, and what it forbids. `test_export_browser.py` opens it."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from bulletin_cli.export import export_articles
from bulletin_cli.model import Article
from bulletin_cli.records import parse

CASES = Path(__file__).parent / "cases" / "export"
ARTICLES = [
    parse(line)
    for case in ("one-article", "several-kinds", "traditional", "awkward-marks")
    for line in (CASES / case / "in.jsonl").read_text(encoding="utf-8").splitlines()
]


def page_of(articles: list[Article]) -> str:
    out = io.StringIO()
    export_articles(articles, "html", out)
    return out.getvalue()


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


def issue_of(count: int) -> list[Article]:
    """An issue of twelve pages, articles in order, every other one with the keyword 绿道."""
    return [
        Article(
            body=f"第{n}篇正文，绿道在其中{'，绿道' * (n % 3)}。",
            id=str(n),
            headline=f"标题{n}",
            publication="云州日报",
            date_published="2026-04-03",
            page=str(1 + 12 * n // count),
            keywords=("绿道", f"词{n}") if n % 2 else (),
        )
        for n in range(count)
    ]


def options_of(page: str, name: str) -> list[str]:
    [select] = re.findall(rf'<select data-filter="{name}".*?</select>', page, re.DOTALL)
    return re.findall(r"<option [^>]*>(.*?)</option>", select)


def bars_of(page: str, name: str) -> list[tuple[str, str]]:
    found = re.findall(
        rf'<a href="#a\d+" data-filter="{name}"[^>]*><span>(.*?)</span> <b>(\d+)<small>', page, re.DOTALL
    )
    return [(str(label), str(count)) for label, count in found]


def test_charts_count_articles_by_page_and_mentions_of_keywords() -> None:
    page = page_of(issue_of(24))
    assert bars_of(page, "place") == [(f"{n}版", "2") for n in range(1, 13)]
    assert bars_of(page, "keyword")[:2] == [("绿道", "24"), ("词1", "1")]
    assert options_of(page, "place") == ["全部版面", *(f"{n}版 (2)" for n in range(1, 13))]
    assert options_of(page, "keyword")[:3] == ["全部关键词", "绿道", "词1"]


def test_an_article_on_two_pages_counts_on_both() -> None:
    first, second, *rest = issue_of(24)
    page = page_of([first._replace(page="1", pages=("1", "3")), second, *rest])
    assert bars_of(page, "place")[:3] == [("1版", "2"), ("2版", "2"), ("3版", "3")]


def test_several_issues_are_charted_by_issue() -> None:
    articles = [
        *issue_of(6),
        *(a._replace(date_published="2026-04-04", page=None) for a in issue_of(3)),
        Article(body="散"),
    ]
    page = page_of(articles)
    issues = ["云州日报 2026年4月3日", "云州日报 2026年4月4日", "未注明出处"]
    assert bars_of(page, "place") == list(zip(issues, ["6", "3", "1"], strict=True))
    assert re.findall(r'<optgroup label="(.*?)"', page) == issues
    assert "整期 (3)" in options_of(page, "place")
    assert "未注明版次 (3)" in options_of(page, "place")


def test_what_cannot_be_chosen_is_not_offered() -> None:
    page = page_of([a._replace(page="1", keywords=()) for a in issue_of(3)])
    assert 'type="search"' in page
    assert "<select" not in page
    assert 'class="charts"' not in page


def test_a_single_article_is_just_that() -> None:
    page = page_of([Article(body="正文。", headline="标题", keywords=("词", "语"))])
    assert not re.findall("<script|<nav|<header class=.masthead|<select|class=.find", page)
    assert page.count("<h2>标题</h2>") == 1

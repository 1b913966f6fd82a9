"""The web page in a real browser: typing, choosing, printing; no error, and nothing asked of any network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bulletin_cli.model import Article
from test_export_hostile import PAYLOADS, full_of
from test_export_webpage import ARTICLES, issue_of, page_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed; make validate does it")

Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; make validate does it")
    with api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opened]:
    """Open a page of these articles; at the end nothing may have gone wrong, and nothing been asked for."""
    troubles: list[str] = []
    requests: list[str] = []
    contexts: list[Any] = []

    def visit(articles: list[Article], fragment: str = "", **how: Any) -> Any:
        path = tmp_path / "page.html"
        path.write_text(page_of(articles), encoding="utf-8")
        contexts.append(browser.new_context(**how))
        page = contexts[-1].new_page()
        page.on("console", lambda said: troubles.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("request", lambda asked: requests.append(asked.url))
        page.goto(path.as_uri() + fragment)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not troubles
    assert set(requests) <= {(tmp_path / "page.html").as_uri()}


def shown(page: Any) -> list[str]:
    """The headlines of the articles that are to be seen."""
    return [head.strip() for head in page.locator("main article:visible h2").all_inner_texts()]


ALL = [a.headline or "图片说明" for a in ARTICLES]


@pytest.mark.parametrize(
    ("query", "headlines"),
    [
        ("", ALL),
        ("绿道", ["北渚河绿道全线贯通"]),
        ("新茶 纸鸢", ["清明"]),
        ("没有这个词", []),
        ("<SCRIPT>", ["# 标题 * 有 _ 符号 | 和 <b>"]),
        ("１８公里", ["北渚河绿道全线贯通"]),
        # An id, which stands in the record below the article: not what a reader looks for.
        ("3b1f0c9d2e4a5b67", []),
    ],
)
def test_search_finds_articles_while_one_types(opened: Opened, query: str, headlines: list[str]) -> None:
    page = opened(ARTICLES)
    page.get_by_role("searchbox").fill(query)
    assert shown(page) == headlines
    assert page.get_by_role("status").inner_text() == (f"{len(headlines)} / {len(ALL)}" if query else "")
    assert page.locator("#none").is_visible() == (not headlines)
    listed = page.locator("#contents li:visible a").count()
    assert listed == len(headlines)
    page.get_by_role("searchbox").press("Escape")
    assert shown(page) == ALL


def test_what_is_found_is_marked(opened: Opened) -> None:
    page = opened(ARTICLES)
    page.get_by_role("searchbox").fill("绿道")
    marked = "[...CSS.highlights.get('found')].map(range => range.toString())"
    found = page.evaluate(marked)
    assert len(found) > 2
    assert set(found) == {"绿道"}
    page.get_by_role("searchbox").fill("")
    assert page.evaluate(marked) == []


def test_letters_of_an_input_method_are_not_searched_for(opened: Opened) -> None:
    page = opened(ARTICLES)
    page.evaluate(
        """box = document.querySelector('[type=search]'); box.value = 'lü dao';
        box.dispatchEvent(new InputEvent('input', {isComposing: true}))"""
    )
    assert shown(page) == ALL
    page.evaluate("box.value = '绿道'; box.dispatchEvent(new CompositionEvent('compositionend'))")
    assert shown(page) == ["北渚河绿道全线贯通"]


def test_pages_and_keywords_filter_together_and_the_address_says_so(opened: Opened) -> None:
    page = opened(issue_of(24))
    page.get_by_role("combobox", name="版次").select_option(label="3版 (2)")
    assert shown(page) == ["标题4", "标题5"]
    page.get_by_role("button", name="绿道 24次").click()
    assert shown(page) == ["标题5"]
    assert page.get_by_role("combobox", name="关键词").input_value() == "绿道"
    address = page.url
    page.get_by_role("button", name="清除").click()
    assert len(shown(page)) == 24
    again = opened(issue_of(24), "#" + address.partition("#")[2])
    assert shown(again) == ["标题5"]


def test_the_charts_choose_and_let_go(opened: Opened) -> None:
    page = opened(issue_of(24))
    bar = page.get_by_role("button", name="2版 2篇", exact=True)
    bar.press("Enter")
    assert shown(page) == ["标题2", "标题3"]
    assert bar.get_attribute("aria-pressed") == "true"
    bar.press(" ")
    assert len(shown(page)) == 24
    page.locator("article").nth(3).get_by_role("button", name="词3").click()
    assert shown(page) == ["标题3"]


def test_an_issue_among_several_can_be_chosen(opened: Opened) -> None:
    page = opened(ARTICLES)
    page.get_by_role("button", name="海屏時報").click()
    assert shown(page) == ["老街點燈節登場 夜市延長至凌晨"]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_search_stays_in_sight_and_nothing_is_wider_than_the_screen(opened: Opened, width: int) -> None:
    page = opened(issue_of(60), viewport={"width": width, "height": 800})
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'; window.scrollTo(0, 3000)")
    assert page.locator(".find").bounding_box()["y"] == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("/")
    page.keyboard.type("标题7")
    assert shown(page) == ["标题7"]
    # What was found begins below the bar, not behind it.
    bar, head = (page.locator(what).first.bounding_box() for what in (".find", "article:visible h2"))
    assert bar["y"] + bar["height"] <= head["y"]


def test_without_its_script_the_page_is_whole(opened: Opened) -> None:
    page = opened(issue_of(24), java_script_enabled=False)
    assert len(shown(page)) == 24
    assert not page.locator(".controls").is_visible()
    assert page.locator(".chart.place a").nth(1).get_attribute("href") == "#a3"
    assert page.locator(".chart.keyword li").count() == 12


def test_hostile_text_is_shown_and_does_nothing(opened: Opened) -> None:
    page = opened([full_of(payload) for payload in PAYLOADS])
    assert page.locator("main article:visible").count() == len(PAYLOADS)
    page.locator(".chart.keyword a").first.click()
    page.get_by_role("searchbox").fill(PAYLOADS[0])
    assert page.locator("main article:visible").count() == 1


def test_a_single_article_opens(opened: Opened) -> None:
    page = opened(ARTICLES[:1], viewport={"width": 390, "height": 800})
    assert len(shown(page)) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_it_prints_without_controls(opened: Opened) -> None:
    page = opened(issue_of(24))
    page.emulate_media(media="print")
    assert not page.locator(".find").is_visible()
    assert page.locator(".charts").is_visible()
    assert len(page.pdf()) > 10_000


def test_dark_is_dark(opened: Opened) -> None:
    luminance = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((a, b) => a + Number(b), 0)"
    assert opened(ARTICLES, color_scheme="light").evaluate(luminance) > 600
    assert opened(ARTICLES, color_scheme="dark").evaluate(luminance) < 150

"""Feeds and linked data: what readers and schemas of those formats ask for."""

from __future__ import annotations

import io
import json
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from bulletin_cli.export import ExportOptions, export_articles
from bulletin_cli.export.ninjs import news_item
from bulletin_cli.model import Article
from bulletin_cli.records import parse

CASES = Path(__file__).parent / "cases" / "export"
ARTICLES = [
    parse(line)
    for case in ("one-article", "several-kinds", "traditional", "awkward-marks")
    for line in (CASES / case / "in.jsonl").read_text(encoding="utf-8").splitlines()
]
ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")
HOSTILE = Article(
    body="<script>]]></content:encoded></entry>&nbsp;\x00\x0b\ud800\ufffe",
    headline="</title><x>&lt;\x1b",
    id="<&'\"> \x00",
    publication="]]>",
    keywords=('"/><a>',),
    section="<",
    language='"x',
    summary="\x08&",
)

SETS = {"all": ARTICLES, "none": [], "hostile": [HOSTILE], "bare": [Article(body="甲")]}


def exported(articles: list[Article], to: str, **options: Any) -> str:
    out = io.StringIO()
    export_articles(articles, to, out, ExportOptions(**options))
    return out.getvalue()


# --- Atom (RFC 4287)


@pytest.mark.parametrize("articles", SETS.values(), ids=SETS)
def test_an_atom_feed_has_what_the_standard_asks_for(articles: list[Article]) -> None:
    feed = ElementTree.fromstring(exported(articles, "atom"))
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(articles)
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        assert RFC3339.fullmatch(element.findtext(f"{ATOM}updated", ""))
        assert element.findtext(f"{ATOM}id", "").startswith("urn:bulletin:")
    # §4.2.2: entries come after what describes the feed; §4.1.2: an entry has an author, or its feed has.
    names = [child.tag for child in feed]
    assert names == [n for n in names if n != f"{ATOM}entry"] + [f"{ATOM}entry"] * len(entries)
    for entry in entries:
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None
        assert entry.findtext(f"{ATOM}author/{ATOM}name", "").strip()


def test_an_atom_entry_carries_the_article() -> None:
    feed = ElementTree.fromstring(exported(ARTICLES, "atom", title="合订", url="https://paper.example/"))
    entry = feed.findall(f"{ATOM}entry")[0]
    assert feed.findtext(f"{ATOM}title") == "合订"
    assert entry.findtext(f"{ATOM}updated") == "2026-04-03T00:00:00+08:00"
    assert entry.findtext(f"{ATOM}summary", "").startswith("4月2日")
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == ["要闻", "北渚河绿道", "栈道", "断点"]
    assert "<h3>还岸于民</h3>" in entry.findtext(f"{ATOM}content", "")


def test_ids_stay_the_same_when_the_text_is_repaired() -> None:
    first = ElementTree.fromstring(exported([Article(body="旧", id="7")], "atom"))
    second = ElementTree.fromstring(exported([Article(body="新", id="7")], "atom"))
    path = f"{ATOM}entry/{ATOM}id"
    assert first.findtext(path) == second.findtext(path) == "urn:bulletin:article:7"


# --- RSS 2.0


@pytest.mark.parametrize("articles", SETS.values(), ids=SETS)
def test_an_rss_feed_has_what_the_standard_asks_for(articles: list[Article]) -> None:
    channel = ElementTree.fromstring(exported(articles, "rss", url="https://paper.example/")).find("channel")
    assert channel is not None
    assert all(channel.findtext(name) for name in ("title", "link", "description", "language"))
    items = channel.findall("item")
    assert len(items) == len(articles)
    for item in items:
        assert item.findtext("title")
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        date = item.findtext("pubDate")
        assert date is None or parsedate_to_datetime(date).year == 2026


# --- JSON Feed 1.1


@pytest.mark.parametrize("articles", SETS.values(), ids=SETS)
def test_a_json_feed_has_what_the_standard_asks_for(articles: list[Article]) -> None:
    feed = json.loads(exported(articles, "jsonfeed"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert len(feed["items"]) == len(articles)
    for item in feed["items"]:
        assert item["id"]
        assert item["content_html"]
        assert set(item) <= {
            *("id", "title", "content_html", "summary", "date_published", "authors", "tags", "language", "_bulletin")
        }


# --- schema.org


def test_linked_data_names_the_article_in_schema_org_words() -> None:
    graph = json.loads(exported(ARTICLES, "jsonld"))
    assert graph["@context"] == "https://schema.org"
    first, *others = graph["@graph"]
    assert len(others) == len(ARTICLES) - 1
    assert first["@type"] == "NewsArticle"
    assert first["alternativeHeadline"] == ["一河碧水穿城过", "——18公里步道串起七座公园"]
    assert first["author"][1] == {"@type": "Person", "name": "何书宁", "jobTitle": "通讯员"}
    assert first["isPartOf"]["isPartOf"] == {"@type": "Newspaper", "name": "云州日报"}
    assert first["printPage"] == "1"
    assert json.loads(exported([], "jsonld"))["@graph"] == []


# --- ninjs

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "ninjs-3.1.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("article", [*ARTICLES, HOSTILE, Article(body="")], ids=lambda a: str(a.id)[:4])
def test_a_news_item_fits_the_schema(article: Article) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(news_item(article))


def test_the_schema_refuses_what_ninjs_does_not_know() -> None:
    for item in ({"uri": "a:b", "kicker": "引"}, {"type": "text"}, {"uri": "a:b", "headlines": [{"role": "main"}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(SCHEMA).validate(item)


def test_a_line_is_an_item() -> None:
    lines = exported(ARTICLES, "ninjs").splitlines()
    assert [json.loads(line)["uri"] for line in lines] == [f"urn:bulletin:article:{a.id}" for a in ARTICLES]

"""Formats from elsewhere: templates of the user's own, and formats of other packages."""

from __future__ import annotations

import importlib
import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin_cli.export import ExportOptions, UnknownFormat, export_articles, format_named, formats
from bulletin_cli.export.template import TemplateError
from bulletin_cli.model import Article

ARTICLE = Article(body="甲<b>。\n\n乙。", headline="题 & 目", id="1", date_published="2026-04-03", keywords=("词",))


def filled_in(template: str | None, *articles: Article, title: str | None = None) -> str:
    out = io.StringIO()
    export_articles(articles, "template", out, ExportOptions(template=template, title=title))
    return out.getvalue()


def test_a_template_sees_the_fields_escaped() -> None:
    template = (
        "{{ title }}{% for a in articles %}<h1>{{ a.headline }}</h1>{{ a.html }}{{ a.keywords[0] }}{% endfor %}\n"
    )
    wanted = (
        "<合>".replace("<", "&lt;").replace(">", "&gt;") + "<h1>题 &amp; 目</h1><p>甲&lt;b&gt;。</p>\n<p>乙。</p>\n词\n"
    )
    assert filled_in(template, ARTICLE, title="<合>") == wanted


def test_a_template_can_word_dates_and_leave_html() -> None:
    template = "{% autoescape false %}{% for a in articles %}{{ a.headline }} {{ a.date_published | chinese_date }}"
    assert filled_in(template + "{% endfor %}{% endautoescape %}", ARTICLE) == "题 & 目 2026年4月3日"


def test_a_template_knows_the_title_and_what_the_articles_share() -> None:
    first, second = (replace(ARTICLE, publication="云州日报", page=page) for page in "12")
    assert filled_in("{{ title }}", first, second) == "云州日报 2026年4月3日"
    assert filled_in("{{ publication }} {{ date_published }} {{ issue }}|", first, second) == "云州日报 2026-04-03 |"
    assert filled_in("{{ title }}", first) == "题 &amp; 目"


def test_a_template_goes_through_the_articles_as_often_as_it_likes() -> None:
    articles = [replace(ARTICLE, headline=headline) for headline in "甲乙"]
    template = (
        "{{ articles | length }}{% for a in articles %}{{ a.headline }}{{ loop.last }}"
        "{% for b in articles %}{{ b.headline }}{% endfor %}{% endfor %}"
        "{% for day, of_it in articles | groupby('date_published') %}{{ day }}{{ of_it | length }}{% endfor %}"
    )
    assert filled_in(template, *articles) == "2甲False甲乙乙True甲乙2026-04-032"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (None, "no template"),
        ("甲\n{% for %}", "line 2"),
        ("{{ nothing }}", "nothing"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{{ articles._file }}", "unsafe"),
        ("{{ articles.__iter__.__globals__ }}", "unsafe"),
        ("{% include '/etc/passwd' %}", "passwd"),
        ("{{ 1 // 0 }}", "zero"),
        ("{{ 1 + 'a' }}", "unsupported"),
    ],
)
def test_a_bad_template_is_refused(template: str | None, message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        filled_in(template, ARTICLE)


MODULE = """
from bulletin_cli.export import Format

SHOUT = Format("shout", "headlines, loudly", ".txt", "loud_bulletins")
MINE = Format("md", "not that one", ".md", "loud_bulletins")


def write(articles, out, options):
    for article in articles:
        out.write(f"{article.headline}!\\n")
"""


@pytest.fixture
def loud_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loud_bulletins.py").write_text(MODULE, encoding="utf-8")
    info = tmp_path / "loud_bulletins-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: loud-bulletins\nVersion: 1\n")
    points = "[bulletin_cli.exports]\nshout = loud_bulletins:SHOUT\nmd = loud_bulletins:MINE\n"
    (info / "entry_points.txt").write_text(points)
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    monkeypatch.delitem(sys.modules, "loud_bulletins", raising=False)


@pytest.mark.usefixtures("loud_package")
def test_another_package_adds_a_format() -> None:
    out = io.StringIO()
    export_articles([ARTICLE], "shout", out)
    assert out.getvalue() == "题 & 目!\n"
    assert formats()["shout"].help == "headlines, loudly"
    assert format_named("md").module == formats()["md"].module == ".markdown"


@pytest.mark.usefixtures("loud_package")
def test_an_unknown_name_lists_the_packages_formats_too() -> None:
    with pytest.raises(UnknownFormat, match="shout"):
        format_named("whisper")

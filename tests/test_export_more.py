"""Formats from elsewhere: templates of the user's own, and formats of other packages."""

from __future__ import annotations

import importlib
import io
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

from bulletin_cli.export import FORMATS, ExportOptions, UnknownFormat, export_articles, format_named, formats
from bulletin_cli.export.template import TemplateError
from bulletin_cli.model import Article
from conftest import PAGE, Bulletin

EXAMPLE = Path(__file__).parent / "example_package"

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
    first, second = (ARTICLE._replace(publication="云州日报", page=page) for page in "12")
    assert filled_in("{{ title }}", first, second) == "云州日报 2026年4月3日"
    assert filled_in("{{ publication }} {{ date_published }} {{ issue }}|", first, second) == "云州日报 2026-04-03 |"
    assert filled_in("{{ title }}", first) == "题 &amp; 目"


def test_a_template_goes_through_the_articles_as_often_as_it_likes() -> None:
    articles = [ARTICLE._replace(headline=headline) for headline in "甲乙"]
    template = (
        "{{ articles | length }}{% for a in articles %}{{ a.headline }}{{ loop.last }}"
        "{% for b in articles %}{{ b.headline }}{% endfor %}{% endfor %}"
        "{% for day, of_it in articles | groupby('date_published') %}{{ day }}{{ of_it | length }}{% endfor %}"
    )
    assert filled_in(template, *articles) == "2甲False甲乙乙True甲乙2026-04-032"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (None, "no template is given; --template FILE"),
        ("甲\n{% for %}", "line 2"),
        ("{{ nothing }}", "'nothing' is undefined; there are title, publication, .* and articles"),
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


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example package as an installer lays it out: the module, and what it says of its entry points."""
    folder = tmp_path / "site"
    info = folder / "bulletin_headlines-1.0.dist-info"
    info.mkdir(parents=True)
    shutil.copy(EXAMPLE / "bulletin_headlines.py", folder)
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    [(group, points)] = project["entry-points"].items()
    lines = "".join(f"{name} = {target}\n" for name, target in points.items())
    (info / "entry_points.txt").write_text(f"[{group}]\n{lines}")
    monkeypatch.syspath_prepend(str(folder))
    importlib.invalidate_caches()
    monkeypatch.delitem(sys.modules, "bulletin_headlines", raising=False)
    return folder


@pytest.mark.usefixtures("example")
def test_another_package_adds_a_format() -> None:
    out = io.StringIO()
    export_articles([ARTICLE], "headlines", out, ExportOptions(title="今日"))
    assert out.getvalue() == "今日\n-\t题 & 目\n"
    assert formats()["headlines"].extension == ".headlines.txt"
    assert format_named("md").module == formats()["md"].module == ".markdown"


@pytest.mark.usefixtures("example")
def test_an_unknown_name_lists_the_packages_formats_too() -> None:
    with pytest.raises(UnknownFormat, match="headlines"):
        format_named("whisper")


def test_the_command_knows_the_format_of_another_package(bulletin: Bulletin, example: Path, tmp_path: Path) -> None:
    there = {"PYTHONPATH": str(example)}
    wanted = "-\t区委召开会议\n-\t社区举办活动\n"
    assert bulletin("export", "--to", "headlines", stdin=PAGE, env=there).out == wanted
    assert bulletin("export", "-o", "a.headlines.txt", stdin=PAGE, env=there).code == 0
    assert (tmp_path / "a.headlines.txt").read_text(encoding="utf-8") == wanted
    assert "headlines with their page" in bulletin("export", "--list", env=there).out


@pytest.mark.parametrize("to", [name for name in FORMATS if name != "template"])
def test_neither_time_nor_place_nor_chance_changes_a_byte(bulletin: Bulletin, tmp_path: Path, to: str) -> None:
    if to == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    runs = (
        {"SOURCE_DATE_EPOCH": "0", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"},
        {"SOURCE_DATE_EPOCH": "1800000000", "TZ": "America/Lima", "PYTHONHASHSEED": "2", "LANG": "zh_CN.UTF-8"},
    )
    made = []
    for number, environment in enumerate(runs):
        done = bulletin("export", "--to", to, "-o", f"{number}.out", stdin=PAGE, env=environment)
        assert done.code == 0, done.err
        made.append((tmp_path / f"{number}.out").read_bytes())
    assert made[0] == made[1]


def test_a_missing_extra_says_what_to_install(bulletin: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ImportError('none here')", encoding="utf-8")
    (tmp_path / "a.parquet").write_text("what was here before", encoding="utf-8")
    done = bulletin("export", "-o", "a.parquet", stdin=PAGE, env={"PYTHONPATH": str(tmp_path)})
    assert (done.code, done.out) == (2, "")
    assert "pip install 'bulletin-cli[parquet]'" in done.err
    assert (tmp_path / "a.parquet").read_text(encoding="utf-8") == "what was here before"

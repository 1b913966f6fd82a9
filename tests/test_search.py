"""`export --to sqlite` and `search`: an archive that grows, and articles found in it."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import PAGE, SAMPLES, Bulletin


def test_an_archive_grows_and_is_searched(bulletin: Bulletin, tmp_path: Path) -> None:
    assert bulletin("export", "-o", "a.sqlite", stdin=PAGE).code == 0
    first = (tmp_path / "a.sqlite").read_bytes()
    assert bulletin("export", "-o", "a.sqlite", stdin=PAGE).code == 0
    assert (tmp_path / "a.sqlite").read_bytes() == first
    assert bulletin("export", SAMPLES / "snippet.txt", "-o", "a.sqlite").code == 0
    found = bulletin("search", "a.sqlite", "社区", "菜市场")
    assert found.code == 0
    assert [r["headline"] for r in found.records] == ["柳堤街道 把便民服务点开到家门口"]
    shown = bulletin("search", "a.sqlite", "商超", "--format", "text", "--color", "always").out
    assert "\x1b[1;31m商超\x1b[0m" in shown
    assert (
        "\x1b[1;31m便民\x1b[0m\x1b[1m服务点"
        in bulletin("search", "a.sqlite", "便民", "--format", "text", "--color", "always").out
    )
    assert bulletin("search", "a.sqlite", "没有的词") == (1, "", "", b"")
    (tmp_path / "archive").mkdir()
    (tmp_path / "a.sqlite").rename(tmp_path / "archive" / "archive.sqlite")
    assert bulletin("search", "archive", "社区", "菜市场").records == found.records  # the folder that `run` makes


def test_what_is_no_archive_is_said_and_left_alone(bulletin: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_text("not a database", encoding="utf-8")
    for arguments in (("search", "a.sqlite", "词"), ("export", "-o", "a.sqlite")):
        done = bulletin(*arguments, stdin=PAGE)
        assert done.code == 2
        assert done.err.startswith("bulletin: a.sqlite: not an archive of bulletin")
    assert (tmp_path / "a.sqlite").read_text() == "not a database"
    assert bulletin("search", "missing.sqlite", "词").code == 2


def test_a_template_of_ones_own(bulletin: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "list.j2").write_text("{% for a in articles %}{{ a.headline }}\n{% endfor %}", encoding="utf-8")
    assert bulletin("export", "--template", "list.j2", stdin=PAGE).out == "区委召开会议\n社区举办活动\n"
    (tmp_path / "list.j2").write_text("{% for", encoding="utf-8")
    done = bulletin("export", "--template", "list.j2", stdin=PAGE)
    assert done.code == 2
    assert done.err.startswith("bulletin: list.j2: line 1: ")
    assert bulletin("export", "--template", "missing.j2", stdin=PAGE).code == 2


def test_every_format_is_written_by_its_ending(bulletin: Bulletin, tmp_path: Path) -> None:
    for line in bulletin("export", "--list").out.splitlines():
        name, ending = line.split()[:2]
        if name in ("template", "parquet"):
            continue
        assert bulletin("export", "-o", f"page{ending}", stdin=PAGE).code == 0
        assert (tmp_path / f"page{ending}").stat().st_size > 100
    assert json.loads((tmp_path / "page.json").read_text(encoding="utf-8"))[0]["headline"] == "区委召开会议"
    done = bulletin("export", "-o", "page.pdf", stdin=PAGE)
    assert done.code == 2
    assert "no format has the ending of 'page.pdf'" in done.err.replace("\n", " ")


def test_formats_by_other_names(bulletin: Bulletin) -> None:
    assert bulletin("export", "--to", "HTML", stdin=PAGE).out.startswith("<!DOCTYPE html>")
    for name, hint in (
        ("xlsx", "the nearest is csv, with --excel"),
        ("WORD", "the nearest is docx"),
        ("atmo", "the nearest is atom"),
    ):
        done = bulletin("export", "--to", name, stdin=PAGE)
        assert done.code == 2 and hint in " ".join(done.err.split())
    done = bulletin("export", "-o", "a.xlsx", stdin=PAGE)
    assert done.code == 2 and "the nearest is csv, with --excel; name one with --to" in " ".join(done.err.split())

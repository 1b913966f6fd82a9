"""`bulletin run` and `bulletin status` as cron, a monitor and a person at a terminal see them."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import Bulletin, clean_environment
from nightly import dump, page, put

QUICK = ("--keywords", "0", "--sentences", "1", "--jobs", "1")


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    return dump(tmp_path / "dumps")


def test_without_options_there_are_records_pages_and_an_archive(
    bulletin: Bulletin, dumps: Path, tmp_path: Path
) -> None:
    done = bulletin("run", dumps, "archive")
    assert (done.code, done.out, done.err) == (0, "", "")  # cron sends no mail about it
    archive = tmp_path / "archive"
    records = [json.loads(line) for line in (archive / "issues/dumps/2026-06-01/issue.jsonl").read_text().splitlines()]
    assert [record["headline"][-7:] for record in records] == ["便民服务点启用"] * 2
    assert all(record["keywords"] and record["summary"] for record in records)
    assert "<!DOCTYPE html>" in (archive / "issues/dumps/2026-06-01/issue.html").read_text()
    found = bulletin("search", archive / "archive.sqlite", "便民服务点", "--limit", "50")
    assert len(found.records) == 6


def test_every_step_and_kind_of_format(bulletin: Bulletin, dumps: Path, tmp_path: Path) -> None:
    put(dumps / "2026-06-02/02.txt", page(11))  # a page of the first day again
    put(tmp_path / "etc/words.txt", "便民服务点 100\n")
    text = (
        'inputs = "../dumps"\narchive = "../a"\nsteps = "clean,summarize,gist,digest,dedupe"\nuserdict = "words.txt"\n'
    )
    put(
        tmp_path / "etc/all.toml",
        text + 'formats = "epub,md,sqlite,atom,rss,jsonfeed"\nday-formats = "html,epub"\nnewest = 3\n',
    )
    done = bulletin("run", "etc/all.toml")
    assert (done.code, done.err) == (0, "")
    names = {str(path.relative_to(tmp_path / "a")) for path in (tmp_path / "a").rglob("*.*") if "/.b" not in str(path)}
    days = {f"days/2026-06-0{day}.{ending}" for day in (1, 2, 3) for ending in ("html", "epub")}
    issues = {f"issues/dumps/2026-06-0{day}/issue.{ending}" for day in (1, 2, 3) for ending in ("jsonl", "epub", "md")}
    over_all = {"archive.sqlite", "articles.atom", "articles.rss", "articles.feed.json", "report.html", "report.json"}
    assert names == days | issues | over_all
    first, *rest = map(json.loads, (tmp_path / "a/issues/dumps/2026-06-01/issue.jsonl").read_text().splitlines())
    assert first["kind"] == "contents" and len(first["items"]) == len(rest) == 2
    assert all(record["keywords"] and record["gist"] for record in rest)
    assert len(json.loads((tmp_path / "a/articles.feed.json").read_text())["items"]) == 3
    found = [
        r for r in bulletin("search", "a/archive.sqlite", "便民服务点", "-n", "50").records if r["kind"] == "article"
    ]
    assert len(found) == 5
    (twice,) = (record for record in found if "also_in" in record)
    assert twice["date_published"] == "2026-06-01" and twice["also_in"][0]["date_published"] == "2026-06-02"
    assert bulletin("run", "etc/all.toml").code == 0


class TestExitCodes:
    def test_all_well_then_look_then_well_again(self, bulletin: Bulletin, dumps: Path) -> None:
        assert bulletin("run", dumps, "a", *QUICK).code == 0
        put(dumps / "empty.txt", "")
        done = bulletin("run", dumps, "a", *QUICK)
        assert (done.code, done.err) == (1, "bulletin: dumps/empty.txt:1: empty; there is nothing to read\n")
        done = bulletin("run", dumps, "a", *QUICK)
        assert (done.code, done.err) == (0, "")
        assert bulletin("status", "a").code == 1

    def test_nothing_to_read_makes_no_archive(self, bulletin: Bulletin, tmp_path: Path) -> None:
        done = bulletin("run", "nowhere", "a", *QUICK)
        assert (done.code, done.err) == (2, "bulletin: nowhere: no such file or folder; no archive is made\n")
        assert not (tmp_path / "a").exists()

    def test_not_done(self, bulletin: Bulletin, dumps: Path) -> None:
        bulletin("run", dumps, "a", *QUICK)
        done = bulletin("run", "nowhere", "a", *QUICK)
        assert done.code == 2 and "nowhere: no such file or folder; is it mounted?" in done.err
        assert bulletin("status", "a").code == 2

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ([], "name folders to read and one to fill"),
            (["dumps"], "name folders to read and one to fill"),
            (["dumps", "dumps/archive"], "must lie apart"),
            (["dumps/2026-06-01", "dumps"], "must lie apart"),
            (["dumps", "a", "--formats", "pdf"], "no format 'pdf'; the nearest is html"),
            (["dumps", "a", "--formats", "template"], "no 'template'; there are"),
            (["dumps", "a", "--day-formats", "sqlite"], "made over all days"),
            (
                ["dumps", "a", "--steps", "clean,polish"],
                "no 'polish'; there are clean, summarize, gist, digest, dedupe",
            ),
            (["dumps", "a", "--steps", "dedupe", "--formats", "html"], "add sqlite to --formats"),
            (["dumps", "a", "--largest", "much"], "is no size such as 64M"),
            (["dumps", "a", "--issue-pattern", "("], "no regular expression"),
            (["dumps", "a", "--engine", "steam"], "'steam' is not one of"),
            (["dumps", "a", "--encoding", "klingon"], "no charset"),
            (["dumps", "a", "--select", "magic"], "no repair is called 'magic'"),
            (["dumps", "a", "--jobs", "-1"], "--jobs"),
            (["missing.toml"], "missing.toml"),
        ],
    )
    def test_wrong_usage(self, bulletin: Bulletin, dumps: Path, arguments: list[str], message: str) -> None:
        done = bulletin("run", *arguments)
        assert (done.code, done.out) == (2, "")
        assert message in " ".join(done.err.split())
        assert not (dumps.parent / "a").exists()


class TestSettingsFile:
    def test_init_writes_one_that_works_as_it_is(self, bulletin: Bulletin, dumps: Path, tmp_path: Path) -> None:
        done = bulletin("run", "--init")
        assert done.code == 0 and "bulletin.toml written" in done.err
        text = (tmp_path / "bulletin.toml").read_text(encoding="utf-8")
        assert bulletin("run", "--init").code == 2  # it is there already
        assert (tmp_path / "bulletin.toml").read_text(encoding="utf-8") == text
        assert bulletin("run", "bulletin.toml").code == 0
        assert (tmp_path / "archive/archive.sqlite").exists()
        # Every option stands in it, and what it shows is what holds without it.
        (tmp_path / "all.toml").write_text(re.sub(r"(?m)^# (?=[a-z-]+ = (?!\"\"))", "", text))
        done = bulletin("run", "all.toml", "-v")
        assert (done.code, "3 unchanged" in done.err) == (0, True), done.err

    def test_flags_win_over_the_file_and_paths_are_meant_from_it(
        self, bulletin: Bulletin, dumps: Path, tmp_path: Path
    ) -> None:
        put(
            tmp_path / "etc/night.toml",
            'inputs = "../dumps"\narchive = "../a"\nformats = ["md", "html"]\nkeywords = 0\njobs = 1\n',
        )
        (tmp_path / "elsewhere").mkdir()
        assert bulletin("run", tmp_path / "etc/night.toml", cwd=tmp_path / "elsewhere").code == 0
        assert {path.suffix for path in (tmp_path / "a/issues/dumps/2026-06-01").iterdir()} == {
            ".jsonl",
            ".md",
            ".html",
        }
        assert bulletin("run", tmp_path / "etc/night.toml", "--formats", "txt").code == 0
        assert {path.suffix for path in (tmp_path / "a/issues/dumps/2026-06-01").iterdir()} == {".jsonl", ".txt"}

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ('inputs = ["d"]\n', "wants inputs"),
            ('inputs = [1]\narchive = "a"\n', "wants inputs"),
            ('inputs = ["d"]\narchive = "a"\ncolour = "red"\n', "colour: there is no such option"),
            ('inputs = ["d"]\narchive = "a"\ndrop = "yes"\n', "drop: expected true or false"),
            ("inputs = [\n", "night.toml"),
        ],
    )
    def test_a_wrong_one_is_wrong_usage(self, bulletin: Bulletin, tmp_path: Path, text: str, message: str) -> None:
        put(tmp_path / "night.toml", text)
        done = bulletin("run", "night.toml")
        assert done.code == 2 and message in " ".join(done.err.split())


def test_dry_run_says_what_would_be_done_and_writes_nothing(bulletin: Bulletin, dumps: Path, tmp_path: Path) -> None:
    done = bulletin("run", dumps, "a", *QUICK, "--dry-run")
    assert done.out.splitlines() == [f"make\tdumps/2026-06-0{day}/\t2" for day in (1, 2, 3)]
    assert not (tmp_path / "a").exists()
    bulletin("run", dumps, "a", *QUICK)
    assert bulletin("run", dumps, "a", *QUICK, "--dry-run").out == ""
    put(dumps / "2026-06-02/03.txt", page(7))
    put(dumps / "bad.pdf.txt", b"%PDF-")
    assert bulletin("run", dumps, "a", *QUICK, "--dry-run").out.splitlines() == [
        "make\tdumps/2026-06-02/\t3",
        "make\tdumps/bad.pdf.txt\t1",
    ]
    assert bulletin("run", dumps, "a", *QUICK, "--formats", "md,sqlite", "-n").out.count("update") == 2


def test_a_night_in_cron(dumps: Path, tmp_path: Path) -> None:
    """No environment, no terminal, all streams closed or empty: the line of a crontab."""
    command = f"'{sys.executable}' -m bulletin_cli run '{dumps}' '{tmp_path / 'a'}' --log-format json"
    done = subprocess.run(
        ["env", "-i", "/bin/sh", "-c", f"{command} <&- >&- 2>>'{tmp_path / 'log'}'"], check=False, timeout=60, cwd="/"
    )
    log = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert done.returncode == 0
    assert [entry["level"] for entry in log] == ["info"] and datetime.fromisoformat(log[0]["time"]).tzinfo
    assert log[0]["message"].startswith("3 issues made (6 files, 6 articles), in ") and log[0]["code"] == 0
    assert (
        subprocess.run(["env", "-i", "/bin/sh", "-c", f"{command} <&- >&- 2>&-"], check=False, timeout=60).returncode
        == 0
    )


def test_progress_is_a_bar_on_a_terminal(dumps: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "bulletin_cli", "run", str(dumps), str(tmp_path / "a"), *QUICK],
        stdin=theirs, stdout=theirs, stderr=theirs, env=clean_environment({"TERM": "xterm", "COLUMNS": "120"}),
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            block = os.read(ours, 4096)
        except OSError:  # Linux says so when the other end is closed
            break
        if not block:
            break
        shown += block
    os.close(ours)
    assert done.wait(60) == 0
    text = shown.decode("utf-8", "replace")
    assert "3/3" in text and "dumps/2026-06-03/" in text
    assert "bulletin: 3 issues made" in text.rstrip().splitlines()[-1]


class TestStatus:
    def test_to_read(self, bulletin: Bulletin, dumps: Path) -> None:
        bulletin("run", dumps, "a", *QUICK)
        done = bulletin("status", "a")
        assert done.code == 0
        lines = done.out.splitlines()
        assert lines[0] == "all well"
        assert lines[1] == "  6 articles of 3 issues (6 files, 6 pages)"
        assert lines[2] == "  2026-06-01 to 2026-06-03, 3 days"
        assert re.fullmatch(r"  last run 20\S+: 3 issues made, 0 unchanged, \S+ s", lines[3])

    def test_as_values(self, bulletin: Bulletin, dumps: Path) -> None:
        put(dumps / "2026-06-09/01.txt", b"%PDF-1.7")
        bulletin("run", dumps, "a", *QUICK)
        (dumps / "2026-06-01/01.txt").unlink()
        bulletin("run", dumps, "a", *QUICK)
        done = bulletin("status", "a", "--format", "json")
        values = json.loads(done.out)
        assert done.code == values["code"] == 1
        assert values["days"] == {"2026-06-01": 2, "2026-06-02": 2, "2026-06-03": 2}
        assert [reject["name"] for reject in values["rejects"]] == ["dumps/2026-06-09/01.txt"]
        assert list(values["gone"]) == ["dumps/2026-06-01/01.txt"]
        assert [run["code"] for run in values["runs"]] == [1, 1]

    def test_of_a_run_too_long_ago(self, bulletin: Bulletin, dumps: Path) -> None:
        bulletin("run", dumps, "a", *QUICK)
        assert bulletin("status", "a", "--max-age", "26").code == 0
        done = bulletin("status", "a", "--max-age", "0")
        assert done.code == 2 and "too long ago" in done.out

    def test_of_no_archive(self, bulletin: Bulletin, tmp_path: Path) -> None:
        done = bulletin("status", tmp_path)
        assert (done.code, done.out) == (2, "") and "no run has been here" in done.err
        assert list(tmp_path.iterdir()) == []


class TestReport:
    def test_says_the_same_as_json_and_as_a_page(self, bulletin: Bulletin, dumps: Path, tmp_path: Path) -> None:
        put(dumps / "<script>alert(1)</script>.txt", "")
        bulletin("run", dumps, "a", *QUICK)
        values = json.loads((tmp_path / "a/report.json").read_text(encoding="utf-8"))
        assert values["run"]["code"] == 1 and values["run"]["articles"] == 6
        assert values["archive"]["days"] == {"2026-06-01": 2, "2026-06-02": 2, "2026-06-03": 2}
        html = (tmp_path / "a/report.html").read_text(encoding="utf-8")
        assert "look at this" in html and "<script" not in html and "&lt;script&gt;" in html
        assert html.count("<svg") >= 3 and "2026-06-03: 2 articles" in html
        assert not re.search(r"(src|href)=|https?://", html)

    def test_charts_have_no_hole_where_a_day_is_missing(self, bulletin: Bulletin, dumps: Path, tmp_path: Path) -> None:
        put(dumps / "2026-06-10/01.txt", page(5, 10))
        bulletin("run", dumps, "a", *QUICK)
        html = (tmp_path / "a/report.html").read_text(encoding="utf-8")
        assert "2026-06-07: 0 articles" in html
        names = {day: float(x) for x, day in re.findall(r'<text class="tick" x="([\d.]+)" y="\d+">(06-\d\d)<', html)}
        places = list(names.values())
        assert "06-10" in names and len(names) >= 4
        assert all(later - sooner >= 40 for sooner, later in pairwise(places)), "names that lie over each other"
        assert places[-1] + 17 <= 720, "a name that is cut at the edge of the drawing"
        assert "2026-06-01 to 2026-06-10" in html

    def test_no_chart_counts_half_an_article(self, bulletin: Bulletin, dumps: Path, tmp_path: Path) -> None:
        put(dumps / "2026-06-01/01.txt", page(1, 1))
        bulletin("run", dumps / "2026-06-01", "a", *QUICK)
        html = (tmp_path / "a/report.html").read_text(encoding="utf-8")
        days = html[html.index("Articles a day") : html.index("Time of the last runs")]
        assert "0.5" not in days and re.search(r'class="scale"[^>]*>\d+<', days)

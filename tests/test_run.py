"""The daily dump: what is made, what is made again, and what is left alone."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from bulletin_cli.run.account import FAILED, LOOK, WELL
from bulletin_cli.run.inputs import Stamp
from nightly import Ear, database, dump, go, holds, page, put


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    return dump(tmp_path / "dumps")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def records(archive: Path, place: str) -> list[dict[str, Any]]:
    lines = (archive / "issues" / f"{place}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def later(monkeypatch: pytest.MonkeyPatch, seconds: float = 10) -> None:
    """Let the clock be ahead of what was written: a run does not trust the times of what is a moment old."""
    now = time.time_ns
    monkeypatch.setattr("bulletin_cli.run.inputs.time.time_ns", lambda: now() + int(seconds * 1e9))


class TestFirstRun:
    def test_every_issue_has_its_records_its_page_and_its_place_in_the_archive(
        self, dumps: Path, archive: Path
    ) -> None:
        account = go(dumps, archive, formats=("html", "epub"))
        assert (account.code, account.issues, account.files, account.articles) == (WELL, 3, 6, 6)
        assert account.repairs["breaks"] >= 6
        found = holds(archive)
        for day in (1, 2, 3):
            for ending in ("jsonl", "html", "epub"):
                assert found.pop(f"issues/dumps/2026-06-0{day}/issue.{ending}")
        assert len(found.pop("archive.sqlite")["articles"]) == 6
        assert found == {}

    def test_records_are_those_of_the_pages(self, dumps: Path, archive: Path) -> None:
        go(dumps, archive)
        first, second = records(archive, "dumps/2026-06-02/issue")
        assert first["headline"] == "青石街道第21处便民服务点启用" or "21" in first["headline"]
        assert first["source"]["path"] == "dumps/2026-06-02/01.txt"
        assert "配钥匙" in first["body"] and first["summary"]
        assert (first["date_published"], second["page"]) == ("2026-06-02", "2")

    def test_a_story_is_joined_over_the_files_of_its_issue(self, tmp_path: Path, archive: Path) -> None:
        put(
            tmp_path / "d/2026-06-01/01.txt",
            "## 大桥今日通车\n\n本报讯(记者李雷)6月1日,跨江大桥经过三年\n\n(下转3版)\n",
        )
        put(tmp_path / "d/2026-06-01/03.txt", "## 大桥今日通车\n\n(上接1版)建设后通车,两岸居民出行更方便。\n")
        go(tmp_path / "d", archive)
        whole = records(archive, "d/2026-06-01/issue")[0]
        assert "三年建设后通车" in whole["body"]
        assert whole["pages"] == ["1", "3"]

    def test_nothing_is_left_lying_about(self, dumps: Path, archive: Path) -> None:
        go(dumps, archive)
        assert {path.name for path in archive.iterdir()} == {
            ".bulletin", "issues", "archive.sqlite", "report.html", "report.json",
        }  # fmt: skip
        assert {path.name for path in (archive / ".bulletin").iterdir()} == {"lock", "state.sqlite"}


class TestSecondRun:
    def test_does_nothing_when_nothing_has_changed(self, dumps: Path, archive: Path) -> None:
        go(dumps, archive, formats=("html",))
        times = {path: path.stat().st_mtime_ns for path in (archive / "issues").rglob("*.*")}
        before = (archive / "archive.sqlite").read_bytes()
        account = go(dumps, archive, formats=("html",))
        assert (account.code, account.issues, account.products, account.unchanged) == (WELL, 0, 0, 3)
        assert {path: path.stat().st_mtime_ns for path in (archive / "issues").rglob("*.*")} == times
        assert (archive / "archive.sqlite").read_bytes() == before

    def test_does_not_read_what_has_not_changed(
        self, dumps: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        later(monkeypatch)
        go(dumps, archive)
        monkeypatch.setattr("bulletin_cli.run.inputs.digest_of", lambda data: pytest.fail("a file was read"))
        assert go(dumps, archive).unchanged == 3

    def test_does_nothing_for_a_file_that_was_only_touched(self, dumps: Path, archive: Path) -> None:
        go(dumps, archive)
        for path in dumps.rglob("*.txt"):
            path.touch()
        assert (account := go(dumps, archive)).unchanged == 3 and account.issues == 0

    def test_makes_only_the_issue_of_an_edited_page(self, dumps: Path, archive: Path, tmp_path: Path) -> None:
        go(dumps, archive)
        put(dumps / "2026-06-02/02.txt", page(99, 2))
        account = go(dumps, archive)
        assert (account.issues, account.unchanged) == (1, 2)
        assert fresh(dumps, tmp_path) == holds(archive)

    def test_sees_an_edit_that_keeps_size_and_time(
        self, dumps: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        later(monkeypatch)
        go(dumps, archive)
        path = dumps / "2026-06-02/02.txt"
        old = path.stat()
        put(path, path.read_text(encoding="utf-8").replace("居民缴费", "市民缴费"))
        os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))
        assert (path.stat().st_size, path.stat().st_mtime_ns) == (old.st_size, old.st_mtime_ns)
        assert go(dumps, archive).issues == 1

    def test_sees_an_edit_that_no_time_shows(self, dumps: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Within one tick of the clock, or under one that was set back, all times can be the same."""
        monkeypatch.setattr("bulletin_cli.run.inputs._stamp", lambda found: (_still(found.st_size), True))
        for now, wanted in ((10**18 + 10**9, 1), (10**18 - 10**9, 1), (10**18 + 10**10, 0)):
            # Looked at within the tick; before the file was written; well after it.
            monkeypatch.setattr("bulletin_cli.run.inputs.time.time_ns", lambda now=now: now)
            put(dumps / "2026-06-01/01.txt", page(11))
            go(dumps, archive)
            put(dumps / "2026-06-01/01.txt", page(12))
            assert go(dumps, archive).issues == wanted, now


class TestLatePages:
    def test_make_their_issue_and_no_other(self, dumps: Path, archive: Path, tmp_path: Path) -> None:
        late = (dumps / "2026-06-02/01.txt").rename(tmp_path / "late.txt")
        go(dumps, archive)
        before = holds(archive)
        late.rename(dumps / "2026-06-02/01.txt")
        account = go(dumps, archive)
        assert (account.code, account.issues, account.unchanged) == (WELL, 1, 2)
        after = holds(archive)
        assert after == fresh(dumps, tmp_path)
        assert {name for name in after if before.get(name) != after[name]} == {
            "archive.sqlite",
            "issues/dumps/2026-06-02/issue.jsonl",
        }

    def test_join_the_story_that_waited_for_them(self, tmp_path: Path, archive: Path) -> None:
        put(
            tmp_path / "d/2026-06-01/01.txt",
            "## 大桥今日通车\n\n本报讯(记者李雷)6月1日,跨江大桥经过三年\n\n(下转3版)\n",
        )
        go(tmp_path / "d", archive)
        assert not records(archive, "d/2026-06-01/issue")[0]["continued_on"]["resolved"]
        put(tmp_path / "d/2026-06-01/03.txt", "## 大桥今日通车\n\n(上接1版)建设后通车,两岸居民出行更方便。\n")
        go(tmp_path / "d", archive)
        assert records(archive, "d/2026-06-01/issue")[0]["continued_on"]["resolved"]
        assert holds(archive) == fresh(tmp_path / "d", tmp_path)


class TestDeletedFiles:
    def test_are_reported_once_and_what_was_made_of_them_stays(self, dumps: Path, archive: Path) -> None:
        go(dumps, archive)
        before = holds(archive)
        (dumps / "2026-06-02/02.txt").unlink()
        ear = Ear()
        account = go(dumps, archive, ear)
        assert (account.code, account.gone) == (LOOK, ["dumps/2026-06-02/02.txt"])
        assert any("no longer there" in warning for warning in ear.warnings)
        assert holds(archive) == before
        account = go(dumps, archive)
        assert (account.code, account.gone) == (WELL, [])

    def test_keep_their_issue_as_it_was_when_another_page_of_it_changes(self, dumps: Path, archive: Path) -> None:
        go(dumps, archive)
        before = holds(archive)
        (dumps / "2026-06-02/02.txt").unlink()
        put(dumps / "2026-06-02/03.txt", page(33, 2))
        account = go(dumps, archive)
        assert (account.code, account.left) == (LOOK, ["dumps/2026-06-02/"])
        assert holds(archive) == before

    def test_are_missed_no_more_when_they_come_back(self, dumps: Path, archive: Path, tmp_path: Path) -> None:
        go(dumps, archive)
        away = (dumps / "2026-06-02").rename(tmp_path / "away")
        go(dumps, archive)
        away.rename(dumps / "2026-06-02")
        account = go(dumps, archive)
        assert (account.code, account.issues) == (WELL, 0)
        assert account.back == ["dumps/2026-06-02/01.txt", "dumps/2026-06-02/02.txt"]

    def test_take_what_was_made_of_them_along_when_that_is_wanted(
        self, dumps: Path, archive: Path, tmp_path: Path
    ) -> None:
        go(dumps, archive)
        (dumps / "2026-06-02/02.txt").unlink()
        for path in (dumps / "2026-06-03").iterdir():
            path.unlink()
        account = go(dumps, archive, drop=True)
        assert account.issues == 1 and list(account.dropped) == ["dumps/2026-06-03/"]
        assert holds(archive) == fresh(dumps, tmp_path)

    def test_that_were_moved_are_not_missed(self, dumps: Path, archive: Path, tmp_path: Path) -> None:
        go(dumps, archive)
        (dumps / "old").mkdir()
        (dumps / "2026-06-02").rename(dumps / "old/2026-06-02")
        account = go(dumps, archive)
        assert (account.code, account.gone, account.dropped) == (
            WELL, [], {"dumps/2026-06-02/": "its files have moved"},
        )  # fmt: skip
        assert holds(archive) == fresh(dumps, tmp_path)

    def test_of_which_there_is_a_copy_are_missed_all_the_same(self, dumps: Path, archive: Path) -> None:
        put(dumps / "2026-06-09/01.txt", (dumps / "2026-06-02/02.txt").read_bytes())
        go(dumps, archive)
        (dumps / "2026-06-02/02.txt").unlink()
        assert go(dumps, archive).gone == ["dumps/2026-06-02/02.txt"]

    def test_of_which_one_has_moved_into_another_issue(self, dumps: Path, archive: Path, tmp_path: Path) -> None:
        go(dumps, archive)
        (dumps / "2026-06-03/02.txt").rename(dumps / "2026-06-01/03.txt")
        account = go(dumps, archive)
        assert (account.code, account.issues, account.gone) == (WELL, 2, [])
        assert holds(archive) == fresh(dumps, tmp_path)

    @pytest.mark.parametrize("drop", [False, True])
    def test_an_input_that_is_not_mounted_is_a_failure_and_nothing_is_touched(
        self, dumps: Path, archive: Path, tmp_path: Path, drop: bool
    ) -> None:
        go(dumps, archive)
        before = holds(archive)
        dumps.rename(tmp_path / "elsewhere")
        for _ in range(2):
            account = go(dumps, archive, drop=drop)
            assert (account.code, account.gone) == (FAILED, [])
            assert "is it mounted?" in account.failed[0]
            assert holds(archive) == before
            dumps.mkdir(exist_ok=True)  # the second time an empty folder: the mount point


class TestChangedOptions:
    def test_make_everything_that_they_touch(self, dumps: Path, archive: Path, tmp_path: Path) -> None:
        go(dumps, archive, formats=("html",))
        assert go(dumps, archive, formats=("html",), options={"edits": True}).issues == 3
        assert records(archive, "dumps/2026-06-02/issue")[0]["edits"]

    def test_another_format_is_made_of_the_records_that_are_there(
        self, dumps: Path, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        go(dumps, archive, formats=("html",))
        with monkeypatch.context() as patched:
            patched.setattr("bulletin_cli.flow.cut", lambda *_: pytest.fail("split again"))
            account = go(dumps, archive, formats=("html", "md"))
        assert (account.issues, account.products) == (0, 3)
        assert holds(archive) == fresh(dumps, tmp_path, formats=("html", "md"))

    def test_a_format_that_is_not_wanted_any_more_goes(self, dumps: Path, archive: Path, tmp_path: Path) -> None:
        go(dumps, archive, formats=("html", "md"))
        go(dumps, archive, formats=("md",))
        assert holds(archive) == fresh(dumps, tmp_path, formats=("md",))

    @pytest.mark.parametrize("lost", ["issues/dumps/2026-06-02/issue.html", "issues/dumps/2026-06-02/issue.jsonl",
                                      "archive.sqlite", "issues", ".bulletin/state.sqlite"])  # fmt: skip
    def test_what_was_lost_is_made_again(self, dumps: Path, archive: Path, lost: str) -> None:
        go(dumps, archive, formats=("html",))
        before = holds(archive)
        path = archive / lost
        if path.is_dir():
            path.rename(archive.parent / "lost")
        else:
            path.unlink()
        go(dumps, archive, formats=("html",))
        assert holds(archive) == before

    def test_an_older_archive_that_was_put_back_is_brought_up_to_date(self, dumps: Path, archive: Path) -> None:
        go(dumps, archive)
        old = (archive / "archive.sqlite").read_bytes()
        put(dumps / "2026-06-02/02.txt", page(99, 2))
        put(dumps / "2026-06-04/01.txt", page(44, 4))
        go(dumps, archive)
        before = holds(archive)
        put(archive / "archive.sqlite", old)
        assert go(dumps, archive).products == 2
        assert holds(archive) == before

    def test_records_that_somebody_changed_are_not_taken_for_ours(self, dumps: Path, archive: Path) -> None:
        go(dumps, archive, formats=("html",))
        before = holds(archive)
        path = archive / "issues/dumps/2026-06-02/issue.jsonl"
        put(path, path.read_text(encoding="utf-8").replace("居民", "平民"))
        (archive / "issues/dumps/2026-06-02/issue.html").unlink()
        go(dumps, archive, formats=("html",))
        go(dumps, archive, formats=("html",))
        assert holds(archive) == before

    def test_again_makes_everything(self, dumps: Path, archive: Path) -> None:
        go(dumps, archive)
        before = holds(archive)
        assert go(dumps, archive, again=True).issues == 3
        assert holds(archive) == before


def fresh(dumps: Path, tmp_path: Path, **more: Any) -> dict[str, Any]:
    """What a run makes that has never been there."""
    place = tmp_path / f"fresh{len(list(tmp_path.iterdir()))}"
    go(dumps, place, **more)
    return holds(place)


def _still(size: int) -> Stamp:
    return Stamp(size, 10**18, 10**18, 1)


class TestAnIssueOfWhichNothingCame:
    def test_has_no_files_and_is_no_issue(self, tmp_path: Path) -> None:
        dumps, archive = dump(tmp_path / "d", days=1), tmp_path / "a"
        put(dumps / "scan" / "1.txt", b"%PDF-1.4\n" + bytes(range(256)) * 8)
        ear = Ear()
        account = go(dumps, archive, ear, formats=("html",), days=("txt",), feeds=("atom",))
        assert (account.issues, len(account.rejects), account.code) == (1, 1, LOOK)
        assert not (archive / "issues/d/scan").exists()
        assert account.sentence().startswith("1 issue made (3 files, 2 articles), 1 new reject, in")
        assert database(archive / "archive.sqlite")["held"][0][0].endswith("2026-06-01/issue")
        assert len(database(archive / "archive.sqlite")["held"]) == 1
        again = go(dumps, archive, formats=("html", "md"), days=("txt",), feeds=("atom",))
        assert (again.issues, again.products, again.code) == (0, 1, WELL)

    def test_takes_away_what_there_was_of_it(self, tmp_path: Path) -> None:
        dumps, archive = dump(tmp_path / "d", days=2), tmp_path / "a"
        go(dumps, archive, formats=("html",))
        for path in (dumps / "2026-06-02").iterdir():
            put(path, b"%PDF-1.4\n" + bytes(range(256)) * 8)
        assert go(dumps, archive, formats=("html",)).code == LOOK
        put(dumps / "2026-06-02" / "01.txt", b"")
        go(dumps, archive, formats=("html",))
        go(dumps, tmp_path / "fresh", formats=("html",))
        assert holds(archive) == holds(tmp_path / "fresh")
        assert not (archive / "issues/d/2026-06-02").exists()


def test_html_among_the_pages_wants_looking_at(dumps: Path, archive: Path) -> None:
    put(dumps / "2026-06-01" / "03.txt", f"<html><body>\n\n{page(13)}</body></html>\n")
    account = go(dumps, archive)
    assert account.code == LOOK
    assert [(r.name, r.line, r.reason[:4]) for r in account.rejects] == [("dumps/2026-06-01/03.txt", 1, "HTML")]
    assert any("第13处" in record["headline"] for record in records(archive, "dumps/2026-06-01/issue"))

"""What stands in a dump: groups of files, containers, and everything that is not what it should be."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import tarfile
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bulletin_cli.run.account import LOOK, WELL
from bulletin_cli.run.issues import HEAP, Grouping, Masthead, issues, place_of
from nightly import Ear, go, holds, page, put


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    (tmp_path / "d").mkdir()
    return tmp_path / "d"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def sources(archive: Path) -> list[str]:
    """The inputs that records came from."""
    found = []
    for path in archive.glob("issues/**/*.jsonl"):
        found += [json.loads(line)["source"]["path"] for line in path.read_text(encoding="utf-8").splitlines()]
    return sorted(found)


def reasons(archive: Path) -> dict[str, str]:
    """The rejects folder: what is wrong, by the name of the file."""
    found: dict[str, str] = {}
    for path in archive.glob("rejects/**/*.jsonl"):
        for reject in map(json.loads, path.read_text().splitlines()):
            found[reject["path"]] = " and ".join(filter(None, (found.get(reject["path"]), reject["reason"])))
    return found


class TestGroups:
    """Which files are one issue."""

    def grouped(
        self, *names: str, by: str = "auto", pattern: str | None = None, **heads: Masthead
    ) -> dict[str, list[str]]:
        said = dict(zip(names, heads.values(), strict=False))
        return dict(issues(names, Grouping(by, pattern), lambda name: said.get(name, Masthead()), ["d"]))

    def test_the_day_in_the_name_with_the_paper(self) -> None:
        assert self.grouped(
            "d/云州日报2026-06-01第2版.txt", "d/云州日报2026-06-01第1版.txt", "d/海平时报2026-06-01第1版.txt"
        ) == {
            "d/2026-06-01 云州日报": ["d/云州日报2026-06-01第1版.txt", "d/云州日报2026-06-01第2版.txt"],
            "d/2026-06-01 海平时报": ["d/海平时报2026-06-01第1版.txt"],
        }

    def test_a_dated_folder_with_all_below_it(self) -> None:
        names = ["d/2026-06-01/1.txt", "d/2026-06-01/10.txt", "d/2026-06-01/2.txt", "d/2026-06-01/副刊/5.txt"]
        assert self.grouped(*names) == {"d/2026-06-01/": [names[0], names[2], names[1], names[3]]}

    def test_the_masthead_where_names_say_nothing(self) -> None:
        one, other = Masthead("云州日报", "2026-06-01"), Masthead("云州日报", "2026-06-02")
        assert self.grouped("d/a.txt", "d/b.txt", "d/c.txt", a=one, b=other, c=one) == {
            "d/2026-06-01 云州日报": ["d/a.txt", "d/c.txt"],
            "d/2026-06-02 云州日报": ["d/b.txt"],
        }

    def test_a_folder_whose_mastheads_agree_is_an_issue_with_its_silent_pages(self) -> None:
        head = Masthead("云州日报", "2026-06-01")
        assert self.grouped("d/x/a.txt", "d/x/b.txt", a=head) == {"d/x/": ["d/x/a.txt", "d/x/b.txt"]}
        assert self.grouped("d/x/a.txt", "d/x/b.txt", "d/x/c.txt", a=head, b=Masthead(None, "2026-06-02")) == {
            "d/x/2026-06-01 云州日报": ["d/x/a.txt"],
            "d/x/2026-06-02": ["d/x/b.txt"],
            "d/x/c.txt": ["d/x/c.txt"],
        }

    def test_files_without_anything_stand_alone_in_an_input_and_in_a_heap(self) -> None:
        assert self.grouped("d/a.txt", "d/b.txt") == {"d/a.txt": ["d/a.txt"], "d/b.txt": ["d/b.txt"]}
        heap = [f"d/x/{n}.txt" for n in range(HEAP + 1)]
        assert len(self.grouped(*heap)) == HEAP + 1
        assert len(self.grouped(*heap[1:])) == 1

    def test_by_a_pattern_else_as_usual(self) -> None:
        names = ["d/rmrb/2026/06/01/a.txt", "d/rmrb/2026/06/01/b.txt", "d/other.txt"]
        assert list(self.grouped(*names, pattern=r"(\w+)/(\d{4}/\d\d/\d\d)/")) == ["d/other.txt", "rmrb 2026/06/01"]

    @pytest.mark.parametrize(("by", "count"), [("folder", 2), ("name", 3), ("masthead", 4), ("file", 4), ("auto", 2)])
    def test_by_one_thing_only(self, by: str, count: int) -> None:
        names = ["d/2026-06-01-1.txt", "d/2026-06-01-2.txt", "d/x/a.txt", "d/x/b.txt"]
        assert len(self.grouped(*names, by=by)) == count

    @pytest.mark.parametrize(
        "key", ["d/../x", "d/a\nb.txt", "d/a\udcffb.txt", "d/.hidden", "d/-rf", "d/CON", "d/" + "长" * 200, "d/a\x1b[31m", "d/issue"]
    )  # fmt: skip
    def test_a_place_is_safe_whatever_the_name(self, key: str) -> None:
        place = place_of(key)
        assert place.isprintable() and place.startswith("d/")
        for part in place.split("/"):
            assert 0 < len(part.encode()) <= 200 and part[0] not in ".-" and part not in ("..", "CON")

    def test_places_differ_where_keys_differ(self) -> None:
        keys = ["d/a b", "d/a\nb", "d/a\tb", "d/a\udcffb", "d/a\udcfeb", "d/x/", "d/x/issue", "d/x", "d/ab"]
        assert len({place_of(key) for key in keys}) == len(keys)


class TestContainers:
    def test_are_folders(self, dumps: Path, archive: Path) -> None:
        with zipfile.ZipFile(dumps / "2026-06-01.zip", "w") as file:
            file.writestr("01.txt", page(1))
            file.writestr("02.txt", page(2))
            file.writestr("photo.jpg", b"\xff\xd8\xff")
        for name, mode in (
            ("a.tar", "w"),
            ("b.tar.gz", "w:gz"),
            ("c.tgz", "w:gz"),
            ("d.tar.xz", "w:xz"),
            ("e.tbz2", "w:bz2"),
        ):
            with tarfile.open(dumps / name, mode) as tar:  # type: ignore[call-overload]
                data = page(ord(name[0])).encode()
                info = tarfile.TarInfo("./2026-06-02/01.txt")
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        put(dumps / "2026-06-03.txt.gz", gzip.compress(page(3).encode()))
        account = go(dumps, archive)
        assert (account.code, account.files, dict(account.passed)) == (WELL, 8, {".jpg": 1})
        assert sources(archive) == [
            "d/2026-06-01.zip/01.txt", "d/2026-06-01.zip/02.txt", "d/2026-06-03.txt.gz", "d/a.tar/2026-06-02/01.txt",
            "d/b.tar.gz/2026-06-02/01.txt", "d/c.tgz/2026-06-02/01.txt", "d/d.tar.xz/2026-06-02/01.txt",
            "d/e.tbz2/2026-06-02/01.txt",
        ]  # fmt: skip
        assert not (archive / ".bulletin/unpacked").exists()
        assert go(dumps, archive).issues == 0

    def test_a_container_that_is_as_it_was_is_not_opened(
        self, dumps: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = time.time_ns
        monkeypatch.setattr("bulletin_cli.run.inputs.time.time_ns", lambda: now() + 10**10)
        with zipfile.ZipFile(dumps / "2026-06-01.zip", "w") as file:
            file.writestr("01.txt", page(1))
        go(dumps, archive)
        monkeypatch.setattr("bulletin_cli.run.containers.members", lambda path: pytest.fail("opened"))
        assert go(dumps, archive).unchanged == 1

    def test_a_page_that_comes_into_a_container_makes_its_issue_only(self, dumps: Path, archive: Path) -> None:
        with zipfile.ZipFile(dumps / "all.zip", "w") as file:
            file.writestr("2026-06-01/01.txt", page(1))
            file.writestr("2026-06-02/01.txt", page(2))
        go(dumps, archive)
        with zipfile.ZipFile(dumps / "all.zip", "a") as file:
            file.writestr("2026-06-02/02.txt", page(3))
        assert (go(dumps, archive).issues, len(sources(archive))) == (1, 3)

    def test_names_packed_on_chinese_windows_are_read(self, dumps: Path, archive: Path) -> None:
        with zipfile.ZipFile(dumps / "all.zip", "w") as file:
            file.writestr("PAPER2026-06-01PAGE1.txt", page(1))
        data = (dumps / "all.zip").read_bytes()
        for old, new in (("PAPER", "云州报"), ("PAGE1", "第1版")):
            gbk = new.encode("gb18030")
            data = data.replace(old.encode(), gbk.ljust(len(old), b"_")[: len(old)]) if len(gbk) <= len(old) else data
        put(dumps / "all.zip", data)
        go(dumps, archive)
        assert sources(archive)[0].endswith("第1版.txt")

    def test_one_within_another_is_not_passed_over_in_silence(self, dumps: Path, archive: Path) -> None:
        with zipfile.ZipFile(dumps / "week.zip", "w") as file:
            file.writestr("2026-06-01/01.txt", page(1))
            file.writestr("2026-06-02.ZIP", b"PK")
        account = go(dumps, archive)
        assert [reject.name for reject in account.rejects] == ["d/week.zip/2026-06-02.ZIP"]
        assert "an archive within an archive" in account.rejects[0].reason
        assert (archive / "issues/d/week.zip/2026-06-01/issue.jsonl").exists()

    def test_nothing_leads_out_of_a_container(self, dumps: Path, archive: Path, tmp_path: Path) -> None:
        with zipfile.ZipFile(dumps / "evil.zip", "w") as file:
            file.writestr("../../../out.txt", page(1))
            file.writestr("/etc/2026-06-01.txt", page(2))
        go(dumps, archive)
        assert sources(archive) == ["d/evil.zip/etc/2026-06-01.txt", "d/evil.zip/out.txt"]
        assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "d"]

    def test_a_broken_one_is_a_reject_and_what_could_be_read_comes_out(self, dumps: Path, archive: Path) -> None:
        put(dumps / "bad.zip", b"PK\x03\x04 but no more")
        with tarfile.open(dumps / "cut.tar.gz", "w:gz") as tar:
            for number in (1, 2):
                data = page(number).encode() + os.urandom(200_000).hex().encode()
                info = tarfile.TarInfo(f"2026-06-0{number}/01.txt")
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        whole = (dumps / "cut.tar.gz").read_bytes()
        put(dumps / "cut.tar.gz", whole[: len(whole) * 3 // 4])
        account = go(dumps, archive)
        assert account.code == LOOK
        found = reasons(archive)
        assert "not a sound archive" in found["d/bad.zip"]
        assert any("not a sound archive" in reason for name, reason in found.items() if name.startswith("d/cut.tar.gz"))
        assert "d/cut.tar.gz/2026-06-01/01.txt" in sources(archive)
        assert go(dumps, archive).rejects == []

    def test_a_bomb_is_a_reject(self, dumps: Path, archive: Path) -> None:
        with zipfile.ZipFile(dumps / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("big.txt", b"\n" * 3_000_000)
            file.writestr("2026-06-01.txt", page(1))
        put(dumps / "bomb.txt.gz", gzip.compress(b"\n" * 3_000_000))
        account = go(dumps, archive, options={"largest": 1_000_000})
        assert account.code == LOOK
        assert {name for name, reason in reasons(archive).items() if "larger than 1,000,000" in reason} == {
            "d/bomb.zip/big.txt", "d/bomb.txt.gz",
        }  # fmt: skip
        assert sources(archive) == ["d/bomb.zip/2026-06-01.txt"]


class TestTrouble:
    """Every kind of bad input has a stated result, and the good ones come out all the same."""

    @pytest.fixture(autouse=True)
    def _good(self, dumps: Path) -> None:
        put(dumps / "2026-06-01/01.txt", page(1))

    def run(self, dumps: Path, archive: Path, **more: Any) -> dict[str, str]:
        """Run twice; the second time nothing may be new. What is wrong with which file."""
        account = go(dumps, archive, **more)
        assert "d/2026-06-01/01.txt" in sources(archive)
        again = go(dumps, archive, **more)
        assert (again.issues, again.rejects, again.code) == (0, [], WELL)
        found = reasons(archive)
        assert account.code == (LOOK if found else WELL)
        return found

    def test_a_symlink_loop(self, dumps: Path, archive: Path) -> None:
        (dumps / "2026-06-01/round").symlink_to(dumps)
        (dumps / "one.txt").symlink_to(dumps / "other.txt")
        (dumps / "other.txt").symlink_to(dumps / "one.txt")
        found = self.run(dumps, archive)
        assert "a link to a folder, not followed" in found.pop("d/2026-06-01/round")
        assert set(found) == {"d/one.txt", "d/other.txt"}
        assert all("symbolic links" in reason for reason in found.values())

    def test_a_dead_link(self, dumps: Path, archive: Path) -> None:
        (dumps / "gone.txt").symlink_to("/nonexistent/page.txt")
        assert self.run(dumps, archive) == {"d/gone.txt": "no such file or folder"}

    def test_a_link_to_a_page(self, dumps: Path, archive: Path, tmp_path: Path) -> None:
        (dumps / "2026-06-02.txt").symlink_to(put(tmp_path / "elsewhere.txt", page(2)))
        assert self.run(dumps, archive) == {}
        assert "d/2026-06-02.txt" in sources(archive)

    def test_a_pipe_and_a_socket(self, dumps: Path, archive: Path) -> None:
        os.mkfifo(dumps / "pipe.txt")
        with socket.socket(socket.AF_UNIX) as held:
            here = os.getcwd()
            os.chdir(dumps)  # the name of a socket must be short
            held.bind("socket.txt")
            os.chdir(here)
            assert self.run(dumps, archive) == {"d/pipe.txt": "no regular file", "d/socket.txt": "no regular file"}

    def test_a_file_of_two_gigabytes(self, dumps: Path, archive: Path) -> None:
        with (dumps / "huge.txt").open("wb") as file:
            file.truncate(2 << 30)
        begun = time.process_time()
        assert self.run(dumps, archive) == {
            "d/huge.txt": "larger than 67,108,864 bytes; --largest allows more, if it is text"
        }
        assert time.process_time() - begun < 5  # nobody has read it

    def test_names_that_are_no_text(self, dumps: Path, archive: Path) -> None:
        raw = os.fsencode(dumps)
        for name, number in (
            (b"\xff\xfe\xd4\xc6.txt", 2),
            (b"new\nline.txt", 3),
            (b"esc\x1b[31m.txt", 4),
            (b"\xff\xfe\xd4\xc7.txt", 5),
        ):
            with open(raw + b"/" + name, "wb") as file:
                file.write(page(number).encode())
        assert self.run(dumps, archive) == {}
        assert len(sources(archive)) == 5
        assert all(name.isprintable() for name in holds(archive))

    @pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
    def test_no_permission(self, dumps: Path, archive: Path) -> None:
        put(dumps / "secret.txt", page(2)).chmod(0)
        assert self.run(dumps, archive) == {"d/secret.txt": "permission denied; check the file's mode"}

    @pytest.mark.parametrize(
        ("name", "data", "reason"),
        [
            ("empty.txt", b"", "empty"),
            ("scan.txt", b"%PDF-1.7 \xe2\xe3", "a PDF, not text"),
            ("binary.txt", bytes(range(256)) * 40, "binary, not text"),
            ("cut.txt.gz", gzip.compress(page(7).encode() * 50)[:-30], "cut short"),
            ("bad.jsonl", b'{"headline": 1}\n', "body: missing"),
            ("line.txt", b"\xe4\xb8\x80" * 1_200_000, "a line of more than"),
        ],
    )
    def test_what_is_no_text(self, dumps: Path, archive: Path, name: str, data: bytes, reason: str) -> None:
        put(dumps / name, data)
        assert reason in self.run(dumps, archive)[f"d/{name}"]

    def test_a_reject_is_tried_again_when_its_file_changes(self, dumps: Path, archive: Path) -> None:
        bad = put(dumps / "2026-06-02.jsonl", '{"headline": 1}\n')
        assert self.run(dumps, archive)
        put(bad, '{"headline": "简讯", "body": "全文如此。"}\n')
        account = go(dumps, archive)
        assert (account.code, account.issues, reasons(archive)) == (WELL, 1, {})
        assert not (archive / "rejects").exists() or not list((archive / "rejects").iterdir())

    def test_a_reject_of_a_limit_is_tried_again_under_another(self, dumps: Path, archive: Path) -> None:
        put(dumps / "2026-06-02.txt.gz", gzip.compress(page(2).encode() * 100))
        assert self.run(dumps, archive, options={"largest": 10_000})
        account = go(dumps, archive)
        assert (account.issues, account.unchanged, reasons(archive)) == (1, 1, {})

    def test_only_new_rejects_are_said_and_not_without_end(self, dumps: Path, archive: Path) -> None:
        for number in range(50):
            put(dumps / f"bad{number:02}.txt", b"")
        ear = Ear()
        go(dumps, archive, ear)
        assert 1 <= len(ear.warnings) <= 30
        put(dumps / "one more.txt", b"")
        ear = Ear()
        assert [reject.name for reject in go(dumps, archive, ear).rejects] == ["d/one more.txt"]
        assert len(ear.warnings) == 1

    def test_other_endings_and_hidden_files_are_passed_over_and_counted(self, dumps: Path, archive: Path) -> None:
        for name in (".hidden.txt", "a.pdf", "b.PDF", ".git/c.txt"):
            put(dumps / name, "x")
        account = go(dumps, archive)
        assert (account.files, dict(account.passed)) == (1, {".pdf": 2})

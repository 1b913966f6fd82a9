"""A run may be killed, doubled, starved of space or handed a moving input: the archive stays good, the next run finishes."""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bulletin_cli.run.account import FAILED, LOOK, WELL
from bulletin_cli.run.engine import ENGINES, Engine, inline
from bulletin_cli.run.lock import LockedError, locked
from bulletin_cli.run.unit import Options, Result, Unit
from bulletin_cli.writing import OutputError, move_whole, put_whole
from conftest import Bulletin, clean_environment
from nightly import Ear, dump, go, holds, page, put

HERE = Path(__file__).parent


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    return dump(tmp_path / "d", days=4)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def started(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """The program at work, as the leader of a group of processes."""
    return subprocess.Popen(
        [sys.executable, "-m", "bulletin_cli", *map(str, arguments)],
        env=clean_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip


def until(what: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def nobody_left(group: int) -> bool:
    """Whether no process of a group lives any more; a zombie counts as dead."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    states = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            states.append(fields[0])
    return all(state == "Z" for state in states)


class TestKilled:
    def test_at_a_hundred_random_moments(self) -> None:
        """Late, edited, moved and deleted pages; pages, feeds, archive: after the next run all is as if nothing had been."""
        done = subprocess.run(
            [sys.executable, HERE / "killing.py", "100", "1"], capture_output=True, text=True, check=False, timeout=600
        )
        assert done.returncode == 0, done.stderr
        assert "all good" in done.stdout

    def test_with_its_workers_at_work(self, tmp_path: Path, archive: Path) -> None:
        dumps = dump(tmp_path / "d", days=30, pages=3)
        command: tuple[str | Path, ...] = ("run", dumps, archive, "--jobs", "2", "--keywords", "0", "--sentences", "1")
        for moment in (1, 8, 20):
            process = started(*command)
            while len(list(archive.glob("issues/**/*.html"))) < moment and process.poll() is None:
                time.sleep(0.005)
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
            until(partial(nobody_left, process.pid))
        last = started(*command)
        assert last.wait(60) == 0, last.communicate()
        last.communicate()
        go(dumps, tmp_path / "fresh", formats=("html",))
        assert holds(archive) == holds(tmp_path / "fresh")

    @pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)])
    def test_by_a_signal_that_asks_it_ends_cleanly(self, tmp_path: Path, archive: Path, number: int, code: int) -> None:
        dumps = dump(tmp_path / "d", days=80, pages=3)
        process = started("run", dumps, archive, "--jobs", "2", "--keywords", "0", "--sentences", "1")
        until(lambda: len(list(archive.glob("issues/**/*.jsonl"))) > 3)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (code, b"")
        until(lambda: nobody_left(process.pid))
        assert not list(archive.rglob(".bulletin-*.tmp"))
        with closing(sqlite3.connect(archive / ".bulletin/state.sqlite")) as state:
            landed = state.execute("SELECT count(*) FROM issues").fetchone()[0]
            ended, account = state.execute("SELECT ended, account FROM runs").fetchone()
        assert 0 < landed < 80 and ended  # what had landed is kept
        assert json.loads(account)["interrupted"]
        account_now = go(dumps, archive, formats=("html",))
        assert (account_now.code, account_now.issues) == (WELL, 80 - landed)
        go(dumps, tmp_path / "fresh", formats=("html",))
        assert holds(archive) == holds(tmp_path / "fresh")


class TestTwoAtOnce:
    def test_the_second_says_so_and_does_nothing(self, bulletin: Bulletin, dumps: Path, archive: Path) -> None:
        go(dumps, archive)
        before = holds(archive)
        put(dumps / "2026-06-01/03.txt", page(3))
        with locked(archive, "tonight"):
            done = bulletin("run", dumps, archive)
            assert (done.code, done.out) == (2, "")
            assert f"another run is at work here (process {os.getpid()} on " in done.err and "since tonight" in done.err
            assert bulletin("status", archive).out.count("at work now: process") == 1
            assert holds(archive) == before
        assert bulletin("run", dumps, archive, "--keywords", "0").code == 0

    def test_many_that_start_together(self, tmp_path: Path, archive: Path) -> None:
        dumps = dump(tmp_path / "d", days=20)
        command: tuple[str | Path, ...] = ("run", dumps, archive, "--keywords", "0", "--sentences", "1", "--jobs", "1")
        processes = [started(*command) for _ in range(4)]
        codes = sorted(process.wait(60) for process in processes)
        for process in processes:
            process.communicate()
        assert codes[0] == 0 and set(codes) <= {0, 2}
        go(dumps, tmp_path / "fresh", formats=("html",))
        assert holds(archive) == holds(tmp_path / "fresh")

    def test_a_lock_of_one_who_is_dead_is_none(self, dumps: Path, archive: Path) -> None:
        put(archive / ".bulletin/lock", "process 1 on elsewhere, since long ago\n")
        assert go(dumps, archive).code == WELL


class Meddling:
    """An engine during which something happens to the input, once."""

    def __init__(self, meddle: Callable[[], object]) -> None:
        self.meddle: Callable[[], object] | None = meddle

    def __call__(self, jobs: int, seconds: float, address: str | None, aside: str | None) -> Engine:
        def run(units: Iterable[Unit], options: Options) -> Iterator[Result]:
            for unit in units:
                if self.meddle and "2026-06-02" in unit.issue:
                    self.meddle()
                    self.meddle = None
                yield from inline([unit], options)

        return run


class TestMovingInput:
    @pytest.mark.parametrize("how", ["grows", "vanishes", "is replaced"])
    def test_is_put_off_to_the_next_run(
        self, dumps: Path, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
    ) -> None:
        path = dumps / "2026-06-02/02.txt"

        def meddle() -> None:
            if how == "grows":
                with path.open("a", encoding="utf-8") as file:
                    file.write("另据了解,服务点的电话是12345。\n")
            elif how == "vanishes":
                path.unlink()
            else:
                put(path, page(55, 2))

        monkeypatch.setitem(ENGINES, "meddling", Meddling(meddle))
        ear = Ear()
        account = go(dumps, archive, ear, engine="meddling")
        assert (account.code, account.issues, account.unsettled) == (LOOK, 3, ["d/2026-06-02/"])
        assert "changed while it was read; d/2026-06-02/ is put off to the next run" in ear.warnings[0]
        assert not (archive / "issues/d/2026-06-02").exists()
        assert go(dumps, archive, engine="meddling").issues == 1
        go(dumps, tmp_path / "fresh")
        assert holds(archive) == holds(tmp_path / "fresh")

    def test_leaves_what_was_made_of_it_before(
        self, dumps: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        go(dumps, archive)
        before = holds(archive)
        path = put(dumps / "2026-06-02/02.txt", page(56, 2))
        monkeypatch.setitem(ENGINES, "meddling", Meddling(lambda: put(path, page(57, 2))))
        assert go(dumps, archive, engine="meddling").unsettled
        assert holds(archive) == before


class TestNoRoom:
    @pytest.mark.parametrize("after", [0, 1, 3, 7, 12])
    def test_is_survived(
        self, dumps: Path, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
    ) -> None:
        with monkeypatch.context() as patched:
            calls = 0
            sync = os.fsync

            def full(file: int) -> None:
                nonlocal calls
                calls += 1
                if calls > after:
                    raise OSError(errno.ENOSPC, "No space left on device")
                sync(file)

            patched.setattr("bulletin_cli.writing.os.fsync", full)
            with pytest.raises(OutputError, match="No space left on device"):
                go(dumps, archive, formats=("html",))
        assert not list(archive.rglob(".bulletin-*.tmp"))
        assert go(dumps, archive, formats=("html",)).code == WELL
        go(dumps, tmp_path / "fresh", formats=("html",))
        assert holds(archive) == holds(tmp_path / "fresh")

    def test_is_said_with_the_name_of_the_file(self, tmp_path: Path) -> None:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 14, before[1]))
        try:
            with pytest.raises(OutputError, match=r"/large\.html: not written: "):
                put_whole(str(tmp_path / "large.html"), b"x" * (1 << 16))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert not list(tmp_path.iterdir())

    def test_on_this_disk_but_on_another(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        made, target, rename = put(tmp_path / "made", "新"), put(tmp_path / "a.txt", "旧"), os.replace
        target.chmod(0o640)

        def refuse(source: str, place: str) -> None:
            if source == str(made):
                raise OSError(errno.EXDEV, "Invalid cross-device link")
            rename(source, place)

        monkeypatch.setattr("bulletin_cli.writing.os.replace", refuse)
        move_whole(str(made), str(target))
        assert (target.read_text(encoding="utf-8"), target.stat().st_mode & 0o777) == ("新", 0o640)
        assert not list(tmp_path.glob(".bulletin-*"))

    @pytest.mark.parametrize("blocks", [4, 40, 90, 130])
    def test_in_the_databases_too(self, bulletin: Bulletin, tmp_path: Path, archive: Path, blocks: int) -> None:
        """The shell's limit on the size of a file (in kB) stops SQLite as a full disk does."""
        dumps = dump(tmp_path / "d", days=25, pages=3)
        command = (
            f'ulimit -f {blocks}; exec "$0" -m bulletin_cli run "$1" "$2" --formats sqlite --keywords 0 --sentences 1'
        )
        done = subprocess.run(
            ["bash", "-c", command, sys.executable, dumps, archive],
            capture_output=True, text=True, env=clean_environment(), timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 2, done.stderr
        assert (
            "not written" in done.stderr and "fault in bulletin" not in done.stderr and "Traceback" not in done.stderr
        )
        assert go(dumps, archive).code == WELL
        go(dumps, tmp_path / "fresh")
        assert holds(archive) == holds(tmp_path / "fresh")


class TestReadOnly:
    def test_place_is_said_and_no_more(self, bulletin: Bulletin, dumps: Path) -> None:
        done = bulletin("run", dumps, "/proc/archive")
        assert (done.code, done.out) == (2, "")
        assert "/proc/archive: no archive can be kept here" in done.err and "Traceback" not in done.err

    def test_archive_is_left_alone(self, dumps: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        go(dumps, archive)
        before = holds(archive)
        put(dumps / "2026-06-01/03.txt", page(3))

        def refuse(*_: Any, **__: Any) -> int:
            raise OSError(errno.EROFS, "Read-only file system")

        with monkeypatch.context() as patched:
            patched.setattr("bulletin_cli.run.lock.os.open", refuse)
            with pytest.raises(OutputError, match="Read-only file system"):
                go(dumps, archive)
        assert holds(archive) == before

    @pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
    def test_by_its_mode(self, bulletin: Bulletin, dumps: Path, archive: Path) -> None:
        archive.mkdir(mode=0o555)
        assert "Permission denied" in bulletin("run", dumps, archive).err


class TestDamagedState:
    @pytest.mark.parametrize("damage", [b"no database at all" * 100, b""])
    def test_costs_work_and_nothing_else(self, dumps: Path, archive: Path, damage: bytes) -> None:
        go(dumps, archive)
        before = holds(archive)
        put(archive / ".bulletin/state.sqlite", damage)
        ear = Ear()
        account = go(dumps, archive, ear)
        assert (account.code, account.issues) == (WELL, 4)
        assert bool(damage) == any("put aside" in warning for warning in ear.warnings)
        assert holds(archive) == before

    def test_of_another_version_is_put_aside(self, dumps: Path, archive: Path) -> None:
        go(dumps, archive)
        with closing(sqlite3.connect(archive / ".bulletin/state.sqlite")) as state:
            state.execute("PRAGMA user_version = 99")
        assert go(dumps, archive).issues == 4
        assert len(list((archive / ".bulletin").glob("state.sqlite.broken-*"))) == 1

    def test_an_archive_that_is_none_is_left_as_it_is(self, bulletin: Bulletin, dumps: Path, archive: Path) -> None:
        put(archive / "archive.sqlite", "a letter")
        done = bulletin("run", dumps, archive)
        assert done.code == 2 and "move it away" in done.err
        assert (archive / "archive.sqlite").read_text() == "a letter"


def test_a_clock_that_was_set_back_changes_nothing(dumps: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run of today believes that it is last year; files of the future are read again, and found to be the same."""
    go(dumps, archive)
    before = holds(archive)
    then = time.time() - 365 * 86400
    monkeypatch.setattr("bulletin_cli.run.inputs.time.time_ns", lambda: int(then * 1e9))
    monkeypatch.setattr("bulletin_cli.run.course._now", lambda: "2025-11-24T02:10:00+00:00")
    assert (account := go(dumps, archive)).code == WELL and account.issues == 0
    put(dumps / "2026-06-01/03.txt", page(3))
    os.utime(dumps / "2026-06-01/03.txt", (then, then))
    assert go(dumps, archive).issues == 1
    assert holds(archive) != before


def test_a_lock_is_let_go_of_when_a_run_fails(dumps: Path, archive: Path) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), locked(archive, "now"):
            raise ZeroDivisionError
    assert go(dumps, archive).code == WELL
    assert issubclass(LockedError, Exception) and FAILED == 2

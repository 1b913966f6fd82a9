"""Engines: the same results in the same order whatever runs them, and a worker that dies costs its file only."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin_cli.pipeline import Plan
from bulletin_cli.run import aside
from bulletin_cli.run.account import LOOK, WELL
from bulletin_cli.run.aside import fetched, left_aside
from bulletin_cli.run.engine import ENGINES, inline, settled
from bulletin_cli.run.local import local
from bulletin_cli.run.unit import Left, Made, Options, Piece, Result, Unit, digest_of, process
from nightly import dump, go, holds, page, put


def deadly(unit: Unit, options: Options) -> Result:
    """As `process`, but some words in a file are fatal to the process, or keep it busy for good."""
    words = [Path(piece.path).read_text(encoding="utf-8") for piece in unit.pieces]
    for text in words:
        if "毒" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "慢" in text:
            time.sleep(60)
        if "走" in text:
            os._exit(3)
        if "错" in text:
            raise SystemExit(0)
        if "偶" in text:  # something else kills it, once for each of its files
            met = Path(f"{unit.pieces[0].path}.met")
            if not met.exists():
                met.touch()
                os.kill(os.getpid(), signal.SIGKILL)
    if sum(text.count("重") for text in words) > 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return process(unit, options)


def killed(unit: Unit, options: Options) -> Result:
    """Never comes back."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def unit(folder: Path, issue: str, *pages: str) -> Unit:
    pieces = []
    for number, text in enumerate(pages, 1):
        path = put(folder / issue / f"{number}.txt", text)
        pieces.append(Piece(f"{issue}/{number}.txt", str(path), digest_of(path.read_bytes())))
    return Unit(issue, tuple(pieces))


def guilty(result: Result) -> list[str]:
    return [reject.name for reject in result.rejects if reject.fatal]


class TestLocal:
    @pytest.mark.parametrize("jobs", [1, 3])
    def test_gives_what_inline_gives_in_the_same_order(self, tmp_path: Path, jobs: int) -> None:
        units = [unit(tmp_path, f"i{n:02}", *(page(n + k) for k in range(n % 4 + 1))) for n in range(25)]
        still = [result._replace(counts=result.counts._replace(seconds=0)) for result in inline(units, Options())]
        found = [
            result._replace(counts=result.counts._replace(seconds=0)) for result in local(jobs, 60)(units, Options())
        ]
        assert found == still

    def test_reads_on_only_as_far_as_it_has_room(self, tmp_path: Path) -> None:
        taken = 0
        one = unit(tmp_path, "i", page(1))

        def units() -> Iterator[Unit]:
            nonlocal taken
            while True:
                taken += 1
                yield one

        results = local(2, 60)(units(), Options())
        for _ in range(3):
            next(results)
        assert taken <= 20
        results.close()  # type: ignore[attr-defined]

    def test_ends_its_workers_when_nobody_wants_more(self, tmp_path: Path) -> None:
        results = local(2, 60, deadly)((unit(tmp_path, f"i{n}", "慢" if n else page(1)) for n in range(9)), Options())
        next(results)
        begun = time.monotonic()
        results.close()  # type: ignore[attr-defined]
        assert time.monotonic() - begun < 20

    def test_no_units(self) -> None:
        assert list(local(2, 60)([], Options())) == []

    def test_is_what_the_command_line_names(self) -> None:
        assert next(ENGINES["local"](1, 60.0, None, None)([Unit("none", ())], Options())).issue == "none"


class TestDeadWorkers:
    @pytest.mark.parametrize(
        ("word", "why"), [("毒", "killed by SIGKILL (out of memory?)"), ("走", "exit code 3"), ("错", "exit code")]
    )
    def test_cost_their_file_and_no_other(self, tmp_path: Path, word: str, why: str) -> None:
        units = [
            unit(tmp_path, "a", page(1), page(2)),
            unit(tmp_path, "b", page(3), f"## 题\n\n{word}\n", page(4)),
            unit(tmp_path, "c", page(5)),
            unit(tmp_path, "d", f"## 题\n\n{word}\n"),
            unit(tmp_path, "e", page(6)),
        ]
        results = [result for _, result in settled(units, Options(), local(2, 60, deadly))]
        assert [result.issue for result in results] == list("abcde")
        assert [guilty(result) for result in results] == [[], ["b/2.txt"], [], ["d/1.txt"], []]
        assert [len(result.records.splitlines()) for result in results] == [2, 2, 1, 0, 1]
        assert why in results[1].rejects[0].reason

    def test_that_take_too_long_are_ended(self, tmp_path: Path) -> None:
        units = [unit(tmp_path, "a", page(1)), unit(tmp_path, "b", "慢"), unit(tmp_path, "c", page(2))]
        begun = time.monotonic()
        results = [result for _, result in settled(units, Options(), local(1, 1.5, deadly))]
        assert time.monotonic() - begun < 30
        assert [guilty(result) for result in results] == [[], ["b/1.txt"], []]
        assert "took longer than 1.5 seconds" in results[1].rejects[0].reason

    def test_of_files_that_are_too_much_only_together_cost_them_all(self, tmp_path: Path) -> None:
        units = [unit(tmp_path, "a", "重", "重"), unit(tmp_path, "b", page(2))]
        results = [result for _, result in settled(units, Options(), local(2, 60, deadly))]
        assert [guilty(result) for result in results] == [["a/1.txt", "a/2.txt"], []]

    def test_by_chance_cost_nothing(self, tmp_path: Path) -> None:
        units = [unit(tmp_path, "a", f"{page(1)}偶", page(2)), unit(tmp_path, "b", f"{page(3)}偶")]
        results = [result for _, result in settled(units, Options(), local(2, 60, deadly))]
        assert [guilty(result) for result in results] == [[], []]
        assert [len(result.records.splitlines()) for result in results] == [2, 1]

    def test_of_what_has_landed_say_so(self, tmp_path: Path) -> None:
        path = put(tmp_path / "r.jsonl", process(unit(tmp_path, "a", page(1)), Options()).records)
        ((_, result),) = settled([Unit("day", (), (Made(str(path)),), ("txt",))], Options(), local(1, 60, killed))
        assert "killed by SIGKILL" in (result.died or "") and not result.rejects

    def test_many_in_a_row(self, tmp_path: Path) -> None:
        units = [unit(tmp_path, f"i{n}", "毒" if n % 2 else page(n)) for n in range(8)]
        results = [result for _, result in settled(units, Options(), local(2, 60, deadly))]
        assert [len(guilty(result)) for result in results] == [0, 1] * 4


class TestAUnit:
    def test_that_no_longer_holds_what_was_found_says_so(self, tmp_path: Path) -> None:
        one = unit(tmp_path, "a", page(1), page(2))
        put(Path(one.pieces[1].path), page(3))
        assert process(one, Options()).changed == ("a/2.txt",)
        Path(one.pieces[0].path).unlink()
        assert process(one, Options()).changed == ("a/1.txt", "a/2.txt")

    def test_raises_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        one = unit(tmp_path, "a", page(1))
        with monkeypatch.context() as patched:
            patched.setattr("bulletin_cli.run.unit.dump", lambda article: 1 / 0)
            assert "ZeroDivisionError" in (process(one, Options()).died or "")
        with monkeypatch.context() as patched:
            patched.setattr("bulletin_cli.pipeline.cut", None)
            patched.setattr("bulletin_cli.flow.refine", lambda article, plan: 1 / 0)
            result = process(one, Options(Plan()))
        assert "fault in bulletin" in result.rejects[0].reason and len(result.records.splitlines()) == 1

    def test_may_be_left_aside_in_files(self, tmp_path: Path) -> None:
        one = unit(tmp_path, "a", page(1), page(2))._replace(formats=("txt",), archive=True)
        sent, folder = process(one, Options()), tmp_path / "aside"
        assert left_aside(str(folder), one, Options()).files(one) == sent.files(one)  # no folder: it is sent after all
        folder.mkdir()
        left = left_aside(str(folder), one, Options())
        assert (left.records, left.products, left.digest) == (b"", {}, sent.digest)
        assert isinstance(left.entries, Left) and fetched(left.entries) == sent.entries
        assert {form: Path(os.fsdecode(path)).read_bytes() for form, path in left.files(one).items()} == sent.files(one)
        assert len(list(folder.iterdir())) == 3

    def test_leaves_what_goes_into_the_archive_in_few_files(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ones = [unit(tmp_path, key, page(n))._replace(archive=True) for n, key in enumerate("abcde")]
        entries = [process(one, Options()).entries for one in ones]
        assert isinstance(entries[0], bytes)
        monkeypatch.setattr(aside, "_ENOUGH", int(2.5 * len(entries[0])))
        folder = tmp_path / "aside"
        folder.mkdir()
        left = [left_aside(str(folder), one, Options()).entries for one in ones]
        places = [place for place in left if isinstance(place, Left)]
        assert [place.last for place in places] == [False, False, True, False, False]
        assert [fetched(place) for place in places] == entries
        assert {Path(place.path).exists() for place in places[:3]} == {False}
        assert {Path(place.path).exists() for place in places[3:]} == {True}
        with pytest.raises(OSError, match="No such file"):
            fetched(places[0])
        with pytest.raises(OSError, match="bytes of"):
            fetched(places[4]._replace(size=1 << 20))

    def test_can_be_made_of_records_that_are_there(self, tmp_path: Path) -> None:
        path = put(tmp_path / "r.jsonl", process(unit(tmp_path, "a", page(1), page(2), page(3)), Options()).records)
        made = process(Unit("a", (), (Made(str(path)),), ("txt",)), Options())
        assert made.records == path.read_bytes() and "第2处" in made.products["txt"].decode()
        less = process(
            Unit("a", (), (Made(str(path), frozenset({1})), Made(str(path))), ("txt",), at_most=4), Options()
        )
        assert len(less.records.splitlines()) == 4 and less.products["txt"].decode().count("第2处") < 5


class TestInARun:
    def test_the_archive_is_the_same_whatever_the_jobs(self, tmp_path: Path) -> None:
        dumps = dump(tmp_path / "d", days=6, pages=3)
        for jobs in (1, 4):
            go(dumps, tmp_path / f"a{jobs}", engine="local", jobs=jobs, formats=("html",))
        go(dumps, tmp_path / "inline", formats=("html",))
        assert holds(tmp_path / "a1") == holds(tmp_path / "a4") == holds(tmp_path / "inline")

    def test_a_fatal_file_is_not_tried_again_until_it_changes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(ENGINES, "deadly", lambda jobs, seconds, *_: local(jobs, seconds, deadly))
        dumps, archive = dump(tmp_path / "d"), tmp_path / "a"
        bad = put(dumps / "2026-06-02/09.txt", "## 题\n\n毒药。\n")
        account = go(dumps, archive, engine="deadly")
        assert (account.code, [reject.name for reject in account.rejects]) == (LOOK, ["d/2026-06-02/09.txt"])
        again = go(dumps, archive, engine="deadly")
        assert (again.code, again.issues) == (WELL, 0)
        # A late page makes the issue anew, without the file that is known to kill.
        put(dumps / "2026-06-02/03.txt", page(23, 2))
        late = go(dumps, archive)  # by an engine that would read it
        assert (late.code, late.issues, late.standing) == (WELL, 1, 1)
        put(bad, page(29, 2))
        assert (go(dumps, archive, engine="deadly").standing, go(dumps, archive).issues) == (0, 0)
        go(dumps, tmp_path / "fresh")
        assert holds(archive) == holds(tmp_path / "fresh")

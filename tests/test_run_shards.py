"""Shares of a run: whatever the number of shards and their order, the run that lands them makes what one run makes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bulletin_cli.run.account import WELL
from bulletin_cli.run.lock import locked
from bulletin_cli.run.settings import Shard
from conftest import Bulletin
from nightly import Ear, dump, go, holds, page, put


def shelves(archive: Path) -> list[str]:
    return sorted(path.name for path in (archive / ".bulletin/shards").glob("*.sqlite"))


@pytest.mark.parametrize("of", [1, 3, 5])
def test_all_shares_together_are_one_run(tmp_path: Path, of: int) -> None:
    dumps, archive = dump(tmp_path / "d", days=7, pages=2), tmp_path / "a"
    made = [go(dumps, archive, shard=Shard(number, of), formats=("html",)).issues for number in range(of, 0, -1)]
    assert sum(made) == 7
    assert not holds(archive), "a shard lands nothing"
    landed = go(dumps, archive, formats=("html",))
    assert (landed.code, landed.issues, shelves(archive)) == (WELL, 7, [])
    go(dumps, tmp_path / "one", formats=("html",))
    assert holds(archive) == holds(tmp_path / "one")


def test_what_shards_did_not_make_is_made_by_the_run_that_lands(tmp_path: Path) -> None:
    dumps, archive = dump(tmp_path / "d", days=6), tmp_path / "a"
    go(dumps, archive, shard=Shard(1, 2))
    put(dumps / "2026-06-02/03.txt", page(99, 2))  # late: what a shard made of this issue is out of date
    go(dumps, archive)
    go(dumps, tmp_path / "one")
    assert holds(archive) == holds(tmp_path / "one")


def test_a_shard_takes_up_where_it_was_ended(tmp_path: Path) -> None:
    dumps, archive = dump(tmp_path / "d", days=6), tmp_path / "a"
    first = go(dumps, archive, shard=Shard(2, 2))
    again = go(dumps, archive, shard=Shard(2, 2))
    assert first.issues and (again.issues, again.unchanged) == (0, first.issues)


def test_a_damaged_shelf_costs_work_and_nothing_else(tmp_path: Path) -> None:
    dumps, archive, ear = dump(tmp_path / "d", days=4), tmp_path / "a", Ear()
    go(dumps, archive, shard=Shard(1, 2))
    go(dumps, archive, shard=Shard(2, 2))
    put(archive / ".bulletin/shards/1-of-2.sqlite", "不是数据库" * 1000)
    go(dumps, archive, ear)
    assert any("1-of-2.sqlite" in warning for warning in ear.warnings)
    go(dumps, tmp_path / "one")
    assert holds(archive) == holds(tmp_path / "one")


def test_later_nights_are_shared_as_well(tmp_path: Path) -> None:
    dumps, archive = dump(tmp_path / "d", days=4), tmp_path / "a"
    go(dumps, archive)
    put(dumps / "2026-06-09/01.txt", page(91, 9))
    put(dumps / "2026-06-01/01.txt", page(12, 1))
    shutil.rmtree(dumps / "2026-06-03")
    for number in (1, 2, 3):
        go(dumps, archive, shard=Shard(number, 3), drop=True)
    go(dumps, archive, drop=True)
    go(dumps, tmp_path / "one", drop=True)
    assert holds(archive) == holds(tmp_path / "one")


def test_a_shard_does_not_work_beside_the_run_that_lands(bulletin: Bulletin, tmp_path: Path) -> None:
    dumps, archive = dump(tmp_path / "d"), tmp_path / "a"
    with locked(archive, "now"):
        done = bulletin("run", dumps, archive, "--shard", "1/2")
    assert done.code == 2 and "another run is at work" in done.err


@pytest.mark.parametrize("given", ["0/2", "3/2", "1", "a/b", "1/0", "-1/2", "１/２"])
def test_what_is_no_share_is_wrong_usage(bulletin: Bulletin, tmp_path: Path, given: str) -> None:
    done = bulletin("run", tmp_path, tmp_path / "a", "--shard", given)
    assert done.code == 2 and "K/N" in done.err


def test_on_the_command_line(bulletin: Bulletin, tmp_path: Path) -> None:
    dumps = dump(tmp_path / "d", days=4)
    for number in (1, 2):
        done = bulletin("run", dumps, tmp_path / "a", "--shard", f"{number}/2", "--jobs", "1")
        assert done.code == 0, done.err
    assert bulletin("run", dumps, tmp_path / "a", "--jobs", "1").code == 0
    assert bulletin("run", dumps, tmp_path / "one", "--jobs", "1").code == 0
    assert holds(tmp_path / "a") == holds(tmp_path / "one")

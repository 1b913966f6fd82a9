"""Ray as an engine, on a real cluster of several nodes on this machine: what it makes is what a local run makes."""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bulletin_cli.run.account import WELL
from bulletin_cli.run.cluster import cluster
from bulletin_cli.run.engine import inline, settled
from bulletin_cli.run.unit import Options, Result, Unit, process
from nightly import dump, go, holds, page
from test_run_engine import deadly, guilty, unit

pytest.importorskip("ray", reason="Ray is not installed: the extra ray, or make test-ray")
pytestmark = [
    pytest.mark.xdist_group("ray"),
    pytest.mark.filterwarnings("ignore"),  # Ray's own
]

NODE = {"num_cpus": 1, "object_store_memory": 80_000_000}


@pytest.fixture(scope="module")
def nodes() -> Iterator[Any]:
    """A cluster of a head and two more nodes, this process connected to it; its workers find this module."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))
        import ray
        from ray.cluster_utils import Cluster

        made: Any = Cluster(initialize_head=True, head_node_args=NODE)
        for _ in range(2):
            made.add_node(**NODE)
        ray.init(made.address, log_to_driver=False, logging_level=40)
        yield made
        ray.shutdown()  # type: ignore[no-untyped-call, unused-ignore]
        made.shutdown()


def slow(unit: Unit, options: Options) -> Result:
    """As `process`, but long enough for a machine to be lost meanwhile."""
    time.sleep(0.3)
    return process(unit, options)


def timeless(results: list[Result]) -> list[Result]:
    return [result._replace(counts=result.counts._replace(seconds=0)) for result in results]


def test_gives_what_inline_gives_in_the_same_order(nodes: Any, tmp_path: Path) -> None:
    units = [unit(tmp_path, f"i{n:02}", *(page(n + k) for k in range(n % 3 + 1))) for n in range(12)]
    found = [result for _, result in settled(units, Options(), cluster(0, 60, nodes.address))]
    assert timeless(found) == timeless(list(inline(units, Options())))


def test_a_deadly_file_costs_itself_and_no_other(nodes: Any, tmp_path: Path) -> None:
    units = [unit(tmp_path, "a", page(1), "## 题\n\n毒\n"), unit(tmp_path, "b", page(2)), unit(tmp_path, "c", "走")]
    found = [result for _, result in settled(units, Options(), cluster(0, 60, nodes.address, deadly))]
    assert [guilty(result) for result in found] == [["a/2.txt"], [], ["c/1.txt"]]


def test_a_run_makes_what_a_local_run_makes(nodes: Any, tmp_path: Path) -> None:
    dumps = dump(tmp_path / "d", days=6, pages=2)
    account = go(dumps, tmp_path / "ray", engine="ray", address=nodes.address, jobs=0, formats=("html",))
    assert account.code == WELL
    go(dumps, tmp_path / "local", formats=("html",))
    assert holds(tmp_path / "ray") == holds(tmp_path / "local")


def test_a_node_killed_during_the_run_costs_nothing(nodes: Any, tmp_path: Path) -> None:
    units = [unit(tmp_path, f"i{n:02}", page(n)) for n in range(24)]
    lost = nodes.add_node(**NODE)
    killer = threading.Timer(1.0, lambda: nodes.remove_node(lost, allow_graceful=False))
    killer.start()
    found = [result for _, result in settled(units, Options(), cluster(0, 60, nodes.address, slow))]
    killer.join()
    assert timeless(found) == timeless(list(inline(units, Options())))

"""Kill a run at random moments, and see that the next one leaves what an uninterrupted one leaves.

    python tests/killing.py [MOMENTS [SEED]]

A process of its own, since it forks: what is imported and warm once is so in every run, and a thousand of them take
minutes. The run that is killed finds an archive of yesterday, and today's late, edited, moved and deleted pages.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from nightly import dump, go, holds, page, put

OPTIONS: dict[str, Any] = {"formats": ("html", "md"), "days": ("txt",), "feeds": ("jsonfeed",), "drop": True}


def yesterday(dumps: Path) -> None:
    """What was there when the archive was made."""
    dump(dumps, days=4, pages=2)
    put(dumps / "bad.txt", b"")


def today(dumps: Path) -> None:
    """What has happened since."""
    put(dumps / "2026-06-01/03.txt", page(19, 1))
    put(dumps / "2026-06-02/01.txt", page(29, 2))
    shutil.rmtree(dumps / "2026-06-03")
    (dumps / "old").mkdir()
    (dumps / "2026-06-04").rename(dumps / "old" / "2026-06-04")
    put(dumps / "2026-06-05/01.txt", page(51, 5))
    put(dumps / "2026-06-06/01.txt", page(11, 1))  # the same as on the first day
    put(dumps / "bad.txt", page(77, 7))
    put(dumps / "worse.txt", b"%PDF-")


def forked(dumps: Path, archive: Path, kill_after: float | None = None) -> bool:
    """A run in a process of its own; whether it came to its end."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            go(dumps, archive, **OPTIONS)
            code = 0
        finally:
            os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def main(moments: int, seed: int) -> None:
    chance = random.Random(seed)
    # In memory where there is such a place: a kill loses nothing that the kernel has, and waiting for a disk is no work.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="bulletin-killing-", dir=memory) as name:
        folder = Path(name)
        dumps = folder / "dumps"
        yesterday(dumps)
        assert forked(dumps, folder / "yesterday")
        today(dumps)
        assert forked(dumps, folder / "fresh")
        wanted = holds(folder / "fresh")
        lengths = []
        for number in range(5):
            archive = shutil.copytree(folder / "yesterday", folder / f"warm{number}")
            begun = time.perf_counter()
            assert forked(dumps, archive)
            lengths.append(time.perf_counter() - begun)
            assert holds(archive) == wanted, "a run that nobody disturbs"
        length = min(lengths)
        killed = left = 0
        for number in range(moments):
            archive = shutil.copytree(folder / "yesterday", folder / "archive")
            moment = chance.uniform(0, length)
            killed += not forked(dumps, archive, moment)
            left += bool(list(archive.rglob(".bulletin-*.tmp")))
            assert forked(dumps, archive), f"the run after moment {number}"
            found = holds(archive)
            differing = sorted(n for n in wanted.keys() | found.keys() if wanted.get(n) != found.get(n))
            assert not differing, f"moment {number} ({moment:.4f} s of {length:.4f}): {differing}"
            assert not list(archive.rglob("*.tmp"))
            shutil.rmtree(archive)
        print(f"{moments} moments within {length:.3f} s: {killed} runs killed, {left} with half a file left; all good")
        assert killed > moments / 3


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, int(sys.argv[2]) if len(sys.argv) > 2 else 1)

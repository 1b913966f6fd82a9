"""A share of a run, for job arrays: makes the issues of its share and leaves their results for the run that lands them.

Any number of shards work at the same time, on any machines that see the inputs and the archive folder. None of them
touches what the archive holds, so there is nothing to agree on between them: days, feeds, the SQLite archive and what is
printed twice are the affair of the plain run that comes after, which takes what lies ready and makes what does not.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing

from ..writing import OutputError
from .account import Account, Watcher
from .engine import ENGINES, settled
from .lock import locked
from .plan import Memory
from .settings import Settings
from .shelf import Shelf, shelf_of
from .state import StateError
from .survey import located, remembered, survey


def make_shard(settings: Settings, watcher: Watcher, account: Account) -> Account:
    """Make the share of the issues that `settings.shard` names.

    Args:
        settings: the same as those of the other shards and of the run that lands, but for the shard, jobs and engine.
        watcher: hears of it.
        account: what was done is counted there.

    Raises:
        LockedError: a run is at work in the archive, or the same shard is.
        OutputError: the archive folder cannot be written to.
        EngineError: the engine cannot be had.
    """
    begun = time.monotonic()
    path = shelf_of(settings)
    with (
        locked(settings.archive, account.began, shared=True),
        locked(settings.archive, account.began, f"{path.parent.name}/{path.stem}.lock"),
    ):
        try:
            with closing(Shelf(path)) as shelf:
                _make(settings, watcher, account, shelf)
        except sqlite3.OperationalError as error:
            raise OutputError(str(path), f"not written: {error}; check the disk, its mode and space") from error
        finally:
            shutil.rmtree(path.with_suffix(".unpacked"), ignore_errors=True)
    account.code = account.verdict()
    account.seconds = time.monotonic() - begun
    return account


def _make(settings: Settings, watcher: Watcher, account: Account, shelf: Shelf) -> None:
    try:
        memory = remembered(settings)
    except StateError as error:
        watcher.warn(f"{settings.archive}: its state is not readable ({error}); everything is made anew")
        memory = Memory({}, {}, [], {}, {})
    found, todo = survey(settings, memory)
    for name, reason in found.unseen.items():
        account.failed.append(f"{name}: {reason}")
        watcher.warn(f"{name}: {reason}", path=name)
    known = {(standing.reject.name, standing.reject.reason) for standing in memory.rejects}
    there = set() if settings.again else shelf.names()
    tasks = [task for task in todo.tasks if settings.result_work(task.unit) not in there]
    account.unchanged = len(todo.tasks) - len(tasks)
    units = (task.unit for task in located(tasks, found.files, shelf_of(settings).with_suffix(".unpacked")))
    engine = ENGINES[settings.engine](settings.jobs, settings.seconds, settings.address, None)
    for done, (unit, result) in enumerate(settled(units, settings.options, engine), 1):
        if result.changed:
            account.unsettled.append(unit.issue)
            watcher.warn(f"{result.changed[0]}: changed while it was read; {unit.issue} is left to the run that lands")
        else:
            shelf.put(settings.result_work(unit), result)
            account.add(result.counts)
            account.rejects += [reject for reject in result.rejects if (reject.name, reject.reason) not in known]
        watcher.progress(done, len(tasks), unit.issue)

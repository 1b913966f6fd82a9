"""Results that shards have made and left for the run that lands them, one SQLite file a shard below the archive folder.

A result lies under a name for all that it depends on (see `Settings.result_work`): one that is out of date is not found,
and made anew. So a shelf that is missing, half full or damaged costs work and nothing else.
"""

from __future__ import annotations

import io
import os
import pickle
import shutil
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from .engine import Engine
from .settings import Settings
from .unit import Options, Result, Unit

# What a result is made of, and nothing else, may come out of a shelf: a pickle can call anything it is allowed to name.
_MADE_OF = {
    ("bulletin_cli.run.unit", "Result"),
    ("bulletin_cli.run.unit", "Reject"),
    ("bulletin_cli.run.unit", "Counts"),
    ("collections", "Counter"),
}
_SHELVES = "shards"
_ENDING = ".sqlite"
# Seconds of work that a kill may cost: to make every result lasting by itself would take longer than to make it.
_LASTING = 2.0


class Shelf:
    """The results of one shard, to add to."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._since = time.monotonic()
        try:
            self._base = _opened(path)
            return
        except sqlite3.OperationalError:
            raise  # a full disk, no permission: nothing is wrong with the file
        except sqlite3.DatabaseError:
            pass
        for ending in ("", "-journal"):
            with suppress(FileNotFoundError):
                os.unlink(f"{path}{ending}")
        self._base = _opened(path)

    def close(self) -> None:
        """Let go of the file; what has been put into it stays."""
        self._base.commit()
        self._base.close()

    def names(self) -> set[str]:
        """The names of all results."""
        return {name for (name,) in self._base.execute("SELECT name FROM results")}

    def put(self, name: str, result: Result) -> None:
        """Add a result."""
        data = pickle.dumps(result, protocol=5)
        self._base.execute("INSERT OR REPLACE INTO results VALUES (?, ?)", (name, data))
        if time.monotonic() - self._since > _LASTING:
            self._base.commit()
            self._since = time.monotonic()


class Shelves:
    """All results that lie ready in an archive, to take from.

    Args:
        settings: of the run that lands them.
        warn: told of shelves that cannot be read.
    """

    def __init__(self, settings: Settings, warn: Callable[[str], None]) -> None:
        self._settings, self._warn = settings, warn
        self._stack = ExitStack()
        self._bases: dict[Path, sqlite3.Connection] = {}
        self._where: dict[str, Path] = {}
        self._used = 0
        for path in sorted(settings.state(_SHELVES).glob(f"*{_ENDING}")):
            try:
                base = self._bases[path] = self._stack.enter_context(closing(_opened(path)))
                self._where.update((name, path) for (name,) in base.execute("SELECT name FROM results"))
            except sqlite3.DatabaseError as error:
                warn(f"{path}: not readable ({error}); what lay in it is made anew")

    def __enter__(self) -> Shelves:
        return self

    def __exit__(self, *how: object) -> None:
        self._stack.close()

    def holds(self, unit: Unit) -> bool:
        """Whether the result of a unit lies here."""
        return bool(self._where) and not unit.made and self._settings.result_work(unit) in self._where

    def before(self, engine: Engine) -> Engine:
        """The engine, asked only for what does not lie here; all results come in the order of the units."""
        if not self._where:
            return engine

        def run(units: Iterable[Unit], options: Options) -> Iterator[Result]:
            due: deque[tuple[Unit, bool]] = deque()

            def to_make() -> Iterator[Unit]:
                for unit in units:
                    lies = self.holds(unit)
                    due.append((unit, lies))
                    if not lies:
                        yield unit

            for made in engine(to_make(), options):
                while due[0][1]:
                    yield self._taken(due.popleft()[0], options, engine)
                due.popleft()
                yield made
            for unit, _ in due:
                yield self._taken(unit, options, engine)

        return run

    def clear(self, made: int) -> None:
        """Take all away, once it has landed.

        Args:
            made: how many units of this run did not lie here. If none did, something is wrong, and all is left.
        """
        self._stack.close()
        folder = self._settings.state(_SHELVES)
        if made and self._where and not self._used:
            self._warn(
                f"{folder}: nothing that shards have left there is of use; "
                "were they run with other options? delete it if it is not wanted"
            )
            return
        shutil.rmtree(folder, ignore_errors=True)

    def _taken(self, unit: Unit, options: Options, engine: Engine) -> Result:
        name = self._settings.result_work(unit)
        path = self._where[name]
        try:
            (data,) = self._bases[path].execute("SELECT result FROM results WHERE name = ?", (name,)).fetchone()
            self._used += 1
            result: Result = _Unpickler(io.BytesIO(data)).load()
            return result._replace(aside={})  # what lies on a shelf names no files
        except (sqlite3.DatabaseError, pickle.UnpicklingError, EOFError, TypeError, AttributeError) as error:
            self._warn(f"{path}: {unit.issue} is not readable in it ({error}); made anew")
            return next(iter(engine((unit,), options)))


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in _MADE_OF:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a result")
        return super().find_class(module, name)


def shelf_of(settings: Settings) -> Path:
    """Where the results of the shard of these settings lie."""
    assert settings.shard is not None
    return settings.state(_SHELVES) / f"{settings.shard.number}-of-{settings.shard.of}{_ENDING}"


def _opened(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path)
    try:
        base.execute("CREATE TABLE IF NOT EXISTS results (name TEXT PRIMARY KEY, result BLOB NOT NULL)")
    except sqlite3.DatabaseError:
        base.close()
        raise
    return base

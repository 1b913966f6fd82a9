"""Before a run does anything: what the last one left behind, what is there now, what follows; nothing is changed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

from . import containers
from .inputs import Found, Looking, Scan, labels, scan
from .issues import key_by_name, needs_head, place_of
from .plan import Memory, Plan, Task, plan
from .settings import Settings
from .state import State


def looking(settings: Settings) -> Looking:
    """How a run with these settings looks at files; a shard passes by those that their names tell to be of another."""
    options, grouping, shard = settings.options, settings.grouping, settings.shard

    def ours(name: str) -> bool:
        key = key_by_name(name, grouping) if shard is not None else None
        return key is None or shard is None or shard.has(key)

    return Looking(options.largest, lambda name: needs_head(name, grouping), options.encoding, ours)


def remembered(settings: Settings) -> Memory:
    """What the last run left behind, read without a trace; the archive is taken to hold what it should.

    Raises:
        StateError: the state cannot be read.
    """
    path = settings.state("state.sqlite")
    if not path.exists():
        return Memory({}, {}, [], {}, {})
    with closing(State(path)) as state:
        issues = state.issues()
        held = {place_of(key): settings.archive_work(issue.records) for key, issue in issues.items()}
        return Memory(state.files(), issues, state.rejects(), state.gone(), held)


def survey(settings: Settings, memory: Memory) -> tuple[Scan, Plan]:
    """What is there now, and what is to be done; of that, only what is the shard's."""
    roots = labels(settings.inputs)
    found = scan(roots, memory.files, looking(settings))
    todo = plan(settings, found, memory, list(roots))
    if (shard := settings.shard) is None:
        return found, todo
    # Only to make issues of their files is work that can be divided; the rest is that of the run that lands it all.
    tasks = [task for task in todo.tasks if shard.has(task.unit.issue) and not task.unit.made]
    return found, todo._replace(tasks=tasks, gone=(), left=(), dropped={}, problems=())


def preview(settings: Settings) -> Iterator[str]:
    """What a run would do, a line each; nothing is written.

    Raises:
        StateError: the state cannot be read.
    """
    _, todo = survey(settings, remembered(settings))
    for task in todo.tasks:
        yield f"{'update' if task.unit.made else 'make'}\t{task.unit.issue}\t{len(task.pieces)}"
    for word, names in (("drop", todo.dropped), ("left", todo.left), ("missing", todo.gone)):
        yield from (f"{word}\t{name}" for name in names)
    yield from (f"reject\t{problem.name}\t{problem.reason}" for problem in todo.problems)


def located(tasks: Sequence[Task], files: Mapping[str, Found], folder: Path) -> Iterator[Task]:
    """The tasks with members of containers unpacked into folders below that one, each container once."""
    wanted: dict[str, set[str]] = {}
    for task in tasks:
        for piece in task.unit.pieces:
            if (container := files[piece.name].container) is not None:
                wanted.setdefault(container, set()).add(piece.name[len(container) + 1 :])
    places: dict[str, Path] = {}
    for number, (container, names) in enumerate(wanted.items()):
        with suppress(OSError):  # then its members are not there, and their issues are put off
            unpacked = containers.unpack(files[container].path, names, folder / str(number))
            places |= {f"{container}/{name}": path for name, path in unpacked.items()}
    for task in tasks:
        pieces = tuple(
            piece._replace(path=str(places.get(piece.name, ""))) if files[piece.name].container else piece
            for piece in task.unit.pieces
        )
        yield task._replace(unit=task.unit._replace(pieces=pieces))

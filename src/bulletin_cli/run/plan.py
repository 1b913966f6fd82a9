"""What is to be done: the scan against what the last run remembers. It changes nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .containers import is_container
from .inputs import Found, Scan
from .issues import Masthead, issues, place_of
from .settings import Settings
from .state import Issue, Standing
from .unit import NOTHING, RECORDS, Made, Piece, Reject, Unit


class Task(NamedTuple):
    """A unit that is to be run, where its outputs stand, and what they will have been made of.

    `pieces` are the digests of all files of the issue. `guilty` are those that killed their worker before and have not
    changed since: they are not in the unit.
    """

    unit: Unit
    place: str
    work: str
    pieces: Mapping[str, str]
    guilty: tuple[Standing, ...] = ()


class Plan(NamedTuple):
    """All that a run has to do.

    `gone` are files that are missed newly, `back` those that are missed no more; `left` are issues that stay as they
    were made though they are out of date, because files of theirs are missing; `dropped` are issues to be taken out,
    each with why. `problems` are files that cannot be read. `unchanged` counts issues with nothing to do.
    """

    tasks: Sequence[Task]
    unchanged: int
    gone: Sequence[str]
    back: Sequence[str]
    left: Sequence[str]
    dropped: Mapping[str, str]
    problems: Sequence[Reject]
    forgotten: Sequence[str]


class Memory(NamedTuple):
    """What the last run left behind: its files and issues, rejects, missing files, and what the archive holds."""

    files: Mapping[str, Found]
    issues: Mapping[str, Issue]
    rejects: Sequence[Standing]
    gone: Mapping[str, str]
    held: Mapping[str, str]


def plan(settings: Settings, found: Scan, memory: Memory, roots: Sequence[str]) -> Plan:
    """Compare and decide.

    Args:
        settings: of this run.
        found: what is there now.
        memory: what was.
        roots: the names of the inputs.
    """
    return _Planner(settings, found, memory).plan(roots)


class _Planner:
    def __init__(self, settings: Settings, found: Scan, memory: Memory) -> None:
        self._settings, self._found, self._memory = settings, found, memory
        self._good = {name: file for name, file in found.files.items() if file.digest and not _is_container(file)}
        # Of files that are new: what is missing and found again among them has moved, and is not lost.
        landed = {name: digest for issue in memory.issues.values() for name, digest in issue.pieces.items()}
        self._new = {file.digest for name, file in self._good.items() if landed.get(name) != file.digest}
        # Files in folders that could not be looked into are neither there nor gone.
        self._unseen = tuple(found.unseen) + tuple(f"{name}/" for name in found.unseen)
        self._fatal = {
            (standing.reject.name, standing.fatal): standing for standing in memory.rejects if standing.fatal
        }
        self._left: list[str] = []
        self._dropped: dict[str, str] = {}

    def plan(self, roots: Sequence[str]) -> Plan:
        files, memory = self._found.files, self._memory
        groups = issues(self._good, self._settings.grouping, self._masthead, roots)
        tasks = [task for key, names in groups.items() if (task := self._task(key, names))]
        for key, issue in memory.issues.items():
            if key in groups:
                continue
            if reason := self._why_dropped(issue):
                self._dropped[key] = reason
            elif task := self._products(issue):
                tasks.append(task)
        # What has moved leaves its old issue first: once it has landed in the new one it is new no more.
        tasks.sort(key=self._is_whole)
        remade = {task.unit.issue for task in tasks if not task.unit.made} | self._dropped.keys()
        kept = {name for key, issue in memory.issues.items() if key not in remade for name in issue.pieces}
        missing = {name for name in kept - files.keys() if not self._is_unseen(name)}
        return Plan(
            tasks,
            len(groups) - len(tasks),
            sorted(missing - memory.gone.keys()),
            sorted(memory.gone.keys() - missing),
            self._left,
            self._dropped,
            [Reject(file.name, None, file.problem) for file in files.values() if file.problem],
            [name for name in memory.files if name not in files and not self._is_unseen(name)],
        )

    def _task(self, key: str, names: Sequence[str]) -> Task | None:
        """What is to be done for an issue of which there are files; None if nothing."""
        settings, old = self._settings, self._memory.issues.get(key)
        pieces = {name: digest for name in names if (digest := self._good[name].digest)}
        if old is None:
            return self._anew(key, pieces)
        lost = {
            name: digest for name, digest in old.pieces.items() if name not in pieces and self._is_lost(name, digest)
        }
        made = old.records == NOTHING or os.path.exists(settings.issue_path(place_of(key), RECORDS))
        within = old.limits in ("", settings.limits)
        if made and within and not settings.again and settings.records_work({**lost, **pieces}) == old.work:
            return self._products(old)
        if not lost:
            return self._anew(key, pieces)
        self._left.append(key)
        return self._products(old) if made else None

    def _anew(self, key: str, pieces: Mapping[str, str]) -> Task:
        """Make everything of an issue, out of its files; those that killed their worker before are left out."""
        settings = self._settings
        guilty: tuple[Standing, ...] = ()
        if self._fatal and not settings.again:
            tried = (self._fatal.get((name, settings.trial(digest))) for name, digest in pieces.items())
            guilty = tuple(standing for standing in tried if standing)
        left_out = {standing.reject.name for standing in guilty}
        unit = Unit(
            key,
            tuple(Piece(n, self._good[n].path, digest) for n, digest in pieces.items() if n not in left_out),
            formats=settings.formats,
            archive=settings.archived,
        )
        return Task(unit, place_of(key), settings.records_work(pieces), pieces, guilty)

    def _products(self, issue: Issue) -> Task | None:
        """Make what is out of date out of the records of an issue; None if nothing is."""
        if issue.records == NOTHING:
            return None
        settings, place = self._settings, place_of(issue.key)
        formats = tuple(
            form
            for form in settings.formats
            if issue.products.get(form) != settings.product_work(issue.records, form)
            or not os.path.exists(settings.issue_path(place, form))
        )
        archive = settings.archived and self._memory.held.get(place) != settings.archive_work(issue.records)
        if not formats and not archive:
            return None
        made = (Made(settings.issue_path(place, RECORDS)),)
        return Task(Unit(issue.key, (), made, formats, archive), place, issue.work, issue.pieces)

    def _why_dropped(self, issue: Issue) -> str | None:
        """Why an issue of which no file is there by its name is to be taken out; None if it stays."""
        missing = {name: digest for name, digest in issue.pieces.items() if name not in self._good}
        if not missing:
            return "its files belong to other issues now"
        if any(self._is_lost(name, digest) for name, digest in missing.items()):
            return None
        return "its files were deleted" if set(missing.values()) - self._new else "its files have moved"

    def _is_lost(self, name: str, digest: str) -> bool:
        """Whether a file that cannot be read is neither found again under another name nor given up."""
        return digest not in self._new and (self._is_unseen(name) or not self._settings.drop)

    def _is_whole(self, task: Task) -> bool:
        old = self._memory.issues.get(task.unit.issue)
        return old is None or all(name in task.pieces for name in old.pieces)

    def _is_unseen(self, name: str) -> bool:
        return name.startswith(self._unseen)

    def _masthead(self, name: str) -> Masthead:
        return self._good[name].head or Masthead()


def _is_container(file: Found) -> bool:
    return file.container is None and is_container(file.name)

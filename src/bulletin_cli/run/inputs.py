"""What stands in the input folders now: every file by name, with the digest of its bytes, read only where it may be new.

A file is taken as unchanged when size, both times and inode are those of the last run, and the last run looked at it
well after it was written: a file that changes twice within one tick of the clock, or under a clock that was set back,
has times that say nothing, and is read again.
"""

from __future__ import annotations

import os
import stat
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..reading import SUFFIXES, reason_of
from . import containers
from .issues import HEAD, Masthead, masthead_of
from .unit import LARGER, digest_of, too_large

# Nanoseconds: the coarsest clock of a file system in use (FAT) ticks every two seconds.
_TICK = 2_000_000_000


class Stamp(NamedTuple):
    """What the file system says of a file without reading it."""

    size: int
    modified: int
    changed: int
    inode: int


class Found(NamedTuple):
    """A file, or a member of a container.

    `name` begins with the name of its input; `digest` is that of its bytes, None where there is a `problem`; `sure`
    says that `stamp` will tell a later change; `container` is the name of the ZIP or tar file that it stands in.
    """

    name: str
    path: str
    stamp: Stamp
    digest: str | None
    sure: bool = True
    head: Masthead | None = None
    problem: str | None = None
    container: str | None = None


class Looking(NamedTuple):
    """How to look: files larger than `largest` bytes are problems; `head` says whose masthead is wanted.

    Of a name for which `ours` says no, nothing is looked at.
    """

    largest: int
    head: Callable[[str], bool]
    encoding: str | None = None
    ours: Callable[[str], bool] = lambda _name: True


class Scan(NamedTuple):
    """All files found, by name; `passed` counts endings that are not read; `unseen` are folders that could not be."""

    files: Mapping[str, Found]
    passed: Counter[str]
    unseen: Mapping[str, str]


def labels(inputs: Sequence[str]) -> Mapping[str, str]:
    """The name of each input, which begins the names of its files: its own last part, numbered where two are alike.

    >>> labels(["/srv/dumps", "/mnt/dumps/"])
    {'dumps': '/srv/dumps', 'dumps~2': '/mnt/dumps/'}
    """
    named: dict[str, str] = {}
    for path in inputs:
        label = os.path.basename(os.path.abspath(path)) or "root"
        name, number = label, 1
        while name in named:
            number += 1
            name = f"{label}~{number}"
        named[name] = path
    return named


def scan(roots: Mapping[str, str], known: Mapping[str, Found], looking: Looking) -> Scan:
    """Look at everything in the inputs.

    Args:
        roots: path of each input by its name.
        known: what the last run found.
        looking: how to look.
    """
    eye = _Eye(known, looking)
    for label, path in roots.items():
        eye.look(label, path)
    return Scan(eye.files, eye.passed, eye.unseen)


class _Eye:
    def __init__(self, known: Mapping[str, Found], looking: Looking) -> None:
        self.files: dict[str, Found] = {}
        self.passed: Counter[str] = Counter()
        self.unseen: dict[str, str] = {}
        self._known, self._looking = known, looking
        self._now = time.time_ns()
        self._inside: dict[str, list[Found]] = {}
        for found in known.values():
            if found.container is not None:
                self._inside.setdefault(found.container, []).append(found)

    def look(self, label: str, path: str) -> None:
        """An input: a folder, or a file."""
        if not os.path.isdir(path):
            if os.path.exists(path):
                self._file(label, path)
            else:
                self.unseen[label] = "no such file or folder; is it mounted?"
            return
        before = len(self.files)
        self._folder(label, path)
        had = sum(1 for name in self._known if name.startswith(f"{label}/"))
        if len(self.files) == before and had:
            self.unseen.setdefault(label, f"nothing is left in it of {had:,} files; is it mounted?")

    def _folder(self, name: str, path: str) -> None:
        pending = [(name, path)]
        while pending:
            name, path = pending.pop()
            try:
                with os.scandir(path) as entries:
                    inside = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                self.unseen[name] = reason_of(error)
                continue
            for entry in inside:
                if entry.name.startswith("."):
                    continue
                below = f"{name}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    pending.append((below, entry.path))
                elif entry.is_symlink() and os.path.isdir(entry.path):
                    reason = "a link to a folder, not followed; name the folder as an input"
                    self._problem(below, entry.path, Stamp(0, 0, 0, 0), reason)
                elif wanted(entry.name):
                    self._file(below, entry.path)
                else:
                    self.passed[os.path.splitext(entry.name)[1].lower()] += 1

    def _problem(self, name: str, path: str, stamp: Stamp, reason: str) -> None:
        self.files[name] = Found(name, path, stamp, None, problem=reason)

    def _file(self, name: str, path: str) -> None:
        if not containers.is_container(name) and not self._looking.ours(name):
            return
        try:
            stamp, regular = _stamp(os.stat(path))
        except OSError as error:
            self._problem(name, path, Stamp(0, 0, 0, 0), reason_of(error))
            return
        if not regular:
            self._problem(name, path, stamp, "no regular file")
            return
        known = self._known.get(name)
        same = known is not None and known.sure and known.stamp == stamp and known.problem is None
        if containers.is_container(name):
            self._container(name, path, stamp, known if same else None)
        elif stamp.size > self._looking.largest:
            self._problem(name, path, stamp, too_large(self._looking.largest))
        elif same and known is not None and (known.head is not None or not self._looking.head(name)):
            self.files[name] = known._replace(path=path)
        else:
            self._read(name, path, stamp)

    def _read(self, name: str, path: str, stamp: Stamp) -> None:
        try:
            with open(path, "rb") as file:
                # Room for a byte more than there should be, and not for all that may be: that takes longer than to read.
                data = file.read(min(stamp.size, self._looking.largest) + 1)
                after, _ = _stamp(os.fstat(file.fileno()))
        except OSError as error:
            self._problem(name, path, stamp, reason_of(error))
            return
        if len(data) > self._looking.largest:
            self._problem(name, path, stamp, too_large(self._looking.largest))
            return
        self.files[name] = Found(
            name, path, stamp, digest_of(data), self._settled(stamp) and stamp == after, self._head(name, data)
        )

    def _settled(self, stamp: Stamp) -> bool:
        """Whether a change after now would show in the times: they lie a tick back, and not ahead."""
        return max(stamp.modified, stamp.changed) < self._now - _TICK

    def _head(self, name: str, data: bytes) -> Masthead | None:
        if not self._looking.head(name):
            return None
        if data[:2] == b"\x1f\x8b":
            import zlib

            try:
                data = zlib.decompressobj(31).decompress(data[:HEAD], HEAD)
            except zlib.error:
                return Masthead()
        return masthead_of(data, self._looking.encoding)

    def _container(self, name: str, path: str, stamp: Stamp, known: Found | None) -> None:
        inside = self._inside.get(name, [])
        if known is not None and all(self._holds(member) for member in inside):
            self.files[name] = known._replace(path=path)
            self.files.update((member.name, member._replace(path=path)) for member in inside)
            return
        whole = Found(name, path, stamp, "", self._settled(stamp))
        try:
            for member in self._members(name, path, stamp):
                self.files[member.name] = member
        except OSError as error:
            whole = whole._replace(digest=None, problem=reason_of(error))
        except containers.ContainerError as error:
            whole = whole._replace(digest=None, problem=str(error))
        self.files[name] = whole

    def _members(self, name: str, path: str, stamp: Stamp) -> Iterator[Found]:
        largest = self._looking.largest
        for member in containers.members(path):
            if not wanted(member.name):
                self.passed[os.path.splitext(member.name)[1].lower()] += 1
                continue
            here = f"{name}/{member.name}"
            if not self._looking.ours(here):
                continue
            size = Stamp(member.size, stamp.modified, stamp.changed, stamp.inode)
            problem = too_large(largest) if member.size > largest else None
            if containers.is_container(member.name):
                problem = "an archive within an archive, not read; unpack one of them"
            data = b""
            try:
                if problem is None:
                    data = _at_most(member.blocks(), largest + 1)
                    problem = too_large(largest) if len(data) > largest else None
            except containers.ContainerError as error:
                problem = str(error)
            digest, head = (None, None) if problem else (digest_of(data), self._head(here, data))
            yield Found(here, path, size, digest, True, head, problem, name)

    def _holds(self, member: Found) -> bool:
        """Whether what is known of a member still holds under today's limits and wishes."""
        largest = self._looking.largest
        if member.problem is not None:
            return member.problem == too_large(largest) or not member.problem.startswith(LARGER)
        return member.stamp.size <= largest and (member.head is not None or not self._looking.head(member.name))


def _at_most(blocks: Iterable[bytes], size: int) -> bytes:
    """The first blocks, until there are so many bytes."""
    held: list[bytes] = []
    for block in blocks:
        held.append(block)
        size -= len(block)
        if size <= 0:
            break
    return b"".join(held)


def wanted(name: str) -> bool:
    """Whether a file of that name is read: text and records, also as .gz, and containers."""
    return name.lower().removesuffix(".gz").endswith(SUFFIXES) or containers.is_container(name)


def _stamp(found: os.stat_result) -> tuple[Stamp, bool]:
    # SQLite has no 64 bits without a sign; what is left of the number tells as much.
    inode = found.st_ino & (1 << 63) - 1
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, inode), stat.S_ISREG(found.st_mode)

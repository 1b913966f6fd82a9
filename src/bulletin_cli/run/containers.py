"""ZIP and tar files as folders: which members they hold, and their bytes."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple

SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")


class ContainerError(Exception):
    """A ZIP or tar file that cannot be read, or not to its end; the message says why."""


class Member(NamedTuple):
    """A regular file in a container: its name, how many bytes it says it unpacks to, and its bytes in blocks."""

    name: str
    size: int
    blocks: Callable[[], Iterator[bytes]]


def is_container(name: str) -> bool:
    """Whether a file of that name is read as a folder.

    >>> is_container("2026-03.ZIP"), is_container("page.txt.gz")
    (True, False)
    """
    return name.lower().endswith(SUFFIXES)


def members(path: str) -> Iterator[Member]:
    """The regular files in a container, each to be read before the next is asked for.

    Raises:
        ContainerError: it is none, is cut short or is locked; the blocks of a member raise it too.
        OSError: it cannot be opened.
    """
    with _sound():
        yield from _zipped(path) if path.lower().endswith(".zip") else _tarred(path)


def unpack(path: str, wanted: Collection[str], folder: Path) -> Mapping[str, Path]:
    """Write the wanted members into a folder, under numbers for names; where each of them is.

    Members that cannot be read are left out.

    Raises:
        OSError: the container cannot be opened, or the disk is full.
    """
    folder.mkdir(parents=True, exist_ok=True)
    places: dict[str, Path] = {}
    with suppress(ContainerError):
        for member in members(path):
            if member.name in wanted:
                place = places.setdefault(member.name, folder / str(len(places)))
                with suppress(ContainerError), place.open("wb") as out:
                    out.writelines(member.blocks())
    return places


@contextmanager
def _sound() -> Iterator[None]:
    """Turn what the libraries raise for damage into ours."""
    try:
        yield
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError, ValueError) as error:
        # RuntimeError: a password is wanted, or a method of compression that is not there (NotImplementedError).
        raise ContainerError(_unsound(error)) from None
    except Exception as error:
        if type(error).__name__ != "LZMAError":  # its module is not there on every system
            raise
        raise ContainerError(_unsound(error)) from None


def _unsound(error: Exception) -> str:
    # Of a tar file that is none there is a line for every kind of compression that it is not of either.
    return f"not a sound archive: {str(error).partition(chr(10))[0].rstrip(':')}"


def _zipped(path: str) -> Iterator[Member]:
    with zipfile.ZipFile(path) as container:
        for entry in container.infolist():
            if not entry.is_dir():
                # Without the flag the name is in whatever charset the packing system had: on Chinese Windows GBK.
                known = entry.flag_bits & 0x800
                raw = entry.orig_filename.encode("utf-8" if known else "cp437", "replace")
                yield Member(_named(raw), entry.file_size, partial(_blocks, container.open, entry))


def _tarred(path: str) -> Iterator[Member]:
    with tarfile.open(path, "r:*") as container:
        for entry in container:
            if entry.isreg():
                raw = entry.name.encode("utf-8", "surrogateescape")
                yield Member(_named(raw), entry.size, partial(_blocks, container.extractfile, entry))


def _blocks(opened: Callable[[Any], IO[bytes] | None], entry: object) -> Iterator[bytes]:
    with _sound():
        file = opened(entry)
        assert file is not None
        with file:
            while block := file.read(1 << 18):
                yield block


def _named(raw: bytes) -> str:
    """A member's name as text, without what leads out of the container.

    >>> _named("./2026-03-18/第1版.txt".encode("gb18030")), _named(b"/../a.txt")
    ('2026-03-18/第1版.txt', 'a.txt')
    """
    for charset in ("utf-8", "gb18030"):
        try:
            name = raw.decode(charset)
            break
        except UnicodeDecodeError:
            name = raw.decode("utf-8", "surrogateescape")
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))

"""One run at a time in an archive."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..writing import OutputError


class LockedError(Exception):
    """Another run is at work in the archive; the message says which."""


@contextmanager
def locked(archive: Path, since: str) -> Iterator[None]:
    """Keep others out of the archive for as long as the block runs, or the process lives.

    The lock is a POSIX one: the system takes it away with the process, however that ends, and no worker inherits it.

    Args:
        archive: the folder; made where it is missing.
        since: when this run began, for whoever comes meanwhile.

    Raises:
        LockedError: another run has it.
        OutputError: the folder cannot be written to.
    """
    try:
        path = archive / ".bulletin" / "lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise OutputError(str(archive), f"no archive can be kept here: {error.strerror or error}") from None
    try:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            who = os.pread(file, 200, 0).decode("utf-8", "replace").strip() or "somebody"
            raise LockedError(f"{archive}: another run is at work here ({who}); this one has done nothing") from None
        os.ftruncate(file, 0)
        os.pwrite(file, f"process {os.getpid()} on {socket.gethostname()}, since {since}\n".encode(), 0)
        yield
        os.ftruncate(file, 0)
    finally:
        os.close(file)

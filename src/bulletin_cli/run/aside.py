"""What workers of this machine make they leave in files, which the run has only to move: writing is shared out as well.

Nothing that is left aside is of the archive yet. What nobody fetches goes at the end of the run, or at the beginning of
the next one.
"""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count

from .unit import Left, Options, Result, Unit, process

_numbers = count()

# What goes into the SQLite archive is appended to one file until that has so many bytes: to make a file costs more than to
# write it, and on some systems much more where others were deleted a moment before.
_ENOUGH = 32 << 20
_current: tuple[str, int] | None = None


def left_aside(folder: str, unit: Unit, options: Options) -> Result:
    """As `process`, but what is to become files stands in files already, which the result names, and its entries do too.

    So results are small, and no worker waits until the one process that lands them has read the last.

    Args:
        folder: where they stand; on the disk of the archive, so that they can be moved there.
        unit: of `process`.
        options: of `process`.
    """
    result = process(unit, options)
    left: dict[str, str] = {}
    entries = result.entries
    try:
        for form, data in result.files(unit).items():
            if isinstance(data, bytes):
                left[form] = _left(folder, data)
        if isinstance(entries, bytes) and entries:
            entries = _added(folder, entries)
    except OSError:  # a full disk: who lands it finds out, and says so
        for path in left.values():
            with suppress(OSError):
                os.unlink(path)
        return result
    return result._replace(records=b"", products={}, aside=left, entries=entries)


def fetched(left: Left) -> bytes:
    """What a worker has left in a file of several; the last takes the file with it.

    Raises:
        OSError: it is not there any more.
    """
    with open(left.path, "rb", buffering=0) as file:
        data = os.pread(file.fileno(), left.size, left.start)
    if left.last:
        os.unlink(left.path)
    if len(data) != left.size:
        raise OSError(f"{len(data)} bytes of {left.size}")
    return data


def _left(folder: str, data: bytes) -> str:
    path = os.path.join(folder, f"{os.getpid()}-{next(_numbers)}")
    # Not synced here, where it would keep a worker from its work: who moves it waits for the disk.
    with open(path, "xb") as file:
        file.write(data)
    return path


def _added(folder: str, data: bytes) -> Left:
    global _current
    path, start = _current or ("", 0)
    if os.path.dirname(path) != folder:
        path, start = os.path.join(folder, f"{os.getpid()}-{next(_numbers)}"), 0
    _current = None  # until it is written: behind half a write nothing is added
    with open(path, "ab" if start else "xb") as file:
        file.write(data)
    last = start + len(data) >= _ENOUGH
    if not last:
        _current = path, start + len(data)
    return Left(path, start, len(data), last)

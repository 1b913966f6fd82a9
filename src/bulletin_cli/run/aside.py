"""What workers of this machine make they leave in files, which the run has only to move: writing is shared out as well.

Nothing that is left aside is of the archive yet. What nobody fetches goes at the end of the run, or at the beginning of
the next one.
"""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count

from .unit import Options, Result, Unit, process

_numbers = count()


def left_aside(folder: str, unit: Unit, options: Options) -> Result:
    """As `process`, but what is to become files stands in files already, which the result names.

    Args:
        folder: where they stand; on the disk of the archive, so that they can be moved there.
        unit: of `process`.
        options: of `process`.
    """
    result = process(unit, options)
    left: dict[str, str] = {}
    try:
        for form, data in result.files(unit).items():
            if isinstance(data, bytes):
                left[form] = _left(folder, data)
    except OSError:  # a full disk: who lands it finds out, and says so
        for path in left.values():
            with suppress(OSError):
                os.unlink(path)
        return result
    return result._replace(records=b"", products={}, aside=left)


def _left(folder: str, data: bytes) -> str:
    path = os.path.join(folder, f"{os.getpid()}-{next(_numbers)}")
    # Not synced here, where it would keep a worker from its work: who moves it waits for the disk.
    with open(path, "xb") as file:
        file.write(data)
    return path

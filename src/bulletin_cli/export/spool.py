"""Text that must wait for what comes before it in the file: in memory while short, else in an unnamed file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO, cast

_IN_MEMORY = 1 << 20
_PIECE = 1 << 16


@contextmanager
def spool() -> Iterator[TextIO]:
    """A text file that vanishes when it is done with, even if the process is killed."""
    # Beside its use: it brings in random and hashlib, 5 ms that a single article need not pay.
    from tempfile import SpooledTemporaryFile

    with SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="") as file:
        yield cast(TextIO, file)


def copied(file: TextIO, out: TextIO) -> None:
    """Write all that the file holds to `out`."""
    file.seek(0)
    while piece := file.read(_PIECE):
        out.write(piece)

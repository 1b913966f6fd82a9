"""Text that must wait for what comes before it in the file: in memory while short, else in an unnamed file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO, cast

# Where what waits goes into a text; a form feed, which no text that goes through `printable` holds.
HERE = "\f"
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


def written_around(text: str, waiting: Sequence[TextIO], out: TextIO) -> None:
    """Write the text with what waits put in at its places, one `HERE` for each."""
    before, *rest = text.split(HERE)
    out.write(before)
    for file, after in zip(waiting, rest, strict=True):
        copied(file, out)
        out.write(after)

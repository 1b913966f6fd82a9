"""Entries of ZIP files that come out the same on every run and every machine."""

from __future__ import annotations

from zipfile import ZIP_DEFLATED, ZipInfo

# The earliest moment a ZIP file can name: the real one would make every run another file.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def entry(name: str) -> ZipInfo:
    """An entry of that name with a fixed time, system and mode, deflated."""
    made = ZipInfo(name, _MOMENT)
    made.compress_type = ZIP_DEFLATED
    made.create_system = _UNIX
    made.external_attr = 0o644 << 16
    return made

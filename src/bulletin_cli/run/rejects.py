"""The rejects folder: for every file with something wrong in it, what and where; it always shows how things stand now."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ..records import to_json
from ..writing import put_whole
from .issues import safe_name
from .state import Standing


def put_rejects(folder: Path, standing: Sequence[Standing]) -> None:
    """Write a file of JSON lines for every file that has rejects, and take those away that have none any more.

    Raises:
        OutputError: the folder cannot be written to.
    """
    wanted: dict[Path, str] = {}
    for _, reject, _ in standing:
        path = folder.joinpath(*(safe_name(part) for part in reject.name.split("/")))
        path = path.with_name(f"{path.name}.jsonl")
        line = {"path": reject.name, "line": reject.line, "reason": reject.reason, "text": reject.text}
        wanted[path] = wanted.get(path, "") + to_json(line) + "\n"
    for path in sorted(folder.rglob("*.jsonl"), reverse=True):
        if path not in wanted:
            path.unlink()
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        with suppress(OSError):  # not empty
            path.rmdir()
    for path, text in wanted.items():
        data = text.encode()
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            put_whole(str(path), data)

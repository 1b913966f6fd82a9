"""The diff: `patch` makes the clean text of it, whatever the text and the edits."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_cli.diff import Diff
from bulletin_cli.model import Edit
from conftest import PAGE, Bulletin


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text(alphabet="ab\n", max_size=30))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        after = draw(st.text(alphabet="xy\n", max_size=3))
        if after != text[start:end]:
            edits.append(Edit("r", 1, 1, start, text[start:end], after, 1.0, ""))
    return text, edits


def applied(text: str, edits: list[Edit]) -> str:
    for edit in reversed(edits):
        text = text[: edit.offset] + edit.after + text[edit.offset + len(edit.before) :]
    return text


def patched(text: str, lines: list[str]) -> str:
    """What a unified diff makes of a text, by its definition."""
    old = text.splitlines(keepends=True) if text else []
    out: list[str] = []
    at = 0
    for n, line in enumerate(lines[2:], 2):
        newline = "" if n + 1 < len(lines) and lines[n + 1].startswith("\\") else "\n"
        if line.startswith("@@"):
            start, count = (int(x) for x in line.split()[1][1:].split(","))
            until = start - 1 if count else start
            out += old[at:until]
            at = until
        elif line[0] in " -":
            assert old[at] == line[1:] + newline
            out += [old[at]] if line[0] == " " else []
            at += 1
        elif line[0] == "+":
            out.append(line[1:] + newline)
    return "".join(out + old[at:])


@given(texts_with_edits())
def test_the_diff_says_what_the_edits_do(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    assert patched(text, list(Diff("a").lines(text, edits))) == applied(text, edits)


@pytest.mark.skipif(not shutil.which("patch"), reason="patch is not installed")
@pytest.mark.parametrize("text", [PAGE, PAGE.rstrip("\n"), "\n-4-\n", PAGE + "\n\n\n会议指出,要抓落实"])
def test_patch_takes_it(bulletin: Bulletin, tmp_path: Path, text: str) -> None:
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    clean = bulletin("clean", "page.txt").raw
    (tmp_path / "page.diff").write_bytes(bulletin("clean", "--diff", "page.txt").raw)
    subprocess.run(["patch", "--quiet", "page.txt", "page.diff"], cwd=tmp_path, check=True)
    assert (tmp_path / "page.txt").read_bytes() == clean

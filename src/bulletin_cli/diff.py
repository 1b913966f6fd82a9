"""A unified diff out of edits: lines for `patch`, and within them the very characters that changed, in colour."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from .model import Edit

CONTEXT = 2  # lines kept around a change

_RED, _GREEN, _CYAN, _BOLD, _MARK, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[1m", "\x1b[7m", "\x1b[0m"


# Text and whether it was changed.
_Pieces = list[tuple[str, bool]]


class Diff:
    """The diff of one input, passage by passage.

    Args:
        path: the input's name, printed in the header before the first change.
        colour: whether changed characters are marked.
        safe: applied to every piece of text, such as to make control characters visible on a terminal.
    """

    def __init__(self, path: str, *, colour: bool = False, safe: Callable[[str], str] = str) -> None:
        self.path, self.colour, self._safe = path, colour, safe
        self._begun = False
        self._shift = 0  # how many lines longer the new text is so far

    def lines(self, text: str, edits: Sequence[Edit], first_line: int = 1) -> Iterator[str]:
        """The diff of one passage, a line (without its newline) at a time.

        Args:
            text: the text before the edits.
            edits: in order of their offsets, which point into `text`, and not overlapping.
            first_line: number of the passage's first line in its input.
        """
        if not edits:
            return
        if not self._begun:
            self._begun = True
            name = self._safe(self.path)
            yield self._paint(_BOLD, f"--- {name if name.isprintable() else json.dumps(name)}")
            yield self._paint(_BOLD, f"+++ {name if name.isprintable() else json.dumps(name)}")
        starts = _line_starts(text)
        for hunk in _hunks(edits, starts):
            yield from self._hunk(text, hunk, starts, first_line)

    def _hunk(self, text: str, edits: list[Edit], starts: list[int], first_line: int) -> Iterator[str]:
        top = max(0, _line_of(starts, edits[0].offset) - CONTEXT)
        begin = first_line + top
        last = _last_line(starts, edits[-1])
        body: list[str] = []
        old = new = 0
        for first, final, group in _blocks(edits, starts):
            kept = [_line(text, starts, n) for n in range(top, first)]
            before, after = _sides(text, starts, first, final, group)
            body += [p for k in kept for p in self._printed(" ", [(k, False)], "")]
            body += [p for line in before for p in self._printed("-", line, _RED)]
            body += [p for line in after for p in self._printed("+", line, _GREEN)]
            old, new = old + len(kept) + len(before), new + len(kept) + len(after)
            top = final + 1
        tail = [_line(text, starts, n) for n in range(top, min(len(starts) - 1, last + CONTEXT) + 1)]
        tail = [line for line in tail if line]  # what follows the last newline is no line
        body += [p for k in tail for p in self._printed(" ", [(k, False)], "")]
        old, new = old + len(tail), new + len(tail)
        at = begin if old else begin - 1
        yield self._paint(_CYAN, f"@@ -{at},{old} +{(begin if new else begin - 1) + self._shift},{new} @@")
        yield from body
        self._shift += new - old

    def _paint(self, colour: str, text: str) -> str:
        return f"{colour}{text}{_PLAIN}" if self.colour else text

    def _printed(self, sign: str, pieces: _Pieces, colour: str) -> Iterator[str]:
        """A line of the diff; a second one says so where the text ends without a newline."""
        whole = "".join(p for p, _ in pieces)
        pieces = [(self._safe(p.removesuffix("\n")), changed) for p, changed in pieces]
        if self.colour and colour:
            inside = "".join(f"{_MARK}{p}\x1b[27m" if changed and p else p for p, changed in pieces)
            yield f"{colour}{sign}{inside}{_PLAIN}"
        else:
            yield sign + "".join(p for p, _ in pieces)
        if not whole.endswith("\n"):
            yield "\\ No newline at end of file"


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _line_of(starts: list[int], offset: int) -> int:
    return bisect_right(starts, offset) - 1


def _last_line(starts: list[int], edit: Edit) -> int:
    """The last line that an edit touches: the one behind a newline only if it moves up to something."""
    end = edit.offset + len(edit.before)
    whole = edit.after.endswith("\n") or (not edit.after and starts[_line_of(starts, edit.offset)] == edit.offset)
    return _line_of(starts, end - 1 if edit.before.endswith("\n") and whole else end)


def _line(text: str, starts: list[int], number: int) -> str:
    """A line with its newline, if it has one."""
    return text[starts[number] : _end(text, starts, number)]


def _end(text: str, starts: list[int], number: int) -> int:
    return starts[number + 1] if number + 1 < len(starts) else len(text)


def _hunks(edits: Sequence[Edit], starts: list[int]) -> Iterator[list[Edit]]:
    """Edits whose context lines would touch belong to one hunk."""
    hunk: list[Edit] = []
    reach = -1
    for edit in edits:
        if hunk and _line_of(starts, edit.offset) > reach + 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(edit)
        reach = _last_line(starts, edit)
    if hunk:
        yield hunk


def _blocks(edits: list[Edit], starts: list[int]) -> Iterator[tuple[int, int, list[Edit]]]:
    """Runs of touching lines with the edits in them: first line, last line, edits."""
    first = final = -1
    group: list[Edit] = []
    for edit in edits:
        top, bottom = _line_of(starts, edit.offset), _last_line(starts, edit)
        if group and top > final:
            yield first, final, group
            group = []
        if not group:
            first = top
        group.append(edit)
        final = bottom
    if group:
        yield first, final, group


def _sides(
    text: str, starts: list[int], first: int, final: int, edits: list[Edit]
) -> tuple[list[_Pieces], list[_Pieces]]:
    """The lines from `first` to `final` before and after the edits, in pieces: text and whether it changed."""
    at = starts[first]
    end = _end(text, starts, final)
    old: _Pieces = []
    new: _Pieces = []
    for edit in edits:
        same = (text[at : edit.offset], False)
        old += [same, (edit.before, True)]
        new += [same, (edit.after, True)]
        at = edit.offset + len(edit.before)
    rest = (text[at:end], False)
    return _as_lines([*old, rest]), _as_lines([*new, rest])


def _as_lines(pieces: _Pieces) -> list[_Pieces]:
    """Pieces of text as lines, each with its newline; the last may have none."""
    lines: list[_Pieces] = [[]]
    for text, changed in pieces:
        *whole, rest = text.split("\n")
        for part in whole:
            lines[-1].append((part + "\n", changed))
            lines.append([])
        if rest:
            lines[-1].append((rest, changed))
    return lines if lines[-1] else lines[:-1]

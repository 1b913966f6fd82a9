"""A unified diff out of edits: lines for `patch`, and within them the very characters that changed, in colour."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from .model import Edit

CONTEXT = 2  # lines kept around a change

_RED, _GREEN, _CYAN, _BOLD, _MARK, _PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[36m", "\x1b[1m", "\x1b[7m", "\x1b[0m"


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
            yield self._paint(_BOLD, f"--- {self._safe(self.path)}")
            yield self._paint(_BOLD, f"+++ {self._safe(self.path)} (cleaned)")
        starts = _line_starts(text)
        for hunk in _hunks(edits, starts):
            yield from self._hunk(text, hunk, starts, first_line)

    def _hunk(self, text: str, edits: list[Edit], starts: list[int], first_line: int) -> Iterator[str]:
        top = max(0, _line_of(starts, edits[0].offset) - CONTEXT)
        last = _line_of(starts, edits[-1].offset + len(edits[-1].before))
        end = min(len(starts) - 1, last + CONTEXT)
        body: list[str] = []
        old = new = 0
        for first, final, group in _blocks(edits, starts):
            kept = [_line(text, starts, n) for n in range(top, first)]
            body += [" " + self._safe(k) for k in kept]
            before, after = _sides(text, starts, first, final, group)
            body += [self._mark(_RED, "-", line) for line in before]
            body += [self._mark(_GREEN, "+", line) for line in after]
            old, new = old + len(kept) + len(before), new + len(kept) + len(after)
            top = final + 1
        tail = [_line(text, starts, n) for n in range(top, end + 1)]
        if tail and end == len(starts) - 1 and not tail[-1]:
            tail.pop()  # what follows the last newline is no line
        body += [" " + self._safe(k) for k in tail]
        old, new = old + len(tail), new + len(tail)
        begin = first_line + max(0, _line_of(starts, edits[0].offset) - CONTEXT)
        yield self._paint(_CYAN, f"@@ -{begin},{old} +{begin + self._shift},{new} @@")
        yield from body
        self._shift += new - old

    def _paint(self, colour: str, text: str) -> str:
        return f"{colour}{text}{_PLAIN}" if self.colour else text

    def _mark(self, colour: str, sign: str, pieces: list[tuple[str, bool]]) -> str:
        if not self.colour:
            return sign + "".join(self._safe(p) for p, _ in pieces)
        safe = ((self._safe(p), changed) for p, changed in pieces)
        inside = "".join(f"{_MARK}{p}\x1b[27m" if changed and p else p for p, changed in safe)
        return f"{colour}{sign}{inside}{_PLAIN}"


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _line_of(starts: list[int], offset: int) -> int:
    return bisect_right(starts, offset) - 1


def _line(text: str, starts: list[int], number: int) -> str:
    end = starts[number + 1] - 1 if number + 1 < len(starts) else len(text)
    return text[starts[number] : end]


def _hunks(edits: Sequence[Edit], starts: list[int]) -> Iterator[list[Edit]]:
    """Edits whose context lines would touch belong to one hunk."""
    hunk: list[Edit] = []
    reach = -1
    for edit in edits:
        if hunk and _line_of(starts, edit.offset) > reach + 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(edit)
        reach = _line_of(starts, edit.offset + len(edit.before))
    if hunk:
        yield hunk


def _blocks(edits: list[Edit], starts: list[int]) -> Iterator[tuple[int, int, list[Edit]]]:
    """Runs of touching lines with the edits in them: first line, last line, edits."""
    first = final = -1
    group: list[Edit] = []
    for edit in edits:
        top, bottom = _line_of(starts, edit.offset), _line_of(starts, edit.offset + len(edit.before))
        if group and top > final:
            yield first, final, group
            group = []
        if not group:
            first = top
        group.append(edit)
        final = bottom
    if group:
        yield first, final, group


_Pieces = list[tuple[str, bool]]


def _sides(
    text: str, starts: list[int], first: int, final: int, edits: list[Edit]
) -> tuple[list[_Pieces], list[_Pieces]]:
    """The lines from `first` to `final` before and after the edits, in pieces: text and whether it changed."""
    at = starts[first]
    end = starts[final + 1] - 1 if final + 1 < len(starts) else len(text)
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
    lines: list[_Pieces] = [[]]
    for text, changed in pieces:
        head, *more = text.split("\n")
        lines[-1].append((head, changed))
        lines += [[(part, changed)] for part in more]
    if len(lines) > 1 and not any(p for p, _ in lines[-1]):
        lines.pop()
    return lines

"""What looks damaged and is left as it is: reported, for a reader to decide."""

from __future__ import annotations

import re

from bulletin_cli.chinese.breaks import UNSURE_AT, judge_breaks
from bulletin_cli.clean.lines import DARING
from bulletin_cli.model import Edit


def doubts(text: str, join: str = "balanced", body: bool = False) -> tuple[Edit, ...]:
    """The places of a cleaned `text` that may be damaged, in order; `after` is `before`, confidence below 0.5.

    >>> [(d.repair, d.offset, d.before, d.reason) for d in doubts("会议\ufffd召开，锟斤拷")]
    [('lost-characters', 2, '\ufffd', 'characters are lost'), ('lost-characters', 6, '锟斤拷', 'characters are lost')]
    """
    found = [(m.start(), m.end(), "lost-characters", 0.4, "characters are lost") for m in _lost().finditer(text)]
    lines = text.split("\n")
    gaps = iter(judge_breaks(lines, body))
    at, end = 0, -1
    for line in lines:
        if row := line.strip():
            start = at + line.index(row[0])
            if end >= 0 and UNSURE_AT <= (gap := next(gaps)).score < DARING.get(join, 99):
                found.append((end, start, "breaks", 0.4, ", ".join(gap.reasons)))
            end = at + len(line.rstrip())
        at += len(line) + 1
    out: list[Edit] = []
    for start, stop, name, sure, reason in sorted(found):
        out.append(Edit(name, 1, 1, start, text[start:stop], text[start:stop], sure, reason))
    return _numbered(out, text)


def _numbered(found: list[Edit], text: str) -> tuple[Edit, ...]:
    line, at, begin = 1, 0, 0
    out = []
    for edit in found:
        if more := text.count("\n", at, edit.offset):
            line += more
            begin = text.rfind("\n", at, edit.offset) + 1
        at = edit.offset
        out.append(edit._replace(line=line, column=at - begin + 1))
    return tuple(out)


def _lost() -> re.Pattern[str]:
    return re.compile("(?:锟斤拷)+锟?|\ufffd+|[\ue000-\uf8ff]+")

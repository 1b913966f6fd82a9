"""Stories continued on another page: the two parts found and joined, within one issue and never the wrong two."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from .blocks import ends_sentence
from .draft import Draft, Repeated
from .furniture import Survey
from .jumps import likeness, same_page

# Below this the second part stays by itself and says that its beginning is missing.
_ENOUGH = 2.0
# A pair must be this much better than any other of either part.
_CLEAR = 0.5
# How many second parts before and after a first one are looked at: more than any issue has.
_NEAR = 50


def join_jumps(drafts: Sequence[Draft], survey: Survey) -> list[Draft]:
    """Join the parts of continued stories; a joined story stands where its first part stands.

    Evidence: both pages agree with the marks, the headlines are alike, the first part ends within a sentence. A pair
    is joined only when it is each part's best and no other pair comes near.
    """
    firsts = [(k, d) for k, d in enumerate(drafts) if d.onward]
    seconds = [(k, d) for k, d in enumerate(drafts) if d.back]
    if not firsts or not seconds:
        return list(drafts)
    pairs: list[tuple[float, int, int]] = []
    for k, a in firsts:
        at = bisect.bisect_left(seconds, k, key=lambda item: item[0])
        for m, b in seconds[max(0, at - _NEAR) : at + _NEAR]:
            if k != m and (a.sheet != b.sheet or k < m) and survey.issue[a.sheet] == survey.issue[b.sheet]:
                score = _score(a, b, survey)
                if score >= _ENOUGH:
                    pairs.append((score, k, m))
    pairs.sort(key=lambda p: (-p[0], p[2]))
    mine: dict[int, list[tuple[float, int, int]]] = {}
    for pair in pairs:
        for part in pair[1:]:
            mine.setdefault(part, []).append(pair)
    taken: set[tuple[str, int]] = set()
    for score, k, m in pairs:
        if ("first", k) in taken or ("second", m) in taken:
            continue
        rivals = (
            other
            for other, x, y in {*mine[k], *mine[m]}
            if (x == k) != (y == m) and ("first", x) not in taken and ("second", y) not in taken
        )
        if any(other > score - _CLEAR for other in rivals):
            continue
        _join(drafts[k], drafts[m])
        taken |= {("first", k), ("second", m)}
    return [d for k, d in enumerate(drafts) if ("second", k) not in taken]


def _score(a: Draft, b: Draft, survey: Survey) -> float:
    """How well a second part fits a first one."""
    assert a.onward and b.back
    score = 0.0
    here, there = survey.facts[a.sheet].page, survey.facts[b.sheet].page
    for wanted, real in ((a.onward.page, there), (b.back.page, here)):
        agree = same_page(wanted, real)
        if agree is False:
            return 0.0
        score += 1.0 if agree else 0.0
    alike = likeness(a.headline, b.headline)
    score += 3.0 * alike if a.headline and b.headline else 0.5
    if a.headline and b.headline and alike < 0.3:
        score -= 2.0
    if a.parts and not ends_sentence(a.last_text()):
        score += 0.5
    return score if b.sheet >= a.sheet else score - 1.0


def _join(a: Draft, b: Draft) -> None:
    """Put the second part's text behind the first one's."""
    assert a.onward and b.back
    parts = list(b.parts)
    if a.parts and parts and a.parts[-1][0] == parts[0][0] == "paragraph" and not ends_sentence(a.last_text()):
        onward = parts.pop(0)[1]
        a.parts[-1] = ("paragraph", a.last_text() + seam(a.last_text(), onward) + onward)
    a.parts += parts
    a.sheets += [s for s in b.sheets if s not in a.sheets]
    repeated = b.head
    if a.byline is None and b.byline is not None:
        a.byline = b.byline
        repeated = [block for block in b.head if block.kind not in ("byline", "tail")]
    texts = [block.text for block in repeated]
    if a.back is not None:
        # A part between two others: its own two marks are what the record keeps of them.
        texts.append(b.back.raw)
    else:
        a.back = b.back
    if b.onward is not None:
        texts.append(b.onward.raw)
    a.joined = True
    heads = [(block.first, block.last) for block in repeated]
    a.spans += _without(b.spans, heads)
    a.repeated += b.repeated
    if texts:
        a.repeated.append(Repeated(tuple(heads) or (b.spans[0],), b.sheet, "\n".join(texts)))


def seam(before: str, after: str) -> str:
    """What stands between the parts of a story: nothing inside a sentence, as the paper itself says that it goes on.

    >>> seam("资金由三方", "分担。"), seam("会议结束。", "会后"), seam("the city", "of"), seam("", "正文")
    ('', '\\n\\n', ' ', '')
    """
    if not before or not after:
        return ""
    if ends_sentence(before):
        return "\n\n"
    return " " if before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum() else ""


def _without(spans: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of lines without those of a heading."""
    gone = {k for first, last in taken for k in range(first, last + 1)}
    out: list[tuple[int, int]] = []
    for first, last in spans:
        for k in range(first, last + 1):
            if k in gone:
                continue
            if out and out[-1][1] == k - 1:
                out[-1] = (out[-1][0], k)
            else:
                out.append((k, k))
    return out

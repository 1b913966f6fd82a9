"""Stories continued on another page: the two parts found and joined, within one issue and never the wrong two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from .blocks import ends_sentence
from .draft import Draft, Repeated
from .facts import Survey, page_order
from .jumps import ALIKE, DIFFERENT, likeness, same_page, same_sign
from .pairs import chain, pair_up
from .signals import cohesion_signals

# Below this the second part stays by itself and says that its beginning is missing.
_ENOUGH = 2.0
# A second part without a headline says this share of the first one's again within so many characters.
_TOLD, _OPENING = 0.25, 600


def join_jumps(drafts: Sequence[Draft], survey: Survey) -> tuple[list[Draft], Survey]:
    """Join the parts of continued stories; a joined story stands where its first part stands.

    A page that prints no number has the one that the marks of its joined stories name, if they name one.

    Evidence: both pages agree with the marks, the headlines are alike, the first part ends within a sentence. A pair
    is joined only when it is each part's best and no other pair comes near.
    """
    firsts = [k for k, d in enumerate(drafts) if d.onward]
    seconds = [k for k, d in enumerate(drafts) if d.back]

    def score(k: int, m: int) -> float:
        a, b = drafts[k], drafts[m]
        one_issue = survey.issue[a.sheet] == survey.issue[b.sheet]
        return _score(a, b, survey) if one_issue and (a.sheet != b.sheet or k < m) else 0.0

    following = pair_up(firsts, seconds, score, _ENOUGH)
    survey = _numbered(survey, drafts, following)
    gone = set(following.values())
    for k in following.keys() - gone:
        # From the end on, so that a middle part brings its own end along.
        parts = chain(following, k)
        for first, second in reversed(list(pairwise(parts))):
            _join(drafts[first], drafts[second])
    return [d for k, d in enumerate(drafts) if k not in gone], survey


def _numbered(survey: Survey, drafts: Sequence[Draft], following: Mapping[int, int]) -> Survey:
    """The survey with the pages that the marks of joined stories name."""
    named: dict[int, set[str]] = {}
    for k, m in following.items():
        a, b = drafts[k], drafts[m]
        if a.sheet != b.sheet and a.onward and b.back:
            for sheet, page in ((a.sheets[-1], b.back.page), (b.sheet, a.onward.page)):
                if page and not survey.facts[sheet].page:
                    named.setdefault(sheet, set()).add(page)
    if not named:
        return survey
    facts = list(survey.facts)
    for sheet, pages in named.items():
        if len(pages) == 1:
            facts[sheet] = facts[sheet]._replace(page=pages.pop())
    return survey._replace(facts=facts)


def _score(a: Draft, b: Draft, survey: Survey) -> float:
    """How well a second part fits a first one."""
    assert a.onward and b.back
    score = 0.5
    if a.headline and b.headline:
        alike = likeness(a.headline, b.headline)
        # Headlines of two meetings are alike by their set words; then the texts themselves must say that they are one.
        if alike < DIFFERENT or (alike < ALIKE and not _is_one(a, b)):
            return 0.0
        score = 3.0 * alike
    here, there = survey.facts[a.sheet].page, survey.facts[b.sheet].page
    if a.sheet == b.sheet:
        there = None  # no story jumps to its own page: the folio of the second one was not seen
    for wanted, real in ((a.onward.page, there), (b.back.page, here)):
        agree = same_page(wanted, real)
        if agree is False:
            return 0.0
        score += 1.0 if agree else 0.0
    if not same_sign(a.onward.raw, b.back.raw):
        return 0.0
    if a.parts and not ends_sentence(a.last_text()):
        score += 0.5
    if here is None and there is None and _forward(b.back.page, a.onward.page):
        score += 1.0  # no page is known, but 下转2版 and 上接1版 can be the two ends of one jump
    if b.headline is None and a.headline and _told(a.headline, b) >= _TOLD:
        score += 1.0
    return score if b.sheet >= a.sheet else score - 1.0


def _is_one(a: Draft, b: Draft) -> bool:
    """Whether two texts are parts of one by what they say: the first breaks off, and the second has its matter."""
    if a.parts and ends_sentence(a.last_text()):
        return False
    text = "".join("".join(text for _, text in b.parts)[:_OPENING].split())
    return not any(weight > 0 for _, weight in cohesion_signals(text, a.whole()))


def _forward(one: str | None, other: str | None) -> bool:
    """Whether page `other` comes after page `one`, whatever their letters: 1 and 3, A1 and A2."""
    first, second = page_order(one), page_order(other)
    return first is not None and second is not None and first[1] < second[1]


def _told(headline: str, draft: Draft) -> float:
    """How much of a headline, in pairs of characters, the first lines of a text without one say again."""
    text = "".join("".join(text for _, text in draft.parts)[:_OPENING].split())
    flat = "".join(char for char in headline if char.isalnum())
    pairs = {flat[i : i + 2] for i in range(len(flat) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


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
    marks = len(texts)
    if a.back is not None:
        # A part between two others: its own two marks are what the record keeps of them.
        texts.append(b.back.raw)
    else:
        a.back = b.back
    if b.onward is not None:
        texts.append(b.onward.raw)
    a.joined = True
    a.ended = b.ended
    a.inside += b.inside
    heads = [(block.first, block.last) for block in repeated]
    a.spans += _without(b.spans, heads)
    a.repeated += b.repeated
    if texts:
        # A mark stands within the part's text: then the lines of all the part lead to it.
        a.repeated.append(Repeated(tuple(b.spans if len(texts) > marks else heads), b.sheet, "\n".join(texts)))


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

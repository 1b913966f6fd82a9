"""How likely a record is one whole article under its right headline, from the margins of the decisions behind it."""

from __future__ import annotations

import math
import operator

from .blocks import flat, pairs, said
from .draft import Draft

# What the log-odds of a right article rise or fall by: a logistic regression with a ridge over records of pages whose
# articles are known, of several layouts, rounded. The names are those of `_signs`.
WEIGHTS: dict[str, float] = {
    "every article": -4.8,
    "the heading's margin": 0.8,
    "the margin of the heading that ends it": 1.4,
    "the least margin of the headings inside it": 2.1,
    "the lead of the heading's reading": 3.9,
    "the text says its headline": 1.3,
    "a lede or byline": 0.6,
    "little text": -1.1,
    "its other part is missing": -0.5,
    "old press": -2.6,
}
# Margins count up to these: of boundaries, and of readings (nats).
_BOUNDARY, _READING = 6.0, 4.0
# A text of no more than so many characters is little; with so many doublings less, it is as little as can be.
_ENOUGH, _DOUBLINGS = 256, 2.0
# A text says its headline within so many characters.
_OPENING = 400


def confidence(draft: Draft, body: str, signed: bool, old: bool) -> float:
    """The likelihood that an article begins, goes on and ends where it does, and that its headline is the right one.

    Args:
        draft: the article, with the decisions that opened it, ended it and kept headings inside it.
        body: its text as the record has it.
        signed: whether a lede, byline or credit says who wrote it.
        old: whether the paper is of the time before 1950.

    Returns:
        0.01 to 0.99.
    """
    odds = sum(map(operator.mul, WEIGHTS.values(), _signs(draft, body, signed, old)))
    return round(min(0.99, max(0.01, 1 / (1 + math.exp(-odds)))), 2)


def _signs(draft: Draft, body: str, signed: bool, old: bool) -> tuple[float, ...]:
    """What a record shows, in the order of WEIGHTS, and how much of it (0 to 1, doublings for little text)."""
    heading = draft.heading
    inside = draft.inside
    return (
        1.0,
        _part(draft.boundary.score, _BOUNDARY) if draft.boundary else 0.0,
        _part(draft.ended.score, _BOUNDARY) if draft.ended else 1.0,
        _part(min([-boundary.score for boundary in inside]), _BOUNDARY) if inside else 1.0,
        _part(heading.margin, _READING) if heading else 0.0,
        _said(flat(heading.headline), body[:_OPENING]) if heading else 0.0,
        float(signed),
        min(_DOUBLINGS, math.log2(_ENOUGH / max(1, len(body)))) if len(body) < _ENOUGH else 0.0,
        float(bool(draft.back or draft.onward) and not draft.joined),
        float(old),
    )


def _part(margin: float, most: float) -> float:
    """A margin as a part of the most that counts."""
    return 1.0 if margin >= most else margin / most if margin > 0 else 0.0


def _said(headline: str, text: str) -> float:
    """The share of a headline's pairs of characters that its text says."""
    return said(pairs(headline), text) / (len(headline) - 1) if len(headline) > 1 else 0.0

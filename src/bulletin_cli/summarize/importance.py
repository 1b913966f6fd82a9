"""How important an article of an issue is: what its makers thought of it (page, place, room), and who acts in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from math import log
from typing import NamedTuple

from ..model import Article

# Weights, see docs/summaries.md.
FRONT = 2.0
FIRST = 2.5
ROOM = 0.5
USUAL = 400
RETOLD = 1.0
OFFICE = 0.8
ABROAD = 0.3
LESSER = {"brief": 0.5, "notice": 1.0, "weather": 1.0}

# Offices in the order of protocol that papers keep on the page: head of state and party, government, parliament and
# committees, ministries and provinces, districts. The first one named in headline or lead counts.
OFFICES = (
    "总书记|總書記|国家主席|國家主席|总统|總統",
    "总理|總理|委员长|委員長|全国政协主席|国务院常务会议",
    "常务委员|政治局|国务院|國務院|副主席|副总理|副委员长|书记处",
    "省委书记|市委书记|自治区党委|省长|市长|部长|外交部|國防部|国防部",
    "区委书记|县委书记|區委書記|区长|县长|区委常委会|区政府",
)


class Standing(NamedTuple):
    """What is known of an article's place: its page, its number on that page (from 0), its characters, its kind."""

    page: str | None
    place: int
    chars: int
    kind: str


def importance(standing: Standing, opening: str, tellings: int = 1, ordered: bool = True) -> float:
    """The weight of an event, from 0 up in about steps of one; `opening` is its headline and lead.

    `tellings` is by how many sources it is told. `ordered` False: the order in which articles came says nothing.

        >>> front = Standing("1", 0, 900, "article")
        >>> importance(front, "全市提前完成清淤") > importance(front._replace(page="4"), "全市提前完成清淤")
        True
    """
    room = ROOM / 2 if ordered else ROOM  # where the order says it, the length need not
    weight = room * log(max(standing.chars, 20) / USUAL) + RETOLD * log(tellings) - LESSER.get(standing.kind, 0.0)
    number = page_number(standing.page)
    if number is not None:
        weight += FRONT / number
    if ordered:
        weight += FIRST / (1 + standing.place) ** 0.5
    office = min((rank for rank, found in enumerate(_offices()) if found(opening)), default=len(OFFICES))
    weight += OFFICE * (len(OFFICES) - office) / len(OFFICES)
    if _abroad()(opening):
        weight -= ABROAD
    return max(0.0, round(weight + 3, 3))


def page_number(label: str | None) -> int | None:
    """The number of a page from its label: sheet B comes behind sheet A, however many pages that has.

    >>> page_number("1"), page_number("A3"), page_number("B2"), page_number("头版"), page_number(None)
    (1, 3, 22, 1, None)
    """
    if not label:
        return None
    found = _label()(label)
    if not found:
        return 1 if label[0] in "头頭" else None
    sheet = ord(found[1].upper()) - ord("A") if found[1] else 0
    return max(1, int(found[2])) + 20 * sheet


def standing_of(article: Article, place: int) -> Standing:
    """The standing of an article that is the `place`-th (from 0) of its page."""
    return Standing(article.page, place, len(article.body), article.kind)


@cache
def _offices() -> list[Callable[[str], object]]:
    return [re.compile(names).search for names in OFFICES]


@cache
def _abroad() -> Callable[[str], object]:
    """What happens abroad is told behind what happens at home."""
    return re.compile("当地时间|當地時間|据外媒|外媒报道|外電|外电").search


@cache
def _label() -> Callable[[str], re.Match[str] | None]:
    return re.compile(r"\s*第?([A-Za-z])?0*([0-9]{1,4})", re.ASCII).match

"""What a page says about itself: its number, section, date and paper, in one form however they are printed."""

from __future__ import annotations

from typing import NamedTuple

from ..chinese.dates import number
from ..chinese.running import is_beat

NO_NAMES = ("副刊", "本报", "本報", "本刊", "日报", "晚报", "晨报", "时报")
_NO_PAPERS = ("预报", "預報", "汇报", "情报", "海报", "举报", "通报", "捷报", "喜报", "副刊", "專刊", "专刊", "特刊")
_BULLETINS = ("简报", "簡報", "专报", "摘报", "快报", "动态", "情况", "反映", "信息", "交流", "参阅", "参考", "内参")
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class PageFacts(NamedTuple):
    """What a page prints about itself; each None where it does not."""

    page: str | None = None
    section: str | None = None
    date: str | None = None
    publication: str | None = None
    issue: str | None = None


class Survey(NamedTuple):
    """The furniture of a passage.

    `furniture` gives the kind (`furniture` or `masthead`) of each line that is some, by its index; `sheet` gives each
    line the index of its page in `facts`; `issue` gives each page the index of its issue.
    """

    furniture: dict[int, str]
    sheet: list[int]
    facts: list[PageFacts]
    issue: list[int]


def page_label(text: str) -> str:
    """A page number as a label: `二` is `2`, `第３版` is `3`, `A02` stays; the P of `P3` stands for page.

    >>> page_label("二"), page_label("十二"), page_label("A02"), page_label("３"), page_label("P04")
    ('2', '12', 'A02', '3', '4')
    """
    text = text.strip().removeprefix("P")
    if text[:1].isascii() and text[:1].isalpha():
        return text.upper()
    value = number(text)
    return text if value is None else str(value)


def page_order(label: str | None) -> tuple[str, int] | None:
    """The letters and the number of a page label, by which pages are in order; None where it has no number.

    >>> page_order("3"), page_order("A02"), page_order(None)
    (('', 3), ('A', 2), None)
    """
    digits = (label or "").lstrip(CAPITALS)
    return (label[: len(label) - len(digits)], int(digits)) if label and digits.isdecimal() else None


def is_paper(text: str) -> bool:
    """Whether a word is the name of a paper or bulletin by its last character.

    >>> is_paper("石景山报"), is_paper("云州日报"), is_paper("清河区人民政府公报"), is_paper("天气预报"), is_paper("要闻")
    (True, True, True, False, False)
    >>> is_paper("清河新闻"), is_paper("综合新闻"), is_paper("副刊"), is_paper("●综合新闻")
    (True, False, False, False)
    """
    if not 2 <= len(text) <= (24 if text[-2:] == "公报" else 16) or text in NO_NAMES or not text[0].isalnum():
        return False
    if text.endswith(("新闻", "新聞")):
        return not is_beat(text[:-2])
    return (text[-1] in "报報刊" or text.endswith(("周刊", "政务公开", "简报", "快讯"))) and not text.endswith(
        _NO_PAPERS
    )


def is_gazette(facts: PageFacts) -> bool:
    """Whether a page is of a gazette, by its name or by year and number in its running head (2013·23)."""
    named = facts.publication is not None and names_gazette(facts.publication)
    return named or (facts.issue is not None and facts.issue.strip("（）()")[-1].isdecimal())


def names_gazette(text: str) -> bool:
    """Whether a word is the name of a gazette, by its end: `云州市人民政府公报`."""
    return text.endswith(("公报", "公報", "政报", "政報"))


def is_bulletin(facts: PageFacts) -> bool:
    """Whether a page is of the bulletin of an office 简报, by its name and its number."""
    return facts.issue is not None and facts.publication is not None and names_bulletin(facts.publication)


def names_bulletin(text: str) -> bool:
    """Whether a word is the name of an office's bulletin by its end, as it stands over its number: `工作动态`."""
    return len(text) <= 12 and text.endswith(_BULLETINS)

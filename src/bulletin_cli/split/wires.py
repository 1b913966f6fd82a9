"""The wire of a lede: the source, the place and the day that stand before 讯 or 电."""

from __future__ import annotations

import functools
import re

from .names import HAN, likely_name, role_names
from .people import NO_PLACES

# What a source is called, and what its wire is: 新华社北京6月24日电, 本报讯. A lede has both in its first words.
_AGENCIES = (
    "新华社",
    "新華社",
    "中新社",
    "中新网",
    "中新網",
    "中央社",
    "路透社",
    "法新社",
    "美联社",
    "共同社",
    "塔斯社",
    "德新社",
    "俄新社",
    "韩联社",
    "朝中社",
    "彭博社",
    "合众国际社",
    "合眾國際社",
    "香港中通社",
    "央视新闻",
    "澎湃新闻",
)
_WIRES = frozenset("讯訊电電道导導")
_NO_WIRES = frozenset(a + b for a in "讯訊电電" for b in "员員视視话話子力影网網号號台")
_SOURCE_ENDS = "报報社网網"
_NUMERALS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十廿卅〇年月")
_BEFORE_WIRE = 30
# 央视网消息：, 据新华社消息，: what follows 消息 where it ends a lede.
_AFTER_NEWS = frozenset("：:，,（(")


def wire_end(flat: str) -> int:
    """Where the 讯 or 电 of a lede ends, 0 without one before any mark or bracket."""
    for i, char in enumerate(flat[:_BEFORE_WIRE]):
        if char in _WIRES:
            # 通讯员, 电视: not the wire.
            if flat[i : i + 2] in _NO_WIRES:
                return 0
            if char not in "道导導" or flat[i - 1] in "报報":
                return i + 1
        elif char == "息" and flat[i - 1] == "消":
            after = flat[i + 1 : i + 2]
            named = flat.startswith(("本报", "本報", "据", "據")) and (not after or after.isspace())
            if named or after in _AFTER_NEWS:
                return i + 1
        elif not (char.isalnum() or char.isspace()):
            return 0
    return 0


def read_source(head: str) -> tuple[str | None, str]:
    """(the source, what stands after it) of the words before the wire."""
    before = next((word for word in ("综合", "据", "據") if head.startswith(word)), "")
    bare = head[len(before) :].rstrip("专專快综合特急")
    if bare[:1] == "本" and bare[1:2] and bare[1] in "报報刊台臺网網站社市":
        return bare[:2], bare[2:]
    for name in _AGENCIES:
        if bare.startswith(name):
            return name, bare[len(name) :]
    for i in range(1, 6):
        if bare[i : i + 1] and bare[i] in _SOURCE_ENDS:
            name = bare[: i + 1]
            known = any(name.find(other) > 0 for other in ("本报", "本報", *_AGENCIES))
            return (None, "") if known or not name.isalpha() else (name, bare[i + 1 :])
    return None, ""


def read_place(text: str) -> tuple[str | None, str]:
    """(the place, the day) between source and wire; the place is None when the words are something else."""
    text = "".join(text.split())
    if text.endswith(("日上午", "日中午", "日下午", "日晚间", "日凌晨")):
        text = text[:-2]
    start = len(text)
    if text.endswith("日"):
        start -= 1
        while start and text[start - 1] in _NUMERALS:
            start -= 1
    place, day = text[:start], text[start:]
    if not day and (first := _day_printed().match(text)):
        # 路透社四日倫敦電: the day before the place.
        place, day = text[first.end() :], first[0]
    if len(place) > 8 or (place and not place.isalpha()) or "记者" in place or "記者" in place or day == "日":
        return None, ""
    return place, day


def read_wire(head: str, wire: str) -> tuple[str | None, str | None, str | None, str | None] | None:
    """(agency, place, day, roles and names) of what stands before the wire within brackets; None where it is no lede."""
    quoted = head[:1] in ("据", "據")
    head = head[quoted:].strip()
    day = _day_printed().search(head)
    other = ""
    if day:
        other, head = head[day.end() :].strip(), head[: day.start()].strip()
        if other and not (2 <= len(other) <= 6 and other.isalpha()):
            return None
    own = head[:1] == "本" and head[1:2] != "" and head[1] in "报報刊台臺网網站社市埠"
    source = head[:2] if own else next((name for name in _AGENCIES if head.startswith(name)), "")
    if not source and not role_names().match(head) and (match := _named_source().match(head)):
        source = match[0]
    rest = head[len(source) :].strip()
    mark = role_names().match(rest)
    named = None
    if mark:
        names, place = _names_and_place(rest[mark.end() :])
        named = rest[: mark.end()] + names
    elif wire[0] in "报報":
        return None
    else:
        place = "".join(rest.split())
    if source and other and not place and not named:
        # 路透社四日倫敦電: the day before the place.
        place, other = other, ""
    if len(place) > 10 or (place and not place.isalpha()):
        return None
    if not (day or own or named or (source and not place)):
        return None
    # 【明島日報專訊】: a paper's own name for itself.
    agency = source if source and not own and (quoted or source[-1] not in "报報") else None
    return agency or other or None, place if place and place not in NO_PLACES else None, day[0] if day else None, named


def _names_and_place(text: str) -> tuple[str, str]:
    """(the names, the place) of `程以安／北嶼`, `周雪傑臺北`, `蘇白 台北`."""
    names, mark, place = text.replace("/", "／").replace("╱", "／").partition("／")
    if mark:
        return names.strip(), "".join(place.split())
    *before, last = re.split(r"(?<=[、，,\s])", names.strip())
    if 4 <= len(last) <= 6 and likely_name(last[:-2]):
        return "".join([*before, last[:-2]]), last[-2:]
    if before and len(last) <= 4 and not likely_name(last):
        return "".join(before).strip(), last
    return names.strip(), ""


@functools.cache
def wire_at_end() -> re.Pattern[str]:
    """The pattern of the wire at the end of what stands in brackets: `專電`, `消息`, `報導`."""
    return re.compile(r"(?:[专專急航快特]?[讯訊电電]|消息|[报報][导導道])$")


@functools.cache
def _day_printed() -> re.Pattern[str]:
    number = r"(?:[\d０-９]{1,2}|[一二三四五六七八九十廿卅]{1,3})"
    return re.compile(rf"(?:{number}月)?{number}日")


@functools.cache
def _named_source() -> re.Pattern[str]:
    return re.compile(rf"[{HAN}]{{1,6}}?(?:社|[日晚早晨时時商]?[报報]|[网網])")

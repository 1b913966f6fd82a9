"""The people that a credit names, with their roles, and the place where they wrote."""

from __future__ import annotations

import functools
import re

from ..model import Contributor
from .names import HAN, SPACE, WORK, are_names, role_names, split_names, without_work, without_works

BULLETS = "□■◎●○▲△◆◇★☆▪◘◉"
# What may stand around names and is none of them.
_AROUND_NAMES = "（）()〔〕【】［］[]" + BULLETS + " \t\u3000\n"
# All that can follow names in a credit has one of these in it.
_AFTER = frozenset("（(）)：:/／报報社")
# ／綜合報導: not a place.
NO_PLACES = frozenset(("综合", "綜合", "即时", "即時", "整理", "专题", "專題", "特稿", "本报", "本報"))


def read_people(credit: str) -> tuple[Contributor, ...]:
    """The people named in a credit."""
    if "／" in credit or "/" in credit or "╱" in credit:
        credit = reported().sub("", credit)
    credit = credit.strip(_AROUND_NAMES)
    if "自" in credit:
        credit = sent_from().sub("", credit)
    works = _work_first().match(credit) and not ("者" in credit or "员" in credit or "員" in credit)
    marks = [] if works else list(role_names().finditer(credit))
    found: list[Contributor] = []
    if marks:
        for mark, after in zip(marks, [*marks[1:], None], strict=True):
            part = credit[mark.end() : after.start() if after else len(credit)]
            if not _AFTER.isdisjoint(part) and (other := _after_names().search(part)):
                part = _without_place(part[: other.start()]) if other[0] in ("报导", "報導") else part[: other.start()]
            found += [Contributor(name, mark["role"]) for name in split_names(without_works(without_work(part)[0]))]
        return tuple(found)
    behind = list(_work_behind().finditer(credit))
    if len(behind) > 1:
        return tuple(Contributor(name, one["work"]) for one in behind for name in split_names(one["names"]))
    if lead := _work_before().match(credit):
        first, *rest = _before_work().split(credit[lead.end() :])
        found = [Contributor(name, lead["work"] or lead["both"]) for name in split_names(first)]
        for part in rest:
            found += read_people(part)
        return tuple(found)
    names, work = without_work(credit)
    return tuple(Contributor(name, work) for name in split_names(names))


@functools.cache
def _work_first() -> re.Pattern[str]:
    return re.compile(rf"{WORK}[/／]")


@functools.cache
def _work_behind() -> re.Pattern[str]:
    return re.compile(rf"(?P<names>[^/／]{{2,20}}?){SPACE}*[/／]{SPACE}*(?P<work>{WORK})(?:{SPACE}+|$)")


@functools.cache
def _work_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<both>撰?文[/／](?:[图圖]|[摄攝]影?)|[图圖][/／]文){SPACE}*[/／:：]?{SPACE}*|(?P<work>{WORK}){SPACE}*[/／:：]{SPACE}*"
    )


@functools.cache
def _before_work() -> re.Pattern[str]:
    return re.compile(rf"{SPACE}*(?={WORK}{SPACE}*[/／:：])")


def _without_place(names: str) -> str:
    """The names before 報導, without the place that stands between: 周雪傑臺北."""
    flat = "".join(names.split())
    if " " in names.strip() or not 4 <= len(flat) <= 6 or not are_names([flat[:-2]]):
        return names
    return flat[:-2]


def place_of_byline(byline: str) -> str | None:
    """Where a byline says it was written: 記者林懷安／海屏報導, 本报记者 罗天曦 发自沈阳.

    >>> place_of_byline("記者林懷安／海屏報導"), place_of_byline("記者林懷安／綜合報導"), place_of_byline("本报记者 罗天曦 发自沈阳")
    ('海屏', None, '沈阳')
    """
    if "自" in byline and (match := sent_from().search(byline)):
        return "".join(match[0].split())[2:]
    match = reported().search(byline) if "／" in byline or "/" in byline or "╱" in byline else None
    place = "".join(match[0].split())[1:-2] if match else ""
    return place if place and place not in NO_PLACES and place[-1] not in "报報" else None


@functools.cache
def _after_names() -> re.Pattern[str]:
    return re.compile(
        rf"[（(）)：:]|(?:^|{SPACE})(?:[图圖文]|[摄攝]影?)[/／]|本[报報]|新[华華]社|(?:摄影)?[报報][道导導]"
    )


@functools.cache
def reported() -> re.Pattern[str]:
    """The pattern of a place or a paper behind the names: `／臺北報導`."""
    # ／臺北報導: from where, or for which paper, a byline of Taiwan and Hong Kong papers was written.
    return re.compile(rf"[／/╱]{SPACE}*[^\W0-9A-Za-z_]{{1,8}}?[报報][导導道]")


@functools.cache
def sent_from() -> re.Pattern[str]:
    """The pattern of the place that a correspondent wrote from: `发自沈阳`."""
    return re.compile(rf"{SPACE}*[发發寄]自{SPACE}*[{HAN}]{{2,8}}$")

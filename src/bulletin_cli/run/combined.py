"""What is made over several issues: the pages of a day over all papers, and the feeds of the newest articles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .holdings import Holdings
from .issues import place_of
from .landing import FEEDS
from .settings import Settings, extension, work_of
from .state import Issue, State
from .unit import NOTHING, RECORDS, Made, Unit

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Combined(NamedTuple):
    """A unit over several issues, what it pays off, and the file of each of its formats."""

    what: str
    unit: Unit
    files: Mapping[str, Path]


def owed(settings: Settings, state: State, issues: Iterable[Issue]) -> None:
    """Find out what is out of date by other options or a missing file, and have the state say so."""
    days = {issue.date for issue in issues if issue.date}
    for name, formats, whole in (("days", settings.days, days), (FEEDS, settings.feeds, {FEEDS})):
        work = work_of(formats, settings.options.export, settings.newest, settings.threshold)
        if not formats:
            state.note(name, "")
        elif state.noted(name) != work:
            state.owe(*whole)
            state.note(name, work)
        else:
            state.owe(*(one for one in whole if not all(file.exists() for file in _files(settings, one).values())))


def combined(
    settings: Settings, state: State, issues: Collection[Issue], holdings: Holdings | None
) -> Iterator[Combined]:
    """What is to be made, with the issues as they are now."""
    issues = [issue for issue in issues if issue.records != NOTHING]
    for what in state.due():
        if what == FEEDS:
            wanted = _newest(issues, settings.newest)
        else:
            wanted = sorted((i for i in issues if i.date == what), key=lambda i: (i.publication or "", i.key))
        made = _made(settings, wanted, holdings if settings.threshold is not None else None)
        files = _files(settings, what)
        at_most = settings.newest if what == FEEDS else None
        yield Combined(what, Unit(what, (), made, tuple(files), at_most=at_most), files)


def unwanted(settings: Settings, dates: Iterable[str]) -> Iterator[Path]:
    """Files of days that no issue is of any more, and of formats that are not asked for any more."""
    wanted = {file for date in dates for file in _files(settings, date).values()}
    folder = settings.archive / "days"
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file not in wanted and _DAY.match(file.name):
            yield file


def _files(settings: Settings, what: str) -> dict[str, Path]:
    if what == FEEDS:
        return {form: settings.archive / f"articles{extension(form)}" for form in settings.feeds}
    return {form: settings.archive / "days" / f"{what}{extension(form)}" for form in settings.days}


def _newest(issues: Collection[Issue], count: int) -> list[Issue]:
    """The newest issues, as many as hold so many articles."""
    chosen = []
    for issue in sorted(issues, key=lambda issue: (issue.date or "", issue.key), reverse=True):
        if count <= 0:
            break
        chosen.append(issue)
        count -= sum(issue.counts.kinds.values())
    return chosen


def _made(settings: Settings, issues: Sequence[Issue], holdings: Holdings | None) -> tuple[Made, ...]:
    places = [place_of(issue.key) for issue in issues]
    again = holdings.repeated(places) if holdings is not None else set()
    return tuple(
        Made(
            str(settings.issue_file(place, RECORDS)),
            frozenset(position for issue, position in again if issue == place),
        )
        for place in places
    )

"""How an archive stands, out of its state: for `bulletin status` and for the report."""

from __future__ import annotations

import fcntl
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from .account import FAILED, LOOK, WELL, amount
from .state import Issue, Standing, State

# Runs and days that a chart shows.
SHOWN = 60


class Past(NamedTuple):
    """A run that was: when it began and ended (ISO), its exit code, its account; None where it was killed."""

    began: str
    ended: str | None
    code: int | None
    account: Mapping[str, Any]


class Overview(NamedTuple):
    """An archive as it stands.

    `issues` are those of which something came. `days` counts articles by the day of their issue, `undated` those of issues
    without one. `rejects` are all that stand, `gone` files that are missed, since when. `runs` are the last ones, newest
    first; `running` says who is at work now.
    """

    archive: str
    issues: int
    files: int
    pages: int
    articles: int
    kinds: Mapping[str, int]
    repairs: Mapping[str, int]
    days: Mapping[str, int]
    undated: int
    rejects: Sequence[Standing]
    gone: Mapping[str, str]
    runs: Sequence[Past]
    running: str | None = None

    def verdict(self, now: datetime, longest: timedelta | None = None) -> tuple[int, str]:
        """The exit code that a monitor wants, and why.

        Args:
            now: with its time zone.
            longest: how long ago the last good run may have begun.
        """
        last = self.runs[0] if self.runs else None
        if self.running and len(self.runs) > 1:
            last = self.runs[1]
        if last is None:
            return FAILED, "no run has been here"
        if last.ended is None and not self.running:
            return FAILED, f"the run of {last.began} was killed; the next one finishes its work"
        if longest is not None and now - datetime.fromisoformat(last.began) > longest:
            return FAILED, f"the last run began {last.began}, too long ago"
        if last.code == FAILED:
            why = last.account.get("failed") or [last.account.get("interrupted") or "it says not why"]
            return FAILED, f"the run of {last.began} did not do all of its work: {why[0]}"
        if self.rejects or self.gone:
            rejected = len({standing.reject.name for standing in self.rejects})
            return LOOK, f"{amount(rejected, 'file')} with rejects, {len(self.gone):,} missing"
        return WELL, "all well"

    def calendar(self) -> list[tuple[str, int]]:
        """Articles of the last days up to the newest, days without any too."""
        known = [day for day in self.days if len(day) == 10]
        if not known:
            return []
        last, first = date.fromisoformat(max(known)), date.fromisoformat(min(known))
        count = min(SHOWN, (last - first).days + 1)
        shown = [(last - timedelta(days=back)).isoformat() for back in reversed(range(count))]
        return [(day, self.days.get(day, 0)) for day in shown]

    def reasons(self) -> Counter[str]:
        """Rejects by what is wrong, without what is told of the single file."""
        return Counter(standing.reject.reason.split(";")[0].split(" (")[0][:80] for standing in self.rejects)


def overview(archive: Path) -> Overview:
    """Read how an archive stands.

    Raises:
        FileNotFoundError: no run has been here.
        StateError: the state cannot be read.
    """
    path = archive / ".bulletin" / "state.sqlite"
    if not path.is_file():
        raise FileNotFoundError(f"{archive}: no run has been here; bulletin run INPUT {archive} makes it an archive")
    with closing(State(path)) as state:
        return of_state(archive, state, state.issues(), _running(archive))


def of_state(archive: Path, state: State, issues: Mapping[str, Issue], running: str | None = None) -> Overview:
    """How an archive stands by its state; `issues` are those of the state."""
    kinds: Counter[str] = Counter()
    repairs: Counter[str] = Counter()
    days: Counter[str] = Counter()
    made = files = pages = undated = 0
    for issue in issues.values():
        made += bool(issue.counts.kinds)
        kinds.update(issue.counts.kinds)
        repairs.update(issue.counts.repairs)
        files += len(issue.pieces)
        pages += issue.counts.pages
        articles = sum(issue.counts.kinds.values())
        if issue.date:
            days[issue.date] += articles
        else:
            undated += articles
    runs = [Past(*run) for run in state.runs(SHOWN)]
    facts = (str(archive), made, files, pages, kinds.total(), kinds, repairs, days, undated)
    return Overview(*facts, state.rejects(), state.gone(), runs, running)


def _running(archive: Path) -> str | None:
    """Who is at work in the archive now."""
    try:
        with (archive / ".bulletin" / "lock").open("r+") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return file.read(200).strip() or "somebody"
    except OSError:
        pass  # no lock file, or a read-only archive: then nobody is at work
    return None

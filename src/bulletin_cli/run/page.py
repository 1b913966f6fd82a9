"""The report of a run: one web page that holds everything it needs, without a script, and the same as JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from ..export.characters import one_line
from ..export.markup import environment, template_of
from ..records import to_json
from ..writing import put_whole
from .account import FAILED, LOOK, WELL, Account, amount
from .overview import Overview, Past

_WORDS = {WELL: ("well", "all well"), LOOK: ("look", "look at this"), FAILED: ("failed", "not done")}
# Rejects and runs that the page lists; the rejects folder and the state have all.
_LISTED = 200
_RUNS = 15
# The drawing area of a chart of columns, in units of its viewBox.
_LEFT, _WIDTH, _HEIGHT, _BASE = 48, 668, 130, 140
# What a name under a column takes, with some room beside it.
_NAME = 40


def put_report(archive: Path, account: Account, stands: Overview) -> None:
    """Write `report.html` and `report.json` into the archive folder.

    Raises:
        OutputError: that is not possible.
    """
    values = {
        "run": account.values(),
        "archive": {
            "issues": stands.issues, "files": stands.files, "pages": stands.pages, "articles": stands.articles,
            "kinds": stands.kinds, "repairs": stands.repairs, "days": dict(sorted(stands.days.items())),
            "undated": stands.undated, "rejects": len(stands.rejects), "missing": len(stands.gone),
        },
    }  # fmt: skip
    for name, text in (("report.json", to_json(values) + "\n"), ("report.html", page(stands))):
        put_whole(str(archive / name), text.encode("utf-8", "backslashreplace"))


def get_ready() -> None:
    """Compile the page's template, which takes a tenth of a second: better while workers work than after them."""
    environment(__package__).get_template("report.html.j2")


def page(stands: Overview) -> str:
    """The report as HTML."""
    calendar = stands.calendar()
    code, why = stands.verdict(datetime.now().astimezone())
    mark, word = _WORDS[code]
    last = stands.runs[0] if stands.runs else None
    runs = list(reversed(stands.runs))
    return environment(__package__).get_template("report.html.j2").render(
        title=one_line(Path(stands.archive).resolve().name) or "archive",
        style=template_of(__package__, "report.css"),
        verdict={"mark": mark, "word": word, "why": why if code != WELL else ""},
        last=_sentence(last) if last else "",
        tiles=[
            ("articles", f"{stands.articles:,}"), ("issues", f"{stands.issues:,}"), ("files", f"{stands.files:,}"),
            ("pages", f"{stands.pages:,}"), ("days", f"{len(stands.days):,}"),
            ("rejected files", f"{len({s.reject.name for s in stands.rejects}):,}"),
            ("missing files", f"{len(stands.gone):,}"),
        ],
        days=_columns("Articles a day", calendar, _days_note(calendar, stands.undated)),
        times=_columns(
            "Time of the last runs",
            [(_moment(run.began), float(run.account.get("seconds") or 0)) for run in runs],
            "in seconds",
            [_WORDS.get(FAILED if run.code is None else run.code, ("failed",))[0] for run in runs],
        ),
        repairs=_rows("Repairs by kind", stands.repairs, "nothing was repaired"),
        reasons=_rows("Rejects by reason", stands.reasons(), "none"),
        rejects=[{**s.reject._asdict(), "name": one_line(s.reject.name), "reason": one_line(s.reject.reason)} for s in stands.rejects[:_LISTED]],
        more_rejects=max(0, len(stands.rejects) - _LISTED),
        gone=[(one_line(name), since) for name, since in sorted(stands.gone.items())[:_LISTED]],
        runs=[_listed(run) for run in stands.runs[:_RUNS]],
        version=last.account.get("version", "") if last else "",
    )  # fmt: skip


def _sentence(run: Past) -> str:
    account = run.account
    if run.ended is None:
        return f"Last run: {_moment(run.began)}, has not ended."
    made = f"{amount(account.get('issues', 0), 'issue')} made, {account.get('unchanged', 0):,} unchanged"
    return f"Last run: {_moment(run.began)}, {account.get('seconds', 0):.1f} s; {made}."


def _listed(run: Past) -> dict[str, Any]:
    mark, word = _WORDS.get(FAILED if run.code is None else run.code, _WORDS[FAILED])
    account = run.account
    return {
        "began": _moment(run.began),
        "mark": mark,
        "word": word if run.ended else "has not ended",
        "files": f"{account.get('files', 0):,}",
        "articles": f"{account.get('articles', 0):,}",
        "rejects": f"{len(account.get('rejects', ())):,}",
        "seconds": f"{account.get('seconds', 0):.1f}",
    }


def _days_note(days: Sequence[tuple[str, float]], undated: int) -> str:
    """Which days the chart shows, as its ticks have no year; how many articles have no day."""
    without = f"{undated:,} without a day" if undated else ""
    return "; ".join(filter(None, (f"{days[0][0]} to {days[-1][0]}" if len(days) > 1 else "", without)))


def _moment(iso: str) -> str:
    return iso[:16].replace("T", " ")


def _columns(
    title: str, values: Sequence[tuple[str, float]], note: str = "", marks: Sequence[str] = ()
) -> dict[str, Any]:
    """A chart of columns; the last, the first and some between have their names under them."""
    top = _round_up(max((value for _, value in values), default=0))
    step = _WIDTH / max(len(values), 30)
    every = math.ceil(max(1, len(values) / 8, _NAME / step))
    bars = []
    for number, (label, value) in enumerate(values):
        height = round(_HEIGHT * value / top, 1) if value else 0
        bars.append(
            {
                "label": label,
                "shown": _number(value),
                "x": round(_LEFT + number * step, 1),
                "step": round(step, 1),
                "width": round(max(1.0, step - 2), 1),
                "y": round(_BASE - height, 1),
                "height": height,
                "named": label[5:10] if (len(values) - 1 - number) % every == 0 else "",
                # In the middle of its column, but inside the drawing.
                "tick": round(min(_LEFT + (number + 0.5) * step - 1, _LEFT + _WIDTH - _NAME / 2 + 3), 1),
                "mark": marks[number] if marks else "",
            }
        )
    # Half an article is no mark of a scale.
    halved = top / 2 == int(top / 2) or any(value != int(value) for _, value in values)
    return {
        "title": title,
        "note": note,
        "bars": bars,
        "top": _number(top),
        "middle": _number(top / 2) if halved else "",
    }


def _rows(title: str, values: Mapping[str, int], empty: str) -> dict[str, Any]:
    """A chart of bars side by side with their names, the longest first."""
    ranked = sorted(values.items(), key=lambda item: (-item[1], item[0]))[:20]
    most = max((count for _, count in ranked), default=1)
    bars = [
        {"label": one_line(name), "shown": f"{count:,}", "width": round(100 * count / most, 1), "mark": ""}
        for name, count in ranked
    ]
    return {"title": title, "note": "", "bars": bars, "empty": empty}


def _round_up(value: float) -> float:
    """The next number that reads well on a scale.

    >>> [_round_up(x) for x in (0, 0.3, 7, 38, 1234)]
    [1, 0.4, 8, 40, 2000]
    """
    if value <= 0:
        return 1
    unit: float = 10.0 ** math.floor(math.log10(value))
    best = next(n for n in (1, 2, 4, 6, 8, 10) if n * unit >= value) * unit
    return int(best) if best >= 1 else round(best, 6)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.2g}"

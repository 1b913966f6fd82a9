"""`bulletin status`: how an archive of `bulletin run` stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from . import options as o

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..run.overview import Overview


def status(
    archive: Annotated[str, typer.Argument(metavar="ARCHIVE", help="The folder that bulletin run fills.")],
    max_age: Annotated[
        float | None,
        o.option("--max-age", min=0.0, metavar="HOURS", help="It is a failure if the last run began longer ago."),
    ] = None,
    format: Annotated[
        Literal["text", "json"], o.option("--format", help="A few lines to read, or everything as one JSON object.")
    ] = "text",
    output: o.OutputFile = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    log_format: o.LogFormat = "text",
) -> None:
    """Say how an archive stands: what it holds, how the last run ended, what wants looking at.

    The exit code is for monitors. 0: all well; 1: there are rejects or missing files; 2: the last run failed, was killed
    or is too long ago, or there was none.

    \b
    Examples:
      bulletin status ~/archive
      bulletin status ~/archive --max-age 26 --format json
    """
    from datetime import datetime, timedelta
    from pathlib import Path

    from ..records import to_json
    from ..report import printable
    from ..run.account import FAILED
    from ..run.overview import overview
    from ..run.state import StateError
    from .session import session

    with session(None, to=output, quiet=quiet, verbose=verbose, log_format=log_format) as run:
        try:
            stands = overview(Path(archive))
        except (FileNotFoundError, StateError) as error:
            run.report.error(error)
            return
        code, why = stands.verdict(datetime.now().astimezone(), None if max_age is None else timedelta(hours=max_age))
        if format == "json":
            values = stands._asdict() | {
                "code": code, "why": why, "runs": [past._asdict() for past in stands.runs],
                "rejects": [standing.reject._asdict() for standing in stands.rejects],
            }  # fmt: skip
            run.out.write(to_json(values) + "\n")
        else:
            safe = printable if run.out.terminal else str
            for line in (f"{why}", *_lines(stands)):
                run.out.write(safe(line).replace("\n", "\\n") + "\n")
        run.report.failed += code == FAILED
        run.report.changed += code


def _lines(stands: Overview) -> Iterator[str]:
    from ..run.account import amount

    first, last = min(stands.days, default=None), max(stands.days, default=None)
    held = f"{amount(stands.articles, 'article')} of {amount(stands.issues, 'issue')}"
    yield f"  {held} ({amount(stands.files, 'file')}, {amount(stands.pages, 'page')})"
    if first:
        yield f"  {first} to {last}, {amount(len(stands.days), 'day')}"
    if stands.running:
        yield f"  at work now: {stands.running}"
    for past in stands.runs[:1]:
        made = f"{amount(past.account.get('issues', 0), 'issue')} made, {past.account.get('unchanged', 0):,} unchanged"
        ended = f"{made}, {past.account.get('seconds', 0):.1f} s" if past.ended else "has not ended"
        yield f"  last run {past.began}: {ended}"
    for standing in stands.rejects[:10]:
        reject = standing.reject
        yield f"  {reject.name}{f':{reject.line}' if reject.line else ''}: {reject.reason}"
    if len(stands.rejects) > 10:
        yield f"  and {len(stands.rejects) - 10:,} more, in the folder rejects"
    for name, since in list(stands.gone.items())[:10]:
        yield f"  {name}: missing since {since}"
    if len(stands.gone) > 10:
        yield f"  and {len(stands.gone) - 10:,} more files missing"

"""`bulletin split`: text → article records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from . import options as o

if TYPE_CHECKING:
    from .session import Session

SplitFormat = Literal["auto", "jsonl", "text", "list"]


def split(
    paths: o.Paths = None,
    all: Annotated[
        bool, o.option("--all", help="Also what belongs to no article: running heads, mastheads, captions.")
    ] = False,
    explain: Annotated[
        bool,
        o.option("--explain", help="Instead of records, say for each boundary which signals decided (JSON lines)."),
    ] = False,
    date: o.Date = None,
    publication: o.Publication = None,
    issue: o.Issue = None,
    page: o.Page = None,
    section: o.Section = None,
    format: Annotated[
        SplitFormat,
        o.option(
            "--format",
            help="jsonl (a record a line), list (a line an article), text (to read); auto: list on a terminal.",
        ),
    ] = "auto",
    output: o.OutputFile = None,
    encoding: o.Encoding = None,
    input_format: o.InputFormat = "auto",
    rejects: o.Rejects = None,
    line_buffered: o.LineBuffered = False,
    color: o.Colour = "auto",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    log_format: o.LogFormat = "text",
) -> None:
    """Split pages of text into article records.

    Text in, one JSON record an article out: headline, kicker, deck, byline, date, page, body. Records that come in
    (JSON lines) pass through. On a terminal the articles are listed instead.

    \b
    Examples:
      bulletin split page.txt
      bulletin split 2020-06-26/ --date 2020-06-26 > issue.jsonl
      pdftotext -raw paper.pdf - | bulletin split --format text
    """
    from ..pipeline import Plan
    from .session import facts_of, session

    plan = Plan(facts_of(date, publication, issue, page, section), everything=all)
    with session(
        paths, encoding=encoding, kind=input_format, to=output, rejects=rejects, line_buffered=line_buffered,
        quiet=quiet, verbose=verbose, colour=color, log_format=log_format,
    ) as run:  # fmt: skip
        if explain:
            _explain(run)
            return
        from ..display import writer

        if format == "auto":
            format = "list" if run.out.terminal else "jsonl"
        write = writer(format, run.out, run.colour)
        for article in run.articles(plan):
            write(article)


def _explain(run: Session) -> None:
    """Write, for each boundary of each text, the signals that decided, as JSON lines."""
    from ..model import Passage
    from ..records import to_json
    from ..split import explain

    for item in run.items():
        if isinstance(item, Passage):
            for account in explain(item):
                run.out.write(to_json({"path": item.path, **account}) + "\n")

"""`bulletin summarize`: records (or text) → records with summary and keywords."""

from __future__ import annotations

from typing import Annotated

from . import options as o


def summarize(
    paths: o.Paths = None,
    sentences: Annotated[
        int | None,
        o.option(
            "--sentences",
            "-s",
            min=1,
            metavar="N",
            help="At most N sentences.  [default: 3, or no limit with --chars or --ratio]",
        ),
    ] = None,
    chars: Annotated[int | None, o.option("--chars", min=1, metavar="N", help="At most N characters.")] = None,
    ratio: Annotated[
        float | None,
        o.option("--ratio", min=0.0, max=1.0, metavar="R", help="At most this share of the body, such as 0.2."),
    ] = None,
    keywords: Annotated[
        int, o.option("--keywords", "-k", min=0, metavar="N", help="Up to N keywords; 0 for none.")
    ] = 5,
    date: o.Date = None,
    publication: o.Publication = None,
    issue: o.Issue = None,
    page: o.Page = None,
    section: o.Section = None,
    format: o.Format = "auto",
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
    """Add a summary and keywords to every article.

    The summary is verbatim: whole sentences of the article in their order, within the budget. Plain text is split and
    cleaned first.

    \b
    Examples:
      bulletin split page.txt | bulletin clean | bulletin summarize
      bulletin summarize page.txt --chars 100 --keywords 8
    """
    from ..pipeline import Plan
    from ..summarize import SummaryOptions
    from .session import facts_of, session

    if sentences is None and chars is None and ratio is None:
        sentences = 3
    facts = facts_of(date, publication, issue, page, section)
    wanted = SummaryOptions(sentences=sentences, chars=chars, ratio=ratio, keywords=keywords)
    with session(
        paths, encoding=encoding, kind=input_format, to=output, rejects=rejects, line_buffered=line_buffered,
        quiet=quiet, verbose=verbose, colour=color, log_format=log_format,
    ) as run:  # fmt: skip
        from ..display import writer

        if format == "auto":
            format = "text" if run.out.terminal else "jsonl"
        write = writer(format, run.out, run.colour)
        for article in run.from_text_or_records(Plan(facts, summary=wanted)):
            write(article)

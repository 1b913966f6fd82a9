"""`bulletin summarize`: records (or text) → records with summary and keywords."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from . import options as o

if TYPE_CHECKING:
    from ..pipeline import Plan
    from .session import Session


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
        o.option("--ratio", metavar="R", help="At most this share of the body, such as 0.2."),
    ] = None,
    keywords: Annotated[
        int, o.option("--keywords", "-k", min=0, metavar="N", help="Up to N keywords; 0 for none.")
    ] = 5,
    brief: Annotated[
        bool | None,
        o.option(
            "--brief/--no-brief",
            help="One line instead of a whole sentence: leading time and attribution off, long ones cut behind the statement."
            "  [default: with --sentences 1]",
        ),
    ] = None,
    gist: Annotated[
        bool, o.option("--gist", help="Also a gist: one line without byline, attribution and leading time.")
    ] = False,
    userdict: Annotated[
        str | None,
        o.option("--userdict", metavar="FILE", help="Words for the keywords, as jieba takes them: word [frequency]."),
    ] = None,
    stopwords: Annotated[
        str | None, o.option("--stopwords", metavar="FILE", help="Words that are no keywords, one a line.")
    ] = None,
    explain: Annotated[
        bool, o.option("--explain", help="Instead of records, the worth of each sentence and why (JSON lines).")
    ] = False,
    highlight: Annotated[
        bool, o.option("--highlight", help="To read: mark the sentences of the summary inside the article.")
    ] = False,
    digest: Annotated[
        bool,
        o.option("--digest", help="Instead of the articles, one record for each issue: an event a line, by topic."),
    ] = False,
    by: Annotated[
        Literal["issue", "date", "publication", "page"],
        o.option("--by", help="With --digest: what makes up one."),
    ] = "issue",
    ordered: Annotated[
        bool,
        o.option("--ordered/--unordered", help="With --digest: whether what comes first is more important."),
    ] = True,
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
      bulletin summarize issue.txt --digest
    """
    from ..pipeline import Plan
    from ..summarize import SummaryOptions
    from .session import facts_of, session

    if sentences is None and chars is None and ratio is None:
        sentences = 3
    facts = facts_of(date, publication, issue, page, section)
    if digest and (explain or highlight):
        raise typer.BadParameter("goes with neither --explain nor --highlight", param_hint="--digest")
    if ratio is not None and not 0 < ratio <= 1:
        raise typer.BadParameter("take a share above 0 and up to 1, such as 0.2", param_hint="--ratio")
    wanted = SummaryOptions(
        sentences=sentences, chars=chars, ratio=ratio, brief=brief, keywords=keywords,
        userdict=lines_of(userdict, "--userdict"), stopwords=lines_of(stopwords, "--stopwords"),
    )  # fmt: skip
    with session(
        paths, encoding=encoding, kind=input_format, to=output, rejects=rejects, line_buffered=line_buffered,
        quiet=quiet, verbose=verbose, colour=color, log_format=log_format,
    ) as run:  # fmt: skip
        plan = Plan(facts, summary=wanted, gist=gist)
        if explain:
            _explain(run, Plan(facts))
            return
        from ..display import writer

        if highlight:
            format = "text"
        if format == "auto":
            format = "text" if run.out.terminal else "jsonl"
        write = writer(format, run.out, run.colour, highlight=highlight)
        articles = run.from_text_or_records(Plan(facts) if digest else plan)
        if digest:
            from ..summarize.digest import LINE, DigestOptions, digests

            options = DigestOptions(by, chars or LINE, keywords, ordered, wanted.userdict, wanted.stopwords)
            articles = digests(articles, options)
        for article in articles:
            write(article)


def lines_of(path: str | None, option: str) -> tuple[str, ...]:
    """The lines of a word list.

    Raises:
        typer.BadParameter: it cannot be read.
    """
    if path is None:
        return ()
    try:
        with open(path, encoding="utf-8-sig") as file:
            return tuple(line.strip() for line in file if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        raise typer.BadParameter(f"{path}: {why}", param_hint=option) from None


def _explain(run: Session, plan: Plan) -> None:
    """Write every sentence that could be chosen, with what its worth is the sum of, as JSON lines."""
    from ..records import to_json
    from ..summarize import explain

    for article in run.from_text_or_records(plan):
        for sentence, parts in explain(article):
            account = {
                "id": article.id,
                "headline": article.headline,
                "span": [sentence.start, sentence.end],
                "sentence": sentence.text,
                "worth": round(sum(parts.values()), 3),
                "parts": {name: round(value, 3) for name, value in parts.items()},
            }
            run.out.write(to_json(account) + "\n")

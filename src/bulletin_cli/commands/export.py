"""`bulletin export`: records (or text) → files that readers, newsrooms and databases ask for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from . import options as o

if TYPE_CHECKING:
    from ..export import Format
    from .session import Session


def export(
    paths: o.Paths = None,
    to: Annotated[
        str | None,
        o.option(
            "--to",
            "-t",
            metavar="FORMAT",
            help="md, html, txt, jsonl, csv … (--list names all); if not given, by the ending of -o, else md.",
        ),
    ] = None,
    out_dir: Annotated[
        str | None,
        o.option("--out-dir", metavar="DIR", help="Write one file an article into DIR, named by its headline."),
    ] = None,
    title: Annotated[str | None, o.option("--title", metavar="TEXT", help="Title of the whole.")] = None,
    excel: Annotated[
        bool, o.option("--excel", help="CSV and TSV: byte order mark, CRLF, no cell that a spreadsheet would run.")
    ] = False,
    width: Annotated[
        int | None,
        o.option("--width", min=20, metavar="COLUMNS", help="txt: wrap lines (a Han character takes two columns)."),
    ] = None,
    summaries: Annotated[
        bool,
        o.option("--summaries/--no-summaries", help="Summarize what is given as plain text (3 sentences, 5 keywords)."),
    ] = True,
    template: Annotated[
        str | None,
        o.option("--template", metavar="FILE", help="Fill in a Jinja2 template of your own (see docs/formats.md)."),
    ] = None,
    url: Annotated[
        str | None, o.option("--url", metavar="URL", help="Feeds: the address at which the articles will stand.")
    ] = None,
    list: Annotated[bool, o.option("--list", help="List the formats.")] = False,
    date: o.Date = None,
    publication: o.Publication = None,
    issue: o.Issue = None,
    page: o.Page = None,
    section: o.Section = None,
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
    """Export articles to Markdown, HTML, CSV and other formats.

    Records in, one document out (or one an article with --out-dir). Plain text is split, cleaned and summarized first.

    \b
    Examples:
      bulletin export page.txt -o page.html
      bulletin split page.txt | bulletin clean | bulletin export --to csv --excel > page.csv
      bulletin export issue.jsonl --to md --out-dir articles/
    """
    from ..export import ExportOptions, one_file_each
    from ..pipeline import Plan
    from ..summarize import SummaryOptions
    from ..writing import OutputError
    from .session import facts_of, session

    form = _format(to or ("template" if template else None), output)
    if out_dir is not None and (output or not form.files):
        why = (
            "takes no --output beside it" if output else f"makes no sense for {form.name}: that is one table or archive"
        )
        raise typer.BadParameter(why, param_hint="--out-dir")
    plan = Plan(
        facts_of(date, publication, issue, page, section),
        summary=SummaryOptions(sentences=3, keywords=5) if summaries else None,
    )
    wanted = ExportOptions(
        title=title, excel=excel, width=width, url=url, template=_text_of(template), base=_archive(form, output)
    )  # fmt: skip
    with session(
        paths, encoding=encoding, kind=input_format, to=output, rejects=rejects, line_buffered=line_buffered,
        quiet=quiet, verbose=verbose, colour=color, log_format=log_format,
    ) as run:  # fmt: skip
        if list:
            _show_formats(run)
            return
        if form.binary and run.out.terminal:
            raise typer.BadParameter(f"{form.name} is not for a terminal; name a file with -o", param_hint="--to")
        articles = run.from_text_or_records(plan, records=Plan())
        try:
            if out_dir is not None:
                for name in one_file_each(articles, form.name, lambda n: _target(out_dir, n, form), wanted):
                    run.report.note(f"{out_dir}/{name}")
            else:
                target: Any = run.out.binary if form.binary else run.out
                form.write(articles, target, wanted)
        except _refusals() as error:
            raise OutputError(template or output or form.name, str(error)) from None


def _refusals() -> tuple[type[Exception], ...]:
    """What a format says when it cannot do its work, in words for the user."""
    from ..export import MissingExtra
    from ..export.archive import NotAnArchive
    from ..export.template import TemplateError

    return MissingExtra, NotAnArchive, TemplateError


def _format(to: str | None, output: str | None) -> Format:
    """The format that is asked for by name or by the ending of the output file.

    Raises:
        typer.BadParameter: there is none of that name.
    """
    from ..export import UnknownFormat, format_named, formats, nearest

    if to is None and output and output != "-":
        fitting = [f for f in formats().values() if output.lower().endswith(f.extension)]
        if not fitting:
            ending = output.rpartition(".")[2].lower()
            what = "; ".join([f"no format has the ending of {output!r}", *nearest(ending, formats())])
            raise typer.BadParameter(f"{what}; name one with --to", param_hint="--output")
        return max(fitting, key=lambda f: len(f.extension))
    try:
        return format_named(to or "md")
    except UnknownFormat as error:
        raise typer.BadParameter(str(error), param_hint="--to") from None


def _show_formats(run: Session) -> None:
    from ..export import formats

    for form in formats().values():
        run.out.write(f"{form.name:<10} {form.extension:<11} {form.help}\n")


def _text_of(template: str | None) -> str | None:
    if template is None:
        return None
    try:
        with open(template, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise typer.BadParameter(f"{template}: {why}", param_hint="--template") from None


def _archive(form: Format, output: str | None) -> str | None:
    """The archive that is added to: the one that stands where the new one will."""
    import os

    return output if form.name == "sqlite" and output and os.path.isfile(output) else None


@contextmanager
def _target(folder: str, name: str, form: Format) -> Iterator[IO[Any]]:
    import os

    from ..writing import Output, OutputError, replacing

    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise OutputError(folder, f"not made: {error.strerror or error}") from error
    path = os.path.join(folder, name)
    with replacing(path) as file:
        if form.binary:
            yield file
        else:
            out = Output(file, path)
            yield out  # type: ignore[misc]
            out.flush()

"""`bulletin clean`: text → text, records → records, with every change accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from . import options as o

if TYPE_CHECKING:
    from ..clean import CleanOptions

Join = Literal["safe", "balanced", "eager", "off"]
Script = Literal["keep", "hans", "hant", "tw", "hk"]


def clean(
    paths: o.Paths = None,
    select: Annotated[
        str | None, o.option("--select", metavar="NAMES", help="Only these repairs, comma-separated (see --list).")
    ] = None,
    ignore: Annotated[str | None, o.option("--ignore", metavar="NAMES", help="Not these repairs.")] = None,
    join: Annotated[Join, o.option("--join", help="How readily stray line breaks are joined.")] = "balanced",
    script: Annotated[
        Script, o.option("--script", help="Convert to simplified (hans) or traditional (hant, tw, hk) script.")
    ] = "keep",
    spacing: Annotated[bool, o.option("--spacing", help="Put a space between Han and Latin.")] = False,
    keep_furniture: Annotated[
        bool, o.option("--keep-furniture", help="Leave running heads and folios in the text.")
    ] = False,
    edits: Annotated[
        bool, o.option("--edits", help="On records: keep what was changed in their field `edits`.")
    ] = False,
    check: Annotated[
        bool, o.option("--check", help="Write nothing; name the inputs that would change; exit 1 if any.")
    ] = False,
    diff: Annotated[bool, o.option("--diff", help="Write a diff instead of the text; exit 1 if not empty.")] = False,
    explain: Annotated[
        bool, o.option("--explain", help="Write every change as a JSON line: repair, place, before, after, reason.")
    ] = False,
    doubts: Annotated[
        bool, o.option("--doubts", help="Write what still looks damaged but is left as it is (JSON lines).")
    ] = False,
    in_place: Annotated[
        str | None,
        o.option(
            "--in-place", "-i", metavar="[=.BAK]", help="Rewrite the files; with =.bak keep the old ones beside them."
        ),
    ] = None,
    list: Annotated[bool, o.option("--list", help="List the repairs with an example each.")] = False,
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
    """Repair what PDF extraction and OCR broke: line breaks, folded punctuation, stray English words.

    Text in, text out; records in, records out (body, headline, kicker and deck are repaired). Clean text comes back
    byte for byte, and cleaning twice is cleaning once.

    \b
    Examples:
      bulletin clean page.txt > page.clean.txt
      bulletin clean --diff page.txt
      bulletin clean --in-place=.bak dump/*.txt
      bulletin split page.txt | bulletin clean --ignore brackets
    """
    from . import cleaning
    from .session import session

    if sum((check, diff, explain, doubts, in_place is not None)) > 1:
        raise typer.BadParameter(
            "take one of --check, --diff, --explain, --doubts and --in-place", param_hint="--check"
        )
    if in_place is not None and (output or not paths or "-" in paths):
        raise typer.BadParameter("needs files to rewrite, and no --output", param_hint="--in-place")
    if in_place and "/" in in_place:
        raise typer.BadParameter("is an ending such as .bak, not a path", param_hint="--in-place")
    wanted = options_of(
        select, ignore, join=join, script=script, spacing=spacing, furniture=not keep_furniture, keep_edits=edits
    )
    with session(
        paths, encoding=encoding, kind=input_format, to=output, rejects=rejects, line_buffered=line_buffered,
        quiet=quiet, verbose=verbose, colour=color, log_format=log_format,
    ) as run:  # fmt: skip
        if list:
            cleaning.show_repairs(run)
        elif check:
            cleaning.check(run, wanted)
        elif diff:
            cleaning.show_diff(run, wanted)
        elif explain:
            cleaning.explain(run, wanted)
        elif doubts:
            cleaning.show_doubts(run, wanted)
        elif in_place is not None:
            cleaning.in_place(run, wanted, in_place)
        else:
            cleaning.through(run, wanted, format)


def _names(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(n.strip() for n in text.split(",") if n.strip())


def options_of(select: str | None, ignore: str | None, **more: Any) -> CleanOptions:
    """What to repair, with the names of repairs as they stand on the command line.

    Raises:
        typer.BadParameter: there is no repair of such a name.
    """
    from ..clean import REPAIRS, CleanOptions

    wanted = CleanOptions(select=_names(select), ignore=_names(ignore) or (), **more)
    for name in (*(wanted.select or ()), *wanted.ignore):
        if name not in REPAIRS:
            raise typer.BadParameter(
                f"no repair is called {name!r}; there are {', '.join(REPAIRS)}", param_hint="--select"
            )
    return wanted

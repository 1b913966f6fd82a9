"""`bulletin search`: find articles in an archive that `export --to sqlite` made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from ..model import Article
from . import options as o


def search(
    archive: Annotated[
        str,
        typer.Argument(
            metavar="ARCHIVE", help="An archive made by export --to sqlite, or the folder of one made by run."
        ),
    ],
    query: Annotated[
        list[str], typer.Argument(metavar="WORD...", help="Every word must occur, each as it is written.")
    ],
    limit: Annotated[int, o.option("--limit", "-n", min=1, metavar="N", help="At most N articles.")] = 20,
    format: o.Format = "auto",
    output: o.OutputFile = None,
    color: o.Colour = "auto",
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    log_format: o.LogFormat = "text",
) -> None:
    """Find articles in an archive.

    The best come first. On a terminal each is shown with the places where the words stand; in a pipe records come out,
    for the other commands. Exit code 1 says that nothing was found.

    \b
    Examples:
      bulletin search archive.sqlite 救援队
      bulletin search ~/archive 救援队
      bulletin search archive.sqlite 防汛 泵站 | bulletin export -o found.html
    """
    import os
    import sqlite3
    import sys

    from ..display import hit, writer
    from ..export.archive import NAME, NotAnArchive, found
    from ..reading import InputError
    from ..report import printable
    from .session import session

    words = [w for part in query for w in part.split()]
    with session(None, to=output, quiet=quiet, verbose=verbose, colour=color, log_format=log_format) as run:
        hits: Iterator[Article] = iter(())
        if os.path.isdir(archive):
            archive = os.path.join(archive, NAME)
        if not os.path.isfile(archive):
            run.report.error(InputError(archive, None, "no such file; bulletin export --to sqlite -o makes an archive"))
        else:
            hits = found(archive, " ".join(words), limit)
        readable = format == "text" or (format == "auto" and run.out.terminal)
        write = writer("jsonl", run.out, run.colour)
        safe = printable if run.out.terminal else str
        count = 0
        try:
            for article in hits:
                count += 1
                if readable:
                    run.out.write(hit(article, words, colour=run.colour, safe=safe))
                else:
                    write(article)
        except (NotAnArchive, sqlite3.Error) as error:
            run.report.error(InputError(archive, None, str(error).removeprefix(f"{archive}: ")))
        if not count and not run.report.failed and sys.stderr is not None and sys.stderr.isatty():
            run.report.warn(f"nothing found for {' '.join(words)}" if words else "no word to look for")
        run.report.changed += not count

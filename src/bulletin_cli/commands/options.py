"""The options that several commands share, each said once."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer


def option(*names: str, **settings: Any) -> Any:
    """Declare an option. Its environment variable is not in the help: all are BULLETIN_COMMAND_OPTION."""
    return typer.Option(*names, show_envvar=False, **settings)


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="Files, folders (searched for .txt .md .jsonl and their .gz), quoted globs; - or nothing is stdin.",
        show_default=False,
    ),
]
Encoding = Annotated[
    str | None,
    option(
        "--encoding", metavar="CHARSET", help="Charset of the input, such as gb18030 or big5; found out if not given."
    ),
]
Input = Literal["auto", "text", "records"]
InputFormat = Annotated[
    Input,
    option("--input-format", help="What the input is; auto tells records (JSON lines) from text by itself."),
]
OutputFile = Annotated[
    str | None,
    option("--output", "-o", metavar="FILE", help="Write to FILE, which appears once it is whole."),
]
Rejects = Annotated[
    str | None,
    option("--rejects", metavar="FILE", help="Keep what could not be read, with place and reason, as JSON lines."),
]
LineBuffered = Annotated[bool, option("--line-buffered", help="Pass every record on at once.")]
Quiet = Annotated[bool, option("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[bool, option("--verbose", "-v", help="Say more: charsets found, counts.")]
Choice = Literal["auto", "always", "never"]
Colour = Annotated[Choice, option("--color", help="Colour on a terminal; NO_COLOR and FORCE_COLOR count too.")]
Log = Literal["text", "json"]
LogFormat = Annotated[Log, option("--log-format", help="Messages on stderr as text or as JSON lines.")]

Date = Annotated[
    str | None,
    option("--date", metavar="YYYY-MM-DD", help="Date of the issue; the year of all other dates comes from it."),
]
Publication = Annotated[str | None, option("--publication", metavar="NAME", help="Name of the paper or bulletin.")]
Issue = Annotated[str | None, option("--issue", metavar="TEXT", help="Number of the issue.")]
Page = Annotated[str | None, option("--page", metavar="PAGE", help="Page, where the text prints none.")]
Section = Annotated[str | None, option("--section", metavar="NAME", help="Section, where the text prints none.")]

RecordFormat = Literal["auto", "jsonl", "text"]
Format = Annotated[
    RecordFormat,
    option("--format", help="jsonl (a record a line), text (to read); auto: text on a terminal, else jsonl."),
]

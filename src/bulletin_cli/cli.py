"""The command line: which commands there are, configuration, and `main`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from . import __version__
from .commands.options import option

# Every command, and what the list of commands says of it: the first line of its own help, without its module.
COMMANDS = {
    "split": "Split pages of text into article records.",
    "clean": "Repair what PDF extraction and OCR broke.",
    "summarize": "Add a summary and keywords to every article.",
    "export": "Export articles to Markdown, HTML, CSV and other formats.",
    "search": "Find articles in an archive.",
    "schema": "Print the JSON Schema of the records.",
    "man": "Print the manual page (roff).",
}


def application(wanted: Sequence[str]) -> typer.Typer:
    """The commands as one Typer application.

    A command's options cost a millisecond to declare, and all commands' a tenth of a second to start: only those of
    the commands in `wanted` are declared, the others are names with a line of help.
    """
    # Without Rich markup `--help` takes half the time, and nothing in a help text is swallowed as a tag.
    app = typer.Typer(
        name="bulletin",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={
            "help_option_names": ["-h", "--help"],
            "auto_envvar_prefix": "BULLETIN",
            "max_content_width": 100,
        },
    )
    app.callback()(bulletin)
    for name, line in COMMANDS.items():
        app.command(name, short_help=line)(_function(name) if name in wanted else _unused)
    return app


def _function(name: str) -> Callable[..., None]:
    function: Callable[..., None] = getattr(import_module(f".commands.{name}", __package__), name)
    return function


def _unused() -> None:
    """Stands in the list of commands for one that was not called."""


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"bulletin {__version__}\n")
        raise typer.Exit


def bulletin(
    context: typer.Context,
    config: Annotated[
        str | None,
        typer.Option("--config", metavar="FILE", envvar="BULLETIN_CONFIG", help="Configuration file (TOML)."),
    ] = None,
    version: Annotated[  # noqa: ARG001 - its callback does the work
        bool,
        option(
            "--version", "-V", callback=_version, is_eager=True, allow_from_autoenv=False, help="Print the version."
        ),
    ] = False,
) -> None:
    """Turn Chinese newspaper and bulletin text into clean, summarized, exported articles.

    The commands are filters and compose: a later one that is given plain text runs the earlier ones itself.

    \b
    Examples:
      bulletin split page.txt | bulletin clean | bulletin summarize | bulletin export --to html > page.html
      bulletin export page.txt --to html -o page.html
    """
    context.default_map = _configuration(context, config)


def _configuration(context: typer.Context, named: str | None) -> dict[str, Any]:
    """The options that the configuration file sets, by command.

    Raises:
        typer.BadParameter: the file is missing though named, is no TOML, or sets what does not exist (of the commands'
            options, only those of the command that runs are looked at).
    """
    path = named or _user_configuration()
    if path is None:
        return {}
    import tomllib

    try:
        with open(path, "rb") as file:
            tables = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise typer.BadParameter(
            f"{path}: {getattr(error, 'strerror', None) or error}", param_hint="--config"
        ) from None
    commands: dict[str, Any] = getattr(context.command, "commands", {})
    settings: dict[str, Any] = {}
    for table, values in tables.items():
        if table not in commands or not isinstance(values, dict):
            message = f"{path}: [{table}] is no command; tables are {', '.join(commands)}"
            raise typer.BadParameter(message, param_hint="--config")
        if table != context.invoked_subcommand:
            continue
        known = {
            name.removeprefix("--"): p.name for p in commands[table].params for name in p.opts if p.name != "paths"
        }
        settings[table] = {}
        for key, value in values.items():
            if key.replace("_", "-") not in known:
                raise typer.BadParameter(f"{path}: [{table}] has no option {key!r}", param_hint="--config")
            settings[table][known[key.replace("_", "-")]] = value
    return settings


def _user_configuration() -> str | None:
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.environ.get("HOME") or "/nonexistent", ".config")
    path = os.path.join(home, "bulletin", "config.toml")
    return path if os.path.isfile(path) else None


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line.

    Args:
        arguments: instead of `sys.argv[1:]`.
    """
    given = _with_optional_suffix(list(sys.argv[1:] if arguments is None else arguments))
    everything = "man" in given or "_BULLETIN_COMPLETE" in os.environ
    try:
        application(list(COMMANDS) if everything else given)(given, prog_name="bulletin")
    except Exception as error:
        from .report import FAILED, Report
        from .writing import OutputError

        # Exit code 1 means "would change something": a fault of ours must not look like that.
        Report().error(error if isinstance(error, OutputError) else fault(error))
        sys.exit(FAILED)


def fault(error: Exception) -> RuntimeError:
    """An error that nobody expected, in words for the user."""
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(place.filename)}:{place.lineno}"
    return RuntimeError(f"{type(error).__name__}: {error} ({where}); this is a fault in bulletin, please report it")


def _with_optional_suffix(arguments: list[str]) -> list[str]:
    """Let `--in-place` stand without its value, as in sed: `--in-place`, `--in-place=.bak`, `-i`, `-i.bak`.

    >>> _with_optional_suffix(["clean", "--in-place", "a.txt"]), _with_optional_suffix(["clean", "-i.bak"])
    (['clean', '--in-place=', 'a.txt'], ['clean', '--in-place=.bak'])
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    if "clean" not in arguments[:end]:
        return arguments
    head = ["--in-place=" if a == "--in-place" else a for a in arguments[:end]]
    head = ["--in-place=" + a[2:] if a == "-i" or a.startswith("-i.") else a for a in head]
    return head + arguments[end:]

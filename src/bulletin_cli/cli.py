"""The command line: which commands there are, configuration, and `main`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated, Any, NoReturn

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
    "run": "Turn a growing folder of dumps into an archive, only what is new.",
    "status": "Say how an archive stands.",
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
        _say(f"bulletin {__version__}\n")
        raise typer.Exit


def _say(text: str) -> None:
    """Write to stdout and be sure that it went.

    Raises:
        OSError: it did not.
    """
    if sys.stdout is None:
        raise OSError("standard output is closed")
    sys.stdout.write(text)
    sys.stdout.flush()


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
      bulletin split page.txt | bulletin clean | bulletin summarize \\
        | bulletin export -o page.html
      bulletin export page.txt -o page.html
    """
    context.default_map = _configuration(context, config)


# What the configuration says of an issue under [split] holds for every command that splits.
FACTS = ("date", "publication", "issue", "page", "section")


def _configuration(context: typer.Context, named: str | None) -> dict[str, Any]:
    """The options that the configuration file sets, by command.

    Raises:
        typer.BadParameter: the file is missing though named, is no TOML, or sets what does not exist (of the commands'
            options, only those of the command that runs are looked at).
    """
    path = named or _user_configuration()
    if path is None:
        return {}
    from .commands.configuration import options_of, tables_of

    commands: dict[str, Any] = getattr(context.command, "commands", {})
    running = context.invoked_subcommand or ""
    settings: dict[str, Any] = {}
    shared: dict[str, Any] = {}
    for table, values in tables_of(path, "--config").items():
        if table not in commands or not isinstance(values, dict):
            message = f"{path}: [{table}] is no command; tables are {', '.join(commands)}"
            raise typer.BadParameter(message, param_hint="--config")
        where = f"{path}: [{table}]"
        if table == running:
            settings = options_of(values, commands[table].params, where, "--config")
        elif table == "split" and running in commands:
            # A later command that is given text splits it too, and so takes what [split] says of the issue.
            facts = [p for p in commands[running].params if p.name in FACTS]
            known = {key: value for key, value in values.items() if any(p.name == key for p in facts)}
            shared = options_of(known, facts, where, "--config")
    return {running: shared | settings} if shared or settings else {}


def _user_configuration() -> str | None:
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.environ.get("HOME") or "/nonexistent", ".config")
    path = os.path.join(home, "bulletin", "config.toml")
    return path if os.path.isfile(path) else None


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line.

    Args:
        arguments: instead of `sys.argv[1:]`.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    command = _command_in(given)
    given = _config_first(given, command)
    if command == "clean":
        given = _with_optional_suffix(given)
    for name in ("INSTALL_COMPLETION", "SHOW_COMPLETION", "HELP"):
        os.environ.pop(f"BULLETIN_{name}", None)  # options, but no settings: a variable must not install anything
    everything = command == "man" or "_BULLETIN_COMPLETE" in os.environ
    try:
        application(list(COMMANDS) if everything else [command])(given, prog_name="bulletin")
    except SystemExit as end:
        # Help that nobody reads to its end is a normal end: no command has run, and wrong usage ends with 2.
        if end.code == 1 and f"{__package__}.commands.session" not in sys.modules:
            _quiet_end(0)
        raise
    except BrokenPipeError:
        _quiet_end(0)
    except Exception as error:
        from .report import FAILED, Report
        from .writing import OutputError

        # Exit code 1 means "would change something": a fault of ours must not look like that.
        said = OutputError("standard output", str(error.strerror or error)) if isinstance(error, OSError) else error
        Report().error(said if isinstance(said, OutputError) else fault(error))
        _quiet_end(FAILED)


def _quiet_end(code: int) -> NoReturn:
    """Leave without the interpreter's own complaint about a stdout that takes nothing."""
    from .writing import let_go_of_stdout

    let_go_of_stdout()
    sys.exit(code)


def _command_in(arguments: Sequence[str]) -> str:
    """The command that is called: the first word that is no option, nor the value of one.

    >>> _command_in(["--config", "clean", "split", "clean"]), _command_in(["--help"])
    ('split', '')
    """
    words = iter(arguments)
    for word in words:
        if word == "--config":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return ""


def _config_first(arguments: list[str], command: str) -> list[str]:
    """Let `--config FILE` stand behind the command too: it is said once for all of them.

    >>> _config_first(["split", "a.txt", "--config", "b.toml"], "split")
    ['--config', 'b.toml', 'split', 'a.txt']
    >>> _config_first(["split", "--", "--config"], "split")
    ['split', '--', '--config']
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    at = next((n for n, word in enumerate(arguments[:end]) if word == "--config" or word.startswith("--config=")), end)
    if at == end or command not in arguments[:at]:
        return arguments
    size = 2 if arguments[at] == "--config" else 1
    return [*arguments[at : at + size], *arguments[:at], *arguments[at + size :]]


def fault(error: Exception) -> RuntimeError:
    """An error that nobody expected, in words for the user."""
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(place.filename)}:{place.lineno}"
    return RuntimeError(f"{type(error).__name__}: {error} ({where}); this is a fault in bulletin, please report it")


def _with_optional_suffix(arguments: list[str]) -> list[str]:
    """Let `--in-place` stand without its value, as in sed: `--in-place`, `--in-place=.bak`, `-i`, `-i.bak`, `-i=.bak`.

    >>> _with_optional_suffix(["clean", "--in-place", "a.txt"]), _with_optional_suffix(["clean", "-i.bak", "a.txt"])
    (['clean', '--in-place=', 'a.txt'], ['clean', '--in-place=.bak', 'a.txt'])
    >>> _with_optional_suffix(["clean", "-i=.bak", "a.txt"])
    ['clean', '--in-place=.bak', 'a.txt']
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    head = ["--in-place=" if a == "--in-place" else a for a in arguments[:end]]
    head = ["--in-place=" + a[2:].removeprefix("=") if a == "-i" or a.startswith(("-i.", "-i=")) else a for a in head]
    return head + arguments[end:]

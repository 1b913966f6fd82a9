"""The manual page, out of the same declarations as `--help`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

from . import __version__

_FILES = """\
.SH CONFIGURATION
Options may come from the environment (BULLETIN_SPLIT_DATE is \\-\\-date of split) or from a TOML file: the one that
\\-\\-config or BULLETIN_CONFIG names, else bulletin/config.toml in $XDG_CONFIG_HOME (~/.config).
A flag wins over the environment, the environment over the file. The file has a table for each command:
.PP
.nf
[split]
publication = "云州日报"

[summarize]
sentences = 2
keywords = 8
.fi
.SH EXIT STATUS
.TP
.B 0
done; also when the reader of a pipe has gone
.TP
.B 1
clean \\-\\-check or \\-\\-diff found something to change; search found nothing; run, status: something wants looking at
.TP
.B 2
wrong usage, or an input failed (the others have come out), or the output could not be written; run: not done
.TP
.B 130, 143
interrupted, terminated
.SH ENVIRONMENT
.TP
.B NO_COLOR, FORCE_COLOR
never, always colour stdout
.TP
.B BULLETIN_CONFIG
configuration file
.SH EXAMPLES
.nf
bulletin split page.txt | bulletin clean | bulletin summarize | bulletin export \\-\\-to html \\-o page.html
bulletin export page.txt \\-\\-to html \\-o page.html
bulletin clean \\-\\-diff page.txt
.fi
"""


def page(root: Any) -> str:
    """The manual page as roff.

    Args:
        root: the command group that Typer made; its commands and their parameters are described.
    """
    return "".join(_lines(root)) + _FILES


def _lines(root: Any) -> Iterator[str]:
    commands = {name: command for name, command in root.commands.items() if not command.hidden}
    yield f'.TH BULLETIN 1 "" "bulletin {__version__}" "User Commands"\n'
    yield ".SH NAME\nbulletin \\- filters for Chinese newspaper and bulletin text\n"
    yield ".SH SYNOPSIS\n"
    for name, command in commands.items():
        places = (p.metavar or p.name.upper() for p in command.params if p.param_type_name == "argument")
        yield f".B bulletin {name}\n{_escape(' '.join(['[OPTION]...', *places]))}\n.br\n"
    yield f".SH DESCRIPTION\n{_text(root.help or '')}"
    yield ".SH OPTIONS\n" + "".join(_option(p) for p in root.params)
    yield ".SH COMMANDS\n"
    for name, command in commands.items():
        yield f".SS bulletin {_escape(name)}\n{_text(command.help or '')}"
        yield "".join(_option(p) for p in command.params)


def _text(help_text: str) -> str:
    """Paragraphs of a docstring; what follows a \\b mark keeps its lines."""
    out = []
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(help_text)):
        if paragraph.startswith("\b"):
            out.append(".PP\n.nf\n" + _escape(paragraph.removeprefix("\b\n")) + "\n.fi\n")
        else:
            out.append(".PP\n" + _escape(" ".join(paragraph.split())) + "\n")
    return "".join(out)


def _option(parameter: Any) -> str:
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    if parameter.param_type_name == "argument":
        names = parameter.metavar or parameter.name
    elif not parameter.is_flag:
        names += f" {parameter.metavar or _choices(parameter.type)}"
    return f".TP\n.B {_escape(names)}\n{_escape(getattr(parameter, 'help', None) or '')}\n"


def _choices(kind: Any) -> str:
    choices = getattr(kind, "choices", None)
    return "|".join(map(str, choices)) if choices else str(kind.name).upper()


def _escape(text: str) -> str:
    r"""Text for roff: backslashes, hyphens and leading dots lose their meaning.

    >>> _escape("--in-place\n.bak")
    '\\-\\-in\\-place\n\\&.bak'
    """
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)

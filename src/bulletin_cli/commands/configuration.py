"""Options out of TOML files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import typer


def tables_of(path: str, hint: str) -> dict[str, Any]:
    """What a TOML file holds.

    Raises:
        typer.BadParameter: it cannot be read, or is no TOML; `hint` names the option that names the file.
    """
    import tomllib

    try:
        with open(path, "rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or ("not UTF-8" if isinstance(error, UnicodeError) else str(error))
        raise typer.BadParameter(f"{path}: {why}", param_hint=hint) from None


def options_of(values: Mapping[str, Any], parameters: Sequence[Any], where: str, hint: str) -> dict[str, Any]:
    """A command's options out of a table: by the names of its parameters, as a command line would give them.

    Args:
        values: the table.
        parameters: those of the command.
        where: the file and the table, for messages.
        hint: the option that names the file.

    Raises:
        typer.BadParameter: there is no such option, or the value is not of its kind.
    """
    options = {n.removeprefix("--"): p for p in parameters for n in p.opts if n.startswith("--")}
    settings: dict[str, Any] = {}
    for key, given in values.items():
        option = options.get(key.replace("_", "-"))
        if option is None:
            raise typer.BadParameter(f"{where} {key}: there is no such option", param_hint=hint)
        listed = isinstance(given, list) and given and all(isinstance(v, str) for v in given)
        value = ",".join(given) if listed else given  # select = ["marks", "breaks"]
        flag = getattr(option, "is_flag", False)
        if flag != isinstance(value, bool) or isinstance(value, list | dict):
            expected = "true or false" if flag else "a text or a number"
            raise typer.BadParameter(f"{where} {key}: expected {expected}", param_hint=hint)
        settings[option.name] = value if flag else str(value)
    return settings

"""`bulletin schema` and `bulletin man`: what the tool says of itself."""

from __future__ import annotations

import typer


def schema() -> None:
    """Print the JSON Schema of the records.

    \b
    Example:
      bulletin schema > article.schema.json
    """
    import json

    from ..model import json_schema
    from .session import session

    with session(None) as run:
        run.out.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")


def man(context: typer.Context) -> None:
    """Print the manual page (roff).

    \b
    Example:
      bulletin man | man -l -
    """
    from ..manual import page
    from .session import session

    with session(None) as run:
        run.out.write(page(context.find_root().command))

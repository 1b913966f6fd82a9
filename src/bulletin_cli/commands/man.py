"""`bulletin man`: the manual page, for people."""

from __future__ import annotations

import typer


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

"""`bulletin schema`: the shape of the records, for programs."""

from __future__ import annotations


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

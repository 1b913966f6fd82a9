"""`python -m bulletin_cli`, and the console script."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    from .cli import main as run

    run()


if __name__ == "__main__":
    sys.exit(main())

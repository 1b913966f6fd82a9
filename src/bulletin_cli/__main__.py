"""`python -m bulletin_cli`, and the console script."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line."""
    # Nothing that start-up makes is garbage: not looking for any saves a twentieth of it. `session` looks again.
    gc.disable()
    try:
        from .cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

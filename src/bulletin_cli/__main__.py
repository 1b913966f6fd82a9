"""`python -m bulletin_cli`, and the console script."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line."""
    # Nothing that start-up makes is garbage: not looking for any saves a twentieth of it. `session` looks again.
    gc.disable()
    from .cli import main as run

    run()


if __name__ == "__main__":
    main()

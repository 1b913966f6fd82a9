"""`python -m bulletin_cli`, and the console script."""

from __future__ import annotations

import gc
import os
import sys

# Where one of these is loaded other threads, processes or a measurement may still have to end.
AT_WORK = frozenset(("multiprocessing", "concurrent.futures", "ray", "coverage"))


def main() -> None:
    """Run the command line."""
    # Nothing that start-up makes is garbage: not looking for any saves a twentieth of it. `session` looks again.
    gc.disable()
    try:
        from .cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)
    except SystemExit as end:
        if sys._getframe(1).f_globals.get("__name__") == "__main__":  # nobody has imported us
            _leave(end.code)
        raise


def _leave(code: object) -> None:
    """End the process at once: to take all modules apart would take a twentieth of a short run.

    Not where something may still be at work, nor where what was written does not go out.
    """
    if not isinstance(code, int) or AT_WORK & sys.modules.keys() or sys.getprofile() or sys.gettrace():
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return
    os._exit(code)


if __name__ == "__main__":
    main()

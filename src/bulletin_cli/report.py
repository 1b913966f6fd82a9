"""Everything said on stderr: errors, remarks, progress; and the exit code they add up to. The only user of Rich."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from .reading import InputError

DONE, CHANGED, FAILED, INTERRUPTED = 0, 1, 2, 130

# What steers a terminal: C0 but tab and newline, DEL, C1. Text from files may hold any of it.
# Turning the direction of the text counts as well.
_CONTROLS = {n: f"\\x{n:02x}" for n in (*range(9), *range(11, 32), *range(127, 160))}
_CONTROLS |= {n: f"\\u{n:04x}" for n in (0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def printable(text: str) -> str:
    r"""Make text safe for a terminal: control characters become visible.

    >>> printable("\x1b[31m红")
    '\\x1b[31m红'
    """
    return text if text.isprintable() else text.translate(_CONTROLS)


class Report:
    """Counts what went wrong and says so once, on stderr.

    Args:
        quiet: errors only.
        verbose: remarks too (which charset was found, how many articles).
        log_format: `text`, or `json` for one object a line.

    Set `dated` for a log that goes on for years: each of its objects then has the `time`.
    """

    def __init__(
        self,
        *,
        quiet: bool = False,
        verbose: bool = False,
        log_format: str = "text",
    ) -> None:
        self.failed = 0
        self.changed = 0
        self.dated = False
        self.data_shown = False  # records appear on the terminal, where a line of progress would stand among them
        self._quiet, self._verbose, self._json = quiet, verbose, log_format == "json"
        self._keep_reject: Callable[[InputError], None] | None = None
        self._progress: Any = None
        self._task: Any = None
        self._since = time.monotonic()
        self._shown = 0.0

    @property
    def exit_code(self) -> int:
        """2 if any input failed, 1 if `--check` or `--diff` found something, else 0."""
        return FAILED if self.failed else CHANGED if self.changed else DONE

    def keep_rejects(self, keep: Callable[[InputError], None]) -> None:
        """Call `keep` with every InputError from now on, for `--rejects`."""
        self._keep_reject = keep

    def error(self, error: Exception) -> None:
        """Say what is wrong with one input (or with the output) and remember it."""
        self.failed += 1
        if isinstance(error, InputError):
            self._say("error", str(error), path=error.path, line=error.line, reason=error.message)
            if self._keep_reject:
                self._keep_reject(error)
        else:
            self._say("error", str(error))

    def warn(self, message: str, **facts: object) -> None:
        """Say something that a careful user wants to know, unless `-q`; `facts` go with it as JSON."""
        if not self._quiet:
            self._say("warning", message, **facts)

    def note(self, message: str, **facts: object) -> None:
        """Say something only `-v` asks for."""
        if self._verbose:
            self._say("info", message, **facts)

    def finish(self, message: str, **facts: object) -> None:
        """Say how it went: to somebody at a terminal, and in a log for machines; in the mail of cron nobody wants it."""
        if not self._quiet and (self._verbose or self._json or bool(sys.stderr and sys.stderr.isatty())):
            self._say("info", message, **facts)

    def _say(self, level: str, message: str, **fields: object) -> None:
        record: dict[str, object] = {"level": level, "message": message, **fields}
        if self.dated:
            from datetime import datetime

            record = {"time": datetime.now().astimezone().isoformat(timespec="seconds"), **record}
        line = json.dumps(record, ensure_ascii=False) if self._json else f"bulletin: {message}"
        self.pause()
        try:
            # A newline out of a file name must not begin a line of its own.
            sys.stderr.write(printable(line).replace("\n", "\\n") + "\n")
            sys.stderr.flush()
        except (AttributeError, OSError, ValueError):
            pass  # no stderr, or a closed one: the exit code still tells

    def tick(self, path: str, articles: int) -> None:
        """Show progress, on a terminal only, once a run has taken longer than a second."""
        if self._quiet or self._json or time.monotonic() - self._since < 1:
            return
        if self._progress is None:
            self._progress = not self.data_shown and self._start_progress(None)
        self._show(description=printable(f"{path}: {articles:,} article{'' if articles == 1 else 's'}"))

    def progress(self, done: int, total: int, what: str) -> None:
        """Show a bar, on a terminal only: so many units of work of so many are done, the last of them `what`."""
        if self._quiet or self._json:
            return
        if self._progress is None:
            self._progress = self._start_progress(total)
        self._show(last=done == total, completed=done, description=printable(what))

    def _show(self, *, last: bool = False, **values: object) -> None:
        if self._progress and (last or time.monotonic() - self._shown > 0.1):
            self._progress.update(self._task, refresh=True, **values)
            self._shown = time.monotonic()

    def _start_progress(self, total: int | None) -> Any:
        if not (sys.stderr and sys.stderr.isatty()) or _dumb():
            return False
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )
        from rich.table import Column

        console = Console(stderr=True)
        # The description gives way on a narrow terminal; it is never markup.
        what = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis"))
        done = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()) if total else (TimeElapsedColumn(),)
        # Without the thread that Rich would refresh by: signals that are held back here must not reach one.
        progress = Progress(SpinnerColumn(), *done, what, console=console, transient=True, auto_refresh=False)
        progress.start()
        self._task = progress.add_task("", total=total)
        return progress

    def pause(self) -> None:
        """Take the progress line away."""
        if self._progress:
            self._progress.stop()
            self._progress = None


def _dumb() -> bool:
    return os.environ.get("TERM") == "dumb"


def colour_wanted(choice: str, terminal: bool) -> bool:
    """Whether to colour stdout: `--color` before NO_COLOR (no-color.org) before FORCE_COLOR before the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and not _dumb()

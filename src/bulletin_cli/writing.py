"""stdout and files: UTF-8 whatever the locale, whole or not at all, a closed reader is a normal end."""

from __future__ import annotations

import errno
import functools
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import IO


class OutputError(Exception):
    """Output that could not be written (a full disk, a closed stdout): `path: what`. Nothing can go on after it."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")


@contextmanager
def output(path: str | None, *, line_buffered: bool = False) -> Iterator[Output]:
    """Where a command writes: stdout for None and `-`, else a file that appears once it is complete.

    Raises:
        OutputError: the target cannot be written.
        BrokenPipeError: the reader of stdout has gone.
    """
    if path in (None, "-"):
        stdout = sys.stdout
        if stdout is None:
            raise OutputError("standard output", "closed; there is nowhere to write to")
        out = Output(stdout.buffer, "standard output", terminal=stdout.isatty(), line_buffered=line_buffered)
        yield out
        out.flush()
    else:
        assert path is not None
        with replacing(path) as file:
            out = Output(file, path, line_buffered=line_buffered)
            yield out
            out.flush()


class Output:
    """A text sink over a binary stream; `binary` is the stream, for formats that are not text."""

    def __init__(self, file: IO[bytes], name: str, *, terminal: bool = False, line_buffered: bool = False) -> None:
        self.binary = file
        self.name = name
        self.terminal = terminal
        self._line_buffered = line_buffered
        self._held: list[str] = []
        self._length = 0

    def write(self, text: str) -> int:
        """Write text; small pieces are gathered first."""
        self._held.append(text)
        self._length += len(text)
        if self._length > 1 << 16 or ((self._line_buffered or self.terminal) and text.endswith("\n")):
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Hand everything to the system.

        Raises:
            OutputError: it was not taken (a full disk).
            BrokenPipeError: nobody reads any more.
        """
        text, self._held, self._length = "".join(self._held), [], 0
        try:
            self.binary.write(text.encode("utf-8", "backslashreplace"))
            self.binary.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(self.name, f"not written: {error.strerror or error}") from error


def let_go_of_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's own last flush does not complain or fail."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


@contextmanager
def replacing(path: str) -> Iterator[IO[bytes]]:
    """A file that takes `path`'s place when the block ends well, and leaves no trace when it does not.

    Written beside its target (a symbolic link is followed), synced, given the old file's mode, renamed. A target that
    is no regular file (a FIFO, `/dev/null`) is written straight.

    Raises:
        OutputError: the place cannot be written, or the disk is full.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        if os.path.isdir(target):
            raise OutputError(path, "is a folder; name a file")
        with _trouble(path):
            special: IO[bytes] = open(target, "wb")  # noqa: SIM115 - closed two lines on
        with special:
            yield special
        return
    # A signal that came between the making of the file and the `try` that takes it away again would leave it behind.
    with ExitStack() as undisturbed_so_far:
        undisturbed_so_far.enter_context(undisturbed())
        with _trouble(path):
            file, temporary = _neighbour(target)
        done = False
        try:
            undisturbed_so_far.close()
            with file:
                yield file
                with _trouble(path):
                    file.flush()
                    os.fsync(file.fileno())
                    _take_after(target, file.fileno())
            with _trouble(path):
                os.replace(temporary, target)
            done = True
        finally:
            if not done:
                os.unlink(temporary)


def put_whole(path: str, data: bytes) -> None:
    """Make a file, whole or not at all.

    Raises:
        OutputError: the place cannot be written, or the disk is full.
    """
    with replacing(path) as file, _trouble(path):
        file.write(data)


def move_whole(made: str, path: str) -> None:
    """Have a file that is complete, of the mode of new files, but not synced take the place of `path`.

    Raises:
        OutputError: the place cannot be written, or the disk is full.
    """
    # To follow a path that is no link costs more than the rest of this together.
    target = os.path.realpath(path) if os.path.islink(path) else path
    with _trouble(path):
        file = os.open(made, os.O_RDONLY)
        try:
            os.fsync(file)
            if os.path.exists(target):
                _take_after(target, file)
        finally:
            os.close(file)
        try:
            os.replace(made, target)
            return
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
        with open(made, "rb") as other:  # the place is on another disk
            data = other.read()
    put_whole(path, data)


def deaf() -> set[int]:
    """Have this thread not be the one that hears signals that ask the program to end; those that it held back before."""
    import signal

    return {*map(int, signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)))}


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let the signals that ask the program to end wait until the block is done; other threads have to be deaf."""
    import signal

    held = deaf()
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


@contextmanager
def _trouble(path: str) -> Iterator[None]:
    """Turn the system's errors into ours."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            path, f"not written: {error.strerror or error}; check the folder, its mode and space"
        ) from error


def _neighbour(target: str) -> tuple[IO[bytes], str]:
    import tempfile

    # Not the target's own name with an ending: that may be as long as a name can be already.
    fd, temporary = tempfile.mkstemp(prefix=".bulletin-", suffix=".tmp", dir=os.path.dirname(target))
    return os.fdopen(fd, "wb"), temporary


@functools.cache
def umask() -> int:
    """What new files are not allowed to be; asked once, since asking means setting it, for all threads."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _take_after(target: str, fd: int) -> None:
    """Give the finished file the mode and, where that is allowed, the owner of the file it replaces."""
    try:
        old = os.stat(target)
    except OSError:
        os.fchmod(fd, 0o666 & ~umask())
        return
    with suppress(OSError):
        os.fchown(fd, old.st_uid, old.st_gid)
    os.fchmod(fd, old.st_mode & 0o7777)

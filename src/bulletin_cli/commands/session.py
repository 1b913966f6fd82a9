"""What every command does around its work: inputs in, output out, errors counted, one exit code."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import IO

import typer

from ..flow import Flow
from ..model import Article, IssueFacts, Passage
from ..pipeline import Plan
from ..reading import InputError, RecordLine, find_inputs, read
from ..report import FAILED, INTERRUPTED, Report, colour_wanted
from ..writing import Output, OutputError, let_go_of_stdout, output, replacing


class _Terminated(BaseException):
    """SIGTERM or SIGHUP, turned into an exception so that temporary files are taken away."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Session:
    """One run of one command.

    Args:
        paths: the inputs as given.
        out: where the data goes.
        report: where the messages go.
        encoding: a charset for all inputs, None to find out.
        kind: `auto`, `text` or `records`.
        colour: whether stdout is coloured.
    """

    def __init__(
        self, paths: Sequence[str], out: Output, report: Report, *, encoding: str | None, kind: str, colour: bool
    ) -> None:
        self.paths, self.out, self.report = paths, out, report
        self.encoding, self.kind, self.colour = encoding, kind, colour
        self.inputs = 0
        self.articles_read = 0

    def items(self) -> Iterator[Passage | RecordLine]:
        """Every passage and record line of every input, in order; what cannot be read is reported."""
        for path in self.files():
            yield from self.items_of(path)

    def files(self) -> Iterator[str]:
        """The inputs, in order."""
        if not self.paths and sys.stdin is not None and sys.stdin.isatty():
            self.report.warn("reading from the terminal; end with Ctrl-D, or name files")
        for path in find_inputs(self.paths, self.report.error):
            self.inputs += 1
            yield path

    def items_of(self, path: str) -> Iterator[Passage | RecordLine]:
        """Every passage or record line of one input."""
        report = self.report
        return read(path, report.error, encoding=self.encoding, kind=self.kind, note=report.note, warn=self.warn)

    def warn(self, error: InputError) -> None:
        """Say what is odd about an input that is read all the same."""
        self.report.warn(str(error), path=error.path, line=error.line, reason=error.message)

    def articles(self, plan: Plan) -> Iterator[Article]:
        """Every article of every input, through the stages of the plan."""
        return self._through(self.flow(plan))

    def from_text_or_records(self, plan: Plan, records: Plan | None = None) -> Iterator[Article]:
        """As `articles`, with text cleaned on its way: what a later command does when it is given plain text.

        Args:
            plan: for text; and for records, if they have none of their own.
            records: for records.
        """
        return self._through(self.flow(plan, records=records, repair=True))

    def flow(self, plan: Plan, *, records: Plan | None = None, repair: bool = False) -> Flow:
        """The stages of a plan, with what they complain of reported."""
        return Flow(plan, self.report.error, records=records, repair=repair, note=self.report.note)

    def record(self, line: RecordLine) -> Article | None:
        """The article of a record line; None, and a report, where it is none."""
        return self.flow(Plan()).record(line)

    def articles_of(self, line: RecordLine, plan: Plan) -> Iterator[Article]:
        """The article of a record line, through the plan's stages."""
        return self.flow(plan).push(line)

    def _through(self, flow: Flow) -> Iterator[Article]:
        for item in self.items():
            yield from self._counted(flow.push(item), item.path)
        yield from self._counted(flow.end(), "")

    def _counted(self, articles: Iterator[Article], path: str) -> Iterator[Article]:
        for article in articles:
            self.articles_read += 1
            self.report.tick(path, self.articles_read)
            yield article


@contextmanager
def session(
    paths: list[str] | None,
    *,
    encoding: str | None = None,
    kind: str = "auto",
    to: str | None = None,
    rejects: str | None = None,
    line_buffered: bool = False,
    quiet: bool = False,
    verbose: bool = False,
    colour: str = "auto",
    log_format: str = "text",
) -> Iterator[Session]:
    """Open everything, run the block, close everything, and leave with the right exit code.

    Raises:
        typer.Exit: always but on success with nothing to tell.
    """
    check_encoding(encoding)
    if rejects and to and os.path.realpath(rejects) == os.path.realpath(to):
        raise typer.BadParameter("is the output too; name another file", param_hint="--rejects")
    report = Report(quiet=quiet, verbose=verbose, log_format=log_format)
    signal.signal(signal.SIGTERM, _terminate)
    if signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:  # under nohup it is ignored, and stays so
        signal.signal(signal.SIGHUP, _terminate)
    gc.freeze()
    gc.enable()
    code: int | None = None
    try:
        with ExitStack() as stack:
            if rejects:
                report.keep_rejects(_rejects_into(stack.enter_context(replacing(rejects)), rejects))
            out = stack.enter_context(output(to, line_buffered=line_buffered))
            report.data_shown = out.terminal
            run = Session(
                paths or [], out, report, encoding=encoding, kind=kind, colour=colour_wanted(colour, out.terminal)
            )
            yield run
        if run.inputs:
            report.note(f"inputs: {run.inputs:,}, articles: {run.articles_read:,}, errors: {report.failed:,}")
    except BrokenPipeError:
        code = 0
    except (OutputError, OSError) as error:
        report.error(error if isinstance(error, OutputError) else OutputError(to or "standard output", str(error)))
        code = FAILED
    except KeyboardInterrupt:
        code = INTERRUPTED
    except _Terminated as signalled:
        code = 128 + signalled.number
    finally:
        report.pause()
    if code is None:
        code = report.exit_code
    else:
        let_go_of_stdout()  # cut short: the interpreter's own last flush must neither fail nor complain
    if code:
        raise typer.Exit(code)


def _terminate(number: int, _frame: FrameType | None) -> None:
    raise _Terminated(number)


def _rejects_into(file: IO[bytes], path: str) -> Callable[[InputError], None]:
    def keep(error: InputError) -> None:
        reject = {"path": error.path, "line": error.line, "reason": error.message, "text": error.text}
        try:
            file.write(json.dumps(reject).encode() + b"\n")
        except OSError as trouble:
            raise OutputError(path, f"not written: {trouble.strerror or trouble}") from trouble

    return keep


def check_encoding(encoding: str | None) -> None:
    """Refuse a charset that Python does not know.

    Raises:
        typer.BadParameter: it does not.
    """
    if encoding is None:
        return
    import codecs

    try:
        known = codecs.getincrementaldecoder(encoding)().decode(b"ab\n\n") in (
            "ab\n\n",
            "\u6261\u0a0a",
            "\u6162\u0a0a",
            "",
        )
        "".encode(encoding)
    except (LookupError, UnicodeError, TypeError):
        known = False
    if not known:
        raise typer.BadParameter(
            f"no charset is called {encoding!r}; try utf-8, gb18030, big5 or utf-16", param_hint="--encoding"
        )


def facts_of(
    date: str | None, publication: str | None, issue: str | None, page: str | None, section: str | None
) -> IssueFacts:
    """What the options say of the issue.

    Raises:
        typer.BadParameter: the date is none.
    """
    if date is not None:
        import re
        from datetime import date as day

        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
                raise ValueError
            day.fromisoformat(date)
        except ValueError:
            raise typer.BadParameter(f"{date!r} is no date of the form 2020-06-26", param_hint="--date") from None
    return IssueFacts(date, publication, issue, page, section)

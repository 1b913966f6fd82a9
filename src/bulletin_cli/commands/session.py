"""What every command does around its work: inputs in, output out, errors counted, one exit code."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from traceback import format_exception
from types import FrameType
from typing import IO

import typer

from ..model import Article, IssueFacts, Passage
from ..pipeline import Plan, cut, refine, wanted
from ..reading import InputError, RecordLine, find_inputs, read
from ..records import RecordError, parse
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
        return read(path, self.report.error, encoding=self.encoding, kind=self.kind, note=self.report.note)

    def record(self, line: RecordLine) -> Article | None:
        """The article of a record line; None, and a report, where it is none."""
        try:
            return parse(line.text)
        except RecordError as error:
            self.report.error(InputError(line.path, line.line, str(error), line.text))
            return None

    def articles(self, plan: Plan) -> Iterator[Article]:
        """Every article of every input, through the stages of the plan."""
        return self._through(plan, plan)

    def from_text_or_records(self, plan: Plan, records: Plan | None = None) -> Iterator[Article]:
        """As `articles`, with text cleaned on its way: what a later command does when it is given plain text.

        Args:
            plan: for text; and for records, if they have none of their own.
            records: for records.
        """
        return self._through(plan, plan if records is None else records, repair=True)

    def _through(self, plan: Plan, for_records: Plan, repair: bool = False) -> Iterator[Article]:
        text: _Text | None = None  # made at the first passage: records pay for neither splitting nor cleaning
        for item in self.items():
            if isinstance(item, Passage):
                text = text or _Text(plan, repair)
                ready = text.joiner.push(self._cut(item, text.plan))
                yield from self._counted(self._refined(ready, text.plan), item.path)
            else:
                if text:
                    yield from self._counted(self._refined(text.joiner.end(), text.plan), item.path)
                yield from self._counted(self.articles_of(item, for_records), item.path)
        if text:
            yield from self._counted(self._refined(text.joiner.end(), text.plan), "")

    def _counted(self, articles: Iterator[Article], path: str) -> Iterator[Article]:
        for article in articles:
            self.articles_read += 1
            self.report.tick(path, self.articles_read)
            yield article

    def _cut(self, passage: Passage, plan: Plan) -> Iterator[Article]:
        """The articles of a passage; a fault of ours is reported with its place, and the other passages come out."""
        try:
            yield from cut(passage, plan)
        except Exception as error:
            self._stumbled(passage.path, passage.first_line, error, passage.text)

    def _refined(self, articles: Iterator[Article], plan: Plan) -> Iterator[Article]:
        """Articles that were cut out of text, through the later stages; as they are where that fails."""
        for article in articles:
            if wanted(article, plan):
                try:
                    yield refine(article, plan)
                except Exception as error:
                    place = article.source
                    self._stumbled(place.path if place else "-", place.lines[0] if place else 1, error, article.body)
                    yield article

    def articles_of(self, line: RecordLine, plan: Plan) -> Iterator[Article]:
        """The article of a record line, through the plan's stages; as it is where they fail, none where it is none."""
        article = self.record(line)
        if article is not None:
            try:
                yield refine(article, plan)
            except Exception as error:
                self._stumbled(line.path, line.line, error, line.text)
                yield article

    def _stumbled(self, path: str, line: int, error: Exception, text: str) -> None:
        """Report a fault of ours in one passage or record; its text goes to the rejects."""
        self.report.error(fault(path, line, error, text))
        self.report.note("".join(format_exception(error)))


class _Text:
    """What text needs on its way to articles: the plan with its repairs, and what joins stories over files."""

    def __init__(self, plan: Plan, repair: bool) -> None:
        from ..split.across import Joiner

        self.joiner = Joiner()
        self.plan = plan
        if repair:
            from ..clean import CleanOptions

            self.plan = plan._replace(clean=CleanOptions())


def fault(path: str, line: int, error: Exception, text: str) -> InputError:
    """What to say when a stage stumbles over one passage or record."""
    what = f"not processed: {type(error).__name__}: {error}; this is a fault in bulletin, please report it"
    return InputError(path, line, what, text)


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
            run = Session(
                paths or [], out, report, encoding=encoding, kind=kind, colour=colour_wanted(colour, out.terminal)
            )
            yield run
        report.note(f"{run.inputs:,} inputs, {run.articles_read:,} articles, {report.failed:,} errors")
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

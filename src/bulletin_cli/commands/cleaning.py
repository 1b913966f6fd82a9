"""The ways `bulletin clean` can answer: the clean text, a check, a diff, an account of changes, rewritten files."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ..charset import Decoder
from ..clean import FIELDS, REPAIRS, Cleaned, CleanOptions, clean_article, clean_text
from ..diff import Diff
from ..display import writer
from ..flow import fault
from ..model import Article, Edit, Passage
from ..pipeline import Plan
from ..reading import InputError, RecordLine, open_bytes, read
from ..records import dump, to_json
from ..report import printable
from ..writing import replacing
from .session import Session


def through(run: Session, options: CleanOptions, form: str) -> None:
    """Write the cleaned text, or the cleaned records."""
    write = writer(form, run.out, run.colour)
    for item in run.items():
        if isinstance(item, Passage):
            text = _cleaned(run, item, options).text
            run.out.write("\n".join(map(printable, text.split("\n"))) if run.out.terminal else text)
        else:
            for article in run.articles_of(item, Plan(clean=options)):
                write(article)
        run.report.tick(item.path, run.inputs)


def check(run: Session, options: CleanOptions) -> None:
    """Name the inputs that would change, and how often."""
    for path in run.files():
        changes = sum(len(edits) for _, _, edits in _changes(run, run.items_of(path), options))
        if changes:
            run.report.changed += 1
            run.report.warn(f"{path}: would change ({changes:,} repairs); bulletin clean --diff shows them")


def show_diff(run: Session, options: CleanOptions) -> None:
    """Write what would change as a unified diff."""
    for path in run.files():
        safe = printable if run.out.terminal else str
        whole = Diff(path, colour=run.colour, safe=safe)
        for item, text, edits in _changes(run, run.items_of(path), options):
            run.report.changed += bool(edits)
            if isinstance(item, Passage):
                lines = whole.lines(text, edits, item.first_line)
            else:
                field = edits[0].field if edits else None
                lines = Diff(f"{path}:{item.line} {field}", colour=run.colour, safe=safe).lines(text, edits)
            for line in lines:
                run.out.write(line + "\n")


def explain(run: Session, options: CleanOptions) -> None:
    """Write every change as a JSON line; offsets count characters from the beginning of the input (of the field)."""
    for path in run.files():
        before = 0
        for item, text, edits in _changes(run, run.items_of(path), options):
            for edit in edits:
                account = edit._asdict()
                if isinstance(item, Passage):
                    del account["field"]
                    account["line"] += item.first_line - 1
                    account["offset"] += before
                    place: dict[str, object] = {"path": path}
                else:
                    place = {"path": path, "record": item.line}
                run.out.write(to_json({**place, **account}) + "\n")
            if isinstance(item, Passage):
                before += len(text)


def show_doubts(run: Session, options: CleanOptions) -> None:
    """Write what still looks damaged in the cleaned text and was left as it is, as JSON lines; places are those in it."""
    for item in run.items():
        if isinstance(item, Passage):
            place: dict[str, object] = {"path": item.path}
            found = _doubts(run, item.path, item.first_line, _cleaned(run, item, options).text, options, body=False)
        else:
            place = {"path": item.path, "record": item.line}
            found = tuple(
                doubt._replace(field=field)
                for article in run.articles_of(item, Plan(clean=options))
                for field in FIELDS
                if (text := getattr(article, field))
                for doubt in _doubts(run, item.path, item.line, text, options, body=field == "body")
            )
        for doubt in found:
            account = doubt._asdict()
            del account["after"]
            if doubt.field is None:
                del account["field"]
            run.out.write(to_json({**place, **account}) + "\n")


def in_place(run: Session, options: CleanOptions, suffix: str) -> None:
    """Rewrite the inputs that change: same charset, byte order mark, line ends and mode; the others stay untouched."""
    for path in run.files():
        try:
            changes = _rewrite(run, path, options, suffix)
        except (_UnfitError, OSError) as reason:
            run.report.error(InputError(path, None, getattr(reason, "strerror", None) or str(reason)))
        else:
            if changes:
                run.report.note(f"{path}: rewritten")


def show_repairs(run: Session) -> None:
    """List the repairs in their order."""
    for name, repair in REPAIRS.items():
        before, after = (t.replace("\n", "⏎").replace("\f", "␌") for t in (repair.before, repair.after))
        run.out.write(f"{name}\n    {repair.help}\n    {before} → {after}\n")


def _cleaned(run: Session, passage: Passage, options: CleanOptions) -> Cleaned:
    """A passage cleaned; as it was, and a report, where that fails."""
    try:
        return clean_text(passage.text, options)
    except Exception as error:
        run.report.error(fault(passage.path, passage.first_line, error, passage.text))
        return Cleaned(passage.text, ())


def _cleaned_article(run: Session, line: RecordLine, article: Article, options: CleanOptions) -> Article:
    """A record's article cleaned; as it was, and a report, where that fails."""
    try:
        return clean_article(article, options)
    except Exception as error:
        run.report.error(fault(line.path, line.line, error, line.text))
        return article


def _doubts(run: Session, path: str, line: int, text: str, options: CleanOptions, *, body: bool) -> tuple[Edit, ...]:
    """The doubts about a text; none, and a report, where looking for them fails."""
    from ..clean.doubts import doubts

    try:
        return doubts(text, join=options.join, body=body)
    except Exception as error:
        run.report.error(fault(path, line, error, text))
        return ()


class _UnfitError(Exception):
    """A file that cannot be rewritten safely."""


class _UnchangedError(Exception):
    """A file with nothing to repair: its bytes stay as they are."""


_Change = tuple[Passage | RecordLine, str, tuple[Edit, ...]]


def _changes(run: Session, items: Iterator[Passage | RecordLine], options: CleanOptions) -> Iterator[_Change]:
    """The edits of every passage and of every field of every record, with the text they are made in."""
    options = options._replace(keep_edits=True)
    for item in items:
        if isinstance(item, Passage):
            yield item, item.text, _cleaned(run, item, options).edits
        elif (article := run.record(item)) is not None:
            edits = _cleaned_article(run, item, article, options).edits or ()
            new = edits[len(article.edits or ()) :]
            for field in dict.fromkeys(e.field for e in new if e.field):
                yield item, getattr(article, field) or "", tuple(e for e in new if e.field == field)


def _rewrite(run: Session, path: str, options: CleanOptions, suffix: str) -> int:
    changes = 0
    complaints: list[InputError] = []
    decoder = Decoder(run.encoding)
    with open_bytes(path) as file:
        if not hasattr(file, "fileno"):
            raise _UnfitError("compressed; unpack it to rewrite it")
    try:
        with replacing(path) as file:
            items = read(path, complaints.append, encoding=run.encoding, kind=run.kind, warn=run.warn, decoder=decoder)
            for number, item in enumerate(items):
                if isinstance(item, Passage):
                    cleaned = _cleaned(run, item, options)
                    changes += cleaned.text != item.text
                    text = cleaned.text
                else:
                    text, changed = _clean_line(run, item, options)
                    changes += changed
                newline, charset = decoder.newline, decoder.charset or "utf-8"
                text = text if newline == "\n" else text.replace("\n", newline)
                file.write((b"" if number else decoder.mark) + _encoded(text, charset))
            if complaints:
                raise _UnfitError(f"{complaints[0].message}; left as it is")
            if not changes:
                raise _UnchangedError
            if suffix:
                _keep_old(path, path + suffix)
    except _UnchangedError:
        return 0
    return changes


def _clean_line(run: Session, line: RecordLine, options: CleanOptions) -> tuple[str, int]:
    article = run.record(line)
    if article is None:
        return line.text + "\n", 0
    cleaned = _cleaned_article(run, line, article, options)
    return (line.text + "\n", 0) if cleaned == article else (dump(cleaned) + "\n", 1)


def _encoded(text: str, charset: str) -> bytes:
    try:
        return text.encode(charset)
    except UnicodeEncodeError as error:
        sign = text[error.start]
        raise _UnfitError(
            f"its charset {charset} has no {sign} for the repair; write to another file instead"
        ) from None


def _keep_old(path: str, beside: str) -> None:
    with open(path, "rb") as old, replacing(beside) as kept:
        while block := old.read(1 << 20):
            kept.write(block)
        os.fchmod(kept.fileno(), os.stat(path).st_mode & 0o7777)

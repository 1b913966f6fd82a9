"""Files, folders, archives and stdin → passages of text and lines of records, in bounded memory.

An input is read once, in blocks. Text comes out as passages of whole pages, cut at form feeds once about a million
characters have gathered (a thick weekend issue has about half of that), so that memory never grows with the input.
"""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from .charset import CharsetError, Decoder
from .model import Passage
from .records import looks_like_records

if TYPE_CHECKING:
    from gzip import GzipFile

# In characters. The longest line of text is a passage's length; a line of records may be longer (a record with edits).
PASSAGE = 1 << 20
LONGEST_RECORD = 1 << 24

# What a web page begins with: a saved page is no text of a newspaper page, though it is called .txt.
_HTML = ("<!doctype html", "<html", "<head", "<body")
_TAGGED = "HTML, read as plain text with its tags; take the text out first, such as with pandoc -t plain or w3m -dump"

# What `export --to json` writes: a whole array, which is no text to repair.
_ARRAY = re.compile(r"\s*\[\s*\{\s*[\"}]")

_BLOCK = 1 << 18  # bytes read at once
_SAMPLE = 1 << 16  # bytes wanted to tell a charset that is not UTF-8

# What a folder is searched for. A file named on the command line is read whatever its name.
SUFFIXES = (".txt", ".md", ".markdown", ".text", ".jsonl", ".ndjson")


class InputError(Exception):
    """Something wrong with one input: `path:line: what; what to do`. The other inputs go on."""

    def __init__(self, path: str, line: int | None, message: str, text: str | None = None) -> None:
        self.path, self.line, self.message, self.text = path, line, message, text
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")


class RecordLine(NamedTuple):
    """One line of a records input, not yet parsed; `line` is 1-based."""

    text: str
    path: str
    line: int


Complain = Callable[[InputError], None]


def find_inputs(paths: Sequence[str], complain: Complain) -> Iterator[str]:
    """The inputs that the arguments name, in a stable order: none means stdin (`-`), a folder its files, sorted.

    A quoted glob is expanded. What does not exist, and a folder without text, is complained of.
    """
    for path in paths or ["-"]:
        if path == "-" or os.path.isfile(path):
            yield path
        elif os.path.isdir(path):
            yield from _inside(path, complain)
        elif os.path.exists(path):
            yield path  # a FIFO or /dev/stdin
        else:
            found = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []
            if not found:
                complain(InputError(path, None, "no such file or folder"))
            yield from find_inputs(found, complain) if found else ()


def _inside(folder: str, complain: Complain) -> Iterator[str]:
    empty = True

    def unread(error: OSError) -> None:
        nonlocal empty
        empty = False
        complain(InputError(error.filename or folder, None, reason_of(error)))

    for here, folders, files in os.walk(folder, onerror=unread):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            path = os.path.join(here, name)
            if name.startswith(".") or not name.lower().removesuffix(".gz").endswith(SUFFIXES):
                continue
            # Not a FIFO or a device: waiting for one would stop the run. A dead link is for `read` to complain of.
            if os.path.isfile(path) or not os.path.exists(path):
                empty = False
                yield path
    if empty:
        endings = " ".join(SUFFIXES)
        complain(InputError(folder, None, f"no text in this folder ({endings}, also .gz); name other files one by one"))


def read(
    path: str,
    complain: Complain,
    *,
    encoding: str | None = None,
    kind: str = "auto",
    note: Callable[[str], None] | None = None,
    warn: Complain | None = None,
    decoder: Decoder | None = None,
    opened: Callable[[str], IO[bytes]] | None = None,
) -> Iterator[Passage | RecordLine]:
    """The passages or record lines of one input, as they become known.

    Args:
        path: a file, `-` for stdin; `.gz` is unpacked.
        complain: called with every InputError; what can still be read comes out.
        encoding: a charset name, None to find out.
        kind: `text`, `records`, or `auto` to tell by the name and the first characters.
        note: called with remarks that are no errors (a detected charset).
        warn: called where what is read is most likely not what was meant (HTML); it comes out all the same.
        decoder: a fresh one, for who wants to know the charset and line ends afterwards.
        opened: gives the bytes, instead of the file at `path`, which is then only a name.
    """
    decoder = decoder or Decoder(encoding)
    broken: list[InputError] = []
    try:
        with (opened or open_bytes)(path) as file:
            characters = _characters(_blocks(file, path, broken), decoder)
            yield from _items(path, characters, kind, complain, warn)
    except CharsetError as error:
        complain(InputError(path, 1, str(error)))
    except OSError as error:
        complain(InputError(path, None, reason_of(error)))
    for trouble in broken:
        complain(trouble)
    if decoder.damaged:
        complain(damage(path, decoder))
    elif note and decoder.charset not in (None, "utf-8") and encoding is None:
        note(f"{path}: read as {decoder.charset}")


def damage(path: str, decoder: Decoder) -> InputError:
    """What to say of an input with bytes that are not of its charset."""
    count, name = decoder.damaged, (decoder.charset or "").upper()
    what = "1 byte is" if count == 1 else f"{count} bytes are"
    other = "big5" if name.startswith("GB") else "gb18030"
    hint = "mend the file" if decoder.named else f"if it is in another charset, name it: --encoding {other}"
    return InputError(path, decoder.damaged_line, f"{what} not {name}, kept as U+FFFD; {hint}")


def reason_of(error: Exception) -> str:
    """What to say of an input that the system does not give."""
    import zlib

    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "permission denied; check the file's mode"
    if type(error).__name__ == "BadGzipFile" or isinstance(error, zlib.error):
        return f"not a sound .gz file ({error})"
    return getattr(error, "strerror", None) or str(error)


def open_bytes(path: str) -> IO[bytes]:
    """An input's bytes, unpacked where it is gzip (told by its first two bytes, whatever its name).

    Raises:
        OSError: as opening does.
    """
    if path == "-":
        if sys.stdin is None:
            raise OSError("standard input is closed")
        raw: IO[bytes] = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    else:
        raw = open(path, "rb")  # noqa: SIM115 - the caller closes it
    return unpacked(raw)


def unpacked(raw: IO[bytes]) -> IO[bytes]:
    """A buffered stream of bytes, or of what it holds where it is gzip."""
    if raw.peek(2)[:2] == b"\x1f\x8b":  # type: ignore[attr-defined]
        import gzip

        return cast("IO[bytes]", _Unpacked(gzip.GzipFile(fileobj=raw), raw))
    return raw


class _Unpacked:
    """A gzip stream that closes what lies under it."""

    def __init__(self, file: GzipFile, under: IO[bytes]) -> None:
        self._file, self._under = file, under
        self.read1 = file.read1

    def __enter__(self) -> _Unpacked:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._under.close()


def _blocks(file: IO[bytes], path: str, broken: list[InputError]) -> Iterator[bytes]:
    """The input's bytes; where reading fails on the way, `broken` says so, and what came before has come out."""
    import zlib

    read1: Callable[[int], bytes] = file.read1  # type: ignore[attr-defined]
    begun = False
    try:
        while block := read1(_BLOCK):
            begun = True
            yield block
    except EOFError:
        broken.append(InputError(path, None, "the .gz file is cut short; what could be read has come out"))
    except (OSError, zlib.error) as error:
        rest = "; what could be read has come out" if begun else ""
        broken.append(InputError(path, None, reason_of(error) + rest))


def _characters(blocks: Iterator[bytes], decoder: Decoder) -> Iterator[str]:
    """Decode block by block; the first block grows while its charset is in doubt."""
    for block in blocks:
        while decoder.charset is None and len(block) < _SAMPLE and decoder.undecided(block):
            more = next(blocks, b"")
            if not more:
                break
            block += more
        if text := decoder.decode(block):
            yield text
    if text := decoder.decode(b"", final=True):
        yield text


def _items(
    path: str, chunks: Iterator[str], kind: str, complain: Complain, warn: Complain | None
) -> Iterator[Passage | RecordLine]:
    head, blank, line = "", "", 1
    for chunk in chunks:
        head += chunk
        if len(head) - len(head.lstrip()) > PASSAGE:
            # So much nothing before the first word: passed on as it comes, not gathered.
            blank, head = head, ""
            if kind != "records":
                yield Passage(blank, path, line)
            line += blank.count("\n")
        elif len(head.lstrip()) > 16 or kind != "auto":
            break
    if not head.strip() and (rest := next((c for c in chunks if c.strip()), None)) is not None:
        head += rest
    if not head.strip():
        if path != "-":
            complain(InputError(path, 1, "empty; there is nothing to read"))
        if head and kind != "records":
            yield Passage(head, path, line)
        return
    if kind != "text" and _ARRAY.match(head):
        raise CharsetError("one JSON array, not a record a line; jq -c '.[]' makes lines of it")
    whole = chain([head], chunks)
    if kind == "records" or (kind == "auto" and looks_like_records(head)):
        yield from _record_lines(path, whole, complain, line)
    else:
        if warn and _is_html(head):
            warn(InputError(path, line, _TAGGED))
        yield from passages(path, whole, complain, line)


def _is_html(head: str) -> bool:
    """Whether a text begins as a web page does.

    >>> _is_html("<?xml version='1.0'?> <!-- saved --> <HTML lang='zh'>"), _is_html("<b>头条</b>")
    (True, False)
    """
    begin = head[:4096].lstrip().lower()
    for opening, closing in (("<?xml", "?>"), ("<!--", "-->")):
        if begin.startswith(opening):
            begin = begin.partition(closing)[2].lstrip()
    return begin.startswith(_HTML)


def _record_lines(path: str, chunks: Iterator[str], complain: Complain, number: int = 1) -> Iterator[RecordLine]:
    held, length, skipping = [""], 0, False
    for chunk in chunks:
        first, *rest = chunk.split("\n")
        held.append(first)
        length += len(first)
        if length > LONGEST_RECORD and not skipping:
            complain(InputError(path, number, f"a record of more than {LONGEST_RECORD:,} characters; skipped"))
            skipping = True
        if skipping:
            held = []
        for line in rest:
            text = "".join(held)
            if text and not text.isspace():
                yield RecordLine(text, path, number)
            number, held, length, skipping = number + 1, [line], len(line), False
    text = "".join(held)
    if text and not text.isspace():
        yield RecordLine(text, path, number)


def passages(path: str, chunks: Iterator[str], complain: Complain, line: int = 1) -> Iterator[Passage]:
    """Cut a stream of text into passages of whole pages; together they are the text, character for character.

    A line longer than a passage is no newspaper text: it is complained of and left out.
    """
    held = ""
    for chunk in chunks:
        held += chunk
        while len(held) > PASSAGE:
            cut = _cut(held)
            if not cut:
                complain(
                    InputError(
                        path, line, f"a line of more than {PASSAGE:,} characters; break it up, such as with fold"
                    )
                )
                held = _after_line(chain([held], chunks))
                line += 1
                continue
            yield Passage(held[:cut], path, line)
            line += held.count("\n", 0, cut)
            held = held[cut:]
    if held:
        yield Passage(held, path, line)


def _cut(text: str) -> int:
    """Where to end a passage: before the last page, else the last marked heading, blank line or line; 0 for nowhere."""
    for mark, keep in (("\f", 0), ("\n## ", 1), ("\n\n", 2), ("\n", 1)):
        at = text.rfind(mark, 1, PASSAGE)
        if at > 0:
            return at + keep
    return 0


def _after_line(chunks: Iterator[str]) -> str:
    for chunk in chunks:
        _, newline, rest = chunk.partition("\n")
        if newline:
            return rest
    return ""

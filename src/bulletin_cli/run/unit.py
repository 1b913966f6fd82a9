"""The unit of work: the files of one issue → its records, its pages for readers, and everything that went wrong, as values.

`process` reads the files that its unit names and nothing else, writes nothing, and gives the same result for the same
bytes, names and options on every machine: any engine may run it, in any process and any order.
"""

from __future__ import annotations

import io
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from ..export import ExportOptions, format_named
from ..flow import Flow
from ..model import Article, Passage
from ..pipeline import Plan
from ..reading import InputError, RecordLine, read, unpacked
from ..records import dump
from .holdings import entry_of, packed

if TYPE_CHECKING:
    from ..summarize.digest import DigestOptions

# Of what could not be read, so much is kept for the rejects: enough to find the place.
_SHOWN = 2000
# The records of an issue as a form of it.
RECORDS = "jsonl"
# How the reason begins where a file is beyond the limit of this run: another limit may let it in.
LARGER = "larger than"


class Piece(NamedTuple):
    """A file of an issue: `name` is what records and messages call it, `path` is where its bytes stand.

    `digest` is that of its bytes when it was found (see `digest_of`); another one now says that it has changed since.
    """

    name: str
    path: str
    digest: str


class Made(NamedTuple):
    """A file of records that has landed before; those at the places (0-based) in `without` are left out."""

    path: str
    without: frozenset[int] = frozenset()


class Unit(NamedTuple):
    """The files of one issue in reading order, under the key of the issue.

    `made` are its records where they are good already and only what is made out of them is wanted (then there are no
    `pieces`): those of one issue, or of several for what is made of a day or of the newest `at_most` articles.
    `formats` are to be made, beside the records; `archive` asks for rows for the archive.
    """

    issue: str
    pieces: tuple[Piece, ...]
    made: tuple[Made, ...] = ()
    formats: tuple[str, ...] = ()
    archive: bool = False
    at_most: int | None = None


class Options(NamedTuple):
    """What is to be made of an issue.

    `plan` holds the stages; `digest` puts a digest of the issue before its articles; `edits` keeps what `clean` did in
    the records; `encoding` is that of all files, None to find out; `largest` is how many bytes a file may have once it
    is unpacked; `export` is how formats are written; `likeness` asks for what tells that two articles are the same (see
    likeness.py).
    """

    plan: Plan = Plan()
    digest: DigestOptions | None = None
    edits: bool = False
    encoding: str | None = None
    largest: int = 64 << 20
    export: ExportOptions = ExportOptions()
    likeness: bool = False


class Reject(NamedTuple):
    """Something wrong with a file: `line` is 1-based or None, `text` the beginning of what could not be read.

    `fatal` says that the file ended its worker, so that nothing else of the issue can be made with it.
    """

    name: str
    line: int | None
    reason: str
    text: str | None = None
    fatal: bool = False


class Counts(NamedTuple):
    """What an issue came to: files and bytes read, pages, articles by kind, repairs by name, processor seconds."""

    files: int = 0
    bytes: int = 0
    pages: int = 0
    kinds: Mapping[str, int] = {}
    repairs: Mapping[str, int] = {}
    seconds: float = 0.0


def digest_of(data: bytes) -> str:
    """The name of some bytes: thirty-two hexadecimal digits of BLAKE2b.

    >>> digest_of("甲".encode())
    '0f521d85f01843b43e66cd94929fd238'
    """
    from _blake2 import blake2b

    return blake2b(data, digest_size=16).hexdigest()


# The digest of the records of an issue that has none, and so no files either.
NOTHING = digest_of(b"")


class Left(NamedTuple):
    """Where a worker has left `size` bytes: from `start` on in a file, as the `last` that comes into it."""

    path: str
    start: int
    size: int
    last: bool


class Result(NamedTuple):
    """What became of a unit.

    `records` are the records of the issue as JSON lines, `digest` is that of them, `products` are the other formats by
    name, `entries` what goes into the archive, packed (see holdings.py). Where a worker has left them in files, `aside` has
    the place of each by its name (`RECORDS` for the records), `entries` says where those are, and the others are empty.
    `changed` names files that were no longer what had been found: then nothing of the result may be used, and the next run
    will see them.
    `died` says why the worker that had the unit is no more; the rest is empty then.
    """

    issue: str
    records: bytes = b""
    digest: str = NOTHING
    products: Mapping[str, bytes] = {}
    entries: bytes | Left = b""
    rejects: tuple[Reject, ...] = ()
    changed: tuple[str, ...] = ()
    counts: Counts = Counts()
    date: str | None = None
    publication: str | None = None
    died: str | None = None
    aside: Mapping[str, str] = {}

    def files(self, unit: Unit) -> Mapping[str, bytes | str]:
        """What is to become files, by form, of the unit that this is the result of: what they say, or where that stands."""
        if self.aside or self.died or self.changed:
            return self.aside
        return self.products if unit.made else {RECORDS: self.records, **self.products}


def process(unit: Unit, options: Options) -> Result:
    """Make what `options` ask for out of the files of a unit.

    Nothing is raised: what is wrong with a file comes back in `rejects`, and the rest of the issue with it. A fault of ours
    that spoils the whole issue comes back as if the worker had died of it.
    """
    try:
        return _processed(unit, options)
    except Exception as error:
        return Result(
            unit.issue, died=f"{type(error).__name__}: {error}; this is a fault in bulletin, please report it"
        )


def _processed(unit: Unit, options: Options) -> Result:
    begun = time.process_time()
    work = _Work(options)
    articles = list(islice(work.again(unit.made), unit.at_most) if unit.made else work.made(unit.pieces))
    repairs = Counter(edit.repair for article in articles for edit in article.edits or ())
    if not unit.made:
        if not options.edits:
            articles = [article._replace(edits=None) if article.edits else article for article in articles]
        if options.digest is not None:
            from ..summarize.digest import digests

            articles[:0] = list(digests(articles, options.digest))
    printed = [article for article in articles if article.kind != "contents"]
    entries = [entry_of(article, likeness=options.likeness) for article in articles] if unit.archive else []
    lines = (entry.row.record for entry in entries) if unit.archive else map(dump, articles)
    records = "".join(f"{line}\n" for line in lines).encode("utf-8")
    result = Result(
        unit.issue,
        records,
        digest_of(records),
        {name: _exported(articles, name, options.export) for name in unit.formats},
        packed(entries) if unit.archive else b"",
        tuple(work.rejects),
        tuple(work.changed),
        Counts(work.files, work.bytes, work.pages, Counter(article.kind for article in printed), repairs),
        _commonest(article.date_published for article in printed),
        _commonest(article.publication for article in printed),
    )
    return result._replace(counts=result.counts._replace(seconds=time.process_time() - begun))


class _Work:
    """The reading of a unit, and what is learnt on the way."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.rejects: list[Reject] = []
        self.changed: list[str] = []
        self.files = self.bytes = self.pages = 0

    def complain(self, error: InputError) -> None:
        text = None if error.text is None else error.text[:_SHOWN]
        self.rejects.append(Reject(error.path, error.line, error.message, text))

    def made(self, pieces: Sequence[Piece]) -> Iterator[Article]:
        """The articles of the files, through the stages."""
        plan = self.options.plan
        if plan.clean is not None:  # the report counts what was repaired
            plan = plan._replace(clean=plan.clean._replace(keep_edits=True))
        flow = Flow(plan, self.complain)
        for piece in pieces:
            for item in self._items(piece):
                if isinstance(item, Passage):
                    self.pages += sum(1 for sheet in item.text.split("\f") if sheet and not sheet.isspace())
                yield from flow.push(item)
        yield from flow.end()

    def again(self, made: Sequence[Made]) -> Iterator[Article]:
        """The articles of records that were made before."""
        flow = Flow(Plan(), self.complain)
        for path, without in made:
            if os.path.getsize(path):
                for position, item in enumerate(read(path, self.complain, encoding="utf-8", kind="records")):
                    if position not in without:
                        yield from flow.push(item)

    def _items(self, piece: Piece) -> Iterator[Passage | RecordLine]:
        largest = self.options.largest
        try:
            with open(piece.path, "rb") as file:
                data = file.read(min(os.fstat(file.fileno()).st_size, largest) + 1)
        except FileNotFoundError:
            self.changed.append(piece.name)
            return
        except OSError as error:
            self.complain(InputError(piece.name, None, error.strerror or str(error)))
            return
        if digest_of(data) != piece.digest:
            self.changed.append(piece.name)
            return
        self.files += 1
        self.bytes += len(data)

        def opened(_: str) -> IO[bytes]:
            return cast("IO[bytes]", _Limited(unpacked(io.BufferedReader(io.BytesIO(data))), largest))

        encoding = self.options.encoding
        yield from read(piece.name, self.complain, encoding=encoding, warn=self.complain, opened=opened)


class _Limited:
    """A stream that ends with an error once more than so many bytes have come: what a compressed file can grow to."""

    def __init__(self, file: IO[bytes], largest: int) -> None:
        self._file, self._left, self._largest = file, largest, largest

    def read1(self, size: int) -> bytes:
        block: bytes = self._file.read1(size)  # type: ignore[attr-defined]
        self._left -= len(block)
        if self._left < 0:
            raise OSError(too_large(self._largest))
        return block

    def __enter__(self) -> _Limited:
        return self

    def __exit__(self, *how: object) -> None:
        self._file.__exit__(*how)  # type: ignore[arg-type]


def too_large(largest: int) -> str:
    """What to say of a file beyond the limit."""
    return f"{LARGER} {largest:,} bytes; --largest allows more, if it is text"


def _exported(articles: Iterable[Article], name: str, options: ExportOptions) -> bytes:
    form = format_named(name)
    out = io.BytesIO()
    if form.binary:
        form.write(articles, out, options)
    else:
        text = io.StringIO(newline="")
        form.write(articles, text, options)
        out.write(text.getvalue().encode("utf-8", "backslashreplace"))
    return out.getvalue()


def _commonest(values: Iterable[str | None]) -> str | None:
    """What most articles say, the first of several."""
    return next((value for value, _ in Counter(v for v in values if v).most_common(1)), None)

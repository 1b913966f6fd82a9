"""A Parquet file with typed columns, for DuckDB, pandas and Spark; needs the extra `bulletin-cli[parquet]`."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from itertools import islice
from typing import Any, BinaryIO

from ..model import Article
from ..records import encode
from . import ExportOptions, MissingExtra
from .characters import json_text
from .feeds import day

# Articles a row group: some MB of text, so that memory stays small and a query can skip what it does not need.
_GROUP = 2000

_TEXTS = ("kind", "headline", "kicker", "deck", "byline", "agency", "dateline", "located")
_PRINTED = ("publication", "issue", "page", "section", "language", "gist", "summary", "body")


def write(articles: Iterable[Article], out: BinaryIO, _options: ExportOptions) -> None:
    """The file to a binary stream, a row group at a time.

    Dates are dates where the day is known; `edits` and fields that are not ours are JSON text.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    try:
        pyarrow: Any = import_module("pyarrow")
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError:
        raise MissingExtra("parquet", "pyarrow") from None
    schema = _schema(pyarrow)
    incoming = iter(articles)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while rows := [_row(article) for article in islice(incoming, _GROUP)]:
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))


def _schema(pyarrow: Any) -> Any:
    text, number = pyarrow.string(), pyarrow.int32()
    jump = pyarrow.struct([("page", text), ("raw", text), ("resolved", pyarrow.bool_())])
    person = pyarrow.struct([("name", text), ("role", text)])
    span = pyarrow.struct([("first", number), ("last", number)])
    return pyarrow.schema(
        [
            pyarrow.field("id", text, nullable=False),
            *((name, text) for name in _TEXTS),
            ("content_date", pyarrow.date32()),
            ("date_published", pyarrow.date32()),
            *((name, text) for name in _PRINTED),
            ("pages", pyarrow.list_(text)),
            ("contributors", pyarrow.list_(person)),
            ("continued_from", jump),
            ("continued_on", jump),
            ("confidence", pyarrow.float64()),
            ("keywords", pyarrow.list_(text)),
            ("summary_spans", pyarrow.list_(span)),
            ("source_path", text),
            ("source_lines", pyarrow.list_(span)),
            ("edits", text),
            ("extra", text),
        ]
    )


def _row(article: Article) -> dict[str, Any]:
    record = encode(article)
    source = article.source
    return {
        "id": _text(str(record["id"])),
        **{name: _text(getattr(article, name)) for name in (*_TEXTS, *_PRINTED)},
        "content_date": _date(article.content_date),
        "date_published": _date(article.date_published),
        "pages": [_text(page) for page in article.pages],
        "contributors": [{"name": _text(c.name), "role": _text(c.role)} for c in article.contributors],
        "continued_from": _jump(article.continued_from),
        "continued_on": _jump(article.continued_on),
        "confidence": article.confidence,
        "keywords": None if article.keywords is None else [_text(word) for word in article.keywords],
        "summary_spans": None if article.summary_spans is None else _spans(article.summary_spans),
        "source_path": _text(source.path) if source else None,
        "source_lines": _spans(source.spans or (source.lines,)) if source else None,
        "edits": json_text(record["edits"]) if record.get("edits") else None,
        "extra": json_text(dict(article.extra)) if article.extra else None,
    }


def _text(value: str | None) -> str | None:
    """Text as UTF-8 can hold it: without lone surrogates; a database keeps controls, they are data there."""
    return None if value is None else value.encode("utf-8", "ignore").decode("utf-8")


def _date(value: str | None) -> Any:
    from datetime import date

    known = day(value)
    return date.fromisoformat(known) if known else None


def _jump(jump: Any) -> dict[str, Any] | None:
    return None if jump is None else {"page": _text(jump.page), "raw": _text(jump.raw), "resolved": jump.resolved}


def _spans(spans: Iterable[tuple[int, int]]) -> list[dict[str, int]]:
    return [{"first": first, "last": last} for first, last in spans]

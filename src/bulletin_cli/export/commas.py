"""A table after RFC 4180, one row an article; `tabs` is the same with tabs.

Lists are joined with `; `; `edits` and fields that are not ours are JSON in their cell, so nothing is lost.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from typing import TextIO

from ..model import Article, Jump
from ..records import encode
from . import ExportOptions
from .characters import printable

# A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection); the full-width forms too, where the
# system language is Chinese or Japanese.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _jump(jump: Jump | None) -> tuple[str, str, str]:
    return ("", "", "") if jump is None else (jump.page or "", jump.raw, "true" if jump.resolved else "false")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


def _place(article: Article) -> str:
    if article.source is None:
        return ""
    return "; ".join(f"{first}-{last}" for first, last in article.source.spans or (article.source.lines,))


_COLUMNS: dict[str, Callable[[Article], object]] = {
    "id": lambda a: encode(a)["id"],
    "kind": lambda a: a.kind,
    "headline": lambda a: a.headline,
    "kicker": lambda a: a.kicker,
    "deck": lambda a: a.deck,
    "byline": lambda a: a.byline,
    "contributors": lambda a: "; ".join(f"{c.role} {c.name}" if c.role else c.name for c in a.contributors),
    "agency": lambda a: a.agency,
    "dateline": lambda a: a.dateline,
    "located": lambda a: a.located,
    "content_date": lambda a: a.content_date,
    "date_published": lambda a: a.date_published,
    "publication": lambda a: a.publication,
    "issue": lambda a: a.issue,
    "page": lambda a: a.page,
    "pages": lambda a: "; ".join(a.pages),
    "section": lambda a: a.section,
    "continued_from_page": lambda a: _jump(a.continued_from)[0],
    "continued_from": lambda a: _jump(a.continued_from)[1],
    "continued_from_resolved": lambda a: _jump(a.continued_from)[2],
    "continued_on_page": lambda a: _jump(a.continued_on)[0],
    "continued_on": lambda a: _jump(a.continued_on)[1],
    "continued_on_resolved": lambda a: _jump(a.continued_on)[2],
    "language": lambda a: a.language,
    "confidence": lambda a: a.confidence,
    "gist": lambda a: a.gist,
    "summary": lambda a: a.summary,
    "summary_spans": lambda a: "; ".join(f"{start}-{end}" for start, end in a.summary_spans or ()),
    "keywords": lambda a: "; ".join(a.keywords or ()),
    "body": lambda a: a.body,
    "source_path": lambda a: a.source.path if a.source else "",
    "source_lines": _place,
    "edits": lambda a: _json(encode(a).get("edits")),
    "extra": lambda a: _json(dict(a.extra)),
}


def write(articles: Iterable[Article], out: TextIO, options: ExportOptions) -> None:
    """A header row, then a row an article, cells quoted where they must be.

    With `options.excel`: a byte order mark, CRLF and an apostrophe before cells that a spreadsheet would run.
    """
    write_rows(articles, out, options, delimiter=",")


def write_rows(articles: Iterable[Article], out: TextIO, options: ExportOptions, delimiter: str) -> None:
    """The table with any delimiter."""
    if options.excel:
        out.write("\ufeff")
    rows = csv.writer(out, delimiter=delimiter, lineterminator="\r\n" if options.excel else "\n")
    rows.writerow(_COLUMNS)
    for article in articles:
        cells = (_cell(value(article)) for value in _COLUMNS.values())
        rows.writerow([guarded(cell) for cell in cells] if options.excel else list(cells))


def _cell(value: object) -> str:
    return "" if value is None else printable(str(value))


def guarded(cell: str) -> str:
    r"""A cell that no spreadsheet takes for a formula.

    >>> guarded('=HYPERLINK("http://x")'), guarded("－5℃"), guarded("甲=乙")
    ('\'=HYPERLINK("http://x")', "'－5℃", '甲=乙')
    """
    return "'" + cell if cell.lstrip(" \u3000").startswith(_FORMULA) else cell

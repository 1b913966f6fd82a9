"""The values that flow between the stages, frozen, and the JSON Schema of the record.

Field names are schema.org NewsArticle's and IPTC ninjs's words in snake_case, so every exporter only maps them.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from _blake2 import blake2b

SCHEMA = "bulletin.article/1"

# What a record can be. `furniture` is running heads, folios and the like: `split --all` brings them out.
KINDS = (
    "article",
    "brief",
    "notice",
    "advertisement",
    "caption",
    "contents",
    "masthead",
    "weather",
    "furniture",
    "other",
)


class Passage(NamedTuple):
    """A piece of one input's text: whole pages (parted by form feeds), at most about an issue of a paper.

    `first_line` is the 1-based number of its first line in the input, so that line numbers lead back to the file.
    """

    text: str
    path: str = "-"
    first_line: int = 1


class IssueFacts(NamedTuple):
    """What is known of an issue from outside its text (options, file name); each None where unknown.

    `date` is an ISO date (`2020-06-26`); the year of a content date comes from it and from nowhere else.
    """

    date: str | None = None
    publication: str | None = None
    issue: str | None = None
    page: str | None = None
    section: str | None = None


class Contributor(NamedTuple):
    """A person or body named in a byline: `石伟`, `通讯员`."""

    name: str
    role: str | None = None


class Jump(NamedTuple):
    """A jump line 转版/接版: `(上接1版)` has page `1`; `resolved` once the other part was found and joined."""

    page: str | None
    raw: str
    resolved: bool = False


class Source(NamedTuple):
    """Where a record's text stands: the input's name and its first and last line, 1-based and inclusive.

    `spans` lists every run of lines when there is more than one (an article continued on another page); `others` the
    other inputs in which it goes on.
    """

    path: str
    lines: tuple[int, int]
    spans: tuple[tuple[int, int], ...] = ()
    others: tuple[Source, ...] = ()


class Edit(NamedTuple):
    """One change that `clean` made.

    `line` and `column` are 1-based and count characters; they point at `before` in the text that was given
    (in a record: in the field named by `field`). `offset` is the 0-based character offset of the same place.
    """

    repair: str
    line: int
    column: int
    offset: int
    before: str
    after: str
    confidence: float
    reason: str
    field: str | None = None


class Article(NamedTuple):
    """One article record. Text fields are None where nothing is printed; nothing is guessed.

    `body` is Markdown: paragraphs parted by a blank line, subheads as `### ` lines; a single newline is a line break
    inside a block (verse, lists, or a hard wrap that `clean` has not judged yet).
    `confidence` (0 to 1) says how sure `split` is that this is one whole article under its right headline.
    `extra` holds the fields of an input record that are not ours; they go out as they came in.
    """

    body: str
    id: str | None = None
    headline: str | None = None
    kicker: str | None = None
    deck: str | None = None
    byline: str | None = None
    contributors: tuple[Contributor, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    located: str | None = None
    content_date: str | None = None
    date_published: str | None = None
    publication: str | None = None
    issue: str | None = None
    page: str | None = None
    pages: tuple[str, ...] = ()
    section: str | None = None
    continued_from: Jump | None = None
    continued_on: Jump | None = None
    kind: str = "article"
    language: str | None = None
    confidence: float | None = None
    source: Source | None = None
    edits: tuple[Edit, ...] | None = None
    gist: str | None = None
    summary: str | None = None
    summary_spans: tuple[tuple[int, int], ...] | None = None
    keywords: tuple[str, ...] | None = None
    extra: Mapping[str, Any] = {}

    # Short enough to read.
    def __repr__(self) -> str:
        return f"Article(id={self.id!r}, headline={self.headline!r}, body={self.body[:20]!r})"


def stable_id(*parts: str) -> str:
    """Sixteen hexadecimal digits out of the words themselves: the same on every machine and in every run."""
    return _digest()("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@functools.cache
def _digest() -> type[blake2b]:
    # Not through hashlib, which loads OpenSSL first: 3 ms of every run.
    from _blake2 import blake2b

    return blake2b


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that every record the commands emit satisfies."""
    text = {"type": ["string", "null"]}
    date = {"type": ["string", "null"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
    line = {"type": "integer", "minimum": 1}
    span = {"type": "array", "prefixItems": [line, line], "minItems": 2, "maxItems": 2}
    place = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
    jump = {
        "type": ["object", "null"],
        "properties": {"page": text, "raw": {"type": "string"}, "resolved": {"type": "boolean"}},
        "required": ["raw"],
    }
    contributor = {
        "type": "object",
        "properties": {"name": {"type": "string", "minLength": 1}, "role": text},
        "required": ["name"],
    }
    place_in: dict[str, Any] = {
        "type": "object",
        "properties": {"path": {"type": "string"}, "lines": span, "spans": {"type": "array", "items": span}},
        "required": ["path", "lines"],
    }
    others = {"type": "array", "items": place_in, "description": "other inputs in which the article goes on"}
    source = {**place_in, "type": ["object", "null"], "properties": {**place_in["properties"], "others": others}}
    edit = {
        "type": "object",
        "properties": {
            "repair": {"type": "string"},
            "field": text,
            "line": line,
            "column": line,
            "offset": {"type": "integer", "minimum": 0},
            "before": {"type": "string"},
            "after": {"type": "string"},
            "confidence": {"type": "number", "minimum": 0, "maximum": 1},
            "reason": {"type": "string"},
        },
        "required": ["repair", "line", "column", "offset", "before", "after", "confidence", "reason"],
    }
    about = {
        "headline": "headline 主题, its inner spaces kept",
        "kicker": "kicker 引题, the line above the headline",
        "deck": "deck 副题, the line below the headline",
        "byline": "as printed",
        "agency": "稿源, as printed",
        "dateline": "电头, as printed",
        "located": "发稿地, the place in the dateline",
        "publication": "the paper or bulletin",
        "issue": "number or name of the issue",
        "page": "page 版 on which the article begins, as a label (`1`, `A3`)",
        "section": "name of the page or column",
        "language": "BCP 47: zh-Hans, zh-Hant",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:bulletin:article:1",
        "title": "bulletin article record",
        "description": "One article of a Chinese newspaper or bulletin. Fields not named here are kept as they are.",
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA},
            "id": {
                "type": "string",
                "minLength": 1,
                "description": "stable: the same input, the same id",
            },
            **{name: {**text, "description": words} for name, words in about.items()},
            "body": {
                "type": "string",
                "description": "Markdown: paragraphs parted by a blank line, subheads as ### lines",
            },
            "contributors": {"type": "array", "items": contributor},
            "content_date": {**date, "description": "date of the event, from the dateline; null rather than guessed"},
            "date_published": {**date, "description": "date of the issue"},
            "pages": {"type": "array", "items": {"type": "string"}, "description": "every page it stands on"},
            "continued_from": {**jump, "description": "(上接1版)"},
            "continued_on": {**jump, "description": "(下转3版)"},
            "kind": {"enum": list(KINDS)},
            "confidence": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
            "source": source,
            "edits": {"type": "array", "items": edit, "description": "what clean did, with --edits"},
            "gist": {
                "type": "string",
                "description": "one verbatim line, without byline, attribution and leading time",
            },
            "summary": {"type": "string", "description": "verbatim sentences of the body, in source order"},
            "summary_spans": {
                "type": "array",
                "items": place,
                "description": "[start, end) character offsets of the summary's sentences in body",
            },
            "keywords": {"type": "array", "items": {"type": "string"}},
        },
        "required": [
            *("schema", "id", "headline", "kicker", "deck", "body", "byline", "contributors", "agency", "dateline"),
            *("located", "content_date", "date_published", "publication", "issue", "page", "pages", "section"),
            *("continued_from", "continued_on", "kind", "language", "source"),
        ],
    }

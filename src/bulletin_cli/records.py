"""Article values ↔ JSON lines, and telling records from text.

Reading is strict about types (a wrong one is named with its field) and generous about the rest: a record needs only
a `body`, and whatever is not ours goes out as it came in, down to unknown keys inside `contributors` or `source`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from math import inf
from typing import Any

from .model import KINDS, SCHEMA, Article, Contributor, Edit, Jump, Source, stable_id

# C1 controls and DEL can steer a terminal, U+2028/2029 break JavaScript and some line readers, U+202A-202E and
# U+2066-2069 turn the direction of what follows, and lone surrogates (legal as \ud800 in JSON) cannot be written as
# UTF-8: all go out escaped.


@cache
def _escaped() -> re.Pattern[str]:
    return re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")

# A bracket with a line to itself begins JSON for people, which is no line of records and stays text.
_RECORD_START = re.compile(r'\s*\{[ \t]*("|\}\s*$)', re.MULTILINE)


class RecordError(ValueError):
    """A line that is not an article record; the message says what is wrong and what is expected."""


def looks_like_records(head: str) -> bool:
    r"""Whether an input that begins with `head` (its first characters) is JSON lines rather than text.

    >>> [looks_like_records(head) for head in ('{"body": "全文"}', '{\n  "页": 3', "{{模板}}", "## 标题")]
    [True, False, False, False]
    """
    return _RECORD_START.match(head) is not None


def dump(article: Article) -> str:
    r"""One record as one line of JSON, without the newline.

    >>> dump(Article(id="1", body="甲\n\n乙"))[:59]
    '{"schema": "bulletin.article/1", "id": "1", "headline": nul'
    """
    return to_json(encode(article))


# One for all: `json.dumps` makes an encoder anew for every value that is to stay Han.
_encode = json.JSONEncoder(ensure_ascii=False).encode


def to_json(value: object) -> str:
    r"""A value as JSON on one line that is safe for terminals, line readers and UTF-8.

    >>> print(to_json({"题": "\x9b2J\u202e"}))
    {"题": "\u009b2J\u202e"}
    """
    text = _encode(value)
    if text.isprintable() or not _escaped().search(text):
        return text
    return _escaped().sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def encode(article: Article) -> dict[str, Any]:
    """The record as plain JSON values, fields in the order of the documentation."""
    extra = article.extra
    record: dict[str, Any] = {"schema": SCHEMA, "id": article.id or _id_of({n: getattr(article, n) for n in _FIELDS})}
    for name, (decode, write) in _FIELDS.items():
        value = getattr(article, name)
        if name in _ON_REQUEST and value is None:
            continue
        if name in extra and decode(name, extra[name]) == value:
            record[name] = extra[name]
        else:
            record[name] = write(value)
    for name, value in extra.items():
        if name not in record and name not in _FIELDS:
            record[name] = value
    return record


def _id_of(values: Mapping[str, Any]) -> str:
    """An id for a record that has none, from its words alone."""
    return stable_id(*(values.get(name) or "" for name in ("headline", "body", "date_published", "page")))


def parse(line: str) -> Article:
    """One article out of one line of JSON.

    Raises:
        RecordError: not JSON, not an object, no body, or a field of the wrong type.

    >>> parse('{"body": "全文", "mine": 1}').extra["mine"]
    1
    >>> parse('{"headline": "无文"}')
    Traceback (most recent call last):
        ...
    bulletin_cli.records.RecordError: body: missing; a record needs its text
    """
    try:
        record = json.loads(line, parse_constant=_no_number, parse_float=_finite)
    except RecursionError:
        raise RecordError("nested too deeply to be a record") from None
    except ValueError as error:
        where = f", character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else ""
        what = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise RecordError(f"not a JSON record ({what}{where}); one record a line, as `bulletin split` writes") from None
    return decode(record)


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no JSON number")


def _finite(word: str) -> float:
    value = float(word)
    return _no_number(word) if value in (inf, -inf) else value


def decode(record: object) -> Article:
    """An article out of plain JSON values.

    Raises:
        RecordError: not an object, no body, or a field of the wrong type.
    """
    if not isinstance(record, dict):
        raise RecordError(f"not a JSON record but {_kind_of(record)}; one object a line, as `bulletin split` writes")
    schema = record.get("schema", SCHEMA)
    if schema != SCHEMA:
        raise RecordError(f"schema: {schema!r} is not {SCHEMA!r}; this bulletin reads no other")
    if "body" not in record:
        raise RecordError("body: missing; a record needs its text")
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for name, value in record.items():
        if name in ("schema", "id"):
            continue
        if name not in _FIELDS:
            extra[name] = value
            continue
        read, write = _FIELDS[name]
        values[name] = read(name, value)
        if name in _NESTED and value is not None and value != write(values[name]):
            extra[name] = value
    given = _text_or_null("id", record.get("id"))
    return Article(id=given or _id_of(values), extra=extra, **values)


def _wrong(name: str, wanted: str, value: object) -> RecordError:
    return RecordError(f"{name}: expected {wanted}, got {_kind_of(value)}")


def _kind_of(value: object) -> str:
    """A JSON word for a value's type."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return {str: "text", int: "a number", float: "a number", list: "a list", dict: "an object"}.get(type(value), "?")


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _wrong(name, "text", value)
    return value


def _text_or_null(name: str, value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise _wrong(name, "text or null", value)
    return value


def _number(name: str, value: object) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise _wrong(name, "a number", value)


def _share_or_null(name: str, value: object) -> float | None:
    return None if value is None else _share(name, value)


def _share(name: str, value: object) -> float:
    share: float = _number(name, value)
    if not 0 <= share <= 1:
        raise RecordError(f"{name}: expected a number from 0 to 1, got {value}")
    return share


def _date_or_null(name: str, value: object) -> str | None:
    text = _text_or_null(name, value)
    if text is not None and not _DATE.fullmatch(text):
        raise RecordError(
            f"{name}: expected a date such as 2020-06-26, or null, got {json.dumps(text, ensure_ascii=False)}"
        )
    return text


def _kind(name: str, value: object) -> str:
    if value not in KINDS:
        raise RecordError(f"{name}: expected one of {', '.join(KINDS)}, got {json.dumps(value, ensure_ascii=False)}")
    return str(value)


def _objects(name: str, value: object) -> list[dict[str, Any]]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise _wrong(name, "a list of objects", value)
    return value


def _texts(name: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise _wrong(name, "a list of text", value)
    return tuple(value)


def _pairs(name: str, value: object, least: int = 0) -> tuple[tuple[int, int], ...]:
    if not isinstance(value, list):
        raise _wrong(name, "a list of [start, end]", value)
    return tuple(_pair(name, v, least) for v in value)


def _pair(name: str, value: object, least: int) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2 or not all(type(v) is int for v in value):
        raise _wrong(name, "two whole numbers", value)
    if min(value) < least:
        raise RecordError(f"{name}: expected numbers from {least} up, got {value}")
    return value[0], value[1]


def _contributors(name: str, value: object) -> tuple[Contributor, ...]:
    people = tuple(
        Contributor(_text(f"{name}.name", v.get("name")), _text_or_null(f"{name}.role", v.get("role")))
        for v in _objects(name, value)
    )
    if not all(p.name for p in people):
        raise RecordError(f"{name}.name: empty; leave out who has no name")
    return people


def _jump(name: str, value: object) -> Jump | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _wrong(name, "an object or null", value)
    resolved = value.get("resolved", False)
    if not isinstance(resolved, bool):
        raise _wrong(f"{name}.resolved", "true or false", resolved)
    return Jump(_text_or_null(f"{name}.page", value.get("page")), _text(f"{name}.raw", value.get("raw")), resolved)


def _source(name: str, value: object) -> Source | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _wrong(name, "an object or null", value)
    return Source(
        _text(f"{name}.path", value.get("path")),
        _pair(f"{name}.lines", value.get("lines"), 1),
        _pairs(f"{name}.spans", value.get("spans", []), 1),
        tuple(s for v in _objects(f"{name}.others", value.get("others")) if (s := _source(f"{name}.others", v))),
    )


def _edits(name: str, value: object) -> tuple[Edit, ...] | None:
    if value is None:
        return None
    return tuple(_edit(name, item) for item in _objects(name, value))


def _edit(name: str, item: dict[str, Any]) -> Edit:
    values: dict[str, Any] = {"field": _text_or_null(f"{name}.field", item.get("field"))}
    values |= {k: _text(f"{name}.{k}", item.get(k)) for k in ("repair", "before", "after", "reason")}
    for k, least in (("line", 1), ("column", 1), ("offset", 0)):
        values[k] = _number(f"{name}.{k}", item.get(k))
        if values[k] < least:
            raise RecordError(f"{name}.{k}: expected a number from {least} up, got {values[k]}")
    values["confidence"] = _share(f"{name}.confidence", item.get("confidence"))
    return Edit(**values)


def _optional_texts(name: str, value: object) -> tuple[str, ...] | None:
    return None if value is None else _texts(name, value)


def _optional_pairs(name: str, value: object) -> tuple[tuple[int, int], ...] | None:
    return None if value is None else _pairs(name, value)


def _same(value: Any) -> Any:
    return value


def _list(value: tuple[Any, ...]) -> list[Any]:
    return [list(v) if isinstance(v, tuple) else v for v in value]


def _write_jump(jump: Jump | None) -> dict[str, Any] | None:
    return None if jump is None else jump._asdict()


def _write_source(source: Source | None) -> dict[str, Any] | None:
    if source is None:
        return None
    spans = {"spans": _list(source.spans)} if source.spans else {}
    others = {"others": [_write_source(s) for s in source.others]} if source.others else {}
    return {"path": source.path, "lines": list(source.lines), **spans, **others}


def _write_objects(values: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [v._asdict() for v in values]


_Read = Callable[[str, object], Any]
_Write = Callable[[Any], Any]

# Every field of the record but schema and id, in the order in which it is written: how it is read, how written.
_FIELDS: Mapping[str, tuple[_Read, _Write]] = {
    "headline": (_text_or_null, _same),
    "kicker": (_text_or_null, _same),
    "deck": (_text_or_null, _same),
    "byline": (_text_or_null, _same),
    "contributors": (_contributors, _write_objects),
    "agency": (_text_or_null, _same),
    "dateline": (_text_or_null, _same),
    "located": (_text_or_null, _same),
    "content_date": (_date_or_null, _same),
    "date_published": (_date_or_null, _same),
    "publication": (_text_or_null, _same),
    "issue": (_text_or_null, _same),
    "page": (_text_or_null, _same),
    "pages": (_texts, _list),
    "section": (_text_or_null, _same),
    "continued_from": (_jump, _write_jump),
    "continued_on": (_jump, _write_jump),
    "kind": (_kind, _same),
    "language": (_text_or_null, _same),
    "confidence": (_share_or_null, _same),
    "gist": (_text_or_null, _same),
    "summary": (_text_or_null, _same),
    "summary_spans": (_optional_pairs, _list),
    "keywords": (_optional_texts, _list),
    "body": (_text, _same),
    "source": (_source, _write_source),
    "edits": (_edits, _write_objects),
}
_ON_REQUEST = ("confidence", "gist", "summary", "summary_spans", "keywords", "edits")
_NESTED = ("contributors", "continued_from", "continued_on", "source", "edits")

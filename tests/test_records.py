"""Records: what goes in comes out, and every record fits the published schema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bulletin_cli.model import Article, Jump, json_schema
from bulletin_cli.records import RecordError, dump, parse
from conftest import PAGE, Bulletin, article_of

SCHEMA = Draft202012Validator(json_schema())

text = st.text(max_size=20)
article = st.builds(
    article_of,
    body=text,
    id=st.text(min_size=1, max_size=5),
    headline=st.none() | text,
    page=st.none() | text,
    pages=st.lists(text, max_size=2).map(tuple),
    continued_from=st.none() | st.builds(Jump, page=st.none() | text, raw=text, resolved=st.booleans()),
    summary=st.none() | text,
    keywords=st.none() | st.lists(text, max_size=2).map(tuple),
    extra=st.dictionaries(st.text(min_size=1).map("x_".__add__), st.recursive(st.none() | text, st.lists), max_size=2),
)


@given(article)
def test_a_record_survives_being_written_and_read(article: Article) -> None:
    line = dump(article)
    assert "\n" not in line
    line.encode()
    assert parse(line) == article
    SCHEMA.validate(json.loads(line))


def test_the_schema_is_itself_valid_and_names_every_field() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert set(json_schema()["properties"]) == {"schema"} | set(Article._fields) - {"extra"}


def test_unknown_fields_survive_every_filter(bulletin: Bulletin) -> None:
    mine: dict[str, Any] = {
        "body": "会议指出,要坚持问题导向。要加强整改。",
        "mine": {"a": [1, None, "x"]},
        "contributors": [{"name": "李明", "role": None, "mail": "li@example.org"}],
        "source": {"path": "a", "lines": [1, 2], "scan": "a.png"},
    }
    line = json.dumps(mine)
    for command in ("split", "clean", "summarize", "export"):
        more = ("--to", "jsonl") if command == "export" else ()
        line = bulletin(command, *more, stdin=line).out
    out = json.loads(line)
    assert {k: out[k] for k in mine if k != "body"} == {k: v for k, v in mine.items() if k != "body"}


def test_empty_lists_and_nulls_are_as_good_as_nothing() -> None:
    nothing = {"contributors": None, "edits": None, "pages": None, "source": None, "keywords": None}
    SCHEMA.validate(json.loads(dump(parse(json.dumps({"body": "甲", **nothing})))))
    partly = {"contributors": [{"name": "李明"}], "continued_on": {"raw": "(下转3版)"}}
    SCHEMA.validate(json.loads(dump(parse(json.dumps({"body": "甲", **partly})))))


def test_every_emitted_record_fits_the_schema(bulletin: Bulletin) -> None:
    schema = Draft202012Validator(json.loads(bulletin("schema").out))
    split = bulletin("split", "--all", stdin=PAGE).out
    clean = bulletin("clean", "--edits", stdin=split).out
    for line in (split + clean + bulletin("summarize", stdin=clean).out).splitlines():
        schema.validate(json.loads(line))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("[]", "not a JSON record but a list"),
        ("{", "not a JSON record"),
        ('{"headline": "x"}', "body: missing"),
        ('{"body": 3}', "body: expected text, got a number"),
        ('{"body": "x", "page": 3}', "page: expected text or null, got a number"),
        ('{"body": "x", "keywords": "y"}', "keywords: expected a list of text, got text"),
        ('{"body": "x", "kind": "novel"}', "kind: expected one of"),
        ('{"body": "x", "contributors": [{"role": "记者"}]}', "contributors.name: expected text, got null"),
        ('{"body": "x", "source": {"path": "a", "lines": [1]}}', "source.lines: expected two whole numbers"),
        ('{"body": "x", "edits": [{}]}', "edits.repair: expected text, got null"),
        ('{"body": "x", "confidence": 7}', "confidence: expected a number from 0 to 1, got 7"),
        ('{"body": "x", "content_date": "昨天"}', "content_date: expected a date such as 2020-06-26"),
        ('{"body": "x", "source": {"path": "a", "lines": [0, 1]}}', "source.lines: expected numbers from 1 up"),
        ('{"body": "x", "contributors": [{"name": ""}]}', "contributors.name: empty"),
        ('{"body": "x", "mine": NaN}', "NaN is no JSON number"),
        ('{"body": "x", "mine": 1e400}', "1e400 is no JSON number"),
        ('{"body": "x", "schema": "other/2"}', "schema: 'other/2' is not"),
        ("[" * 100_000, "nested too deeply"),
        ('{"body": ' + "[" * 100_000, "nested too deeply"),
    ],
)
def test_a_wrong_record_is_named_with_its_field(line: str, what: str) -> None:
    with pytest.raises(RecordError, match=what.replace("[", r"\[")):
        parse(line)


def test_an_invalid_line_is_reported_and_the_rest_goes_on(bulletin: Bulletin, tmp_path: Any) -> None:
    (tmp_path / "a.jsonl").write_text('{"body": "甲"}\n{"body": 1}\n\n{"body": "乙"}\n', encoding="utf-8")
    done = bulletin("clean", "a.jsonl", "--rejects", "bad.jsonl")
    assert [r["body"] for r in done.records] == ["甲", "乙"]
    assert done.err == "bulletin: a.jsonl:2: body: expected text, got a number\n"
    assert done.code == 2
    reject = json.loads((tmp_path / "bad.jsonl").read_text())
    assert reject["path"], reject["line"] == ("a.jsonl", 2)
    assert reject["text"] == '{"body": 1}'

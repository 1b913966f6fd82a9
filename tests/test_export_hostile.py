"""Export of texts that try to break out: of markup, of a terminal, of a folder, of memory."""

from __future__ import annotations

import io
import json
import re
import tracemalloc
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_cli.export import FORMATS, export_articles
from bulletin_cli.export.body import Block, blocks, lines_of, merged
from bulletin_cli.export.characters import printable
from bulletin_cli.export.names import LIMIT, FileNames, file_name
from bulletin_cli.model import Article, Contributor, Edit, Jump, Source

TEXT_FORMATS = [f.name for f in FORMATS.values() if not f.binary and f.name != "template"]

PAYLOADS = [
    "<script>alert(1)</script>",
    "</title></style></head><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "--><svg onload=alert(1)>",
    "]]><x/>",
    "[链接](javascript:alert(1))",
    "<a href=javascript:alert(1)>",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "&lt;script&gt;",
    "\x1b]0;title\x07\x1b[2J\x00\x9b31m",
    "\ud800\ufffe\U0001ffff",
    "---\ntitle: x\n---",
    "\u2028\u2029\x85",
]


def full_of(payload: str) -> Article:
    """An article with the payload in every field that holds text."""
    return Article(
        body=f"{payload}\n\n### {payload}\n\n正文{payload}\n\n| {payload} |\n|---|\n| {payload} |",
        id=payload,
        headline=payload,
        kicker=payload,
        deck=payload,
        byline=payload,
        contributors=(Contributor(payload, payload),),
        agency=payload,
        dateline=payload,
        located=payload,
        content_date=payload,
        date_published=payload,
        publication=payload,
        issue=payload,
        page=payload,
        pages=(payload,),
        section=payload,
        continued_from=Jump(payload, payload),
        continued_on=Jump(None, payload),
        language=payload,
        source=Source(payload, (1, 2)),
        edits=(Edit(payload, 1, 1, 0, payload, payload, 1.0, payload),),
        summary=payload,
        summary_spans=((0, 3), (-5, 999999)),
        keywords=(payload,),
        extra={payload: payload, "list": [payload]},
    )


def exported(articles: list[Article], to: str) -> str:
    out = io.StringIO()
    export_articles(articles, to, out)
    return out.getvalue()


class Tags(HTMLParser):
    """What a browser would see: the tags, the attributes and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    parser.close()
    return parser


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_web_page_has_the_same_tags_whatever_the_text(payload: str) -> None:
    page, plain = (seen(exported([full_of(p), full_of(p)], "html")) for p in (payload, "甲"))
    if printable(payload).strip() and "\n" not in payload:
        # A headline has a span for each of its words.
        assert [tag for tag in page.tags if tag != "span"] == [tag for tag in plain.tags if tag != "span"]
    assert page.tags.count("script") == 1
    assert not {"img", "svg", "iframe", "object", "link", "base", "form"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert all(
        value and re.fullmatch("#a[0-9]+|#articles|#contents", value)
        for name, value in page.attributes
        if name in ("href", "src")
    )


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("to", TEXT_FORMATS)
def test_no_format_lets_controls_through(payload: str, to: str) -> None:
    text = exported([full_of(payload), full_of(payload)], to)
    text.encode()
    assert not [c for c in text if (c < " " and c not in "\t\n") or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff"]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("number", [1, 2])
def test_front_matter_stays_one_json_value_a_line(payload: str, number: int) -> None:
    text = exported([full_of(payload)] * number, "md")
    for line in text.split("---\n")[1].splitlines():
        if line == "articles:":
            continue
        value = line.removeprefix("  - ") if line.startswith("  - ") else line.partition(": ")[2]
        if not line.startswith('"'):
            json.loads(value)


@pytest.mark.parametrize(
    "headline",
    ["../../etc/passwd", "/etc/passwd", "..", ".", "", "CON", "nul.txt", "a\x00b", "\x1b[31m红", "-rf", "~root",
     ".git", "名" * 500, "\xa0\u2003", "𠮷" * 300, "e\u0301" * 400, "\u202egpj.exe", "C:\\x", "a\nb\r\nc", "末尾. . ",
     "\ufeff", "com1", "\ud800"],
)  # fmt: skip
def test_a_file_name_is_safe(headline: str) -> None:
    names = FileNames(".md")
    for number in range(3):
        name = names.take(Article(body="", headline=headline, id=f"../{number}"))
        check_name(name)


@given(st.lists(st.text(max_size=120), max_size=6))
def test_any_file_names_are_safe_and_distinct(headlines: list[str]) -> None:
    names = FileNames(".html")
    taken = [names.take(Article(body="", headline=h, id="1")) for h in headlines]
    for name in taken:
        check_name(name)
    assert len({name.casefold() for name in taken}) == len(taken)


def check_name(name: str) -> None:
    assert name.isprintable() or "\u3000" in name
    assert not set(name) & set('/\\:*?"<>|\x00\n\r')
    assert not name.startswith((".", "-", "~", " "))
    assert len(name.encode()) <= LIMIT
    assert name.partition(".")[0].casefold() not in {"con", "prn", "aux", "nul", "com1"}


def test_a_name_is_the_same_when_made_again() -> None:
    assert file_name(file_name("甲/乙: 丙?")) == file_name("甲/乙: 丙?") == "甲／乙： 丙？"


@given(st.text(alphabet="甲。\n# |-　 ", max_size=60))
def test_blocks_stand_where_they_say(body: str) -> None:
    ends = 0
    for block in blocks(body):
        assert body[block.start :].startswith(block.text)
        assert block.start >= ends
        ends = block.start + len(block.text)
    left = "".join(body.replace("#", "").split())
    assert "".join("".join(b.text.replace("#", "").split()) for b in blocks(body)) == left


@given(
    st.text(alphabet="甲乙\n", max_size=30),
    st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=6),
)
def test_marks_cover_exactly_their_spans(text: str, spans: list[tuple[int, int]]) -> None:
    block = Block("paragraph", text, 3)
    marks = merged(spans, 3 + len(text))
    pieces = lines_of(block, marks)
    assert "\n".join("".join(p.text for p in line) for line in pieces) == text
    flags = "\n".join("".join(("1" if p.marked else "0") * len(p.text) for p in line) for line in pieces)
    wanted = "".join(
        "\n" if c == "\n" else "1" if any(a <= i < b for a, b in spans) else "0" for i, c in enumerate(text, start=3)
    )
    assert flags == wanted


@pytest.mark.parametrize("to", TEXT_FORMATS)
@pytest.mark.parametrize("unit", ["全", "|", "|-|\n", "*", "### 甲\n", "\n", " ", "\n　", "-", "&", "1", "<", "“"])
def test_a_very_long_body_goes_through(to: str, unit: str) -> None:
    body = unit * (300_000 // len(unit)) + "完"
    spans = tuple((i * 10, i * 10 + 5) for i in range(20_000))
    assert "完" in exported([Article(body=body, headline="长", summary="全", summary_spans=spans)], to)


@pytest.mark.parametrize("to", TEXT_FORMATS)
def test_memory_does_not_grow_with_the_number_of_articles(to: str) -> None:
    class Nowhere(io.StringIO):
        def write(self, text: str) -> int:
            return len(text)

    article = Article(body="正文一段。" * 2000, headline="标题", publication="云州日报", id="1")

    def many(count: int) -> Iterator[Article]:
        for number in range(count):
            yield article._replace(id=str(number))

    export_articles(many(20), to, Nowhere())
    tracemalloc.start()
    try:
        export_articles(many(250), to, Nowhere())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # 250 articles are 2.5 million characters; a spool holds 1 MiB before it goes to disk.
    assert peak < 4_500_000

"""Reading: any charset, any size, any place; what is broken is said, and the rest comes out."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_cli import reading
from bulletin_cli.charset import Decoder
from bulletin_cli.model import Passage
from bulletin_cli.reading import InputError, RecordLine, passages, read
from conftest import PAGE, SAMPLES, Bulletin

HANT = "區委召開會議，審議了規劃，聽取了匯報。會議要求，要堅持問題導向，加強對存在問題的分析。\n" * 3


def texts(path: Path, **options: str) -> tuple[str, list[str]]:
    complaints: list[InputError] = []
    items = list(read(str(path), complaints.append, **options))  # type: ignore[arg-type]
    return "".join(i.text for i in items), [str(c).replace(str(path), "a.txt") for c in complaints]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_simplified_text_in_every_charset(tmp_path: Path, charset: str) -> None:
    (tmp_path / "a.txt").write_bytes(PAGE.encode(charset))
    assert texts(tmp_path / "a.txt") == (PAGE, [])


@pytest.mark.parametrize("charset", ["utf-8", "big5", "utf-16-le", "gb18030"])
def test_traditional_text_in_every_charset(tmp_path: Path, charset: str) -> None:
    (tmp_path / "a.txt").write_bytes(HANT.encode(charset))
    assert texts(tmp_path / "a.txt") == (HANT, [])


def test_a_named_charset_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("中".encode("gb18030"))
    assert texts(tmp_path / "a.txt", encoding="gb18030") == ("中", [])


def test_ascii_for_a_long_way_before_gb18030(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x\n" * 300_000 + PAGE.encode("gb18030"))
    assert texts(tmp_path / "a.txt") == ("x\n" * 300_000 + PAGE, [])


def test_broken_bytes_keep_the_rest_and_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(
        "第一行很好\n第二".encode() + b"\xff\xfe" + "行坏了两个字节\n第三行很好\n".encode()
    )
    text, complaints = texts(tmp_path / "a.txt")
    assert text == "第一行很好\n第二\ufffd\ufffd行坏了两个字节\n第三行很好\n"
    assert complaints == [
        "a.txt:2: 2 bytes are not UTF-8, kept as U+FFFD; if it is in another charset, name it: --encoding gb18030"
    ]


def test_the_charset_that_was_found_is_not_what_to_try_next(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PAGE.encode("gb18030") + b"\xff\n")
    _, complaints = texts(tmp_path / "a.txt")
    assert [c.rpartition(" ")[2] for c in complaints] == ["big5"]


@given(st.binary(max_size=300), st.integers(1, 7))
def test_any_bytes_decode_alike_whatever_the_blocks(data: bytes, size: int) -> None:
    def decoded(step: int) -> str:
        decoder = Decoder("utf-8")
        return "".join(decoder.decode(data[i : i + step]) for i in range(0, len(data), step)) + decoder.decode(
            b"", True
        )

    assert decoded(size) == decoded(1000)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty; there is nothing to read"),
        (b"\n \n", "empty; there is nothing to read"),
        (b"%PDF-1.7\n\x00", "a PDF, not text; extract its text first"),
        (b"PK\x03\x04\x14\x00", "a ZIP, DOCX or EPUB, not text"),
        (bytes(range(256)) * 40, "binary, not text"),
    ],
)
def test_what_is_no_text_gets_a_clear_error(bulletin: Bulletin, tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    (tmp_path / "good.txt").write_text(PAGE, encoding="utf-8")
    done = bulletin("split", "bad.txt", "good.txt")
    assert done.err.startswith(f"bulletin: bad.txt:1: {what}")
    assert [r["headline"] for r in done.records] == ["区委召开会议", "社区举办活动"]
    assert done.code == 2


def test_folders_globs_and_gzip(bulletin: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "d" / "二").mkdir(parents=True)
    (tmp_path / "d" / "b.txt").write_text("## 乙\n\n正文乙。\n", encoding="utf-8")
    (tmp_path / "d" / "a.md").write_text("## 甲\n\n正文甲。\n", encoding="utf-8")
    (tmp_path / "d" / "二" / "c.txt.gz").write_bytes(gzip.compress("## 丙\n\n正文丙。\n".encode()))
    (tmp_path / "d" / ".hidden.txt").write_text("## 丁\n\n正文丁。\n", encoding="utf-8")
    (tmp_path / "d" / "x.png").write_bytes(b"\x89PNG")
    done = bulletin("split", "d")
    assert [r["headline"] for r in done.records] == ["甲", "乙", "丙"]
    assert (done.code, done.err) == (0, "")
    assert [r["headline"] for r in bulletin("split", "d/*.txt").records] == ["乙"]


def test_a_folder_without_text_and_a_missing_file(bulletin: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    done = bulletin("split", "d", "missing.txt", "*.nope")
    assert "d: no text in this folder" in done.err
    assert "missing.txt: no such file or folder" in done.err
    assert "*.nope: no such file or folder" in done.err
    assert done.code == 2


def test_a_broken_gzip_file_gives_what_it_has(bulletin: Bulletin, tmp_path: Path) -> None:
    whole = gzip.compress(os.urandom(100_000).hex().encode() + b"\n" + PAGE.encode())
    (tmp_path / "a.txt.gz").write_bytes(whole[:-2000])
    done = bulletin("clean", "a.txt.gz")
    assert "cut short" in done.err
    assert done.code == 2


def test_crlf_becomes_lf(bulletin: Bulletin) -> None:
    assert b"\r" not in bulletin("clean", stdin=PAGE.replace("\n", "\r\n")).raw


@given(st.text(alphabet="字。\n\f# ", max_size=400), st.integers(1, 50))
def test_passages_are_the_text_again(text: str, size: int) -> None:
    complaints: list[InputError] = []
    reading.PASSAGE, old = 20, reading.PASSAGE
    try:
        found = list(passages("a", (text[i : i + size] for i in range(0, len(text), size)), complaints.append))
    finally:
        reading.PASSAGE = old
    if not complaints:
        assert "".join(p.text for p in found) == text
        for p in found:
            assert p.first_line == text[: len("".join(q.text for q in found[: found.index(p)]))].count("\n") + 1
    assert all(len(line) > 20 for c in complaints for line in [text.split("\n")[(c.line or 1) - 1]])


def test_passages_end_before_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PASSAGE", 9)
    found = list(passages("a", iter(["第一页\n一\n\f第二页\n二\n\f第三页"]), lambda _: None))
    assert found == [Passage("第一页\n一\n", "a", 1), Passage("\f第二页\n二\n", "a", 3), Passage("\f第三页", "a", 5)]


def test_a_gigantic_line_is_left_out_and_the_rest_goes_on(bulletin: Bulletin, tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("w", encoding="utf-8") as file:
        file.write("## 甲\n\n正文甲。\n\n")
        for _ in range(200):
            file.write("字" * 100_000)
        file.write("\n\n## 乙\n\n正文乙。\n")
    done = bulletin("split", "big.txt")
    assert done.err.startswith("bulletin: big.txt:5: a line of more than 1,048,576 characters")
    assert [r["headline"] for r in done.records] == ["甲", "乙"]
    assert done.code == 2


def test_a_gigantic_record_is_left_out_and_the_rest_goes_on(bulletin: Bulletin, tmp_path: Path) -> None:
    with (tmp_path / "big.jsonl").open("w", encoding="utf-8") as file:
        file.write('{"body": "甲"}\n{"body": "')
        for _ in range(200):
            file.write("x" * 100_000)
        file.write('"}\n{"body": "乙"}\n')
    done = bulletin("clean", "big.jsonl")
    assert [r["body"] for r in done.records] == ["甲", "乙"]
    assert done.err.startswith("bulletin: big.jsonl:2: a record of more than 16,777,216 characters")
    assert done.code == 2


def test_records_and_text_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('\n {"body": "甲"}\n', encoding="utf-8")
    (tmp_path / "b.txt").write_text("{{模板}}不是记录\n", encoding="utf-8")
    assert [type(i) for i in read(str(tmp_path / "a.txt"), print)] == [RecordLine]
    assert [type(i) for i in read(str(tmp_path / "b.txt"), print)] == [Passage]
    assert [type(i) for i in read(str(tmp_path / "a.txt"), print, kind="text")] == [Passage]


def test_an_unknown_charset_is_wrong_usage(bulletin: Bulletin) -> None:
    done = bulletin("split", "--encoding", "klingon", stdin=PAGE)
    assert done.code == 2
    assert "no charset is called 'klingon'" in done.err


@pytest.mark.parametrize(("charset", "text"), [("gb18030", PAGE), ("big5", HANT)])
def test_a_damaged_file_in_another_charset_is_still_told(tmp_path: Path, charset: str, text: str) -> None:
    damaged = text.encode(charset)
    at = damaged.index(b"\n", 60)
    (tmp_path / "a.txt").write_bytes(damaged[:at] + b"\xff\xff" + damaged[at:])
    got, complaints = texts(tmp_path / "a.txt")
    assert got.replace("\ufffd", "") == text
    assert "2 bytes are not" in complaints[0]


def test_a_long_file_in_another_charset(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes((PAGE * 3000).encode("gb18030"))
    assert texts(tmp_path / "a.txt") == (PAGE * 3000, [])


def test_a_few_nul_characters_do_not_make_a_page_binary(tmp_path: Path) -> None:
    page = PAGE.replace("社区", "社\0区", 1)
    (tmp_path / "a.txt").write_text(page, encoding="utf-8")
    assert texts(tmp_path / "a.txt") == (page, [])


def test_what_came_before_a_fault_in_a_gzip_file_comes_out(bulletin: Bulletin, tmp_path: Path) -> None:
    whole = gzip.compress((PAGE + os.urandom(200_000).hex()).encode())
    (tmp_path / "short.txt.gz").write_bytes(whole[:-5000])
    (tmp_path / "tail.txt.gz").write_bytes(gzip.compress(PAGE.encode()) + b"no gzip")
    for name in ("short.txt.gz", "tail.txt.gz"):
        done = bulletin("split", name)
        assert done.records[0]["headline"] == "区委召开会议"
        assert "what could be read has come out" in done.err
        assert done.code == 2


def test_a_json_array_is_not_taken_for_text(bulletin: Bulletin, tmp_path: Path) -> None:
    before = bulletin("export", "--to", "json", stdin=PAGE).raw
    (tmp_path / "a.json").write_bytes(before)
    done = bulletin("clean", "-i", "a.json")
    assert done.code == 2
    assert "one JSON array, not a record a line" in done.err
    assert (tmp_path / "a.json").read_bytes() == before


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(_folder: str, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        onerror(PermissionError(13, "Permission denied", str(tmp_path / "secret")))
        yield str(tmp_path), [], []

    monkeypatch.setattr(os, "walk", walk)
    complaints: list[InputError] = []
    assert list(reading.find_inputs([str(tmp_path)], complaints.append)) == []
    assert [str(c) for c in complaints] == [f"{tmp_path}/secret: permission denied; check the file's mode"]


def test_a_fifo_in_a_folder_is_not_waited_for(bulletin: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    os.mkfifo(tmp_path / "d" / "x.txt")
    (tmp_path / "d" / "y.txt").write_text(PAGE, encoding="utf-8")
    assert len(bulletin("split", "d").records) == 2


def test_a_long_blank_beginning_is_not_gathered(tmp_path: Path) -> None:
    blank = "\n" * (3 * reading.PASSAGE)
    (tmp_path / "a.txt").write_text(blank + PAGE, encoding="utf-8")
    items = [i for i in read(str(tmp_path / "a.txt"), print) if isinstance(i, Passage)]
    assert "".join(i.text for i in items) == blank + PAGE
    assert max(len(i.text) for i in items) <= 2 * reading.PASSAGE
    assert items[-1].first_line + items[-1].text.index("## 区委") == len(blank) + 1


@pytest.mark.parametrize("name", ["yunzhou-page.md.txt", "yunzhou-issue.txt", "haiping-hant.txt"])
@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_the_samples_in_utf_16_without_a_mark(tmp_path: Path, name: str, charset: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(text.encode(charset))
    assert texts(tmp_path / "a.txt") == (text, [])


@pytest.mark.parametrize(
    "head", ["<!DOCTYPE html>\n<html>", "\n<HTML lang='zh'>", "<!-- saved -->\n<html>", "<?xml version='1.0'?><html>"]
)
def test_html_is_said_to_be_that_and_read(bulletin: Bulletin, tmp_path: Path, head: str) -> None:
    (tmp_path / "a.txt").write_text(f"{head}<body>\n\n{PAGE}", encoding="utf-8")
    for command in ("split", "clean"):
        done = bulletin(command, "a.txt")
        assert done.code == 0 and "区委召开会议" in done.out
        assert done.err.startswith("bulletin: a.txt:1: HTML, read as plain text with its tags; take the text out first")
    assert bulletin("split", "--quiet", "a.txt").err == ""


def test_a_page_with_a_tag_in_it_is_no_html(bulletin: Bulletin) -> None:
    assert bulletin("split", stdin=f"<b>头条</b>\n\n{PAGE}").err == ""

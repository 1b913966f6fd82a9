"""Words: the same look-ups and the same segmentation as jieba's own, without its cache file or its log."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin_cli.chinese import lexicon, segment, words

PRESS = """本报讯(通讯员陈立)7月3日,
区城管委召开雨季排水工作调度会,对Wi-Fi覆盖、T恤发放、江南Style广场舞扰民等情况作了通报。
會議強調，要落實「十四五」規劃，加強城市運行調度。阿Q、小S、大S也來了。龢龟䶮𠮷〇々
主任欧阳文瑾表示，3.5%的增幅、C++培训班、AT&T线路和F-16模型展都是亮点；“云过端午”活动不打烊。"""


def dictionary_path() -> Path:
    spec = find_spec("jieba")
    assert spec and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "dict.txt"


@cache
def jieba() -> Any:
    """jieba itself, the measure of all this; only tests import it."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        patch.setitem(sys.modules, "pkg_resources", None)  # which warns, and takes its time
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel("WARNING")
    return jieba


@cache
def fresh() -> tuple[dict[str, int], int]:
    """jieba's own full load of its dictionary: prefixes and total."""
    freq, total = jieba().Tokenizer.gen_pfdict(io.BytesIO(dictionary_path().read_bytes()))
    return freq, total


@cache
def plain() -> Any:
    tokenizer = jieba().Tokenizer()
    tokenizer.FREQ, tokenizer.total = dict(fresh()[0]), fresh()[1]
    tokenizer.initialized = True
    return tokenizer


def test_every_word_has_its_frequency() -> None:
    freq, total = fresh()
    assert total == words.KNOWN_TOTAL
    assert len(dictionary_path().read_bytes()) == words.KNOWN_SIZE
    sample = list(freq)[::37]
    assert [words.frequency(word) for word in sample] == [freq[word] for word in sample]


@pytest.mark.parametrize("char", ["一", "丁", "中", "吉", "高", "龢", "龣", "㐀", "𠮷", "\ud800", "鿿", "A", "\n", ""])
def test_runs_hold_all_words_of_a_character(char: str) -> None:
    freq, _ = fresh()
    pairs = {word[:2] for word in freq if char and word[0] == char and freq[word] and len(word) > 1}
    found = {word: n for pair in pairs for word, n in lexicon.words_from(pair[0]).beginning(pair).items()} | {
        w: f for w, (f, _) in words.head().items()
    }
    assert {w for w in freq if char and w[0] == char and len(w) > 1 and freq[w]} <= set(found)
    assert words.frequency(char) == freq.get(char, 0)


def test_cut_is_jiebas() -> None:
    assert list(segment.Segmenter().cut(PRESS)) == list(plain().cut(PRESS))


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from(sorted(set(PRESS)) + list("的了是在会大中国A.-+1 \n")), max_size=60))
@example("\ud800一")
@example("\r\n　")
def test_cut_is_jiebas_on_any_mixture(text: str) -> None:
    assert list(words.cut(text)) == list(plain().cut(text))
    assert "".join(words.cut(text)) == text


def test_user_words() -> None:
    lines = ["雨季排水 40 n", "工作调度会", "广场舞扰民 3", "城管委 0", "Wi-Fi覆盖"]
    tokenizer = jieba().Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(fresh()[0]), fresh()[1], True
    for word, freq in segment.user_words(lines):
        if freq != 0:
            tokenizer.add_word(word, freq)
    segmenter = segment.Segmenter(lines)
    assert list(segmenter.cut(PRESS)) == list(tokenizer.cut(PRESS))
    assert "雨季排水" in list(segmenter.cut(PRESS))
    assert "雨季排水" not in list(words.cut(PRESS))


def test_another_dictionary_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    caches = (
        words._dictionary,
        words.whole,
        words.total,
        words.head,
        words.run,
        words.entry,
        words._segmenter,
        lexicon.words_from,
    )
    for cached in caches:
        cached.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(words, "_dictionary", lambda: "雨季 9 n\n雨季排水 40\n城管 2 n\n".encode())
        assert [words.frequency(w) for w in ("雨季", "雨季排水", "季", "")] == [9, 40, 0, 0]
        assert list(segment.Segmenter().cut("雨季排水")) == ["雨季排水"]
    for cached in caches[1:]:
        cached.cache_clear()
    assert words.frequency("中国") > 1000


def test_nothing_is_written_or_said(tmp_path: Path) -> None:
    code = """import sys
from bulletin_cli.chinese.words import cut, frequency
assert frequency('中国') and 'jieba' not in sys.modules
print(*cut('雨季排水工作'))"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"TMPDIR": str(tmp_path), "PATH": "", "PYTHONIOENCODING": "utf-8"},
        cwd=tmp_path,
    )
    assert (done.stdout.split(), done.stderr) == (["雨季", "排水", "工作"], "")
    assert list(tmp_path.iterdir()) == []


def test_what_was_read_may_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment, "MOST_PAIRS", 10)
    lines = ["雨季排水", "广场舞 0"]
    segmenter, own = segment.Segmenter(), segment.Segmenter(lines)
    for _ in range(3):
        assert segmenter.cut(PRESS) == list(plain().cut(PRESS))
        assert own.cut(PRESS) == segment.Segmenter(lines).cut(PRESS)


@pytest.mark.parametrize("text", ["大 大", "大\n", "大", "大\U00020000大人", "大\ud840\udc00", "A大 B"])
def test_pairs_end_at_the_edge_of_a_block(text: str) -> None:
    segmenter = segment.Segmenter()
    assert segmenter.cut(text) == list(plain().cut(text))
    assert segmenter.cut(text * 20) == list(plain().cut(text * 20))


@pytest.mark.parametrize(
    "text", ["龘" * 20_000, "一" * 50_000, "a" * 50_000, "中国人民" * 10_000, "“" * 50_000, "丂" * 20_000]
)
def test_long_lines_go_through(text: str) -> None:
    assert "".join(words.cut(text)) == text

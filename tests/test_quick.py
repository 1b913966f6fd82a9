"""rjieba, where it is installed, cuts as the segmenter does without it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin_cli.chinese import quick
from bulletin_cli.chinese.quick import Quick
from bulletin_cli.chinese.words import cut
from bulletin_cli.model import Article
from bulletin_cli.summarize.keywords import keywords

PRESS = (
    *(
        "区政府召开常务会议",
        "欧阳文瑾说",
        "歼-20",
        "F-16战机",
        "GC-MS法",
        "0.5mL",
        "3.5%",
        "2.0.1",
        "T恤",
        "AT&T",
        "C++",
    ),
    *(
        "，",
        "。",
        "“",
        "”",
        " ",
        "\n",
        "\r\n",
        "　",
        "_",
        "-",
        ".",
        "%",
        "龘靐",
        "㐀",
        "𠀀",
        "〇",
        "々",
        "😀",
        "ＡＢ１２",
        "工務局",
    ),
)
TEXTS = st.lists(
    st.one_of(st.sampled_from(PRESS), st.text(max_size=4), st.text("一丁七万丈三上下不与", max_size=6))
).map("".join)


@settings(max_examples=400)
@given(TEXTS)
@example("改装的F-16和hs-CRP、Caco-2、38_070c与16.23.48")
@example("\ud800区政府")
def test_the_same_words(text: str) -> None:
    pytest.importorskip("rjieba", reason="the extra `fast` is not installed")
    assert list(Quick(warm_up=0).cut(text)) == list(cut(text))


def test_the_same_words_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "_rjieba", lambda: None)
    assert list(Quick(warm_up=0).cut("歼-20首飞")) == list(cut("歼-20首飞"))


def test_a_few_articles_do_not_load_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def loaded() -> None:
        raise AssertionError("loaded")

    monkeypatch.setattr(quick, "_rjieba", loaded)
    assert list(Quick(warm_up=20).cut("区政府召开常务会议")) == list(cut("区政府召开常务会议"))


def test_what_it_joins_is_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "_rjieba", lambda: lambda _text: ["改装", "F-16", "、", "T恤"])
    assert list(Quick(warm_up=0).cut("改装F-16、T恤")) == ["改装", "F", "-", "16", "、", "T恤"]


def test_rare_characters_and_user_dictionaries_go_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(_text: str) -> list[str]:
        raise AssertionError("asked")

    monkeypatch.setattr(quick, "_rjieba", lambda: asked)
    assert list(Quick(warm_up=0).cut("㐀村𠀀河")) == list(cut("㐀村𠀀河"))
    assert "蓝天救援队" in keywords(Article(body="蓝天救援队到场。" * 3), 5, ("蓝天救援队",))

"""Script: told apart, and converted without breaking names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_cli.chinese.script import convert, detect


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("会议听取了汇报。", "zh-Hans"),
        ("會議聽取了報告。", "zh-Hant"),
        ("", None),
        ("Hello 2024", None),
        ("山水人口", None),
    ],
)
def test_detect(text: str, script: str | None) -> None:
    assert detect(text) == script


def test_a_quotation_in_the_other_script_does_not_turn_the_text() -> None:
    assert detect("展出的有清代画像和《後漢書》刻本，观众络绎不绝。") == "zh-Hans"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("區委書記主持會議，聽取計劃。", "区委书记主持会议，听取计划。"),
        ("乾隆年間，乾安縣，乾糧，扭轉乾坤", "乾隆年间，乾安县，干粮，扭转乾坤"),
        ("陳昇的歌昇華了主題", "陈昇的歌升华了主题"),
        ("他看著遠方，著名作家的巨著", "他看着远方，著名作家的巨著"),
        ("於倫敦逝世", "于伦敦逝世"),
        ("神秘的祕密", "神秘的秘密"),
        ("图书馆的図書，対外开放，戦後経済的発展", "图书馆的图书，对外开放，战后经济的发展"),
    ],
)
def test_to_simplified(before: str, after: str) -> None:
    assert convert(before, "hans") == after
    assert convert(after, "hans") == after


@pytest.mark.parametrize(
    ("before", "target", "after"),
    [
        ("头发发展，皇后以后，干部干粮", "hant", "頭髮發展，皇后以後，幹部乾糧"),
        ("胚胎发育", "hant", "胚胎發育"),
        ("上周走了三里路，这周围", "hant", "上週走了三里路，這周圍"),
        ("这里有面包", "tw", "這裡有麵包"),
        ("余先生和记者余洋，范某、岳局长，其余老师", "hant", "余先生和記者余洋，范某、岳局長，其餘老師"),
        ("示范主任，导游小姐，规范总则，业余教授", "hant", "示範主任，導遊小姐，規範總則，業餘教授"),
        ("子丑寅卯，辛丑年，丑小鸭，干支", "hant", "子丑寅卯，辛丑年，醜小鴨，干支"),
        ("群众的台灯", "hk", "羣眾的枱燈"),
    ],
)
def test_to_traditional(before: str, target: str, after: str) -> None:
    assert convert(before, target) == after


@pytest.mark.parametrize(
    "text",
    [
        "曹雪芹著，人民文学出版社出版。",
        "取得显著成就",
        "干部群众齐心协力",
        "沈阳市民",
        "群山、秘密、峰会、什么",
        "R&B, 2:1",
    ],
)
def test_simplified_text_stays(text: str) -> None:
    assert convert(text, "hans") == text


def test_unknown_script() -> None:
    with pytest.raises(ValueError, match="hans, hant, tw, hk"):
        convert("会议", "jp")


@given(
    st.text(alphabet="乾隆後於著着昇甦面麵干幹只隻发發髮里裡裏，。a1\n", max_size=60),
    st.sampled_from(["hans", "hant", "tw", "hk"]),
)
@settings(max_examples=200)
def test_lines_and_other_characters_are_kept(text: str, target: str) -> None:
    after = convert(text, target)
    assert after.count("\n") == text.count("\n")
    assert [c for c in after if c in "，。a1"] == [c for c in text if c in "，。a1"]

"""Clean: cases as files, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_cli.clean import JOINS, REPAIRS, Cleaned, CleanOptions, chosen, clean_article, clean_text
from bulletin_cli.clean.doubts import doubts
from bulletin_cli.clean.mojibake import GBK_SIGNS
from bulletin_cli.model import Article
from bulletin_cli.split import split_text
from conftest import SAMPLES

CASES = sorted((Path(__file__).parent / "cases" / "clean").iterdir())

ALPHABET = "区委常会议要求的和在石景山第一二三0129年月日，。；：！？“”‘’（）《》、…—,:;?!()\"'.- \u3000\n\n\f#aBz%/&;\u200b\xad⽯Ａ１鍥ä"
TEXTS = st.text(alphabet=ALPHABET, max_size=120) | st.text(max_size=80)
ACCOUNT = CleanOptions(keep_edits=True)


# What pages are made of at their edges: folios, running heads, blank lines, form feeds, and short lines of text.
PIECES = (
    *("-4-", "— 12 —", "3版", "云州日报", "2023年3月9日 星期四 云州日报 要闻 2版", "责任编辑:王某某", "7"),
    *("", "", "", "\f", "\f3版", " ", "　　", "## 要闻", "一、加强领导", "| 一 | 二 |"),
    *(
        "区委常委会召开会议，要求各街道落实责",
        "任，确保安全。",
        "会议指出,要",
        "“科技",
        "抗疫”行动",
        "第",
        "众",
        "一成",
        "过",
        "报",
        "，载“",
        "其",
    ),
    *("全每報均有四五人之", "and", "中 and 心", "通知(试", "行)。", "……", "，", "\u200b", "⽯", "&amp;"),
)
PAGES = st.lists(st.sampled_from(PIECES), max_size=30).map("\n".join)


def patched(text: str, done: Cleaned) -> str:
    """`text` with the edits of `done` made, from the last to the first."""
    for edit in reversed(done.edits):
        assert text[edit.offset : edit.offset + len(edit.before)] == edit.before
        text = text[: edit.offset] + edit.after + text[edit.offset + len(edit.before) :]
    return text


def han(text: str) -> str:
    return "".join(char for char in text if "\u4e00" <= char <= "\u9fff")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cases(case: Path) -> None:
    """in.txt becomes out.txt; without an out.txt it stays."""
    text = (case / "in.txt").read_text(encoding="utf-8")
    wanted = (case / "out.txt").read_text(encoding="utf-8") if (case / "out.txt").exists() else text
    done = clean_text(text, ACCOUNT)
    assert done.text == wanted
    assert patched(text, done) == wanted
    assert clean_text(wanted).text == wanted


KEPT = [
    pytest.param(text, id=name)
    for name, _, text in (
        part.partition("\n")
        for part in (CASES[0].parent.parent / "kept.txt").read_text(encoding="utf-8").split("%% ")[1:]
    )
]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_right_stays(text: str) -> None:
    """kept.txt: a line that says what must stay, and the text, as it is and without its last line end."""
    assert clean_text(text) == Cleaned(text, ())
    assert clean_text(text[:-1]).text == text[:-1]


MENDED = [
    ("教育 und 卫生 и 文化部门参加会议。", "教育和卫生和文化部门参加会议。"),
    ("农贸市场、石景山区 of 防汛工作", "农贸市场、石景山区的防汛工作"),
    ("建设 of 美丽乡村", "建设 of 美丽乡村"),
    ('他说:"老师讲:\'读书要"慢"\',我记住了。"', "他说：“老师讲：‘读书要“慢”’，我记住了。”"),
    ("&amp;ldquo;应检尽检&amp;rdquo;", "“应检尽检”"),
    ("投资１，２３４．５亿元", "投资1,234.5亿元"),
    ("2 0 2 0 年 6 月 2 4 日，石 景 山 区 召 开 会 议。", "2020年6月24日，石景山区召开会议。"),
    ("石　景　山　区　委　召　开　会　议，研究工作。", "石景山区委召开会议，研究工作。"),
    ("会议指出，要抓好落实，要抓好落实，要抓好落实，要抓好落实。", "会议指出，要抓好落实。"),
    ("会议指出，要抓好落实。\n" * 7, "会议指出，要抓好落实。\n"),
    (
        "第ニ次会议于十ニ月召开，进ー步提高人ロ素质，努カ培养人オ，除タ当晚ハ月。",
        "第二次会议于十二月召开，进一步提高人口素质，努力培养人才，除夕当晚八月。",
    ),
    ("东京ー大阪，大学ハ門ノ前ニ在リ", "东京ー大阪，大学ハ門ノ前ニ在リ"),
    ("他说要为群众办实事要为群众办实事要为群众办实事，持续推进。", "他说要为群众办实事，持续推进。"),
    ("会议指出要抓好落实要抓好落实要抓好落实要抓好落实。", "会议指出要抓好落实。"),
    ("球迷高喊中国女排加油中国女排加油中国女排加油，“我爱你中国我爱你中国我爱你中国我爱你中国”，一步一步一步一步走。",)
    * 2,
    ("全面推进乡村振兴" * 9, "全面推进乡村振兴"),
    ("哈" * 80, "哈" * 80),
    ("也许。。。还来得及──真好", "也许……还来得及——真好"),
    ("会议召开".encode().decode("latin-1").encode().decode("latin-1"), "会议召开"),
    ("会议召开，任务落实".encode("gbk").decode("latin-1"), "会议召开，任务落实"),
    ("他说：" + "石景山区委常委会".encode().decode("gbk"), "他说：石景山区委常委会"),
    ("区长" + "张三".encode().decode("gbk") + "涓\ufffd出席。", "区长张三涓\ufffd出席。"),
    ("## " + "老码头改建成市民公园".encode().decode("gb18030") + "\n", "## 老码头改建成市民公园\n"),
    (
        "市民可以到图\u3000书馆借阅，也可以在网上预\u3000约，十分方便。",
        "市民可以到图书馆借阅，也可以在网上预约，十分方便。",
    ),
    ("春  天  到  了，  花  儿  都  开  了。", "春天到了，花儿都开了。"),
    ("新\xa0桥\xa0昨\xa0日\xa0建\xa0成\xa0通\xa0车。", "新桥昨日建成通车。"),
    ("沿\u2009着河边散步的人们", "沿着河边散步的人们"),
    ("会议".encode().decode("cp1252") + "å\ufffd¬" + "开局工作".encode().decode("latin-1"), "会议å\ufffd¬开局工作"),
]


@pytest.mark.parametrize(("before", "after"), MENDED)
def test_what_can_be_mended_is(before: str, after: str) -> None:
    done = clean_text(before, ACCOUNT)
    assert done.text == after
    assert patched(before, done) == after
    assert clean_text(after).text == after


def test_doubts_name_what_a_reader_should_look_at() -> None:
    text = "会议と教育部门参加，他 with 同事到场，维生素С，说過的话。建设这个项目 to 上海，ç»济发展。\n建设 of 美丽乡村"
    assert [(d.repair, d.before) for d in doubts(text)] == [
        ("switched-words", "と"),
        ("switched-words", "with"),
        ("look-alikes", "С"),
        ("script", "過"),
        ("switched-words", "to"),
        ("mojibake", "ç»"),
        ("switched-words", "of"),
    ]
    text = "但是 but 大家都同意。From 外地来的专家说，at 目前，他来自 from 海边。会议強調要修図书馆，乾隆年间的瞭望塔。"
    assert [(d.repair, d.before) for d in doubts(clean_text(text).text)] == [
        ("switched-words", "but"),
        ("switched-words", "From"),
        ("switched-words", "at"),
        ("switched-words", "from"),
        ("script", "強"),
        ("script", "調"),
        ("script", "図"),
    ]
    assert not doubts(
        "安装如下：\n\n    for 行 in 文件:\n        print(行, '無')\n\n信中写道：\n\n今年の春に,両市の会議が開かれました。\n"
    )


def test_the_rest_of_a_paragraph_is_doubted_where_two_could_be_meant() -> None:
    first = "会议强调，各街道要认真落实《云州市物业管理条"
    page = f"{first}\n\n区委召开会议。\n\n例》，做好垃圾分类工作。"
    assert clean_text(page).text == f"{first}例》，做好垃圾分类工作。\n\n区委召开会议。"
    more = f"{page}\n\n市民认为，这项工作要长期坚持，还需要学习《云州市环境保护条\n\n散会。"
    assert clean_text(more).text == more


@pytest.mark.parametrize("name", REPAIRS)
def test_every_repair_has_an_example_that_holds(name: str) -> None:
    repair = REPAIRS[name]
    options = repair.needs._replace(select=(name,))
    assert clean_text(repair.before, options).text == repair.after
    assert clean_text(repair.after, options).text == repair.after
    assert repair.help
    assert not repair.help.endswith(".")
    assert repair.signs is None or any(sign in repair.before for sign in repair.signs)


@given(TEXTS)
@settings(max_examples=300)
def test_clean_twice_is_clean_once(text: str) -> None:
    once = clean_text(text).text
    assert clean_text(once).text == once


@given(TEXTS)
@settings(max_examples=300)
def test_edits_applied_to_the_input_give_the_output(text: str) -> None:
    done = clean_text(text, ACCOUNT)
    assert patched(text, done) == done.text == clean_text(text).text
    lines = text.split("\n")
    for edit in done.edits:
        assert sum(len(line) + 1 for line in lines[: edit.line - 1]) + edit.column - 1 == edit.offset


@given(PAGES, st.sampled_from(JOINS), st.booleans())
@settings(max_examples=400)
def test_edits_of_pages_are_in_order_and_apart(text: str, join: str, body: bool) -> None:
    options = ACCOUNT._replace(join=join, body=body)
    done = clean_text(text, options)
    ends = [edit.offset + len(edit.before) for edit in done.edits]
    assert all(edit.offset >= end for edit, end in zip(done.edits[1:], ends, strict=False))
    assert patched(text, done) == done.text
    assert clean_text(done.text, options) == Cleaned(done.text, ())


def test_lines_of_furniture_at_the_end_are_taken_out_apart() -> None:
    done = clean_text("-4-\n3版", ACCOUNT)
    assert [(edit.offset, edit.before) for edit in done.edits] == [(0, "-4-\n"), (4, "3版")]
    assert done.text == ""


@pytest.mark.parametrize("rest", [1, 40])
def test_a_chain_of_joins_is_made_at_once(rest: int) -> None:
    """What one join brings to light is joined in the same round, so that rounds stay few however long the chain."""
    once = clean_text("，载“\n其\n全每報均有四五人之" + "\n第\n俄\n在\n众\n一成\n过\n报" * rest).text
    assert "\n" not in once
    assert clean_text(once).text == once


@given(TEXTS)
@settings(max_examples=200)
def test_no_han_character_and_no_page_is_lost(text: str) -> None:
    """But by the repairs whose work it is, and by those for characters that were never meant."""
    after = clean_text(text, CleanOptions(ignore=("furniture", "repetition", "mojibake", "radicals"))).text
    left = iter(after)
    assert all(char in left for char in han(text))
    assert after.count("\f") == text.count("\f")


@given(
    st.lists(
        st.sampled_from(
            [
                "会议指出，要坚持问题导向。",
                "他说：“好！”",
                "2019年，全区新建5G基站320个。",
                "《通知》要求（试行）。",
                "iPhone 15",
            ]
        ),
        unique=True,
    )
)
def test_clean_prose_comes_back_as_the_same_string(sentences: list[str]) -> None:
    text = "\n\n".join("".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))
    assert clean_text(text).text == text


def test_select_and_ignore() -> None:
    text = "会议指出,要开展“敲门行动” and 消杀(全区)."
    assert clean_text(text, CleanOptions(select=("marks",))).text == "会议指出，要开展“敲门行动” and 消杀(全区)."
    assert clean_text(text, CleanOptions(ignore=("marks", "brackets"))).text == "会议指出,要开展“敲门行动”和消杀(全区)."
    assert chosen(CleanOptions(select=())) == []


@pytest.mark.parametrize(
    "options",
    [
        CleanOptions(select=("mark",)),
        CleanOptions(ignore=("comma",)),
        CleanOptions(join="bold"),
        CleanOptions(script="jp"),
    ],
)
def test_unknown_names_are_errors_that_name_the_valid_ones(options: CleanOptions) -> None:
    with pytest.raises(ValueError, match=r"marks|balanced|hans"):
        clean_text("会议", options)


@pytest.mark.parametrize("join", JOINS)
def test_how_much_is_dared(join: str) -> None:
    sure = "会议指出，要加强对问题的分析和整改，压实各方责\n\n任，确保落实。"
    assert ("责\n\n任" in clean_text(sure, CleanOptions(join=join)).text) == (join == "off")


def test_an_article_is_cleaned_field_by_field() -> None:
    article = Article(
        headline="八宝山街道 全力做好检测工作",
        kicker="抗疫一线,干部下沉",
        body="会议要求,各街道落实责\n\n任,确保安全。",
        byline="本报讯(通讯员石伟)",
    )
    done = clean_article(article, ACCOUNT)
    assert done.headline == article.headline
    assert done.kicker == "抗疫一线，干部下沉"
    assert done.body == "会议要求，各街道落实责任，确保安全。"
    assert done.byline == article.byline
    assert done.edits is not None
    assert {edit.field for edit in done.edits} == {"kicker", "body"}
    assert clean_article(article).edits is None
    assert clean_article(done) == done


def test_text_and_record_give_the_same() -> None:
    body = "会议要求,各街道落实责\n\n任,确保安全 and 稳定。\n\n会议还研究了其他事项。"
    assert clean_article(Article(body=body)).body == clean_text(body).text


@pytest.mark.parametrize("name", ["yunzhou-page.md.txt", "haiping-hant.txt", "snippet.txt"])
def test_the_joins_of_records_are_those_of_the_page(name: str) -> None:
    """Every paragraph of a split and cleaned page is one of the page cleaned; a jump's parts count as one there."""
    page = (SAMPLES / name).read_text(encoding="utf-8")
    whole = paragraphs(clean_text(page).text)
    parted = [part for article in split_text(page) for part in paragraphs(clean_article(article).body)]
    assert [part for part in parted if not any(part in paragraph for paragraph in whole)] == []
    pieces = [paragraph for paragraph in whole if any(part != paragraph and part in paragraph for part in parted)]
    assert all(piece.startswith("（上接") or "（下转" in piece for piece in pieces)


def paragraphs(text: str) -> list[str]:
    """The lines of `text` without heading marks, blanks and jump lines."""
    return [line.lstrip("# ").strip() for line in text.split("\n") if len(line.strip()) > 9]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        # A bare lede and one paragraph behind it; the page's shape does not show.
        (
            "区科协举办线上活动。\n\n市科协信息领域中\n\n心针对人工智能等项目展开介绍。",
            "区科协举办线上活动。\n\n市科协信息领域中心针对人工智能等项目展开介绍。",
        ),
        # Two parts of like length, but the first one sets the sentence going: no subhead.
        (
            "队员们在东社区集结。\n\n汛情发生以来，柳堤镇街道\n\n21个社区多次摸排，核实情况。",
            "队员们在东社区集结。\n\n汛情发生以来，柳堤镇街道21个社区多次摸排，核实情况。",
        ),
        # A brief in a narrow measure.
        (
            "本报讯 总长18.6公里的北渚河绿道、云山绿\n道日前建成开放，沿线设置驿站11处，并与地铁站\n点实现步行衔接。",
            "本报讯 总长18.6公里的北渚河绿道、云山绿道日前建成开放，沿线设置驿站11处，并与地铁站点实现步行衔接。",
        ),
        ("会议要求，各街道要落实责\n任。", "会议要求，各街道要落实责任。"),
        # Verse, a list of facts and subheads stay.
        ("江水流过旧码头的石阶上\n灯火照着新桥边上的人家\n我在楼上数着船和月亮", None),
        ("桃花开在旧城边，\n柳絮飞过小桥前。\n\n谁家燕子归来早，\n先到檐下报春天。", None),
        ("主持人：李明 王芳\n地点：云州市图书馆\n时间：3月5日上午", None),
        ("三个社区分头行动。\n\n上门排查，消除隐患\n\n网格员走访了六百户居民。", None),
    ],
)
def test_bodies_of_one_or_two_paragraphs(body: str, wanted: str | None) -> None:
    assert clean_article(Article(body=body)).body == (wanted or body)


def test_edits_of_several_repairs_at_one_place_are_one() -> None:
    text = "各级党委(⼈⺠政府),要落实责\n\n任"
    done = clean_text(text, ACCOUNT)
    assert patched(text, done) == done.text
    assert [edit.repair for edit in done.edits][:1] == ["brackets"]


def test_what_is_left_is_reported() -> None:
    text = clean_text("会议\ufffd召开。\n\n锟斤拷，\ue123").text
    found = doubts(text)
    assert [(d.line, d.column, d.before) for d in found] == [(1, 3, "\ufffd"), (3, 1, "锟斤拷"), (3, 5, "\ue123")]
    assert all(d.after == d.before == text[d.offset :][: len(d.before)] and d.confidence < 0.5 for d in found)
    assert doubts("会议召开。\n\n会议结束。") == ()


def test_every_repair_is_documented() -> None:
    page = (Path(__file__).parent.parent / "docs" / "repairs.md").read_text(encoding="utf-8")
    assert [line[3:] for line in page.split("\n") if line.startswith("## ")] == list(REPAIRS)


def test_hostile_lines_come_through() -> None:
    """A line of a million characters of any kind ends, and keeps its length unless it is a loop."""
    for piece in (
        "区",
        "区 ",
        "(",
        "“",
        '"',
        "'",
        "，",
        ".",
        "-",
        "&",
        "and ",
        "第1版 ",
        "ä",
        "鍥",
        "１．",
        "…",
        "区\n",
        "1\n",
        "(区",
        "区,",
    ):
        text = piece * (200_000 // len(piece))
        assert clean_text(text).text is not None


def test_the_first_line_of_a_paragraph_in_a_record_is_no_heading() -> None:
    body = (
        "青溪县农机站25日\n称，今年全县新添插秧机\n四十二台，机插面积比去\n年多了近三成，站里的技\n术员分成六个小组，带着\n"
        "配件下到各村各户，帮着\n农户修机器。\n\n### 一周雨水偏少插秧正当时\n\n"
        "青溪县气象台25日\n称，未来一周雨水偏少，\n气温回升较快，适宜机械\n插秧的日子有五天，山区\n早晚仍凉，秧田要注意保\n温。预计六月上旬有雨。\n"
        "各村要看准天气，趁着晴\n天把秧插完。"
    )
    repaired = (
        "青溪县农机站25日称，今年全县新添插秧机四十二台，机插面积比去年多了近三成，站里的技术员分成六个小组，"
        "带着配件下到各村各户，帮着农户修机器。\n\n### 一周雨水偏少插秧正当时\n\n"
        "青溪县气象台25日称，未来一周雨水偏少，气温回升较快，适宜机械插秧的日子有五天，山区早晚仍凉，秧田要注意保温。"
        "预计六月上旬有雨。各村要看准天气，趁着晴天把秧插完。"
    )
    assert clean_article(Article(body=body)).body == repaired


def test_the_signs_of_mojibake_are_what_the_codec_makes_of_chinese_in_utf_8() -> None:
    first, later = range(0xE4, 0xEA), range(0x81, 0xA1)
    pairs = [(a, b) for a in first for b in (0x80, *later)] + [(a, b) for a in later for b in first]
    made = bytes(byte for pair in pairs for byte in pair).decode("gbk", "ignore")
    assert frozenset(made + "锛銆鈥") == GBK_SIGNS

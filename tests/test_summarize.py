"""Summaries: what a journalist would underline, case by case, and what holds for every text and budget."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin_cli.model import Article, Jump
from bulletin_cli.summarize import SummaryOptions, explain, gist_of, summarize_article
from bulletin_cli.summarize.sentences import balanced, split_sentences, unbroken

CASES = sorted(path for path in (Path(__file__).parent / "cases" / "summarize").iterdir() if path.is_dir())

# Pieces of press text and of its damage, to be mixed at random.
PIECES = (
    *(
        "区政府召开常务会议",
        "，审议《停车管理办法(试行)》",
        "。",
        "会议指出，",
        "要加强值守",
        "！",
        "“今天开工。”",
        "他说：“",
        "”",
    ),
    *(
        "\n",
        "\n\n",
        "\n\n### 边施工 边开放\n\n",
        "- 一层报告厅",
        "| 甲 | 乙 |",
        "(上接1版)",
        "本报讯(通讯员林晓)",
        "3.5%",
        "...",
        "……",
    ),
    *(
        "此外，",
        "（记者 苏禾）",
        "图为现场。",
        "GDP growth ",
        "會議強調：「",
        "」",
        "谢谢大家",
        "　",
        " ",
        "\t",
        "a\tb\tc",
        '"',
        "1.",
        "；",
        "?",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
BUDGETS = st.one_of(st.none(), st.integers(1, 120))


def summarized(body: str, **options: Any) -> Article:
    jump = Jump("1", "(上接1版)") if body.startswith("(上接") else None
    return summarize_article(Article(body=body, continued_from=jump), SummaryOptions(**options))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path) -> None:
    body = (case / "in.txt").read_text("utf-8").rstrip("\n")
    options = {"sentences": None, **json.loads((case / "options.json").read_text("utf-8"))}
    expected = json.loads((case / "out.json").read_text("utf-8"))
    done = summarized(body, **options)
    assert done.summary == expected["summary"]
    if "keywords" in expected:
        assert done.keywords == tuple(expected["keywords"])


@settings(max_examples=300)
@given(TEXTS, BUDGETS, BUDGETS, st.one_of(st.none(), st.floats(0.01, 1)))
@example("“" * 30 + "。", None, 5, None)
@example("### 小标题", 1, None, None)
@example("a\n\nb\n\nc", 2, None, None)
@example("\x0c\x1c", None, 3, None)
def test_what_holds_for_every_summary(body: str, most: int | None, chars: int | None, ratio: float | None) -> None:
    done = summarized(body, sentences=most, chars=chars, ratio=ratio)
    assert done.summary is not None and done.summary_spans is not None
    assert bool(done.summary.strip()) == bool(body.strip())
    assert chars is None or len(done.summary) <= chars
    assert most is None or len(done.summary_spans) <= most
    assert ratio is None or len(done.summary) <= max(1, ratio * len(squeezed(body)))
    ends = [0, *(end for _, end in done.summary_spans)]
    assert all(before <= start < end for before, (start, end) in zip(ends, done.summary_spans, strict=False))
    spans = [body[start:end] for start, end in done.summary_spans]
    assert squeezed("".join(spans)) == squeezed(done.summary)
    assert summarized(body, sentences=most, chars=chars, ratio=ratio) == done


@settings(max_examples=200)
@given(TEXTS)
def test_sentences_lose_nothing_but_ledes(body: str) -> None:
    found = split_sentences(body)
    assert all(sentence.text == unbroken(body, sentence.start, sentence.end) for sentence in found)
    kept = squeezed("".join(sentence.text for sentence in found))
    lost = squeezed(re.sub(r"本报讯\(通讯员林晓\)|\(上接1版\)|（记者 苏禾）|1\.", "", body))
    assert squeezed(body) == kept or len(kept) >= len(lost)


@settings(max_examples=100)
@given(TEXTS, st.integers(1, 8))
def test_what_holds_for_every_keyword(body: str, count: int) -> None:
    words = summarized(body, keywords=count).keywords
    assert words is not None
    assert len(set(words)) == len(words) <= count
    assert all(word in body and word.strip() == word and len(word) > 1 for word in words)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "“" * 300_000,
            "“”" * 150_000,
            "。" * 300_000,
            "甲\n" * 100_000,
            "一，二\n" * 60_000,
            '("' * 100_000,
            "）" * 300_000,
        ),
        *(
            "- 条\n" * 60_000,
            "a\t" * 100_000,
            " " * 300_000 + "完",
            "-" * 300_000,
            "- " * 150_000,
            "在" * 300_000,
            "据" * 20 + "，" * 300_000,
        ),
        *(
            "会议强调，" * 60_000,
            "今天3日，" * 60_000,
            "(上接" * 100_000,
            "本报" * 100_000,
            "图为" * 100_000,
            "（记者" * 100_000,
        ),
    ],
    ids=lambda text: text[:4],
)
def test_hostile_input_goes_through(text: str) -> None:
    for options in ({"sentences": 1}, {"sentences": None, "chars": 100}, {"sentences": None, "ratio": 0.5}):
        assert summarized(text, **options).summary


def test_brief_takes_the_core_also_of_more() -> None:
    body = "当地时间8日上午，代表团抵达。随后，代表团参观了展览。"
    assert summarized(body, sentences=1, brief=False).summary == "当地时间8日上午，代表团抵达。"
    assert summarized(body, sentences=None, brief=True).summary == summarized(body, sentences=1).summary


@pytest.mark.parametrize(
    "lead",
    [
        *(
            "据新华社北京10月8日电 （记者 林晓）",
            "【环球网报道 记者 林晓】",
            "（中央社記者林懷安台北8日電）",
            "【本報台北訊】",
        ),
        *(
            "（记者林怀安／海屏报导）",
            "本报云州10月8日讯 记者林晓报道：",
            "新华社北京10月8日电 题：",
            "央视网消息：",
            "□ 本报记者 林晓\n\n",
        ),
        *(
            "10月8日上午10时许，",
            "云州电台消息，",
            "据悉，",
            "据市水务局介绍，",
            "昨天，记者从市水务局召开的新闻发布会上获悉，",
        ),
    ],
)
def test_a_gist_begins_with_what_is_told(lead: str) -> None:
    told = "全长十二公里的沿河步道全线贯通，市民可从南门步行至北湖。"
    found = gist_of(Article(body=f"{lead}{told}步道沿线设驿站九座。"))
    assert found is not None and found[0] == told


def test_continued_articles_have_no_lead() -> None:
    body = (Path(__file__).parent / "cases" / "summarize" / "continued-article" / "in.txt").read_text("utf-8")
    assert summarized(body, sentences=1).summary != split_sentences(body)[0].text


def test_nothing_else_of_the_record_changes() -> None:
    given = Article(body="雨停了。人散了。", headline="雨", keywords=("雨",), extra={"x": 1})
    done = summarize_article(given)
    assert (done.body, done.headline, done.keywords, done.extra) == (given.body, "雨", ("雨",), {"x": 1})


def test_explain_names_every_part() -> None:
    body = "沿河步道昨天贯通。步道全长十二公里。此外，三座旧桥加固。"
    parts = [part for _, part in explain(Article(body=body))]
    assert all({"shared", "position"} <= part.keys() for part in parts)
    assert "dangling" in parts[2] and "dangling" not in parts[0]


def test_stop_words_and_user_words() -> None:
    body = "雨水花园能存水。雨水花园能净水，雨水花园养护不贵。"
    assert "雨水花园" in (summarized(body, keywords=3).keywords or ())
    assert not any("花园" in word for word in summarized(body, keywords=3, stopwords=("花园",)).keywords or ())
    assert "能存水" in (summarized(body, keywords=5, userdict=("能存水 99",)).keywords or ())


@pytest.mark.parametrize("options", [{"sentences": 0}, {"chars": 0}, {"ratio": 0.0}, {"ratio": 1.5}, {"chars": -1}])
def test_a_budget_of_nothing_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be"):
        summarized("雨停了。", **options)


def test_a_word_that_stands_once_is_a_keyword_where_it_stands_early() -> None:
    told = "青石桥通车。" + "大家都来看了看，看完就走了，走的时候又说了说。" * 9
    assert "青石桥" in (summarized(told + "风筝也飞了。", keywords=3).keywords or ())
    assert "风筝" not in (summarized("修表铺和修表匠。" * 9 + told + "风筝也飞了。", keywords=3).keywords or ())
    assert "风筝" in (summarized(told + "风筝也飞了。", keywords=9).keywords or ())  # for lack of others


def test_more_room_takes_in_what_is_worth_less() -> None:
    told = "城东大桥今天通车，全长三公里。首批车辆清晨驶过大桥桥面。"
    body = told + "老周卖了二十年豆花和凉粉。学生们放学以后在看书做功课。河边新装的路灯昨夜已经亮了。"
    little, more = (summarized(body, sentences=None, chars=chars).summary or "" for chars in (len(body) + 9, 400))
    assert little.startswith("城东大桥今天通车")
    assert "路灯" not in little
    assert "路灯" in more


def test_words_torn_from_figures_are_no_keywords() -> None:
    body = "国防部24日称，演练结束。国防部25日称，演练顺利。将于本周六举行开放日，将于本周六起售票。"
    assert not {"日称", "于本周"} & set(summarized(body, keywords=12).keywords or ())


def test_keywords_come_from_the_beginning_and_the_users_from_anywhere() -> None:
    told = "青石桥通车。" + "大家都来看了看，看完就走了，走的时候又说了说。" * 20
    body = told + "修表铺和修表匠。" * 9
    assert "修表匠" not in (summarized(body, keywords=9).keywords or ())
    assert "修表匠" in (summarized(body, keywords=3, userdict=("修表匠",)).keywords or ())


@pytest.mark.parametrize(
    ("body", "phrase", "parts"),
    [
        ("雨水花园能存水。雨水花园能净水。", "雨水花园", ("雨水", "花园")),
        ("花园不大，花园不贵。雨水花园能存水。雨水花园能净水。", "雨水花园", ("雨水",)),
        ("雨水里的花园。雨水浇的花园。", None, ()),
    ],
)
def test_a_phrase_stands_for_its_parts_where_they_never_stand_alone(
    body: str, phrase: str | None, parts: tuple[str, ...]
) -> None:
    words = summarized(body, keywords=9).keywords or ()
    assert ("雨水花园" in words) is (phrase is not None)
    assert {"雨水", "花园"} - set(words) == set(parts)


def test_without_keywords_no_dictionary_is_opened() -> None:
    code = """import sys
from bulletin_cli.model import Article
from bulletin_cli.summarize import summarize_article
summarize_article(Article(body='区政府召开会议。会议强调，要加强值守。' * 9))
assert not {'jieba', 'mmap', 'bulletin_cli.chinese.words'} & set(sys.modules), sys.modules.keys()"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_summaries_balance_their_marks() -> None:
    body = "他说：“先修路。再修桥。”村民鼓掌。（见图）县里拨款（含配套资金）三百万元。“年底通车”是目标。"
    for most in (1, 2, 3):
        assert balanced(summarized(body, sentences=most).summary or "")


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        (None, "全市已储备编织袋八万条"),
        ("城东积水点由十一处减到三处", "城东片区的积水点由十一处减到三处"),
        ("汛期雨量接近常年 局地可能偏多", "今年汛期雨量接近常年"),
    ],
)
def test_the_headline_says_which_sentence_follows_the_lead(headline: str | None, told: str) -> None:
    body = (
        "市水务局近日公布今年的防汛准备情况。全市已储备编织袋八万条、水泵三百台。\n\n"
        "各区在汛期前完成排水管网清淤，新建雨水调蓄池六座，城东片区的积水点由十一处减到三处。\n\n"
        "气象部门介绍，今年汛期雨量接近常年，局地可能偏多。市民可拨打热线反映积水情况。"
    )
    summary = summarize_article(Article(body=body, headline=headline), SummaryOptions(sentences=2)).summary
    assert summary is not None and summary.startswith("市水务局近日公布") and told in summary


@pytest.mark.parametrize(
    ("headline", "told"),
    [
        (None, "清早的柳堤街上，豆浆摊前排起了长队。"),
        ("柳堤街年内建成十五个便民早餐点", "柳堤街年内将建成十五个便民早餐点，首批六个已经营业。"),
        ("豆浆摊前的长队", "清早的柳堤街上，豆浆摊前排起了长队。"),
    ],
)
def test_a_feature_that_opens_with_a_scene_is_summed_up_by_its_news(headline: str | None, told: str) -> None:
    body = (
        "清早的柳堤街上，豆浆摊前排起了长队。退休教师高守田端着碗，和邻居聊起了家常。\n\n"
        "记者从街道获悉，柳堤街年内将建成十五个便民早餐点，首批六个已经营业。每个早餐点都配了桌椅和雨棚。\n\n"
        "便民早餐点由社区选址，街道补贴租金，首批早餐点的价格比市价低一成。年内建成的早餐点还将接入养老卡。"
    )
    options = SummaryOptions(sentences=1)
    assert summarize_article(Article(body=body, headline=headline), options).summary == told

"""Splitting pages into articles: cases, nothing lost, hostile input."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin_cli.model import Article, IssueFacts, Passage
from bulletin_cli.split import explain, split_passage, split_text

CASES = sorted((Path(__file__).parent / "cases" / "split").iterdir())
OTHER = ("furniture", "masthead")
# Marks of headings are none of the text.
HEADING = re.compile(r"(?m)^(?:#|<h[1-6]>).*$")
HEADING_TAGS = re.compile(r"</?(?:h[1-6]|br)\s*/?>")
ITALIC_LINE = re.compile(r"(?m)^(\s*)\*(?!\s)([^*\n]+)(?<!\s)\*(?=\s*$)")
BOLD_LINE = re.compile(r"(?m)^[#\s]*(?:\*\*[^*\n]+\*\*[ \t]*)+$")


def seen(article: Article, field: str) -> Any:
    """A field of an article in the form the case files use."""
    value = getattr(article, field) if field not in ("lines", "spans") else None
    if field in ("lines", "spans"):
        assert article.source is not None
        spans = article.source.lines if field == "lines" else article.source.spans
        return json.loads(json.dumps(spans))
    if field in ("continued_from", "continued_on"):
        return list(value) if value else None
    if field == "contributors":
        return [list(person) for person in article.contributors]
    return list(value) if isinstance(value, tuple) else value


def as_param(case: Path) -> Any:
    """A case; one with a `known.txt` is a known failure, and that file says which."""
    known = case / "known.txt"
    marks = [pytest.mark.xfail(strict=True, reason=known.read_text(encoding="utf-8").strip())] if known.exists() else []
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [as_param(case) for case in CASES])
def test_case(case: Path) -> None:
    wanted = json.loads((case / "out.json").read_text(encoding="utf-8"))
    text = (case / "in.txt").read_text(encoding="utf-8")
    records = split_passage(Passage(text), IssueFacts(**wanted.get("facts", {})))
    articles = [a for a in records if a.kind not in OTHER]
    got = [
        {field: seen(article, field) for field in want}
        for article, want in zip(articles, wanted["records"], strict=False)
    ]
    assert got == wanted["records"]
    assert [a.headline for a in articles] == [want["headline"] for want in wanted["records"]]
    if "furniture" in wanted:
        assert [a.body for a in records if a.kind in OTHER] == wanted["furniture"]
    assert_nothing_lost(text)


def squash(value: str | None) -> str:
    return "".join((value or "").split())


# And so are the marks of items: ornaments, numbers, the brackets around a title and the label before it.
ITEM_MARK = re.compile(r"[●■▲◆★◎○□◇☆►▶•·]+\s*|\d{1,2}[、．.]\s*|【(?:标题|標題|题目)】|标题[：:]|標題：")


def item_mark(headline: str, lines: list[str]) -> str:
    """The mark of an item that stands around or before a headline on its lines."""
    whole = "".join(map(squash, lines))
    if f"【{headline}】" in whole or f"〖{headline}〗" in whole:
        return "【】" if f"【{headline}】" in whole else "〖〗"
    if headline and any(squash(line).startswith(f"**{headline}**") and not BOLD_LINE.match(line) for line in lines):
        return "****"
    at = whole.find(headline[:3]) if headline else 0
    return next((m[0] for m in ITEM_MARK.finditer(whole[: max(at, 0)]) if m.end() == at), "")


def printed(article: Article, lines: list[str]) -> str:
    """Every character of the page that a record accounts for, without space; `lines` are those it stands on."""
    body = "".join(squash(line.removeprefix("### ")) for line in article.body.split("\n"))
    fields = [squash(article.kicker), squash(article.headline), squash(article.deck), body]
    mark = item_mark(squash(article.headline), lines)
    fields += [] if Counter("".join(fields) + mark) - Counter("".join(lines)) else [mark]
    fields += [squash(jump.raw) for jump in (article.continued_from, article.continued_on) if jump]
    whole, byline = "".join(fields), squash(article.byline)
    # A byline printed within the text is in the body already; one on its own line is not.
    return whole if Counter(whole + byline) - Counter("".join(lines)) else whole + byline


def assert_nothing_lost(text: str) -> None:
    """Every non-space character stands in exactly one record, and the record's lines lead back to it."""
    numbered, total = Counter[int](), Counter[str]()
    lines = text.replace("\f", "").split("\n")
    for article in split_passage(Passage(text)):
        assert article.source is not None
        spans = article.source.spans or (article.source.lines,)
        mine = [lines[k - 1] for first, last in spans for k in range(first, last + 1)]
        chars = Counter(printed(article, mine))
        assert not chars - Counter("".join(mine))
        assert (article.source.lines[0], article.source.lines[1]) == (spans[0][0], max(last for _, last in spans))
        total += chars
        for first, last in spans:
            numbered.update(range(first, last + 1))
    bare = HEADING.sub(lambda line: HEADING_TAGS.sub("", line[0]), text)
    bare = BOLD_LINE.sub(lambda line: line[0].replace("**", ""), bare)
    bare = ITALIC_LINE.sub(r"\1\2", bare)
    assert total == Counter(squash(bare.replace("#", "")))
    assert {k + 1 for k, line in enumerate(lines) if line.strip("# \t\u3000")} <= set(numbered)


LINES = st.sampled_from(
    [
        "", "", "\f", "## 大桥通车", "### 三年建成", "今日关注", "——全长两公里", "本报记者 张三", "（上接1版）桥面铺装完成。",
        "本报讯（记者 李四）6月2日，大桥通车。", "新华社云州6月2日电 渡口停航。", "渡口有一百年历史，", "往来两岸靠它。（下转2版）",
        "第2版 要闻 青溪报 2024年3月8日 星期五", "青溪报", "- 3 -", "（通讯员 王五）", "大桥通车", "渡口停航", "图为大桥夜景。李明 摄",
        "责编:温良 校对:简宁", "一、总体要求", "各街道办事处：", "云政发〔2024〕3号", "2024年3月8日", "| 甲 | 乙 |", "本报讯", "“你来了", "”",
        "据介绍，大桥由本地企业承建，用时三年，共投入工人两千名。", "，桥头有亭", "摄）", "（下转", "３版）", "快讯", "①供水恢复", "天气：多云",
        "●渡口限高", "【新桥两侧增设路灯】", "【渡口停航改走新桥】渡口昨起停航。", "1、大桥通车", "2、渡口停航", "【标题】新桥通车",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=40).map("\n".join))
@example("\f\f")
@example("第1版\n第2版")
def test_nothing_is_lost_of_pages(text: str) -> None:
    assert_nothing_lost(text)


@given(st.text(st.sampled_from("大桥通车本报讯记者接下转上版1２（）()。，“”\n\n\n\f 　-—|*"), max_size=200))
@settings(max_examples=200)
def test_nothing_is_lost_of_noise(text: str) -> None:
    assert_nothing_lost(text)


@given(st.text(max_size=120))
def test_any_text_goes_through(text: str) -> None:
    for article in split_passage(Passage(text)):
        assert article.id


def test_same_input_same_ids() -> None:
    text = (CASES[0] / "in.txt").read_text(encoding="utf-8")
    assert [a.id for a in split_text(text)] == [a.id for a in split_text(text)]
    assert len({a.id for a in split_text(text)}) == len(split_text(text))


def test_first_line_of_a_passage_moves_the_source() -> None:
    (article,) = split_passage(Passage("\n## 题\n\n本报讯 文。", "a.txt", 101))
    assert article.source is not None
    assert (article.source.path, article.source.lines) == ("a.txt", (102, 104))


def test_what_the_page_prints_wins_for_page_and_section_and_options_for_the_rest() -> None:
    text = "第2版 综合 青溪报 2024年3月8日 星期五\n## 大桥通车\n\n本报讯 大桥通车。"
    facts = IssueFacts(date="2024-03-09", publication="别的报", page="7", section="要闻")
    article = next(a for a in split_passage(Passage(text), facts) if a.kind == "article")
    assert (article.page, article.section, article.publication, article.date_published) == (
        "2",
        "综合",
        "别的报",
        "2024-03-09",
    )


def test_explain_names_the_signals_of_each_boundary() -> None:
    (first, second) = explain(Passage("## 大桥通车\n\n本报讯 通了。\n\n### 三年建成\n\n用了三年。"))
    assert (first["line"], first["decision"], second["line"], second["decision"]) == (1, "article", 5, "subhead")
    assert "a lede follows" in [signal["reason"] for signal in first["signals"]]


@pytest.mark.parametrize(
    "text",
    [
        "（" * 200_000,
        "一" * 1_000_000,
        "记者 " * 100_000,
        "本报讯（" + "记者张三" * 50_000,
        "## \n" * 20_000,
        "（上接" * 60_000,
        "1" * 500_000,
        "大\n" * 60_000,
        "本报讯（记者" + "王" * 50 + "的的的的的）正文。",
    ],
    ids=["brackets", "one line", "roles", "lede", "marks", "jumps", "digits", "short lines", "glued names"],
)  # fmt: skip
def test_hostile_input_goes_through(text: str) -> None:
    assert split_passage(Passage(text))


TOLD = "新桥全长三千二百米，双向六车道，建成后两岸通行时间由四十分钟缩短到五分钟，沿线二十万居民出行更加方便。" * 5


def confidence(text: str) -> float:
    found = next(a for a in split_text(text) if a.headline and "新桥" in a.headline)
    assert found.confidence is not None
    return found.confidence


def test_confidence_falls_with_every_doubt() -> None:
    sure = confidence(
        f"## 江上新桥通车\n\n本报讯（记者 林木）{TOLD}\n\n## 渡口停航\n\n本报讯（记者 方圆）渡口同日停航。"
    )
    assert sure >= 0.95
    doubts = {
        "no lede": f"## 江上新桥通车\n\n{TOLD}\n\n## 渡口停航\n\n本报讯（记者 方圆）渡口同日停航。",
        "no mark, no lede": f"江上新桥通车\n\n昨日，{TOLD}\n\n渡口停航\n\n渡口同日停航。",
        "a part is missing": f"## 江上新桥通车\n\n本报讯（记者 林木）{TOLD}（下转第3版）\n\n## 渡口停航\n\n本报讯（记者 方圆）渡口停航。",
        "little text": "## 江上新桥通车\n\n本报讯（记者 林木）新桥通车。\n\n## 渡口停航\n\n本报讯（记者 方圆）渡口同日停航。",
        "what ends it is unsure": f"## 江上新桥通车\n\n本报讯（记者 林木）{TOLD}\n\n### 渡口停航\n\n渡口同日停航。",
    }
    for doubt, text in doubts.items():
        assert confidence(text) < sure, doubt

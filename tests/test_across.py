"""Stories continued in another file of the issue: joined when the evidence agrees, kept and marked when it does not."""

from __future__ import annotations

from pathlib import Path

from bulletin_cli.model import Article, Jump
from bulletin_cli.split.across import HELD, Joiner
from conftest import Bulletin

FIRST = """2026年3月18日 星期三 云州日报 第1版 要闻

## 全市今年计划改造老旧小区一百八十六个

本报讯(记者沈望舒)3月17日,全市老旧小区改造工作会召开,计划改造老旧小区一百八十六个,资金由三方

(下转3版)

## 云州港开通冷链快航

本报讯(记者苏禾)3月17日,云州港开通冷链快航。
"""
THIRD = """2026年3月18日 星期三 云州日报 第3版 专题

## 改造老旧小区一百八十六个

(上接1版)分担,首批小区六月底前完工。

## 工业旅游为啥火了

本报讯(记者温如玉)3月16日,老厂房迎来游客。
"""


def headlines(bulletin: Bulletin, *arguments: str) -> list[str]:
    return [r["headline"] for r in bulletin("split", *arguments).records]


def test_the_parts_in_two_files_become_one(bulletin: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "a1.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "a3.txt").write_text(THIRD, encoding="utf-8")
    records = bulletin("split", "a1.txt", "a3.txt").records
    assert [r["headline"] for r in records] == [
        "全市今年计划改造老旧小区一百八十六个",
        "云州港开通冷链快航",
        "工业旅游为啥火了",
    ]
    whole = records[0]
    assert "资金由三方分担,首批小区" in whole["body"]
    assert whole["pages"] == ["1", "3"]
    assert whole["continued_on"] == {"page": "3", "raw": "(下转3版)", "resolved": True}
    assert whole["source"]["path"] == "a1.txt"
    assert [o["path"] for o in whole["source"]["others"]] == ["a3.txt"]
    everything = bulletin("split", "--all", "a1.txt", "a3.txt").records
    assert any(r["kind"] == "furniture" and r["body"] == "改造老旧小区一百八十六个" for r in everything)
    assert "资金由三方分担，首批小区" in bulletin("summarize", "a1.txt", "a3.txt").records[0]["body"]


def test_what_the_front_page_prints_of_the_issue_holds_for_its_other_files(bulletin: Bulletin, tmp_path: Path) -> None:
    front = FIRST.replace("云州日报 第1版", "云州日报 第812期 第1版")
    (tmp_path / "p1.txt").write_text(front, encoding="utf-8")
    for name in ("p2.txt", "letters.txt"):
        (tmp_path / name).write_text(
            "第2版 综合新闻\n\n## 渡口停航\n\n本报讯(记者苏禾)3月17日,渡口停航。\n", encoding="utf-8"
        )
    (tmp_path / "p3.txt").write_text(THIRD.replace("3月18日", "3月25日"), encoding="utf-8")
    issue = [(r["page"], r["section"], r["publication"], r["date_published"], r["content_date"], r["issue"])
             for r in bulletin("split", "p1.txt", "p2.txt", "letters.txt", "p3.txt").records]  # fmt: skip
    assert issue[2] == ("2", "综合新闻", "云州日报", "2026-03-18", "2026-03-17", "第812期")
    assert issue[3] == ("2", "综合新闻", None, None, None, None)
    assert issue[4][2:4] == ("云州日报", "2026-03-25")
    assert issue[4][5] is None


def test_another_days_page_is_not_the_other_part(bulletin: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "a1.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b3.txt").write_text(THIRD.replace("3月18日", "3月19日"), encoding="utf-8")
    records = bulletin("split", "a1.txt", "b3.txt").records
    assert len(records) == 4
    assert [r["continued_on"]["resolved"] for r in records if r["continued_on"]] == [False]
    assert [r["continued_from"]["resolved"] for r in records if r["continued_from"]] == [False]


def test_another_page_is_not_the_other_part(bulletin: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "a1.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "a3.txt").write_text(THIRD.replace("第3版", "第4版"), encoding="utf-8")
    assert len(headlines(bulletin, "a1.txt", "a3.txt")) == 4


def part(name: str, page: str, *, on: str | None = None, back: str | None = None) -> Article:
    return Article(
        headline=name,
        body="正文到这里",
        page=page,
        continued_on=Jump(on, f"（下转{on}版）") if on else None,
        continued_from=Jump(back, f"（上接{back}版）") if back else None,
    )


def joined(*articles: Article) -> list[Article]:
    joiner = Joiner()
    return [a for a in [*joiner.push(articles), *joiner.end()] if a.kind == "article"]


def test_two_candidates_that_fit_alike_are_left_alone() -> None:
    out = joined(part("防汛工作", "1", on="2"), part("防汛工作", "2", back="1"), part("防汛工作", "2", back="1"))
    assert len(out) == 3
    assert not any(j.resolved for a in out for j in (a.continued_on, a.continued_from) if j)


def test_three_parts_become_one() -> None:
    (out,) = joined(
        part("防汛工作", "1", on="2"), part("防汛工作", "2", back="1", on="3"), part("防汛工作", "3", back="2")
    )
    assert out.body == "正文到这里正文到这里正文到这里"
    assert out.continued_on == Jump("3", "（下转3版）", True)
    assert out.continued_from == Jump("1", "（上接1版）", True)


def test_what_never_closes_is_not_held_for_ever() -> None:
    joiner = Joiner()
    out = list(joiner.push(part(f"新闻{n}", "1", on="2") for n in range(HELD + 10)))
    assert len(out) == HELD


def test_the_file_name_says_what_the_page_does_not(bulletin: Bulletin, tmp_path: Path) -> None:
    page = "## 大桥通车\n\n本报讯(记者李雷)6月24日,大桥通车。\n"
    (tmp_path / "2020-06-26").mkdir()
    (tmp_path / "2020-06-26" / "03.txt").write_text(page, encoding="utf-8")
    (record,) = bulletin("split", "2020-06-26").records
    assert (record["page"], record["date_published"], record["content_date"]) == ("3", "2020-06-26", "2020-06-24")
    (record,) = bulletin("split", "2020-06-26", "--date", "2021-06-26", "--page", "A1").records
    assert (record["page"], record["content_date"]) == ("A1", "2021-06-24")
    printed = "2019年6月26日 星期三 青溪报 第5版\n\n" + page
    (tmp_path / "2020-06-26" / "03.txt").write_text(printed, encoding="utf-8")
    (record,) = bulletin("split", "2020-06-26").records
    assert (record["page"], record["content_date"], record["publication"]) == ("5", "2019-06-24", "青溪报")


def page(number: int, *, back: int | None = None, on: int | None = None, word: str = "甲") -> str:
    jump = (
        (f"（上接{back}版）" if back else "")
        + f"汛情{word}通报，各区落实防汛责任，排查隐患{word}"
        + (f"（下转{on}版）" if on else "。")
    )
    return f"2026年3月18日 星期三 云州日报 第{number}版\n\n## 全市部署防汛工作\n\n{jump}\n"


def test_a_story_over_three_pages_of_one_text_is_whole(bulletin: Bulletin) -> None:
    pages = [page(1, on=2, word="甲"), page(2, back=1, on=3, word="乙"), page(3, back=2, word="丙")]
    (story,) = bulletin("split", stdin="\f".join(pages)).records
    assert [story["body"].count(w) for w in "甲乙丙"] == [2, 2, 2]
    assert story["pages"] == ["1", "2", "3"]


def test_parts_that_point_at_each_other_are_not_lost(bulletin: Bulletin) -> None:
    text = "\f".join([page(1, back=2, on=2, word="甲"), page(2, back=1, on=1, word="乙")])
    body = "".join(r["body"] for r in bulletin("split", stdin=text).records)
    assert [body.count(w) for w in "甲乙"] == [2, 2]

"""Digests: one record for an issue, the same event once, what matters first."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import validate

from bulletin_cli.model import Article, json_schema
from bulletin_cli.records import decode, encode
from bulletin_cli.summarize.digest import DigestOptions, digests
from bulletin_cli.summarize.importance import page_number
from conftest import Bulletin, article_of

METRO = "9月3日，地铁云山线开通运营。线路全长二十一公里，设车站十二座，连接临江区和望湖区。首日客流超过八万人次。"
METRO_AGAIN = "地铁云山线3日开通运营，全长二十一公里，设车站十二座，连接临江区和望湖区。票价二元起。"
HARBOUR = "9月3日，地铁海门线开通运营。线路全长二十一公里，设车站十二座，连接海门区和北渚区。首日客流超过六万人次。"
LIBRARY = "市图书馆新馆周六起向读者开放，藏书一百二十万册。"


def article(body: str, headline: str = "", **facts: Any) -> Article:
    return Article(body=body, headline=headline or None, id=f"{headline}{body[:12]}", **facts)


def one(*articles: Article, **options: Any) -> Article:
    (made,) = digests(articles, DigestOptions(**options))
    return made


def items(digest: Article) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = digest.extra["items"]
    return found


def test_an_event_told_twice_is_told_once_with_both_sources() -> None:
    made = one(
        article(METRO, "地铁云山线开通", agency="云州日报", page="2"),
        article(LIBRARY, "新图书馆周六开放", agency="云州日报", page="1"),
        article(METRO_AGAIN, "云山线今起载客", agency="云州晚报", page="A5"),
    )
    assert [item["sources"] for item in items(made)] == [["云州日报"], ["云州日报", "云州晚报"]]
    assert "云州日报，云州晚报" in made.body


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((METRO, "地铁云山线开通"), (HARBOUR, "地铁海门线开通")),
        ((METRO, "地铁云山线开通"), (METRO.replace("9月3日", "9月9日"), "地铁云山线开通")),
        (("区政府召开第三次常务会议，研究防汛工作。" * 2, ""), ("区政府召开第四次常务会议，研究防汛工作。" * 2, "")),
        ((METRO, "地铁云山线开通"), (METRO.replace("开通运营", "开通运营引发热议"), "地铁云山线开通引发热议")),
    ],
)
def test_two_events_stay_two(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert len(items(one(article(*first), article(*second)))) == 2


def test_the_front_page_comes_first_and_what_came_first_on_it() -> None:
    made = one(*(article(f"{name}村修好了水渠。", page=page) for name, page in zip("甲乙丙丁", "4131", strict=True)))
    assert [item["gist"][0] for item in items(made)] == ["乙", "丁", "丙", "甲"]
    assert made.pages == ("4", "1", "3")


def test_without_an_order_the_longer_article_comes_first() -> None:
    short, long = article("甲村修好了水渠。" + "村民都说好。" * 20), article("区体育馆今日开馆。" + "市民都说好。" * 60)
    assert items(one(short, long, ordered=False))[0]["id"] == long.id
    assert items(one(short, long))[0]["id"] == short.id


def test_sections_and_shared_keywords_are_topics() -> None:
    made = one(
        article("区体育馆今日开馆。", section="体育"),
        article("防汛指挥部检查水库大坝。水库运行平稳。"),
        article("新图书馆开放。"),
        article("水库下游村庄开展防汛演练，水库放水。"),
    )
    topics = {item["gist"][:2]: item["topic"] for item in items(made)}
    assert topics["区体"] == "体育" and topics["防汛"] == topics["水库"] != topics["新图"]
    assert "### 体育\n\n区体育馆今日开馆。" in made.body


@pytest.mark.parametrize(("by", "count"), [("issue", 3), ("date", 2), ("publication", 2), ("page", 4)])
def test_what_makes_up_one(by: str, count: int) -> None:
    days = [
        ("甲报", "2026-03-01", "1"),
        ("甲报", "2026-03-01", "2"),
        ("乙报", "2026-03-01", "1"),
        ("乙报", "2026-03-02", "1"),
    ]
    told = [article(LIBRARY, publication=p, date_published=d, page=n) for p, d, n in days]
    assert len(list(digests(told, DigestOptions(by=by)))) == count


def test_a_digest_comes_out_as_soon_as_the_next_issue_begins() -> None:
    def endless() -> Any:
        day = 0
        while True:
            day += 1
            yield article(LIBRARY, issue=str(day))

    assert [made.issue for made in islice(digests(endless()), 3)] == ["1", "2", "3"]


def test_gist_and_keywords_that_are_there_are_kept() -> None:
    made = one(Article(body=METRO, gist="云山线开通。", keywords=("地铁", "云山线")))
    assert items(made)[0]["gist"] == "云山线开通。" and made.keywords == ("地铁", "云山线")


def test_running_heads_mastheads_and_other_digests_are_passed_over() -> None:
    made = one(article(LIBRARY), article("云州日报", kind="masthead"), article("2版 要闻", kind="furniture"))
    assert len(items(made)) == 1 and list(digests([made])) == []


def test_a_torn_beginning_gives_way_to_the_headline() -> None:
    body = "3月15日，望湖区春季用工招聘会在市民广场\n举行，一百三十二家企业提供岗位四千六百多个。"
    assert not items(one(article(body, "望湖区举办招聘会")))[0]["gist"].startswith("举行")


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            article_of,
            body=st.lists(
                st.sampled_from([METRO, HARBOUR, LIBRARY, "\n\n", "### 题\n", "甲", " ", "😀", "\ud800"])
            ).map("".join),
            headline=st.sampled_from([None, "", "地铁云山线开通", "第三批", "\n"]),
            page=st.sampled_from([None, "1", "A12", "头版", "", "②"]),
            section=st.sampled_from([None, "要闻"]),
            kind=st.sampled_from(["article", "notice"]),
            language=st.sampled_from([None, "zh-Hant"]),
        ),
        max_size=8,
    )
)
def test_every_article_is_in_it_once_and_the_record_is_one(articles: list[Article]) -> None:
    articles = [decode({**encode(a), "id": str(n)}) for n, a in enumerate(articles)]
    told = [a.id for a in articles if a.body.strip() or a.headline]
    made = list(digests(articles))
    assert len(made) == bool(told)
    for digest in made:
        record = json.loads(json.dumps(encode(digest)))
        validate(record, json_schema())
        assert decode(record).extra["items"] == items(digest)
        assert sorted(i for item in items(digest) for i in item["ids"]) == sorted(i for i in told if i)
        assert all(len(item["gist"]) <= 80 for item in items(digest))


def test_thousands_of_like_articles_are_linear() -> None:
    alike = [Article(body=METRO, id=str(n), gist="开通", keywords=("地铁",)) for n in range(4000)]
    assert len(items(one(*alike))) < 4000
    assert page_number("9" * 4000) == 9999


def test_on_the_command_line(bulletin: Bulletin) -> None:
    lines = "".join(
        json.dumps(encode(a)) + "\n" for a in (article(METRO, "地铁开通", page="1"), article(LIBRARY, page="2"))
    )
    made = bulletin("summarize", "--digest", stdin=lines)
    assert made.code == 0
    (record,) = map(json.loads, made.out.splitlines())
    assert record["kind"] == "contents" and len(record["items"]) == 2
    for name in ("md", "html", "csv", "atom", "ninjs", "txt"):
        exported = bulletin("export", "--to", name, stdin=made.out)
        assert exported.code == 0 and "图书馆" in exported.out, name
    again = bulletin("clean", stdin=made.out)
    assert json.loads(again.out)["items"] == record["items"]
    assert bulletin("summarize", "--digest", "--explain", stdin=lines).code == 2

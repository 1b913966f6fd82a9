"""The archive of a run: every article once, the same whatever the order in which issues came, changed and went."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as configured
from hypothesis import strategies as st

from bulletin_cli.export.archive import found
from bulletin_cli.model import Article, Source, stable_id
from bulletin_cli.run.account import WELL
from bulletin_cli.run.holdings import Change, Holdings, entry_of
from bulletin_cli.run.likeness import alike, bands, signature_of
from nightly import database, go, holds, page, put

LONG = (
    "市政府昨天召开常务会议,研究部署老旧小区改造工作。会议指出,改造要尊重居民意愿,先易后难,成熟一个推进一个。"
    "会议强调,各区要落实主体责任,管好用好专项资金,确保工程质量。会议还听取了供水、供气和电梯加装情况的汇报。"
)
WEATHER = (
    "今天白天多云间晴,偏北风二三级,最高气温{}度,夜间晴间多云,偏北风一二级,最低气温{}度。空气湿度适中,"
    "适宜户外活动。气象台提醒市民早晚注意添衣,出行注意交通安全,山区注意防范森林火险,不要携带火种进山。"
)


def article(body: str, date: str | None = None, paper: str = "云州日报", page: str = "1", line: int = 1) -> Article:
    return Article(
        body=body, id=stable_id(str(line), body, date or "", paper, page), headline=body[:8], publication=paper,
        date_published=date, page=page, pages=(page,), source=Source(f"{paper}/{date}.txt", (line, line + 3)),
    )  # fmt: skip


def keep(holdings: Holdings, issue: str, articles: Iterable[Article]) -> set[str]:
    return holdings.replace([change(issue, articles)])


def change(issue: str, articles: Iterable[Article]) -> Change:
    return Change(issue, f"work of {issue}", [entry_of(one, likeness=True) for one in articles])


def rows(path: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as base:
        return base.execute(
            "SELECT headline, date_published, record FROM articles ORDER BY date_published, id"
        ).fetchall()


class TestLikeness:
    def test_damage_that_extraction_leaves_does_not_matter(self) -> None:
        damaged = LONG.replace(",", ", ").replace("。", ".\n\n").replace("听取", "听\n\n取")
        one, other = signature_of(LONG), signature_of(damaged)
        assert one is not None and other is not None and alike(one, other, 0.85)
        assert set(bands(one)) & set(bands(other))

    def test_a_word_or_two_do_not_matter(self) -> None:
        one, other = signature_of(LONG * 3), signature_of(LONG * 3 + "会议由市长主持。")
        assert one is not None and other is not None and alike(one, other, 0.85)

    def test_the_same_with_other_figures_is_another(self) -> None:
        one, other = signature_of(WEATHER.format(27, 14)), signature_of(WEATHER.format(28, 15))
        assert one is not None and other is not None and not alike(one, other, 0.5)
        assert not set(bands(one)) & set(bands(other))
        one, other = (signature_of(WEATHER.format(*t)) for t in (("二十七", "十四"), ("二十八", "十五")))
        assert one is not None and other is not None and not alike(one, other, 0.5)

    def test_another_text_is_another(self) -> None:
        one, other = signature_of(LONG), signature_of(WEATHER.format("廿", "十四") * 2)
        assert one is not None and other is not None and not alike(one, other, 0.5)

    def test_signatures_are_the_same_in_every_process(self) -> None:
        """They are kept for years: a library that makes others must say so by its version."""
        known = signature_of(LONG)
        assert known is not None and len(known) == 8 + 4 * 128
        assert known[:12].hex() == "e4a6a0577479b2b441859027"


class TestTheSameArticle:
    def test_stands_once_with_all_its_places(self, tmp_path: Path) -> None:
        holdings = Holdings(tmp_path / "a.sqlite", 0.85)
        keep(holdings, "b", [article(LONG + "(完)", "2026-06-02", "海平时报", "3")])
        shared = keep(
            holdings, "a", [article(LONG, "2026-06-01"), article(WEATHER.format(27, 14), "2026-06-01", line=9)]
        )
        holdings.commit()
        assert shared == {"b"}
        found = rows(tmp_path / "a.sqlite")
        assert {(headline, date) for headline, date, _ in found} == {(t[:8], "2026-06-01") for t in (LONG, WEATHER)}
        copies = next(json.loads(record)["also_in"] for headline, _, record in found if headline == LONG[:8])
        assert [(c["publication"], c["date_published"], c["page"], c["source"]["path"]) for c in copies] == [
            ("海平时报", "2026-06-02", "3", "海平时报/2026-06-02.txt")
        ]

    def test_is_the_earliest_print_even_if_that_comes_last_or_goes(self, tmp_path: Path) -> None:
        holdings = Holdings(tmp_path / "a.sqlite", 0.85)
        for day in (3, 2, 1):
            keep(holdings, f"{day}", [article(LONG, f"2026-06-0{day}")])
        holdings.commit()
        assert [date for _, date, _ in rows(tmp_path / "a.sqlite")] == ["2026-06-01"]
        assert holdings.replace([Change("1")]) == {"2", "3"}
        holdings.commit()
        ((_, date, record),) = rows(tmp_path / "a.sqlite")
        assert date == "2026-06-02" and len(json.loads(record)["also_in"]) == 1
        holdings.replace([Change("3")])
        holdings.commit()
        ((_, date, record),) = rows(tmp_path / "a.sqlite")
        assert date == "2026-06-02" and "also_in" not in json.loads(record)
        holdings.replace([Change("2")])
        holdings.commit()
        assert database(tmp_path / "a.sqlite") == {name: [] for name in database(tmp_path / "a.sqlite")}

    def test_stands_once_without_likeness_if_it_is_the_same_record(self, tmp_path: Path) -> None:
        holdings = Holdings(tmp_path / "a.sqlite")
        keep(holdings, "copy", [article(LONG, "2026-06-01"), article("短讯。", "2026-06-01", line=5)])
        keep(holdings, "a", [article(LONG, "2026-06-01"), article(LONG + "(完)", "2026-06-01", line=7)])
        holdings.commit()
        assert len(rows(tmp_path / "a.sqlite")) == 3

    def test_that_comes_with_places_of_its_own_keeps_them(self, tmp_path: Path) -> None:
        one = article(LONG, "2026-06-01")
        mine = Article(
            **{f: getattr(one, f) for f in ("body", "id", "date_published")}, extra={"also_in": [{"box": 7}]}
        )
        holdings = Holdings(tmp_path / "a.sqlite", 0.85)
        keep(holdings, "a", [mine])
        keep(holdings, "b", [article(LONG, "2026-06-03")])
        holdings.commit()
        also = json.loads(rows(tmp_path / "a.sqlite")[0][2])["also_in"]
        assert also[0] == {"box": 7} and also[1]["date_published"] == "2026-06-03"


# A few texts, some of them alike in chains, that issues are made of.
TEXTS = [
    LONG, LONG + "(完)", LONG + "会议由市长主持,有关部门负责人参加。", LONG + "会议由市长主持,有关部门负责人参加。会前还实地察看了现场。",
    WEATHER.format(27, 14), WEATHER.format(28, 15), "短讯一则。", "今天停水。",
]  # fmt: skip
ISSUES = st.dictionaries(
    st.sampled_from("abcde"),
    st.lists(st.tuples(st.sampled_from(range(len(TEXTS))), st.integers(1, 3)), max_size=4),
    max_size=5,
)


@given(before=ISSUES, after=ISSUES, seed=st.integers(0, 2**16), threshold=st.sampled_from([None, 0.7, 0.85]))
@configured(max_examples=60)
def test_the_archive_depends_on_what_it_holds_and_on_nothing_else(
    before: dict[str, list[tuple[int, int]]],
    after: dict[str, list[tuple[int, int]]],
    seed: int,
    threshold: float | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("holdings")
    chance = random.Random(seed)

    def made(issue: str, content: list[tuple[int, int]]) -> list[Article]:
        return [article(TEXTS[t], f"2026-06-0{day}", issue, line=n + 1) for n, (t, day) in enumerate(content)]

    grown, built = Holdings(folder / "grown.sqlite", threshold), Holdings(folder / "built.sqlite", threshold)
    for state in (before, after):
        issues = chance.sample("abcde", 5)
        changes = [change(issue, made(issue, state[issue])) if issue in state else Change(issue) for issue in issues]
        while changes:
            together = chance.randint(1, len(changes))
            grown.replace(changes[:together])
            del changes[:together]
    for issue in sorted(after):
        keep(built, issue, made(issue, after[issue]))
    for holdings in (grown, built):
        holdings.commit()
        holdings.close()
    assert database(folder / "grown.sqlite") == database(folder / "built.sqlite")


def test_an_archive_whose_writer_was_killed_can_be_searched(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    holdings = Holdings(path)
    keep(holdings, "a", [article(LONG, "2026-06-01")])
    holdings.commit()
    holdings.close()
    script = f"""
import os, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from test_run_holdings import Holdings, WEATHER, article, keep
holdings = Holdings(Path({str(path)!r}))
holdings._archive.execute("PRAGMA cache_size = 2")  # so that half of it reaches the file
for n in range(50):
    keep(holdings, str(n), [article(WEATHER.format(n, 7) * 5, "2026-06-02", line=m + 1) for m in range(9)])
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
    assert (tmp_path / "a.sqlite-journal").stat().st_size > 0
    assert [one.date_published for one in found(str(path), "专项资金")] == ["2026-06-01"]
    assert list(found(str(path), "最高气温")) == []


class TestWithinARun:
    def test_duplicates_over_papers_and_days_stand_once(self, tmp_path: Path) -> None:
        dumps, archive = tmp_path / "d", tmp_path / "archive"
        put(
            dumps / "云州日报2026-06-01第1版.txt", f"## 改造工作部署\n\n{LONG}\n\n## 天气\n\n{WEATHER.format(27, 14)}\n"
        )
        put(dumps / "海平时报2026-06-01第2版.txt", f"## 老旧小区改造\n\n{LONG}\n")
        put(
            dumps / "海平时报2026-06-02第2版.txt", f"## 老旧小区改造\n\n{LONG}\n\n## 天气\n\n{WEATHER.format(28, 15)}\n"
        )
        account = go(dumps, archive, threshold=0.85, days=("html",), feeds=("jsonfeed",))
        assert (account.code, account.articles) == (WELL, 5)
        found = holds(archive)
        assert len(found["archive.sqlite"]["articles"]) == 3
        day = found["days/2026-06-01.html"].decode()
        assert day.count("<article") == 2
        assert found["days/2026-06-02.html"].decode().count("<article") == 2
        assert len(json.loads(found["articles.feed.json"])["items"]) == 3

    def test_another_threshold_sorts_the_archive_anew(self, tmp_path: Path) -> None:
        dumps = tmp_path / "d"
        for number, text in enumerate(TEXTS[:4]):
            put(dumps / f"2026-06-0{number + 1}.txt", f"## 会议\n\n{text}\n")
        for threshold in (None, 0.6, 0.95, None):
            more: dict[str, Any] = {} if threshold is None else {"threshold": threshold}
            go(dumps, tmp_path / "archive", **more)
            go(dumps, tmp_path / f"fresh{threshold}", **more)
            assert holds(tmp_path / "archive") == holds(tmp_path / f"fresh{threshold}")

    def test_a_page_that_was_put_in_twice_stands_once(self, tmp_path: Path) -> None:
        for folder in ("a", "b"):
            put(tmp_path / "d" / folder / "2026-06-01.txt", page(1))
        go(tmp_path / "d", tmp_path / "archive")
        assert len(holds(tmp_path / "archive")["archive.sqlite"]["articles"]) == 1

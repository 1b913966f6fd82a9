"""Line breaks: one verdict a gap, whatever the text; and texts of lines that must not be slow."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_cli.chinese.breaks import Verdict, judge_breaks
from bulletin_cli.chinese.measures import first_unit, line_widths

LINES = st.lists(st.text(alphabet="区委召开会议的和，。：“”（）《》、一2.aB #|　 \f", max_size=30), max_size=40)

PARAGRAPH = "各街道要把防汛责任落到每一个岗位，对低洼院落逐户排查，备足沙袋和水泵，做到险情早发现、早报告、早处置，确保安全度汛。"


def wrap(text: str, size: int, indent: int = 2) -> list[str]:
    """`text` in lines of `size` characters, the first one shorter by the indent."""
    return [text[: size - indent], *(text[i : i + size] for i in range(size - indent, len(text), size))]


@given(LINES)
@settings(max_examples=300)
def test_one_verdict_for_each_gap(lines: list[str]) -> None:
    rows = [line for line in lines if line.strip()]
    assert len(judge_breaks(lines)) == max(0, len(rows) - 1)


@pytest.mark.parametrize("size", [11, 14, 20, 38])
def test_a_wrapped_paragraph_is_one(size: int) -> None:
    lines = wrap(PARAGRAPH, size)
    page = [*lines, *lines, *lines, *lines]
    verdicts = [gap.verdict for gap in judge_breaks(page)]
    ends = {len(lines) * k - 1 for k in range(1, 4)}
    assert [i for i, verdict in enumerate(verdicts) if verdict is not Verdict.JOIN] == sorted(ends)


def test_what_follows_an_unfinished_lede_belongs_to_it() -> None:
    gap = judge_breaks(["## 标题", "", "新华社北京6月24日电", "", "国务院常务会议昨日召开。"])[1]
    assert gap.verdict is Verdict.JOIN
    assert gap.glue == "　"


def test_reasons_say_why() -> None:
    gap = judge_breaks(["会议强调，要拿出最高标准、最严要", "", "求，夺取胜利。"])[0]
    assert "a word spans the break" in gap.reasons


def test_widths_count_han_as_two_and_folded_marks_as_full_ones() -> None:
    assert line_widths(["会议,指出", "2024年"]) == [10, 6]
    assert line_widths(["会议，指出", "a,b"]) == [10, 3]
    assert first_unit("《通知》要求") == 4


def test_many_lines_of_any_kind_are_judged() -> None:
    for line in ("区", "区委常委会召开会议听取汇报", "“" * 40, "1.", "，" * 30, "本报讯", "a" * 200):
        assert len(judge_breaks([line] * 20_000)) == 19_999

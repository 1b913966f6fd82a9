"""Dates as papers print them."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from bulletin_cli.chinese.dates import date_in_name, find_date, find_day, number

DIGITS = "〇一二三四五六七八九"


def chinese(value: int) -> str:
    """A number under 100 as it is read out."""
    tens, ones = divmod(value, 10)
    return ("" if tens == 1 else DIGITS[tens]) * (tens > 0) + "十" * (tens > 0) + DIGITS[ones] * (ones > 0)


@given(st.integers(1, 99))
def test_chinese_numbers_come_back(value: int) -> None:
    assert number(chinese(value)) == value


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)))
def test_every_printed_form_of_a_day_is_read(day: datetime.date) -> None:
    year = "".join(DIGITS[int(c)] for c in str(day.year))
    forms = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month:02d}.{day.day:02d} 星期五",
        f"今日 {day.year}-{day.month}-{day.day}",
        f"{year}年{chinese(day.month)}月{chinese(day.day)}日",
    ]
    if day.year > 1911:
        forms.append(
            f"中華民國{chinese(day.year - 1911) if day.year < 2010 else day.year - 1911}年{day.month}月{day.day}日"
        )
    assert {found.iso for form in forms if (found := find_date(form))} == {day.isoformat()}
    found = date_in_name(f"paper-{day:%Y%m%d}-01.txt")
    assert found is not None
    assert found.iso == day.isoformat()


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 12, 31)), st.integers(0, 150))
def test_a_day_before_the_issue_gets_its_year(issue: datetime.date, days: int) -> None:
    event = issue - datetime.timedelta(days)
    assert find_day(f"{event.month}月{event.day}日，", issue.isoformat()) == event.isoformat()


def test_what_is_no_date() -> None:
    assert find_date("2020年13月1日") is None
    assert find_date("版本1.2020.3") is None
    assert find_day("第3日", "2020-06-26") is None
    assert find_day("6月24日", "2020") is None


@given(st.text(max_size=60))
def test_any_text_goes_through(text: str) -> None:
    find_date(text)
    find_day(text, "2020-06-26")
    number(text)
    date_in_name(text)

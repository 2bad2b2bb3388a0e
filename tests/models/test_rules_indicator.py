"""Indicators: when a report is due, what is on schedule, which colour it is."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.rules import Indicator, Selection
from models.rules.condition import Everything

ALL = Selection("all", "全部", "workers", Everything())


def rule(measure: str = "due", yellow: str = "5", red: str = "1", **more: Any) -> Indicator:
    given = {"what": "台账", "group": ALL, "period": "month", **more}
    return Indicator(
        id="r",
        cite="一",
        words="原文",
        measure=measure,
        yellow=Decimal(yellow),
        red=Decimal(red),
        **given,
    )


@pytest.mark.parametrize(
    ("when", "day", "due"),
    [
        ({"due_day": 25}, date(2021, 3, 25), date(2021, 3, 25)),
        ({"due_day": 25}, date(2021, 3, 26), date(2021, 4, 25)),
        ({"due_day": 31}, date(2021, 2, 1), date(2021, 2, 28)),  # there is no 31st
        ({}, date(2024, 2, 1), date(2024, 2, 29)),
        ({}, date(2021, 12, 31), date(2021, 12, 31)),
        ({"due_day": 25}, date(2021, 12, 26), date(2022, 1, 25)),
        ({"period": "ten_days"}, date(2021, 3, 10), date(2021, 3, 10)),
        ({"period": "ten_days"}, date(2021, 3, 11), date(2021, 3, 20)),
        ({"period": "ten_days"}, date(2021, 2, 21), date(2021, 2, 28)),
        ({"period": "half_month"}, date(2021, 3, 16), date(2021, 3, 31)),
        ({"period": "quarter"}, date(2021, 4, 1), date(2021, 6, 30)),
        ({"period": "quarter", "due_day": 5}, date(2021, 6, 6), date(2021, 9, 5)),
        ({"period": "half_year"}, date(2021, 7, 1), date(2021, 12, 31)),
        ({"period": "year"}, date(2021, 1, 1), date(2021, 12, 31)),
        (
            {"period": "year", "due_month": 11, "due_day": 10},
            date(2016, 11, 11),
            date(2017, 11, 10),
        ),
    ],
)
def test_a_report_is_due_on_the_next_day_of_its_period(
    when: dict[str, Any], day: date, due: date
) -> None:
    assert rule(**when).due(day) == due


@pytest.mark.parametrize(
    ("when", "day", "due"),
    [
        ({"due_day": 25}, date(2021, 3, 25), date(2021, 2, 25)),  # the day itself has not passed
        ({"due_day": 25}, date(2021, 3, 26), date(2021, 3, 25)),
        ({"due_day": 25}, date(2021, 1, 25), date(2020, 12, 25)),
        ({"due_day": 31}, date(2024, 3, 1), date(2024, 2, 29)),
        ({"period": "ten_days"}, date(2021, 3, 31), date(2021, 3, 20)),
        ({"period": "quarter"}, date(2021, 6, 30), date(2021, 3, 31)),
        ({"period": "year"}, date(2021, 6, 30), date(2020, 12, 31)),
    ],
)
def test_the_last_report_was_due_before_the_day(when: dict[str, Any], day: date, due: date) -> None:
    assert rule(**when).due_before(day) == due


def test_records_that_are_brought_up_to_date_are_listed_when_late() -> None:
    assert rule(covers="records").statement.endswith("为红色；逾期未更新的逐人列出。")


@pytest.mark.parametrize(
    ("days", "colour"), [(6, "green"), (5, "yellow"), (2, "yellow"), (1, "red"), (-3, "red")]
)
def test_days_left_turn_yellow_and_red_at_their_bounds(days: int, colour: str) -> None:
    assert rule().colour(days) == colour


@pytest.mark.parametrize(
    ("share", "colour"), [("1", "green"), ("0.999", "yellow"), ("0.9", "yellow"), ("0.8999", "red")]
)
def test_what_is_behind_schedule_turns_yellow_and_red(share: str, colour: str) -> None:
    indicator = rule("entered", "1", "0.9", goal=Decimal(3300))
    assert indicator.colour(Decimal(share)) == colour


def test_where_less_is_better_more_turns_red() -> None:
    """An unemployment rate of at most 4.3 %."""
    rate = rule("entered_most", "0.043", "0.045", goal=Decimal("0.043"))
    colours = [rate.colour(Decimal(value)) for value in ("0.043", "0.0431", "0.045", "0.0451")]
    assert colours == ["green", "yellow", "yellow", "red"]


def test_progress_compares_with_the_part_of_the_year_that_has_gone() -> None:
    """
    3,650 a year are 10 a day: 310 are due by 31 January 2021, so 155 are half of it,
    and the whole goal by the last day is 1.
    """
    indicator = rule("entered", "1", "0.9", goal=Decimal(3650))
    assert indicator.progress(155, date(2021, 1, 31)) == Decimal("0.5")
    assert indicator.progress(3650, date(2021, 12, 31)) == 1
    assert rule("placed", "1", "0.9", goal=Decimal(366)).progress(1, date(2024, 1, 1)) == 1


def test_a_yearly_rate_says_its_goal_in_percent_and_one_colour_once() -> None:
    found = rule("placed_share", "0.9", "0.9", goal=Decimal("0.9"), period="year", what="就业率")
    assert found.statement == "每年报送就业率（全年目标90%）：就业率低于90%为红色。"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"yellow": "1", "red": "5"}, "red（5）比 yellow（1）先到"),
        ({"measure": "idle", "yellow": "5", "red": "1"}, "red（1）比 yellow（5）先到"),
        ({"measure": "placed", "yellow": "1", "red": "0.9"}, "要有全年目标"),
        ({"due_month": 11}, "只有每年"),
        ({"measure": "idle", "red": "9", "covers": "records"}, "逐人更新"),
    ],
)
def test_bounds_that_cannot_be_meant_are_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rule(**given)

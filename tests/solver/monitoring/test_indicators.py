"""Indicators: what each measure counts, its colour and its next due day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.roster import Roster
from models.rules import HouseholdGuarantee, Indicator
from solver.monitoring.households import household_warnings
from solver.monitoring.indicators import read_indicators
from tests.models.small_roster import categories, roster
from tests.solver.monitoring.rules import ALL, CLAUSE, POOR, ZERO, pack_of

POOR_MASK = categories("out_of_poverty")
COUNTY = roster(
    workers=[
        {"worker_id": "a", "household_id": "h1", "categories": POOR_MASK, "status": "employed"},
        {"worker_id": "b", "household_id": "h1", "categories": POOR_MASK},
        {"worker_id": "c", "household_id": "h2", "categories": POOR_MASK},
        {"worker_id": "d", "household_id": "h3", "categories": POOR_MASK},
        {"worker_id": "e", "household_id": "h4"},
    ],
    households=[
        {"household_id": "h2", "zero_employment": True, "registered_at": date(2024, 6, 10)},
        {"household_id": "h4", "zero_employment": True, "registered_at": date(2024, 6, 5)},
    ],
    placements=[
        {"worker_id": "d", "started_at": date(2024, 1, 1)},
        {"worker_id": "c", "started_at": date(2024, 2, 1), "ended_at": date(2024, 3, 1)},
        {"worker_id": "b", "started_at": date(2023, 12, 31), "ended_at": date(2024, 1, 31)},
        {"worker_id": "e", "started_at": date(2024, 1, 1), "ended_at": date(2024, 1, 31)},
    ],
)
"""On 30 June 2024 the poor a (status) and d (ledger) are in work; c and d were placed this year."""


def rule(measure: str, yellow: str, red: str, **more: Any) -> Indicator:
    given: dict[str, Any] = {"what": "数", "group": POOR, "period": "month", **CLAUSE, **more}
    return Indicator(id="r", measure=measure, yellow=Decimal(yellow), red=Decimal(red), **given)


def only(given: Roster, indicator: Indicator, entered: str | None = None) -> dict[str, Any]:
    guarantee = HouseholdGuarantee(id="g", households=ZERO, least=1, within_months=1, **CLAUSE)
    pack = pack_of(guarantee, indicator)
    numbers = {} if entered is None else {"r": Decimal(entered)}
    (row,) = read_indicators(given, pack, household_warnings(given, pack), numbers).to_dicts()
    return row


@pytest.mark.parametrize(
    ("indicator", "number", "value", "colour"),
    [
        # 30 June is the last day of the month: due today.
        (rule("due", "5", "1"), "0", "0 天", "red"),
        (rule("due", "5", "1", due_day=25), "25", "25 天", "green"),
        # h2's month ends on 10 July; h4, whose month ends on the 5th, has nobody of the poor.
        (rule("household_days", "14", "7"), "10", "10 天", "yellow"),
        (rule("household_days", "14", "7", group=ALL), "5", "5 天", "red"),
        # h1 (a) and h3 (d) have somebody in work, h2 has not.
        (rule("open_households", "0", "1"), "1", "1 户", "yellow"),
        (rule("idle", "1", "1"), "2", "2 人", "red"),
        (rule("placed_share", "0.5", "0.5"), "2", "50%", "green"),
        (rule("placed_share", "0.6", "0.51"), "2", "50%", "red"),
        # 366 days, 182 gone: of 4 in the year 4 * 182 / 366 are due, 2 are 1.0055 of it.
        (rule("placed", "1", "0.9", goal=Decimal(4)), "2", "100.55%", "green"),
        (rule("placed", "1", "0.9", goal=Decimal(5)), "2", "80.44%", "red"),
    ],
)
def test_what_a_measure_counts(indicator: Indicator, number: str, value: str, colour: str) -> None:
    found = only(COUNTY, indicator)
    assert (found["number"], found["value"], found["colour"]) == (number, value, colour)
    assert (found["rule"], found["cite"]) == ("r", "一.1")


def test_the_next_due_day_and_the_days_left_stand_beside_it() -> None:
    found = only(COUNTY, rule("idle", "1", "5", due_day=25, period="quarter"))
    assert (found["due_at"], found["days_to_due"]) == (date(2024, 9, 25), 87)
    assert found["explanation"] == "每季度报送，下次期限 2024-09-25（还剩 87 天）"


@pytest.mark.parametrize(
    ("measure", "goal", "bounds", "entered", "value", "colour"),
    [
        # 3,300 a year: 3300 * 182 / 366 = 1640.98 are due by 30 June.
        ("entered", "3300", ("1", "0.9"), "1641", "100%", "green"),
        ("entered", "3300", ("1", "0.9"), "1640", "99.94%", "yellow"),
        ("entered", "3300", ("1", "0.9"), "1476", "89.95%", "red"),
        ("entered_least", "0.3", ("0.3", "0.3"), "0.3", "30%", "green"),
        ("entered_most", "0.043", ("0.043", "0.043"), "0.044", "4.4%", "red"),
    ],
)
def test_what_the_office_enters(
    measure: str, goal: str, bounds: tuple[str, str], entered: str, value: str, colour: str
) -> None:
    found = only(COUNTY, rule(measure, *bounds, goal=Decimal(goal)), entered)
    assert (found["value"], found["colour"]) == (value, colour)


def test_a_number_that_was_not_entered_has_no_colour() -> None:
    found = only(COUNTY, rule("entered", "1", "0.9", goal=Decimal(10)))
    assert (found["number"], found["value"], found["colour"]) == (None, None, None)
    assert "尚未填报" in found["explanation"]


def test_a_share_of_nobody_is_not_known() -> None:
    empty = roster(workers=[{}])
    found = only(empty, rule("placed_share", "0.9", "0.9"))
    assert (found["people"], found["value"], found["colour"]) == (0, None, None)
    assert "没有未就业的保障户" in only(empty, rule("household_days", "14", "7"))["explanation"]

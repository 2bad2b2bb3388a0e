"""Households under a guarantee: the day before, on and after a deadline; who could be placed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from models.roster import Roster
from models.rules import HouseholdGuarantee, Indicator, Rule
from solver.monitoring.households import household_warnings
from tests.models.small_roster import roster
from tests.solver.monitoring.rules import ALL, CLAUSE, ZERO, pack_of

MONTH = HouseholdGuarantee(id="month", households=ZERO, least=1, within_months=1, **CLAUSE)
COLOURS = Indicator(
    id="colours", what="清单", measure="household_days", group=ALL, period="month",
    yellow=Decimal(14), red=Decimal(7), cite="五(三)1", words="三色",
)  # fmt: skip


def home(
    registered: date | None, *members: dict[str, Any], day: date = date(2024, 6, 30), **more: Any
) -> Roster:
    people = [{"worker_id": f"w{i}", "household_id": "h", **m} for i, m in enumerate(members)]
    house = {"household_id": "h", "zero_employment": True, "registered_at": registered}
    return roster(workers=people, households=[house], as_of=day, **more)


def only(given: Roster, *rules: Rule) -> dict[str, Any]:
    (row,) = household_warnings(given, pack_of(*(rules or (MONTH, COLOURS)))).to_dicts()
    return row


@pytest.mark.parametrize(
    ("day", "left", "status", "colour"),
    [
        (date(2024, 6, 1), 14, "open", "yellow"),
        (date(2024, 5, 31), 15, "open", "green"),
        (date(2024, 6, 7), 8, "open", "yellow"),
        (date(2024, 6, 8), 7, "open", "red"),
        (date(2024, 6, 14), 1, "open", "red"),
        (date(2024, 6, 15), 0, "open", "red"),  # the last day is still in time
        (date(2024, 6, 16), -1, "overdue", "red"),
    ],
)
def test_the_deadline_is_a_month_after_registration(
    day: date, left: int, status: str, colour: str
) -> None:
    """Registered on 15 May: the last day is 15 June; yellow at 14 days, red at 7."""
    found = only(home(date(2024, 5, 15), {}, day=day))
    assert found["deadline"] == date(2024, 6, 15)
    assert (found["days_left"], found["status"], found["colour"]) == (left, status, colour)
    assert (found["rule"], found["cite"]) == ("month", "一.1")


def test_a_month_from_the_end_of_january_ends_with_a_leap_february() -> None:
    found = only(home(date(2024, 1, 31), {}, day=date(2024, 2, 29)))
    assert (found["deadline"], found["days_left"]) == (date(2024, 2, 29), 0)


@pytest.mark.parametrize("status", ["employed", None])
def test_a_household_in_which_somebody_works_is_served(status: str | None) -> None:
    """By the member's status, or by an open line of the ledger: which also says since when."""
    line = {"worker_id": "w0", "started_at": date(2024, 6, 10)}
    given = home(date(2024, 5, 15), {"status": status}, {}, placements=[] if status else [line])
    found = only(given)
    assert (found["status"], found["colour"], found["days_left"]) == ("met", "green", None)
    assert found["achieved_at"] == (None if status else date(2024, 6, 10))
    assert found["placeable"] == ["w1"]
    assert status or "在期限内" in found["explanation"]


def test_who_was_served_too_late_is_said() -> None:
    """15 June is the last day; work began on the 16th."""
    line = {"worker_id": "w0", "started_at": date(2024, 6, 16)}
    assert "超过期限" in only(home(date(2024, 5, 15), {}, placements=[line]))["explanation"]


def test_a_job_that_ended_serves_nobody() -> None:
    """The last day in work was 29 June, the reference day is the 30th."""
    line = {"worker_id": "w0", "started_at": date(2024, 6, 1), "ended_at": date(2024, 6, 29)}
    assert only(home(date(2024, 5, 15), {}, placements=[line]))["status"] == "overdue"
    line["ended_at"] = date(2024, 6, 30)
    assert only(home(date(2024, 5, 15), {}, placements=[line]))["status"] == "met"


def test_who_could_be_placed_stands_in_the_order_of_registration() -> None:
    """w2 does not want work, w3 cannot work; w1 registered before w0."""
    given = home(
        date(2024, 6, 15),
        {"registered_at": date(2024, 2, 1)},
        {"registered_at": date(2024, 1, 1)},
        {"willing": False},
        {"labour": "none"},
    )
    assert only(given)["placeable"] == ["w1", "w0"]


def test_a_household_with_nobody_to_place_and_one_without_a_date_are_told_apart() -> None:
    nobody = only(home(date(2024, 5, 15), {"willing": False}))
    assert (nobody["status"], nobody["owed"], nobody["colour"]) == ("nobody", 0, None)
    undated = only(home(None, {}))
    assert (undated["status"], undated["colour"]) == ("unregistered", None)
    assert "请补登" in undated["explanation"]


def test_two_are_owed_only_where_two_can_work() -> None:
    two = HouseholdGuarantee(id="two", households=ZERO, least=2, within_months=1, **CLAUSE)
    line = {"worker_id": "w0", "started_at": date(2024, 6, 10)}
    alone = only(home(date(2024, 6, 15), {}, placements=[line]), two)
    assert (alone["owed"], alone["status"]) == (1, "met")
    both = only(home(date(2024, 6, 15), {}, {}, placements=[line]), two)
    assert (both["owed"], both["at_work"], both["status"]) == (2, 1, "open")


def test_without_an_indicator_the_colour_says_that_no_document_asks_for_it() -> None:
    assert "文件未规定（工作参数）" in only(home(date(2024, 6, 15), {}), MONTH)["explanation"]


def test_a_household_belongs_to_the_first_guarantee_and_the_most_urgent_stands_first() -> None:
    people = [{"worker_id": f"w{i}", "household_id": f"h{i}"} for i in range(3)]
    days = [date(2024, 6, 20), date(2024, 5, 1), date(2024, 6, 10)]
    homes = [
        {"household_id": f"h{i}", "zero_employment": True, "registered_at": day}
        for i, day in enumerate(days)
    ]
    year = HouseholdGuarantee(id="year", households=ZERO, least=1, within_months=12, **CLAUSE)
    found = household_warnings(roster(workers=people, households=homes), pack_of(MONTH, year))
    assert found["household_id"].to_list() == ["h1", "h2", "h0"]
    assert found["rule"].unique().to_list() == ["month"]
    assert household_warnings(roster(workers=people, households=homes), pack_of()).height == 0
    assert found.schema == household_warnings(roster(), pack_of()).schema
    assert isinstance(found.schema["placeable"], pl.List)

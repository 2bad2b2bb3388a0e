"""Whose record was not brought up to date by the 25th."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.rules import Indicator
from solver.monitoring.records import late_records
from tests.models.small_roster import categories, roster
from tests.solver.monitoring.rules import ALL, CLAUSE, POOR, pack_of


def rule(**more: Any) -> Indicator:
    given: dict[str, Any] = {"group": ALL, "due_day": 25, "period": "month", **more}
    return Indicator(
        id="ledger", what="两类台账", measure="due", covers="records", yellow=Decimal(5),
        red=Decimal(1), **given, **CLAUSE,
    )  # fmt: skip


def late(day: date, *workers: dict[str, Any], **more: Any) -> list[str]:
    people = [{"worker_id": f"w{i}", **w} for i, w in enumerate(workers)]
    given = roster(workers=people, as_of=day, **more)
    return late_records(given, pack_of(rule()))[0]["worker_id"].to_list()


@pytest.mark.parametrize(
    ("day", "updated", "listed"),
    [
        # On the 25th itself June's day has not passed: May's period, 26 April to 25 May, counts.
        (date(2024, 6, 25), date(2024, 4, 25), True),
        (date(2024, 6, 25), date(2024, 4, 26), False),
        (date(2024, 6, 25), date(2024, 5, 25), False),
        # From the 26th it is 26 May to 25 June.
        (date(2024, 6, 26), date(2024, 5, 25), True),
        (date(2024, 6, 26), date(2024, 5, 26), False),
        (date(2024, 6, 26), date(2024, 6, 25), False),
        (date(2024, 6, 30), date(2024, 6, 28), False),  # whether in time as well, nobody can tell
        (date(2024, 6, 26), date(2024, 7, 1), True),  # later than the reference day: no sign
        (date(2024, 6, 26), None, True),
    ],
)
def test_a_record_is_late_when_nothing_was_done_in_the_last_period(
    day: date, updated: date | None, listed: bool
) -> None:
    others = {"updated_at": date(2024, 6, 1), "registered_at": date(2024, 1, 1)}
    found = late(day, {"updated_at": updated, "registered_at": date(2024, 1, 1)}, others)
    assert ("w0" in found) is listed


def test_the_days_late_count_from_the_due_day() -> None:
    """Due on 25 June, the reference day is the 30th: five days."""
    given = roster(workers=[{"updated_at": date(2024, 5, 1)}, {"updated_at": date(2024, 6, 1)}])
    (row,) = late_records(given, pack_of(rule()))[0].to_dicts()
    assert (row["due_at"], row["days_late"]) == (date(2024, 6, 25), 5)
    assert (row["rule"], row["cite"]) == ("ledger", "一.1")
    assert row["explanation"] == "应在 2024-05-26 至 2024-06-25 期间更新；最近一次更新 2024-05-01"


def test_services_lines_and_registrations_are_signs_too() -> None:
    """Each of w0 to w4 has one sign in June; w5 has none, w6 registered after the due day."""
    old = {"registered_at": date(2024, 1, 1)}
    found = late(
        date(2024, 6, 30),
        old,
        old,
        old,
        {"registered_at": date(2024, 6, 2)},
        {"registered_at": date(2024, 1, 1), "unemployed_since": date(2024, 6, 3)},
        old,
        {"registered_at": date(2024, 6, 26)},
        services=[{"worker_id": "w0", "kind": "visit", "served_at": date(2024, 6, 4)}],
        placements=[
            {"worker_id": "w1", "started_at": date(2024, 6, 5)},
            {"worker_id": "w2", "started_at": date(2024, 1, 5), "ended_at": date(2024, 6, 5)},
        ],
    )
    assert found == ["w5"]


def test_only_the_group_is_owed_and_who_waited_longest_stands_first() -> None:
    poor = categories("out_of_poverty")
    given = roster(
        workers=[
            {"worker_id": "a", "categories": poor, "updated_at": date(2024, 5, 20)},
            {"worker_id": "b", "categories": poor, "updated_at": date(2024, 4, 20)},
            {"worker_id": "c", "categories": poor},
            {"worker_id": "d", "updated_at": date(2024, 1, 1)},
        ]
    )
    found, notes = late_records(given, pack_of(rule(group=POOR)))
    assert found["worker_id"].to_list() == ["c", "b", "a"]
    assert notes == ()


def test_where_no_date_is_kept_nobody_is_accused() -> None:
    given = roster(workers=[{"registered_at": date(2024, 1, 1)}])
    found, (note,) = late_records(given, pack_of(rule()))
    assert found.is_empty()
    assert "更新日期" in note


def test_a_pack_without_such_a_rule_lists_nobody() -> None:
    given = roster(workers=[{"updated_at": date(2020, 1, 1)}])
    found, notes = late_records(given, pack_of())
    assert found.is_empty()
    assert notes == ()

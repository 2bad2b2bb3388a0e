"""Posts that have to be given up: the day on which the months held reach those allowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from models.roster import Roster
from models.rules import Selection, TermLimit
from models.rules.condition import OneOf
from solver.monitoring.terms import term_warnings
from tests.models.small_roster import roster
from tests.solver.monitoring.rules import CLAUSE, WELFARE, pack_of

OLD = Selection("old", "可延长的人", "workers", OneOf("worker_id", ("old",)))
POSTS = [{"vacancy_id": "v", "kind": "welfare_rural"}, {"vacancy_id": "x", "kind": "ordinary"}]


def rule(**more: Any) -> TermLimit:
    given: dict[str, Any] = {"posts": WELFARE, "months": 36, "per": "total", **more}
    return TermLimit(id="term", **given, **CLAUSE)


def held(*lines: dict[str, Any], day: date, worker: str = "w") -> Roster:
    full = [{"worker_id": worker, "vacancy_id": "v", **line} for line in lines]
    return roster(workers=[{"worker_id": worker}], vacancies=POSTS, placements=full, as_of=day)


@pytest.mark.parametrize(
    ("day", "left", "colour"),
    [
        (date(2024, 1, 31), 90, "yellow"),
        (date(2024, 3, 31), 30, "red"),
        (date(2024, 4, 1), 29, "red"),
        (date(2024, 4, 30), 0, "red"),
        (date(2024, 5, 1), -1, "red"),
    ],
)
def test_three_years_from_the_first_of_may_end_with_april(
    day: date, left: int, colour: str
) -> None:
    """Begun on 1 May 2021: 36 months are full on 30 April 2024; 2024 has a 29 February."""
    (row,) = term_warnings(
        held({"started_at": date(2021, 5, 1)}, day=day), pack_of(rule())
    ).to_dicts()
    assert (row["ends_at"], row["days_left"]) == (date(2024, 4, 30), left)
    assert (row["colour"], row["months"]) == (colour, 36)


def test_an_end_far_away_is_no_warning() -> None:
    given = held({"started_at": date(2021, 5, 1)}, day=date(2024, 1, 30))  # 91 days before
    assert term_warnings(given, pack_of(rule())).is_empty()


@pytest.mark.parametrize("first", [date(2020, 1, 17), date(2020, 2, 28), date(2020, 3, 31)])
@pytest.mark.parametrize("many", [1, 29, 30, 45, 200])
def test_the_last_day_is_that_on_which_the_rule_counts_the_term_as_full(
    first: date, many: int
) -> None:
    """After a spell of so many days; `TermLimit.held` is asked on that day and the one before."""
    limit = rule(months=12)
    spell = {"started_at": first, "ended_at": first + timedelta(days=many - 1)}
    given = held(spell, {"started_at": date(2021, 1, 31)}, day=date(2022, 1, 31))
    end = term_warnings(given, pack_of(limit))["ends_at"].item()
    assert limit.held(replace(given, as_of=end)).tolist() == [12]
    assert limit.held(replace(given, as_of=end - timedelta(days=1))).tolist() == [11]


def test_who_may_be_extended_has_longer() -> None:
    longer = rule(extended=(OLD,), extra_months=60)
    given = held({"started_at": date(2021, 5, 1)}, day=date(2024, 4, 1), worker="old")
    assert term_warnings(given, pack_of(longer)).is_empty()
    assert term_warnings(given, pack_of(rule())).height == 1


def test_a_contract_ends_after_its_own_months_and_one_that_is_too_long_is_red() -> None:
    """Signed on 29 February 2024 for 12 months: the last day is 27 or 28 February 2025."""
    year = rule(months=12, per="contract")
    line = {"started_at": date(2024, 3, 10), "signed_at": date(2024, 2, 29)}
    (row,) = term_warnings(held(line, day=date(2025, 2, 1)), pack_of(year)).to_dicts()
    assert (row["ends_at"], row["days_left"]) == (date(2025, 2, 27), 26)
    (short,) = term_warnings(
        held({**line, "contract_months": 6}, day=date(2024, 8, 1)), pack_of(year)
    ).to_dicts()
    assert short["ends_at"] == date(2024, 8, 28)
    (long,) = term_warnings(
        held({**line, "contract_months": 24}, day=date(2024, 8, 1)), pack_of(year)
    ).to_dicts()
    assert (long["colour"], long["ends_at"]) == ("red", date(2026, 2, 27))
    assert "超过规定的 12 个月" in long["explanation"]


def test_posts_of_another_kind_and_posts_left_are_no_warning() -> None:
    left = {"started_at": date(2021, 5, 1), "ended_at": date(2024, 4, 1)}
    other = {"started_at": date(2021, 5, 1), "vacancy_id": "x"}
    given = held(left, other, day=date(2024, 4, 29))
    assert term_warnings(given, pack_of(rule())).is_empty()
    assert term_warnings(given, pack_of()).is_empty()

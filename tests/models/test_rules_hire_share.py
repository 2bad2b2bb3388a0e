"""A share of those hired or of the staff: what each basis asks for, and who is counted."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.roster import Roster
from models.rules import HireShare, Selection
from models.rules.condition import Belongs, Between, Everything
from tests.models.small_roster import categories, roster

GROUP = Selection("group", "困难人员", "workers", Belongs("any", categories("relocated")))
ALL = Selection("all", "各类企业", "employers", Everything())


def rule(basis: str, share: str = "0.3", **changes: Any) -> HireShare:
    given = {"employers": ALL, "group": GROUP, "share": Decimal(share), "basis": basis}
    return HireShare(id="r", cite="一", words="原文", **{**given, **changes})


def test_of_those_hired_the_share_rounds_up() -> None:
    """30 % of 0, 1, 3, 10 and 11 hired: 0, 0.3, 0.9, 3 and 3.3 people."""
    assert rule("hired").required([0, 1, 3, 10, 11], [9] * 5, [9] * 5).tolist() == [0, 1, 1, 3, 4]


def test_after_hiring_those_already_there_count() -> None:
    """
    20 staff, 4 of them supported, 30 %: with nobody hired 6 are owed and 2 missing;
    with 7 hired 27 * 0.3 = 8.1, so 9 and 5 missing. Who is beyond it owes nothing.
    """
    found = rule("staff_after").required([0, 7, 0], [20, 20, 20], [4, 4, 19])
    assert found.tolist() == [2, 5, 0]


def test_against_the_staff_now_hires_do_not_raise_what_is_owed() -> None:
    """15 % of 100 staff is 15, of 101 is 15.15 and so 16, however many are hired."""
    found = rule("staff_now", "0.15").required([0, 50, 0], [100, 100, 101], [9, 9, 9])
    assert found.tolist() == [15, 15, 16]


def test_the_share_is_exact() -> None:
    """7 % of 100 is 7, where doubles give 7.000000000000001."""
    assert rule("hired", "0.07").required([100], [0], [0]).tolist() == [7]


@pytest.fixture(name="county")
def fixture_county() -> Roster:
    """E1 says how many it supports, E2 does not, E3 says nothing of its staff."""
    relocated = {"categories": categories("relocated")}
    return roster(
        workers=[
            {"worker_id": "w0", **relocated},
            {"worker_id": "w1", **relocated},
            {"worker_id": "w2"},
            {"worker_id": "w3", **relocated},
        ],
        vacancies=[{"vacancy_id": "v1", "employer_id": "E2"}],
        employers=[
            {"employer_id": "E1", "staff": 50, "staff_supported": 9},
            {"employer_id": "E2", "staff": 200},
            {"employer_id": "E3"},
        ],
        placements=[
            {"worker_id": "w0", "vacancy_id": "v1", "started_at": date(2024, 1, 1)},
            {"worker_id": "w0", "vacancy_id": "v1", "started_at": date(2024, 2, 1)},
            {"worker_id": "w1", "vacancy_id": "v1", "started_at": date(2024, 7, 1)},
            {"worker_id": "w2", "vacancy_id": "v1", "started_at": date(2024, 1, 1)},
            {
                "worker_id": "w3",
                "vacancy_id": "v1",
                "started_at": date(2024, 1, 1),
                "ended_at": date(2024, 6, 29),
            },
        ],
    )


def test_an_employer_that_does_not_say_has_those_whom_the_ledger_shows(county: Roster) -> None:
    """On 2024-06-30: w0 once, w1 not yet, w2 is not of the group, w3 left the day before."""
    rows = rule("staff_after").staff(county).rows()
    assert rows == [("E1", 50, 9), ("E2", 200, 1)]


def test_of_those_hired_every_employer_is_held_to_it_without_its_staff(county: Roster) -> None:
    assert rule("hired").staff(county).rows() == [("E1", 0, 0), ("E2", 0, 0), ("E3", 0, 0)]


def test_the_employers_are_selected(county: Roster) -> None:
    """Above 100 staff: E2 alone."""
    large = Selection("large", "大企业", "employers", Between("staff", 101))
    assert rule("staff_now", employers=large).staff(county)["employer_id"].to_list() == ["E2"]


def test_no_more_are_supported_than_there_are() -> None:
    given = roster(employers=[{"employer_id": "E1", "staff": 5, "staff_supported": 8}])
    assert rule("staff_after").staff(given).rows() == [("E1", 5, 5)]

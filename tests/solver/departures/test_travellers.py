"""Who travels, from where, whereto and when."""

from __future__ import annotations

from datetime import date

import pytest

from solver.departures import DepartureOptions
from tests.models.small_roster import Row
from tests.solver.departures.people import BEIJING, KUNSHAN, SUZHOU, TOWN, VILLAGE, day, people


@pytest.mark.parametrize(
    ("starts", "first", "last"),
    [
        (20, 13, 19),  # seven days before work begins, the last of them the day before
        (8, 1, 7),
        (7, 0, 6),  # the first day is the reference day
        (5, 0, 4),  # not before the reference day
        (1, 0, 0),
        (0, 0, 6),  # begins today: within seven days from now
        (-3, 0, 6),  # has begun: likewise
        (None, 0, 6),  # nobody says when: likewise
    ],
)
def test_days_on_which_somebody_may_leave(starts: int | None, first: int, last: int) -> None:
    found = people([{"starts": starts}], DepartureOptions())
    assert found.select("first", "last").rows() == [(day(first), day(last))]
    assert found["reason"].to_list() == [None]


def test_nobody_leaves_before_registering() -> None:
    lines: list[Row] = [
        {"starts": 5, "registered_at": day(2)},
        {"starts": 5, "registered_at": day(9)},
    ]
    found = people(lines, DepartureOptions())
    assert found["first"][0] == day(2)
    assert found["reason"].to_list() == [None, "late"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"to": "990101"}, "near"),
        ({"to": VILLAGE}, "near"),
        ({"to": "990102"}, None),  # another county of the same city
        ({"to": None}, "no_destination"),
        ({"home": None}, "no_home"),
    ],
)
def test_who_needs_no_journey_or_can_have_none(line: Row, reason: str | None) -> None:
    assert people([line], DepartureOptions())["reason"].to_list() == [reason]


@pytest.mark.parametrize(
    ("to", "post", "destination"),
    [
        ("county", SUZHOU, "320508"),
        ("city", SUZHOU, "320500"),
        ("city", KUNSHAN, "320500"),
        ("city", BEIJING, "110000"),  # a municipality is one city
        ("county", "320508002", "320508"),
    ],
)
def test_what_one_destination_is(to: str, post: str, destination: str) -> None:
    found = people([{"to": post}], DepartureOptions(to=to))
    assert found["destination"].to_list() == [destination]


def test_pick_ups_are_townships_or_villages() -> None:
    for pick_up, code in (("township", TOWN), ("village", VILLAGE)):
        found = people([{"home": VILLAGE}], DepartureOptions(pick_up=pick_up))
        assert found["pick_up"].to_list() == [code]


def test_who_registered_first_comes_first() -> None:
    lines: list[Row] = [{"registered_at": date(2024, 5, n)} for n in (9, 3, 5)]
    found = people([*lines, {}], DepartureOptions())
    assert found["worker_id"].to_list() == ["W1", "W2", "W0", "W3"]


def test_meeting_places_are_home_what_lies_on_the_way_neighbours_and_the_county_seat() -> None:
    near = frozenset({(TOWN, "990101102")})
    options = DepartureOptions(neighbours=near)
    assert options.meeting_places(VILLAGE) == (VILLAGE, TOWN, "990101102", "990101")
    assert options.meeting_places("990101102") == ("990101102", TOWN, "990101")
    assert options.meeting_places("990101") == ("990101",)
    assert DepartureOptions(hub=False).meeting_places(TOWN) == (TOWN,)

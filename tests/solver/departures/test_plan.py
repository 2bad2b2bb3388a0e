"""Groups of a least size, and their vehicles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from solver.departures import DepartureOptions, Departures, Vehicle, check, plan
from tests.models.small_roster import Row
from tests.solver.departures.people import (
    BEIJING,
    FAR_TOWN,
    NEXT_TOWN,
    NEXT_VILLAGE,
    SUZHOU,
    TOWN,
    VILLAGE,
    best_of_all,
    day,
    people,
)

THREE = DepartureOptions(least=3, days=3, vehicles=(Vehicle("4座", 4),), hub=False)


def planned(lines: list[Row], options: DepartureOptions) -> Departures:
    frame = people(lines, options)
    found = plan(frame, options)
    assert check(found, frame, options) == ()
    return found


def test_as_many_as_a_group_needs_leave_together() -> None:
    found = planned([{}] * 3, THREE)
    assert found.groups.select("place", "people", "vehicles").rows() == [(TOWN, 3, 1)]
    assert found.people_bound == 3
    assert found.proved


def test_one_fewer_go_alone_and_hear_how_many_they_were() -> None:
    found = planned([{}] * 2, THREE)
    assert found.groups.is_empty()
    assert found.alone.select("reason", "company").unique().rows() == [("too_few", 2)]


def test_one_more_than_the_seats_takes_a_second_vehicle_filled_alike() -> None:
    found = planned([{}] * 5, THREE)
    assert sorted(found.vehicles["people"]) == [2, 3]


def test_two_destinations_are_two_groups() -> None:
    found = planned([{}] * 3 + [{"to": BEIJING}] * 4, THREE)
    assert found.groups["people"].to_list() == [4, 3]
    assert found.groups["destination"].to_list() == ["110105", "320508"]


def test_people_whose_days_do_not_meet_do_not_make_a_group() -> None:
    """Days 0 to 2 and days 7 to 9: two and two, where three are needed."""
    found = planned([{}] * 2 + [{"starts": 10}] * 2, THREE)
    assert found.groups.is_empty()


def test_a_day_is_found_on_which_all_may_leave() -> None:
    """Days 2 to 4, 3 to 5 and 4 to 6 have day 4 in common."""
    found = planned([{"starts": n} for n in (5, 6, 7)], THREE)
    assert found.groups["day"].to_list() == [day(4)]


def test_those_in_the_middle_go_where_a_group_needs_them() -> None:
    """Two may leave on days 2 to 4 only, two on 6 to 8 only, two on both 4 and 6."""
    lines = [{"starts": 5}] * 2 + [{"starts": 9}] * 2 + [{"starts": 7}] * 2
    assert planned(lines, THREE).carried.height == 6


def test_who_are_too_few_join_at_the_county_seat() -> None:
    lines = [{"home": TOWN}, {"home": NEXT_TOWN}, {"home": FAR_TOWN}]
    assert planned(lines, THREE).groups.is_empty()
    found = planned(lines, replace(THREE, hub=True))
    assert found.groups.select("place", "people", "away").rows() == [("990101", 3, 3)]


def test_who_are_too_few_join_a_neighbouring_pick_up() -> None:
    """One of the next town joins two here; the far town is nobody's neighbour."""
    near = frozenset({(TOWN, NEXT_TOWN)})
    lines = [{"home": TOWN}, {"home": TOWN}, {"home": NEXT_TOWN}, {"home": FAR_TOWN}]
    found = planned(lines, replace(THREE, neighbours=near))
    assert found.groups.select("place", "people", "away").rows() == [(TOWN, 3, 1)]
    assert found.alone["worker_id"].to_list() == ["W3"]


def test_villages_meet_in_their_township() -> None:
    lines = [{"home": VILLAGE}] * 2 + [{"home": NEXT_VILLAGE}]
    found = planned(lines, replace(THREE, pick_up="village"))
    assert found.groups.select("place", "away").rows() == [(TOWN, 3)]


def test_what_comes_first_vehicles_or_home() -> None:
    """Three and three: one vehicle of six for all at the county seat, or one in each town."""
    six = replace(THREE, hub=True, vehicles=(Vehicle("6座", 6),))
    lines = [{"home": TOWN}] * 3 + [{"home": NEXT_TOWN}] * 3
    few = planned(lines, six)
    assert (few.vehicles.height, few.groups["away"].sum()) == (1, 6)
    near = planned(lines, replace(six, prefer="home"))
    assert (near.vehicles.height, near.groups["away"].sum()) == (2, 0)


def test_the_cheapest_vehicles_with_room_are_taken() -> None:
    """Seven people: 4 + 4 seats cost 8, 9 seats cost 10, 4 + 3 cost 7."""
    sizes = (Vehicle("4座", 4, 4), Vehicle("3座", 3, 3), Vehicle("9座", 9, 10))
    found = planned([{}] * 7, replace(THREE, vehicles=sizes))
    assert sorted(found.vehicles["type"]) == ["3座", "4座"]
    assert found.cost == found.cost_bound == 7


def test_a_household_goes_together_or_not_at_all() -> None:
    """Of five, a couple may leave on days 7 to 9 only; alone they are too few, and both stay."""
    lines: list[Row] = [{}] * 3 + [{"starts": 10, "household_id": "H"}] * 2
    found = planned(lines, THREE)
    assert found.alone["worker_id"].to_list() == ["W3", "W4"]
    mixed: list[Row] = [{}] * 2 + [{"household_id": "H"}] * 2
    assert planned(mixed, THREE).carried["party"].n_unique() == 3


def test_members_without_a_day_in_common_go_apart() -> None:
    lines: list[Row] = [{"household_id": "H"}] * 3 + [{"starts": 10, "household_id": "H"}] * 3
    assert planned(lines, THREE).groups["people"].to_list() == [3, 3]


def test_a_household_rides_in_one_vehicle() -> None:
    """Couples and a child of four seats each way: 2 + 2 and 2 + 1, no couple apart."""
    lines: list[Row] = [{"household_id": f"H{n // 2}"} for n in range(7)]
    found = planned(lines, THREE)
    assert (found.carried.group_by("party").agg(pl.col("vehicle").n_unique())["vehicle"] == 1).all()


def test_a_household_that_fits_no_vehicle_stays_in_its_group() -> None:
    found = planned([{"household_id": "H"}] * 6, THREE)
    assert found.groups["people"].to_list() == [6]
    assert sorted(found.vehicles["people"]) == [2, 4]


def test_a_village_goes_together_where_that_is_asked_for() -> None:
    """One neighbour has no day in common with the other three, and goes alone either way."""
    lines: list[Row] = [{"home": VILLAGE}] * 3 + [{"home": VILLAGE, "starts": 20}]
    found = planned(lines, replace(THREE, together="village"))
    assert found.carried["party"].n_unique() == 1
    assert found.alone["worker_id"].to_list() == ["W3"]


def test_who_registered_first_leads_and_of_like_people_leaves() -> None:
    """Five alike for two vehicles; W4 registered first, and nobody leads before them."""
    lines: list[Row] = [{"registered_at": day(-n)} for n in range(5)]
    found = planned(lines, THREE)
    assert "W4" in found.vehicles["leader"].to_list()


def test_nobody_who_travels_is_no_plan_and_no_fault() -> None:
    for lines in ([], [{"to": "990101"}]):
        found = planned(lines, THREE)
        assert found.groups.is_empty()
        assert found.proved
        assert found.near == len(lines)


@pytest.mark.parametrize("seed", range(30))
def test_no_plan_is_better_than_the_one_found(seed: int) -> None:
    """Up to seven people, every party at every place on every day: the same three figures."""
    rng = np.random.default_rng(seed)
    towns, days = [TOWN, NEXT_TOWN, FAR_TOWN], [None, 2, 3, 4, 5]
    lines: list[Row] = [
        {
            "home": towns[rng.integers(0, 3)],
            "to": SUZHOU if rng.random() < 0.8 else BEIJING,
            "starts": days[rng.integers(0, 5)],
            "household_id": f"H{rng.integers(0, 5)}",
        }
        for _ in range(rng.integers(3, 7))
    ]
    options = DepartureOptions(
        least=int(rng.integers(2, 4)),
        days=int(rng.integers(1, 4)),
        vehicles=(Vehicle("2座", 2, 3), Vehicle("4座", 4, 5)),
        hub=bool(rng.random() < 0.5),
        neighbours=frozenset({(TOWN, NEXT_TOWN)}) if rng.random() < 0.5 else frozenset(),
        prefer="home" if rng.random() < 0.5 else "vehicles",
    )
    frame = people(lines, options)
    found = plan(frame, options)
    assert check(found, frame, options) == ()
    assert found.proved
    away = int(found.groups["away"].sum())
    assert (found.carried.height, found.cost, away) == best_of_all(frame, options)
    assert (found.people_bound, found.cost_bound) == (found.carried.height, found.cost)


def test_the_same_people_give_the_same_plan() -> None:
    lines: list[Row] = [{"starts": n % 6, "home": (TOWN, NEXT_TOWN)[n % 2]} for n in range(40)]
    one, two = (planned(lines, replace(THREE, hub=True)) for _ in range(2))
    assert one.carried.equals(two.carried)
    assert one.vehicles.equals(two.vehicles)


def test_a_damaged_plan_is_named() -> None:
    lines: list[Row] = [{}] * 4 + [{"to": BEIJING}] * 3
    frame = people(lines, THREE)
    found = plan(frame, THREE)

    def faults(**changes: pl.DataFrame | int) -> str:
        return "".join(check(replace(found, **changes), frame, THREE))  # type: ignore[arg-type]  # tables and a count

    assert "没有着落" in faults(carried=found.carried.head(6))
    assert "岗位变了" in faults(carried=found.carried.with_columns(vacancy_id=pl.lit("V9")))
    assert "去往别处" in faults(
        groups=found.groups.with_columns(destination=pl.lit("110105")),
    )
    assert "出发日期" in faults(groups=found.groups.with_columns(day=pl.lit(day(30))))
    assert "上车点" in faults(groups=found.groups.with_columns(place=pl.lit(FAR_TOWN)))
    assert "超员" in faults(vehicles=found.vehicles.with_columns(seats=pl.lit(2, dtype=pl.Int64)))
    assert "领队" in faults(vehicles=found.vehicles.with_columns(leader=pl.lit("W3")))
    assert "人数与名单不符" in faults(groups=found.groups.with_columns(people=pl.col("people") + 1))
    assert "车辆数" in faults(groups=found.groups.with_columns(vehicles=pl.col("vehicles") + 1))
    assert "不足" in "".join(check(found, frame, replace(THREE, least=5)))
    assert "本县" in faults(near=3)


@pytest.mark.parametrize(
    "wrong",
    [{"least": 0}, {"days": 0}, {"vehicles": ()}, {"to": "village"}, {"pick_up": "county"},
     {"together": "street"}, {"prefer": "speed"}, {"effort": 0}],
)  # fmt: skip
def test_a_setting_out_of_range_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=f"Expected .*{next(iter(wrong))[:7]}"):
        DepartureOptions(**wrong)  # type: ignore[arg-type]  # wrong on purpose

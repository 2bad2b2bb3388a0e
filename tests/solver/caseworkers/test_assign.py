"""One cadre to one household: near home, evenly."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import polars as pl
import pytest

from models.packs import load_pack
from solver.caseworkers import assign, check, to_look_after
from solver.result import Status
from tests.models.small_roster import roster
from tests.solver.caseworkers.tables import (
    NEXT_TOWN,
    NEXT_VILLAGE,
    TOWN,
    VILLAGE,
    best_of_all,
    cadres,
    homes,
)


def test_everybody_gets_the_nearest_cadre_while_loads_stay_even() -> None:
    """Two each; of the four in the village the village's cadre has two: 2 x 100 + 2 x 90."""
    households, own = homes([VILLAGE] * 4), cadres([VILLAGE, TOWN])
    found = assign(households, own)
    assert found.loads["households"].to_list() == [2, 2]
    assert found.nearness == found.nearness_bound == 380
    assert found.status is Status.OPTIMAL
    assert check(found, households, own) == ()


def test_even_loads_come_before_nearness() -> None:
    """All three live where the first cadre is; the second, far away, still gets one."""
    found = assign(homes([VILLAGE] * 3), cadres([VILLAGE, "110105"]))
    assert sorted(found.loads["households"]) == [1, 2]
    assert found.nearness == 100 + 100 + 25


def test_the_last_place_goes_to_whom_it_is_nearest() -> None:
    """Three households for two cadres: the one with two is the one whose neighbours there are."""
    found = assign(homes([VILLAGE, NEXT_VILLAGE, NEXT_TOWN]), cadres([NEXT_TOWN, TOWN]))
    assert found.loads["households"].to_list() == [1, 2]
    assert found.nearness == 270


def test_who_is_full_takes_no_more() -> None:
    found = assign(homes([VILLAGE] * 5), cadres([VILLAGE, TOWN], [1, None]))
    assert found.loads["households"].to_list() == [1, 4]


def test_where_room_is_short_the_last_in_line_stay_without() -> None:
    households, own = homes([TOWN] * 4), cadres([TOWN, TOWN], [2, 1])
    found = assign(households, own)
    assert found.assigned["household_id"].to_list() == ["H0", "H1", "H2"]
    assert found.unserved.select("household_id", "place_in_line").rows() == [("H3", 4)]
    assert check(found, households, own) == ()


def test_like_cadres_share_people_evenly_too() -> None:
    """Households of 5, 1, 1 and 3 people for two like cadres: 5 + 1 and 3 + 1."""
    found = assign(homes([TOWN] * 4, [5, 1, 1, 3]), cadres([TOWN, TOWN]))
    assert sorted(found.loads["people"]) == [4, 6]


@pytest.mark.parametrize(
    ("places", "stations", "most"),
    [
        ([], [TOWN], None),
        ([TOWN], [TOWN], [0]),
        ([None, None], [None, TOWN], None),
        ([None, TOWN], [None, None], None),
    ],
    ids=["nobody to look after", "no room at all", "homes not known", "stations not known"],
)
def test_what_is_missing_is_normal(
    places: list[str | None], stations: list[str | None], most: list[int | None] | None
) -> None:
    households, own = homes(places), cadres(stations, most)
    found = assign(households, own)
    assert check(found, households, own) == ()
    assert found.assigned.height + found.unserved.height == len(places)


def test_a_place_that_is_not_known_is_worth_nothing_and_gets_a_cadre_all_the_same() -> None:
    found = assign(homes([None, TOWN]), cadres([TOWN]))
    assert found.assigned["level"].to_list() == [None, 1]
    assert found.nearness == 90


def test_no_cadre_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        assign(homes([TOWN]), cadres([]))


@pytest.mark.parametrize("seed", range(25))
def test_no_even_assignment_is_nearer_than_the_one_found(seed: int) -> None:
    """Every assignment of up to six households to up to three cadres, one by one."""
    rng = np.random.default_rng(seed)
    codes = [VILLAGE, NEXT_VILLAGE, TOWN, NEXT_TOWN, "990102", "110105", None]
    where = [codes[n] for n in rng.integers(0, len(codes), rng.integers(1, 7))]
    stations = [codes[n] for n in rng.integers(0, len(codes), rng.integers(1, 4))]
    most = [None if rng.random() < 0.5 else int(rng.integers(1, 7)) for _ in stations]
    if sum(len(where) if m is None else m for m in most) < len(where):
        most[0] = None
    households, own = homes(where), cadres(stations, most)
    found = assign(households, own)
    assert found.nearness == found.nearness_bound == best_of_all(households, own)
    assert check(found, households, own) == ()


def test_the_same_tables_give_the_same_pairs() -> None:
    rng = np.random.default_rng(3)
    places = [f"99010110{n}20{m}" for n, m in rng.integers(0, 9, (60, 2))]
    households, own = homes(places), cadres(places[:17])
    one, two = assign(households, own), assign(households, own)
    assert one.assigned.equals(two.assigned)
    assert max(Counter(one.assigned["caseworker_id"]).values()) == 4  # 60 / 17: three or four


def test_the_households_are_those_that_the_pack_guarantees_the_nearest_deadline_first() -> None:
    """H0 is not out of work; H2 registered before H1; H3 never registered, and comes last."""
    county = roster(
        workers=[{"household_id": f"H{n}"} for n in (0, 1, 2, 2, 3)],
        households=[
            {"household_id": "H0", "zero_employment": False, "relocated": True},
            {"household_id": "H1", "zero_employment": True, "registered_at": date(2024, 6, 20)},
            {"household_id": "H2", "zero_employment": True, "registered_at": date(2024, 6, 1)},
            {"household_id": "H3", "zero_employment": True},
        ],
    )
    pack = load_pack("qianyang-2021")
    found = to_look_after(county, pack)
    assert found["household_id"].to_list() == ["H2", "H1", "H3"]
    assert found["people"].to_list() == [2, 1, 1]
    assert found["deadline"].to_list() == [date(2024, 7, 1), date(2024, 7, 20), None]
    assert found["rule"].unique().to_list() == ["zero-other"]
    chosen = pack.selections["households"]["zero_relocated"]
    assert to_look_after(county, pack, chosen).is_empty()


def test_a_damaged_answer_is_named() -> None:
    """Exchanged households are farther; a moved one makes 3 and 1; a lost one is missed."""
    from dataclasses import replace

    households, own = homes([VILLAGE] * 2 + [NEXT_TOWN] * 2), cadres([VILLAGE, NEXT_TOWN])
    found = assign(households, own)

    def damaged(pairs: pl.DataFrame) -> str:
        return "".join(check(replace(found, assigned=pairs), households, own))

    exchanged = found.assigned.with_columns(pl.col("caseworker_id").reverse())
    assert "距离" in damaged(exchanged)
    all_one = found.assigned.with_columns(caseworker_id=pl.lit("G0"))
    assert "户数不均" in damaged(all_one)
    assert "每户应恰好出现一次" in damaged(found.assigned.head(3))
    stranger = found.assigned.with_columns(caseworker_id=pl.lit("G9"))
    assert "名单上没有的干部" in damaged(stranger)
    assert "上界" in "".join(
        check(replace(found, nearness_bound=found.nearness_bound - 1), households, own)
    )

"""Targets by county, township and village: goals that add up, ranks, colours, quarters."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from models.roster import Roster
from models.rules import Target
from solver.monitoring.goals import goals
from solver.monitoring.places import place_names
from solver.monitoring.progress import followed, progress
from solver.monitoring.review import quarterly_review, quarters
from tests.models.small_roster import categories, roster
from tests.solver.monitoring.rules import ALL, CLAUSE, POOR, POSTS, WELFARE, pack_of

VILLAGES = ("990101001001", "990101001002", "990101002001", "990102001001")


def rule(**more: Any) -> Target:
    given: dict[str, Any] = {"posts": POSTS, "group": ALL, "least": 10, **more}
    return Target(id="t", **given, **CLAUSE)


def county(*starts: tuple[int, date], day: date = date(2024, 6, 30), each: int = 2) -> Roster:
    """`each` people a village; who starts when is told by the number of the worker."""
    homes = [home for home in VILLAGES for _ in range(each)]
    people = [
        {
            "worker_id": f"w{i}",
            "place": home,
            "township": f"镇{home[5:9]}",
            "village": f"村{home[9:]}",
        }
        for i, home in enumerate(homes)
    ]
    lines = [{"worker_id": f"w{i}", "vacancy_id": "v", "started_at": start} for i, start in starts]
    posts = [{"vacancy_id": "v", "kind": "ordinary"}]
    return roster(workers=people, vacancies=posts, placements=lines, as_of=day)


def table(given: Roster, target: Target) -> pl.DataFrame:
    pack = pack_of(target)
    return progress(followed(given, pack))


def of(found: pl.DataFrame, level: str, *columns: str) -> list[tuple[Any, ...]]:
    return found.filter(level=level).sort("home").select(columns).rows()


@pytest.mark.parametrize("by", ["all", "city", "county", "township"])
def test_the_parts_come_to_the_whole_at_every_level(by: str) -> None:
    """10 over 6 and 2 people: 7.5 and 2.5; of equal remainders the lower code is owed more."""
    found = goals(rule(by=by), county())
    sums = dict(found.group_by("level").agg(pl.col("goal").sum()).iter_rows())
    assert sums == {"all": 10, "county": 10, "township": 10, "village": 10}
    if by != "township":
        assert of(found, "county", "home", "goal") == [("990101", 8), ("990102", 2)]


def test_below_the_policy_s_own_level_a_place_splits_what_its_county_owes() -> None:
    """990101 owes 8: over 4 and 2 people 5.33 and 2.67, so 5 and 3; 5 over two equals 3 and 2."""
    found = goals(rule(by="county"), county())
    assert of(found, "township", "goal") == [(5,), (3,), (2,)]
    assert of(found, "village", "goal") == [(3,), (2,), (3,), (2,)]


def test_above_the_policy_s_own_level_the_parts_are_added_up() -> None:
    """By township the rule splits 10 over 4, 2 and 2: 5, 2.5 and 2.5, so 5, 3 and 2."""
    found = goals(rule(by="township"), county())
    assert of(found, "township", "goal") == [(5,), (3,), (2,)]
    assert of(found, "county", "goal") == [(8,), (2,)]


def test_a_target_for_nobody_stands_as_a_whole() -> None:
    found = goals(rule(group=POOR), county())
    assert found.rows() == [("all", "all", 0, 10)]


def test_people_without_a_home_are_a_place_of_their_own() -> None:
    given = roster(workers=[{"place": "990101001001"}, {"place": "990101"}, {"place": None}])
    found = goals(rule(least=3), given)
    assert of(found, "village", "home") == [("990101",), ("990101001001",), ("（未写明）",)]
    names = dict(place_names(given).filter(level="township").select("home", "name").iter_rows())
    assert names == {
        "990101": "示例县（未写明）", "990101001": "990101001", "（未写明）": "（未写明）",
    }  # fmt: skip


def test_who_started_this_year_counts_once() -> None:
    """w0 twice, w1 on 1 January, w2 last year, w3 tomorrow: 2 of 10."""
    starts = [
        (0, date(2024, 2, 1)), (0, date(2024, 3, 1)), (1, date(2024, 1, 1)),
        (2, date(2023, 12, 31)), (3, date(2024, 7, 1)),
    ]  # fmt: skip
    (whole,) = of(table(county(*starts), rule()), "all", "goal", "reached", "share")
    assert whole == (10, 2, 0.2)


def test_the_colour_compares_with_what_is_due_by_now() -> None:
    """
    By 30 June 2024 182 of 366 days are gone: of 8 in the year 3.98, so 4 people, are due.
    4 are 100.5 % of it, 3 are 75 %; the bounds are 100 % and 90 %.
    """
    starts = [(i, date(2024, 2, 1)) for i in range(4)]
    columns = ("reached", "expected", "behind", "colour")
    assert of(table(county(*starts), rule(least=8)), "all", *columns) == [(4, 4, 0, "green")]
    fewer = table(county(*starts[:3]), rule(least=8))
    assert of(fewer, "all", *columns) == [(3, 4, 1, "red")]


def test_places_are_ranked_by_share_and_equals_share_a_rank() -> None:
    """
    Each village owes 2. On 31 May: one of the first, one of the second; in June two of
    the third. Shares are then 0.5, 0.5, 1 and 0: the third was third and is first.
    """
    starts = [
        (0, date(2024, 5, 31)),
        (2, date(2024, 5, 1)),
        (4, date(2024, 6, 1)),
        (5, date(2024, 6, 30)),
    ]
    found = table(county(*starts), rule(least=8)).filter(level="village")
    assert found.select("home", "rank", "rank_before", "month").rows() == [
        (VILLAGES[2], 1, 3, 2),
        (VILLAGES[0], 2, 1, 0),
        (VILLAGES[1], 2, 1, 0),
        (VILLAGES[3], 4, 3, 0),
    ]
    assert found["ranked"].to_list() == [4, 4, 4, 4]
    assert found["name"][0] == "镇1002村001"
    assert set(found["cite"]) == {"一.1"}


def test_in_january_there_is_no_rank_before() -> None:
    found = table(county((0, date(2024, 1, 5)), day=date(2024, 1, 31)), rule(least=8))
    assert found["rank_before"].null_count() == found.height
    assert of(found, "all", "month") == [(1,)]


def test_a_place_that_owes_nothing_has_no_share_and_no_rank() -> None:
    """1 over four villages of equal size: the lowest code owes it."""
    found = table(county(), rule(least=1)).filter(level="village")
    assert found["rank"].to_list() == [1, None, None, None]
    assert found["share"].to_list() == [0.0, None, None, None]
    assert found["colour"].to_list() == ["red", "green", "green", "green"]


def test_only_lines_on_the_target_s_posts_count_and_all_posts_take_in_past_ones() -> None:
    given = county((0, date(2024, 2, 1)))
    past = given.placements.with_columns(vacancy_id=pl.lit("gone"))
    unknown = roster(
        workers=given.workers.to_dicts(), placements=past.to_dicts(), as_of=given.as_of
    )
    assert of(table(given, rule(posts=WELFARE)), "all", "reached") == [(0,)]
    assert of(table(unknown, rule()), "all", "reached") == [(1,)]


def test_the_group_alone_counts() -> None:
    poor = categories("out_of_poverty")
    people = [{"worker_id": "a", "categories": poor, "place": VILLAGES[0]},
              {"worker_id": "b", "place": VILLAGES[0]}]  # fmt: skip
    lines = [{"worker_id": w, "started_at": date(2024, 2, 1)} for w in "ab"]
    found = table(roster(workers=people, placements=lines), rule(group=POOR))
    assert of(found, "all", "people", "reached") == [(1, 1)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 3, 31), [(1, date(2024, 3, 31), True)]),
        (date(2024, 4, 1), [(1, date(2024, 3, 31), True), (2, date(2024, 4, 1), False)]),
        (date(2024, 1, 1), [(1, date(2024, 1, 1), False)]),
        (
            date(2023, 12, 31),
            [
                (1, date(2023, 3, 31), True),
                (2, date(2023, 6, 30), True),
                (3, date(2023, 9, 30), True),
                (4, date(2023, 12, 31), True),
            ],
        ),
    ],
)
def test_quarters_end_on_their_last_day(day: date, expected: list[tuple[int, date, bool]]) -> None:
    assert quarters(day) == expected


def test_a_review_counts_what_each_quarter_brought_and_how_ranks_moved() -> None:
    """
    31 March is of the first quarter, 1 April of the second. Each village owes 2, by
    31 March 2 * 91 / 366, so 1, are due and by 30 June 1. The first village leads in
    the first quarter; in the second the third overtakes it with two.
    """
    starts = [(0, date(2024, 3, 31)), (4, date(2024, 4, 1)), (5, date(2024, 6, 30))]
    given = county(*starts)
    pack = pack_of(rule(least=8))
    found = quarterly_review(followed(given, pack)).filter(level="village")
    columns = ("quarter", "home", "new", "reached", "expected", "behind", "rank", "rank_before")
    assert found.select(columns).rows() == [
        (1, VILLAGES[0], 1, 1, 1, 0, 1, None),
        (1, VILLAGES[1], 0, 0, 1, 1, 2, None),
        (1, VILLAGES[2], 0, 0, 1, 1, 2, None),
        (1, VILLAGES[3], 0, 0, 1, 1, 2, None),
        (2, VILLAGES[2], 2, 2, 1, 0, 1, 2),
        (2, VILLAGES[0], 0, 1, 1, 0, 2, 1),
        (2, VILLAGES[1], 0, 0, 1, 1, 3, 2),
        (2, VILLAGES[3], 0, 0, 1, 1, 3, 2),
    ]
    assert found.filter(quarter=2)["explanation"][0] == "本季度新增 2 人，不落后，排名上升 1 位"
    assert (
        found.filter(quarter=2)["explanation"][2] == "本季度新增 0 人，累计落后 1 人，排名下降 1 位"
    )

"""Targets: what each place is owed, and who counts from before."""

from datetime import date
from typing import Any

from models.roster import Roster
from models.rules import Selection, Target
from models.rules.condition import Belongs, Everything, OneOf
from tests.models.small_roster import categories, roster

POSTS = Selection("posts", "省外岗位", "vacancies", OneOf("vacancy_id", ("v1",)))
POOR = Selection("poor", "脱贫人口", "workers", Belongs("any", categories("out_of_poverty")))
ALL = Selection("all", "全部", "workers", Everything())


def rule(**changes: Any) -> Target:
    given = {"posts": POSTS, "group": ALL, "least": 10, "by": "all", "period": "year"}
    return Target(id="r", cite="一", words="原文", **{**given, **changes})


def county(homes: list[str | None], **more: Any) -> Roster:
    people = [{"worker_id": f"w{i}", "place": home} for i, home in enumerate(homes)]
    return roster(workers=people, vacancies=[{"vacancy_id": "v1"}, {"vacancy_id": "v2"}], **more)


def test_all_together_is_one_place() -> None:
    found = rule().required(county(["990101001", "990102", None]))
    assert found.rows() == [("all", 3, 10, 0, 10)]


def test_the_parts_of_the_counties_add_up() -> None:
    """
    10 over 3, 2 and 1 people: 5, 3.33 and 1.67. Whole parts are 5, 3 and 1, and the
    one left goes to the largest remainder.
    """
    homes = ["990101001", "990101002", "990101", "990102", "990102", "990103"]
    found = rule(by="county").required(county([*homes]))
    assert found.select("home", "people", "least").rows() == [
        ("990101", 3, 5),
        ("990102", 2, 3),
        ("990103", 1, 2),
    ]


def test_of_equal_remainders_the_lower_code_is_owed_more() -> None:
    """3 over 2 counties of one each: 1.5 and 1.5."""
    found = rule(least=3, by="county").required(county(["990102", "990101"]))
    assert found.select("home", "least").rows() == [("990101", 2), ("990102", 1)]


def test_who_states_no_home_is_a_place_of_their_own() -> None:
    found = rule(least=2, by="township").required(county(["990101001001", None]))
    assert found.select("home", "least").rows() == [("990101001", 1), ("（未写明）", 1)]


def test_only_the_group_counts_and_nobody_owes_nothing() -> None:
    given = county(["990101", "990102"])
    assert rule(group=POOR).required(given).rows() == []


def test_people_placed_this_year_count_once() -> None:
    """
    The reference day is 2024-06-30. w0 started twice, w1 last year, w2 on another
    post, w3 after the day: one of 10 is done.
    """
    ledger = [
        {"worker_id": "w0", "vacancy_id": "v1", "started_at": date(2024, 1, 1)},
        {"worker_id": "w0", "vacancy_id": "v1", "started_at": date(2024, 6, 30)},
        {"worker_id": "w1", "vacancy_id": "v1", "started_at": date(2023, 12, 31)},
        {"worker_id": "w2", "vacancy_id": "v2", "started_at": date(2024, 2, 1)},
        {"worker_id": "w3", "vacancy_id": "v1", "started_at": date(2024, 7, 1)},
    ]
    given = county(["990101"] * 4, placements=ledger)
    assert rule().required(given).rows() == [("all", 4, 10, 1, 9)]
    assert rule(period="run").required(given).rows() == [("all", 4, 10, 0, 10)]
    assert rule(least=1).required(given)["required"].to_list() == [0]


def test_large_numbers_stay_whole() -> None:
    """594,000 over 2 and 1 people: 396,000 and 198,000."""
    found = rule(least=594_000, by="county").required(county(["990101", "990101", "990102"]))
    assert found["least"].to_list() == [396_000, 198_000]

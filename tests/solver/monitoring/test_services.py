"""Fewer than three posts, no policy talk, no guidance; graduates one by one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from models.packs import Pack
from models.rules import Indicator, PushMinimum, Selection, ServiceMinimum
from models.rules.condition import Belongs
from solver.monitoring.graduates import graduates
from solver.monitoring.places import place_names
from solver.monitoring.services import served_by_township, services_owed
from tests.models.small_roster import categories, roster
from tests.solver.monitoring.rules import ALL, CLAUSE, pack_of

THREE = ServiceMinimum(id="three", workers=ALL, posts=3, talks=1, guidances=1, **CLAUSE)
DAY = date(2024, 3, 1)
BEGUN = {"worker_id": "w", "started_at": DAY}
GRADUATE = categories("graduate")
POOR_GRADUATE = categories("graduate", "out_of_poverty")


def served(
    kind: str, post: str | None = None, day: date = DAY, worker: str = "w"
) -> dict[str, Any]:
    return {"worker_id": worker, "kind": kind, "served_at": day, "vacancy_id": post}


def only(*records: dict[str, Any], pack: Pack | None = None, **person: Any) -> dict[str, Any]:
    given = roster(workers=[{"worker_id": "w", **person}], services=list(records))
    (row,) = services_owed(given, pack or pack_of(THREE)).to_dicts()
    return row


def test_who_got_everything_is_whole() -> None:
    found = only(served("push", "a"), served("push", "b"), served("push", "c"),
                 served("talk"), served("guidance"))  # fmt: skip
    assert (found["posts"], found["talks"], found["guidances"]) == (3, 1, 1)
    assert (found["whole"], found["missing"]) == (True, None)
    assert (found["rule"], found["cite"], found["last_at"]) == ("three", "一.1", DAY)


def test_what_is_short_is_said() -> None:
    found = only(served("push", "a"), served("push", "b"), served("talk"))
    assert found["missing"] == "推荐岗位还差1个，职业指导还差1次"
    assert only()["missing"] == "推荐岗位还差3个，政策宣讲还差1次，职业指导还差1次"


@pytest.mark.parametrize(
    ("records", "posts"),
    [
        ([served("push", "a"), served("push", "a", date(2024, 4, 1))], 1),  # the same post twice
        ([served("push"), served("push")], 2),  # none named: each is one
        ([served("push", "a"), served("push")], 2),
        ([served("push", "a", date(2024, 1, 1))], 1),
        ([served("push", "a", date(2023, 12, 31))], 0),  # last year
        ([served("push", "a", date(2024, 6, 30))], 1),
        ([served("push", "a", date(2024, 7, 1))], 0),  # after the reference day
    ],
)
def test_different_posts_of_the_year_count(records: list[dict[str, Any]], posts: int) -> None:
    assert only(*records)["posts"] == posts


def test_two_talks_on_one_day_are_one() -> None:
    assert only(served("talk"), served("talk"))["talks"] == 1


def test_last_year_counts_where_the_rule_says_ever() -> None:
    ever = ServiceMinimum(id="ever", workers=ALL, talks=1, period="ever", **CLAUSE)
    assert only(served("talk", day=date(2020, 1, 1)), pack=pack_of(ever))["whole"]


@pytest.mark.parametrize(
    "person", [{"willing": False}, {"labour": "none"}, {"status": "employed"}, {"age": 15}]
)
def test_who_takes_no_part_is_owed_nothing(person: dict[str, Any]) -> None:
    assert services_owed(roster(workers=[person]), pack_of(THREE)).is_empty()


def test_a_pack_that_only_pushes_has_its_posts_watched() -> None:
    push = PushMinimum(id="push", workers=ALL, least=3, **CLAUSE)
    assert only(served("push", "a"), pack=pack_of(push))["missing"] == "推荐岗位还差2个"
    given = roster(workers=[{}])
    assert services_owed(given, pack_of(push, THREE))["rule"].to_list() == ["three"]


def test_townships_with_most_left_to_do_stand_first() -> None:
    given = roster(
        workers=[
            {"worker_id": "a", "place": "990101001001", "township": "甲镇"},
            {"worker_id": "b", "place": "990101002001", "township": "乙镇"},
            {"worker_id": "c", "place": "990101002002", "township": "乙镇"},
            {"worker_id": "d", "place": "990101001002", "township": "甲镇"},
        ],
        services=[
            *(served("push", p, worker="a") for p in "123"),
            served("talk", worker="a"),
            served("guidance", worker="a"),
            served("talk", worker="b"),
        ],
    )
    pack = pack_of(THREE)
    found = served_by_township(services_owed(given, pack), pack, place_names(given))
    columns = ("name", "people", "whole", "short_posts", "short_talks", "short_guidances")
    assert found.select(columns).rows() == [("乙镇", 2, 0, 2, 1, 2), ("甲镇", 2, 1, 1, 1, 1)]
    assert found["short_plans"].to_list() == [0, 0]


def rate(name: str, *groups: str) -> Indicator:
    group = Selection(name, name, "workers", Belongs("all", categories(*groups)))
    return Indicator(
        id=name, what="就业率", measure="placed_share", group=group, period="year",
        yellow=Decimal("0.9"), red=Decimal("0.9"), cite=f"条{name}", words="原文",
    )  # fmt: skip


def graduate(
    *records: dict[str, Any], lines: list[dict[str, Any]] | None = None, **person: Any
) -> dict[str, Any]:
    given = roster(
        workers=[{"worker_id": "w", "categories": GRADUATE, **person}, {"worker_id": "other"}],
        services=list(records),
        placements=lines,
    )
    pack = pack_of(rate("all", "graduate"), rate("poor", "graduate", "out_of_poverty"))
    (row,) = graduates(given, pack, services_owed(given, pack)).to_dicts()
    return row


@pytest.mark.parametrize(
    ("records", "lines", "person", "status", "colour"),
    [
        ([], [], {}, "idle", "red"),
        ([served("plan")], [], {}, "planned", "yellow"),
        ([served("plan", day=date(2023, 5, 1))], [], {}, "planned", "yellow"),
        ([served("preparation")], [], {}, "preparing", "green"),
        ([served("preparation", day=date(2023, 12, 31))], [], {}, "idle", "red"),
        ([], [{**BEGUN, "event": "training"}], {}, "preparing", "green"),
        ([], [BEGUN], {}, "at_work", "green"),
        ([], [], {"status": "employed"}, "at_work", "green"),
        ([], [], {"willing": False}, "unwilling", None),
    ],
)  # fmt: skip
def test_a_graduate_is_in_work_preparing_planned_or_idle(
    records: list[dict[str, Any]],
    lines: list[dict[str, Any]],
    person: dict[str, Any],
    status: str,
    colour: str | None,
) -> None:
    found = graduate(*records, lines=lines, **person)
    assert (found["status"], found["colour"]) == (status, colour)


def test_what_a_graduate_lacks_is_said_and_who_works_lacks_nothing() -> None:
    assert graduate()["missing"] == "未就业也未参加就业准备，没有帮扶计划"
    assert graduate(served("plan"))["missing"] == "未就业也未参加就业准备"
    assert graduate(served("plan"))["plan_at"] == DAY
    assert graduate(status="employed")["missing"] is None


def test_the_clause_is_that_of_the_narrowest_group() -> None:
    """Both are graduates; the rule of the poor's graduates speaks of one of them only."""
    given = roster(
        workers=[
            {"worker_id": "a", "categories": POOR_GRADUATE},
            {"worker_id": "b", "categories": GRADUATE},
        ]
    )
    pack = pack_of(rate("all", "graduate"), rate("poor", "graduate", "out_of_poverty"))
    found = graduates(given, pack, services_owed(given, pack)).sort("worker_id")
    assert found.select("rule", "cite").rows() == [("poor", "条poor"), ("all", "条all")]
    bare = graduates(given, pack_of(), services_owed(given, pack_of()))
    assert bare["cite"].unique().to_list() == ["文件未规定（工作参数）"]


def test_a_plan_that_a_rule_owes_is_not_missed_twice() -> None:
    plans = ServiceMinimum(id="plans", workers=ALL, plans=1, **CLAUSE)
    given = roster(workers=[{"worker_id": "w", "categories": GRADUATE}])
    found = graduates(given, pack_of(plans), services_owed(given, pack_of(plans)))
    assert found["missing"].to_list() == ["未就业也未参加就业准备，帮扶计划还差1份"]
    assert isinstance(found, pl.DataFrame)

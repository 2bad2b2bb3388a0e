"""The month's difference: by the ledger alone, and between two rosters."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from models.roster import Roster
from solver.monitoring.difference import difference
from tests.models.small_roster import roster
from tests.solver.monitoring.rules import pack_of

SINCE, NOW = date(2024, 5, 31), date(2024, 6, 30)


def line(worker: str, start: date, end: date | None = None, **more: Any) -> dict[str, Any]:
    return {"worker_id": worker, "started_at": start, "ended_at": end, **more}


def county(people: list[dict[str, Any]], *lines: dict[str, Any], day: date = NOW) -> Roster:
    return roster(workers=people, placements=list(lines), as_of=day)


def people(*names: str, **more: Any) -> list[dict[str, Any]]:
    return [{"worker_id": name, **more} for name in names]


def kinds(found: pl.DataFrame) -> dict[str, list[str]]:
    return {
        str(kind): own["worker_id"].to_list()
        for (kind,), own in found.group_by("kind", maintain_order=True)
    }


def test_the_ledger_tells_who_lost_found_and_changed_work() -> None:
    """
    On 31 May a, b, c and e worked, on 30 June b, c, d and e: a's last day was 10 June,
    d began on 1 June, c went from one post to another. e worked all along; f's last
    day was 31 May, which counts as worked; g began and ended within June.
    """
    given = county(
        people("a", "b", "c", "d", "e", "f", "g"),
        line("a", date(2024, 1, 1), date(2024, 6, 10), vacancy_id="v1"),
        line("b", date(2024, 1, 1)),
        line("c", date(2024, 1, 1), date(2024, 6, 9)),
        line("c", date(2024, 6, 10), vacancy_id="v2"),
        line("d", date(2024, 6, 1), vacancy_id="v3"),
        line("e", date(2024, 1, 1), date(2024, 6, 30)),
        line("f", date(2024, 1, 1), date(2024, 5, 31)),
        line("g", date(2024, 6, 2), date(2024, 6, 20)),
    )
    found = difference(given, pack_of(), SINCE)
    assert kinds(found) == {"lost": ["a", "f"], "found": ["d"], "moved": ["c"]}
    by_worker = {row["worker_id"]: row for row in found.to_dicts()}
    assert by_worker["a"]["day"] == date(2024, 6, 10)
    assert by_worker["a"]["vacancy_id"] == "v1"
    assert by_worker["a"]["explanation"] == "在岗至 2024-06-10"
    assert by_worker["d"]["explanation"] == "2024-06-01 上岗，岗位 v3"
    assert by_worker["c"]["day"] == date(2024, 6, 10)


def test_a_day_out_of_work_within_the_month_counts_and_one_before_does_not() -> None:
    idle = {"status": "unemployed"}
    given = county(
        [
            {"worker_id": "a", "unemployed_since": date(2024, 6, 1), **idle},
            {"worker_id": "b", "unemployed_since": date(2024, 5, 31), **idle},
            {"worker_id": "c", "unemployed_since": date(2024, 7, 1), **idle},
        ]
    )
    assert kinds(difference(given, pack_of(), SINCE)) == {"lost": ["a"]}


def test_new_is_who_registered_after_the_earlier_day() -> None:
    given = county(
        [
            {"worker_id": "a", "registered_at": date(2024, 5, 31)},
            {"worker_id": "b", "registered_at": date(2024, 6, 1)},
            {"worker_id": "c", "registered_at": date(2024, 6, 30)},
        ]
    )
    assert kinds(difference(given, pack_of(), SINCE)) == {"new": ["b", "c"]}


def test_where_ledger_and_roster_disagree_it_is_said() -> None:
    """
    a is in work by the ledger since April, and out of work by the roster; b left a job
    and is in work by the roster; c began this month, and the roster does not know.
    """
    given = county(
        [
            {"worker_id": "a", "status": "unemployed"},
            {"worker_id": "b", "status": "employed"},
            {"worker_id": "c", "status": "unemployed"},
        ],
        line("a", date(2024, 4, 1)),
        line("b", date(2024, 4, 1), date(2024, 6, 3)),
        line("c", date(2024, 6, 4)),
    )
    found = difference(given, pack_of(), SINCE)
    assert kinds(found) == {"lost": ["b"], "found": ["c"], "conflict": ["a"]}
    said = found["explanation"].to_list()
    assert "名册仍登记已就业，请核实" in said[0]
    assert "名册仍登记未就业，请更新" in said[1]
    assert said[2].startswith("台账自 2024-04-01 起在岗")


def test_training_is_no_work_and_a_business_is() -> None:
    given = county(
        people("a", "b"),
        line("a", date(2024, 6, 1), event="training"),
        line("b", date(2024, 6, 1), event="startup"),
    )
    assert kinds(difference(given, pack_of(), SINCE)) == {"found": ["b"]}


def test_two_rosters_tell_who_is_new_and_who_is_gone() -> None:
    """a found work and b lost it by their status; c is gone, d is new and in work already."""
    before = county(
        [
            {"worker_id": "a", "status": "unemployed"},
            {"worker_id": "b", "status": "employed"},
            {"worker_id": "c"},
        ],
        day=SINCE,
    )
    now = county(
        [
            {"worker_id": "a", "status": "employed"},
            {"worker_id": "b", "status": "unemployed", "unemployed_since": date(2024, 6, 5)},
            {"worker_id": "d", "status": "employed", "registered_at": date(2024, 1, 1)},
        ]
    )
    found = difference(now, pack_of(), SINCE, before)
    assert kinds(found) == {"lost": ["b"], "found": ["a"], "new": ["d"], "left": ["c"]}
    said = dict(found.select("worker_id", "explanation").iter_rows())
    assert said["b"] == "2024-06-05 起失业"
    assert "请补登" in said["a"]
    assert "请核实去向" in said["c"]


def test_equal_rosters_differ_in_nothing_and_every_line_names_a_clause() -> None:
    now = county(people("a", "b"), line("a", date(2024, 1, 1)))
    same = county(people("a", "b"), line("a", date(2024, 1, 1)), day=SINCE)
    assert difference(now, pack_of(), SINCE, same).is_empty()
    found = difference(county(people("a"), line("a", NOW)), pack_of(), SINCE)
    assert found["cite"].to_list() == ["文件未规定（工作参数）"]

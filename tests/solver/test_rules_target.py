"""Targets: the floor binds, or is slack; each home is owed its own part."""

from datetime import date
from typing import Any

import numpy as np

from matcher.units import UNIT
from models.roster import Roster
from models.rules import Target
from solver import Params, Status, solve
from solver.jobs import run
from tests.models.small_roster import roster
from tests.solver.problems import (
    best_by_trying,
    check_result,
    compiled,
    floor,
    made,
    pack_of,
    selection,
)

EXACT = Params(gap=0)


def rule(least: int, posts: tuple[str, ...], *group: str, **more: Any) -> Target:
    return Target(
        id="target",
        cite="二",
        words="原文",
        least=least,
        posts=selection("vacancies", "外地岗位", *posts),
        group=selection("workers", "脱贫人员", *group),
        **more,
    )


def county(homes: tuple[str, ...], *openings: int) -> Roster:
    return roster(
        workers=[{"worker_id": f"w{i}", "place": home} for i, home in enumerate(homes)],
        vacancies=[{"vacancy_id": f"v{i}", "openings": n} for i, n in enumerate(openings)],
    )


HERE, THERE = "990101101201", "990102101201"


def test_binds() -> None:
    """Two at vacancy 1 are owed, worth 1 and 2 there and 9 at home: 9 + 9 - 7 = 12 with 9 kept."""
    rows = [floor([1], 2, 100, (True,))]
    problem = made([[9, 1], [9, 2], [9, 0]], [3, 3], rows=rows)
    result = solve(problem, EXACT)
    assert check_result(problem, result) == best_by_trying(problem) == 12
    assert result.lines[0].achieved == 2


def test_is_slack() -> None:
    """Two want to go there anyway."""
    rows = [floor([1], 2, 100, (True,))]
    problem = made([[1, 9], [2, 9], [9, 0]], [3, 3], rows=rows)
    result = solve(problem, EXACT)
    assert check_result(problem, result) == best_by_trying(problem) == 27
    assert (result.status, result.lines[0].price) == (Status.OPTIMAL, 0)


def test_binds_from_the_rule() -> None:
    """One of two goes where it is worth 0.25 less: w1 (0.75 - 0.5), not w0 (0.75 - 0.25)."""
    values = [[0.75, 0.25], [0.75, 0.5]]
    problem = compiled("allocate", county((HERE, HERE), 2, 2), values, rule(1, ("v1",), "w0", "w1"))
    result = solve(problem, EXACT)
    assert result.assignment.tolist() == [[0, 0], [1, 1]]
    assert result.objective == 1.25 * UNIT


def test_is_slack_from_the_rule() -> None:
    """Who started this year counts: nobody is owed any more, and the line says so."""
    given = roster(
        workers=[{"worker_id": "w0"}, {"worker_id": "w1"}],
        vacancies=[{"vacancy_id": "v0", "openings": 2}, {"vacancy_id": "v1", "openings": 2}],
        placements=[{"worker_id": "w0", "vacancy_id": "v1", "started_at": date(2024, 2, 1)}],
    )
    values = [[0.75, 0.25], [0.75, 0.5]]
    result = solve(compiled("allocate", given, values, rule(1, ("v1",), "w0", "w1")), EXACT)
    assert result.assignment.tolist() == [[0, 0], [1, 0]]
    assert [(line.required, line.achieved) for line in result.lines] == [(0, 0)]


def test_each_home_is_owed_its_part() -> None:
    """Of 3 people two live in one county and one in the other: 2 and 1 of the number."""
    given = county((HERE, HERE, THERE), 3, 3)
    values = [[0.75, 0.25]] * 3
    problem = compiled("allocate", given, values, rule(3, ("v1",), "w0", "w1", "w2", by="county"))
    assert {row.entity: row.lower for row in problem.given_rows} == {"990101": 2, "990102": 1}
    result = solve(problem, EXACT)
    assert result.assignment[:, 1].tolist() == [1, 1, 1]


def test_a_number_that_nobody_can_reach_gains_a_penalty_for_each_who_counts() -> None:
    """
    A hundred are owed and two live there: settled before anything is decided.

    Each of them who goes gains the penalty of a should of tier 3, 1, and loses 0.5.
    """
    shared = rule(100, ("v1",), "w0", "w1", strength="should", tier=3)
    problem = compiled("allocate", county((HERE, HERE), 2, 2), [[0.75, 0.25]] * 2, shared)
    assert problem.rows == ()
    assert problem.is_missed.tolist() == [True]
    result = solve(problem, EXACT)
    assert result.assignment[:, 1].tolist() == [1, 1]
    assert result.objective == (0.5 - 98) * UNIT
    assert result.bound == result.objective
    (line,) = result.lines
    assert (line.required, line.achieved, line.price) == (100, 2, UNIT)


def test_who_is_short_is_told_why() -> None:
    answer = run("allocate", county((HERE, HERE), 2, 2), pack_of(rule(5, ("v1",), "w0", "w1")))
    (line,) = answer.rules.to_dicts()
    assert (line["required"], line["shortfall"], line["status"]) == (5, 3, "short")
    assert line["cause"] == (
        "应安排脱贫人员5人,实际2人;这些岗位共2个名额,脱贫人员可参加本次安置的有2人,人数不足"
    )


def test_pushes_and_lists_know_no_target() -> None:
    given = county((HERE, HERE), 2, 2)
    for job in ("push", "shortlist"):
        assert compiled(job, given, np.ones((2, 2)), rule(1, ("v1",), "w0")).given_rows == ()

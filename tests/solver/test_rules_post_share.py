"""Shares of new posts: the floor binds, or is slack."""

from decimal import Decimal

import numpy as np
import pytest

from matcher.units import UNIT
from models.roster import Roster
from models.rules import PostShare
from solver import Params, Status, solve
from tests.models.small_roster import roster
from tests.solver.problems import best_by_trying, check_result, compiled, floor, made, selection

EXACT = Params(gap=0)


def share(amount: str, per: str = "employer", **more: object) -> PostShare:
    """A share of all posts for workers0."""
    return PostShare(
        id="share",
        cite="四",
        words="不少于。",
        posts=selection("vacancies", "全部", *(f"v{i}" for i in range(9))),
        group=selection("workers", "搬迁", "w0"),
        share=Decimal(amount),
        per=per,
        **more,  # type: ignore[arg-type] -- strength and tier
    )


def posts(*given: dict[str, object], workers: int = 2) -> Roster:
    return roster(
        workers=[{"worker_id": f"w{i}"} for i in range(workers)],
        vacancies=[{"vacancy_id": f"v{i}", "openings": 1, **v} for i, v in enumerate(given)],
    )


def test_binds() -> None:
    """Worker 0 alone counts: 3 instead of 8 at the only post; the price is 8 - 3 at least."""
    rows = [floor([0], 1, 100, (True, False))]
    problem = made([[3], [8]], class_of=[0, 1], rows=rows)
    result = solve(problem, EXACT)
    assert result.assignment.tolist() == [[0, 0]]
    assert (result.status, result.objective) == (Status.OPTIMAL, 3)
    assert result.lines[0].price is not None
    assert 5 <= result.lines[0].price <= 100


def test_is_slack() -> None:
    """Worker 0 is the best for the post anyway: the floor holds and costs nothing."""
    rows = [floor([0], 1, 100, (True, False))]
    result = solve(made([[8], [3]], class_of=[0, 1], rows=rows), EXACT)
    assert result.assignment.tolist() == [[0, 0]]
    assert (result.status, result.objective, result.lines[0].price) == (Status.OPTIMAL, 8, 0)


def test_is_slack_where_holding_it_would_cost_more_than_its_penalty() -> None:
    """Holding would lose 5, the penalty is 4: left short by one, and named."""
    rows = [floor([0], 1, 4, (True, False))]
    result = solve(made([[3], [8]], class_of=[0, 1], rows=rows), EXACT)
    assert (result.status, result.objective) == (Status.RELAXED, 8 - 4)
    assert (result.lines[0].rule, result.lines[0].shortfall) == ("share", 1)


def test_binds_over_several_vacancies() -> None:
    """Two of three posts for class 0, whose three are worth 1, 2, 3 beside 9: 9 + 3 + 2."""
    matrix = [[1, 1, 1], [2, 2, 2], [3, 3, 3], [9, 9, 9], [9, 9, 9]]
    rows = [floor([0, 1, 2], 2, 100, (True, False))]
    problem = made(matrix, class_of=[0, 0, 0, 1, 1], rows=rows)
    result = solve(problem, EXACT)
    assert check_result(problem, result) == best_by_trying(problem) == 14
    assert result.lines[0].achieved == 2


def test_floors_that_cross_share_their_people() -> None:
    """Floors over v0, v1 and over v1, v2, one person owed each: one person at v1 holds both."""
    rows = [floor([0, 1], 1, 100, (True, False)), floor([1, 2], 1, 100, (True, False))]
    matrix = [[1, 1, 1], [5, 5, 5], [5, 5, 5], [5, 5, 5]]
    problem = made(matrix, class_of=[0, 1, 1, 1], rows=rows)
    result = solve(problem, EXACT)
    assert check_result(problem, result) == best_by_trying(problem) == 1 + 5 + 5
    assert [0, 1] in result.assignment.tolist()


def test_binds_from_the_rule() -> None:
    """Half of one post, rounded up, is one: worker 0 at 0.25 instead of worker 1 at 0.75."""
    problem = compiled("allocate", posts({"employer_id": "E1"}), [[0.25], [0.75]], share("0.5"))
    assert (problem.rows[0].entity, problem.rows[0].lower) == ("E1", 1)
    result = solve(problem, EXACT)
    assert result.assignment.tolist() == [[0, 0]]
    assert result.objective == 0.25 * UNIT
    assert result.lines[0].price is not None
    assert 0.5 * UNIT <= result.lines[0].price <= 16 * UNIT


def test_is_slack_from_the_rule() -> None:
    """A share of nothing, and posts that are not new, owe nothing."""
    county = posts({"employer_id": "E1"})
    result = solve(compiled("allocate", county, [[0.25], [0.75]], share("0")), EXACT)
    assert result.assignment.tolist() == [[1, 0]]
    old = posts({"employer_id": "E1", "is_new": False})
    assert compiled("allocate", old, [[0.25], [0.75]], share("1")).rows == ()


@pytest.mark.parametrize(
    ("per", "lowers"),
    [
        # 10 % of 11 openings of E1 are 1.1, of 4 of E2 are 0.4: upwards, 2 and 1
        ("employer", {"E1": 2, "E2": 1}),
        # 15 together: 1.5, upwards
        ("all", {"all": 2}),
        # 11 of no project, 4 of work relief
        ("project", {"none": 2, "work_relief": 1}),
        # 5 in the first township, 10 in the second
        ("township", {"990101101": 1, "990101102": 1}),
    ],
)
def test_each_entity_has_its_own_floor(per: str, lowers: dict[str, int]) -> None:
    here, there = "990101101201", "990101102201"
    county = posts(
        {"employer_id": "E1", "openings": 5, "place": here},
        {"employer_id": "E1", "openings": 6, "place": there, "is_new": True},
        {"employer_id": "E2", "openings": 4, "place": there, "project": "work_relief"},
        {"employer_id": "E2", "openings": 0, "place": there},
        {"employer_id": "E3", "openings": 9, "place": here, "is_new": False},
    )
    problem = compiled("allocate", county, np.ones((2, 5)), share("0.10", per))
    assert {row.entity: row.lower for row in problem.given_rows} == lowers


@pytest.mark.parametrize(
    ("strength", "tier", "expected"),
    [("must", 1, 16), ("must", 2, 8), ("must", 3, 4), ("should", 1, 4), ("should", 3, 1)],
)
def test_a_unit_short_costs_what_strength_and_tier_say(
    strength: str, tier: int, expected: int
) -> None:
    rule = share("1", strength=strength, tier=tier)
    problem = compiled("allocate", posts({"employer_id": "E1"}), [[0.5], [0.5]], rule)
    assert problem.rows[0].penalty == expected * UNIT


def test_pushes_and_lists_know_no_share() -> None:
    county = posts({"employer_id": "E1"})
    assert compiled("push", county, [[0.5], [0.5]], share("1")).rows == ()
    assert compiled("shortlist", county, [[0.5], [0.5]], share("1")).rows == ()

"""Posts owed to each worker of a push."""

import numpy as np
import pytest

from matcher.units import UNIT
from models.roster import Roster
from models.rules import PushMinimum
from solver import Params, Status, solve
from tests.models.small_roster import roster
from tests.solver.problems import best_by_trying, check_result, compiled, made, selection

EXACT = Params(gap=0)


def owed(least: int, *workers: str, **more: object) -> PushMinimum:
    return PushMinimum(
        id="push",
        cite="三",
        words="不少于。",
        workers=selection("workers", "有意愿的", *workers),
        least=least,
        **more,  # type: ignore[arg-type] -- strength and tier
    )


def county(workers: int = 2, vacancies: int = 4, **more: object) -> Roster:
    return roster(
        workers=[{"worker_id": f"w{i}", **more} for i in range(workers)],
        vacancies=[{"vacancy_id": f"v{i}", "openings": 1} for i in range(vacancies)],
    )


def test_binds() -> None:
    """One view of v0: worth 9 to worker 0, who has v1 as well; worker 1, owed one, gets it at 2."""
    allowed = [[True, True], [True, False]]
    problem = made(
        [[9, 4], [2, 0]], allowed=allowed, max_posts=[2, 2], min_posts=[1, 1], short_penalty=50
    )
    result = solve(problem, EXACT)
    assert result.assignment.tolist() == [[0, 1], [1, 0]]
    assert (result.status, result.objective) == (Status.OPTIMAL, 6)


def test_is_slack() -> None:
    """Everybody gets more than is owed: views of both posts for both, 9 + 4 + 2 + 1."""
    problem = made([[9, 4], [2, 1]], [2, 2], max_posts=[2, 2], min_posts=[1, 1], short_penalty=50)
    result = solve(problem, EXACT)
    assert (result.status, result.objective) == (Status.OPTIMAL, 16)


def test_binds_against_values_below_nothing() -> None:
    """Worth -3 to its worker, owed at 50: given."""
    problem = made([[-3]], min_posts=[1], short_penalty=50)
    result = solve(problem, EXACT)
    assert (result.status, result.objective, result.bound) == (Status.OPTIMAL, -3, -3)


def test_no_more_is_owed_than_is_eligible() -> None:
    """Three owed, one eligible post with openings: one owed, none short."""
    allowed = [[True, True, False]]
    problem = made(
        [[5, 6, 7]], [1, 0, 1], allowed=allowed, max_posts=[3], min_posts=[3], short_penalty=50
    )
    result = solve(problem, EXACT)
    assert (result.status, result.owed.tolist(), result.objective) == (Status.OPTIMAL, [1], 5)


def test_who_is_short_is_relaxed() -> None:
    """Two workers owed one each, one view: the better one, and 50 for the other."""
    problem = made([[5], [3]], min_posts=[1, 1], short_penalty=50)
    result = solve(problem, EXACT)
    assert check_result(problem, result) == best_by_trying(problem) == 5 - 50
    assert (result.status, result.bound) == (Status.RELAXED, -45)


def test_binds_from_the_rule() -> None:
    """w0 is owed 4 posts though a run gives 3 at most and values 0.5: four, w1 gets three."""
    problem = compiled(
        "push", county(), np.full((2, 4), 0.5), owed(4, "w0"), min_posts=0, max_posts=3
    )
    assert problem.min_posts.tolist() == [4, 0]
    assert problem.max_posts.tolist() == [4, 3]
    held = np.bincount(solve(problem, EXACT).assignment[:, 0])
    assert held.tolist() == [4, 3]


def test_is_slack_from_the_rule() -> None:
    """The run's own minimum is 3, the rule's 2: three; who takes no part is owed none."""
    values = np.full((2, 4), 0.5)
    problem = compiled("push", county(), values, owed(2, "w0", "w1"))
    assert problem.min_posts.tolist() == [3, 3]
    absent = county(status="employed")
    assert compiled("push", absent, values, owed(2, "w0", "w1")).min_posts.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([owed(2, "w0")], 16),
        ([owed(2, "w0", strength="should", tier=2)], 2),
        ([owed(2, "w0", strength="should"), owed(3, "w1", tier=2)], 8),
    ],
)
def test_the_strictest_rule_says_what_a_post_short_costs(
    rules: list[PushMinimum], expected: int
) -> None:
    problem = compiled("push", county(), np.full((2, 4), 0.5), *rules, min_posts=0)
    assert problem.short_penalty == expected * UNIT


def test_an_allocation_owes_nobody_three_posts() -> None:
    problem = compiled("allocate", county(), np.full((2, 4), 0.5), owed(3, "w0"))
    assert problem.min_posts.tolist() == [0, 0]
    assert problem.max_posts.tolist() == [1, 1]

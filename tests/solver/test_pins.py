"""Pinned matches stay, count for every rule, and the rest is decided as well as it can be."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from matcher.dense import DenseValues
from solver import Params, Problem, Status, solve
from solver.pins import Pinned
from solver.result import Result
from tests.solver.problems import best_by_trying, cap, check_result, floor, household, made

EXACT = Params(gap=0)
BOTH = (True, True)


def solved(problem: Problem, *pins: tuple[int, int]) -> Result:
    """The best answer that keeps some pins."""
    pinned = Pinned(problem, np.array(pins))
    return pinned.answered(solve(pinned.rest, EXACT), EXACT)


def keeping(problem: Problem, *pins: tuple[int, int]) -> Problem:
    """The same problem in which the pinned can have nothing else and cannot go without."""
    shape = problem.shape
    grid = np.indices(shape).reshape(2, -1)
    allowed = problem.values.eligible(grid[0], grid[1]).reshape(shape)
    matrix = problem.values.at(grid[0], grid[1]).reshape(shape)
    for worker, vacancy in pins:
        allowed[worker] = False
        allowed[worker, vacancy] = True
        matrix[worker, vacancy] += REWARD
    return Problem(
        DenseValues(matrix, allowed), problem.openings, max_posts=problem.max_posts,
        class_of=problem.class_of, bonus=problem.given_bonus, rows=problem.given_rows,
        households=problem.households, household_caps=problem.household_caps,
    )  # fmt: skip


REWARD = 100_000  # units: beyond every value, bonus and penalty of these problems


def pairs(result: Result) -> list[list[int]]:
    return result.assignment.tolist()


def test_binds() -> None:
    """Free, 0 takes post 0 and 1 post 1: 9 + 5. Pinned to post 1, 0 leaves post 0 to 1: 4 + 6."""
    problem = made([[9, 4], [6, 5]])
    assert solve(problem, EXACT).objective == 14
    result = solved(problem, (0, 1))
    assert pairs(result) == [[0, 1], [1, 0]]
    assert (result.objective, result.bound, result.gap) == (10, 10, 0)
    assert result.status is Status.OPTIMAL


def test_is_slack() -> None:
    """What would come anyway, pinned, changes nothing."""
    problem = made([[9, 4], [6, 5]])
    result = solved(problem, (0, 0))
    assert pairs(result) == [[0, 0], [1, 1]]
    assert (result.objective, result.bound) == (14, 14)


def test_a_pin_takes_an_opening() -> None:
    """Two of three are pinned to the post of two openings: nothing is left for the best one."""
    problem = made([[1], [1], [9]], [2])
    assert pairs(solved(problem, (0, 0), (1, 0))) == [[0, 0], [1, 0]]


def test_everybody_may_be_pinned() -> None:
    result = solved(made([[3, 1], [2, 2]]), (0, 1), (1, 0))
    assert (result.objective, result.bound, result.gap) == (3, 3, 0)


def test_a_pin_counts_for_a_floor() -> None:
    """One of class 1 is owed on post 0. 2 (class 1) is pinned there: 0 (class 0) may stay."""
    problem = made(
        [[9, 0], [1, 8], [1, 0]], [2, 1], class_of=[0, 1, 1],
        rows=[floor([0], 1, 50, (False, True))],
    )  # fmt: skip
    result = solved(problem, (2, 0))
    assert pairs(result) == [[0, 0], [1, 1], [2, 0]]
    assert [(line.required, line.achieved) for line in result.lines] == [(1, 1)]


def test_a_pin_against_a_floor_leaves_it_short_and_says_so() -> None:
    """The only opening that counts is pinned to somebody who does not."""
    problem = made([[9], [1]], [1], class_of=[0, 1], rows=[floor([0], 1, 50, (False, True))])
    result = solved(problem, (0, 0))
    assert result.status is Status.RELAXED
    assert (result.objective, result.bound) == (-41, -41)
    assert [line.shortfall for line in result.lines] == [1]


def test_a_pin_counts_for_its_household() -> None:
    """Household 0 and 1 is owed one job: 0 is pinned, so post 1 goes to 2 and not to 1."""
    problem = made([[5, 0], [0, 3], [0, 4]], households=[household([0, 1], 1, 50)])
    assert pairs(solved(problem, (0, 0))) == [[0, 0], [2, 1]]


def test_a_household_all_of_which_is_pinned_is_kept_in_the_lines() -> None:
    problem = made([[5, 0], [0, 3]], households=[household([0, 1], 2, 50)])
    result = solved(problem, (0, 0), (1, 1))
    assert [(line.required, line.achieved) for line in result.lines] == [(2, 2)]


def test_a_pin_counts_for_a_household_cap() -> None:
    """One of 0 and 1 may hold a post; 0 is pinned, so 1 goes without and 2 takes post 1."""
    problem = made([[1, 0], [0, 9], [0, 2]], household_caps=[cap([0, 1], [0, 1], 1)])
    assert pairs(solved(problem, (0, 0))) == [[0, 0], [2, 1]]


def test_a_pin_brings_the_bonus_of_its_class() -> None:
    bonus = np.array([[7]])
    result = solved(made([[2]], bonus=bonus), (0, 0))
    assert (result.objective, result.value, result.bound) == (9, 2, 9)


@pytest.mark.parametrize(
    ("pins", "said"),
    [
        ([(0, 1)], "not eligible"),
        ([(1, 0), (2, 0)], "openings"),
        ([(1, 0), (1, 1)], "may get posts"),
        ([(2, 0)], "may get posts"),
    ],
)
def test_pins_beyond_a_limit_are_refused(pins: list[tuple[int, int]], said: str) -> None:
    allowed = np.array([[True, False], [True, True], [True, True]])
    problem = made(np.ones((3, 2)), allowed=allowed, max_posts=[1, 1, 0 if len(pins) < 2 else 1])
    with pytest.raises(ValueError, match=said):
        Pinned(problem, np.array(pins))


def test_pins_beyond_a_household_cap_are_refused() -> None:
    problem = made(np.ones((2, 2)), household_caps=[cap([0, 1], [0, 1], 1)])
    with pytest.raises(ValueError, match="H0"):
        Pinned(problem, np.array([(0, 0), (1, 1)]))


@pytest.mark.parametrize("seed", range(30))
def test_no_answer_that_keeps_the_pins_is_better(seed: int) -> None:
    """
    Against every assignment tried, rules of all sorts, a third of the people pinned.

    A reward for each pinned pair makes the pins worth keeping in the trial.
    """
    rng = np.random.default_rng(seed)
    matrix = rng.integers(0, 20, (6, 4))
    problem = made(
        matrix, rng.integers(1, 3, 4), allowed=rng.random((6, 4)) < 0.8,
        class_of=rng.integers(0, 2, 6), bonus=rng.integers(0, 3, (2, 4)),
        rows=[floor([0, 1], 2, 50, (False, True)), floor([1, 2], 1, 40, BOTH)],
        households=[household([0, 1], 1, 60), household([2, 3], 2, 60)],
        household_caps=[cap([4, 5], [0, 1, 2], 1)],
    )  # fmt: skip
    pins: list[tuple[int, int]] = []
    for worker in rng.permutation(6)[:2].tolist():
        posts = [v for v in range(4) if problem.values.eligible(np.array([worker]), np.array([v]))]
        left = [v for v in posts if problem.openings[v] > sum(p[1] == v for p in pins)]
        if left and not (worker in {4, 5} and pins and pins[0][0] in {4, 5}):
            pins.append((worker, left[0]))
    result = solved(problem, *pins)
    check_result(problem, result)
    assert {tuple(pair) for pair in pairs(result)} >= set(pins)
    best = best_by_trying(keeping(problem, *pins)) - REWARD * len(pins)
    assert result.bound >= best
    assert result.objective >= best - (result.gap or 0) * max(1, result.value) - 1e-9
    if result.gap == 0:
        assert result.objective == best


def test_the_pins_pass_on_every_part_of_a_problem() -> None:
    """A part that a problem has and the rest of it does not would be lost in silence."""
    parts = inspect.signature(Problem.__init__).parameters
    assert set(parts) == {
        "self", "values", "openings", "max_posts", "min_posts", "short_penalty", "class_of",
        "bonus", "rows", "households", "household_caps",
    }  # fmt: skip

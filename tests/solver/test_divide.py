"""A row's price among its lines: the table stays, the bound falls, no answer passes it."""

from __future__ import annotations

import numpy as np
import pytest

from solver.bound import dual_value
from solver.divide import best_divided
from solver.prices import Prices
from solver.problem import Problem
from tests.solver.problems import best_by_trying, everything, made, ratio

# 30 % of T hires, rounded up, is 0, 1, 1, 1, 2 people: the hull has corners at 0, 3 and 4.
FLAT = ratio([0], 0, (2, -1), 3)
STEEP = ratio([0], -2, (0, -1), 1)


def small(matrix: list[list[int]] | np.ndarray, people: int, openings: int = 4) -> Problem:
    """One employer with one post; every other one of so many people is of the group."""
    row = ratio([0], 0, (7, -3), 10, lines=(FLAT, STEEP))
    classes = [w % 2 for w in range(people)]
    return made(matrix, [openings, 1], class_of=classes, rows=[row])


def bound(problem: Problem, prices: Prices) -> int:
    return dual_value(
        problem, everything(problem), prices, np.zeros(problem.shape[0], dtype=np.int64)
    )


def test_the_price_goes_to_the_line_of_all_openings() -> None:
    """
    Four hires ask for two: the flat line says 4/3, the steep one 2.

    At a price of 30 a hire pays 10 by the flat line and 30 by the steep one, so the post
    is worth 50 - 20; the bound falls by 30 (2 - 4/3).
    """
    problem = small([[40, 0]] * 6, 6)
    before = Prices(np.array([50, 0]), np.array([30, 0]))
    after = best_divided(problem, before)
    assert (after.vacancy.tolist(), after.row.tolist()) == ([30, 0], [0, 30])
    assert np.array_equal(after.table(problem).price, before.table(problem).price)
    assert bound(problem, before) - bound(problem, after) == 20


def test_a_post_is_never_worth_less_than_nothing() -> None:
    """A hire may pay 5 more, for so much is the post worth: 7 of the price go, 2/3 each."""
    problem = small([[40, 0]] * 6, 6)
    after = best_divided(problem, Prices(np.array([5, 0]), np.array([30, 0])))
    assert after.row.tolist() == [23, 7]
    assert 0 <= after.vacancy[0] <= 1


def test_prices_that_cannot_be_divided_better_stay_as_they_are() -> None:
    problem = small([[40, 0]] * 6, 6)
    for prices in (
        Prices(np.array([50, 0]), np.array([0, 30])),
        Prices(np.array([0, 0]), np.array([30, 0])),
        Prices(np.array([50, 0]), np.array([0, 0])),
    ):
        assert best_divided(problem, prices) is prices


@pytest.mark.parametrize("seed", range(20))
def test_nobody_finds_a_post_cheaper_and_no_answer_is_worth_more(seed: int) -> None:
    rng = np.random.default_rng(seed)
    problem = small(rng.integers(0, 200, (6, 2)), 6, int(rng.integers(1, 5)))
    before = Prices(rng.integers(0, 120, 2), rng.integers(0, 60, 2))
    after = best_divided(problem, before)
    assert (after.table(problem).price >= before.table(problem).price).all()
    assert (after.vacancy >= 0).all()
    assert (after.row >= 0).all()
    assert after.row.sum() == problem.legal(before.row).sum()
    assert best_by_trying(problem) <= bound(problem, after) <= bound(problem, before) + 1

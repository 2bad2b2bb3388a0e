"""Prices of single rows: the bound only falls, to the best where one row is all there is."""

from __future__ import annotations

import numpy as np
import pytest

from solver.bound import dual_value
from solver.polish import _Steps, polished
from solver.prices import Prices
from solver.problem import Problem
from tests.solver.problems import best_by_trying, everything, floor, made
from tests.solver.test_exchange import employers

_ROUNDED = 4  # units: every price is rounded


def bound(problem: Problem, prices: Prices) -> int:
    owed = np.zeros(problem.shape[0], dtype=np.int64)
    return dual_value(problem, everything(problem), prices, owed)


def test_a_row_that_has_people_to_spare_costs_nothing() -> None:
    """
    Two of three, all of the group, are hired; one was asked for, at a price of 30.

    At 60 for the post each pays 30: 20 + 10 is left to them, and 2 x 60 - 30 is proved
    besides, 120. Without a price for the row the two are worth 50 + 40 = 90.
    """
    problem = made([[50], [40], [10]], [2], class_of=[0, 0, 0], rows=[floor([0], 1, 99, (True,))])
    before = Prices(np.array([60]), np.array([30]))
    assert bound(problem, before) == 120
    after = polished(problem, everything(problem), before, [0])
    assert 90 <= bound(problem, after) <= 90 + _ROUNDED


@pytest.mark.parametrize("seed", range(12))
def test_the_bound_falls_and_no_answer_passes_it(seed: int) -> None:
    problem = employers(seed)
    rng = np.random.default_rng(seed)
    before = Prices(rng.integers(0, 120, 2), rng.integers(0, 100, len(problem.rows)))
    after = polished(problem, everything(problem), before, [0, 1])
    assert (after.vacancy >= 0).all()
    assert (after.row >= 0).all()
    total = np.bincount(problem.row_of, after.row, len(problem.open_rows))
    assert (total <= [row.penalty for row in problem.open_rows]).all()
    assert best_by_trying(problem) <= bound(problem, after) <= bound(problem, before) + _ROUNDED


def test_rows_that_are_not_named_keep_their_prices() -> None:
    problem = employers(3)
    before = Prices(np.array([10, 20]), np.zeros(len(problem.rows), dtype=np.int64))
    after = polished(problem, everything(problem), before, [1])
    assert after.vacancy[0] == before.vacancy[0]
    assert after.row[problem.row_of == 0].tolist() == before.row[problem.row_of == 0].tolist()


def test_no_line_is_priced_below_nothing() -> None:
    """Steep lines of nearly one slope: the fraction of a unit left out would ask for 108 of 100."""
    steps = _Steps(np.array([10.0, 10.1]), np.array([5.0, 6.0]))
    assert steps.divided(100.9, 100.9 * 10.0999).tolist() == [0, 100]

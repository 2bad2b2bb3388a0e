"""People who change places: an answer only gains, and reaches the best of small markets."""

from __future__ import annotations

import numpy as np
import pytest

from solver.answer import Answer, count_answer
from solver.exchange import exchanged
from solver.prices import Prices
from solver.problem import Problem
from tests.solver.problems import (
    best_by_trying,
    breaks_a_limit,
    everything,
    floor,
    made,
    ratio,
    worth,
)


def employers(seed: int, people: int = 6) -> Problem:
    """
    Two employers with two and three openings: half of those hired are of the group.

    r(T) is 0, 1, 1 for two openings and 0, 1, 1, 2 for three; every line is a side of
    the hull, and each person short costs 100.
    """
    rng = np.random.default_rng(seed)
    two = (ratio([0], 0, (1, -1), 2),)
    three = (ratio([1], 0, (2, -1), 3), ratio([1], -1, (0, -1), 1))
    rows = [
        ratio([0], 0, (1, -1), 2, lines=two),
        ratio([1], 0, (1, -1), 2, lines=three),
    ]
    matrix = rng.integers(1, 120, (people, 2))
    return made(matrix, [2, 3], class_of=rng.integers(0, 2, people), rows=rows)


def empty(problem: Problem) -> tuple[Answer, Prices]:
    """Nobody has a post, and nothing costs anything."""
    arcs, owed = everything(problem), np.zeros(problem.shape[0], dtype=np.int64)
    nobody = np.zeros(arcs.vacancy.size, dtype=bool)
    return count_answer(problem, arcs, nobody, owed), Prices.zero(problem)


@pytest.mark.parametrize("seed", range(12))
def test_a_market_that_fits_into_one_piece_is_decided(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solver.exchange._REACH", 2.0)  # all pairs
    problem = employers(seed)
    answer, prices = empty(problem)
    owed = np.zeros(problem.shape[0], dtype=np.int64)
    found, _ = exchanged(problem, everything(problem), prices, owed, answer)
    assert not breaks_a_limit(problem, found.pairs)
    assert worth(problem, found.pairs) == found.objective == best_by_trying(problem)


def test_an_answer_that_is_the_best_stays() -> None:
    problem = employers(0)
    answer, prices = empty(problem)
    owed = np.zeros(problem.shape[0], dtype=np.int64)
    best, _ = exchanged(problem, everything(problem), prices, owed, answer)
    again, _ = exchanged(problem, everything(problem), prices, owed, best)
    assert again is best


def test_without_sides_of_steps_there_is_nothing_to_do() -> None:
    """A floor's people are found by the flow: the answer is handed back."""
    problem = made([[1, 2]], class_of=[0], rows=[floor([0], 1, 9, (True,))])
    answer, prices = empty(problem)
    found, losing = exchanged(problem, everything(problem), prices, np.zeros(1, np.int64), answer)
    assert (found is answer, losing) == (True, [])

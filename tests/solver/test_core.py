"""Answers finished on their core, against every assignment and against HiGHS over all pairs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from solver import Params, Problem, Status, solve
from solver.answer import count_answer
from solver.bound import dual_value
from solver.core.choose import choose
from solver.core.decide import decide
from solver.core.pairs import core_pairs, least_wanted, losses, with_held
from solver.core.when import Proved, finished
from solver.exact import best_of_few
from solver.prices import Prices
from tests.solver.problems import (
    best_by_trying,
    cap,
    check_result,
    drawn,
    everything,
    floor,
    household,
    made,
    ratio,
    worth,
)

EXACT = Params(gap=0, rounds=6)


def market(seed: int) -> Problem:
    """60 workers of three classes, 12 vacancies: floors, a ratio, guarantees and a cap."""
    rng = np.random.default_rng(seed)
    rows = [
        floor([0, 1, 2, 3], 5, 60, (True, False, True)),
        floor([3, 4, 5], 4, 90, (False, True, True)),
        ratio([6, 7, 8], 0, (2, -1, -1), 3),
    ]
    return made(
        rng.integers(0, 100, (60, 12)),
        rng.integers(1, 5, 12),
        allowed=rng.random((60, 12)) < 0.8,
        class_of=rng.integers(0, 3, 60),
        rows=rows,
        households=[household([0, 1, 2], 2, 300), household([10, 11], 1, 300)],
        household_caps=[cap([20, 21, 22], list(range(6)), 1)],
    )


def priced(problem: Problem, seed: int) -> tuple[Prices, int]:
    """Some prices, good or bad, and the bound that they prove."""
    rng = np.random.default_rng(seed)
    prices = Prices(
        rng.integers(0, 12, problem.shape[1]),
        np.array([rng.integers(0, row.penalty + 1) for row in problem.rows], dtype=np.int64),
    )
    owed = np.zeros(problem.shape[0], dtype=np.int64)
    return prices, dual_value(problem, everything(problem), prices, owed)


@pytest.mark.parametrize("seed", range(20))
def test_gap_zero_is_the_best_of_all_assignments_and_proved(seed: int) -> None:
    """Caps have no price and floors cross: the prices' bound is not enough, the core's is."""
    problem = drawn(100 + seed)
    result = solve(problem, EXACT)
    best = best_by_trying(problem)
    assert check_result(problem, result) == best
    assert result.bound * problem.values.unit == best
    assert result.status in {Status.OPTIMAL, Status.RELAXED}


@pytest.mark.parametrize("seed", range(8))
def test_whatever_beats_an_answer_has_only_pairs_of_its_core(seed: int) -> None:
    """At any prices: forbidding all other pairs leaves the best of all assignments there is."""
    problem = drawn(100 + seed)
    arcs, owed = everything(problem), np.zeros(5, dtype=np.int64)
    prices, bound = priced(problem, seed)
    best = best_by_trying(problem)
    nobody = count_answer(problem, arcs, np.zeros(arcs.vacancy.size, dtype=bool), owed)
    for objective in {nobody.objective, best + problem.lost - 1}:
        wanted = least_wanted(problem, arcs, prices, owed)
        core = core_pairs(problem, prices, wanted, bound - objective)
        assert core is not None
        choice = choose(problem, core, owed, np.zeros(core.vacancy.size, dtype=bool), 5.0)
        assert choice is not None
        assert choice.best
        assert choice.bound == best
        inside = losses(problem, arcs, prices, wanted) < bound - objective
        inside &= problem.openings[arcs.vacancy] > 0
        assert core.vacancy.size == np.count_nonzero(inside)


@pytest.mark.parametrize("seed", range(6))
def test_sixty_workers_under_rules_beside_highs_over_all_pairs(seed: int) -> None:
    """Floors, a ratio, guarantees and a cap: the same worth, proved by both."""
    problem = market(seed)
    arcs = everything(problem)
    result = solve(problem, Params(gap=0))
    taken = best_of_few(problem, arcs, np.zeros(60, dtype=np.int64))
    assert taken is not None
    pairs = np.stack((arcs.worker[taken], arcs.vacancy[taken]), axis=1)
    assert check_result(problem, result) == worth(problem, pairs)
    assert result.bound == result.objective


@pytest.mark.parametrize("seed", range(6))
def test_people_of_several_posts_who_are_owed_some(seed: int) -> None:
    """4 workers owed one post and allowed two, under a floor: the best of all is proved."""
    rng = np.random.default_rng(seed)
    problem = made(
        rng.integers(-2, 20, (4, 3)),
        rng.integers(1, 3, 3),
        max_posts=np.full(4, 2),
        min_posts=np.ones(4, dtype=np.int64),
        short_penalty=50,
        class_of=[0, 0, 1, 1],
        rows=[floor([0, 2], 2, 30, (False, True))],
    )
    result = solve(problem, EXACT)
    assert check_result(problem, result) == best_by_trying(problem)
    assert result.bound == result.objective


def test_a_small_reach_first_then_all_that_is_left() -> None:
    """
    From nobody placed, at prices of nothing: the bound is everybody's best post, 9 + 9 + 8.

    One opening of the post that all want: 9 + 5 + 4 is best, far below the bound, and found
    by looking at pairs that lose up to bound - 18.
    """
    problem = made([[9, 5, 0], [9, 0, 4], [8, 3, 2]])
    arcs, owed = everything(problem), np.zeros(3, dtype=np.int64)
    prices = Prices.zero(problem)
    bound = dual_value(problem, arcs, prices, owed)
    nobody = count_answer(problem, arcs, np.zeros(9, dtype=bool), owed)
    decided = decide(problem, arcs, prices, owed, bound, nobody, limit=1.0)
    assert bound == 26
    assert decided is not None
    assert (decided.answer.objective, decided.bound) == (17, 17) or decided.bound == 18


def test_a_core_that_is_too_large_is_left_alone() -> None:
    problem = made(np.full((4, 4), 7))
    arcs, owed, prices = everything(problem), np.zeros(4, dtype=np.int64), Prices.zero(problem)
    wanted = least_wanted(problem, arcs, prices, owed)
    assert core_pairs(problem, prices, wanted, 1, most=15) is None
    found = core_pairs(problem, prices, wanted, 1, most=16)
    assert found is not None
    assert found.vacancy.size == 16


def test_the_answer_s_own_pairs_are_always_there() -> None:
    """A pair of the answer that falls short by much is kept: the answer is where to begin."""
    problem = made([[9, 1], [8, 2]])
    prices, owed = Prices.zero(problem), np.zeros(2, dtype=np.int64)
    wanted = least_wanted(problem, everything(problem), prices, owed)
    core = core_pairs(problem, prices, wanted, 1)
    assert core is not None
    assert core.vacancy.tolist() == [0, 0]
    both = with_held(problem, core, np.array([[0, 0], [1, 1]]))
    assert (both.worker.tolist(), both.vacancy.tolist()) == ([0, 1, 1], [0, 0, 1])
    assert both.value.tolist() == [9, 8, 2]


def test_when_an_answer_is_finished() -> None:
    """A small problem at its end; at a gap of 0 on the way too; never where it is off."""
    problem = drawn(0)
    arcs, owed = everything(problem), np.zeros(5, dtype=np.int64)
    prices, bound = priced(problem, 0)
    proved = Proved(arcs, prices, bound, owed)
    nobody = count_answer(problem, arcs, np.zeros(arcs.vacancy.size, dtype=bool), owed)
    loose, exact = Params(gap=1e-4), Params(gap=0)
    assert finished(problem, loose, proved, nobody, last=False) is None
    assert finished(problem, loose, proved, nobody, last=True) is not None
    assert finished(problem, exact, proved, nobody, last=False) is not None
    assert finished(problem, replace(exact, core=False), proved, nobody, last=True) is None
    assert (
        finished(problem, exact, replace(proved, bound=nobody.objective), nobody, last=True) is None
    )


def test_the_same_core_gives_the_same_answer_again() -> None:
    problem = market(7)
    first, second = (solve(problem, Params(gap=0)) for _ in range(2))
    assert np.array_equal(first.assignment, second.assignment)
    assert first.core == second.core


def test_the_core_says_what_the_prices_alone_prove() -> None:
    """Three people of one household may hold one of the posts: 9, where prices say 9 + 8 + 7."""
    problem = made(np.diag([9, 8, 7]), household_caps=[cap([0, 1, 2], [0, 1, 2], 1)])
    result = solve(problem, EXACT)
    assert (result.objective, result.bound) == (9, 9)
    assert result.core is not None
    assert result.priced_bound == result.core.priced_bound > 9
    assert solve(problem, replace(EXACT, core=False)).core is None

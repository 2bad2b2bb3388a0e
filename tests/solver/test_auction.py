"""The auction against SciPy's optimum, and what it promises: nobody wants anything else."""

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from matcher.pairs import Arcs
from solver.answer import count_answer
from solver.arcs import select
from solver.auction.market import Market, open_market
from solver.auction.settle import cool
from solver.prices import Prices
from solver.problem import Problem
from tests.solver.problems import everything, household, made

UNIT = 1000


def settled(problem: Problem, epsilon: int) -> tuple[Arcs, Market]:
    """A market over all pairs, brought to rest at falling epsilons."""
    arcs = everything(problem)
    arcs = select(arcs, problem.openings[arcs.vacancy] > 0)
    owed = np.minimum(problem.min_posts, np.diff(arcs.start))
    market = open_market(problem, arcs, Prices.zero(problem), owed)
    cool(market, (16 * epsilon, 4 * epsilon, epsilon), 0)
    return arcs, market


@pytest.mark.parametrize("seed", range(8))
def test_an_assignment_within_epsilon_a_worker_of_the_best(seed: int) -> None:
    rng = np.random.default_rng(seed)
    openings = rng.integers(0, 4, 12)
    matrix = rng.integers(0, UNIT, (30, 12))
    problem = made(matrix, openings)
    arcs, market = settled(problem, 2)
    worth = count_answer(problem, arcs, market.taken, problem.min_posts).objective
    columns = np.repeat(np.arange(12), openings)
    rows, chosen = linear_sum_assignment(matrix[:, columns], maximize=True)
    best = int(matrix[rows, columns[chosen]].sum())
    assert best - 2 * 30 <= worth <= best


@pytest.mark.parametrize("seed", range(8))
def test_nobody_has_anything_better_and_no_empty_post_costs_anything(seed: int) -> None:
    """Epsilon-complementary slackness, for workers who may hold several posts and are owed one."""
    rng = np.random.default_rng(seed)
    epsilon = 3
    problem = made(
        rng.integers(-200, UNIT, (25, 8)),
        rng.integers(0, 6, 8),
        max_posts=rng.integers(0, 4, 25),
        min_posts=np.zeros(25, dtype=np.int64),
    )
    arcs, market = settled(problem, epsilon)
    filled = np.bincount(arcs.vacancy[market.taken], minlength=8)
    assert (filled <= problem.openings).all()
    assert (market.price[filled < problem.openings] == 0).all()
    priced = arcs.value - market.price[arcs.vacancy]
    for worker in range(25):
        own = slice(arcs.start[worker], arcs.start[worker + 1])
        held, other = priced[own][market.taken[own]], priced[own][~market.taken[own]]
        assert held.size <= problem.max_posts[worker]
        assert held.min(initial=0) >= -epsilon
        least = held.min() if held.size == problem.max_posts[worker] and held.size else 0
        if problem.max_posts[worker]:
            assert other.max(initial=0) <= least + epsilon


def test_a_guaranteed_household_takes_a_loss_and_sends_who_loses_least() -> None:
    """Both members lose by the only post: the one at -30 goes, not the one at -50."""
    problem = made([[-30], [-50]], [1], households=[household([0, 1], 1, 400)])
    _, market = settled(problem, 1)
    assert market.taken.tolist() == [True, False]


def test_prices_that_begin_too_high_come_down() -> None:
    """Two workers, three openings priced at 900 of 1000: nobody need pay."""
    problem = made(np.full((2, 1), UNIT), [3])
    arcs = everything(problem)
    begun = Prices(np.array([900]), np.zeros(0, dtype=np.int64))
    market = open_market(problem, arcs, begun, problem.min_posts)
    cool(market, (1,), 0)
    assert market.price.tolist() == [0]
    assert market.taken.all()

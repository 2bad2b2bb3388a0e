"""Wages: no answer passes the bound, which is no higher than the prices', and mostly lower."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.units import IntArray
from solver.answer import Answer, count_answer
from solver.bound import dual_value
from solver.prices import Prices
from solver.problem import Problem
from solver.wages.employers import employers
from solver.wages.found import Wages
from solver.wages.market import Market
from solver.wages.prove import proved_by_wages
from solver.wages.search import best_wages
from solver.wages.staff import Staff
from tests.solver.problems import (
    best_by_trying,
    everything,
    floor,
    household,
    made,
    ratio,
)

# 30 % of T hires, rounded up, is 0, 1, 1, 1, 2 people: the hull has corners at 0, 3 and 4.
STEPS = (ratio([0], 0, (2, -1), 3), ratio([0], -2, (0, -1), 1))


def nobody(problem: Problem) -> Answer:
    """Nobody has a post."""
    arcs, owed = everything(problem), np.zeros(problem.shape[0], dtype=np.int64)
    return count_answer(problem, arcs, np.zeros(arcs.vacancy.size, dtype=bool), owed)


def priced(problem: Problem, prices: Prices) -> int:
    """The prices' bound, in units."""
    owed = np.zeros(problem.shape[0], dtype=np.int64)
    return dual_value(problem, everything(problem), prices, owed)


def proved(problem: Problem, prices: Prices) -> Wages | None:
    return proved_by_wages(
        problem, everything(problem), prices, priced(problem, prices), nobody(problem)
    )


def one_employer(vacant: int = 4) -> Problem:
    """Two people, none of the group, for four openings of which 30 % are owed to the group."""
    row = ratio([0], 0, (7, -3), 10, lines=STEPS)
    return made([[40], [40]], [vacant], class_of=[1, 1], rows=[row])


def test_a_whole_person_short_is_seen() -> None:
    """
    Two hires ask for one person of the group, of whom there is none: 80 - 100.

    The best is to hire nobody. The flat line asks for a third of a person a hire, so that
    at a price of 100 each of two workers gains 40 - 33. A wage of 0 takes that away.
    """
    problem = one_employer()
    prices = Prices(np.array([0]), np.array([100, 0]))
    assert priced(problem, prices) == 14
    found = proved(problem, prices)
    assert found is not None
    assert found.bound == best_by_trying(problem) == 0
    assert found.wage.tolist() == [0, 0]


def crossing(seed: int) -> Problem:
    """
    Two employers with steps, a post of nobody's, a floor across both, and one household.

    The first also owes a floor of its own to the same group.
    """
    rng = np.random.default_rng(seed)
    other = (ratio([1], 0, (1, -1), 2),)
    rows = [
        ratio([0], 0, (7, -3), 10, lines=STEPS),
        ratio([1], 0, (1, -1), 2, lines=other),
        floor([0], int(rng.integers(0, 3)), int(rng.integers(20, 90)), (True, False)),
        floor([0, 1], int(rng.integers(0, 3)), int(rng.integers(20, 90)), (False, True)),
    ]
    homes = [household([0, 1], 1, 60)] if rng.random() < 0.5 else []
    return made(
        rng.integers(0, 120, (6, 3)),
        [int(rng.integers(1, 5)), 2, 1],
        allowed=rng.random((6, 3)) < 0.8,
        class_of=rng.integers(0, 2, 6),
        rows=rows,
        households=homes,
    )


@pytest.mark.parametrize("seed", range(40))
def test_no_answer_passes_the_bound_at_any_prices(seed: int) -> None:
    rng = np.random.default_rng(1000 + seed)
    problem = crossing(seed)
    prices = Prices(rng.integers(0, 80, 3), rng.integers(0, 50, len(problem.rows)))
    found = proved(problem, prices)
    if found is not None:
        assert best_by_trying(problem) <= found.bound < priced(problem, prices)


@pytest.mark.parametrize("seed", range(20))
def test_the_bound_holds_at_any_wages(seed: int) -> None:
    """Wages drawn between the least and the greatest, pairs looked at to a depth drawn too."""
    rng = np.random.default_rng(2000 + seed)
    problem = crossing(seed)
    prices = Prices(rng.integers(0, 80, 3), rng.integers(0, 50, len(problem.rows)))
    chosen = employers(problem)
    depth = rng.integers(1, 150, len(chosen))
    market = Market.of(problem, everything(problem), prices, priced(problem, prices), chosen, depth)
    wage = rng.integers(market.least, market.greatest + 1)
    none = np.zeros(0, dtype=np.int64)
    staffs = [Staff(none, -employer.lost(none)) for employer in chosen]
    gained, _ = market.proved(wage, staffs)
    assert market.bound_at(wage, gained) >= best_by_trying(problem)
    at_greatest, _ = market.proved(market.greatest, staffs)
    assert market.bound_at(market.greatest, at_greatest) <= priced(problem, prices)


def test_an_employer_owns_the_rows_of_its_entity_at_its_posts() -> None:
    """Not the floor across both employers; posts of different employers stay apart."""
    problem = crossing(3)
    owned = [[row.rule for row in employer.rows] for employer in employers(problem)]
    assert "ratio" in {rule for rules in owned for rule in rules}
    posts: IntArray = np.concatenate([employer.posts for employer in employers(problem)])
    assert np.unique(posts).size == posts.size


def test_without_steps_or_with_several_posts_a_person_nothing_is_chosen() -> None:
    plain = made([[40]], class_of=[0], rows=[floor([0], 1, 9, (True,))])
    assert proved(plain, Prices.zero(plain)) is None
    row = ratio([0], 0, (7, -3), 10, lines=STEPS)
    several = made([[40], [40]], [4], max_posts=[2, 1], class_of=[1, 1], rows=[row])
    assert proved(several, Prices.zero(several)) is None


def test_two_employers_share_a_worker_at_the_second_price() -> None:
    """
    Both would have the one worker, at 50 and 40: the second price is 40.

    Each owes half of those hired to a group of which there is nobody, at 100 a person: so
    neither would hire at any wage, and the worker may as well have none.
    """
    lines = tuple((ratio([v], 0, (1, -1), 2),) for v in (0, 1))
    rows = [ratio([v], 0, (1, -1), 2, lines=own) for v, own in enumerate(lines)]
    problem = made([[50, 40]], [2, 2], class_of=[1], rows=rows)
    prices = Prices(np.array([0, 0]), np.array([0, 0]))
    chosen = employers(problem)
    market = Market.of(problem, everything(problem), prices, 50, chosen, np.full(len(chosen), 500))
    assert priced(problem, prices) == 50
    assert market.second().tolist() == [40]
    none = np.zeros(0, dtype=np.int64)
    found = best_wages(market, [Staff(none, 0) for _ in chosen], 50)
    assert found.bound == best_by_trying(problem) == 0

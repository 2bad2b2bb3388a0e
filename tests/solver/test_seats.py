"""Whole people by kept seats, beside the exact flow; and what a market leaves for the next."""

import numpy as np
import pytest

from solver import Params, solve
from solver.arcs import ranked
from solver.auction.held import Held
from solver.auction.market import open_market
from solver.auction.settle import cool
from solver.bound import priced_values
from solver.candidates import scan
from solver.cells import make_cells
from solver.few import thin_posts
from solver.finish import finish
from solver.prices import Prices
from solver.thicken import thicken_posts
from tests.solver.problems import everything, floor, made

UNIT = 1000


@pytest.mark.parametrize("seed", range(12))
def test_kept_seats_hold_floors_nearly_as_well_as_the_flow(seed: int) -> None:
    """Each of 40 people is within the last raise of a bid, a ten-thousandth, of its best."""
    rng = np.random.default_rng(seed)
    openings = rng.integers(1, 5, 8)
    class_of = rng.integers(0, 2, 40)
    problem = made(
        rng.integers(0, UNIT, (40, 8)),
        openings,
        class_of=class_of,
        rows=[
            floor([0, 1, 2], 3, 5 * UNIT, (False, True)),
            floor([3, 4], 2, 5 * UNIT, (False, True)),
        ],
    )
    arcs, prices = everything(problem), Prices.zero(problem)
    owed = problem.min_posts
    market = open_market(problem, arcs, prices, owed)
    cool(market, (50, 5, 1), 0)
    prices, cells = Prices(market.price, prices.row), make_cells(problem)
    least, enough = np.zeros(8, dtype=np.int64), float("inf")
    by_seats, by_flow = (
        finish(problem, arcs, market.taken, prices, owed, cells, least, exact=exact, enough=enough)
        for exact in (False, True)
    )
    assert by_seats.short == by_flow.short
    assert by_flow.objective - 40 <= by_seats.objective <= by_flow.objective + 40


def test_the_next_market_begins_with_who_holds_what() -> None:
    """What is held and still there is found again, wherever it stands among the pairs now."""
    problem = made(np.array([[9, 1, 5], [8, 7, 6]]), np.array([1, 1, 1]))
    few = scan(problem, Prices.zero(problem), 1)  # each one's best: the first post
    held = Held.of(few, np.array([True, False]), np.zeros(3, dtype=np.int64))
    arcs = everything(problem)
    found = held.among(arcs)
    assert (arcs.worker[found].tolist(), arcs.vacancy[found].tolist()) == ([0], [0])
    elsewhere = Held(np.array([1]), np.array([2]), held.price)
    assert not elsewhere.among(few).any()


def test_a_post_that_few_have_gets_those_who_would_come_first() -> None:
    """One opening asks for 3 x 1 + 10 pairs: the 13 of 30 people who lose least by it."""
    values = np.stack((np.full(30, 900), 900 - 10 * np.arange(30)), axis=1)
    problem = made(values, np.array([30, 1]))
    prices = Prices.zero(problem)
    few = scan(problem, prices, 1)
    assert thin_posts(problem, few).tolist() == [True, True]  # 30 openings ask for 100
    more = thicken_posts(problem, prices, few, np.array([False, True]))
    assert np.bincount(few.vacancy, minlength=2).tolist() == [30, 0]
    assert sorted(more.worker[more.vacancy == 1].tolist()) == list(range(13))


def test_pairs_are_ranked_by_priced_value_then_by_vacancy() -> None:
    problem = made(np.array([[5, 7, 5], [1, 2, 3]]), np.array([1, 1, 1]))
    arcs = everything(problem)
    priced = priced_values(problem, arcs, Prices.zero(problem))
    best, falling = ranked(arcs, priced)
    assert best.vacancy.tolist() == [1, 0, 2, 2, 1, 0]
    assert falling.tolist() == [7, 5, 5, 3, 2, 1]


@pytest.mark.parametrize("seed", range(4))
def test_a_second_sample_is_taken_where_the_first_is_not_everybody(seed: int) -> None:
    """The proof does not rest on the samples: the answer is within the gap with small ones."""
    rng = np.random.default_rng(seed)
    problem = made(rng.integers(0, UNIT, (200, 12)), rng.integers(1, 20, 12))
    small = Params(sample=20, second_sample=60, seed=seed)
    found, whole = solve(problem, small), solve(problem, Params())
    assert found.bound >= whole.objective
    assert found.gap is not None
    assert found.gap <= 1e-4

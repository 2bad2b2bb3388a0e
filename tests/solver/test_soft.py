"""Prices from soft demand: where they begin does not matter, whereto they move does."""

import numpy as np
import numpy.typing as npt

from solver import Params
from solver.bound import dual_value
from solver.candidates import scan
from solver.cells import make_cells
from solver.params import silent
from solver.prices import Prices
from solver.problem import Problem
from solver.sampled import cooled_prices
from solver.soft import cooled
from solver.warm import warm_prices
from tests.solver.problems import everything, floor, made


def moved(problem: Problem, prices: Prices | None = None) -> Prices:
    prices = prices or Prices.zero(problem)
    cells = make_cells(problem)
    return cooled(problem, everything(problem), prices, cells, (0.1, 0.02, 0.005), 60)


def sampled(matrix: npt.NDArray[np.float64], openings: list[float]) -> list[float]:
    """Prices of a sample, in the values' own unit."""
    ones = np.ones(len(matrix), dtype=np.int64)
    price = cooled_prices(
        matrix.astype(np.float32),
        np.array(openings),
        ones,
        0 * ones,
        (0.1, 0.02),
        40,
        lambda _: None,
    )
    return [float(p) for p in price]


def test_a_post_that_many_want_gets_dear_and_one_that_nobody_wants_stays_free() -> None:
    """Ten workers, one opening at 1 and one at 0: the first costs about 1, nobody pays more."""
    dear, free = sampled(np.column_stack((np.ones(10), np.zeros(10))), [1, 1])
    assert 0.9 <= dear <= 1.1
    assert free <= 0.05


def test_a_post_with_room_for_all_costs_nothing() -> None:
    """Two workers share three openings, a third of which each other post would take."""
    assert sampled(np.ones((2, 1)), [3]) == [0]


def test_a_floor_that_cannot_hold_climbs_to_its_penalty_and_no_further() -> None:
    """Two people owed, two of the group, one of them not eligible: the price is the penalty, 70."""
    rows = [floor([0], 2, 70, (True, False))]
    allowed = np.array([[True], [False], [True]])
    problem = made([[10], [10], [90]], [2], class_of=[0, 0, 1], rows=rows, allowed=allowed)
    assert moved(problem).row.tolist() == [70]


def test_a_floor_that_holds_of_itself_costs_nothing() -> None:
    """Two of the group want the two openings anyway; one is owed."""
    problem = made(np.full((2, 1), 90), [2], rows=[floor([0], 1, 70, (True,))])
    assert moved(problem).row[0] <= 1


def test_rows_alone_follow_the_posts_prices_which_stay() -> None:
    """
    At 20 two of the group want the first post, who are owed one: paying 50 is for nothing.

    At 45 nobody of them does: one comes for 15, the other for 20. Others are worth 99 there,
    and are not asked.
    """
    rows = [floor([0], 1, 70, (True, False))]
    problem = made([[30, 0], [25, 0], [99, 0]], [2, 2], class_of=[0, 0, 1], rows=rows)
    cells, arcs = make_cells(problem), everything(problem)
    found = []
    for price in (20, 45):
        begin = Prices(np.array([price, 0]), np.array([50]))
        after = cooled(problem, arcs, begin, cells, (0.1, 0.02, 0.005), 60, posts=False)
        assert after.vacancy.tolist() == [price, 0]
        found.append(int(after.row[0]))
    assert found[0] <= 1
    assert 15 <= found[1] <= 20


def test_warm_prices_prove_more_than_none() -> None:
    """They are only a start, but their bound lies well below that of no prices."""
    matrix = np.random.default_rng(2).integers(0, 100, (80, 10))
    problem = made(matrix, np.full(10, 3))
    warm = warm_prices(problem, Params(), silent)
    nothing = np.zeros(80, dtype=np.int64)
    free, proved = (
        dual_value(problem, scan(problem, prices, 20), prices, nothing)
        for prices in (Prices.zero(problem), warm)
    )
    least = np.sort(matrix, axis=0)[
        -3:
    ].sum()  # no answer is worth more than each post's best three
    assert proved < (free + least) / 2 < free


def test_a_sample_is_scaled_to_all() -> None:
    """Prices learned on a fifth of the workers come near those learned on all: within 15 of 100."""
    matrix = np.random.default_rng(2).integers(0, 100, (200, 4))
    problem = made(matrix, np.full(4, 25))
    whole = warm_prices(problem, Params(), silent).vacancy
    part = warm_prices(problem, Params(sample=40), silent).vacancy
    assert np.abs(whole - part).max() <= 15


def test_values_of_nothing_leave_prices_alone() -> None:
    """Values that are all nothing have no scale: warm prices are none."""
    problem = made(np.zeros((3, 2)))
    assert (warm_prices(problem, Params(), silent).vacancy == 0).all()

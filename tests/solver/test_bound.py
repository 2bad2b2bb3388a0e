"""The certificate: whatever the prices, no answer is worth more than the bound."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import Params, Problem, Status, solve
from solver.bound import dual_value, priced_values
from solver.candidates import scan
from solver.kernels import losses, worth_of_workers
from solver.prices import Prices
from tests.solver.problems import (
    best_by_trying,
    cap,
    everything,
    floor,
    household,
    made,
    owed_posts,
)

SEEDS = st.integers(0, 2**32 - 1)


def tiny(rng: np.random.Generator) -> Problem:
    """4 workers of two classes, 3 vacancies; floors, a guarantee, a cap, posts owed."""
    matrix = rng.integers(-3, 12, (4, 3))
    push = bool(rng.integers(2))
    rules = {
        "allowed": rng.random((4, 3)) < 0.8,
        "class_of": rng.integers(0, 2, 4),
        "bonus": rng.integers(0, 4, (2, 3)),
        "rows": [
            floor([0, 1], int(rng.integers(0, 4)), int(rng.integers(1, 20)), (True, False)),
            floor([1, 2], int(rng.integers(0, 4)), int(rng.integers(1, 20)), (True, True)),
        ],
        "household_caps": [cap([1, 2], [0, 1], int(rng.integers(0, 2)))],
    }
    if push:
        rules |= {
            "max_posts": rng.integers(1, 3, 4),
            "min_posts": np.ones(4, dtype=np.int64),
            "short_penalty": int(rng.integers(1, 15)),
        }
    else:
        rules["households"] = [household([0, 1], 1, int(rng.integers(1, 30)))]
    return made(matrix, rng.integers(0, 3, 3), **rules)


def bound_of(problem: Problem, prices: Prices, keep: int = 20) -> int:
    """The bound that these prices prove, from each worker's best pairs, in units."""
    keep = max(keep, int(problem.max_posts.max()))
    return dual_value(problem, scan(problem, prices, keep), prices, owed_posts(problem))


def random_prices(problem: Problem, rng: np.random.Generator) -> Prices:
    """Any prices within their limits: of openings >= 0, of floors from 0 to their penalty."""
    rows = np.array([rng.integers(0, row.penalty + 1) for row in problem.rows], dtype=np.int64)
    return Prices(rng.integers(0, 15, problem.shape[1]).astype(np.int64), rows)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_any_prices_bound_every_answer(seed: int) -> None:
    """Weak duality, against the best of all assignments."""
    rng = np.random.default_rng(seed)
    problem = tiny(rng)
    best = best_by_trying(problem)
    for _ in range(4):
        prices = random_prices(problem, rng)
        assert bound_of(problem, prices) >= best


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_the_bound_needs_no_more_pairs_than_a_worker_may_get(seed: int) -> None:
    """One pair a worker (two where two posts are allowed) proves what all pairs prove."""
    rng = np.random.default_rng(seed)
    problem = tiny(rng)
    prices = random_prices(problem, rng)
    assert bound_of(problem, prices, 1) == bound_of(problem, prices)


def test_the_bound_by_hand() -> None:
    """
    Prices 2 and 0 on values 5, 3 / 4, 1, one opening each.

    2 + 0 for the openings; worker 0 gains max(5 - 2, 3) = 3, worker 1 max(4 - 2, 1) = 2: 7.
    The best answer is 3 + 4 = 7: the prices are optimal.
    """
    problem = made([[5, 3], [4, 1]])
    prices = Prices(np.array([2, 0]), np.zeros(0, dtype=np.int64))
    assert bound_of(problem, prices) == 7 == best_by_trying(problem)


def test_a_floor_price_pays_its_people_and_charges_what_is_owed() -> None:
    """Worker 0 (class 0) counts at vacancy 0 for a floor of 1: -6 for the floor, 5 + 6 + 0 - 0."""
    rows = [floor([0], 1, 10, (True, False))]
    problem = made([[5], [9]], class_of=[0, 1], rows=rows)
    prices = Prices(np.array([9]), np.array([6]))
    # opening 9, floor -6, worker 0: 5 + 6 - 9 = 2, worker 1: 9 - 9 = 0
    assert bound_of(problem, prices) == 9 - 6 + 2


def test_a_household_is_worth_its_members_and_what_it_is_owed() -> None:
    """Nobody of it can be placed: the bound is the penalty, to the unit."""
    problem = made([[5], [9]], [0], households=[household([0, 1], 1, 30)])
    assert bound_of(problem, Prices.zero(problem)) == -30


def test_the_price_table_is_price_less_bonus_and_floor_prices() -> None:
    """P[class, v] = p_v - bonus - floor prices: 7 - 1 - 4 where class 1 counts, 7 where not."""
    rows = [floor([0], 1, 9, (False, True))]
    bonus = np.array([[0, 0], [1, 0]])
    problem = made(np.ones((2, 2)), class_of=[0, 1], rows=rows, bonus=bonus)
    prices = Prices(np.array([7, 3]), np.array([4]))
    assert prices.table(problem).price.tolist() == [[7, 3], [2, 3]]
    arcs = everything(problem)
    assert priced_values(problem, arcs, prices).tolist() == [1 - 7, 1 - 3, 1 - 2, 1 - 3]
    assert dual_value(problem, arcs, prices, np.zeros(2, dtype=np.int64)) == 7 + 3 - 4


def test_a_vacancy_without_openings_is_beyond_every_price() -> None:
    """Whatever the values, the closed vacancy comes last."""
    problem = made([[1000, 1, -1000]], [0, 1, 1])
    prices = Prices(np.array([0, 5000, 40]), np.zeros(0, np.int64))
    assert scan(problem, prices, 1).vacancy.tolist() == [2]
    assert scan(problem, prices, 3).vacancy.tolist() == [2, 1]


def test_posts_owed_are_worth_their_penalty_and_what_is_not_owed_must_pay() -> None:
    """
    Priced values 4, -3, -9; two owed at 5 each, three at most.

    4 + 5 and -3 + 5, the third is not owed and would cost 9: 11, less 10 for what is owed.
    """
    start, priced = np.array([0, 3]), np.array([4, -3, -9])
    owed, most = np.array([2]), np.array([3])
    assert worth_of_workers(start, priced, owed, most, 5).tolist() == [11 - 10]
    assert worth_of_workers(start, priced, owed * 0, most, 5).tolist() == [4]


def test_a_pair_costs_its_worker_what_the_best_other_is_worth_or_the_least_held() -> None:
    """
    The first holds 9 and 5: each could be had for 2, and 2 instead of 5 costs 3.

    The second holds nothing: 7 costs nothing, -4 costs 4; the third has nothing instead of 6.
    """
    start, priced = np.array([0, 3, 5, 6]), np.array([9, 5, 2, 7, -4, 6])
    taken = np.array([True, True, False, False, False, True])
    assert losses(start, priced, taken).tolist() == [7, 3, 3, 0, 4, 6]


def test_the_gap_says_what_may_be_missing() -> None:
    """One round, one candidate each: the answer may be short of the best, the bound not."""
    rng = np.random.default_rng(5)
    problem = made(rng.integers(1, 100, (30, 12)))
    result = solve(problem, Params(gap=0, keep=1, rounds=1))
    exact = solve(problem, Params(gap=0))
    assert exact.status is Status.OPTIMAL
    assert result.objective <= exact.objective <= result.bound
    assert result.gap == (result.bound - result.objective) / result.value

"""Floors filled by one flow: beside every assignment tried, and prices that follow."""

import numpy as np
import pytest

from matcher.dense import DenseValues
from solver import Params, Problem, solve
from solver.answer import count_answer
from solver.bound import dual_value
from solver.cells import make_cells
from solver.floors_flow import Filled, FloorsFlow
from solver.prices import Prices
from tests.solver.problems import best_by_trying, everything, floor, made, ratio

ALL = (True,)


def filled(problem: Problem, held: list[tuple[int, int]], price: list[int]) -> Filled:
    """The floors of a problem filled, from who holds what at the posts' prices."""
    arcs = everything(problem)
    flow = FloorsFlow.of(problem, make_cells(problem))
    assert flow is not None
    taken = np.array([pair in held for pair in zip(arcs.worker, arcs.vacancy, strict=True)])
    rows = np.zeros(len(problem.rows), dtype=np.int64)
    return flow.fill(arcs, taken, Prices(np.array(price), rows))


def pairs(problem: Problem, found: Filled) -> list[tuple[int, int]]:
    arcs = everything(problem)
    return list(zip(arcs.worker[found.taken], arcs.vacancy[found.taken], strict=True))


@pytest.mark.parametrize("seed", range(20))
def test_those_whom_floors_count_are_placed_as_well_as_can_be(seed: int) -> None:
    """Where floors count everybody everywhere, the flow is the whole problem."""
    rng = np.random.default_rng(seed)
    rows = [
        floor([0, 1], int(rng.integers(1, 3)), int(rng.integers(5, 60)), ALL),
        floor([2, 3], int(rng.integers(1, 3)), int(rng.integers(5, 60)), ALL),
    ]
    values, allowed = rng.integers(-9, 20, (5, 4)), rng.random((5, 4)) < 0.75
    problem = made(values, rng.integers(1, 4, 4), allowed=allowed, rows=rows)
    found = filled(problem, [], [0, 0, 0, 0])
    answer = count_answer(problem, everything(problem), found.taken, problem.min_posts)
    assert answer.objective == best_by_trying(problem)


@pytest.mark.parametrize("seed", range(20))
def test_where_posts_are_never_scarce_the_floors_prices_prove_it(seed: int) -> None:
    """Ten openings for five people: posts cost nothing, and the bound is the answer's worth."""
    rng = np.random.default_rng(seed)
    rows = [floor([0, 1], 3, 40, (False, True)), floor([2], 2, 40, (False, True))]
    problem = made(
        rng.integers(-30, 20, (5, 4)), np.full(4, 10), class_of=np.ones(5, dtype=int), rows=rows
    )
    found = filled(problem, [], [0, 0, 0, 0])
    arcs = everything(problem)
    inside = count_answer(problem, arcs, found.taken, problem.min_posts).objective
    # Whoever the floors do not hold takes the post that counts for none, where it is worth it.
    left = np.setdiff1d(np.arange(5), arcs.worker[found.taken])
    elsewhere = np.maximum(0, arcs.value[arcs.vacancy == 3])[left].sum()
    bound = dual_value(problem, arcs, found.prices, problem.min_posts)
    assert inside + elsewhere == bound == best_by_trying(problem)


def test_whoever_loses_least_leaves_and_the_post_costs_that_much_more() -> None:
    """
    Both places of post 0 are held at 3 by people worth 10 and 9 there, who could have 4
    and 5 at post 1: they would lose 3 and 1. The third is worth 2 at post 0, for which the
    floor asks. The second leaves; the place costs 3 + 1, the third needs 4 - 2 to come.
    """
    problem = made(
        np.array([[10, 4], [9, 5], [2, 0]]),
        np.array([2, 3]),
        class_of=np.array([0, 0, 1]),
        rows=[floor([0], 1, 50, (False, True))],
        allowed=np.array([[True, True], [True, True], [True, False]]),
    )
    found = filled(problem, [(0, 0), (1, 0)], [3, 0])
    assert pairs(problem, found) == [(0, 0), (2, 0)]
    assert found.prices.vacancy.tolist() == [4, 0]
    assert found.prices.row.tolist() == [2]


def test_a_place_that_is_left_costs_what_the_next_would_give() -> None:
    """
    The floor's person moves from post 0 to post 1, worth 6 more to it at no price; at 5
    post 0 has nobody else, and the other, worth 7 there and 4 at post 2, would give 3.
    """
    problem = made(
        np.array([[9, 10, 0], [7, 0, 4]]),
        np.array([1, 1, 1]),
        class_of=np.array([1, 0]),
        rows=[floor([0, 1], 1, 50, (False, True))],
        allowed=np.array([[True, True, False], [True, False, True]]),
    )
    found = filled(problem, [(0, 0), (1, 2)], [5, 0, 0])
    assert pairs(problem, found) == [(0, 1), (1, 2)]
    assert found.prices.vacancy.tolist() == [3, 0, 0]


def test_a_floor_that_nobody_can_fill_costs_its_penalty() -> None:
    problem = made(
        np.array([[5, 5], [5, 5]]),
        np.array([2, 2]),
        class_of=np.array([1, 0]),
        rows=[floor([0], 1, 50, (False, True)), floor([1], 1, 50, (False, True))],
    )
    found = filled(problem, [], [0, 0])
    assert sorted(found.prices.row.tolist())[-1] == 50  # one person for two floors


@pytest.mark.parametrize(
    "rules",
    [
        {},
        {"rows": [ratio([0, 1], 0, (2, -1), 1)]},
        {"rows": [floor([0, 1], 1, 9, (True, False)), floor([1], 1, 9, (True, False))]},
        {"rows": [floor([0, 1], 1, 9, (True, False))], "max_posts": [2, 1, 1]},
    ],
    ids=["none", "weights below nothing", "two floors for one cell", "two posts each"],
)
def test_other_rows_are_left_to_soft_demand(rules: dict) -> None:  # type: ignore[type-arg]
    values = DenseValues(np.full((3, 2), 5))
    problem = Problem(values, [2, 2], class_of=[0, 1, 1], **rules)
    assert FloorsFlow.of(problem, make_cells(problem)) is None


@pytest.mark.parametrize("seed", range(6))
def test_floors_that_ask_for_more_are_solved_on_from_those_that_asked_for_less(seed: int) -> None:
    """From a tenth of the openings to a third: within the gap of what a cold solve proves."""
    rng = np.random.default_rng(seed)
    values, openings = rng.integers(0, 1000, (400, 30)), rng.integers(5, 15, 30)
    class_of = (rng.random(400) < 0.4).astype(int)
    problems = [
        made(
            values,
            openings,
            class_of=class_of,
            rows=[
                floor([v, v + 1], int(openings[v : v + 2].sum() // part), 16_000, (False, True))
                for v in range(0, 30, 2)
            ],
        )
        for part in (10, 3)
    ]
    low, cold = (solve(p, Params(gap=1e-3)) for p in problems)
    rest = low.start.rest.copy()
    warm, again = (solve(problems[1], Params(gap=1e-3), start=low.start) for _ in range(2))
    assert np.array_equal(low.start.rest, rest)  # a start is not used up
    assert np.array_equal(warm.assignment, again.assignment)
    assert (warm.bound, warm.pairs_looked) == (again.bound, again.pairs_looked)
    assert warm.gap is not None
    assert warm.gap <= 1e-3
    assert warm.objective <= cold.bound + 1e-9
    assert cold.objective <= warm.bound + 1e-9

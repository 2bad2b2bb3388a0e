"""The exact flow: its answer, its prices, and what it refuses."""

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from matcher.pairs import Arcs
from solver.kernels import shortest_from
from solver.network import Flow, FlowError, solve_flow
from solver.problem import Problem
from tests.solver.problems import everything, household, made


def flow_of(problem: Problem) -> Flow:
    arcs = everything(problem)
    return solve_flow(problem, arcs, arcs.value, problem.min_posts)


def test_the_flow_is_the_best_assignment() -> None:
    matrix = np.random.default_rng(3).integers(0, 50, (9, 7))
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    assert flow_of(made(matrix)).worth == matrix[rows, columns].sum()


def test_prices_are_the_least_that_clear_the_market() -> None:
    """Values 5 and 3 for one opening: at 3 the second no longer wants it, at 2 both do."""
    flow = flow_of(made([[5], [3]]))
    assert flow.taken.tolist() == [1, 0]
    assert flow.price.tolist() == [3]


def test_an_opening_that_stays_free_has_no_price() -> None:
    """Two workers, two openings beside another vacancy that nobody likes."""
    flow = flow_of(made([[5, 1], [3, 1]], [2, 1]))
    assert flow.price.tolist() == [0, 0]
    assert flow.worth == 8


def test_nobody_gains_from_changing_places_at_the_flows_prices() -> None:
    """Complementary slackness: what is taken is a best choice at its price, and pays."""
    matrix = np.random.default_rng(4).integers(0, 50, (12, 6))
    problem = made(matrix, np.full(6, 2))
    flow = flow_of(problem)
    priced = matrix - flow.price
    taken = flow.taken.reshape(12, 6) > 0
    for w in range(12):
        best = max(0, priced[w].max())
        assert (priced[w][taken[w]] if taken[w].any() else 0) == best


def test_posts_owed_are_taken_though_they_are_worth_less_than_nothing() -> None:
    """Worth -4, owed at a penalty of 5: taken; at 3: not taken."""
    problem = made([[-4]], min_posts=[1], short_penalty=5)
    assert (flow_of(problem).worth, flow_of(problem).taken.tolist()) == (-4, [1])
    problem = made([[-4]], min_posts=[1], short_penalty=3)
    assert (flow_of(problem).worth, flow_of(problem).taken.tolist()) == (-3, [0])


def test_a_households_guarantee_goes_before_value() -> None:
    """Worker 1 alone is worth 9, the household's best 2: 2 with the guarantee, 9 - 10 without."""
    problem = made([[2], [9]], households=[household([0], 1, 10)])
    assert flow_of(problem).taken.tolist() == [1, 0]


def test_costs_that_do_not_fit_are_refused() -> None:
    """2**61 over 3 nodes may sum to more than 2**62."""
    problem = made([[1]], min_posts=[1], short_penalty=1 << 61)
    with pytest.raises(FlowError, match="do not fit in 64 bits"):
        flow_of(problem)


def test_what_or_tools_refuses_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unbalanced supply has no flow: the status is named, no answer is made up."""
    problem = made([[1]])
    problem.max_posts = np.array([-1])  # a Problem refuses this; the flow is asked anyway
    with pytest.raises(FlowError, match="minimum cost flow answered"):
        flow_of(problem)


def test_an_answer_that_is_not_optimal_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flow through the worse worker leaves a negative cycle in its residual network."""
    # arcs of [[5], [3]]: worker 0 and 1 to the vacancy, each to the sink, vacancy to sink
    bad = np.array([0, 1, 1, 0, 1])
    monkeypatch.setattr("solver.network.solved", lambda *_: bad)
    with pytest.raises(FlowError, match="negative cycle"):
        flow_of(made([[5], [3]]))


def test_no_candidates_are_an_empty_flow() -> None:
    problem = made([[1]])
    arcs = Arcs(np.array([0, 0]), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64))
    flow = solve_flow(problem, arcs, arcs.value, problem.min_posts)
    assert (flow.worth, flow.taken.size, flow.price.tolist()) == (0, 0, [0])


def test_shortest_paths_end_at_a_negative_cycle() -> None:
    """0 -> 1 -> 0 costs -1: more sweeps than nodes are reported, not an endless loop."""
    tail, head, cost = np.array([0, 1]), np.array([1, 0]), np.array([1, -2])
    cap, flow = np.array([1, 1]), np.array([0, 0])
    assert shortest_from(tail, head, cost, cap, flow, np.array([0, 1 << 60])) > 2
    cost = np.array([1, 2])
    dist = np.array([0, 1 << 60])
    assert shortest_from(tail, head, cost, cap, flow, dist) <= 2
    assert dist.tolist() == [0, 1]

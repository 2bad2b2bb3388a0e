"""First prices, learned on a sample of the workers."""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs
from matcher.units import IntArray
from solver.bound import priced_values
from solver.candidates import scan, select
from solver.params import Params, Progress
from solver.prices import Prices
from solver.problem import Problem
from solver.soft import SoftPrices

_REFRESH = 6  # steps between two looks at the sample's best pairs: prices move under stale ones
_BREADTH = 40  # pairs a sampled worker spreads over
_REACH = 0.15  # in value, below a worker's best: prices hardly move farther in one refinement


def warm_prices(problem: Problem, params: Params, progress: Progress) -> Prices:
    """Returns prices near the optimal ones; any prices are valid, these save passes."""
    workers, vacancies = problem.shape
    prices = Prices.zero(problem)
    sample = _sample(workers, params)
    if not sample.size or not vacancies:
        return prices
    soft = SoftPrices(problem, prices, sample, hurry=False)
    rounds = -(-params.steps // _REFRESH)
    for index, temperature in enumerate(params.temperatures):
        for again in range(rounds):
            progress("估计价格", (index * rounds + again) / (rounds * len(params.temperatures)))
            soft.cool(scan(problem, soft.prices, _BREADTH, sample), temperature, _REFRESH)
    return soft.prices


def refine(
    problem: Problem, prices: Prices, candidates: Arcs, params: Params, rounds: int
) -> Prices:
    """
    Prices of all workers' soft demand over their candidates: floors are priced here.

    Each round cools one temperature further: candidates of the first rounds are
    not worth more.
    """
    if not problem.rows:
        return prices
    arcs = _in_reach(problem, prices, candidates)
    soft = SoftPrices(problem, prices, np.arange(problem.shape[0]), hurry=True)
    for temperature in params.fine_temperatures[:rounds]:
        soft.cool(arcs, temperature, params.fine_steps)
    return soft.prices


def _in_reach(problem: Problem, prices: Prices, arcs: Arcs) -> Arcs:
    """Pairs that soft demand can notice: near their worker's best, or counting for a floor."""
    priced = priced_values(problem, arcs, prices)
    best = np.zeros(problem.shape[0], dtype=np.int64)
    np.maximum.at(best, arcs.worker, priced)
    near = priced >= best[arcs.worker] - int(_REACH * problem.values.unit * problem.values.largest)
    counts = np.zeros((problem.classes, problem.shape[1]), dtype=bool)
    counts[problem.entries.klass, problem.entries.vacancy] = True
    return select(arcs, near | counts[problem.class_of[arcs.worker], arcs.vacancy])


def _sample(workers: int, params: Params) -> IntArray:
    if workers <= params.sample:
        return np.arange(workers)
    rng = np.random.default_rng(params.seed)
    return np.sort(rng.choice(workers, params.sample, replace=False))

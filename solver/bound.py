"""
The certificate: an upper bound on every feasible answer, over all pairs.

Weak duality. For any prices p >= 0 of the openings and 0 <= q_r <= penalty_r of
the rows, per person, no answer is worth more than

    sum_v p_v openings_v  -  sum_r floor(q_r lower_r / scale_r)
        +  sum over workers and households of what they would gain if they could
           have every post at its price P[class, v]

Owed posts and household guarantees lie within one worker or one household, so
their part is exact without prices of their own.
"""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs
from matcher.units import IntArray
from solver.arcs import less
from solver.kernels import kth_best, worth_of_workers
from solver.prices import Prices
from solver.problem import Problem

_NOTHING = -(1 << 60)  # priced value of a worker without a pair


def priced_values(problem: Problem, arcs: Arcs, prices: Prices) -> IntArray:
    """Priced value of each pair in units: value minus P[class, vacancy]. Shape (A,)."""
    table = prices.table(problem)
    return less(arcs, table.class_of, table.price)


def floors_paid(problem: Problem, prices: Prices) -> int:
    """What the rows' people cost at these prices, in units."""
    legal = problem.legal(prices.row).tolist()
    return sum(row.paid(q) for q, row in zip(legal, problem.rows, strict=True))


def dual_value(problem: Problem, arcs: Arcs, prices: Prices, owed: IntArray) -> int:
    """
    Computes the bound, in units, above what is lost in any case (`Problem.lost`).

    Parameters
    ----------
    problem
        The facts.
    arcs
        Pairs, in any order within a worker: among them, for each worker, the
        best `max_posts` of all eligible pairs at these prices.
    prices
        Any prices within their limits: the bound is valid, if not tight.
    owed
        Shape (W,): posts owed to each worker.
    """
    priced = priced_values(problem, arcs, prices)
    most = problem.max_posts.copy()
    bound = int(prices.vacancy @ problem.openings)
    bound -= floors_paid(problem, prices)
    top = kth_best(arcs.start, priced, np.ones_like(most), _NOTHING)
    for household in problem.households:
        most[household.members] = 0
        bound += _worth_of_household(top[household.members], household.lower, household.penalty)
    return bound + int(
        worth_of_workers(
            arcs.start, priced, np.minimum(owed, most), most, problem.short_penalty
        ).sum()
    )


def _worth_of_household(top: IntArray, lower: int, penalty: int) -> int:
    """What a household would gain: its members' best pairs, the first `lower` rewarded."""
    lower = min(lower, top.size)
    gains = (t + (penalty if rank < lower else 0) for rank, t in enumerate(-np.sort(-top)))
    return int(sum(max(0, int(gain)) for gain in gains)) - penalty * lower

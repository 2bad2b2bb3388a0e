"""
What the prices of one answer say of another problem.

Prices are prices whatever the rules ask (weak duality, `solver.bound`): those of
one scenario bound what any answer of another may be worth. Where only right-hand
sides differ, the bound moves in a straight line, with the rule's price as slope:

    B(lower + d | prices)  =  B(lower | prices)  -  sum of price_r * d_r
"""

from __future__ import annotations

import numpy as np

from solver.bound import floors_paid
from solver.jobs import Decision
from solver.lookout import Lookout
from solver.params import Params
from solver.prices import Prices
from solver.problem import Problem
from solver.resume import resumed


def bound_at(problem: Problem, other: Decision, *, same_pairs: bool) -> float:
    """
    The bound of a problem at another problem's prices, over all pairs, in value.

    Parameters
    ----------
    problem
        The facts.
    other
        The other's answer. Its rows' prices are found again by name, and cut to
        this problem's penalties; a row that it lacks costs 0.
    same_pairs
        Whether values and eligibility are the same there: only then need not
        everything be looked at again, nor anything where all else is the same, too.
    """
    rule, entity, price = other.result.prices.proof(other.problem)
    known = dict(zip(zip(rule, entity, strict=True), price.tolist(), strict=True))
    row = [min(known.get((r.rule, r.entity), 0), r.penalty) for r in problem.rows]
    prices = Prices(other.result.prices.vacancy, np.array(row, dtype=np.int64))
    if same_pairs and _only_asked(problem, prices, other):
        paid = floors_paid(other.problem, other.result.prices) - floors_paid(problem, prices)
        settled = other.problem.lost - problem.lost
        return other.result.priced_bound + (paid + settled) / problem.values.unit
    params = Params()
    keep = max(params.keep, int(problem.max_posts.max(initial=1)))
    start = resumed(problem, other.result.start) if same_pairs else None
    lookout = Lookout(problem, prices, keep, Params().most, start)
    return (lookout.bound(prices) - problem.lost) / problem.values.unit


def _only_asked(problem: Problem, prices: Prices, other: Decision) -> bool:
    """Whether two problems, and the prices of each, differ in what rows ask for alone."""
    one, two = prices.table(problem), other.result.prices.table(other.problem)
    alike = (
        (problem.openings, other.problem.openings),
        (problem.max_posts, other.problem.max_posts),
        (problem.min_posts, other.problem.min_posts),
        (problem.class_of, other.problem.class_of),
        (one.price, two.price),
    )
    houses = zip(problem.households, other.problem.households, strict=False)
    return (
        all(np.array_equal(a, b) for a, b in alike)
        and problem.short_penalty == other.problem.short_penalty
        and len(problem.households) == len(other.problem.households)
        and all(
            (a.lower, a.penalty) == (b.lower, b.penalty) and np.array_equal(a.members, b.members)
            for a, b in houses
        )
    )

"""
The price of a household cap: what one more place for the household is worth.

Post prices p and row prices q of the proof bound every answer (`solver.bound`), whatever
caps there are: each member w of household h takes what it gains most from. With a cap
of u places on the posts P, of which

    s[w] = max(0, the best priced value of w)        t[w] = the same outside P

h gains no more than  sum of t[w]  +  the u greatest of g[w] = s[w] - t[w].  So

    price[h]  =  B(u + 1 | p, q) - B(u | p, q)  =  the (u + 1)-th greatest g[w]

These are the prices at which the posts would be filled without the caps: the solver's
own bound leaves caps out. Other optimal prices would give another g. No answer with one
more place for every household is worth more than what the prices add up to above the
bound that keeps the caps.
"""

from __future__ import annotations

import numpy as np

from matcher.units import IntArray
from solver.bound import priced_values
from solver.candidates import scan
from solver.kernels import kth_best
from solver.prices import Prices
from solver.problem import HouseholdCap, Problem


def cap_prices(problem: Problem, prices: Prices) -> IntArray:
    """
    Prices every household cap of a problem in which nobody gets more than one post.

    Parameters
    ----------
    problem
        The facts.
    prices
        Of the proof.

    Returns
    -------
    IntArray
        Shape (H,): in units, >= 0, in the problem's order; 0 where the household has no
        more members than places. Guarantees of the same household are left out of it.
    """
    found = np.zeros(len(problem.household_caps), dtype=np.int64)
    alike: dict[bytes, list[int]] = {}
    for index, cap in enumerate(problem.household_caps):
        alike.setdefault(cap.vacancies.tobytes(), []).append(index)
    for places in alike.values():
        caps = [problem.household_caps[index] for index in places]
        loss = _losses(problem, prices, caps)
        for index, cap in zip(places, caps, strict=True):
            own = np.sort(loss[cap.members])[::-1]
            found[index] = own[cap.upper] if cap.upper < own.size else 0
    return found


def _losses(problem: Problem, prices: Prices, caps: list[HouseholdCap]) -> IntArray:
    """What members would lose without the capped posts, in units. Shape (W,), 0 for others."""
    members = np.unique(np.concatenate([cap.members for cap in caps]))
    outside = np.setdiff1d(np.arange(problem.shape[1]), caps[0].vacancies)
    return _surplus(problem, prices, members, None) - _surplus(problem, prices, members, outside)


def _surplus(
    problem: Problem, prices: Prices, workers: IntArray, vacancies: IntArray | None
) -> IntArray:
    """What some workers gain from their best of some posts, or of all. Shape (W,)."""
    if vacancies is not None and not vacancies.size:
        return np.zeros(problem.shape[0], dtype=np.int64)
    arcs = scan(problem, prices, 1, workers, vacancies)
    priced = priced_values(problem, arcs, prices)
    most = np.ones(problem.shape[0], dtype=np.int64)
    best: IntArray = kth_best(arcs.start, priced, most, 0)
    return np.maximum(0, best)

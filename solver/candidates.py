"""The pairs that the flow may use."""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.arcs import above, by_class, less, select
from solver.bound import priced_values
from solver.few import of_rows, thin_posts, thin_rows
from solver.kernels import kth_best
from solver.prices import Prices
from solver.problem import Problem

_NONE = -(1 << 60)  # below every priced value


def scan(
    problem: Problem,
    prices: Prices,
    keep: int,
    workers: IntArray | None = None,
    vacancies: IntArray | None = None,
    floor: IntArray | None = None,
) -> Arcs:
    """Each worker's best pairs at these prices, best first, none without openings."""
    arcs = problem.values.scan(prices.table(problem), keep, workers, vacancies, floor)
    is_open = problem.openings[arcs.vacancy] > 0
    return arcs if is_open.all() else select(arcs, is_open)


def gains(problem: Problem, arcs: Arcs, prices: Prices) -> IntArray:
    """What each pair is worth with bonuses and floor prices, in units. Shape (A,)."""
    return less(arcs, problem.class_of, -prices.credits(problem))


def near(
    problem: Problem,
    arcs: Arcs,
    prices: Prices,
    reach: int,
    whole: BoolArray | None = None,
    taken: BoolArray | None = None,
) -> tuple[Arcs, BoolArray]:
    """
    The pairs that a decision can turn on at prices like these, and which they are.

    Those that fall short of the last pair that their worker wants by no more than
    `reach`; those of posts, and of a row's people at its posts, of which there would be
    few else; those of guaranteed households; and those that a cap or a hard row may
    leave as the only ones.

    Parameters
    ----------
    problem, prices
        The facts, and prices now.
    arcs
        The candidates.
    reach
        In units.
    whole
        Shape (V,): posts of which all pairs are kept.
    taken
        Shape (A,): pairs to keep in any case.

    Returns
    -------
    tuple
        The pairs, and shape (A,): which of the candidates are kept.
    """
    priced = priced_values(problem, arcs, prices)
    most = np.maximum(1, problem.max_posts)
    least = np.maximum(0, kth_best(arcs.start, priced, most, 0)) - reach
    bound_to = np.zeros(most.size, dtype=bool)
    for household in problem.households:
        bound_to[household.members] = True
    for cap in problem.household_caps:
        bound_to[cap.members] = True
    least[bound_to] = _NONE
    keep = above(arcs, priced, least)
    if taken is not None:
        keep |= taken
    if whole is not None:
        keep |= whole[arcs.vacancy]
    keep |= _few(problem, arcs, keep)
    if problem.household_caps:
        capped = np.concatenate([cap.vacancies for cap in problem.household_caps])
        keep |= np.isin(arcs.vacancy, capped)
    hard = [row.vacancies for row in problem.open_rows if row.hard]
    if hard:
        fund = np.zeros(problem.shape[1], dtype=bool)
        fund[np.concatenate(hard)] = True
        asks = np.zeros(most.size, dtype=bool)
        asks[arcs.worker[keep & fund[arcs.vacancy]]] = True
        keep |= asks[arcs.worker]
    return select(arcs, keep), keep


def _few(problem: Problem, arcs: Arcs, keep: BoolArray) -> BoolArray:
    """All pairs of posts, and of rows at their posts, that would be among few."""
    kept = select(arcs, keep)
    few: BoolArray = thin_posts(problem, kept)[arcs.vacancy]
    thin = thin_rows(problem, kept)
    if thin.any():
        few |= by_class(arcs, problem.class_of, of_rows(problem, thin))
    return few

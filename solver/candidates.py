"""The pairs that the flow may use."""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs, PriceTable
from matcher.units import BoolArray, IntArray
from solver.prices import Prices, out_of_reach
from solver.problem import Problem

_LOOKS = 3  # of a floor's people at its posts alone


def select(arcs: Arcs, keep: BoolArray) -> Arcs:
    """Keeps some of the pairs. `keep` has shape (A,)."""
    counts = np.bincount(arcs.worker[keep], minlength=arcs.start.size - 1)
    start = np.concatenate(([0], np.cumsum(counts)))
    return Arcs(start, arcs.vacancy[keep], arcs.value[keep])


def scan(
    problem: Problem,
    prices: Prices,
    keep: int,
    workers: IntArray | None = None,
    vacancies: IntArray | None = None,
) -> Arcs:
    """Each worker's best pairs at these prices, best first, none without openings."""
    arcs = problem.values.scan(prices.table(problem), keep, workers, vacancies)
    is_open = problem.openings[arcs.vacancy] > 0
    return arcs if is_open.all() else select(arcs, is_open)


def gains(problem: Problem, arcs: Arcs, prices: Prices) -> IntArray:
    """What each pair is worth with bonuses and floor prices, in units. Shape (A,)."""
    credit = prices.credits(problem)
    return arcs.value + credit[problem.class_of[arcs.worker], arcs.vacancy]


def union(first: Arcs, second: Arcs, vacancies: int) -> Arcs:
    """Returns the pairs of both, by worker and vacancy, each once."""
    key = np.concatenate(
        (first.worker * vacancies + first.vacancy, second.worker * vacancies + second.vacancy)
    )
    key, index = np.unique(key, return_index=True)
    value = np.concatenate((first.value, second.value))[index]
    counts = np.bincount(key // vacancies, minlength=first.start.size - 1)
    start = np.concatenate(([0], np.cumsum(counts)))
    return Arcs(start, (key % vacancies).astype(np.int32), value)


def ranked(arcs: Arcs, priced: IntArray) -> tuple[Arcs, IntArray]:
    """The pairs and their priced values, best first within a worker, then the lower vacancy."""
    order = np.lexsort((arcs.vacancy, -priced, arcs.worker))
    return Arcs(arcs.start, arcs.vacancy[order], arcs.value[order]), priced[order]


def thicken(problem: Problem, prices: Prices, arcs: Arcs, keep: int) -> Arcs:
    """
    Adds pairs for floors that few of their people have among their candidates.

    A floor whose posts are nobody's favourites has no candidates, and its price
    would climb without anybody seeing it. Its people look at such posts alone,
    until every floor has enough candidates or all there are.

    Parameters
    ----------
    problem, prices
        The facts, and prices now.
    arcs
        The candidates so far.
    keep
        Pairs to add per worker in one look.
    """
    thin = _thin_rows(problem, arcs)
    for _ in range(_LOOKS):
        if not thin.any():
            break
        entries = problem.entries
        of_thin = thin[entries.row]
        klass, vacancy = entries.klass[of_thin], entries.vacancy[of_thin]
        table = prices.table(problem)
        beyond = out_of_reach(problem, table.price)
        shut = np.full_like(table.price, beyond)
        shut[klass, vacancy] = table.price[klass, vacancy]
        people = np.flatnonzero(np.isin(problem.class_of, klass) & (problem.max_posts > 0))
        found = problem.values.scan(PriceTable(problem.class_of, shut), keep, people)
        inside = shut[problem.class_of[found.worker], found.vacancy] < beyond
        arcs = union(arcs, select(found, inside), problem.shape[1])
        thin &= _thin_rows(problem, arcs)
    return arcs


def _thin_rows(problem: Problem, arcs: Arcs) -> BoolArray:
    """Floors with fewer candidate pairs than three for each person owed, and ten. Shape (R,)."""
    have = np.zeros((problem.classes, problem.shape[1]), dtype=np.int64)
    np.add.at(have, (problem.class_of[arcs.worker], arcs.vacancy), 1)
    lower = np.array([row.lower for row in problem.rows])
    return problem.entries.count(have, lower.size) < 3 * lower + 10

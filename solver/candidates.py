"""The pairs that the flow may use."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.bound import priced_values
from solver.kernels import kth_best, merged, ranks
from solver.prices import Prices
from solver.problem import Problem

_NEXT, _FEW = 3, 10  # pairs kept for a floor at a vacancy: so many a person owed, and more
_WIDE = 200  # vacancies: a row of more finds its people among what is near


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
    floor: IntArray | None = None,
) -> Arcs:
    """Each worker's best pairs at these prices, best first, none without openings."""
    arcs = problem.values.scan(prices.table(problem), keep, workers, vacancies, floor)
    is_open = problem.openings[arcs.vacancy] > 0
    return arcs if is_open.all() else select(arcs, is_open)


def gains(problem: Problem, arcs: Arcs, prices: Prices) -> IntArray:
    """What each pair is worth with bonuses and floor prices, in units. Shape (A,)."""
    credit = prices.credits(problem)
    return arcs.value + credit[problem.class_of[arcs.worker], arcs.vacancy]


def union(first: Arcs, second: Arcs) -> Arcs:
    """Returns the pairs of both, each once: by worker, those of the first before the others."""
    return Arcs(*merged(first.start, first.vacancy, first.value, *_columns(second)))


def _columns(arcs: Arcs) -> tuple[IntArray, npt.NDArray[np.int32], IntArray]:
    return arcs.start, arcs.vacancy, arcs.value


def near_taken(
    problem: Problem, arcs: Arcs, taken: BoolArray, prices: Prices, reach: int
) -> tuple[Arcs, BoolArray]:
    """The pairs of `near` and those taken, and which of them are taken."""
    keep = _is_near(problem, arcs, prices, reach) | taken
    return select(arcs, keep), taken[keep]


def near(problem: Problem, arcs: Arcs, prices: Prices, reach: int) -> Arcs:
    """The pairs that a decision can turn on; see `_is_near`."""
    return select(arcs, _is_near(problem, arcs, prices, reach))


def _is_near(problem: Problem, arcs: Arcs, prices: Prices, reach: int) -> BoolArray:
    """
    The pairs that a decision can turn on at prices like these.

    Those that fall short of their worker's best by no more than `reach` (units),
    those of guaranteed households, those that a floor would turn to first, and
    those that a cap or a hard row may leave as the only ones.
    """
    owner = arcs.worker
    priced = priced_values(problem, arcs, prices)
    best = np.maximum(0, kth_best(arcs.start, priced, np.ones_like(problem.max_posts), 0))
    short = best[owner] - priced
    keep = short <= reach
    bound_to = problem.max_posts > 1
    for household in problem.households:
        bound_to[household.members] = True
    capped = np.zeros(problem.shape[1], dtype=bool)
    for cap in problem.household_caps:
        bound_to[cap.members] = True
        capped[cap.vacancies] = True
    keep |= capped[arcs.vacancy]
    fund = np.zeros(problem.shape[1], dtype=bool)
    for row in problem.open_rows:
        if row.hard:
            fund[row.vacancies] = True
    bound_to[owner[keep & fund[arcs.vacancy]]] = True
    return keep | bound_to[owner] | _next_for_floors(problem, arcs, short)


def _next_for_floors(problem: Problem, arcs: Arcs, short: IntArray) -> BoolArray:
    """The pairs that a floor would turn to first, of each (class, vacancy) that counts for one."""
    chosen = np.zeros(short.size, dtype=bool)
    if not problem.rows:
        return chosen
    entries, vacancies = problem.counting.helping(), problem.shape[1]
    most = np.zeros((problem.classes, vacancies), dtype=np.int64)
    wanted_of = np.array(
        [row.wanted(problem.openings) for row in problem.open_rows], dtype=np.int64
    )
    asked = np.minimum(wanted_of[entries.row], problem.openings[entries.vacancy])
    narrow = np.array([row.vacancies.size <= _WIDE for row in problem.open_rows])[entries.row]
    asked = np.where(narrow, _NEXT * asked + _FEW, 0)
    np.maximum.at(most, (entries.klass, entries.vacancy), asked)
    where = problem.class_of[arcs.worker] * vacancies + arcs.vacancy
    wanted = most.ravel()[where]
    counting = np.flatnonzero(wanted)
    counting = counting[np.lexsort((short[counting], where[counting]))]
    place = where[counting]
    first = np.concatenate(([True], place[1:] != place[:-1]))[: place.size]
    rank = np.arange(place.size) - np.maximum.accumulate(np.where(first, np.arange(place.size), 0))
    chosen[counting[rank < wanted[counting]]] = True
    return chosen


def ranked(arcs: Arcs, priced: IntArray) -> tuple[Arcs, IntArray]:
    """The pairs and their priced values, best first within a worker, then the lower vacancy."""
    order = ranks(arcs.start, arcs.vacancy, priced)
    return Arcs(arcs.start, arcs.vacancy[order], arcs.value[order]), priced[order]

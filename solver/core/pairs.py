"""
The pairs that a better answer can be made of, over all pairs.

The bound of some prices is a sum with one part for each worker alone or household,
the most that it could gain if every post were to be had at its price. Whoever takes a
pair of priced value t, where the last that its part counts is worth n, could change t
for a better one of n: the part was greater by n - t at least. So no answer with that
pair is worth more than

    bound - loss,    loss = max(0, n - t)

    n    the k-th best priced value of a worker of k posts; 0 where that is negative, or
         where there are fewer, for who is owed nothing and has no guaranteed household;
         the best one for a member of such a household

and an answer worth more than A has no pair with a loss of bound - A or more: the
variable fixing by reduced costs of Dantzig, Fulkerson and Johnson (1954).
"""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs
from matcher.units import IntArray
from solver.arcs import select, union
from solver.bound import priced_values
from solver.candidates import scan
from solver.kernels import kth_best
from solver.prices import Prices
from solver.problem import Problem

MOST_PAIRS = 60_000  # of a core: HiGHS has to prove again what CP-SAT proved
_KEEP = 1024  # pairs of a worker in a core
_BLOCK = 4096  # workers looked at together: block x keep numbers are held
_NONE = -(1 << 60)  # below every priced value


def least_wanted(problem: Problem, known: Arcs, prices: Prices, owed: IntArray) -> IntArray:
    """
    What each worker's pairs have to be worth to cost the bound nothing: n. Shape (W,).

    Parameters
    ----------
    problem, prices
        The facts, and the prices of the bound.
    known
        Among them, for each worker, the best `max_posts` of all pairs at these prices.
    owed
        Shape (W,).
    """
    priced = priced_values(problem, known, prices)
    wanted = kth_best(known.start, priced, np.maximum(1, problem.max_posts), _NONE)
    free = owed == 0
    for household in problem.households:
        free[household.members] = False
    return np.where(free, np.maximum(wanted, 0), wanted)


def losses(problem: Problem, arcs: Arcs, prices: Prices, wanted: IntArray) -> IntArray:
    """By how much an answer with each pair is worth less than the bound, at least. Shape (A,)."""
    priced = priced_values(problem, arcs, prices)
    loss: IntArray = np.maximum(0, wanted[arcs.worker] - priced)
    return loss


def core_pairs(
    problem: Problem, prices: Prices, wanted: IntArray, slack: int, most: int = MOST_PAIRS
) -> Arcs | None:
    """
    Looks at all pairs for those with a loss below `slack`.

    Parameters
    ----------
    problem, prices, wanted
        The facts, the prices of the bound, and what `least_wanted` says of them.
    slack
        Bound - objective, in units, > 0.
    most
        Pairs, more than which are not collected.

    Returns
    -------
    Arcs or None
        None where there are more than `most`, or a worker has as many as are kept.
    """
    workers, vacancies = problem.shape
    floor = wanted - slack
    keep = min(vacancies, _KEEP)
    size, parts = np.zeros(workers, dtype=np.int64), []
    for low in range(0, workers, _BLOCK):
        block = np.arange(low, min(low + _BLOCK, workers))
        seen = scan(problem, prices, keep, block, None, floor)
        counts = np.diff(seen.start)
        size[block] = counts[block]
        parts.append(seen)
        if size.sum() > most or (keep < vacancies and (counts >= keep).any()):
            return None
    if not parts:
        return None
    start = np.concatenate(([0], np.cumsum(size)))
    return Arcs(
        start,
        np.concatenate([part.vacancy for part in parts]),
        np.concatenate([part.value for part in parts]),
    )


def with_held(problem: Problem, arcs: Arcs, pairs: IntArray) -> Arcs:
    """The pairs, and those of an answer, shape (n, 2), that are not among them."""
    key = pairs[:, 0] * problem.shape[1] + pairs[:, 1]
    missing = pairs[~np.isin(key, keys_of(problem, arcs))]
    size = np.bincount(missing[:, 0], minlength=problem.shape[0])
    values = problem.values.at(missing[:, 0], missing[:, 1])
    held = Arcs(np.concatenate(([0], np.cumsum(size))), missing[:, 1].astype(np.int32), values)
    return union(arcs, held)


def keys_of(problem: Problem, arcs: Arcs) -> IntArray:
    """A number for each pair. Shape (A,)."""
    return arcs.worker * problem.shape[1] + arcs.vacancy


def within(arcs: Arcs, loss: IntArray, reach: int) -> Arcs:
    """Those with a loss below `reach`."""
    return select(arcs, loss < reach)

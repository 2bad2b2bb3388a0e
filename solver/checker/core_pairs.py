"""
The pairs that an answer better than a given one could be made of, looked for again.

L, the certificate's bound, has one part for each worker alone and each household. A
worker who takes a pair of priced value t instead of the last that its part counts, of
n, leaves L at least n - t higher than what the answer is worth. So an answer worth more
than A has only pairs with

    n - t < L - A

    n    the k-th best priced value of who may get k posts (the best one, in a guaranteed
         household); not below 0 for who is owed nothing and is in no such household

Pairs that L's table prices out of reach are none of them: nobody may have these posts.
"""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs, PriceTable
from matcher.units import IntArray
from solver.checker.bound import priced_values
from solver.checker.facts import Facts
from solver.checker.household_guarantee import guarantees
from solver.checker.limits import caps, most_posts

_MOST = 1_000_000  # pairs, more than which are not collected
_KEEP = 1024  # of one worker
_BLOCK = 4096  # workers looked at together
_NONE = -(1 << 60)  # below every priced value


def guaranteed_home(facts: Facts) -> IntArray:
    """The household of each worker whose household is guaranteed something, else -1. (W,)."""
    ruled = np.append(guarantees(facts).rule >= 0, False)  # the last: who has no household
    return np.where(ruled[facts.household_of], facts.household_of, -1)


def least_wanted(facts: Facts, table: PriceTable, best: Arcs, owed: IntArray) -> IntArray:
    """The n of each worker, from everybody's best pairs, best first. Shape (W,)."""
    home = guaranteed_home(facts)
    last = best.start[:-1] + np.where(home < 0, np.maximum(1, most_posts(facts)), 1) - 1
    priced = np.append(priced_values(best, table), _NONE)
    wanted = np.where(last < best.start[1:], priced[np.minimum(last, priced.size - 1)], _NONE)
    alone = (owed == 0) & (home < 0)
    return np.where(alone, np.maximum(0, wanted), wanted)


def pairs_left(
    facts: Facts, table: PriceTable, wanted: IntArray, slack: int
) -> tuple[IntArray, IntArray] | None:
    """
    Looks at all pairs, and lists those that fall short by less than `slack`, and the answer's.

    Returns
    -------
    tuple or None
        Workers and vacancies, shapes (A,); None where there are too many.
    """
    floor, keep = wanted - slack, min(facts.vacancies, _KEEP)
    people = np.flatnonzero(facts.available)
    found, size = [facts.worker * facts.vacancies + facts.vacancy], 0
    for low in range(0, people.size, _BLOCK):
        seen = facts.values.scan(table, keep, people[low : low + _BLOCK], None, floor)
        counts = np.diff(seen.start)
        size += seen.vacancy.size
        if size > _MOST or (keep < facts.vacancies and (counts >= keep).any()):
            return None
        open_ = caps(facts)[seen.vacancy] > 0
        found.append((seen.worker * facts.vacancies + seen.vacancy)[open_])
    key = np.unique(np.concatenate(found))
    worker, vacancy = np.divmod(key, max(1, facts.vacancies))
    return worker, vacancy

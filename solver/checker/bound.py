"""
The bound, by weak duality, in whole units: exact.

For any prices p >= 0 of posts and 0 <= q_r <= penalty_r of rows, for several
lines of one unit together, no answer is worth more than

    L = sum_v p_v cap_v - sum_r floor(q_r lower_r / scale_r)
        + sum over people alone and households of the most they could gain if
          every post were theirs at its price

With t the priced values (value minus P[class, v]) of a worker's eligible
posts, best first, k the most posts, m the posts owed and M the penalty:

    alone       sum over j < k of max(0, t_j + M [j < m])  -  M m
    household   sum over j of max(0, t_j + M [j < n])      -  M n

where a household's t are its members' best ones. Household caps are left out:
without them the bound can only be higher.
"""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs, PriceTable
from matcher.units import IntArray
from models.rules import PostShare
from solver.checker.facts import Facts
from solver.checker.household_guarantee import Guarantees, guarantees
from solver.checker.limits import caps, most_posts
from solver.checker.post_share import floors
from solver.checker.priced import all_terms
from solver.checker.prices import Certified


def priced_values(arcs: Arcs, table: PriceTable) -> IntArray:
    """Value minus price of each pair, in units. Shape (A,)."""
    return arcs.value - table.price[table.class_of[arcs.worker], arcs.vacancy]


def bound_units(
    facts: Facts, prices: Certified, table: PriceTable, best: Arcs, *, owed: IntArray, short: int
) -> int:
    """
    Computes L in units.

    Parameters
    ----------
    facts
        The answer's facts; of the answer itself nothing is used.
    prices, table
        The certificate's prices, and the table made of them.
    best
        Each available worker's best pairs under the table, best first: as
        many as a worker may get, where so many are eligible.
    owed
        Shape (W,): posts owed to each worker.
    short
        Units lost for each post owed and not given.
    """
    total = int(prices.vacancy @ caps(facts))
    for rule in facts.rules:
        if isinstance(rule, PostShare):
            total -= int(prices.rows[rule.id] @ floors(rule, facts).lower)
    total -= sum(terms.paid(prices.rows[terms.rule]) for terms in all_terms(facts))
    guaranteed = guarantees(facts)
    ruled = np.append(guaranteed.rule >= 0, False)  # the last: who has no household
    house = np.where(ruled[facts.household_of], facts.household_of, -1)
    priced = priced_values(best, table)
    total += _households(best, priced, house, guaranteed)
    owner = best.worker
    place = np.arange(owner.size) - best.start[owner]
    gain = np.maximum(0, priced + np.where(place < owed[owner], short, 0))
    alone = house < 0
    taken = alone[owner] & (place < most_posts(facts)[owner])
    return total + int(gain[taken].sum()) - short * int(owed[alone].sum())


def _households(best: Arcs, priced: IntArray, house: IntArray, owed: Guarantees) -> int:
    reach = np.flatnonzero((house >= 0) & (np.diff(best.start) > 0))
    top = priced[best.start[reach]]
    order = np.lexsort((-top, house[reach]))
    top, home = top[order], house[reach][order]
    place = np.arange(home.size) - np.searchsorted(home, home)
    gain = np.maximum(0, top + np.where(place < owed.lower[home], owed.penalty[home], 0))
    return int(gain.sum()) - int(owed.penalty @ owed.lower)

"""The households of a group of like cadres, dealt out among them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from matcher.units import IntArray
from solver.caseworkers.loads import Limits


def deal(group: IntArray, people: IntArray, group_of: IntArray, limits: Limits) -> IntArray:
    """
    Gives every household one cadre of its group.

    Largest households first, each to whoever looks after the fewest people and
    still has room, so that like cadres also have like numbers of people. Each
    cadre gets `low` households, and as many as are left over get `high`.

    Parameters
    ----------
    group
        Shape (H,): group of cadres that each household was given to.
    people
        Shape (H,): size of each household.
    group_of
        Shape (C,): group of each cadre.
    limits
        Even loads; the cadres of a group have the same.

    Returns
    -------
    IntArray
        Shape (H,): the cadre of each household.
    """
    cadre = np.full(group.size, 0, dtype=np.int64)
    order = np.argsort(-people, kind="stable")
    order = order[np.argsort(group[order], kind="stable")]
    bounds = np.searchsorted(group[order], np.arange(int(group_of.max(initial=-1)) + 2))
    for number, (begin, end) in enumerate(pairwise(bounds.tolist())):
        own = np.flatnonzero(group_of == number)
        load, burden = np.zeros(own.size, dtype=np.int64), np.zeros(own.size, dtype=np.int64)
        spare = end - begin - int(limits.low[own].sum())
        for household in order[begin:end]:
            room = load < (limits.high[own] if spare > 0 else limits.low[own])
            open_ = np.flatnonzero(room)
            chosen = open_[np.lexsort((load[open_], burden[open_]))[0]]
            spare -= int(load[chosen] >= limits.low[own[chosen]])
            load[chosen] += 1
            burden[chosen] += people[household]
            cadre[household] = own[chosen]
    return cadre

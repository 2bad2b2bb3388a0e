"""Compiled: what a block of like workers can gain at most."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from matcher.distance import UNKNOWN
from matcher.groups import Columns, Groups, Live
from matcher.kernels.pair import pay_part
from matcher.marks import Marks
from matcher.tables import ValueTables

NEVER = np.float32(-1e9)  # bound of a pair that nobody of a block may hold
_SLACK = np.float32(8.0)  # units: more than single precision can lose between a bound and a value
_WORTH_COPYING = 0.5  # of the groups' vectors, to leave out the others
_ZERO = np.float32(0.0)


@numba.njit(nogil=True, cache=True)
def cut(end: Any, near: Any, far: Any, most: int, some: int, few: int) -> Any:
    """
    Cuts workers into blocks of `most`, earlier where a cut costs little.

    Parameters
    ----------
    end, near, far
        Shapes (N,): where a block has to begin, where one of `some` should, and where
        one of `few` should.
    most, some, few
        Workers of a block.

    Returns
    -------
    IntArray
        Shape (B + 1,): block b is cuts[b] to cuts[b + 1] - 1.
    """
    cuts = np.empty(end.size + 1, dtype=np.int64)
    blocks = 0
    cuts[0] = 0
    for i in range(1, end.size + 1):
        size = i - cuts[blocks]
        if (
            i == end.size
            or end[i]
            or size == most
            or (near[i] and size >= some)
            or (far[i] and size >= few)
        ):
            blocks += 1
            cuts[blocks] = i
    return cuts[: blocks + 1]


@numba.njit(nogil=True, cache=True)
def bound_block(
    block: Any, cost: Any, tables: ValueTables, marks: Marks, columns: Columns, base: Any, rise: Any
) -> None:
    """
    Fills the line of each vacancy: base + rise * clipped product of the vectors.

    It is at least the priced value, in units, of any worker of the block there.
    """
    near, profile, barred, rate = _best_of_block(block, tables, marks)
    inverse = tables.inverse[tables.people[block[0]]["known"]]
    place, trait, demand, offer = columns
    offset, pay_weight, fit_weight = tables.offset, tables.pay_weight, tables.fit_weight
    for j in range(base.size):
        pay = pay_weight * pay_part(offer[j], rate, offset)
        gain = near[place[j]] + barred[demand[j]] + profile[trait[j]] + pay
        base[j] = max(gain * inverse[trait[j]] - cost[j] + _SLACK, NEVER)
        rise[j] = fit_weight * inverse[trait[j]]


@numba.njit(nogil=True, cache=True)
def bound_groups(base: Any, rise: Any, least: Any, groups: Groups, live: Live) -> Any:
    """
    Fills the lines of the groups that can be worth `least` to somebody; returns their vectors.

    The greatest of some lines is convex, and so below its chord between 0 and 1.
    Where it does not pay to leave groups out, all are in.
    """
    start, vector = groups
    group, low, up, own = live.group, live.base, live.rise, live.vector
    n = 0
    for g in range(start.size - 1):
        at_0 = at_1 = NEVER
        for j in range(start[g], start[g + 1]):
            at_0, at_1 = max(at_0, base[j]), max(at_1, base[j] + rise[j])
        group[g], low[g], up[g] = g, at_0, at_1 - at_0
        n += at_1 >= least
    if n > _WORTH_COPYING * group.size:
        return vector
    n = 0
    for g in range(group.size):
        group[n], low[n], up[n] = g, low[g], up[g]
        n += low[g] + up[g] >= least
    for i in range(n):
        for d in range(vector.shape[1]):
            own[i, d] = vector[group[i], d]
    return own[:n]


@numba.njit(nogil=True, cache=True)
def _best_of_block(block: Any, tables: ValueTables, marks: Marks) -> Any:
    """What the best placed of a block gains by place and trait, may not hold, and earns."""
    people, levels, profiles, asks = tables.people, tables.level, tables.profile_worth, marks.asks
    first = people[block[0]]
    level, profile = levels[first["home"]].copy(), profiles[first["profile"]].copy()
    lacks = marks.lacks[block[0]].copy()
    greatest, rate = first["greatest"], first["rate"]
    for b in range(1, block.size):
        person, before = people[block[b]], people[block[b - 1]]
        greatest, rate = max(greatest, person["greatest"]), max(rate, person["rate"])
        for q in range(lacks.size):
            lacks[q] &= marks.lacks[block[b], q]
        if person["home"] != before["home"]:
            _lower(level, levels[person["home"]])
        if person["profile"] != before["profile"]:
            _raise(profile, profiles[person["profile"]])
    near = np.empty(level.size, dtype=np.float32)
    for p in range(level.size):
        far = level[p] > greatest and level[p] != UNKNOWN
        near[p] = NEVER if far else tables.place_worth[level[p]]
    barred = np.zeros(asks.shape[0], dtype=np.float32)
    for d in range(barred.size):
        for q in range(lacks.size):
            if asks[d, q] & lacks[q] != 0:
                barred[d] = NEVER
    return near, profile, barred, rate


@numba.njit(nogil=True, cache=True)
def _lower(level: Any, other: Any) -> None:
    for p in range(level.size):
        level[p] = other[p] if other[p] < level[p] else level[p]


@numba.njit(nogil=True, cache=True)
def _raise(worth: Any, other: Any) -> None:
    for t in range(worth.size):
        worth[t] = other[t] if other[t] > worth[t] else worth[t]


@numba.njit(nogil=True, cache=True)
def bound_worker(dots: Any, live: Live) -> Any:
    """Fills the bounds of the groups for one worker; returns the greatest of them."""
    bound, base, rise = live.bound[: dots.size], live.base, live.rise
    for n in range(bound.size):
        bound[n] = base[n] + max(dots[n], _ZERO) * rise[n]
    # The bits of floats of 0 and above rise with them, and maxima of whole numbers are quick.
    bits = bound.view(np.int32)
    most = np.int32(-1)
    for n in range(bits.size):
        most = bits[n] if bits[n] > most else most
    return np.full(1, most, dtype=np.int32).view(np.float32)[0] if most >= 0 else bound.max()

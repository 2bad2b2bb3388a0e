"""
Compiled loops over pairs.

Everything is single precision, and exact where it must be: coordinates of
vectors are multiples of 2**-11, so a dot product is the same in any order of
summation; values are rounded to whole units, so differences with prices are
exact. A pair has one value, wherever it is computed. No fast-math: it would
allow the compiler to change that.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np
import numpy.typing as npt

from matcher.distance import UNKNOWN
from matcher.tables import ValueTables
from matcher.units import IntArray

_ROUND = np.float32(12582912.0)  # 1.5 * 2**23: adding and taking it away rounds to whole numbers
_NEVER = np.float32(-1e9)  # priced value of a pair that is not allowed


class Marks(NamedTuple):
    """
    Who may hold what.

    Parameters
    ----------
    greatest
        Shape (W,): the farthest level of distance that a worker accepts.
    asks, lacks
        Shapes (Q, V), (W, Q): requirement bits asked, and not met.
    """

    greatest: IntArray
    asks: npt.NDArray[np.uint32]
    lacks: npt.NDArray[np.uint32]

    def columns(self, chosen: IntArray) -> Marks:
        """The same marks for some of the vacancies only."""
        return self._replace(asks=np.ascontiguousarray(self.asks[:, chosen]))


class Best(NamedTuple):
    """
    The best pairs of some workers so far: a heap each, the worst kept pair first.

    Shapes (B,), (B, K), (B, K), (B, K): how many are kept, their priced values,
    values and vacancies.
    """

    size: npt.NDArray[np.int32]
    priced: npt.NDArray[np.float32]
    value: npt.NDArray[np.float32]
    vacancy: npt.NDArray[np.int32]

    def part(self, low: int, high: int) -> Best:
        """Views of some rows."""
        own = slice(low, high)
        return Best(self.size[own], self.priced[own], self.value[own], self.vacancy[own])

    @classmethod
    def empty(cls, workers: int, keep: int) -> Best:
        """Room for `keep` pairs of each worker."""
        single = np.empty((workers, keep), dtype=np.float32)
        return cls(
            np.zeros(workers, dtype=np.int32),
            single,
            single.copy(),
            np.empty((workers, keep), dtype=np.int32),
        )


@numba.njit(nogil=True, inline="always")
def _pay(offer: Any, per_yuan: Any, offset: Any) -> Any:
    part = offer * per_yuan - offset
    part = max(part, np.float32(0.0))
    return min(part, np.float32(1.0))


@numba.njit(nogil=True, inline="always")
def _value(dot: Any, base: Any, pay: Any, inverse: Any, fit_weight: Any) -> Any:
    fit = max(dot, np.float32(0.0))
    fit = min(fit, np.float32(1.0))
    return ((fit_weight * fit + base + pay) * inverse + _ROUND) - _ROUND


@numba.njit(nogil=True, cache=True)
def scan_tile(
    dots: Any,
    block: Any,
    first: int,
    tables: ValueTables,
    marks: Marks,
    class_of: Any,
    price: Any,
    best: Best,
) -> None:
    """
    Compares a block of workers with a tile of vacancies and keeps the best pairs.

    Parameters
    ----------
    dots
        Shape (B, T): dot products of the block's and the tile's vectors.
    block, first
        Indices of the workers, and the first vacancy of the tile.
    tables, marks
        Values, and who may hold what.
    class_of, price
        The price table, in units, single precision.
    best
        The block's best pairs, filled in place.
    """
    width = dots.shape[1]
    last = first + width
    near = np.empty(width, dtype=np.float32)  # weighted part of the place, from the home at hand
    step = np.empty(width, dtype=np.uint32)  # level of distance; a place not known is never far
    bad = np.empty(width, dtype=np.uint32)
    value = np.empty(width, dtype=np.float32)
    priced = np.empty(width, dtype=np.float32)
    offer = tables.offer[first:last]
    at_home = -1
    for b in range(block.size):
        w = block[b]
        if tables.home[w] != at_home:
            at_home = tables.home[w]
            _look_around(tables.level[at_home, first:last], tables.place_worth, near, step)
        _mark(step, np.uint32(marks.greatest[w]), marks.asks[:, first:last], marks.lacks[w], bad)
        _price(
            dots[b],
            near,
            tables.profile_worth[tables.profile[w], first:last],
            offer,
            tables.inverse[tables.known[w], first:last],
            price[class_of[w], first:last],
            bad,
            tables.rate[w],
            tables.offset,
            tables.fit_weight,
            tables.pay_weight,
            value,
            priced,
        )
        _keep_best(priced, value, first, b, best)


@numba.njit(nogil=True, cache=True)
def _look_around(level: Any, place_worth: Any, near: Any, step: Any) -> None:
    for j in range(level.size):
        near[j] = place_worth[level[j]]
        step[j] = 0 if level[j] == UNKNOWN else level[j]


@numba.njit(nogil=True, cache=True)
def _mark(step: Any, greatest: Any, asks: Any, lacks: Any, bad: Any) -> None:
    for j in range(step.size):
        bad[j] = step[j] > greatest
    for q in range(asks.shape[0]):
        lack = lacks[q]
        if lack != 0:
            row = asks[q]
            for j in range(step.size):
                bad[j] |= row[j] & lack


@numba.njit(nogil=True, cache=True)
def _price(
    dot: Any,
    near: Any,
    profile: Any,
    offer: Any,
    inverse: Any,
    cost: Any,
    bad: Any,
    rate: Any,
    offset: Any,
    fit_weight: Any,
    pay_weight: Any,
    value: Any,
    priced: Any,
) -> None:
    for j in range(dot.size):
        pay = pay_weight * _pay(offer[j], rate, offset)
        value[j] = _value(dot[j], near[j] + profile[j], pay, inverse[j], fit_weight)
        t = value[j] - cost[j]
        priced[j] = t if bad[j] == 0 else _NEVER


@numba.njit(nogil=True, cache=True)
def _keep_best(priced: Any, value: Any, first: int, b: int, best: Best) -> None:
    keep = best.priced.shape[1]
    t, s, v = best.priced[b], best.value[b], best.vacancy[b]
    size = best.size[b]
    # Vacancies come in rising order: an equal one never replaces one that is kept.
    bar = t[0] if size == keep else _NEVER
    for j in range(priced.size):
        if priced[j] > bar:
            if size < keep:
                _push(t, s, v, size, priced[j], value[j], first + j)
                size += 1
            else:
                _replace(t, s, v, keep, priced[j], value[j], first + j)
            if size == keep:
                bar = t[0]
    best.size[b] = size


@numba.njit(nogil=True, inline="always")
def _worse(t1: Any, v1: Any, t2: Any, v2: Any) -> Any:
    return t1 < t2 or (t1 == t2 and v1 > v2)


@numba.njit(nogil=True, cache=True)
def _push(priced: Any, value: Any, vacancy: Any, at: int, t: Any, s: Any, v: int) -> None:
    while at > 0:
        up = (at - 1) >> 1
        if not _worse(t, v, priced[up], vacancy[up]):
            break
        priced[at], value[at], vacancy[at] = priced[up], value[up], vacancy[up]
        at = up
    priced[at], value[at], vacancy[at] = t, s, v


@numba.njit(nogil=True, cache=True)
def _replace(priced: Any, value: Any, vacancy: Any, size: int, t: Any, s: Any, v: int) -> None:
    at = 0
    while True:
        down = 2 * at + 1
        if down >= size:
            break
        if down + 1 < size and _worse(
            priced[down + 1], vacancy[down + 1], priced[down], vacancy[down]
        ):
            down += 1
        if not _worse(priced[down], vacancy[down], t, v):
            break
        priced[at], value[at], vacancy[at] = priced[down], value[down], vacancy[down]
        at = down
    priced[at], value[at], vacancy[at] = t, s, v


@numba.njit(nogil=True, cache=True)
def values_at(workers: Any, vacancies: Any, left: Any, right: Any, tables: ValueTables) -> Any:
    """
    Values of some pairs, in units, single precision. Shape (P,); see `scan_tile`.

    Parameters
    ----------
    workers, vacancies
        Shape (P,).
    left, right
        Shapes (W, d), (V, d): vectors of the texts.
    tables
        The rest of the values.
    """
    out = np.empty(workers.size, dtype=np.float32)
    for p in range(workers.size):
        w, v = workers[p], vacancies[p]
        dot = np.float32(0.0)
        for d in range(left.shape[1]):
            dot += left[w, d] * right[v, d]
        step = tables.level[tables.home[w], v]
        base = tables.place_worth[step] + tables.profile_worth[tables.profile[w], v]
        pay = tables.pay_weight * _pay(tables.offer[v], tables.rate[w], tables.offset)
        out[p] = _value(dot, base, pay, tables.inverse[tables.known[w], v], tables.fit_weight)
    return out


@numba.njit(nogil=True, cache=True)
def somebody_eligible(workers: Any, vacancies: Any, tables: ValueTables, marks: Marks) -> Any:
    """Whether each of the vacancies is allowed to at least one of the workers. Shape (P,)."""
    found = np.zeros(vacancies.size, dtype=np.bool_)
    for p in range(vacancies.size):
        v = vacancies[p]
        for w in workers:
            step = tables.level[tables.home[w], v]
            bad = step > marks.greatest[w] and step != UNKNOWN
            for q in range(marks.asks.shape[0]):
                bad = bad or (marks.asks[q, v] & marks.lacks[w, q]) != 0
            if not bad:
                found[p] = True
                break
    return found

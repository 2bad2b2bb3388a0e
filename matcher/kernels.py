"""
Compiled loops over pairs.

Everything is single precision, and exact where it must be: coordinates of
vectors are multiples of 2**-11, so a dot product is the same in any order of
summation; values are rounded to whole units, so differences with prices are
exact. A pair has one value, wherever it is computed. Fast-math is allowed only
where it cannot change a result: in sums of such products, and in a maximum.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from matcher.distance import UNKNOWN
from matcher.groups import Groups
from matcher.marks import Marks
from matcher.tables import ValueTables

LOWEST = np.float32(-1e8)  # below every priced value
_NEVER = np.float32(-1e9)  # bound of a pair that nobody of a block may hold
_ROUND = np.float32(12582912.0)  # 1.5 * 2**23: adding and taking it away rounds to whole numbers
_SLACK = np.float32(8.0)  # units: more than single precision can lose between a bound and a value
_BITS = np.int64(31)  # of a key that hold the vacancy; the priced value is above them
_FIRST = np.float32(1 << 13)  # units below the best bound: how far a block's first search begins
_FARTHEST = np.float32(1 << 18)
_WIDER = np.float32(4.0)
_MARGIN = np.float32(1.25)


@numba.njit(nogil=True, inline="always")
def _pay(offer: Any, per_yuan: Any, offset: Any) -> Any:
    part = offer * per_yuan - offset
    part = max(part, np.float32(0.0))
    return min(part, np.float32(1.0))


@numba.njit(nogil=True, inline="always")
def _value(dot: Any, w: Any, j: Any, tables: ValueTables) -> Any:
    """Value of a pair in units; `dot` is the product of its vectors."""
    step = tables.level[tables.home[w], tables.post[j]]
    trait = tables.trait[j]
    base = tables.place_worth[step] + tables.profile_worth[tables.profile[w], trait]
    pay = tables.pay_weight * _pay(tables.offer[j], tables.rate[w], tables.offset)
    fit = max(dot, np.float32(0.0))
    fit = min(fit, np.float32(1.0))
    inverse = tables.inverse[tables.known[w], trait]
    return ((tables.fit_weight * fit + base + pay) * inverse + _ROUND) - _ROUND


@numba.njit(nogil=True, inline="always")
def _allowed(w: Any, j: Any, tables: ValueTables, marks: Marks) -> Any:
    step = tables.level[tables.home[w], tables.post[j]]
    bad = step > marks.greatest[w] and step != UNKNOWN
    for q in range(marks.asks.shape[0]):
        bad = bad or (marks.asks[q, j] & marks.lacks[w, q]) != 0
    return not bad


@numba.njit(nogil=True, cache=True)
def sweep(
    order: Any,
    cuts: Any,
    rows: Any,
    price: Any,
    least: Any,
    left: Any,
    tables: ValueTables,
    marks: Marks,
    groups: Groups,
    best: Any,
    size: Any,
) -> None:
    """
    Finds the best pairs of some blocks of workers.

    A block's workers are much alike. What any of them can gain at a vacancy,
    its vector apart, is bounded once for the block; with the product of the
    vectors it bounds each pair's priced value. Vacancies of one vector are
    bounded together. Only pairs whose bound reaches what the worker has already
    are priced.

    Parameters
    ----------
    order
        Shape (N,): workers, in blocks.
    cuts
        Shape (B + 1,): block b is order[cuts[b] : cuts[b + 1]], of one class and
        one pattern of what is known.
    rows
        Shape (B,): which row of `price` is the class of the block.
    price
        Shape (C, V): in units, single precision.
    least
        Shape (N,): the least priced value that counts, single precision.
    left
        Shape (W, d): vectors of the workers.
    tables, marks, groups
        Values, who may hold what, vacancies of one vector; the vacancies (and the
        columns of `price`) in the order of the groups.
    best, size
        Shapes (N, K), (N,): filled with the keys of each worker's best pairs, best
        first, and how many there are. A key is the priced value times 2**31, less
        the vacancy: see `unpack`.
    """
    width, count, most = tables.post.size, groups.start.size - 1, 0
    for c in range(rows.size):
        most = max(most, cuts[c + 1] - cuts[c])
    bases, slopes = np.empty(width, dtype=np.float32), np.empty(width, dtype=np.float32)
    base, slope = np.empty(count, dtype=np.float32), np.empty(count, dtype=np.float32)
    bound, flags = np.empty(count, dtype=np.float32), np.zeros(-(-count // 8) * 8, dtype=np.uint8)
    own = np.empty((most, left.shape[1]), dtype=np.float32)
    dots = np.empty((most, count), dtype=np.float32)
    for c in range(rows.size):
        low = cuts[c]
        block, cost, reach = order[low : cuts[c + 1]], price[rows[c]], _FIRST
        _bound_block(block, cost, tables, marks, bases, slopes)
        _bound_groups(bases, slopes, groups.start, base, slope)
        for b in range(block.size):
            own[b] = left[block[b]]
        np.dot(own[: block.size], groups.vector, dots[: block.size])
        for b in range(block.size):
            top = _bound_worker(dots[b], base, slope, bound)
            reach, size[low + b] = _search(
                block[b], dots[b], top, bound, flags, bases, slopes, cost, least[low + b], reach,
                tables, marks, groups, best[low + b],
            )  # fmt: skip


@numba.njit(nogil=True, cache=True)
def _bound_block(
    block: Any, cost: Any, tables: ValueTables, marks: Marks, bases: Any, slopes: Any
) -> None:
    """Lines above what any worker of the block gains at each vacancy, by clipped product."""
    near, profile, lacks, rate = _best_of_block(block, tables, marks)
    inverse = tables.inverse[tables.known[block[0]]]
    for j in range(bases.size):
        trait = tables.trait[j]
        pay = tables.pay_weight * _pay(tables.offer[j], rate, tables.offset)
        gain = near[tables.post[j]] + profile[trait] + pay
        bases[j] = max(gain * inverse[trait] - cost[j], _NEVER)
        slopes[j] = tables.fit_weight * inverse[trait]
    for q in range(lacks.size):
        lack = lacks[q]
        if lack != 0:
            asks = marks.asks[q]
            for j in range(bases.size):
                bases[j] = _NEVER if (asks[j] & lack) != 0 else bases[j]


@numba.njit(nogil=True, cache=True)
def _best_of_block(block: Any, tables: ValueTables, marks: Marks) -> Any:
    """What the best placed of a block gains by place and by trait, lacks, and earns."""
    first = block[0]
    level = tables.level[tables.home[first]].copy()
    profile = tables.profile_worth[tables.profile[first]].copy()
    lacks = marks.lacks[first].copy()
    greatest, rate = marks.greatest[first], tables.rate[first]
    for b in range(1, block.size):
        w, before = block[b], block[b - 1]
        greatest, rate = max(greatest, marks.greatest[w]), max(rate, tables.rate[w])
        lacks &= marks.lacks[w]
        if tables.home[w] != tables.home[before]:
            level = np.minimum(level, tables.level[tables.home[w]])
        if tables.profile[w] != tables.profile[before]:
            profile = np.maximum(profile, tables.profile_worth[tables.profile[w]])
    near = np.empty(level.size, dtype=np.float32)
    for p in range(level.size):
        far = level[p] > greatest and level[p] != UNKNOWN
        near[p] = _NEVER if far else tables.place_worth[level[p]]
    return near, profile, lacks, rate


@numba.njit(nogil=True, cache=True)
def _bound_groups(bases: Any, slopes: Any, start: Any, base: Any, slope: Any) -> None:
    """One line above those of a group: their greatest is convex, so below its chord in [0, 1]."""
    for g in range(base.size):
        at_0 = at_1 = _NEVER
        for j in range(start[g], start[g + 1]):
            at_0 = max(at_0, bases[j])
            at_1 = max(at_1, bases[j] + slopes[j])
        base[g] = at_0 + _SLACK
        slope[g] = at_1 - at_0


@numba.njit(nogil=True, cache=True, fastmath={"nnan", "nsz"})
def _bound_worker(dots: Any, base: Any, slope: Any, bound: Any) -> Any:
    """Bounds of the groups for one worker, and the greatest of them."""
    top = _NEVER
    for g in range(bound.size):
        bound[g] = base[g] + max(dots[g], np.float32(0.0)) * slope[g]
        top = max(top, bound[g])
    return top


@numba.njit(nogil=True, cache=True)
def _search(
    w: Any,
    dots: Any,
    top: Any,
    bound: Any,
    flags: Any,
    bases: Any,
    slopes: Any,
    cost: Any,
    least: Any,
    reach: Any,
    tables: ValueTables,
    marks: Marks,
    groups: Groups,
    best: Any,
) -> Any:
    """
    Fills one worker's best pairs: groups of the greatest bounds first, then farther down.

    Returns how far down the next worker may begin, and how many pairs were found.
    """
    size = 0
    words = flags.view(np.uint64)
    bar = top + _SLACK
    while bar > least:
        bar = max(top - reach, least)
        _mark(bound, bar, flags)
        for word in range(words.size):
            if words[word] == 0:
                continue
            for g in range(8 * word, min(8 * word + 8, bound.size)):
                if flags[g] == 0:
                    continue
                bound[g] = _NEVER
                fit = max(dots[g], np.float32(0.0))
                enough = max(least, _worst(best, size)) - _SLACK
                for j in range(groups.start[g], groups.start[g + 1]):
                    if bases[j] + fit * slopes[j] >= enough and _allowed(w, j, tables, marks):
                        priced = _value(fit, w, j, tables) - cost[j]
                        if priced >= least:
                            key = (np.int64(priced) << _BITS) - groups.vacancy[j]
                            size = _keep(best, size, key)
                            enough = max(least, _worst(best, size)) - _SLACK
        if size == best.size and _worst(best, size) >= bar:
            reach = _MARGIN * (top - _worst(best, size))
            break
        reach = _WIDER * reach
    _sort(best, size)
    return min(reach, _FARTHEST), size


@numba.njit(nogil=True, cache=True)
def _mark(bound: Any, bar: Any, flags: Any) -> None:
    for g in range(bound.size):
        flags[g] = bound[g] >= bar


@numba.njit(nogil=True, inline="always")
def _priced(key: Any) -> Any:
    return -(-key >> _BITS)  # rounds up: a vacancy takes away less than one


@numba.njit(nogil=True, inline="always")
def _worst(best: Any, size: Any) -> Any:
    """What a further pair has to reach."""
    return np.float32(_priced(best[0])) if size == best.size else LOWEST


@numba.njit(nogil=True, cache=True)
def _keep(best: Any, size: Any, key: Any) -> Any:
    """Adds a key to a heap, the least first; the least falls out of a full one."""
    if size == best.size:
        if key > best[0]:
            _sink(best, size, key)
        return size
    at = size
    while at > 0:
        up = (at - 1) >> 1
        if best[up] <= key:
            break
        best[at] = best[up]
        at = up
    best[at] = key
    return size + 1


@numba.njit(nogil=True, cache=True)
def _sink(best: Any, size: Any, key: Any) -> None:
    """Puts a key in the place of the least."""
    at = 0
    while True:
        down = 2 * at + 1
        if down >= size:
            break
        if down + 1 < size and best[down + 1] < best[down]:
            down += 1
        if best[down] >= key:
            break
        best[at] = best[down]
        at = down
    best[at] = key


@numba.njit(nogil=True, cache=True)
def _sort(best: Any, size: Any) -> None:
    """Sorts a heap, the greatest first."""
    for last in range(size - 1, 0, -1):
        key, least = best[last], best[0]
        _sink(best, last, key)
        best[last] = least


@numba.njit(nogil=True, cache=True)
def unpack(
    order: Any,
    best: Any,
    size: Any,
    start: Any,
    class_of: Any,
    price: Any,
    vacancy: Any,
    value: Any,
) -> None:
    """Writes the pairs of some workers to where they belong: vacancies, and values in units."""
    for i in range(order.size):
        w = order[i]
        for k in range(size[i]):
            priced = _priced(best[i, k])
            v = (priced << _BITS) - best[i, k]
            vacancy[start[w] + k] = v
            value[start[w] + k] = priced + price[class_of[w], v]


@numba.njit(nogil=True, cache=True, fastmath={"reassoc", "contract"})
def _dot(a: Any, b: Any) -> Any:
    total = np.float32(0.0)
    for d in range(a.size):
        total += a[d] * b[d]
    return total


@numba.njit(nogil=True, cache=True)
def values_at(
    workers: Any, vacancies: Any, left: Any, right: Any, tables: ValueTables, units: Any
) -> None:
    """
    Writes the values of some pairs.

    Parameters
    ----------
    workers, vacancies
        Shape (P,).
    left, right
        Shapes (W, d), (V, d): vectors of the texts.
    tables
        The rest of the values.
    units
        Shape (P,): filled.
    """
    for p in range(workers.size):
        w, v = workers[p], vacancies[p]
        units[p] = np.int64(_value(_dot(left[w], right[v]), w, v, tables))


@numba.njit(nogil=True, cache=True)
def allowed_at(
    workers: Any, vacancies: Any, tables: ValueTables, marks: Marks, allowed: Any
) -> None:
    """Writes which of some pairs are allowed. Shapes (P,)."""
    for p in range(workers.size):
        allowed[p] = _allowed(workers[p], vacancies[p], tables, marks)


@numba.njit(nogil=True, cache=True)
def somebody_allowed(workers: Any, vacancies: Any, tables: ValueTables, marks: Marks) -> Any:
    """Whether each of the vacancies is allowed to at least one of the workers. Shape (P,)."""
    found = np.zeros(vacancies.size, dtype=np.bool_)
    for p in range(vacancies.size):
        for w in workers:
            if _allowed(w, vacancies[p], tables, marks):
                found[p] = True
                break
    return found

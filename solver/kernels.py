"""Compiled loops over arcs. Whole numbers in, whole numbers out."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

from matcher.units import BoolArray, FloatArray, IntArray


@numba.njit(cache=True)
def shortest_from(
    tail: IntArray, head: IntArray, cost: IntArray, cap: IntArray, flow: IntArray, dist: IntArray
) -> int:
    """
    Bellman-Ford over the residual arcs of a flow, in place.

    Parameters
    ----------
    tail, head, cost, cap, flow
        Shape (A,): the arcs and what flows on them.
    dist
        Shape (N,): distances known at the start (a large number where none);
        shortest distances at the end.

    Returns
    -------
    int
        Number of sweeps; more than the number of nodes means a negative cycle
        (the flow was not optimal) and the distances are worthless.
    """
    arcs = tail.size
    limit = dist.size + 1
    sweeps = 0
    changed = True
    while changed and sweeps <= limit:
        changed = False
        sweeps += 1
        for a in range(arcs):
            i, j, c = tail[a], head[a], cost[a]
            if flow[a] < cap[a] and dist[i] + c < dist[j]:
                dist[j] = dist[i] + c
                changed = True
            if flow[a] > 0 and dist[j] - c < dist[i]:
                dist[i] = dist[j] - c
                changed = True
    return sweeps


@numba.njit(cache=True)
def _insert(top: IntArray, size: int, value: int) -> int:
    """Keeps the largest numbers, falling; returns how many are kept."""
    at = size if size < top.size else top.size - 1
    if size == top.size and value <= top[at]:
        return size
    while at > 0 and top[at - 1] < value:
        top[at] = top[at - 1]
        at -= 1
    top[at] = value
    return min(size + 1, top.size)


@numba.njit(cache=True)
def worth_of_workers(
    start: IntArray, priced: IntArray, owed: IntArray, most: IntArray, penalty: int
) -> IntArray:
    """
    What each worker alone would gain at given prices: the worker's part of the dual value.

        sum over the `most` best priced values t, best first:
            max(0, t + penalty) while fewer than `owed` are counted, else max(0, t)
        less penalty * owed

    Parameters
    ----------
    start
        Shape (W + 1,): where each worker's pairs begin.
    priced
        Shape (A,): priced values, in any order within a worker.
    owed, most
        Shape (W,): posts owed, and at most.
    penalty
        Cost of each post short of what is owed.

    Returns
    -------
    IntArray
        Shape (W,).
    """
    worth = np.zeros(owed.size, dtype=np.int64)
    top = np.empty(most.max() if most.size else 0, dtype=np.int64)
    for w in range(owed.size):
        total = -penalty * owed[w]
        if most[w] > 0:
            size = 0
            for a in range(start[w], start[w + 1]):
                size = _insert(top[: most[w]], size, priced[a])
            for rank in range(size):
                total += max(0, top[rank] + (penalty if rank < owed[w] else 0))
        worth[w] = total
    return worth


@numba.njit(cache=True)
def kth_best(start: IntArray, priced: IntArray, k: IntArray, none: int) -> IntArray:
    """
    The k-th largest priced value of each worker.

    Parameters
    ----------
    start, priced
        Shapes (W + 1,), (A,).
    k
        Shape (W,), at least 1.
    none
        The answer for a worker with fewer pairs.

    Returns
    -------
    IntArray
        Shape (W,).
    """
    found = np.full(k.size, none, dtype=np.int64)
    top = np.empty(k.max() if k.size else 0, dtype=np.int64)
    for w in range(k.size):
        size = 0
        for a in range(start[w], start[w + 1]):
            size = _insert(top[: k[w]], size, priced[a])
        if size == k[w]:
            found[w] = top[size - 1]
    return found


@numba.njit(cache=True, nogil=True)
def soft_demand(
    start: IntArray,
    vacancy: npt.NDArray[np.int32],
    gain: IntArray,
    owed: IntArray,
    most: IntArray,
    price: FloatArray,
    temperature: float,
    share: FloatArray,
) -> None:
    """
    Spreads every worker's demand over its pairs, in place.

    A worker of `most` posts takes each pair in proportion to
    exp(priced value / temperature), with "no post" as one more choice for what
    is not owed; no pair is taken more than once (McFadden's logit; the entropic
    relaxation of the assignment).

    Parameters
    ----------
    start, vacancy, gain
        Pairs by worker: shapes (W + 1,), (A,), (A,); gain is the value with all
        credits and without the vacancy's price.
    owed, most
        Shape (W,).
    price
        Shape (V,): prices of the vacancies.
    temperature
        In units of value, > 0.
    share
        Shape (A,), floating: filled with the demand of each pair, 0 to 1.
    """
    for w in range(owed.size):
        first, last = start[w], start[w + 1]
        if first == last:
            continue
        top = -1e18
        for a in range(first, last):
            t = gain[a] - price[vacancy[a]]
            top = max(top, t)
        if owed[w] == 0:
            top = max(top, 0.0)
        total = 0.0
        for a in range(first, last):
            e = np.exp((gain[a] - price[vacancy[a]] - top) / temperature)
            share[a] = e
            total += e
        if owed[w] == 0:
            total += np.exp(-top / temperature)
        wanted = owed[w] if owed[w] > 0 else most[w]
        for a in range(first, last):
            share[a] = min(1.0, wanted * share[a] / total)


@numba.njit(cache=True)
def surplus_of_workers(start: IntArray, priced: IntArray, taken: BoolArray) -> IntArray:
    """
    What each worker gets at given prices: the least priced value among its posts.

    Parameters
    ----------
    start
        Shape (W + 1,).
    priced, taken
        Shape (A,).

    Returns
    -------
    IntArray
        Shape (W,): 0 for who holds nothing.
    """
    surplus = np.zeros(start.size - 1, dtype=np.int64)
    for w in range(surplus.size):
        found = False
        for a in range(start[w], start[w + 1]):
            if taken[a] and (not found or priced[a] < surplus[w]):
                surplus[w] = priced[a]
                found = True
    return surplus


@numba.njit(cache=True)
def merged(
    start: IntArray,
    vacancy: npt.NDArray[np.int32],
    value: IntArray,
    other_start: IntArray,
    other_vacancy: npt.NDArray[np.int32],
    other_value: IntArray,
) -> tuple[IntArray, npt.NDArray[np.int32], IntArray]:
    """
    Merges two sets of pairs by worker; of a pair in both, the first stays.

    Parameters
    ----------
    start, vacancy, value
        Shapes (W + 1,), (A,), (A,).
    other_start, other_vacancy, other_value
        Shapes (W + 1,), (B,), (B,).

    Returns
    -------
    tuple
        Start, vacancy and value of the union.
    """
    begin = np.zeros(start.size, dtype=np.int64)
    size = vacancy.size + other_vacancy.size
    to = np.empty(size, dtype=np.int32)
    worth = np.empty(size, dtype=np.int64)
    at = 0
    for w in range(start.size - 1):
        low = at
        for a in range(start[w], start[w + 1]):
            to[at], worth[at] = vacancy[a], value[a]
            at += 1
        own = at
        for b in range(other_start[w], other_start[w + 1]):
            v = other_vacancy[b]
            known = False
            for k in range(low, own):
                if to[k] == v:
                    known = True
                    break
            if not known:
                to[at], worth[at] = v, other_value[b]
                at += 1
        begin[w + 1] = at
    return begin, to[:at].copy(), worth[:at].copy()


@numba.njit(cache=True)
def ranks(start: IntArray, vacancy: npt.NDArray[np.int32], priced: IntArray) -> IntArray:
    """
    Orders each worker's pairs: the greatest priced value first, then the lower vacancy.

    Parameters
    ----------
    start, vacancy, priced
        Shapes (W + 1,), (A,), (A,).

    Returns
    -------
    IntArray
        Shape (A,): indices of the pairs, by worker.
    """
    order = np.arange(vacancy.size)
    for w in range(start.size - 1):
        low = start[w]
        for a in range(low + 1, start[w + 1]):
            t, v, at = priced[a], vacancy[a], a
            while at > low:
                other = order[at - 1]
                if priced[other] > t or (priced[other] == t and vacancy[other] < v):
                    break
                order[at] = other
                at -= 1
            order[at] = a
    return order

"""Compiled loops over arcs. Whole numbers in, whole numbers out."""

from __future__ import annotations

import numba
import numpy as np

from matcher.units import BoolArray, IntArray
from solver.cores import share

_MOST = np.int64(1) << 62  # above every priced value


@numba.njit(cache=True, nogil=True)
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


@numba.njit(cache=True, nogil=True)
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
    worth = np.empty(owed.size, dtype=np.int64)

    def work(first: int, last: int) -> None:
        _worth(start, priced, owed, most, penalty, first, last, worth)

    share(owed.size, work)
    return worth


@numba.njit(cache=True, nogil=True)
def _worth(
    start: IntArray,
    priced: IntArray,
    owed: IntArray,
    most: IntArray,
    penalty: int,
    first: int,
    last: int,
    worth: IntArray,
) -> None:
    top = np.empty(most[first:last].max() if last > first else 0, dtype=np.int64)
    for w in range(first, last):
        total = -penalty * owed[w]
        if most[w] > 0:
            size = 0
            for a in range(start[w], start[w + 1]):
                size = _insert(top[: most[w]], size, priced[a])
            for rank in range(size):
                total += max(0, top[rank] + (penalty if rank < owed[w] else 0))
        worth[w] = total


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
    found = np.empty(k.size, dtype=np.int64)

    def work(first: int, last: int) -> None:
        _kth_best(start, priced, k, none, first, last, found)

    share(k.size, work)
    return found


@numba.njit(cache=True, nogil=True)
def _kth_best(
    start: IntArray,
    priced: IntArray,
    k: IntArray,
    none: int,
    first: int,
    last: int,
    found: IntArray,
) -> None:
    top = np.empty(k[first:last].max() if last > first else 0, dtype=np.int64)
    for w in range(first, last):
        size = 0
        for a in range(start[w], start[w + 1]):
            size = _insert(top[: k[w]], size, priced[a])
        found[w] = top[size - 1] if size == k[w] else none


def losses(start: IntArray, priced: IntArray, taken: BoolArray) -> IntArray:
    """
    What taking each pair, or leaving it where it is taken, costs its worker at given prices.

    Parameters
    ----------
    start
        Shape (W + 1,).
    priced, taken
        Shape (A,).

    Returns
    -------
    IntArray
        Shape (A,): against the best of the others, and against the least of its posts; >= 0.
    """
    lost = np.empty(priced.size, dtype=np.int64)

    def work(first: int, last: int) -> None:
        _losses(start, priced, taken, first, last, lost)

    share(start.size - 1, work)
    return lost


@numba.njit(cache=True, nogil=True)
def _losses(
    start: IntArray, priced: IntArray, taken: BoolArray, first: int, last: int, lost: IntArray
) -> None:
    for w in range(first, last):
        least, instead = _MOST, 0
        for a in range(start[w], start[w + 1]):
            if taken[a]:
                least = min(least, priced[a])
            else:
                instead = max(instead, priced[a])
        has = 0 if least == _MOST else least
        for a in range(start[w], start[w + 1]):
            lost[a] = max(0, priced[a] - instead if taken[a] else has - priced[a])

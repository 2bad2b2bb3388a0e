"""Sets of pairs by worker: priced, chosen from, merged and ordered."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.cores import share

_Int32 = npt.NDArray[np.int32]


def less(arcs: Arcs, class_of: IntArray, price: IntArray) -> IntArray:
    """
    The value of each pair less what it costs the worker's class, in units. Shape (A,).

    Parameters
    ----------
    arcs
        The pairs.
    class_of, price
        Shapes (W,), (C, V).
    """
    left = np.empty(arcs.vacancy.size, dtype=np.int64)

    def work(first: int, last: int) -> None:
        _less(arcs.start, arcs.vacancy, arcs.value, class_of, price, first, last, left)

    share(class_of.size, work)
    return left


@numba.njit(cache=True, nogil=True)
def _less(
    start: IntArray,
    vacancy: _Int32,
    value: IntArray,
    class_of: IntArray,
    price: IntArray,
    first: int,
    last: int,
    left: IntArray,
) -> None:
    for w in range(first, last):
        own = price[class_of[w]]
        for a in range(start[w], start[w + 1]):
            left[a] = value[a] - own[vacancy[a]]


def above(arcs: Arcs, priced: IntArray, least: IntArray) -> BoolArray:
    """Which pairs are worth no less than their worker's least. Shapes (A,), (W,) -> (A,)."""
    keep = np.empty(priced.size, dtype=np.bool_)

    def work(first: int, last: int) -> None:
        _above(arcs.start, priced, least, first, last, keep)

    share(least.size, work)
    return keep


@numba.njit(cache=True, nogil=True)
def _above(
    start: IntArray, priced: IntArray, least: IntArray, first: int, last: int, keep: BoolArray
) -> None:
    for w in range(first, last):
        for a in range(start[w], start[w + 1]):
            keep[a] = priced[a] >= least[w]


def chosen(arcs: Arcs, taken: BoolArray) -> tuple[IntArray, IntArray, IntArray]:
    """Of the pairs that are taken, shape (A,): where they are, their workers and vacancies."""
    at = np.flatnonzero(taken)
    worker = np.searchsorted(arcs.start, at, side="right") - 1
    return at, worker, arcs.vacancy[at].astype(np.int64)


def by_class(arcs: Arcs, class_of: IntArray, table: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """What a table says of each pair's class and vacancy. Shapes (W,), (C, V) -> (A,)."""
    found = np.empty(arcs.vacancy.size, dtype=table.dtype)

    def work(first: int, last: int) -> None:
        _by_class(arcs.start, arcs.vacancy, class_of, table, first, last, found)

    share(class_of.size, work)
    return found


@numba.njit(cache=True, nogil=True)
def _by_class(
    start: IntArray,
    vacancy: _Int32,
    class_of: IntArray,
    table: npt.NDArray[Any],
    first: int,
    last: int,
    found: npt.NDArray[Any],
) -> None:
    for w in range(first, last):
        own = table[class_of[w]]
        for a in range(start[w], start[w + 1]):
            found[a] = own[vacancy[a]]


@numba.njit(cache=True, nogil=True)
def count_by_class(start: IntArray, vacancy: _Int32, class_of: IntArray, count: IntArray) -> None:
    """Adds the number of pairs of each class at each vacancy to `count`, of shape (C, V)."""
    for w in range(class_of.size):
        own = count[class_of[w]]
        for a in range(start[w], start[w + 1]):
            own[vacancy[a]] += 1


@numba.njit(cache=True, nogil=True)
def count_by_vacancy(vacancy: _Int32, vacancies: int) -> IntArray:
    """The number of pairs of each vacancy. Shape (A,) -> (V,)."""
    count = np.zeros(vacancies, dtype=np.int64)
    for a in range(vacancy.size):
        count[vacancy[a]] += 1
    return count


def select(arcs: Arcs, keep: BoolArray) -> Arcs:
    """Keeps some of the pairs, in their order. `keep` has shape (A,)."""
    if keep.all():
        return arcs
    workers = arcs.start.size - 1
    count = np.empty(workers, dtype=np.int64)

    def add_up(first: int, last: int) -> None:
        _add_up(arcs.start, keep, first, last, count)

    share(workers, add_up)
    start = np.concatenate(([0], np.cumsum(count)))
    vacancy = np.empty(start[-1], dtype=arcs.vacancy.dtype)
    value = np.empty(start[-1], dtype=arcs.value.dtype)

    def write(first: int, last: int) -> None:
        _keep(arcs.start, arcs.vacancy, arcs.value, keep, first, last, start, vacancy, value)

    share(workers, write)
    return Arcs(start, vacancy, value)


@numba.njit(cache=True, nogil=True)
def _add_up(start: IntArray, keep: BoolArray, first: int, last: int, count: IntArray) -> None:
    for w in range(first, last):
        kept = 0
        for a in range(start[w], start[w + 1]):
            kept += keep[a]
        count[w] = kept


@numba.njit(cache=True, nogil=True)
def _keep(
    start: IntArray,
    vacancy: _Int32,
    value: IntArray,
    keep: BoolArray,
    first: int,
    last: int,
    begin: IntArray,
    to: _Int32,
    worth: IntArray,
) -> None:
    for w in range(first, last):
        at = begin[w]
        for a in range(start[w], start[w + 1]):
            if keep[a]:
                to[at], worth[at] = vacancy[a], value[a]
                at += 1


def union(one: Arcs, other: Arcs) -> Arcs:
    """Returns the pairs of both, each once: by worker, those of the first before the others."""
    if not other.vacancy.size:
        return one
    workers = one.start.size - 1
    fresh = np.empty(other.vacancy.size, dtype=np.bool_)
    count = np.empty(workers, dtype=np.int64)

    def compare(first: int, last: int) -> None:
        _compare(one.start, one.vacancy, other.start, other.vacancy, first, last, fresh, count)

    share(workers, compare)
    start = np.concatenate(([0], np.cumsum(count)))
    vacancy = np.empty(start[-1], dtype=np.int32)
    value = np.empty(start[-1], dtype=np.int64)

    def write(first: int, last: int) -> None:
        _write(
            one.start, one.vacancy, one.value, other.start, other.vacancy, other.value,
            fresh, first, last, start, vacancy, value,
        )  # fmt: skip

    share(workers, write)
    return Arcs(start, vacancy, value)


@numba.njit(cache=True, nogil=True)
def _compare(
    start: IntArray,
    vacancy: _Int32,
    other_start: IntArray,
    other_vacancy: _Int32,
    first: int,
    last: int,
    fresh: BoolArray,
    count: IntArray,
) -> None:
    """Finds which of the others' pairs are new, and how many pairs each worker has in all."""
    for w in range(first, last):
        low, high = start[w], start[w + 1]
        count[w] = high - low
        for b in range(other_start[w], other_start[w + 1]):
            fresh[b] = True
            for a in range(low, high):
                if vacancy[a] == other_vacancy[b]:
                    fresh[b] = False
                    break
            count[w] += fresh[b]


@numba.njit(cache=True, nogil=True)
def _write(
    start: IntArray,
    vacancy: _Int32,
    value: IntArray,
    other_start: IntArray,
    other_vacancy: _Int32,
    other_value: IntArray,
    fresh: BoolArray,
    first: int,
    last: int,
    begin: IntArray,
    to: _Int32,
    worth: IntArray,
) -> None:
    for w in range(first, last):
        at = begin[w]
        for a in range(start[w], start[w + 1]):
            to[at], worth[at] = vacancy[a], value[a]
            at += 1
        for b in range(other_start[w], other_start[w + 1]):
            if fresh[b]:
                to[at], worth[at] = other_vacancy[b], other_value[b]
                at += 1


def ranked(arcs: Arcs, priced: IntArray) -> tuple[Arcs, IntArray]:
    """The pairs and their priced values, best first within a worker, then the lower vacancy."""
    vacancy, value, best = np.empty_like(arcs.vacancy), np.empty_like(priced), np.empty_like(priced)

    def work(first: int, last: int) -> None:
        _rank(arcs.start, arcs.vacancy, arcs.value, priced, first, last, vacancy, value, best)

    share(arcs.start.size - 1, work)
    return Arcs(arcs.start, vacancy, value), best


@numba.njit(cache=True, nogil=True)
def _rank(
    start: IntArray,
    vacancy: _Int32,
    value: IntArray,
    priced: IntArray,
    first: int,
    last: int,
    to: _Int32,
    worth: IntArray,
    best: IntArray,
) -> None:
    for w in range(first, last):
        low = start[w]
        for a in range(low, start[w + 1]):
            t, v, at = priced[a], vacancy[a], a
            while at > low:
                before = at - 1
                if best[before] > t or (best[before] == t and to[before] < v):
                    break
                to[at], worth[at], best[at] = to[before], worth[before], best[before]
                at = before
            to[at], worth[at], best[at] = v, value[a], t


def least_of(loss: IntArray, group: npt.NDArray[np.integer[Any]], count: IntArray) -> BoolArray:
    """Which are among the `count` (shape (G,)) least of their group, the first of equals."""
    chosen = np.zeros(loss.size, dtype=bool)
    small = np.uint16 if count.size <= 1 << 16 else np.int64  # these are sorted in linear time
    order = np.argsort(group.astype(small), kind="stable")
    start = np.searchsorted(group[order], np.arange(count.size + 1))
    for wanted, low, high in zip(count.tolist(), start[:-1], start[1:], strict=True):
        own = order[low:high]
        if 0 < wanted < own.size:
            last = np.partition(loss[own], wanted - 1)[wanted - 1]
            equal = own[loss[own] == last]
            below = own[loss[own] < last]
            own = np.concatenate((below, equal[: wanted - below.size]))
        chosen[own] = wanted > 0
    return chosen

"""
Compiled: a worker's best pairs, as a heap of keys.

A key is the priced value times 2**31, less the vacancy: the greater key is the
greater priced value and, among equals, the lower vacancy.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

LOWEST = np.float32(-1e8)  # below every priced value
_BITS = np.int64(31)


@numba.njit(nogil=True, inline="always")
def key_of(priced: Any, vacancy: Any) -> Any:
    """The key of a pair; `priced` is a whole number."""
    return (np.int64(priced) << _BITS) - np.int64(vacancy)


@numba.njit(nogil=True, inline="always")
def priced_of(key: Any) -> Any:
    """The priced value of a key: it rounds up, because a vacancy takes away less than one."""
    return -(-key >> _BITS)


@numba.njit(nogil=True, inline="always")
def worst(best: Any, size: Any) -> Any:
    """What a further pair has to reach."""
    return np.float32(priced_of(best[0])) if size == best.size else LOWEST


@numba.njit(nogil=True, cache=True)
def keep(best: Any, size: Any, key: Any) -> Any:
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
def sort(best: Any, size: Any) -> None:
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
            priced = priced_of(best[i, k])
            v = (priced << _BITS) - best[i, k]
            vacancy[start[w] + k] = v
            value[start[w] + k] = priced + price[class_of[w], v]

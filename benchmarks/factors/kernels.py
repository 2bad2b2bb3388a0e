"""Compiled loops over pairs of vectors. Whole numbers of units in single precision: exact."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np


@numba.njit(nogil=True, cache=True)
def keep_best(
    dots: Any,
    left: Any,
    right: Any,
    price: Any,
    floor: Any,
    first: int,
    unit: Any,
    low: Any,
    high: Any,
    size: Any,
    priced: Any,
    value: Any,
    vacancy: Any,
) -> None:
    """
    Keeps the best pairs of a block of workers with a tile of vacancies, best first.

    Parameters
    ----------
    dots
        Shape (B, T): dot products, multiples of 1 / unit.
    left, right
        Shapes (B,), (T,): what is added to a worker's and a vacancy's values, in units.
    price
        Shape (B, T) or (1, T): prices in units; one row where all workers pay the same.
    floor
        Shape (B,): only pairs of a priced value above it are kept.
    first
        The first vacancy of the tile; tiles come in rising order.
    unit, low, high
        Units in a value of 1, and the least and the greatest value in units.
    size, priced, value, vacancy
        Shapes (B,), (B, K), (B, K), (B, K): the best so far, changed in place.
    """
    keep = priced.shape[1]
    worth = np.empty(dots.shape[1], dtype=np.float32)
    net = np.empty(dots.shape[1], dtype=np.float32)
    for b in range(dots.shape[0]):
        row = dots[b]
        cost = price[b if price.shape[0] > 1 else 0]
        own = left[b]
        for j in range(row.size):
            worth[j] = min(max(row[j] * unit + (own + right[j]), low), high)
            net[j] = worth[j] - cost[j]
        count = size[b]
        for j in range(row.size):
            # An equal one never goes before one of a lower index.
            if net[j] <= floor[b] or (count == keep and net[j] <= priced[b, keep - 1]):
                continue
            at = count if count < keep else keep - 1
            while at > 0 and priced[b, at - 1] < net[j]:
                priced[b, at] = priced[b, at - 1]
                value[b, at] = value[b, at - 1]
                vacancy[b, at] = vacancy[b, at - 1]
                at -= 1
            priced[b, at], value[b, at], vacancy[b, at] = net[j], worth[j], first + j
            count = min(count + 1, keep)
        size[b] = count

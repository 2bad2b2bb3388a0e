"""Compiled loops of peers that take pairs one by one."""

from __future__ import annotations

import numba
import numpy as np

from matcher.units import BoolArray, IntArray


# Of given types, so that it is compiled, or loaded, with its module: no peer is timed compiling.
@numba.njit("boolean[:](int64[:], int64[:], int64[:], int64[:])", cache=True)
def take_in_order(worker: IntArray, vacancy: IntArray, most: IntArray, left: IntArray) -> BoolArray:
    """
    Takes pairs in their order while worker and vacancy have room; both are used up in place.

    Parameters
    ----------
    worker, vacancy
        Shapes (A,): the pairs, each once, the first choice first.
    most, left
        Shapes (W,), (V,): posts that a worker may still get; openings left.

    Returns
    -------
    BoolArray
        Shape (A,): which pairs are taken.
    """
    taken = np.zeros(worker.size, dtype=np.bool_)
    for a in range(worker.size):
        w, v = worker[a], vacancy[a]
        if most[w] > 0 and left[v] > 0:
            taken[a] = True
            most[w] -= 1
            left[v] -= 1
    return taken

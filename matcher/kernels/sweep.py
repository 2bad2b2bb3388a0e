"""Compiled: the best pairs of blocks of workers."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from matcher.groups import Columns, Groups, Live
from matcher.kernels.bound import bound_block, bound_groups, bound_worker
from matcher.kernels.search import search
from matcher.marks import Marks
from matcher.tables import ValueTables

_FIRST = np.float32(1 << 13)  # units below the best bound: where a block's first search begins


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
    columns: Columns,
    groups: Groups,
    live: Live,
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
    tables, marks, columns, groups
        Values, who may hold what, and vacancies of one vector; the vacancies (and
        the columns of `price`) in the order of the groups.
    live
        Room for this call alone.
    best, size
        Shapes (N, K), (N,): filled with the keys of each worker's best pairs, best
        first, and how many there are; see `matcher.kernels.heap`.
    """
    most, depth = np.diff(cuts).max(), left.shape[1]
    base, rise = np.empty(price.shape[1], np.float32), np.empty(price.shape[1], np.float32)
    own = np.empty((most, depth), dtype=np.float32)
    products = np.empty(most * groups.vector.shape[0], dtype=np.float32)
    for c in range(rows.size):
        low, high = cuts[c], cuts[c + 1]
        block, cost, reach = order[low:high], price[rows[c]], _FIRST
        bound_block(block, cost, tables, marks, columns, base, rise)
        right = bound_groups(base, rise, least[low:high].min(), groups, live)
        if right.shape[0] == 0:
            continue
        for b in range(block.size):
            own[b] = left[block[b]]
        dots = products[: block.size * right.shape[0]].reshape(block.size, right.shape[0])
        np.dot(own[: block.size], right.T, dots)
        for b in range(block.size):
            top = bound_worker(dots[b], live)
            reach, size[low + b] = search(
                block[b], dots[b], top, reach, least[low + b], cost, base, rise,
                tables, marks, groups, live, best[low + b],
            )  # fmt: skip

"""The one pass over all pairs: blocks of like workers against groups of vacancies, on all cores."""

from __future__ import annotations

from functools import cache

import numpy as np
import scipy.linalg  # noqa: F401 (the compiled loops multiply with its BLAS)
from threadpoolctl import ThreadpoolController

from matcher.cores import share
from matcher.groups import Columns, Live, group_of, make_groups
from matcher.kernels import (
    LOWEST,
    allowed_at,
    cut,
    nearest_refused,
    some_allowed,
    sweep,
    unpack,
    values_at,
)
from matcher.marks import Marks
from matcher.pairs import Arcs, PriceTable
from matcher.tables import Single, ValueTables
from matcher.units import LIMIT, BoolArray, IntArray

_MOST = 32  # workers of a block: fewer are more alike, more share the work of bounding
_SOME = 8  # ... in a block that ends with an area
_FEW = 4  # ... in a block that ends with those who would go as far
_TASK = 16  # blocks that a core takes at a time
_WORKERS = 1 << 12  # whose pairs a core writes at a time
_PAIRS = 1 << 18  # given pairs that a core takes at a time
_PEOPLE = 1 << 6  # whose refusals a core looks at at a time


class Sweep:
    """
    All pairs of a roster, computed in blocks and never held whole.

    Parameters
    ----------
    left, right
        Shapes (W, d), (V, d): vectors of the texts.
    tables, marks
        Values, and who may hold what.
    area
        Shape (W,): workers of one area live near each other.
    threads
        Cores to use.
    """

    def __init__(
        self,
        left: Single,
        right: Single,
        tables: ValueTables,
        marks: Marks,
        area: IntArray,
        threads: int,
    ) -> None:
        self._left, self._right, self._tables, self._marks = left, right, tables, marks
        self._threads = threads
        self._group = group_of(right)
        self._area = area
        # Neighbours are alike in what moves a bound most. Rates rise in one area and fall in
        # the next, so that a block across both has no wide range of them.
        people = tables.people
        rate = np.where(area % 2, -people["rate"], people["rate"])
        keys = (people["home"], people["profile"], rate, area, people["greatest"], people["known"])
        order = np.lexsort((*marks.lacks.T, *keys))
        # Who may hold nothing is left out.
        self.order = order[~marks.hopeless()[order]]

    def best(
        self,
        table: PriceTable,
        keep: int,
        workers: IntArray | None,
        vacancies: IntArray | None,
        floor: IntArray | None,
    ) -> Arcs:
        """Each worker's best eligible pairs by priced value; see `Values.scan`."""
        workers_in_all = self._left.shape[0]
        order, cuts = self._blocks(table, workers)
        groups, index = make_groups(self._group, self._right, vacancies)
        tables = self._tables._replace(posts=self._tables.posts[index])
        columns = Columns.of(tables.posts)
        used, rows = np.unique(table.class_of[order[cuts[:-1]]], return_inverse=True)
        price = np.ascontiguousarray(table.price[np.ix_(used, index)], dtype=np.float32)
        least = np.full(order.size, LOWEST, dtype=np.float32)
        if floor is not None:
            least = np.clip(floor[order] + 1, LOWEST, LIMIT).astype(np.float32)
        best = np.empty((order.size, max(1, min(keep, index.size))), dtype=np.int64)
        size = np.zeros(order.size, dtype=np.int64)

        def search(low: int, high: int) -> None:
            sweep(
                order, cuts[low : high + 1], rows[low:high], price, least, self._left,
                tables, self._marks, columns, groups, Live.room(groups), best, size,
            )  # fmt: skip

        with _blas().limit(limits=1):  # the cores have a block each
            share(rows.size if index.size else 0, search, _TASK, self._threads)
        counts = np.zeros(workers_in_all, dtype=np.int64)
        counts[order] = size
        start = np.concatenate(([0], np.cumsum(counts)))
        vacancy = np.empty(start[-1], dtype=np.int32)
        value = np.empty(start[-1], dtype=np.int64)

        def write(low: int, high: int) -> None:
            part = slice(low, high)
            unpack(
                order[part], best[part], size[part], start, table.class_of, table.price,
                vacancy, value,
            )  # fmt: skip

        share(order.size, write, _WORKERS, self._threads)
        return Arcs(start, vacancy, value)

    def at(self, workers: IntArray, vacancies: IntArray) -> IntArray:
        """Values in units of some pairs. Shape (P,)."""
        units = np.empty(workers.size, dtype=np.int64)

        def write(low: int, high: int) -> None:
            part = slice(low, high)
            values_at(
                workers[part], vacancies[part], self._left, self._right, self._tables, units[part]
            )

        share(workers.size, write, _PAIRS, self._threads)
        return units

    def allowed(self, workers: IntArray, vacancies: IntArray) -> BoolArray:
        """Which of some pairs are allowed. Shape (P,)."""
        allowed = np.empty(workers.size, dtype=np.bool_)

        def write(low: int, high: int) -> None:
            part = slice(low, high)
            allowed_at(workers[part], vacancies[part], self._tables, self._marks, allowed[part])

        share(workers.size, write, _PAIRS, self._threads)
        return allowed

    def nearest_refused(self, workers: IntArray, among: IntArray) -> tuple[BoolArray, IntArray]:
        """See `PairValues.nearest_refused`."""
        posts = self._tables.posts[among]
        if not posts.size:
            return np.zeros(workers.size, np.bool_), np.zeros(workers.size, np.int64)
        posts = posts[np.argsort(posts["demand"], kind="stable")]
        start = np.searchsorted(posts["demand"], np.arange(self._marks.asks.shape[0] + 1))
        found, vacancy = np.zeros(workers.size, np.bool_), np.zeros(workers.size, np.int64)

        def write(low: int, high: int) -> None:
            part = slice(low, high)
            nearest_refused(
                workers[part], posts, start, self._left, self._right, self._tables, self._marks,
                found[part], vacancy[part],
            )  # fmt: skip

        share(workers.size, write, _PEOPLE, self._threads)
        return found, vacancy

    def some_allowed(self, workers: IntArray, vacancies: IntArray) -> BoolArray:
        """Which of some workers may hold one of some vacancies. Shape (P,)."""
        found = np.empty(workers.size, dtype=np.bool_)

        def write(low: int, high: int) -> None:
            found[low:high] = some_allowed(workers[low:high], vacancies, self._tables, self._marks)

        share(workers.size, write, _WORKERS, self._threads)
        return found

    def _blocks(self, table: PriceTable, workers: IntArray | None) -> tuple[IntArray, IntArray]:
        """Workers in order, and where the blocks begin and end: each of one class and pattern."""
        order = self.order
        if workers is not None:
            chosen = np.zeros(self._left.shape[0], dtype=bool)
            chosen[workers] = True
            order = order[chosen[order]]
        # Stable sorting of small whole numbers takes linear time.
        small = np.uint16 if table.price.shape[0] <= 1 << 16 else np.int64
        order = order[np.argsort(table.class_of[order].astype(small), kind="stable")]
        people = self._tables.people
        changes = [
            np.diff(of[order].astype(np.int64), prepend=-1) != 0
            for of in (table.class_of, people["known"], people["greatest"], self._area)
        ]
        return order, cut(changes[0] | changes[1], changes[3], changes[2], _MOST, _SOME, _FEW)


@cache
def _blas() -> ThreadpoolController:
    """What sets how many threads a product takes; to look for it takes milliseconds."""
    return ThreadpoolController()

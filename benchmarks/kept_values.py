"""Values of which only some pairs are left: what a method that keeps K posts a worker can see."""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs, PriceTable, Values
from matcher.units import BoolArray, IntArray


class KeptValues:
    """
    The values of some pairs; every other pair is not eligible.

    Parameters
    ----------
    values
        All pairs.
    arcs
        The pairs that are left.
    """

    def __init__(self, values: Values, arcs: Arcs) -> None:
        self._values = values
        self._worker = arcs.worker
        self._vacancy = arcs.vacancy.astype(np.int64)
        self._value = arcs.value
        self._keys = np.sort(self._worker * values.shape[1] + self._vacancy)

    @property
    def shape(self) -> tuple[int, int]:
        """Number of workers, number of vacancies."""
        return self._values.shape

    @property
    def unit(self) -> int:
        """How many units a value of 1 is."""
        return self._values.unit

    @property
    def largest(self) -> float:
        """A size that no value exceeds, in value."""
        return self._values.largest

    def scan(
        self,
        table: PriceTable,
        keep: int,
        workers: IntArray | None = None,
        vacancies: IntArray | None = None,
        floor: IntArray | None = None,
    ) -> Arcs:
        """Keeps each worker's best pairs that are left; see `Values.scan`."""
        count, width = self.shape
        among = _chosen(workers, count)[self._worker] & _chosen(vacancies, width)[self._vacancy]
        owner, vacancy, value = self._worker[among], self._vacancy[among], self._value[among]
        priced = value - table.price[table.class_of[owner], vacancy]
        if floor is not None:
            above = priced > floor[owner]
            owner, vacancy, value = owner[above], vacancy[above], value[above]
            priced = priced[above]
        order = np.lexsort((vacancy, -priced, owner))
        owner, vacancy, value = owner[order], vacancy[order], value[order]
        kept = np.arange(owner.size) - np.searchsorted(owner, owner) < keep
        sizes = np.bincount(owner[kept], minlength=count)
        start = np.concatenate(([0], np.cumsum(sizes)))
        return Arcs(start, vacancy[kept].astype(np.int32), value[kept])

    def at(self, workers: IntArray, vacancies: IntArray) -> IntArray:
        """Values in units of the given pairs, whether left or not. Shape (P,)."""
        return self._values.at(workers, vacancies)

    def eligible(self, workers: IntArray, vacancies: IntArray) -> BoolArray:
        """Which of the given pairs are left. Shape (P,)."""
        if not self._keys.size:
            return np.zeros(len(workers), dtype=bool)
        keys = np.asarray(workers) * self.shape[1] + np.asarray(vacancies)
        found = np.minimum(np.searchsorted(self._keys, keys), self._keys.size - 1)
        hit: BoolArray = self._keys[found] == keys
        return hit


def _chosen(indices: IntArray | None, size: int) -> BoolArray:
    chosen = np.full(size, indices is None)
    if indices is not None:
        chosen[indices] = True
    return chosen

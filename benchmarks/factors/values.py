"""
Values as a factor model has them, for every pair, never held whole.

    value[w, v] = between(low, high, left[w] . right[v] + own[w] + own[v])
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from benchmarks.factors.kernels import keep_best
from matcher.pairs import Arcs, PriceTable
from matcher.units import BoolArray, IntArray

UNIT = 1 << 18
GRID = 1 << 9  # coordinates are multiples of 1 / GRID: products are whole units
_BEYOND = 1 << 26  # in units: beyond every priced value
_BLOCK, _TILE = 256, 2048  # workers, vacancies: a block of products stays in the cache


@dataclass(frozen=True)
class Side:
    """
    One side of the market.

    Parameters
    ----------
    vectors
        Shape (n, d), single precision: multiples of 1 / GRID, at most 1 in size.
    own
        Shape (n,), single precision: whole units, added to every value.
    """

    vectors: npt.NDArray[np.float32]
    own: npt.NDArray[np.float32]

    def __post_init__(self) -> None:
        coarse = self.vectors * GRID
        if (coarse != np.rint(coarse)).any() or np.abs(self.vectors).max(initial=0) > 1:
            msg = f"Expected coordinates in -1 to 1 that are multiples of 1 / {GRID}."
            raise ValueError(msg)
        if (self.own != np.rint(self.own)).any():
            msg = "Expected whole units."
            raise ValueError(msg)


class FactorValues:
    """
    A `Values` of vectors; every pair is eligible.

    Parameters
    ----------
    workers, vacancies
        The two sides, of vectors of one length, 32 at most: single precision
        holds every sum exactly.
    low, high
        The least and the greatest value, as ratings have.

    Raises
    ------
    ValueError
        When the vectors differ in length or are too long.
    """

    def __init__(self, workers: Side, vacancies: Side, low: float, high: float) -> None:
        lengths = {workers.vectors.shape[1], vacancies.vectors.shape[1]}
        if len(lengths) != 1 or max(lengths) > 32:
            msg = f"Expected vectors of one length, at most 32, got {sorted(lengths)}."
            raise ValueError(msg)
        self._left, self._right = workers, vacancies
        self._low, self._high = np.float32(round(low * UNIT)), np.float32(round(high * UNIT))
        self._threads = os.cpu_count() or 1

    @property
    def shape(self) -> tuple[int, int]:
        """Number of workers, number of vacancies."""
        return self._left.own.size, self._right.own.size

    @property
    def unit(self) -> int:
        """How many units a value of 1 is."""
        return UNIT

    @property
    def largest(self) -> float:
        """A size that no value exceeds, in value."""
        return float(max(abs(self._low), abs(self._high))) / UNIT

    def scan(
        self,
        table: PriceTable,
        keep: int,
        workers: IntArray | None = None,
        vacancies: IntArray | None = None,
        floor: IntArray | None = None,
    ) -> Arcs:
        """Keeps each worker's best pairs by priced value; see `Values.scan`."""
        rows = np.arange(self.shape[0]) if workers is None else np.asarray(workers)
        where = np.arange(self.shape[1]) if vacancies is None else np.asarray(vacancies)
        right, own = self._right.vectors[where], self._right.own[where]
        price = np.ascontiguousarray(table.price[:, where], dtype=np.float32)
        least = np.full(rows.size, -_BEYOND, dtype=np.float32)
        if floor is not None:
            least = np.clip(floor[rows], -_BEYOND, _BEYOND).astype(np.float32)
        keep = min(keep, where.size)
        size = np.zeros(rows.size, dtype=np.int64)
        priced = np.empty((rows.size, keep), dtype=np.float32)
        value, vacancy = np.empty_like(priced), np.empty((rows.size, keep), dtype=np.int32)

        def work(low: int) -> None:
            part = slice(low, low + _BLOCK)
            block = rows[part]
            vectors, own_left = self._left.vectors[block], self._left.own[block]
            cost = price if price.shape[0] == 1 else price[table.class_of[block]]
            for first in range(0, where.size, _TILE):
                tile = slice(first, first + _TILE)
                keep_best(
                    vectors @ right[tile].T,
                    own_left,
                    own[tile],
                    cost[:, tile],
                    least[part],
                    first,
                    np.float32(UNIT),
                    self._low,
                    self._high,
                    size[part],
                    priced[part],
                    value[part],
                    vacancy[part],
                )

        if keep:
            with threadpool_limits(1), ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(work, range(0, rows.size, _BLOCK)))
        lengths = np.zeros(self.shape[0], dtype=np.int64)
        lengths[rows] = size
        kept = np.arange(keep) < size[:, None]
        start = np.concatenate(([0], np.cumsum(lengths)))
        return Arcs(start, where[vacancy[kept]].astype(np.int32), value[kept].astype(np.int64))

    def rows(self, workers: IntArray) -> IntArray:
        """All values of some workers, in units, by plain NumPy. Shape (P, V)."""
        dots = self._left.vectors[workers].astype(np.float64) @ self._right.vectors.T
        total = dots * UNIT + self._left.own[workers][:, None] + self._right.own
        units: IntArray = np.clip(total, self._low, self._high).astype(np.int64)
        return units

    def at(self, workers: IntArray, vacancies: IntArray) -> IntArray:
        """Values in units of the given pairs. Shape (P,)."""
        left, right = self._left.vectors[workers], self._right.vectors[vacancies]
        dots = np.einsum("pd,pd->p", left.astype(np.float64), right.astype(np.float64))
        total = dots * UNIT + self._left.own[workers] + self._right.own[vacancies]
        units: IntArray = np.clip(total, self._low, self._high).astype(np.int64)
        return units

    def eligible(self, workers: IntArray, vacancies: IntArray) -> BoolArray:
        """Every pair is eligible. Shape (P,)."""
        return np.ones(np.broadcast(workers, vacancies).shape, dtype=bool)

"""Values given as a matrix: any published assignment instance goes through the same solver."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.pairs import Arcs, PriceTable
from matcher.units import BoolArray, IntArray

_BLOCK = 1024  # workers
_LAST = np.int64(1) << 62  # the key of a pair that is not allowed
_LARGEST = 1 << 30  # of a value in units: cost scaling stays quick and sums stay in 64 bits


class DenseValues:
    """
    Values as a matrix of workers by vacancies.

    Parameters
    ----------
    matrix
        Shape (W, V): finite. Whole numbers are kept as they are; others are
        rounded to units of about one part in 2**30 of the largest.
    allowed
        Shape (W, V): which pairs are eligible; all where None.

    Raises
    ------
    ValueError
        When the matrix has not two dimensions, is not finite, is too large, or
        the mask has another shape.
    """

    def __init__(self, matrix: npt.ArrayLike, allowed: npt.ArrayLike | None = None) -> None:
        values = np.asarray(matrix)
        if values.ndim != 2:
            msg = f"Expected a matrix of two dimensions, got {values.ndim}."
            raise ValueError(msg)
        if not np.isfinite(values).all():
            msg = "Expected finite values, got NaN or infinity; forbid a pair with `allowed`."
            raise ValueError(msg)
        mask = np.ones(values.shape, dtype=bool) if allowed is None else np.asarray(allowed, bool)
        if mask.shape != values.shape:
            msg = f"Expected a mask of shape {values.shape}, got {mask.shape}."
            raise ValueError(msg)
        largest = float(np.abs(values).max(initial=0))
        whole = bool((values == np.rint(values)).all())
        if whole and largest > _LARGEST:
            msg = f"Expected values of at most {_LARGEST} in size, got {largest:g}."
            raise ValueError(msg)
        exponent = 0 if whole or not largest else 30 - int(np.ceil(np.log2(largest)))
        self._unit = 1 << max(0, exponent)
        self._values: IntArray = np.rint(values * float(self._unit)).astype(np.int64)
        self._allowed: BoolArray = mask
        self._largest = largest

    @property
    def shape(self) -> tuple[int, int]:
        """Number of workers, number of vacancies."""
        rows, columns = self._values.shape
        return rows, columns

    @property
    def unit(self) -> int:
        """How many units a value of 1 is."""
        return self._unit

    @property
    def largest(self) -> float:
        """A size that no value exceeds."""
        return self._largest

    def scan(
        self,
        table: PriceTable,
        keep: int,
        workers: IntArray | None = None,
        vacancies: IntArray | None = None,
        floor: IntArray | None = None,
    ) -> Arcs:
        """Keeps each worker's best eligible pairs by priced value; see `Values.scan`."""
        count = self.shape[0]
        chosen = np.arange(count) if workers is None else workers
        where = np.arange(self.shape[1]) if vacancies is None else vacancies
        keep = min(keep, where.size)
        lengths = np.zeros(count, dtype=np.int64)
        picked: list[npt.NDArray[np.int32]] = []
        for low in range(0, chosen.size, _BLOCK):
            rows = chosen[low : low + _BLOCK]
            pairs = np.ix_(rows, where)
            # One key for priced value and index: the lower index goes first among equals.
            priced = self._values[pairs] - table.price[np.ix_(table.class_of[rows], where)]
            counts = self._allowed[pairs]
            if floor is not None:
                counts &= priced > floor[rows, None]
            key = np.where(counts, -priced * where.size + np.arange(where.size), _LAST)
            order = np.argpartition(key, keep - 1, axis=1)[:, :keep] if keep else key[:, :0]
            key = np.take_along_axis(key, order, axis=1)
            order = np.take_along_axis(order, np.argsort(key, axis=1), axis=1)
            kept = np.take_along_axis(counts, order, axis=1)
            lengths[rows] = kept.sum(axis=1)
            picked.append(where[order[kept]].astype(np.int32))
        start = np.concatenate(([0], np.cumsum(lengths)))
        vacancy = np.concatenate(picked) if picked else np.zeros(0, dtype=np.int32)
        owner = np.repeat(np.arange(count), lengths)
        return Arcs(start, vacancy, self._values[owner, vacancy])

    def at(self, workers: IntArray, vacancies: IntArray) -> IntArray:
        """Values in units of the given pairs. Shape (P,)."""
        return self._values[workers, vacancies]

    def eligible(self, workers: IntArray, vacancies: IntArray) -> BoolArray:
        """Which of the given pairs are allowed. Shape (P,)."""
        return self._allowed[workers, vacancies]

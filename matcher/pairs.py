"""What the solver asks of values, however they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from matcher.units import BoolArray, IntArray


@dataclass(frozen=True)
class PriceTable:
    """
    What a post costs a worker: P[class of the worker, vacancy].

    The heart of the design: candidates, certificate, explanations and what-ifs
    all read it. A pair's *priced value* is its value minus its price.

    Parameters
    ----------
    class_of
        Shape (W,): class of each worker, 0 <= class < C.
    price
        Shape (C, V): in units; may be negative (a bonus).
    """

    class_of: IntArray
    price: IntArray

    def __post_init__(self) -> None:
        if self.price.ndim != 2:
            msg = f"Expected a price table of two dimensions, got {self.price.ndim}."
            raise ValueError(msg)
        if self.class_of.size and int(self.class_of.max()) >= self.price.shape[0]:
            msg = "A worker's class has no row in the price table."
            raise ValueError(msg)


@dataclass(frozen=True)
class Arcs:
    """
    Pairs, grouped by worker (compressed rows).

    Parameters
    ----------
    start
        Shape (W + 1,): the pairs of worker w are start[w] to start[w + 1] - 1.
    vacancy
        Shape (A,).
    value
        Shape (A,): the pair's value in units, without prices.
    """

    start: IntArray
    vacancy: npt.NDArray[np.int32]
    value: IntArray

    @property
    def worker(self) -> IntArray:
        """Shape (A,): the worker of each pair."""
        return np.repeat(np.arange(self.start.size - 1), np.diff(self.start))


class Values(Protocol):
    """Values and eligibility of all pairs of workers and vacancies."""

    @property
    def shape(self) -> tuple[int, int]:
        """Number of workers, number of vacancies."""
        ...

    @property
    def unit(self) -> int:
        """How many units a value of 1 is."""
        ...

    @property
    def largest(self) -> float:
        """A size that no value exceeds, in value."""
        ...

    def scan(
        self,
        table: PriceTable,
        keep: int,
        workers: IntArray | None = None,
        vacancies: IntArray | None = None,
        floor: IntArray | None = None,
    ) -> Arcs:
        """
        Looks at every eligible pair and keeps each worker's best by priced value.

        Parameters
        ----------
        table
            Prices.
        keep
            How many pairs to keep per worker, at least 1. Best first; among
            equals the lower vacancy index. Pairs of negative priced value count.
        workers
            Indices of the workers to scan, rising; all where None. Workers not
            scanned have no pairs in the answer.
        vacancies
            Indices of the vacancies to look at, rising; all where None.
        floor
            Shape (W,), in units: only pairs of a priced value above it are kept. The
            higher, the less there is to look at. No floor where None.
        """
        ...

    def at(self, workers: IntArray, vacancies: IntArray) -> IntArray:
        """Values in units of the given pairs, whether eligible or not. Shape (P,)."""
        ...

    def eligible(self, workers: IntArray, vacancies: IntArray) -> BoolArray:
        """Which of the given pairs are allowed. Shape (P,)."""
        ...

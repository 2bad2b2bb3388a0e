"""Who may hold what, as bits: distance apart."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.requirements import Requirement
from matcher.units import BoolArray, IntArray

_BITS = 32

Bits = npt.NDArray[np.uint32]


class Marks(NamedTuple):
    """
    Requirements asked and not met, thirty-two a word.

    Parameters
    ----------
    asks
        Shape (D, Q): the distinct demands of the vacancies.
    lacks
        Shape (W, Q): what each worker does not meet.
    """

    asks: Bits
    lacks: Bits

    def hopeless(self) -> BoolArray:
        """Who lacks something that every vacancy asks. Shape (W,)."""
        asked = np.bitwise_and.reduce(self.asks, axis=0)
        lacking: BoolArray = (self.lacks & asked).any(axis=1)
        return lacking


def make_marks(
    conditions: tuple[Requirement, ...], shape: tuple[int, int]
) -> tuple[Marks, IntArray]:
    """The marks of a roster of `shape` (W, V), and which demand each vacancy has. Shape (V,)."""
    words = max(1, -(-len(conditions) // _BITS))
    asks = np.zeros((words, shape[1]), dtype=np.uint32)
    lacks = np.zeros((words, shape[0]), dtype=np.uint32)
    for index, requirement in enumerate(conditions):
        word, bit = divmod(index, _BITS)
        mark = np.uint32(1 << bit)
        asks[word] |= mark * requirement.asked
        lacks[word] |= mark * ~requirement.met
    distinct, demand = np.unique(asks.T, axis=0, return_inverse=True)
    return Marks(distinct, np.ascontiguousarray(lacks.T)), demand.ravel()

"""Who may hold what, as bits."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.requirements import Requirement
from matcher.units import BoolArray, IntArray

_BITS = 32


class Marks(NamedTuple):
    """
    Who may hold what.

    Parameters
    ----------
    greatest
        Shape (W,): the farthest level of distance that a worker accepts.
    asks, lacks
        Shapes (Q, V), (W, Q): requirement bits asked, and not met.
    """

    greatest: IntArray
    asks: npt.NDArray[np.uint32]
    lacks: npt.NDArray[np.uint32]

    def columns(self, chosen: IntArray) -> Marks:
        """The same marks for some of the vacancies, in the order given."""
        return self._replace(asks=np.ascontiguousarray(self.asks[:, chosen]))

    def hopeless(self) -> BoolArray:
        """Who lacks something that every vacancy asks. Shape (W,)."""
        asked = np.bitwise_and.reduce(self.asks, axis=1)
        lacking: BoolArray = (self.lacks & asked).any(axis=1)
        return lacking


def make_marks(
    conditions: tuple[Requirement, ...], greatest: IntArray, shape: tuple[int, int]
) -> Marks:
    """Thirty-two requirements a word: one bitwise test checks them all."""
    words = max(1, -(-len(conditions) // _BITS))
    asks = np.zeros((words, shape[1]), dtype=np.uint32)
    lacks = np.zeros((shape[0], words), dtype=np.uint32)
    for index, requirement in enumerate(conditions):
        word, bit = divmod(index, _BITS)
        mark = np.uint32(1 << bit)
        asks[word, requirement.asked] |= mark
        lacks[~requirement.met, word] |= mark
    return Marks(greatest, asks, lacks)

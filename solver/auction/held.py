"""Who holds what when a market is left, for the next one to begin with."""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.arcs import chosen

_Int32 = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Held:
    """
    Matches at some prices.

    Parameters
    ----------
    worker, vacancy
        Shapes (n,): who holds what, in any order.
    price
        Shape (V,): prices of the posts, in units.
    """

    worker: IntArray
    vacancy: IntArray
    price: IntArray

    @classmethod
    def of(cls, arcs: Arcs, taken: BoolArray, price: IntArray) -> Held:
        """What is taken among some candidates."""
        _, worker, vacancy = chosen(arcs, taken)
        return cls(worker, vacancy, price)

    def among(self, arcs: Arcs) -> BoolArray:
        """Which of some pairs are held. Shape (A,)."""
        return _among(arcs.start, arcs.vacancy, self.worker, self.vacancy)


@numba.njit(cache=True, nogil=True)
def _among(start: IntArray, vacancy: _Int32, worker: IntArray, held: IntArray) -> BoolArray:
    found = np.zeros(vacancy.size, dtype=np.bool_)
    for k in range(worker.size):
        for a in range(start[worker[k]], start[worker[k] + 1]):
            if vacancy[a] == held[k]:
                found[a] = True
                break
    return found

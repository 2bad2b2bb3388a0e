"""Who holds what when a market is left, for the next one to begin with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray


@dataclass(frozen=True)
class Held:
    """
    Pairs held at some prices.

    Parameters
    ----------
    arcs, taken
        The candidates then, and which of them were held; None before the first market.
    price
        Shape (V,): prices of the posts, in units.
    """

    arcs: Arcs | None
    taken: BoolArray
    price: IntArray

    @classmethod
    def nobody(cls) -> Held:
        """Before the first market."""
        return cls(None, np.zeros(0, dtype=bool), np.zeros(0, dtype=np.int64))

    def among(self, arcs: Arcs) -> BoolArray | None:
        """
        The pairs held, among candidates to which others have been added since.

        `solver.candidates.union` puts what is new behind a worker's own. Shape (A,).
        """
        if self.arcs is None:
            return None
        held = np.flatnonzero(self.taken)
        worker = np.searchsorted(self.arcs.start, held, side="right") - 1
        found = np.zeros(arcs.vacancy.size, dtype=bool)
        found[arcs.start[worker] + held - self.arcs.start[worker]] = True
        return found

    def price_at(self, otherwise: IntArray) -> IntArray:
        """The market's prices; others before the first market. Shape (V,)."""
        return otherwise if self.arcs is None else self.price

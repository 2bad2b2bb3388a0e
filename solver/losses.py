"""What it costs people to change places."""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.kernels import kth_best, surplus_of_workers


def losses(arcs: Arcs, priced: IntArray, taken: BoolArray) -> IntArray:
    """What taking each pair, or leaving it where it is taken, costs its worker. Shape (A,)."""
    surplus = surplus_of_workers(arcs.start, priced, taken)
    left = np.where(taken, 0, priced)
    instead = np.maximum(0, kth_best(arcs.start, left, np.ones_like(surplus), 0))
    change = np.where(taken, priced - instead[arcs.worker], surplus[arcs.worker] - priced)
    return np.maximum(0, change)

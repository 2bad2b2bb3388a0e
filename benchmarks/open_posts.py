"""Everybody's best posts, as if nobody else were there."""

from __future__ import annotations

import numpy as np

from matcher.pairs import Arcs, PriceTable, Values
from matcher.units import IntArray


def best_open(values: Values, openings: IntArray, keep: int) -> Arcs:
    """
    Each worker's `keep` best eligible vacancies that have openings, at zero prices.

    Best first, the lower vacancy index first among equals.
    """
    workers, vacancies = values.shape
    nobody_pays = PriceTable(np.zeros(workers, np.int64), np.zeros((1, vacancies), np.int64))
    return values.scan(nobody_pays, keep, vacancies=np.flatnonzero(openings > 0))

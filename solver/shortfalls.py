"""
Floors that cannot hold.

A floor that stays short however dear it is costs its penalty (complementary
slackness). Soft demand climbs there slowly where several floors want the same
few people, so a floor that was short in several answers is priced at its penalty
at once; one that the priced flow then more than fills was not stuck after all.
"""

from __future__ import annotations

import numpy as np

from matcher.units import IntArray
from solver.problem import Problem

_SURE = 2  # answers in which a floor was short


class Shortfalls:
    """How often each open row of a problem was short."""

    def __init__(self, problem: Problem) -> None:
        self._row_of = problem.row_of
        self._lower = np.array([row.lower for row in problem.open_rows], dtype=np.int64)
        self._penalty = np.array([row.penalty for row in problem.open_rows], dtype=np.int64)
        self._times = np.zeros(self._lower.size, dtype=np.int64)

    def price(self, row: IntArray) -> IntArray:
        """The prices of the lines; of rows that are stuck, together their penalty. Shape (R,)."""
        if not row.size:
            return row
        size = self._penalty.size
        total = np.bincount(self._row_of, row, size)
        lines = np.bincount(self._row_of, minlength=size)
        stuck = np.where(
            total[self._row_of] > 0,
            row * (self._penalty / np.maximum(1, total))[self._row_of],
            (self._penalty / np.maximum(1, lines))[self._row_of],
        )
        return np.where((self._times >= _SURE)[self._row_of], stuck.astype(np.int64), row)

    def learn(self, priced: IntArray, held: IntArray) -> None:
        """Takes note of what the open rows counted in the priced flow and in the answer."""
        self._times += held < self._lower
        self._times[priced > self._lower] = 0

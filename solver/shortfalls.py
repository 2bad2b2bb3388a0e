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
    """How often each floor of a problem was short."""

    def __init__(self, problem: Problem) -> None:
        self._lower = np.array([row.lower for row in problem.rows], dtype=np.int64)
        self._penalty = np.array([row.penalty for row in problem.rows], dtype=np.int64)
        self._times = np.zeros(self._lower.size, dtype=np.int64)

    def price(self, row: IntArray) -> IntArray:
        """The prices of the floors, those that are stuck at their penalty. Shape (R,)."""
        return np.where(self._times >= _SURE, self._penalty, row)

    def learn(self, priced: IntArray, held: IntArray) -> None:
        """Takes note of people who counted in the priced flow and in the answer, shape (R,)."""
        self._times += held < self._lower
        self._times[priced > self._lower] = 0

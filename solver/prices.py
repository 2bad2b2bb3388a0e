"""
Prices, and the one table that is read from them.

    P[class, v] = p_v - bonus[class, v] - sum of price_r over floors r that count (class, v)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import PriceTable
from matcher.units import IntArray
from solver.problem import Problem


@dataclass(frozen=True)
class Prices:
    """
    Dual prices, in units. Optimal prices are not unique: these say which they are.

    Parameters
    ----------
    vacancy
        Shape (V,): what one more opening would be worth, >= 0; optimal within
        the gap.
    row
        Shape (R,): what one more person of a floor costs, >= 0 and at most the
        floor's penalty; paid to whoever counts for the floor. Optimal within
        the gap, and not the least: soft demand settles somewhere between the
        least and the greatest.
    """

    vacancy: IntArray
    row: IntArray

    @classmethod
    def zero(cls, problem: Problem) -> Prices:
        """Prices of nothing."""
        return cls(np.zeros(problem.shape[1], np.int64), np.zeros(len(problem.rows), np.int64))

    def credits(self, problem: Problem) -> IntArray:
        """What a class gains at a vacancy besides the value. Shape (C, V), units."""
        credit = problem.bonus.copy()
        entries = problem.entries
        np.add.at(credit, (entries.klass, entries.vacancy), self.row[entries.row])
        return credit

    def table(self, problem: Problem) -> PriceTable:
        """The price table; a vacancy without openings is priced out of reach."""
        price = self.vacancy - self.credits(problem)
        price[:, problem.openings == 0] = out_of_reach(problem, price)
        return PriceTable(problem.class_of, price)


def out_of_reach(problem: Problem, price: IntArray) -> int:
    """A price in units beyond all of these: whoever may have anything else prefers that."""
    return int(price.max(initial=0)) + int(2 * problem.values.unit * problem.values.largest) + 1

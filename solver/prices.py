"""
Prices, and the one table that is read from them.

    P[class, v] = p_v - bonus[class, v]
                  - sum over rows r of ceil(price_r weight_r[class, v] / scale_r)

Weights are negative for people who count against a row: they pay.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import PriceTable
from matcher.units import IntArray
from solver.problem import Problem
from solver.row import per_person


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
        Shape (R,): what one more person of a row costs, >= 0 and at most the
        row's penalty (`Problem.legal` sees to it for the lines of a row); paid to
        whoever counts for the row, and by whoever counts against it. Optimal
        within the gap, and not the least: soft demand settles somewhere between
        the least and the greatest.
    """

    vacancy: IntArray
    row: IntArray

    @classmethod
    def zero(cls, problem: Problem) -> Prices:
        """Prices of nothing."""
        return cls(np.zeros(problem.shape[1], np.int64), np.zeros(len(problem.rows), np.int64))

    def given(self, problem: Problem) -> IntArray:
        """What a person of each row given costs; of settled ones nothing or the penalty. (G,)."""
        price = np.where(problem.is_missed, [row.penalty for row in problem.given_rows], 0)
        lines = problem.legal(self.row)
        price[problem.is_open] = np.bincount(problem.row_of, lines, len(problem.open_rows))
        return price.astype(np.int64)

    def proof(self, problem: Problem) -> tuple[list[str], list[str], IntArray]:
        """Rule, entity and price of every line of every row given, settled ones too."""
        price = self.given(problem).tolist()
        lines = iter(problem.legal(self.row).tolist())
        found = [
            (line.rule, line.entity, next(lines) if is_open else own)
            for row, is_open, own in zip(problem.given_rows, problem.is_open, price, strict=True)
            for line in row.priced
        ]
        rules, entities, prices = zip(*found, strict=True) if found else ((), (), ())
        return [*rules], [*entities], np.array(prices, dtype=np.int64)

    def credits(self, problem: Problem) -> IntArray:
        """What a class gains at a vacancy besides the value. Shape (C, V), units."""
        credit = problem.bonus.copy()
        entries = problem.entries
        scale = np.array([row.scale for row in problem.rows], dtype=np.int64)
        price = problem.legal(self.row)
        earned = per_person(price[entries.row], entries.weight, scale[entries.row])
        np.add.at(credit, (entries.klass, entries.vacancy), earned)
        return credit

    def table(self, problem: Problem) -> PriceTable:
        """The price table; a vacancy without openings is priced out of reach."""
        price = self.vacancy - self.credits(problem)
        price[:, problem.openings == 0] = out_of_reach(problem, price)
        return PriceTable(problem.class_of, price)


def out_of_reach(problem: Problem, price: IntArray) -> int:
    """A price in units beyond all of these: whoever may have anything else prefers that."""
    return int(price.max(initial=0)) + int(2 * problem.values.unit * problem.values.largest) + 1

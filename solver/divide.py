"""
A row's price, divided among its lines so that it proves most.

Whoever is hired where a row has lines pays its lines' slopes, those of the group earn
the price besides, and everybody pays for the post. With q_l the prices of the lines,
together Q, and a line saying that T hires ask for b_l + slope_l T people of the group,

    tau = sum_l q_l slope_l                  a_v = p_v + tau
    P[class, v] = a_v - Q [class in group]

so that a worker sees a_v and Q alone. What is left of the bound (`solver.bound`) is, with
O the openings of all the row's posts,

    sum_v openings_v p_v - sum_l q_l b_l  =  sum_v openings_v a_v - sum_l q_l (b_l + slope_l O)

Of all ways to divide Q that leave every p_v = a_v - tau >= 0, the best is therefore the
one that prices what is asked for once all openings are taken: a linear program in the
q_l with two constraints, so that two lines are enough. Soft demand cannot see it, since
no worker does. Bids leave posts' prices where they are, and the bound too high.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.units import FloatArray, IntArray
from solver.prices import Prices
from solver.problem import Problem
from solver.row import Row, per_person


@dataclass(frozen=True)
class _Lines:
    """
    Lines of one row.

    Parameters
    ----------
    weight
        Shape (L, C): what each class weighs.
    scale
        Shape (L,).
    slope, full
        Shapes (L,): people that one more hire asks for, and all openings together.
    """

    weight: IntArray
    scale: IntArray
    slope: FloatArray
    full: FloatArray

    @classmethod
    def of(cls, row: Row, openings: int) -> _Lines | None:
        """None where the lines tell more apart than who is of the group."""
        weight = np.stack([line.by_class for line in row.lines])
        scale = np.array([line.scale for line in row.lines], dtype=np.int64)
        over = np.where(row.counted, scale[:, None], 0) - weight
        alike = all(
            line.each is None and np.array_equal(line.vacancies, row.vacancies)
            for line in row.lines
        )
        if not alike or (over != over[:, :1]).any():
            return None
        slope = over[:, 0] / scale
        lower = np.array([line.lower for line in row.lines])
        return cls(weight, scale, slope, lower / scale + slope * openings)

    def paid(self, price: IntArray) -> IntArray:
        """What people of each class earn at such prices, in units. Shape (C,)."""
        earned: IntArray = per_person(price[:, None], self.weight, self.scale[:, None]).sum(axis=0)
        return earned

    def divided(self, price: IntArray, most: float) -> IntArray:
        """The price in the best parts, in units, while a hire pays at most `most`. Shape (L,)."""
        whole = int(price.sum())
        best, parts = float(price @ self.full), price
        flat = np.flatnonzero(whole * self.slope <= most)
        for low in flat.tolist():
            for high in range(price.size):
                rise = self.slope[high] - self.slope[low]
                room = (most - whole * self.slope[low]) / rise if rise > 0 else 0.0
                moved = int(min(max(room, 0.0), whole))
                worth = (whole - moved) * self.full[low] + moved * self.full[high]
                if worth > best + 1:
                    best, parts = worth, np.zeros_like(price)
                    parts[low] += whole - moved
                    parts[high] += moved
        return parts


def best_divided(problem: Problem, prices: Prices) -> Prices:
    """
    The same price table, or one dearer by roundings alone, from which less is proved possible.

    Parameters
    ----------
    problem
        The facts.
    prices
        Any prices; what a row's lines cost together stays.

    Returns
    -------
    Prices
        No class finds any post cheaper; the bound at these is no higher. The prices
        given where nothing is gained.
    """
    price, vacancy = problem.legal(prices.row).copy(), prices.vacancy.copy()
    changed = False
    first = np.searchsorted(problem.row_of, np.arange(len(problem.open_rows) + 1))
    for index, row in enumerate(problem.open_rows):
        own = slice(first[index], first[index + 1])
        where = row.vacancies[problem.openings[row.vacancies] > 0]
        if len(row.lines) < 2 or not price[own].any() or not where.size:
            continue
        lines = _Lines.of(row, int(problem.openings[where].sum()))
        if lines is None:
            continue
        before = price[own].copy()
        parts = lines.divided(before, float(vacancy[where].min() + before @ lines.slope))
        if parts is before:
            continue
        # Nobody may find a post cheaper, or pairs that were left out would come into play.
        rise = (lines.paid(parts) - lines.paid(before)).max()
        vacancy[where] = np.maximum(0, vacancy[where] + rise)
        price[own] = parts
        changed = True
    return Prices(vacancy, price) if changed else prices

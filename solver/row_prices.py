"""
Prices of rows, from the demand of the workers over the pairs that are known.

    together    posts and rows move by soft demand, from far away
    settled     bids have settled the posts: both move, and the rows' prices are kept
    exactly     by linear programming, where there are few pairs
    followed    the posts' prices stay, and those alone are asked whom some row counts
"""

from __future__ import annotations

import numpy as np

from matcher.units import IntArray
from solver.candidates import near
from solver.cells import Cells
from solver.floors_lp import floor_prices
from solver.lookout import Lookout
from solver.params import Params
from solver.prices import Prices
from solver.problem import Problem
from solver.shortfalls import Shortfalls
from solver.soft import cooled

_FALL = 0.03  # in value: a price falls by no more in a round of soft demand
_PAIRS = 400_000  # over which linear programming takes seconds


class RowPrices:
    """
    Prices at which rows nearly hold.

    Parameters
    ----------
    problem, params, cells
        The facts, the settings, and the cells of the rows.
    lookout
        What is known of the pairs.
    """

    def __init__(self, problem: Problem, params: Params, cells: Cells, lookout: Lookout) -> None:
        self._problem, self._params, self._cells, self._lookout = problem, params, cells, lookout
        self._scale = problem.values.unit * problem.values.largest
        self._shortfalls = Shortfalls(problem)

    @property
    def nobody(self) -> bool:
        """Whether nobody can be had, at any price."""
        return not (self._scale and self._lookout.known.vacancy.size)

    def together(self, prices: Prices, temperatures: tuple[float, ...]) -> Prices:
        """Prices of posts and rows near the best, by soft demand at falling temperatures."""
        known, steps = self._lookout.known, self._params.fine_steps
        return cooled(
            self._problem, known, prices, self._cells, temperatures, steps, fall=_FALL
        )  # fmt: skip

    def settled(self, prices: Prices, proof: Prices, temperatures: tuple[float, ...]) -> Prices:
        """
        The rows' prices once bids have settled the posts', which stay.

        Parameters
        ----------
        prices
            Of bids.
        proof
            Those of the best bound so far.
        temperatures
            Of soft demand, in value, falling.
        """
        fixed = self._fixed(prices)
        if fixed is not None:
            return fixed
        problem, shortfalls = self._problem, self._shortfalls
        # A post that was given away for want of pairs would draw everybody.
        post = np.maximum(prices.vacancy, proof.vacancy - int(_FALL * self._scale))
        begin = Prices(post, shortfalls.price(prices.row))
        steps = self._params.fine_steps
        moved = cooled(problem, self._lookout.known, begin, self._cells, temperatures, steps)
        return Prices(prices.vacancy, shortfalls.price(moved.row))

    def exactly(self, prices: Prices, reach: float) -> Prices | None:
        """
        The rows' prices at which they hold best, over pairs near each worker's best.

        Parameters
        ----------
        prices
            Which of the pairs are near.
        reach
            In value, below a worker's best.

        Returns
        -------
        Prices or None
            None where the pairs are too many.
        """
        fixed = self._fixed(prices)
        if fixed is not None:
            return fixed
        problem, known = self._problem, self._lookout.known
        arcs, _ = near(problem, known, prices, int(reach * self._scale))
        if arcs.vacancy.size > _PAIRS:
            return None
        row = floor_prices(problem, arcs, self._lookout.owed)
        return prices if row is None else Prices(prices.vacancy, row)

    def followed(self, prices: Prices) -> Prices:
        """The rows' prices once they follow those of the posts, which stay."""
        params = self._params
        return cooled(
            self._problem, self._lookout.known, prices, self._cells,
            params.following_temperatures, params.fine_steps // 2, posts=False,
        )  # fmt: skip

    def _fixed(self, prices: Prices) -> Prices | None:
        """The prices where there are no rows, or where nobody can be had for any."""
        if not self._problem.rows:
            return prices
        if self.nobody:
            penalty = np.array([row.penalty for row in self._problem.rows], dtype=np.int64)
            return Prices(prices.vacancy, penalty)
        return None

    def learn(self, priced: IntArray, found: IntArray) -> None:
        """Takes note of the rows' people at prices, and in the whole people found from them."""
        self._shortfalls.learn(priced, found)

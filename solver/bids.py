"""
Rounds of bids, where there are many pairs over those near each worker's best alone.

A pair far below its worker's best is then left out, and each price may fall by no more
than that distance, or somebody who was left out would come. A post that is still empty
gets those who would come first, of all workers, and may cost anything.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.answer import priced_worth
from solver.auction.held import Held
from solver.auction.market import open_market
from solver.auction.settle import cool
from solver.candidates import near
from solver.clock import Clock
from solver.few import thin_posts
from solver.lookout import Lookout
from solver.prices import Prices
from solver.problem import Problem
from solver.thicken import thicken_posts

_ALL = 1 << 40  # in units: beyond any price
_REACH = 0.03  # in value, below a worker's best: the next look finds what more may be there
_MANY = 5_000_000  # known pairs: fewer are all bid for
_TIMES = 2  # that a market is opened in a round: again for those who would come to empty posts


@dataclass(frozen=True)
class Priced:
    """Prices, what they make workers take of the candidates, and its worth with rows paid for."""

    candidates: Arcs
    prices: Prices
    taken: BoolArray
    worth: int


class Bids:
    """
    Who holds what from one round of bids to the next.

    Parameters
    ----------
    problem
        The facts.
    lookout
        Where pairs are found; they become known there.
    clock
        Told the seconds.
    held
        Who holds what at the beginning, and the posts' prices; nobody anything where None.
    """

    def __init__(self, problem: Problem, lookout: Lookout, clock: Clock, held: Held | None) -> None:
        self._problem, self._lookout, self._clock, self._held = problem, lookout, clock, held
        self._reach = int(_REACH * problem.values.unit * problem.values.largest)
        if lookout.known.vacancy.size <= _MANY:
            self._reach = _ALL
        self._whole = np.zeros(problem.shape[1], dtype=bool)

    @property
    def many(self) -> bool:
        """Whether there are so many pairs that only near ones are bid for."""
        return self._reach < _ALL

    def settled(self, prices: Prices, epsilons: tuple[int, ...]) -> Priced:
        """
        Brings the market to rest.

        Parameters
        ----------
        prices
            The rows' stay; the posts' are where the first round begins.
        epsilons
            Least raises of bids, in units, falling.
        """
        problem, lookout = self._problem, self._lookout
        posts = thin_posts(problem, lookout.known)
        for _ in range(_TIMES):
            with self._clock("pass"):
                if posts.any():
                    lookout.add(thicken_posts(problem, prices, lookout.known, posts))
                self._whole |= posts
            with self._clock("auction"):
                candidates = self._near(prices)
                taken = None
                if self._held is not None:
                    prices = Prices(self._held.price, prices.row)
                    taken = self._held.among(candidates)
                least = self.least(prices)
                market = open_market(problem, candidates, prices, lookout.owed, taken, least)
                cool(market, epsilons, 0)
                self._held = Held.of(candidates, market.taken, market.price)
                prices = Prices(market.price, prices.row)
            posts = (market.filled < market.capacity) & (market.price > 0) & ~self._whole
            if not posts.any():
                break
            epsilons = epsilons[-1:]
        with self._clock("auction"):
            worth = priced_worth(problem, candidates, prices, market.taken, lookout.owed)
        return Priced(candidates, prices, market.taken, worth)

    def held(self) -> tuple[Arcs, BoolArray]:
        """All known pairs, and those that are held: shape (A,)."""
        known = self._lookout.known
        if self._held is None:
            return known, np.zeros(known.vacancy.size, dtype=bool)
        return known, self._held.among(known)

    def _near(self, prices: Prices) -> Arcs:
        """The known pairs near each worker's best."""
        known = self._lookout.known
        if not self.many:
            return known
        return near(self._problem, known, prices, self._reach, self._whole)[0]

    def begin(self, arcs: Arcs, taken: BoolArray, prices: Prices) -> None:
        """Lets the next round begin with who holds what of some pairs, shape (A,), at prices."""
        self._held = Held.of(arcs, taken, prices.vacancy)

    def least(self, prices: Prices) -> IntArray:
        """Prices below which others than the near ones would come, in units. Shape (V,)."""
        least: IntArray = np.maximum(0, prices.vacancy - self._reach)
        return np.where(self._whole, 0, least)

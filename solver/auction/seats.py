"""
Whole people by auction: seats kept for those whom a row counts.

A cell's part of a floor becomes a place of its own at the cell's vacancy: so many
seats that only its people may take, worth the cell's reward more than the open
ones. Whoever settles the market then holds the floors as far as anybody can.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.arcs import by_class
from solver.auction.market import Places, open_places
from solver.auction.settle import settle
from solver.candidates import gains
from solver.cells import Cells
from solver.prices import Prices
from solver.problem import Problem

_Int32 = npt.NDArray[np.int32]
_STEPS, _FEW_STEPS = 64, 4  # for each place: kept seats that few can take fall for long
_COARSE, _FINE = 5e-4, 5e-5  # least raises of bids, in value


@dataclass
class Seats:
    """
    What open and kept seats cost, from one settling to the next.

    Parameters
    ----------
    vacancy
        Shape (V,): an open seat of each vacancy, in units.
    cell
        Shape (K,): a seat kept for each cell.
    least
        Shape (V,): prices at least of open seats, in units (`open_market`).
    epsilons
        Least raises of bids in the next settling, in value, falling.
    steps
        How often prices of places with holes are lowered at most, for each place.
    """

    vacancy: IntArray
    cell: IntArray
    least: IntArray
    epsilons: tuple[float, ...]
    steps: int

    @classmethod
    def of(
        cls,
        problem: Problem,
        arcs: Arcs,
        cells: Cells,
        prices: Prices,
        free: IntArray,
        least: IntArray,
        *,
        mended: bool,
    ) -> Seats:
        """
        Prices at which a cell's people like a kept seat as much as an open one paid for.

        Parameters
        ----------
        problem, arcs, cells, prices
            As everywhere.
        free
            Shape (A,): what each pair is worth where nobody is paid, in units.
        least
            As there.
        mended
            Whether the people hold what they had in an earlier answer: then few change
            places, and bids of a small raise would disturb the others for little.
        """
        where = by_class(arcs, problem.class_of, cells.of)
        paid = np.zeros(cells.size + 1, dtype=np.int64)
        paid[where] = gains(problem, arcs, prices) - free
        price = prices.vacancy[cells.vacancy] + cells.reward - paid[:-1]
        epsilons = (_COARSE,) if mended else (_COARSE, _FINE)
        steps = _FEW_STEPS if mended else _STEPS
        return cls(prices.vacancy, np.maximum(0, price), least, epsilons, steps)

    def hold(
        self,
        problem: Problem,
        arcs: Arcs,
        cells: Cells,
        free: IntArray,
        kept: IntArray,
        taken: BoolArray,
        owed: IntArray,
    ) -> BoolArray:
        """
        Settles the market with some seats kept.

        Parameters
        ----------
        problem, arcs, cells, free, owed
            As everywhere, and in `of`.
        kept
            Shape (K,): seats kept for each cell, together no more than the openings.
        taken
            Shape (A,): who holds what at the beginning.

        Returns
        -------
        BoolArray
            Shape (A,): who holds what at the end.
        """
        where = by_class(arcs, problem.class_of, cells.of)
        vacancies = problem.shape[1]
        reserved = np.bincount(cells.vacancy, kept, vacancies).astype(np.int64)
        capacity = np.concatenate((problem.openings - reserved, kept))
        start, pair, place, gain = _seats(
            arcs.start, arcs.vacancy, where, free, capacity, cells.reward
        )
        price = np.concatenate((self.vacancy, self.cell))
        least = np.concatenate((self.least, np.zeros_like(self.cell)))
        held = _sit(pair, place, where, taken, kept, vacancies)
        market = open_places(
            problem, Places(start, place, gain, capacity, price, least), owed, held
        )
        scale = problem.values.unit * problem.values.largest
        for epsilon in self.epsilons:
            settle(market, max(1, int(epsilon * scale)), steps=self.steps * capacity.size)
        self.epsilons = self.epsilons[-1:]
        self.vacancy, self.cell = market.price[:vacancies].copy(), market.price[vacancies:].copy()
        found = np.zeros(arcs.vacancy.size, dtype=bool)
        found[pair[np.flatnonzero(market.taken)]] = True
        return found


@numba.njit(cache=True, nogil=True)
def _seats(
    start: IntArray,
    vacancy: _Int32,
    where: IntArray,
    free: IntArray,
    capacity: IntArray,
    reward: IntArray,
) -> tuple[IntArray, IntArray, _Int32, IntArray]:
    """The pairs once for each kind of seat: where each worker's begin, pair, place, gain."""
    vacancies = capacity.size - reward.size
    begin = np.zeros(start.size, dtype=np.int64)
    for w in range(start.size - 1):
        count = 0
        for a in range(start[w], start[w + 1]):
            count += capacity[vacancy[a]] > 0
            at = vacancies + where[a]
            count += at < capacity.size and capacity[at] > 0
        begin[w + 1] = begin[w] + count
    pair = np.empty(begin[-1], dtype=np.int64)
    place = np.empty(begin[-1], dtype=np.int32)
    gain = np.empty(begin[-1], dtype=np.int64)
    size = 0
    for a in range(vacancy.size):
        at = vacancies + where[a]
        if at < capacity.size and capacity[at] > 0:
            pair[size], place[size], gain[size] = a, at, free[a] + reward[where[a]]
            size += 1
        if capacity[vacancy[a]] > 0:
            pair[size], place[size], gain[size] = a, vacancy[a], free[a]
            size += 1
    return begin, pair, place, gain


@numba.njit(cache=True, nogil=True)
def _sit(
    pair: IntArray,
    place: _Int32,
    where: IntArray,
    taken: BoolArray,
    kept: IntArray,
    vacancies: int,
) -> BoolArray:
    """Who sits where at the beginning: on kept seats while there are any."""
    left = kept.copy()
    held = np.zeros(pair.size, dtype=np.bool_)
    last = -1
    for k in range(pair.size):
        a = pair[k]
        if not taken[a] or a == last:
            continue
        if place[k] >= vacancies:
            if left[where[a]] == 0:
                continue
            left[where[a]] -= 1
        held[k] = True
        last = a
    return held

"""
Wages that prove more.

The bound is convex in the wages. People whom an employer could hire give a plane below
it: at wages u it gains what they are worth less their wages, at least. The lowest point
of all planes so far, within a box around the best wages, is a small linear program
(Dantzig and Wolfe 1960; the box step of Marsten, Hogan and Blankenship 1975); HiGHS solves
it. Any wages are valid: nothing rests on its tolerances.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from matcher.units import IntArray
from solver.wages.market import Market
from solver.wages.staff import Staff

_BOX = 0.3  # in value: how far a wage may move at a step
_STEPS = 8
_WORTH_A_STEP = 0.2  # of what is left to prove: what a step may gain at least


@dataclass(frozen=True)
class Found:
    """Wages, shape (W,), what each employer gains at these at most, and the bound, in units."""

    wage: IntArray
    gained: list[int]
    bound: int


class _Planes:
    """All people known whom each employer could hire."""

    def __init__(self, market: Market) -> None:
        self._market = market
        self._known: list[dict[bytes, Staff]] = [{} for _ in market.employers]

    def add(self, staffs: list[Staff]) -> None:
        for known, staff in zip(self._known, staffs, strict=True):
            known[staff.worker.tobytes()] = staff

    def best(self, wage: IntArray) -> list[Staff]:
        """The people whom each employer would hire at wages."""
        return [max(k.values(), key=lambda s: s.gained(wage)) for k in self._known]

    def lowest(self, center: IntArray, box: float) -> tuple[IntArray, float]:
        """Wages at which the planes are lowest, and how much lower than at the center, units."""
        market, unit = self._market, self._market.unit
        planes = [(k, s) for k, known in enumerate(self._known) for s in known.values()]
        size = [s.worker.size for _, s in planes]
        who, column = np.unique(np.concatenate([s.worker for _, s in planes]), return_inverse=True)
        free = np.flatnonzero(market.single[who])
        place = np.full(who.size, -1, dtype=np.int64)
        place[free] = np.arange(free.size)
        fixed = np.where(market.single[who], 0, center[who])
        row, at = np.repeat(np.arange(len(planes)), size), place[column]
        rest = np.array([s.worth for _, s in planes]) - np.bincount(row, fixed[column], len(planes))
        moving = at >= 0
        employer = free.size + np.array([k for k, _ in planes])
        cells = (
            np.concatenate((row[moving], np.arange(len(planes)))),
            np.concatenate((at[moving], employer)),
        )
        width = free.size + len(self._known)
        low = np.maximum(market.least[who[free]], center[who[free]] - box) / unit
        high = np.minimum(market.greatest[who[free]], center[who[free]] + box) / unit
        none = np.full(len(self._known), np.inf)
        found = linprog(
            np.ones(width),
            A_ub=csr_array((-np.ones(cells[0].size), cells), shape=(len(planes), width)),
            b_ub=-rest / unit,
            bounds=np.stack((np.concatenate((low, -none)), np.concatenate((high, none))), axis=1),
            method="highs",
        )
        if found.status != 0:
            return center, 0.0
        # Whom nobody would hire may as well have the least.
        wage = np.maximum(market.least, center - int(box))
        wage[~market.single] = center[~market.single]
        saved = int((center - wage).sum() - (center - wage)[who].sum())
        moved = np.rint(found.x[: free.size] * unit).astype(np.int64)
        wage[who[free]] = np.clip(moved, market.least[who[free]], market.greatest[who[free]])
        now = center[who[free]].sum() + sum(s.gained(center) for s in self.best(center))
        return wage, float(now - found.fun * unit) + saved


def best_wages(market: Market, held: list[Staff], left: int) -> Found:
    """
    Searches wages from the greatest and from second prices.

    Parameters
    ----------
    market
        The chosen employers.
    held
        People whom each of them could hire.
    left
        What the prices' bound is above the answer, in units.
    """
    planes = _Planes(market)
    planes.add(held)

    def at(wage: IntArray) -> Found:
        gained, staffs = market.proved(wage, planes.best(wage))
        planes.add(staffs)
        return Found(wage, gained, market.bound_at(wage, gained))

    best = at(market.greatest)
    best = min(best, at(market.second()), key=attrgetter("bound"))
    for _ in range(_STEPS):
        wage, foreseen = planes.lowest(best.wage, _BOX * market.unit)
        if foreseen < _WORTH_A_STEP * (left - (market.bound - best.bound)):
            break
        best = min(best, at(wage), key=attrgetter("bound"))
    return best

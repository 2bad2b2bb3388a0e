"""
Prices from soft demand: the entropic relaxation of the problem, cooled.

At temperature tau each worker spreads itself over its pairs, in proportion to
exp(priced value / tau), and prices answer:

    p_v += a_v tau log(demand_v / openings_v)      q_r += b_r tau log(lower_r / demand_r)

floored at zero. With a = b = 1 this is Sinkhorn's step on the dual (Galichon and
Salanie 2022 for matching with an outside option). The factors a and b grow while
a step keeps its sign and fall back when it turns (Rprop, Riedmiller and Braun
1993): a floor that cannot hold has to climb to its penalty, not crawl.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from matcher.pairs import Arcs
from matcher.units import FloatArray, IntArray
from solver.kernels import soft_demand
from solver.prices import Prices
from solver.problem import Problem

_TINY = 1e-9
_POST_STEP = 0.05  # largest step of a post's price, in value
_ROW_STEP = 0.25  # of a floor's
_POST_GROWTH, _POST_LIMIT = 1.1, 10.0
_ROW_GROWTH, _ROW_LIMIT = 1.2, 4000.0
_ROW_RATIO = 1.0  # log of demand to floor counts up to this: nobody and far too many weigh alike


@dataclass
class _Pace:
    """Factors that grow while a step keeps its sign."""

    factor: FloatArray
    sign: FloatArray
    growth: float
    limit: float

    def apply(self, step: FloatArray, largest: float) -> FloatArray:
        sign = np.sign(step)
        kept = np.minimum(self.factor * self.growth, self.limit)
        self.factor = np.where(sign == self.sign, kept, 1.0)
        self.sign = sign
        return np.clip(step * self.factor, -largest, largest)


class SoftPrices:
    """
    Prices of a problem, moved by soft demand.

    Parameters
    ----------
    problem
        The facts.
    prices
        Where to begin.
    workers
        Indices of the workers whose demand is counted, rising; openings and
        floors are scaled by their share of all workers.
    hurry
        Whether steps may grow: right where everybody is counted, wild on a sample.
    """

    def __init__(self, problem: Problem, prices: Prices, workers: IntArray, *, hurry: bool) -> None:
        self._problem = problem
        self._workers = workers
        fraction = workers.size / problem.shape[0] if workers.size else 1.0
        self._openings = problem.openings * fraction
        self._lower = np.array([row.lower for row in problem.rows]) * fraction
        self._ceiling = np.array([row.penalty for row in problem.rows], dtype=np.float64)
        self._scale = problem.values.unit * (problem.values.largest or 1.0)
        self._price = prices.vacancy.astype(np.float64)
        self._row = prices.row.astype(np.float64)
        ones, zeros = np.ones_like, np.zeros_like
        self._post_pace = _Pace(
            ones(self._price), zeros(self._price), _POST_GROWTH, _POST_LIMIT if hurry else 1.0
        )
        self._row_pace = _Pace(
            ones(self._row), zeros(self._row), _ROW_GROWTH, _ROW_LIMIT if hurry else 1.0
        )

    @property
    def prices(self) -> Prices:
        """The prices now, in whole units."""
        return Prices(np.rint(self._price).astype(np.int64), np.rint(self._row).astype(np.int64))

    def cool(self, arcs: Arcs, temperature: float, steps: int) -> None:
        """
        Moves the prices some steps at one temperature.

        Parameters
        ----------
        arcs
            The pairs over which the workers spread themselves.
        temperature
            In value, > 0.
        steps
            How many, >= 0.
        """
        problem, tau = self._problem, temperature * self._scale
        vacancies = problem.shape[1]
        start = arcs.start[np.append(self._workers, problem.shape[0])]
        klass = np.repeat(problem.class_of[self._workers], np.diff(start))
        cell = klass * vacancies + arcs.vacancy
        owed = np.minimum(problem.min_posts[self._workers], np.diff(start))
        most = problem.max_posts[self._workers]
        share = np.zeros(arcs.vacancy.size)
        cuts = np.linspace(0, self._workers.size, 4 * (os.cpu_count() or 1) + 1).astype(int)

        def spread(part: tuple[int, int]) -> None:
            low, high = part
            soft_demand(
                start[low : high + 1], arcs.vacancy, gain, owed[low:high], most[low:high],
                self._price, tau, share,
            )  # fmt: skip

        with ThreadPoolExecutor() as pool:
            for _ in range(steps):
                gain = arcs.value + self.prices.credits(problem).ravel()[cell]
                list(pool.map(spread, pairwise(cuts.tolist())))
                demand: FloatArray = np.zeros(problem.classes * vacancies)
                demand += np.bincount(cell, weights=share, minlength=demand.size)
                self._move(demand.reshape(problem.classes, vacancies), tau)

    def _move(self, demand: FloatArray, tau: float) -> None:
        problem, scale = self._problem, self._scale
        step = tau * _log_ratio(demand.sum(axis=0), self._openings)
        step = self._post_pace.apply(step, _POST_STEP * scale)
        self._price = np.clip(self._price + step, 0, 16 * scale)
        if self._row.size:
            counted = problem.entries.count(demand, self._row.size)
            step = tau * np.clip(_log_ratio(self._lower, counted), -_ROW_RATIO, _ROW_RATIO)
            step = self._row_pace.apply(step, _ROW_STEP * scale)
            self._row = np.clip(self._row + step, 0, self._ceiling)


def _log_ratio(above: Any, below: Any) -> FloatArray:
    ratio: FloatArray = np.log((above + _TINY) / (below + _TINY))
    return ratio

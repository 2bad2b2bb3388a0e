"""
Prices from the soft demand of a sample: the entropic relaxation of the problem, cooled.

At temperature tau each worker of a sample spreads itself over all its vacancies,
in proportion to exp(priced value / tau), with "no post" as one more choice where
none is owed (McFadden's logit), and prices answer:

    p_v += omega tau log(demand_v / openings_v)          floored at zero

With omega = 1 this is Sinkhorn's step on the dual (Galichon and Salanie 2022, for
matching with an outside option); a step of 1.6 converges in fewer rounds
(overrelaxation: Thibault et al. 2021). Nobody's demand is cut to a list of best
vacancies: prices would fall wherever the lists happen not to look.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from matcher.units import FloatArray, IntArray
from solver.fast_exp import POWER, fast_exp

_OMEGA = 1.6
_LARGEST_STEP = 0.1  # of a price, in value
_TINY = 1e-6
_PARTS = 16  # of the sample: as many whatever the machine, so that sums are in one order
_Single = npt.NDArray[np.float32]


def cooled_prices(
    gain: _Single,
    openings: npt.NDArray[np.floating[Any]],
    most: IntArray,
    owed: IntArray,
    temperatures: tuple[float, ...],
    steps: int,
    report: Callable[[float], None],
) -> FloatArray:
    """
    Prices at which soft demand meets the openings.

    Parameters
    ----------
    gain
        Shape (S, V): what each vacancy is worth to each sampled worker, in value;
        far below zero where it is not allowed.
    openings
        Shape (V,): scaled to the sample.
    most, owed
        Shape (S,): posts of each sampled worker, at most, and owed.
    temperatures
        In value, falling, > 0.
    steps
        Price steps at each temperature.
    report
        Called with the part that is done.

    Returns
    -------
    ndarray
        Shape (V,): in value, >= 0.
    """
    price = np.zeros(gain.shape[1])
    cuts = np.linspace(0, gain.shape[0], _PARTS + 1).astype(int)
    demand = np.zeros((_PARTS, gain.shape[1]), dtype=np.float32)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for index, tau in enumerate(temperatures):
            for step in range(steps):
                report((index * steps + step) / (steps * len(temperatures)))
                cost = price.astype(np.float32)

                def spread(part: int, bounds: tuple[int, int], cost: Any, tau: float) -> None:
                    low, high = bounds
                    _spread(
                        gain[low:high], cost, most[low:high], owed[low:high],
                        np.float32(1 / (tau * POWER)), demand[part],
                    )  # fmt: skip

                bounds = list(pairwise(cuts.tolist()))
                list(pool.map(spread, range(_PARTS), bounds, [cost] * _PARTS, [tau] * _PARTS))
                ratio = np.log((demand.sum(axis=0) + _TINY) / (openings + _TINY))
                move = np.clip(_OMEGA * tau * ratio, -_LARGEST_STEP, _LARGEST_STEP)
                price = np.maximum(0.0, price + move)
    return price


@numba.njit(nogil=True, fastmath=True, cache=True)
def _spread(
    gain: _Single, cost: _Single, most: IntArray, owed: IntArray, scale: Any, demand: _Single
) -> None:
    demand[:] = 0
    width = cost.size
    share = np.empty(width, dtype=np.float32)
    one = np.float32(1.0)
    for w in range(gain.shape[0]):
        if most[w] == 0:
            continue
        own = gain[w]
        top = np.float32(0.0) if owed[w] == 0 else np.float32(-1e9)
        for v in range(width):
            share[v] = own[v] - cost[v]
            top = max(top, share[v])
        total = fast_exp(one - top * scale) if owed[w] == 0 else np.float32(0.0)
        for v in range(width):
            share[v] = fast_exp(one + (share[v] - top) * scale)
            total += share[v]
        wanted = np.float32(owed[w] if owed[w] > 0 else most[w]) / total
        for v in range(width):
            demand[v] += min(one, share[v] * wanted)

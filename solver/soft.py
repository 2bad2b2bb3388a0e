"""
Prices of rows from soft demand: all workers over their candidate pairs, cooled.

At temperature tau each worker spreads itself over its pairs, in proportion to
exp(priced value / tau), and prices answer:

    p_v += a_v tau log(demand_v / openings_v)      q_r += b_r tau log(asked_r / given_r)

floored at zero. Of a row, `given` is the demand of those who count for it, and
`asked` its lower end with the demand of those who count against it (a lower end
below nothing is given): whatever the weights, a step does not depend on their
scale. With a = b = 1 this is Sinkhorn's step on the dual (Galichon and
Salanie 2022 for matching with an outside option). The factors a and b grow while
a step keeps its sign and fall back when it turns (Rprop, Riedmiller and Braun
1993): a row that cannot hold has to climb to its penalty, not crawl.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from matcher.pairs import Arcs
from matcher.units import BoolArray, FloatArray, IntArray
from solver.arcs import by_class, less, select
from solver.cells import Cells
from solver.fast_exp import POWER, fast_exp
from solver.prices import Prices
from solver.problem import Problem

_TINY = 1e-9
_NONE = np.zeros(0, dtype=np.int64)
_HIGHEST = 16.0  # in value: no price is higher
_POST_STEP = 0.05  # largest step of a post's price, in value
_ROW_STEP = 0.25  # of a row's
_POST_GROWTH, _POST_LIMIT = 1.1, 10.0
_ROW_GROWTH, _ROW_LIMIT = 1.2, 4000.0
_ROW_RATIO = 1.0  # log of asked to given counts up to this: nobody and far too many weigh alike
_LINE_WIDTH = 0.05  # people: a line broken so much less gets an e-th of the price
_LINE_PACE = 0.005  # of the way from one division of a price among lines to the next, in a step
_PARTS = 16  # of the workers: as many whatever the machine, so that sums are in one order


@dataclass
class _Pace:
    """Factors that grow while a step keeps its sign."""

    factor: FloatArray
    sign: FloatArray
    growth: float
    limit: float

    @classmethod
    def of(cls, size: int, growth: float, limit: float) -> _Pace:
        return cls(np.ones(size), np.zeros(size), growth, limit)

    def apply(self, step: FloatArray, largest: float) -> FloatArray:
        sign = np.sign(step)
        kept = np.minimum(self.factor * self.growth, self.limit)
        self.factor = np.where(sign == self.sign, kept, 1.0)
        self.sign = sign
        return np.clip(step * self.factor, -largest, largest)


def cooled(
    problem: Problem,
    arcs: Arcs,
    prices: Prices,
    cells: Cells,
    temperatures: tuple[float, ...],
    steps: int,
    *,
    fall: float = _HIGHEST,
    part: float = 1.0,
    posts: bool = True,
    rows: bool = True,
) -> Prices:
    """
    Moves prices of posts and rows by soft demand.

    Parameters
    ----------
    problem, cells
        The facts, and the cells of their rows.
    arcs
        The pairs over which the workers spread themselves.
    prices
        Where to begin.
    temperatures
        In value, falling, > 0.
    steps
        How many at each.
    fall
        A post's price falls by no more than this, in value: few have a post among
        their pairs that is dear now, and who would take it for less is not seen.
    part
        The part of all workers that have pairs here.
    posts, rows
        Whether the posts' prices move, and the rows'. Rows alone look at those whom
        they count, who are few.
    """
    arcs = arcs if posts else _counted(problem, arcs, cells)
    scale = problem.values.unit * problem.values.largest
    gain = (less(arcs, problem.class_of, -problem.bonus) / scale).astype(np.float32)
    cell = by_class(arcs, problem.class_of, cells.of.astype(np.int32))
    owed = np.minimum(problem.min_posts, np.diff(arcs.start))
    post, row = prices.vacancy / scale, prices.row / scale
    openings, least = part * problem.openings, np.maximum(0, post - fall)
    lower = part * np.array([r.lower for r in problem.rows], dtype=np.float64)
    whole = np.array([r.scale for r in problem.rows], dtype=np.float64)
    ceiling = np.array([r.penalty for r in problem.open_rows]) / scale
    total: FloatArray = np.bincount(problem.row_of, row, ceiling.size).astype(np.float64)
    lines = np.maximum(1, np.bincount(problem.row_of, minlength=ceiling.size))
    priced = total[problem.row_of]
    mixed = np.where(priced > 0, row / np.maximum(priced, _TINY), 1 / lines[problem.row_of])
    post_pace = _Pace.of(post.size, _POST_GROWTH, _POST_LIMIT)
    row_pace = _Pace.of(total.size, _ROW_GROWTH, _ROW_LIMIT)
    sizes = np.array([own.size for own in cells.by_line], dtype=np.int64)
    owner = np.repeat(np.arange(row.size), sizes)
    listed = np.concatenate([_NONE, *cells.by_line])
    weight = np.concatenate([_NONE, *cells.line_weight]).astype(np.float64)
    share = weight / whole[owner]
    helping, against = np.maximum(weight, 0), np.maximum(-weight, 0)
    width = problem.shape[1]
    cuts = np.linspace(0, problem.shape[0], _PARTS + 1).astype(np.int64)
    demand = np.zeros((_PARTS, width + cells.size))

    def spread(part: int) -> None:
        _spread(
            arcs.start, cuts[part], cuts[part + 1], arcs.vacancy, cell, gain, owed,
            problem.max_posts, cost, credit, inverse, demand[part],
        )  # fmt: skip

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for tau in temperatures:
            inverse = np.float32(1 / (tau * POWER))
            for _ in range(steps):
                cost = post.astype(np.float32)
                paid = np.bincount(listed, weights=row[owner] * share, minlength=cells.size + 1)
                credit = paid.astype(np.float32)
                list(pool.map(spread, range(_PARTS)))
                wanted = demand.sum(axis=0)
                if posts:
                    step = tau * _log_ratio(wanted[:width], openings)
                    post = np.clip(post + post_pace.apply(step, _POST_STEP), least, _HIGHEST)
                if not rows or not row.size:
                    continue
                there = wanted[width:][listed]
                given = np.bincount(owner, there * helping, row.size) + np.maximum(-lower, 0)
                asked = np.bincount(owner, there * against, row.size) + np.maximum(lower, 0)
                now, lead = _mix((asked - given) / whole, problem.row_of, ceiling.size)
                mixed += _LINE_PACE * (now - mixed)
                ratio = np.clip(_log_ratio(asked, given)[lead], -_ROW_RATIO, _ROW_RATIO)
                total = np.clip(total + row_pace.apply(tau * ratio, _ROW_STEP), 0, ceiling)
                row = total[problem.row_of] * mixed
    return Prices(np.rint(post * scale).astype(np.int64), np.rint(row * scale).astype(np.int64))


def _counted(problem: Problem, arcs: Arcs, cells: Cells) -> Arcs:
    """The pairs of those whom some row counts somewhere."""
    counted: BoolArray = np.any(cells.of < cells.size, axis=1, keepdims=True)[:, 0]
    return select(arcs, np.repeat(counted[problem.class_of], np.diff(arcs.start)))


def _mix(short: FloatArray, row_of: IntArray, rows: int) -> tuple[FloatArray, IntArray]:
    """
    How each row's price is divided among its lines, and which of them is broken most.

    A row is as short as its line that is broken most; lines broken nearly as much
    share the price, and it passes slowly from one to the other, or hires would leap
    from one corner of the steps to the next.

    Parameters
    ----------
    short
        Shape (R,): people that each line lacks, negative where it has some to spare.
    row_of, rows
        Row of each line, shape (R,), and how many rows there are.

    Returns
    -------
    tuple
        Shares of the lines, shape (R,), and the line that leads each row.
    """
    most = np.full(rows, -np.inf)
    np.maximum.at(most, row_of, short)
    weight = np.exp((short - most[row_of]) / _LINE_WIDTH)
    lead = np.zeros(rows, dtype=np.int64)
    leads = np.flatnonzero(short == most[row_of])
    lead[row_of[leads[::-1]]] = leads[::-1]
    return weight / np.bincount(row_of, weight, rows)[row_of], lead


def _log_ratio(above: Any, below: Any) -> FloatArray:
    ratio: FloatArray = np.log((above + _TINY) / (below + _TINY))
    return ratio


@numba.njit(cache=True, nogil=True)
def _spread(
    start: IntArray,
    first: int,
    last: int,
    vacancy: npt.NDArray[np.int32],
    cell: npt.NDArray[np.int32],
    gain: npt.NDArray[np.float32],
    owed: IntArray,
    most: IntArray,
    cost: npt.NDArray[np.float32],
    credit: npt.NDArray[np.float32],
    inverse: Any,
    demand: FloatArray,
) -> None:
    """
    Adds up some workers' demand: V numbers by vacancy, then K by cell.

    Each loop does one thing, so that the compiler takes several pairs at once; demand of no
    cell, which is most of it, is not added up.
    """
    demand[:] = 0
    width, none = cost.size, credit.size - 1
    one, zero = np.float32(1.0), np.float32(0.0)
    share = np.empty(4096, dtype=np.float32)
    for w in range(first, last):
        low, high = start[w], min(start[w + 1], start[w] + share.size)
        if low == high or most[w] == 0:
            continue
        posts, where, worth = vacancy[low:high], cell[low:high], gain[low:high]
        for k in range(high - low):
            share[k] = worth[k] - cost[posts[k]] + credit[where[k]]
        top = zero if owed[w] == 0 else np.float32(-1e9)
        for k in range(high - low):
            top = share[k] if share[k] > top else top
        total = fast_exp(one - top * inverse) if owed[w] == 0 else zero
        for k in range(high - low):
            share[k] = fast_exp(one + (share[k] - top) * inverse)
        for k in range(high - low):
            total += share[k]
        wanted = np.float32(owed[w] if owed[w] > 0 else most[w]) / total
        for k in range(high - low):
            x = share[k] * wanted
            share[k] = x if x < one else one
        for k in range(high - low):
            demand[posts[k]] += share[k]
            if where[k] != none:
                demand[width + where[k]] += share[k]

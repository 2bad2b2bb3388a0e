"""
Floors filled exactly, by one flow over the people whom they count.

    worker -> cell          what the pair is worth
    cell -> floor           a unit for each opening of its vacancy, the cheapest first
    floor -> sink           people up to `lower` are worth the penalty each, the rest nothing
    worker -> sink          the best that the worker could have elsewhere at the prices

Everybody else stands in the openings' costs. With p_v the price of vacancy v, n_v the
others who hold it and g_v = openings_v - n_v,

    cost of unit g_v + j     p_v + what the j-th cheapest of its holders would lose by leaving
    cost of unit g_v + 1 - j     p_v - what the j-th cheapest of those who would come loses by it,
                             0 at least

so that costs rise, and one flow tells where the next person for a floor is cheapest, how
each floor divides among its vacancies in whole people, and what floors and posts cost
then. It has few nodes and takes a fraction of a second. Whoever leaves is supposed to
find the next best post at today's price; bids tell what comes of it.

That is a flow where each cell counts for one floor alone, and a person is one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.arcs import above, by_class, chosen, least_of, less
from solver.cells import Cells
from solver.kernels import kth_best, losses, shortest_from
from solver.network import solved
from solver.prices import Prices
from solver.problem import Problem
from solver.row import Row

_REACH = 0.1  # in value, below a worker's best: floors' prices hardly move farther at once
_EACH, _MORE = 3, 10  # near pairs of a floor: so many for each person it asks for, and more
_FAR = np.int64(1) << 60
_NONE = -(1 << 60)  # below every priced value


@dataclass(frozen=True)
class Filled:
    """
    Floors filled.

    Parameters
    ----------
    prices
        Of the floors, and of the posts once those whom the floors count have changed
        places and nobody else has: where bids begin.
    taken
        Shape (A,): who holds what then; those who had to leave hold nothing.
    """

    prices: Prices
    taken: BoolArray


@dataclass(frozen=True)
class _Curves:
    """
    What openings cost that are not for the others, the cheapest first.

    Parameters
    ----------
    first, cost
        Shapes (V + 1,), (units,): each vacancy's, as many as it has openings.
    others
        Shape (V,): how many the others leave free as it is.
    holder, unit
        Shapes (n,): pairs of others who hold a place, and the unit that each stands for.
    """

    first: IntArray
    cost: IntArray
    others: IntArray
    holder: IntArray
    unit: IntArray


class FloorsFlow:
    """
    The floors of a problem, each of them a node.

    Parameters
    ----------
    problem, cells
        The facts, and the cells of their rows.
    """

    def __init__(self, problem: Problem, cells: Cells) -> None:
        self._problem, self._cells = problem, cells
        self._row = np.empty(cells.size, dtype=np.int64)
        for index, own in enumerate(cells.by_row):
            self._row[own] = index
        self._posts = np.zeros(problem.shape[1], dtype=bool)
        self._posts[cells.vacancy] = True
        self._without = np.zeros(problem.shape[0], dtype=np.int64)
        for household in problem.households:
            self._without[household.members] = -household.penalty

    @classmethod
    def of(cls, problem: Problem, cells: Cells) -> FloorsFlow | None:
        """None where the rows are no such floors."""
        rows = problem.open_rows
        counted = sum(own.size for own in cells.by_row)
        if not rows or counted > cells.size or (problem.max_posts > 1).any():
            return None
        return cls(problem, cells) if all(map(_is_floor, rows)) else None

    def fill(self, arcs: Arcs, taken: BoolArray, prices: Prices) -> Filled:
        """
        Places those whom the floors count where they do most.

        Parameters
        ----------
        arcs, taken
            The candidate pairs, and shape (A,): who holds what.
        prices
            Prices at which it is so, nearly.
        """
        problem, cells = self._problem, self._cells
        cell = by_class(arcs, problem.class_of, cells.of)
        inside = cell < cells.size
        gain = less(arcs, problem.class_of, -problem.bonus)
        free = gain - prices.vacancy[arcs.vacancy]
        priced = free + np.append(prices.row[self._row], 0)[cell]
        one = np.ones_like(problem.max_posts)
        elsewhere = kth_best(arcs.start, np.where(inside, _NONE, free), one, _NONE)
        outside = np.maximum(elsewhere, self._without)
        best = np.maximum(outside, kth_best(arcs.start, priced, one, _NONE))
        reach = int(_REACH * problem.values.unit * problem.values.largest)
        close: BoolArray = inside & above(arcs, priced, best - reach)
        near, owner, vacancy = chosen(arcs, close | self._few(cell, close))
        first = np.diff(owner, prepend=-1) > 0
        people, worker = owner[first], np.cumsum(first) - 1
        among = np.zeros(problem.shape[0], dtype=bool)
        among[people] = True
        curves = self._curves(arcs, taken, priced, prices.vacancy, among)
        used, row = self._flow(worker, cell[near], gain[near], outside[people], curves)
        filled = np.zeros_like(among)
        filled[owner[used]] = True
        held, holder, _ = chosen(arcs, taken)
        stays = np.where(inside[held], ~among[holder], ~filled[holder])
        left = np.zeros_like(taken)
        left[held[stays]] = True
        count = np.bincount(vacancy[used], minlength=problem.shape[1])
        left[curves.holder[curves.unit < count[arcs.vacancy[curves.holder]]]] = False
        left[near[used]] = True
        return Filled(Prices(self._moved(curves, count, prices.vacancy), row), left)

    def _few(self, cell: IntArray, near: BoolArray) -> BoolArray:
        """All pairs of floors that few of these pairs count for. Shape (A,)."""
        rows = self._problem.open_rows
        have = np.bincount(self._row[cell[near]], minlength=len(rows))
        lower = np.array([row.lower for row in rows], dtype=np.int64)
        few = np.append(have < _EACH * lower + _MORE, [False])
        found: BoolArray = few[np.append(self._row, -1)][cell]
        return found

    def _curves(
        self, arcs: Arcs, taken: BoolArray, priced: IntArray, price: IntArray, among: BoolArray
    ) -> _Curves:
        """What openings cost all but those who are among some people. Shape (W,)."""
        problem = self._problem
        openings = np.where(self._posts, problem.openings, 0)
        first = np.concatenate(([0], np.cumsum(openings)))
        pair = np.flatnonzero(self._posts[arcs.vacancy] & np.repeat(~among, np.diff(arcs.start)))
        vacancy, holds = arcs.vacancy[pair], taken[pair]
        left = openings - np.bincount(vacancy[holds], minlength=openings.size)
        left = np.maximum(0, left)
        loss = losses(arcs.start, priced, taken)[pair]
        cost = np.zeros(first[-1], dtype=np.int64)
        units = []
        for side in (holds, ~holds & least_of(np.where(holds, _FAR, loss), vacancy, left)):
            order = np.flatnonzero(side)
            order = order[np.lexsort((loss[order], vacancy[order]))]
            at = vacancy[order]
            rank = np.arange(order.size) - np.searchsorted(at, at)
            unit = left[at] + rank if side is holds else left[at] - 1 - rank
            there = (unit >= 0) & (unit < openings[at])
            order, at, unit = order[there], at[there], unit[there]
            sign = 1 if side is holds else -1
            cost[first[at] + unit] = np.maximum(0, price[at] + sign * loss[order])
            units.append((pair[order], unit))
        return _Curves(first, cost, left, *units[0])

    def _moved(self, curves: _Curves, count: IntArray, price: IntArray) -> IntArray:
        """Prices of the posts once so many of their openings are not for the others. (V,)."""
        moved = price.copy()
        more = np.flatnonzero(self._posts & (count > curves.others))
        unit = np.minimum(count[more], np.diff(curves.first)[more]) - 1
        moved[more] = curves.cost[curves.first[more] + unit]
        less = np.flatnonzero(self._posts & (count < curves.others))
        moved[less] = curves.cost[curves.first[less] + count[less]]
        return moved

    def _flow(
        self, worker: IntArray, cell: IntArray, gain: IntArray, outside: IntArray, curves: _Curves
    ) -> tuple[BoolArray, IntArray]:
        """Which of the pairs are chosen, and the floors' prices. Shapes (P,), (R,)."""
        problem, cells = self._problem, self._cells
        workers, rows = outside.size, len(problem.open_rows)
        each, floors = np.arange(workers), np.arange(rows)
        first_cell, first_row = workers, workers + cells.size
        sink = first_row + rows
        size = np.diff(curves.first)[cells.vacancy]
        owner = np.repeat(np.arange(cells.size), size)
        unit = np.arange(owner.size) - np.repeat(np.cumsum(size) - size, size)
        cost_of = curves.cost[curves.first[cells.vacancy[owner]] + unit]
        lower = np.array([row.lower for row in problem.open_rows], dtype=np.int64)
        penalty = np.array([row.penalty for row in problem.open_rows], dtype=np.int64)
        parts = (
            (worker, first_cell + cell, np.ones_like(gain), -gain),
            (each, np.full(workers, sink), np.ones_like(each), -outside),
            (first_cell + owner, first_row + self._row[owner], np.ones_like(owner), cost_of),
            (first_row + floors, np.full(rows, sink), lower, -penalty),
            (first_row + floors, np.full(rows, sink), np.full(rows, workers), 0 * floors),
        )
        tail, head, cap, cost = (np.concatenate(part) for part in zip(*parts, strict=True))
        supply = np.zeros(sink + 1, dtype=np.int64)
        supply[:workers], supply[sink] = 1, -workers
        flow = solved(tail, head, cap, cost, supply)
        far = np.full(sink + 1, _FAR)
        far[sink] = 0
        shortest_from(head, tail, cost, cap, flow, far)  # backwards: from each node to the sink
        return flow[: gain.size] > 0, np.clip(-far[first_row:sink], 0, penalty)


def _is_floor(row: Row) -> bool:
    whole = row.each is None and row.scale == 1 and not row.lines and not row.hard
    return whole and not row.signed and bool((row.by_class <= 1).all())

"""
Prices of single rows, each brought to its own best while all others stay.

Soft demand prices all rows at once and stops near the best. What is left lies at rows
that few people decide: one is priced although it has people to spare, another hires
fewer than it would at a lower charge. Seen by one row, the bound is

    sum over people of the best they could have, here or elsewhere
        +  sum_v openings_v a_v  -  g(Q, min_v a_v)

in what everybody pays at its posts, a_v, and what its group earns there, Q; g is what a
price of Q proves once it is best divided among the row's lines (`solver.divide`). This
is convex, and is searched along a line at a time (coordinate descent on the dual): all
posts together, each post alone, the group's earnings alone, and both at once. Any
prices are valid: whether these prove more is for the certificate to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, FloatArray, IntArray
from solver.bound import priced_values
from solver.prices import Prices
from solver.problem import Problem
from solver.row import Row

_GOLDEN = (5**0.5 - 1) / 2
_STEPS = 26  # of a golden section search: to a millionth of its length
_LENGTH = 1.0  # in value: how far it looks on either side
_SWEEPS = 2
_NOTHING = -1e18


def polished(problem: Problem, known: Arcs, prices: Prices, rows: list[int]) -> Prices:
    """
    Brings the prices of some rows, and of their posts, to their best, one after another.

    Parameters
    ----------
    problem
        The facts.
    known
        The pairs that are looked at; no other one is noticed.
    prices
        Where to begin.
    rows
        Which of the open rows, in turn.
    """
    desk = _Desk.of(problem, known, prices)
    for index in rows:
        row = problem.open_rows[index]
        if row.each is None and not row.hard and (row.lines or not row.signed):
            desk.improve(row, np.flatnonzero(problem.row_of == index))
    return Prices(desk.vacancy, desk.price)


@dataclass
class _Desk:
    """
    The prices while they change.

    Parameters
    ----------
    problem, known, owner
        The facts, the pairs, and the worker of each pair.
    priced
        Shape (A,): priced value of each pair, in units.
    order, first
        The pairs by vacancy, and where each vacancy's begin, shape (V + 1,).
    vacancy, price
        Shapes (V,), (R,): the prices.
    """

    problem: Problem
    known: Arcs
    owner: IntArray
    priced: FloatArray
    order: IntArray
    first: IntArray
    vacancy: IntArray
    price: IntArray

    @classmethod
    def of(cls, problem: Problem, known: Arcs, prices: Prices) -> _Desk:
        order = np.argsort(known.vacancy, kind="stable")
        first = np.searchsorted(known.vacancy[order], np.arange(problem.shape[1] + 1))
        priced = priced_values(problem, known, prices).astype(np.float64)
        row = problem.legal(prices.row).copy()
        return cls(problem, known, known.worker, priced, order, first, prices.vacancy.copy(), row)

    def improve(self, row: Row, lines: IntArray) -> None:
        """Searches the best prices of one row; `lines` are its own among those priced."""
        problem = self.problem
        posts = row.vacancies[problem.openings[row.vacancies] > 0]
        pairs = [self.order[self.first[v] : self.first[v + 1]] for v in posts.tolist()]
        own = np.sort(np.concatenate(pairs)) if pairs else np.zeros(0, dtype=np.int64)
        if not own.size:
            return
        steps = _Steps.of(row, int(problem.openings[posts].sum()))
        before = self.price[lines]
        local = _Local(
            steps,
            problem.openings[posts],
            self.priced[own],
            self._elsewhere(own, posts),
            np.flatnonzero(np.diff(self.owner[own], prepend=-1)),
            np.searchsorted(posts, self.known.vacancy[own]),
            row.counted[problem.class_of[self.owner[own]]],
            float(row.penalty),
            (self.vacancy[posts] + float(before @ steps.slope)).astype(np.float64),
            float(before.sum()),
        )
        pay, earn = local.searched(_LENGTH * problem.values.unit * problem.values.largest)
        if not pay.any() and not earn:
            return
        self.priced[own] += earn * local.inside - pay[local.post]
        asked = local.pay + pay
        parts = steps.divided(local.earn + earn, float(asked.min()))
        self.price[lines] = parts
        left = np.ceil(asked - parts @ steps.slope).astype(np.int64)
        self.vacancy[posts] = np.maximum(0, left)

    def _elsewhere(self, own: IntArray, posts: IntArray) -> FloatArray:
        """The best that the workers of some pairs could have at other posts; nothing at least."""
        workers, start = np.unique(self.owner[own]), self.known.start
        many = start[workers + 1] - start[workers]
        begin = np.cumsum(many) - many
        pairs = np.arange(int(many.sum())) + np.repeat(start[workers] - begin, many)
        here = np.zeros(self.problem.shape[1], dtype=bool)
        here[posts] = True
        priced = np.where(here[self.known.vacancy[pairs]], _NOTHING, self.priced[pairs])
        best: FloatArray = np.maximum(0, np.maximum.reduceat(priced, begin))
        return best


@dataclass(frozen=True)
class _Steps:
    """Lines of a row, the flattest first: slopes, and people asked for at all openings. (L,)."""

    slope: FloatArray
    full: FloatArray

    @classmethod
    def of(cls, row: Row, openings: int) -> _Steps:
        scale = np.array([line.scale for line in row.priced])
        over = np.array([max(0, -int(line.by_class.min())) for line in row.priced])
        lower = np.array([line.lower for line in row.priced])
        return cls(over / scale, lower / scale + over / scale * openings)

    def proved(self, earn: float, least: float) -> float:
        """What a price proves where a hire can be charged so much: g(Q, m), in units."""
        if earn <= 0:
            return 0.0
        if earn * self.slope[0] > least:
            return _NOTHING
        return earn * float(np.interp(least / earn, self.slope, self.full))

    def divided(self, earn: float, least: float) -> IntArray:
        """The prices of the lines by which it proves that, in units. Shape (L,)."""
        parts = np.zeros(self.slope.size, dtype=np.int64)
        whole = int(earn)
        if whole <= 0:
            return parts
        high = int(np.searchsorted(self.slope, least / earn, side="right"))
        low = max(0, high - 1)
        parts[low] = whole
        if high < self.slope.size:
            rise = self.slope[high] - self.slope[low]
            part = int(max(0.0, least - whole * self.slope[low]) / rise)
            parts[high] = min(whole, part)  # the fraction left out of the whole may ask for more
            parts[low] -= parts[high]
        return parts


@dataclass(frozen=True)
class _Local:
    """
    The bound as one row sees it.

    Parameters
    ----------
    steps
        The row's lines.
    openings
        Shape (n,): of its posts.
    priced, elsewhere, begin
        Priced values of the pairs there, by worker, shape (m,); where each worker's
        begin, and the best it could have elsewhere, shape (workers,).
    post, inside
        Shape (m,): each pair's post, and whether its worker is of the group.
    most
        The row's penalty.
    pay, earn
        What everybody pays at each post, shape (n,), and the group earns, now.
    """

    steps: _Steps
    openings: IntArray
    priced: FloatArray
    elsewhere: FloatArray
    begin: IntArray
    post: IntArray
    inside: BoolArray
    most: float
    pay: FloatArray
    earn: float

    def bound(self, pay: FloatArray, earn: float) -> float:
        """The bound, but for what stays as it is, where so much more is paid and earned."""
        asked, earned = self.pay + pay, self.earn + earn
        if asked.min() < 0 or not 0 <= earned <= self.most:
            return -_NOTHING
        best = np.maximum.reduceat(self.priced - pay[self.post] + earn * self.inside, self.begin)
        people = float(np.maximum(best, self.elsewhere).sum())
        proved = self.steps.proved(earned, float(asked.min()))
        return people + float(self.openings @ asked) - proved

    def searched(self, length: float) -> tuple[FloatArray, float]:
        """How much more should be paid at each post, and earned."""
        pay, earn = np.zeros_like(self.pay), 0.0
        least = self.bound(pay, earn)
        for _ in range(_SWEEPS):
            for way, more in self._ways():

                def along(step: float, way: FloatArray = way, more: float = more) -> float:
                    return self.bound(pay + step * way, earn + step * more)  # noqa: B023 -- called here

                low, high = self._room(pay, earn, way, more, length)
                step = _lowest(along, low, high)
                now = along(step)
                if now < least - 1:
                    pay, earn, least = pay + step * way, earn + step * more, now
        return pay, earn

    def _ways(self) -> Iterator[tuple[FloatArray, float]]:
        every = np.ones_like(self.pay)
        yield every, 1.0
        yield np.zeros_like(self.pay), 1.0
        yield every, 0.0
        if self.pay.size > 1:
            for post in np.eye(self.pay.size):
                yield post, 0.0

    def _room(
        self, pay: FloatArray, earn: float, way: FloatArray, more: float, length: float
    ) -> tuple[float, float]:
        """How far one may go back and forth."""
        low, high = -length, length
        if way.any():
            low = max(low, -float((self.pay + pay)[way > 0].min()))
        if more:
            low, high = max(low, -self.earn - earn), min(high, self.most - self.earn - earn)
        return low, max(low, high)


def _lowest(of: Callable[[float], float], low: float, high: float) -> float:
    """Where a convex function is lowest: golden section (Kiefer 1953)."""
    a, b = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_a, at_b = of(a), of(b)
    for _ in range(_STEPS):
        if at_a <= at_b:
            high, b, at_b = b, a, at_a
            a = high - _GOLDEN * (high - low)
            at_a = of(a)
        else:
            low, a, at_a = a, b, at_b
            b = low + _GOLDEN * (high - low)
            at_b = of(b)
    return a if at_a <= at_b else b

"""
What has been seen of all pairs, and what the rest can be worth at most.

A full pass keeps each worker's best pairs; whatever is left out is worth no more
than the worst of them. When prices move, a pair left out gains at most the
largest fall of a price, so most of it need not be looked at again (exact: the
bound is the one that a full pass would give):

    columns   vacancies whose price fell by more than delta are looked at by everybody
              for whom it did: a floor's price falls for those alone whom it counts
    rows      a worker looks at everything where the best of the rest, plus delta,
              could beat the worst pair that its bound counts

delta is chosen so that the looks take least.
"""

from __future__ import annotations

from functools import reduce

import numpy as np

from matcher.pairs import Arcs, PriceTable
from matcher.units import BoolArray, IntArray
from solver.arcs import select, union
from solver.bound import dual_value, priced_values
from solver.candidates import scan
from solver.kernels import kth_best
from solver.prices import Prices
from solver.problem import Problem
from solver.start import Start

_NONE = -(1 << 60)  # below every priced value: nothing is left out
_SHARES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4)  # of the columns, tried for delta
_COLUMNS = 0.15  # of a full pass: a look at few vacancies by everybody takes as long, and more
_DEARER = 3  # a pair of such a look, beside one of a full pass, where whole groups are skipped
_MARGIN = 0.004  # in value, below what matters now: pairs kept so that the next prices find them
_KINDS = 4  # of people who look at different columns, at most: each look has its own cost
_WORTH_SKIPPING = 0.7  # of all pairs: more to look at than this is a full pass


def _falls(before: PriceTable, now: PriceTable, shut: BoolArray) -> tuple[IntArray, IntArray]:
    """
    How far each vacancy's price has fallen, for people of each kind, and who is of which.

    Of a kind are those for whom prices fell alike: a floor's price moves for those whom it
    counts alone. Where there are many kinds, the most for anybody, and one kind.

    Parameters
    ----------
    before, now
        Tables of the same workers and vacancies; classes may differ.
    shut
        Shape (V,): vacancies that nobody may have, whatever they cost.

    Returns
    -------
    tuple
        Shapes (kinds, V), (W,).
    """
    classes = now.price.shape[0]
    code, of = np.unique(before.class_of * classes + now.class_of, return_inverse=True)
    fall = before.price[code // classes] - now.price[code % classes]
    fall[:, shut] = 0
    kinds: dict[bytes, int] = {}
    kind = np.array([kinds.setdefault(one.tobytes(), len(kinds)) for one in fall], dtype=np.int64)
    if len(kinds) <= _KINDS:
        _, first = np.unique(kind, return_index=True)
        return fall[first], kind[of]
    return fall.max(axis=0)[None], np.zeros_like(of)


class Lookout:
    """
    The pairs that are known, and a bound on the others.

    Parameters
    ----------
    problem
        The facts.
    prices
        Of the first look, at all pairs.
    keep, most
        Pairs to keep per worker, no fewer than a worker may get; and at a later look,
        which keeps no more than what is near.
    start
        Where an earlier solve left off: nothing is looked at before the first bound.
    """

    def __init__(
        self, problem: Problem, prices: Prices, keep: int, most: int, start: Start | None = None
    ) -> None:
        self._problem, self._most = problem, max(keep, most)
        workers, vacancies = problem.shape
        if start is None:
            self.known = scan(problem, prices, keep)
            self.pairs_looked = workers * vacancies
            self._table = prices.table(problem)
            self._rest = self._worst(self.known, self._table, keep)
        else:
            is_open = problem.openings[start.known.vacancy] > 0
            self.known = select(start.known, is_open)
            self.pairs_looked = 0
            self._table = PriceTable(start.class_of, start.table)
            self._rest = start.rest
        self.owed = np.minimum(problem.min_posts, np.diff(self.known.start))

    def start(self, prices: Prices, pairs: IntArray) -> Start:
        """What a later solve may begin from: these prices, and who holds what."""
        return Start(
            prices,
            tuple((row.rule, row.entity) for row in self._problem.rows),
            np.array([row.lower for row in self._problem.rows], dtype=np.int64),
            pairs,
            self.known,
            self._table.class_of,
            self._table.price,
            self._rest,
        )

    def add(self, arcs: Arcs) -> None:
        """Makes more pairs known."""
        self.known = union(self.known, arcs)

    def bound(self, prices: Prices) -> int:
        """The dual value at these prices over all pairs, in units; what it takes becomes known."""
        workers, vacancies = self._problem.shape
        table = prices.table(self._problem)
        needed = self._needed(prices)
        falls, kind = _falls(self._table, table, self._problem.openings == 0)
        self._rest = self._rest.copy()  # an earlier solve's stays as it is
        everywhere = np.zeros(workers, dtype=bool)
        looks = []
        for index, fall in enumerate(falls):
            who = np.flatnonzero(kind == index)
            columns, delta = self._choose(fall, self._rest[who], needed[who])
            rows = self._rest[who] + delta > needed[who]
            cost = columns.size * who.size + int(rows.sum()) * vacancies
            if cost > _WORTH_SKIPPING * who.size * vacancies:
                columns, rows = columns[:0], np.ones_like(rows)
            self._rest[who] += delta
            everywhere[who] = rows
            looks.append((who, columns))
        looks.append((np.flatnonzero(everywhere), np.arange(vacancies)))
        self._table = table
        floor = needed - int(_MARGIN * self._problem.values.unit * self._problem.values.largest)
        seen = [
            self._look(prices, scanned, where, floor)
            for scanned, where in looks
            if scanned.size and where.size
        ]
        if seen:
            self.add(reduce(union, seen))
        return dual_value(self._problem, self.known, prices, self.owed)

    def _look(
        self, prices: Prices, workers: IntArray, vacancies: IntArray, floor: IntArray
    ) -> Arcs:
        everywhere = vacancies.size == self._problem.shape[1]
        seen = scan(
            self._problem, prices, self._most, workers, None if everywhere else vacancies, floor
        )
        worst = np.maximum(self._worst(seen, self._table, self._most), floor)[workers]
        rest = worst if everywhere else np.maximum(self._rest[workers], worst)
        self._rest[workers] = rest
        self.pairs_looked += workers.size * vacancies.size
        return seen

    def _worst(self, arcs: Arcs, table: PriceTable, keep: int) -> IntArray:
        """The worst pair kept by each worker: a bound on what was left out. Shape (W,)."""
        worst = np.full(self._problem.shape[0], _NONE)
        full = np.flatnonzero(np.diff(arcs.start) >= keep)
        last = arcs.start[full + 1] - 1
        worst[full] = arcs.value[last] - table.price[table.class_of[full], arcs.vacancy[last]]
        return worst

    def _needed(self, prices: Prices) -> IntArray:
        """What a pair must be worth to change each worker's part of the bound. Shape (W,)."""
        problem = self._problem
        priced = priced_values(problem, self.known, prices)
        needed = kth_best(self.known.start, priced, np.maximum(1, problem.max_posts), _NONE)
        free = self.owed == 0
        for household in problem.households:
            free[household.members] = False
        return np.where(free, np.maximum(needed, 0), needed)

    def _choose(self, fall: IntArray, rest: IntArray, needed: IntArray) -> tuple[IntArray, int]:
        """The columns that some workers look at, and by how much the rest can have gained."""
        workers, vacancies = rest.size, fall.size
        order = np.argsort(-fall, kind="stable")
        if not vacancies:
            return order, 0
        best = (workers * vacancies + 1, 0)
        for share in _SHARES:
            count = int(share * vacancies)
            delta = int(fall[order[count]])
            cost = int((rest + delta > needed).sum()) * vacancies
            cost += (_DEARER * count + int(_COLUMNS * vacancies)) * workers if count else 0
            best = min(best, (cost, count))
        count = best[1]
        delta = int(fall[order[count]])
        return np.sort(order[: np.searchsorted(-fall[order], -delta)]), delta

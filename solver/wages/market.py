"""
The bound with wages.

For any wages u, every worker gains u_w where a chosen employer hires, whatever the post,
and the employer pays it. With o_w the best priced value elsewhere, no answer is worth more
than

    sum of p_v openings_v over posts elsewhere  -  sum of floor(q_r lower_r / scale_r) over
    rows that no chosen employer owns
        +  what workers and households gain where each worker's best is max(o_w, u_w)
        +  sum over chosen employers of f(u)                          (`solver.wages.staff`)

Prices make every employer's part linear, as if the steps of its rows were their lower
hull: here it is exact. Where nobody may gain without a post, u_w = max(0, o_w) is the
least wage of use and u_w = max(0, best priced value of all) the greatest: there f(u) is no
more than what the prices say, so that nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.arcs import select
from solver.bound import priced_values
from solver.candidates import scan
from solver.kernels import kth_best
from solver.prices import Prices
from solver.problem import Problem
from solver.wages.employers import Employer, owner_of_posts
from solver.wages.staff import Pairs, Staff, most_gained

_BLOCK = 4096  # workers looked at together: block x posts numbers are held
_NONE = -(1 << 60)  # below every priced value
_DEAREST = 1 << 40  # in units: a wage at which nobody is hired


@dataclass(frozen=True)
class Market:
    """
    Chosen employers, and the workers whom they could hire.

    Parameters
    ----------
    employers, pairs, paid
        The employers; their pairs of t > least - depth; and what their openings cost
        less what their rows' people are paid.
    least, greatest
        Shapes (W,): wages of use, in units.
    single
        Shape (W,): whether a lower wage is so much less in the bound: not in a
        guaranteed household, where wages stay the greatest.
    bound
        What the prices prove, in units.
    depth, unit
        In units; units of a value of 1.
    """

    employers: list[Employer]
    pairs: list[Pairs]
    paid: list[int]
    least: IntArray
    greatest: IntArray
    single: BoolArray
    bound: int
    depth: IntArray
    unit: float

    @classmethod
    def of(
        cls,
        problem: Problem,
        known: Arcs,
        prices: Prices,
        bound: int,
        chosen: list[Employer],
        depth: IntArray,
    ) -> Market:
        """
        Looks at all pairs of the chosen employers, and for the best elsewhere.

        Parameters
        ----------
        problem, prices, bound
            The facts, the prices, and the bound that they prove, in units.
        known
            Among them everybody's best pair at these prices.
        chosen, depth
            The employers; how far below the least wage a pair is looked at, in units.
        """
        of_post = owner_of_posts(problem, chosen)
        greatest, single = greatest_wages(problem, known, prices), alone(problem)
        least = _least_wages(problem, known, prices, of_post, greatest)
        legal = problem.legal(prices.row)
        beyond = legal.copy()
        for employer in chosen:
            beyond[employer.lines] = 0
        credit = Prices(np.zeros_like(prices.vacancy), beyond).credits(problem)
        arcs = _seen(problem, prices, of_post, least, depth)
        priced, owner = priced_values(problem, arcs, prices), arcs.worker
        klass = problem.class_of[owner]
        gain = arcs.value + credit[klass, arcs.vacancy]
        order = np.argsort(of_post[arcs.vacancy], kind="stable")
        first = np.searchsorted(of_post[arcs.vacancy][order], np.arange(len(chosen) + 1))
        pairs = []
        for index, employer in enumerate(chosen):
            own = order[first[index] : first[index + 1]]
            post = np.searchsorted(employer.posts, arcs.vacancy[own])
            begin = np.flatnonzero(np.diff(owner[own], prepend=-1))
            pairs.append(
                Pairs(
                    owner[own], post, klass[own], gain[own], priced[own], begin, owner[own][begin]
                )
            )
        paid = [employer.paid(problem, prices, legal) for employer in chosen]
        unit = problem.values.unit * problem.values.largest
        return cls(chosen, pairs, paid, least, greatest, single, bound, depth, unit)

    def second(self) -> IntArray:
        """Wages as of a second-price auction: what the second employer would pay. (W,)."""
        best = np.full(self.least.size, _NONE)
        second = self.least.copy()
        for pairs in self.pairs:
            who, top = pairs.people, np.full(pairs.people.size, _NONE)
            if who.size:
                top = np.maximum.reduceat(pairs.priced, pairs.begin)
            second[who] = np.maximum(second[who], np.minimum(best[who], top))
            best[who] = np.maximum(best[who], top)
        return np.where(self.single, np.minimum(second, self.greatest), self.greatest)

    def proved(self, wage: IntArray, staffs: list[Staff]) -> tuple[list[int], list[Staff]]:
        """What each employer gains at most, in units, and the best people known then."""
        found = [
            most_gained(employer, pairs, wage, paid, known, depth, self.unit)
            for employer, pairs, paid, known, depth in zip(
                self.employers, self.pairs, self.paid, staffs, self.depth.tolist(), strict=True
            )
        ]
        return [gained for gained, _ in found], [staff for _, staff in found]

    def bound_at(self, wage: IntArray, gained: list[int]) -> int:
        """The bound at wages from `least` to `greatest`, where employers gain so much."""
        saved = int((self.greatest - wage)[self.single].sum())
        return self.bound - saved - sum(self.paid) + sum(gained)


def greatest_wages(problem: Problem, known: Arcs, prices: Prices) -> IntArray:
    """What everybody could have at these prices: the best pair's priced value. Shape (W,)."""
    ones = np.ones(problem.shape[0], dtype=np.int64)
    greatest = kth_best(known.start, priced_values(problem, known, prices), ones, _NONE)
    greatest = np.where(alone(problem), np.maximum(0, greatest), greatest)
    return np.where(problem.max_posts > 0, greatest, _DEAREST)


def alone(problem: Problem) -> BoolArray:
    """Whose part of the bound is the best pair that they have, or nothing. Shape (W,)."""
    single = problem.max_posts > 0
    for household in problem.households:
        single[household.members] = False
    return single


def _least_wages(
    problem: Problem, known: Arcs, prices: Prices, of_post: IntArray, greatest: IntArray
) -> IntArray:
    """What they could have elsewhere, where a wage may be less than the greatest. Shape (W,)."""
    ones = np.ones(problem.shape[0], dtype=np.int64)
    priced = np.where(of_post[known.vacancy] >= 0, priced_values(problem, known, prices), _NONE)
    here = kth_best(known.start, priced, ones, _NONE)
    asked = np.flatnonzero(alone(problem) & (here >= greatest))
    elsewhere = scan(problem, prices, 1, asked, np.flatnonzero(of_post < 0))
    best = kth_best(elsewhere.start, priced_values(problem, elsewhere, prices), ones, _NONE)
    least = greatest.copy()
    least[asked] = np.maximum(0, best[asked])
    return least


def _seen(
    problem: Problem, prices: Prices, of_post: IntArray, least: IntArray, depth: IntArray
) -> Arcs:
    """All pairs of the employers' posts no farther below the least wage than each's depth."""
    workers, posts = problem.shape[0], np.flatnonzero(of_post >= 0)
    size, parts = np.zeros(workers, dtype=np.int64), []
    for low in range(0, workers, _BLOCK):
        block = np.arange(low, min(low + _BLOCK, workers))
        seen = scan(problem, prices, posts.size, block, posts, least - depth.max())
        below = least[seen.worker] - priced_values(problem, seen, prices)
        seen = select(seen, below < depth[of_post[seen.vacancy]])
        size[block] = np.diff(seen.start)[block]
        parts.append(seen)
    return Arcs(
        np.concatenate(([0], np.cumsum(size))),
        np.concatenate([part.vacancy for part in parts]),
        np.concatenate([part.value for part in parts]),
    )

"""
Matches that are agreed already: they stay, count for every rule, and the rest is decided.

With P the pinned pairs, what is left to decide is the problem with

    max_posts'[w] = 0 for w in P           openings'[v] = openings[v] - pairs of v in P
    lower'_r = lower_r - what P weighs for r
    lower'_h = lower_h - members of h in P          members'_h = members of h not in P
    upper'_c = upper_c - pairs in P that c counts

Nothing is short in the one that is not short in the other, so an answer to the whole
is worth what it is worth here, and sum over P of (value + bonus) more. The bound moves
by as much; counted as a checker counts that knows the whole rows, whole units of
q_r weight_r rounded up for each pair and of q_r lower_r down for each row:

    bound = bound' + sum over P of (value + bonus + sum_r q_r weight_r)
                   + sum_r q_r lower'_r - sum_r q_r lower_r
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matcher.pairs import Arcs
from matcher.units import IntArray
from solver.answer import count_answer, rule_lines
from solver.params import Params
from solver.prices import Prices
from solver.problem import Household, HouseholdCap, Problem
from solver.result import Result, Status
from solver.row import Row, per_person


class Pinned:
    """
    A problem of which some pairs are decided.

    Parameters
    ----------
    whole
        The problem.
    pairs
        Shape (n, 2): worker, vacancy; a worker with a pair gets no further post.

    Raises
    ------
    ValueError
        When a pair is not eligible, a worker, a vacancy or a household has more
        than it may have, or the pairs alone break a hard row.
    """

    def __init__(self, whole: Problem, pairs: IntArray) -> None:
        self._whole = whole
        self._pairs = pairs = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
        worker, vacancy = pairs[:, 0], pairs[:, 1]
        self._held = np.bincount(worker, minlength=whole.shape[0])
        given = np.bincount(vacancy, minlength=whole.shape[1])
        if not whole.values.eligible(worker, vacancy).all():
            msg = "A pinned pair is not eligible."
            raise ValueError(msg)
        if (self._held[worker] != whole.max_posts[worker]).any() or (given > whole.openings).any():
            msg = "Expected as many pins as a worker may get posts, and no more than openings."
            raise ValueError(msg)
        self._there = _places(whole, pairs)
        self.rest = Problem(
            whole.values,
            whole.openings - given,
            max_posts=whole.max_posts - self._held,
            min_posts=np.maximum(0, whole.min_posts - self._held),
            short_penalty=whole.short_penalty,
            class_of=whole.class_of,
            bonus=whole.given_bonus,
            rows=[_left(row, self._there) for row in whole.given_rows],
            households=self._households(),
            household_caps=self._caps(),
        )
        """What is left to decide."""

    def _households(self) -> list[Household]:
        """Those with somebody left; the places of the pinned members are taken."""
        left = []
        for house in self._whole.households:
            pinned = self._held[house.members] > 0
            members = house.members[~pinned]
            lower = min(house.lower, house.members.size) - int(pinned.sum())
            if members.size:
                left.append(replace(house, members=members, lower=max(0, lower)))
        return left

    def _caps(self) -> list[HouseholdCap]:
        caps = self._whole.household_caps
        upper = [c.upper for c in caps] - counted_for_caps(self._whole, self._pairs)
        for cap, left in zip(caps, upper.tolist(), strict=True):
            if left < 0:
                msg = f"The pins alone are more than {cap.rule} allows {cap.entity}."
                raise ValueError(msg)
        return [replace(cap, upper=left) for cap, left in zip(caps, upper.tolist(), strict=True)]

    def answered(self, result: Result, params: Params) -> Result:
        """
        The result of `rest` as one of the whole problem.

        Parameters
        ----------
        result
            Of `rest`, ties settled.
        params
            With which it was found.
        """
        whole, unit = self._whole, self._whole.values.unit
        pairs = np.concatenate((result.assignment, self._pairs))
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        owed = result.owed + np.minimum(whole.min_posts, self._held)
        everything = np.ones(pairs.shape[0], dtype=bool)
        answer = count_answer(whole, self._arcs(pairs), everything, owed)
        line_price = result.prices.proof(self.rest)[2]
        is_open = np.repeat(whole.is_open, [len(row.priced) for row in whole.given_rows])
        prices = Prices(result.prices.vacancy, line_price[is_open])
        bound = round(result.bound * unit) + self._worth_of_pins(line_price)
        objective = answer.objective - whole.lost
        gap = (bound - objective) / max(1, answer.value)
        status = result.status
        if status is Status.LIMIT and gap <= params.gap:
            status = Status.RELAXED if answer.short else Status.WITHIN_GAP
        return replace(
            result,
            status=status,
            assignment=pairs,
            objective=objective / unit,
            value=answer.value / unit,
            bound=bound / unit,
            gap=None if answer.value == 0 else gap,
            prices=prices,
            lines=rule_lines(whole, answer, prices),
            owed=owed,
        )

    def _arcs(self, pairs: IntArray) -> Arcs:
        worker, vacancy = pairs[:, 0], pairs[:, 1]
        size = np.bincount(worker, minlength=self._whole.shape[0])
        return Arcs(
            np.concatenate(([0], np.cumsum(size))),
            vacancy.astype(np.int32),
            self._whole.values.at(worker, vacancy),
        )

    def _worth_of_pins(self, line_price: IntArray) -> int:
        """What the pinned pairs add to the bound, in units. `line_price`: of every line given."""
        whole = self._whole
        worker, vacancy = self._pairs[:, 0], self._pairs[:, 1]
        klass = whole.class_of[worker]
        total = int((whole.values.at(worker, vacancy) + whole.given_bonus[klass, vacancy]).sum())
        lines = (
            (line, left)
            for row, rest in zip(whole.given_rows, self.rest.given_rows, strict=True)
            for line, left in zip(row.priced, rest.priced, strict=True)
        )
        for (line, left), price in zip(lines, line_price.tolist(), strict=True):
            if price:
                weight = np.outer(line.by_class, line.by_vacancy)
                earned = per_person(price, weight, line.scale) * self._there[:, line.vacancies]
                total += int(earned.sum()) + left.paid(price) - line.paid(price)
        return total


def _places(problem: Problem, pairs: IntArray) -> IntArray:
    """How many of some pairs there are of each class at each vacancy. Shape (C, V)."""
    there = np.zeros((problem.classes, problem.shape[1]), dtype=np.int64)
    np.add.at(there, (problem.class_of[pairs[:, 0]], pairs[:, 1]), 1)
    return there


def _weighed(row: Row, there: IntArray) -> int:
    """What so many people of each class at each vacancy weigh for a row."""
    return int(row.by_class @ there[:, row.vacancies] @ row.by_vacancy)


def _left(row: Row, there: IntArray) -> Row:
    """What a row still asks for beside those who are there."""
    lower = row.lower - _weighed(row, there)
    lines = tuple(_left(line, there) for line in row.lines)
    return replace(row, lower=lower if row.signed else max(0, lower), lines=lines)


def counted_for_rows(problem: Problem, pairs: IntArray) -> IntArray:
    """What some pairs weigh for each row given. Shape (G,)."""
    there = _places(problem, pairs)
    weights = [_weighed(row, there) for row in problem.given_rows]
    return np.array(weights, dtype=np.int64)


def counted_for_caps(problem: Problem, pairs: IntArray) -> IntArray:
    """How many of some pairs, one a worker, count for each household cap. Shape (K,)."""
    post = np.full(problem.shape[0], -1, dtype=np.int64)
    post[pairs[:, 0]] = pairs[:, 1]
    counts = [int(np.isin(post[c.members], c.vacancies).sum()) for c in problem.household_caps]
    return np.array(counts, dtype=np.int64)

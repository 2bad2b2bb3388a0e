"""
The decision over a few pairs as an integer program in whole units, for CP-SAT.

    maximise    sum (value + bonus)[a] x[a]  -  sum of penalties for what is short
    subject to  sum of x over each worker's pairs <= max_posts, >= owed - short
                sum of x over each vacancy's pairs <= openings
                weights of each row >= lower - scale * short; a hard row is never short
                members of each household >= lower - short; of each household cap <= upper

Everything is a sum of `Problem`; nothing is left out, so that an answer here is an
answer there, worth the same.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from ortools.sat.python import cp_model

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.problem import Problem


class CoreModel:
    """
    The program over some pairs.

    Parameters
    ----------
    problem
        The facts.
    arcs
        The pairs.
    owed
        Shape (W,): posts owed to each worker.
    """

    def __init__(self, problem: Problem, arcs: Arcs, owed: IntArray) -> None:
        self.model = cp_model.CpModel()
        self._problem, self._arcs = problem, arcs
        self._owner, self._vacancy = arcs.worker, arcs.vacancy.astype(np.int64)
        self._klass = problem.class_of[self._owner]
        self.pair = [self.model.new_bool_var("") for _ in range(self._owner.size)]
        gain = arcs.value + problem.given_bonus[self._klass, self._vacancy]
        self._terms: list[cp_model.IntVar] = [*self.pair]
        self._gains: list[int] = gain.tolist()
        self._limits()
        self._owed(owed)
        self._rows()
        self._households()
        self.model.maximize(cp_model.LinearExpr.weighted_sum(self._terms, self._gains))

    def _of(self, pairs: Iterable[int]) -> list[cp_model.IntVar]:
        return [self.pair[a] for a in pairs]

    def _limits(self) -> None:
        """Nobody gets more posts, and no post more people, than there may be."""
        problem = self._problem
        limits = ((self._owner, problem.max_posts), (self._vacancy, problem.openings))
        for key, most in limits:
            order = np.argsort(key, kind="stable")
            cuts = np.flatnonzero(np.diff(key[order])) + 1
            for group in np.split(order, cuts) if order.size else ():
                allowed = int(most[key[group[0]]])
                if group.size <= allowed:
                    continue
                if allowed == 1:
                    self.model.add_at_most_one(self._of(group.tolist()))
                else:
                    self.model.add(sum(self._of(group.tolist())) <= allowed)

    def _short(self, most: int, penalty: int) -> cp_model.IntVar:
        """How many are missing, each at a penalty."""
        short = self.model.new_int_var(0, max(0, most), "")
        self._terms.append(short)
        self._gains.append(-penalty)
        return short

    def _owed(self, owed: IntArray) -> None:
        start = self._arcs.start
        for worker in np.flatnonzero(owed).tolist():
            short = self._short(int(owed[worker]), self._problem.short_penalty)
            own = self._of(range(start[worker], start[worker + 1]))
            self.model.add(sum(own) + short >= int(owed[worker]))

    def _rows(self) -> None:
        for row in self._problem.given_rows:
            weight = self._weights(row.by_class, row.vacancies, row.by_vacancy)
            counting = np.flatnonzero(weight)
            terms, weights = self._of(counting.tolist()), weight[counting].tolist()
            if not row.hard:
                least = int(np.minimum(weight, 0).sum())
                terms.append(self._short(row.short(least), row.penalty))
                weights.append(row.scale)
            self.model.add(cp_model.LinearExpr.weighted_sum(terms, weights) >= row.lower)

    def _weights(self, by_class: IntArray, vacancies: IntArray, each: IntArray) -> IntArray:
        """What each pair weighs. Shape (A,)."""
        at = np.zeros(self._problem.shape[1], dtype=np.int64)
        at[vacancies] = each
        weight: IntArray = by_class[self._klass] * at[self._vacancy]
        return weight

    def _households(self) -> None:
        for house in self._problem.households:
            lower = min(house.lower, house.members.size)
            own = self._pairs_of(house.members)
            self.model.add(sum(self._of(own)) + self._short(lower, house.penalty) >= lower)
        for cap in self._problem.household_caps:
            own = self._pairs_of(cap.members)
            inside = own[np.isin(self._vacancy[own], cap.vacancies)]
            if inside.size > cap.upper:
                self.model.add(sum(self._of(inside.tolist())) <= int(cap.upper))

    def _pairs_of(self, members: IntArray) -> IntArray:
        start = self._arcs.start
        own = [np.arange(start[w], start[w + 1]) for w in members.tolist()]
        return np.concatenate(own) if own else np.zeros(0, dtype=np.int64)

    def hint(self, taken: BoolArray) -> None:
        """An answer to begin from: which pairs are taken, shape (A,)."""
        for variable, value in zip(self.pair, taken.tolist(), strict=True):
            self.model.add_hint(variable, value)

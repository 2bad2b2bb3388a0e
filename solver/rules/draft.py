"""The problem while rules are compiled into it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from matcher.pairs import Values
from matcher.units import BoolArray, IntArray, to_units
from models.roster import Roster
from solver.problem import Household, HouseholdCap, Problem
from solver.row import Row

_DIGITS = 30  # groups that one number tells apart, beside as many combinations as workers


@dataclass(frozen=True)
class DraftRow:
    """
    A `Row` whose people are not yet weights of classes.

    Whoever is in all of `groups` weighs `inside`, everybody else `outside`.
    """

    rule: str
    entity: str
    groups: tuple[int, ...]
    vacancies: IntArray
    lower: int
    penalty: int
    inside: int = 1
    outside: int = 0
    each: IntArray | None = None
    scale: int = 1
    hard: bool = False
    lines: tuple[DraftRow, ...] = ()

    def row(self, patterns: BoolArray) -> Row:
        """The row over classes, each one a pattern of groups. Shape (C, groups)."""
        members: BoolArray = np.all(patterns[:, list(self.groups)], axis=1)
        weight = np.where(members, self.inside, self.outside).astype(np.int64)
        return Row(
            self.rule,
            self.entity,
            weight,
            self.vacancies,
            self.lower,
            self.penalty,
            self.each,
            self.scale,
            self.hard,
            members,
            tuple(line.row(patterns) for line in self.lines),
        )


@dataclass
class Draft:
    """
    Collects what rules compile to; `problem()` then finds the classes.

    Parameters
    ----------
    roster
        The facts that selections are evaluated on.
    available
        Shape (W,): who takes part.
    home
        Shape (W,): row of each worker's household, or the number of households.
    openings
        Shape (V,): how often each vacancy may be given in this job.
    max_posts, min_posts
        Shape (W,).
    short_penalty
        Units for each post short of `min_posts`.
    """

    roster: Roster
    available: BoolArray
    home: IntArray
    openings: IntArray
    max_posts: IntArray
    min_posts: IntArray
    short_penalty: int = 0
    rows: list[DraftRow] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)
    household_caps: list[HouseholdCap] = field(default_factory=list)
    guaranteed: set[int] = field(default_factory=set)
    _groups: list[BoolArray] = field(default_factory=list)
    _bonuses: list[tuple[int, IntArray, int]] = field(default_factory=list)

    def group(self, members: BoolArray) -> int:
        """Registers a group of workers, shape (W,), that the problem has to tell apart."""
        for index, known in enumerate(self._groups):
            if np.array_equal(known, members):
                return index
        self._groups.append(members)
        return len(self._groups) - 1

    def add_bonus(self, gains: npt.NDArray[np.float64], vacancies: IntArray) -> None:
        """Adds value to the pairs of some workers with some vacancies. `gains`: shape (W,)."""
        for gain in np.unique(gains[gains > 0]).tolist():
            self._bonuses.append((self.group(gains == gain), vacancies, int(to_units(gain))))

    def problem(self, values: Values) -> Problem:
        """Builds the problem: a class is a combination of groups that occurs."""
        workers, vacancies = values.shape
        first, class_of = _combinations(self._groups, workers)
        patterns = np.array([members[first] for members in self._groups], dtype=bool)
        patterns = patterns.reshape(len(self._groups), first.size).T
        if not workers:  # a problem has one class at least
            patterns = np.zeros((1, len(self._groups)), dtype=bool)
        bonus = np.zeros((patterns.shape[0], vacancies), dtype=np.int64)
        for group, where, gain in self._bonuses:
            bonus[np.ix_(patterns[:, group], where)] += gain
        return Problem(
            values,
            self.openings,
            max_posts=self.max_posts,
            min_posts=self.min_posts,
            short_penalty=self.short_penalty,
            class_of=class_of,
            bonus=bonus,
            rows=[row.row(patterns) for row in self.rows],
            households=self.households,
            household_caps=self.household_caps,
        )


def _combinations(groups: list[BoolArray], workers: int) -> tuple[IntArray, IntArray]:
    """A worker of each combination of groups, the combinations rising; which one each has."""
    key = np.zeros(workers, dtype=np.int64)
    for index, members in enumerate(groups):
        if index % _DIGITS == _DIGITS - 1:  # before they are too many for one number
            key = np.unique(key, return_inverse=True)[1].ravel()
        key = 2 * key + members
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    return first, which.ravel()

"""The facts of one decision: sets, values, openings, rules as rows. No text, no files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.pairs import Values
from matcher.units import BoolArray, IntArray
from solver.row import Entries, Row, per_person


@dataclass(frozen=True)
class Household:
    """At least `lower` of these workers are placed; each one short costs `penalty` (units)."""

    rule: str
    entity: str
    members: IntArray
    lower: int
    penalty: int


@dataclass(frozen=True)
class HouseholdCap:
    """At most `upper` of these workers hold one of these vacancies."""

    rule: str
    entity: str
    members: IntArray
    vacancies: IntArray
    upper: int


class Problem:
    """
    Allocate workers to vacancies.

        maximise    sum (value + bonus)[w, v] x[w, v]  -  sum of penalties for what is short
        subject to  owed[w] - short <= sum_v x[w, v] <= max_posts[w]
                    sum_w x[w, v] <= openings[v]
                    rows, households, household caps
                    x[w, v] in {0, 1}, and 0 where the pair is not eligible

    A worker is owed `min_posts`, or as many posts as are eligible where those
    are fewer.

    Parameters
    ----------
    values
        All pairs.
    openings
        Shape (V,): how often a vacancy may be given, >= 0.
    max_posts
        Shape (W,): how many posts a worker may get; ones where None.
    min_posts
        Shape (W,): how many a worker is owed; zeros where None.
    short_penalty
        Cost in units of each post that a worker is short of what is owed.
    class_of
        Shape (W,): class of each worker; zeros where None. Classes are what
        rows and bonuses tell apart.
    bonus
        Shape (C, V) in units: added to the value of a pair (priority); zeros where None.
    rows, households, household_caps
        The rules. A worker is in at most one `Household`, and then gets at
        most one post.

    Attributes
    ----------
    given_rows
        All rows, in the order given.
    open_rows, is_open
        Those that may hold or be short, and which of the given ones they are, shape (G,).
        The others are settled before anything is decided: openings and people alone
        keep them held, or short whatever is done. Then each person short costs the
        penalty: it is a bonus for whoever counts.
    rows, row_of
        What is priced: the lines of the open rows, and which of them each belongs to,
        shape (R,).
    given_bonus, bonus
        As given, and with those of settled rows. Shape (C, V), units.
    counting, entries
        What each class weighs at each vacancy for the open rows, and for those that
        are priced in their place.
    lost
        What settled rows that are short would cost with nobody counting for them, in
        units. Bounds and objectives count from there, or the figures that matter
        would be small beside it.

    Raises
    ------
    ValueError
        When a shape or a sign is wrong, or a worker is in two households.
    """

    def __init__(
        self,
        values: Values,
        openings: npt.ArrayLike,
        *,
        max_posts: npt.ArrayLike | None = None,
        min_posts: npt.ArrayLike | None = None,
        short_penalty: int = 0,
        class_of: npt.ArrayLike | None = None,
        bonus: IntArray | None = None,
        rows: Sequence[Row] = (),
        households: Sequence[Household] = (),
        household_caps: Sequence[HouseholdCap] = (),
    ) -> None:
        workers, vacancies = values.shape
        self.values = values
        self.openings = _whole("openings", openings, vacancies, 1)
        self.max_posts = _whole("max_posts", max_posts, workers, 1)
        self.min_posts = _whole("min_posts", min_posts, workers, 0)
        if (self.min_posts > self.max_posts).any():
            msg = "Expected min_posts <= max_posts for every worker."
            raise ValueError(msg)
        self.short_penalty = short_penalty
        self.class_of = _whole("class_of", class_of, workers, 0)
        self.given_rows = tuple(rows)
        self.households = tuple(households)
        self.household_caps = tuple(household_caps)
        self.classes = max(
            [int(self.class_of.max(initial=0)) + 1]
            + [row.classes.size for row in self.given_rows]
            + ([] if bonus is None else [bonus.shape[0]])
        )
        given = np.zeros((self.classes, vacancies), np.int64) if bonus is None else bonus
        if given.shape != (self.classes, vacancies):
            msg = f"Expected a bonus of shape {(self.classes, vacancies)}, got {given.shape}."
            raise ValueError(msg)
        for row in self.given_rows:
            if row.classes.shape != (self.classes,):
                msg = (
                    f"Expected {self.classes} classes in rule {row.rule}, got {row.classes.shape}."
                )
                raise ValueError(msg)
        self._check_households()
        self.given_bonus: IntArray = given
        self._settle()
        self.counting = Entries.of(self.open_rows)
        divided = any(row.lines for row in self.open_rows)
        self.entries = Entries.of(self.rows) if divided else self.counting

    def legal(self, price: IntArray) -> IntArray:
        """Prices of lines, shape (R,), of a row together no more than its penalty."""
        if not price.size:
            return price
        penalty = np.array([row.penalty for row in self.open_rows])
        total = np.bincount(self.row_of, price, penalty.size)
        share = np.minimum(1.0, penalty / np.maximum(1.0, total))
        legal: IntArray = np.where(
            (total > penalty)[self.row_of], (price * share[self.row_of]).astype(np.int64), price
        )
        return legal

    @property
    def shape(self) -> tuple[int, int]:
        """Number of workers, number of vacancies."""
        return self.values.shape

    def _settle(self) -> None:
        people = np.bincount(self.class_of, self.max_posts, self.classes).astype(np.int64)
        reach = [row.reach(self.openings, people) for row in self.given_rows]
        missed = [
            most < r.lower and not r.lines
            for r, (_, most) in zip(self.given_rows, reach, strict=True)
        ]
        kept = [least >= r.lower for r, (least, _) in zip(self.given_rows, reach, strict=True)]
        self.is_missed: BoolArray = np.array(missed, dtype=bool)
        self.is_open: BoolArray = ~self.is_missed & ~np.array(kept, dtype=bool)
        self.open_rows = tuple(self.given_rows[i] for i in np.flatnonzero(self.is_open))
        self.rows = tuple(line for row in self.open_rows for line in row.priced)
        lines = [len(row.priced) for row in self.open_rows]
        self.row_of: IntArray = np.repeat(np.arange(len(self.open_rows)), lines)
        lost = [self.given_rows[i] for i in np.flatnonzero(self.is_missed)]
        self.lost = sum(row.paid(row.penalty) for row in lost)
        self.bonus = given_to(self.given_bonus, lost)

    def _check_households(self) -> None:
        if not self.households:
            return
        members = np.concatenate([h.members for h in self.households])
        if np.unique(members).size != members.size:
            msg = "A worker stands in two households."
            raise ValueError(msg)
        if members.size and (self.max_posts[members] != 1).any():
            msg = "Expected max_posts of 1 for every member of a guaranteed household."
            raise ValueError(msg)


def given_to(bonus: IntArray, missed: Sequence[Row]) -> IntArray:
    """A (C, V) bonus and what each class is worth for rows that are short in any case, in units."""
    credit = bonus.copy()
    for row in missed:
        weight = np.outer(row.by_class, row.by_vacancy)
        credit[:, row.vacancies] += per_person(row.penalty, weight, row.scale)
    return credit


def _whole(name: str, given: npt.ArrayLike | None, size: int, default: int) -> IntArray:
    if given is None:
        return np.full(size, default, dtype=np.int64)
    array = np.asarray(given)
    if array.shape != (size,):
        msg = f"Expected {name} of shape ({size},), got {array.shape}."
        raise ValueError(msg)
    if array.size and (array != np.rint(array)).any():
        msg = f"Expected whole numbers as {name}."
        raise ValueError(msg)
    if array.size and array.min() < 0:
        msg = f"Expected {name} >= 0, got {array.min()}."
        raise ValueError(msg)
    return array.astype(np.int64)

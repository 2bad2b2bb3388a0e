"""The facts of one decision: sets, values, openings, rules as rows. No text, no files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.pairs import Values
from matcher.units import BoolArray, IntArray


@dataclass(frozen=True)
class Row:
    """
    A floor over classes of workers and a set of vacancies.

        sum of x[w, v] over workers w in `classes`, v in `vacancies` >= lower - short

    Parameters
    ----------
    rule, entity
        Which rule, and for whom ("relocated-share", employer "E0012").
    classes
        Shape (C,): which classes of workers count.
    vacancies
        Indices of the vacancies that count, rising.
    lower
        Least number of people, >= 0.
    penalty
        Value lost per unit short, in units, > 0.
    """

    rule: str
    entity: str
    classes: BoolArray
    vacancies: IntArray
    lower: int
    penalty: int

    def __post_init__(self) -> None:
        if self.lower < 0 or self.penalty <= 0:
            msg = f"Expected lower >= 0 and penalty > 0, got {self.lower} and {self.penalty}."
            raise ValueError(msg)


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


@dataclass(frozen=True)
class Entries:
    """Which (class, vacancy) counts for which row, one line each. Shapes (E,)."""

    row: IntArray
    klass: IntArray
    vacancy: IntArray

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Entries:
        """Lists the entries of some rows."""
        row, klass, vacancy = [], [], []
        for index, r in enumerate(rows):
            k, v = np.meshgrid(np.flatnonzero(r.classes), r.vacancies, indexing="ij")
            row.append(np.full(k.size, index))
            klass.append(k.ravel())
            vacancy.append(v.ravel())
        none = [np.zeros(0, dtype=np.int64)]
        return cls(
            *(np.concatenate(part or none).astype(np.int64) for part in (row, klass, vacancy))
        )

    def count(self, table: npt.NDArray[np.generic], rows: int) -> npt.NDArray[np.float64]:
        """Sums a (C, V) table over each row's entries. Shape (R,)."""
        weights = np.asarray(table[self.klass, self.vacancy], dtype=np.float64)
        counted: npt.NDArray[np.float64] = np.bincount(self.row, weights, rows).astype(np.float64)
        return counted


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
        self.rows = tuple(rows)
        self.households = tuple(households)
        self.household_caps = tuple(household_caps)
        self.classes = max(
            [int(self.class_of.max(initial=0)) + 1]
            + [row.classes.size for row in self.rows]
            + ([] if bonus is None else [bonus.shape[0]])
        )
        self.bonus = np.zeros((self.classes, vacancies), np.int64) if bonus is None else bonus
        if self.bonus.shape != (self.classes, vacancies):
            msg = f"Expected a bonus of shape {(self.classes, vacancies)}, got {self.bonus.shape}."
            raise ValueError(msg)
        for row in self.rows:
            if row.classes.shape != (self.classes,):
                msg = (
                    f"Expected {self.classes} classes in rule {row.rule}, got {row.classes.shape}."
                )
                raise ValueError(msg)
        self._check_households()
        self.entries = Entries.of(self.rows)

    @property
    def shape(self) -> tuple[int, int]:
        """Number of workers, number of vacancies."""
        return self.values.shape

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

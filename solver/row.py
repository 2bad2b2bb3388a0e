"""A whole-number condition over classes of workers and a set of vacancies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.units import BoolArray, IntArray


@dataclass(frozen=True)
class Row:
    """
    A condition over classes of workers and a set of vacancies.

        sum of classes[k] each[v] x[w, v] over w of class k, v in `vacancies`
            >= lower - scale * short,     short = 0, 1, 2, ...

    A floor has weights 0 and 1; a ratio or a budget has negative ones too.

    Parameters
    ----------
    rule, entity
        Which rule, and for whom ("relocated-share", employer "E0012").
    classes
        Shape (C,): the weight of each class of workers; true or false for 1 or 0.
    vacancies
        Indices of the vacancies that count, rising.
    lower
        What the weights have to add up to; >= 0 where no weight is negative.
    penalty
        Value lost per person short, in units, > 0.
    each
        Shape of `vacancies`: the weight of each, > 0; ones where None.
    scale
        Weights of one person, >= 1: what is short of a person counts as one.
    hard
        Never short: an answer that breaks it is none. Nobody placed must keep it.
    group
        Shape (C,): the classes whose people its line counts; those with positive
        weights where None.
    lines
        Rows that are each short by no more people than this one in any answer: they
        are priced in its place, together at no more than its penalty. They cut off
        some of what only parts of people could do.
    """

    rule: str
    entity: str
    classes: BoolArray | IntArray
    vacancies: IntArray
    lower: int
    penalty: int
    each: IntArray | None = None
    scale: int = 1
    hard: bool = False
    group: BoolArray | None = None
    lines: tuple[Row, ...] = ()

    def __post_init__(self) -> None:
        if (self.lower < 0 and not self.signed) or self.penalty <= 0:
            msg = f"Expected lower >= 0 and penalty > 0, got {self.lower} and {self.penalty}."
            raise ValueError(msg)
        if self.scale < 1 or (self.each is not None and (self.each <= 0).any()):
            msg = f"Expected scale >= 1 and weights > 0 in rule {self.rule}."
            raise ValueError(msg)
        if self.hard and self.lower > 0:
            msg = f"Expected a hard rule that nobody placed keeps, got {self.rule}."
            raise ValueError(msg)

    @cached_property
    def by_class(self) -> IntArray:
        """Shape (C,): the weight of each class."""
        return np.asarray(self.classes, dtype=np.int64)

    @cached_property
    def by_vacancy(self) -> IntArray:
        """Shape of `vacancies`: the weight of each."""
        return np.ones(self.vacancies.size, dtype=np.int64) if self.each is None else self.each

    @property
    def counted(self) -> BoolArray:
        """Shape (C,): whose people its line counts."""
        return self.by_class > 0 if self.group is None else self.group

    @property
    def signed(self) -> bool:
        """Whether some people count against it."""
        return bool((self.by_class < 0).any())

    @property
    def priced(self) -> tuple[Row, ...]:
        """The rows that are priced: itself, or its lines."""
        return self.lines or (self,)

    def short(self, count: int) -> int:
        """People short at a count of weights."""
        return max(0, -((count - self.lower) // self.scale))

    def lost(self, count: int) -> int:
        """What such a count costs, in units."""
        return self.penalty * self.short(count)

    def paid(self, price: int) -> int:
        """What its people are paid at a price per person where it just holds, rounded down."""
        return int(price) * self.lower // self.scale

    def reach(self, openings: IntArray, people: IntArray) -> tuple[int, int]:
        """
        The least and the greatest count that any answer can have.

        Parameters
        ----------
        openings
            Shape (V,).
        people
            Shape (C,): posts that the workers of each class may hold at most.
        """
        present = self.by_class[people > 0]
        places = int(openings[self.vacancies] @ self.by_vacancy)
        dearest = int(self.by_vacancy.max(initial=0))

        def most(sign: int) -> int:
            weight = np.maximum(0, sign * self.by_class)
            each = int(np.maximum(0, sign * present).max(initial=0))
            return min(places * each, int(weight @ people) * dearest)

        return -most(-1), most(1)

    def wanted(self, openings: IntArray) -> int:
        """How many people it may ask for at most, all its posts taken."""
        most = int(self.by_class.max(initial=0))
        if most <= 0:
            return 0
        against = int(max(0, -self.by_class.min(initial=0)))
        places = int(openings[self.vacancies].sum()) if against else 0
        return max(0, -(-(self.lower + against * places) // (most + against)))


@dataclass(frozen=True)
class Entries:
    """What each (class, vacancy) weighs for each row, one line each. Shapes (E,)."""

    row: IntArray
    klass: IntArray
    vacancy: IntArray
    weight: IntArray

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Entries:
        """Lists the entries of some rows."""
        row, klass, vacancy, weight = [], [], [], []
        for index, r in enumerate(rows):
            counting = np.flatnonzero(r.by_class)
            k, v = np.meshgrid(counting, r.vacancies, indexing="ij")
            row.append(np.full(k.size, index))
            klass.append(k.ravel())
            vacancy.append(v.ravel())
            weight.append(np.outer(r.by_class[counting], r.by_vacancy).ravel())
        none = [np.zeros(0, dtype=np.int64)]
        return cls(
            *(
                np.concatenate(part or none).astype(np.int64)
                for part in (row, klass, vacancy, weight)
            )
        )

    def count(self, table: npt.NDArray[np.generic], rows: int) -> npt.NDArray[np.float64]:
        """Adds up a (C, V) table over each row's entries, weighed. Shape (R,)."""
        people = np.asarray(table[self.klass, self.vacancy], dtype=np.float64)
        counted = np.bincount(self.row, people * self.weight, rows)
        return np.asarray(counted, dtype=np.float64)

    def helping(self) -> Entries:
        """Those of people who count for a row, not against it."""
        keep = self.weight > 0
        return Entries(self.row[keep], self.klass[keep], self.vacancy[keep], self.weight[keep])


def per_person(price: IntArray | int, weight: IntArray, scale: IntArray | int) -> IntArray:
    """What a weight earns at a price per person, in whole units, rounded up. Shapes agree."""
    earned: IntArray = -(-price * weight // scale)
    return earned

"""
What a peer is given: the facts of one instance as arrays, and pairs to choose from.

Nothing of ours is loaded with them: a peer's memory is its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from matcher.units import BoolArray, IntArray

if TYPE_CHECKING:
    from matcher.pairs import Arcs
    from solver import Problem


@dataclass(frozen=True)
class Floor:
    """At least `lower` people of some classes, shape (C,), at some vacancies."""

    classes: BoolArray
    vacancies: IntArray
    lower: int
    penalty: int


@dataclass(frozen=True)
class Guarantee:
    """At least `lower` of these workers placed."""

    members: IntArray
    lower: int
    penalty: int


@dataclass(frozen=True)
class Cap:
    """At most `upper` of these workers at these vacancies."""

    members: IntArray
    vacancies: IntArray
    upper: int


@dataclass(frozen=True)
class Market:
    """
    One instance; W workers, V vacancies, C classes of workers.

    Parameters
    ----------
    unit
        How many units a value of 1 is.
    openings
        Shape (V,).
    most, owed
        Shape (W,): posts that a worker may get, and is owed.
    short_penalty
        Units lost for each post short of what is owed.
    class_of
        Shape (W,).
    bonus
        Shape (C, V), units: what priority adds to the value of a pair.
    floors, guarantees, caps
        The rules; a penalty is what each person short costs, in units.
    """

    unit: int
    openings: IntArray
    most: IntArray
    owed: IntArray
    short_penalty: int
    class_of: IntArray
    bonus: IntArray
    floors: tuple[Floor, ...]
    guarantees: tuple[Guarantee, ...]
    caps: tuple[Cap, ...]

    @classmethod
    def of(cls, problem: Problem, owed: IntArray) -> Self:
        """Takes over a problem's facts. `owed` has shape (W,): no more than is eligible."""
        return cls(
            unit=problem.values.unit,
            openings=problem.openings,
            most=problem.max_posts,
            owed=owed,
            short_penalty=problem.short_penalty,
            class_of=problem.class_of,
            bonus=problem.given_bonus,
            floors=tuple(
                Floor(r.by_class > 0, r.vacancies, r.lower, r.penalty) for r in problem.given_rows
            ),
            guarantees=tuple(
                Guarantee(h.members, min(h.lower, h.members.size), h.penalty)
                for h in problem.households
            ),
            caps=tuple(Cap(c.members, c.vacancies, c.upper) for c in problem.household_caps),
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Number of workers, number of vacancies."""
        return self.most.size, self.openings.size


@dataclass(frozen=True)
class Pairs:
    """
    Candidate pairs; a peer may choose from these and no others. Shapes (A,).

    `gain` is value and bonus, in units.
    """

    worker: IntArray
    vacancy: IntArray
    gain: IntArray

    @classmethod
    def of(cls, market: Market, arcs: Arcs) -> Self:
        """The pairs of some arcs that can be taken at all."""
        worker, vacancy = arcs.worker, arcs.vacancy.astype(np.int64)
        possible = (market.most[worker] > 0) & (market.openings[vacancy] > 0)
        gain = arcs.value + market.bonus[market.class_of[worker], vacancy]
        return cls(worker[possible], vacancy[possible], gain[possible])


@dataclass(frozen=True)
class Task:
    """
    What a peer gets.

    Parameters
    ----------
    market
        The facts.
    pairs
        The pairs to choose from; None for a peer that takes all of them.
    gains
        File of a matrix (W, V) of value and bonus in units, 0 where a pair is
        not allowed; None for a peer that takes candidates.
    limit
        Seconds.
    cores
        Threads to use, where a peer uses several.
    """

    market: Market
    pairs: Pairs | None
    gains: Path | None
    limit: float
    cores: int

    def candidates(self) -> Pairs:
        """The pairs; raises ValueError where the task has none."""
        if self.pairs is None:
            msg = "This peer needs candidate pairs."
            raise ValueError(msg)
        return self.pairs

    def matrix(self) -> npt.NDArray[np.int32]:
        """The gains of all pairs, on disk; raises ValueError where the task has none."""
        if self.gains is None:
            msg = "This peer needs the matrix of all pairs."
            raise ValueError(msg)
        found: npt.NDArray[np.int32] = np.load(self.gains, mmap_mode="r")
        return found


@dataclass(frozen=True)
class Found:
    """
    What a peer answers.

    Parameters
    ----------
    status
        In its own words: "optimal", "time limit", ...
    worker, vacancy, amount
        Shapes (n,): the pairs it takes, and how much of each, in (0, 1].
        None where it found no answer.
    bound
        What it proves of the pairs that it was given, in value; None where it
        proves nothing.
    """

    status: str
    worker: IntArray | None = None
    vacancy: IntArray | None = None
    amount: npt.NDArray[np.float64] | None = None
    bound: float | None = None

    @classmethod
    def whole(
        cls, status: str, worker: IntArray, vacancy: IntArray, bound: float | None = None
    ) -> Self:
        """An answer of whole pairs."""
        return cls(status, worker, vacancy, np.ones(len(worker)), bound)

"""Values and eligibility of all pairs of a roster, computed in blocks and never held whole."""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np
import polars as pl

from matcher.components import Weights
from matcher.distance import distances
from matcher.kernels import somebody_allowed
from matcher.learning import learned_weights
from matcher.marks import make_marks
from matcher.pairs import Arcs, PriceTable
from matcher.requirements import requirements
from matcher.sweep import Sweep
from matcher.tables import Attributes
from matcher.text import TextEncoder
from matcher.units import UNIT, BoolArray, FloatArray, IntArray
from models.packs import Pack
from models.roster import Roster

_READ = (  # columns of the workers that values and distances are made of
    "place",
    "max_distance",
    "hours",
    "education",
    "wage_expected",
    "wanted",
    "skills",
)


@dataclass(frozen=True)
class Reason:
    """Why a pair is refused."""

    code: str
    text: str


class PairValues:
    """
    What every worker is worth at every vacancy, and who may hold what.

    Parameters
    ----------
    roster
        The people and the posts.
    pack
        The policy, for its eligibility rules.
    weights
        Of the parts of the value; learned from the roster's ledger where None.
    encoder
        Text to vectors.
    threads
        Workers of the pass; all cores where None.
    """

    def __init__(
        self,
        roster: Roster,
        pack: Pack,
        *,
        weights: Weights | None = None,
        encoder: TextEncoder | None = None,
        threads: int | None = None,
    ) -> None:
        self.roster = roster
        self.requirements = requirements(roster, pack)
        self._shape = (roster.workers.height, roster.vacancies.height)
        encoder = encoder or TextEncoder()
        self._left = encoder.encode(_texts(roster.workers, "wanted", "skills"))
        self._right = encoder.encode(_texts(roster.vacancies, "title", "skills"))
        self._distances = distances(roster.workers, roster.vacancies)
        self._attributes = Attributes(roster, self._distances, self._left, self._right)
        self.weights = weights or learned_weights(self._attributes, roster)
        self._marks, self._demand = make_marks(self.requirements, self._shape)
        self._tables = self._attributes.tables(self.weights, self._demand)
        self._sweep = Sweep(
            self._left,
            self._right,
            self._tables,
            self._marks,
            self._distances.area,
            threads or os.cpu_count() or 1,
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Number of workers, number of vacancies."""
        return self._shape

    @property
    def unit(self) -> int:
        """How many units a value of 1 is."""
        return UNIT

    @property
    def largest(self) -> float:
        """A size that no value exceeds."""
        return 1.0

    def scan(
        self,
        table: PriceTable,
        keep: int,
        workers: IntArray | None = None,
        vacancies: IntArray | None = None,
        floor: IntArray | None = None,
    ) -> Arcs:
        """Keeps each worker's best eligible pairs by priced value; see `Values.scan`."""
        return self._sweep.best(table, keep, workers, vacancies, floor)

    def at(self, workers: IntArray, vacancies: IntArray) -> IntArray:
        """Values in units of the given pairs, whether eligible or not. Shape (P,)."""
        return self._sweep.at(np.asarray(workers, np.int64), np.asarray(vacancies, np.int64))

    def eligible(self, workers: IntArray, vacancies: IntArray) -> BoolArray:
        """Which of the given pairs are allowed. Shape (P,)."""
        return self._sweep.allowed(np.asarray(workers, np.int64), np.asarray(vacancies, np.int64))

    def reasons(self, worker: int, vacancy: int) -> list[Reason]:
        """Why a pair is refused: every reason, none where it is allowed."""
        found = [
            Reason(r.code, r.text)
            for r in self.requirements
            if r.asked[vacancy] and not r.met[worker]
        ]
        if self._distances.too_far(np.array([worker]), np.array([vacancy]))[0]:
            found.append(Reason("too_far", "工作地超出本人意愿范围"))
        return found

    def reasons_of(
        self, workers: IntArray, vacancies: IntArray
    ) -> tuple[list[list[Reason]], IntArray]:
        """The different sets of reasons of some pairs, and which each pair has, shape (P,)."""
        lacking = self._marks.lacks[workers] & self._marks.asks[self._demand[vacancies]]
        far = self._distances.too_far(workers, vacancies)
        _, first, which = np.unique(
            np.column_stack((lacking, far)), axis=0, return_index=True, return_inverse=True
        )
        return [self.reasons(int(workers[p]), int(vacancies[p])) for p in first], which.ravel()

    def nearest_refused(self, workers: IntArray, among: BoolArray) -> tuple[BoolArray, IntArray]:
        """
        Finds for each worker the vacancy that the fewest reasons speak against.

        Among equals it is the one worth most, then the first; vacancies that the
        worker may hold do not count.

        Parameters
        ----------
        workers
            Shape (P,).
        among
            Shape (V,): the vacancies to look at.

        Returns
        -------
        tuple[BoolArray, IntArray]
            Whether there is one, and which (0 where there is none). Shapes (P,).
        """
        return self._sweep.nearest_refused(np.asarray(workers, np.int64), np.flatnonzero(among))

    def has_eligible(self, vacancies: IntArray, among: BoolArray) -> BoolArray:
        """Which of the given vacancies some worker of `among` (shape (W,)) may hold. Shape (P,)."""
        chosen = self._sweep.order[among[self._sweep.order]]
        found: BoolArray = somebody_allowed(chosen, vacancies, self._tables, self._marks)
        return found

    def has_eligible_post(self, workers: IntArray, among: IntArray) -> BoolArray:
        """Which of the given workers may hold some vacancy of `among`. Shape (P,)."""
        return self._sweep.some_allowed(np.asarray(workers, np.int64), among)

    def twins(self) -> IntArray:
        """
        Which workers are alike in everything that values and eligibility read.

        Returns
        -------
        IntArray
            Shape (W,): workers who are alike have one number.
        """
        frame = self.roster.workers.select(*_READ).with_columns(
            pl.Series(f"lacks_{word}", lacks) for word, lacks in enumerate(self._marks.lacks.T)
        )
        alike = np.flatnonzero(frame.is_duplicated().to_numpy())
        few = frame[alike].with_columns(pl.Series("first", alike))
        number = np.arange(self._shape[0])
        number[alike] = few.select(pl.col("first").min().over(frame.columns)).to_series()
        return number

    def components(self, workers: IntArray, vacancies: IntArray) -> dict[str, FloatArray]:
        """
        The parts of the values of the given pairs, by name.

        Each of shape (P,): in [0, 1], NaN where not known.
        """
        return self._attributes.parts(np.asarray(workers), np.asarray(vacancies))

    def rank_for_worker(
        self, worker: int, k: int, table: PriceTable | None = None
    ) -> tuple[IntArray, IntArray]:
        """One worker's best eligible vacancies, best first, and their values in units."""
        arcs = self.scan(table or _free(self._shape), k, np.array([worker]))
        return arcs.vacancy.astype(np.int64), arcs.value

    def rank_for_vacancy(self, vacancy: int, k: int) -> tuple[IntArray, IntArray]:
        """One vacancy's best eligible workers, best first, and their values in units."""
        workers = np.arange(self._shape[0])
        column = np.full(workers.size, vacancy)
        workers = workers[self.eligible(workers, column)]
        values = self.at(workers, np.full(workers.size, vacancy))
        best = np.argsort(-values, kind="stable")[:k]
        return workers[best], values[best]


def _texts(frame: pl.DataFrame, *columns: str) -> pl.Series:
    joined = pl.concat_str([pl.col(c).fill_null("") for c in columns], separator=" ")
    return frame.select(joined.str.strip_chars()).to_series()


def _free(shape: tuple[int, int]) -> PriceTable:
    return PriceTable(np.zeros(shape[0], dtype=np.int64), np.zeros((1, shape[1]), dtype=np.int64))

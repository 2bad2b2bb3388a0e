"""Values and eligibility of all pairs of a roster, computed in blocks and never held whole."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl
from threadpoolctl import threadpool_limits

from matcher.components import Weights
from matcher.distance import UNKNOWN, distances
from matcher.kernels import Best, Marks, scan_tile, somebody_eligible, values_at
from matcher.learning import learned_weights
from matcher.pairs import Arcs, PriceTable
from matcher.requirements import Requirement, requirements
from matcher.tables import Attributes
from matcher.text import TextEncoder
from matcher.units import UNIT, BoolArray, FloatArray, IntArray
from models.packs import Pack
from models.roster import Roster

_BLOCK = 256  # workers
_TILE = 1024  # vacancies: a block of dot products stays in the second-level cache
_READ = (  # columns of the workers that values and distances are made of
    "place",
    "max_distance",
    "hours",
    "education",
    "wage_expected",
    "wanted",
    "skills",
)
_BITS = 32  # single-precision lanes and requirement words are of one width


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
        self._threads = threads or os.cpu_count() or 1
        self._shape = (roster.workers.height, roster.vacancies.height)
        encoder = encoder or TextEncoder()
        self._left = encoder.encode(_texts(roster.workers, "wanted", "skills"))
        self._right = encoder.encode(_texts(roster.vacancies, "title", "skills"))
        self._distances = distances(roster.workers, roster.vacancies)
        self._attributes = Attributes(roster, self._distances, self._left, self._right)
        self.weights = weights or learned_weights(self._attributes, roster)
        self._tables = self._attributes.tables(self.weights)
        self._marks = _marks(self.requirements, self._distances.greatest, self._shape)
        # Neighbours of one profile follow each other: their rows are blended once.
        self._order = np.lexsort(
            (self._tables.profile, self._distances.greatest, self._distances.home)
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
    ) -> Arcs:
        """Keeps each worker's best eligible pairs by priced value; see `Values.scan`."""
        count, width = self._shape
        order = self._order if workers is None else self._order[np.isin(self._order, workers)]
        right, tables, marks, price = self._right, self._tables, self._marks, table.price
        if vacancies is not None:
            width, right, price = vacancies.size, right[vacancies], price[:, vacancies]
            tables, marks = tables.columns(vacancies), marks.columns(vacancies)
        price = np.ascontiguousarray(price, dtype=np.float32)
        best = Best.empty(order.size, max(1, min(keep, width)))

        def work(low: int) -> None:
            block = order[low : low + _BLOCK]
            own = best.part(low, low + _BLOCK)
            left = self._left[block]
            for first in range(0, width, _TILE):
                dots = left @ right[first : first + _TILE].T
                scan_tile(dots, block, first, tables, marks, table.class_of, price, own)

        blocks = range(0, order.size, _BLOCK)
        if len(blocks) == 1:
            work(0)
        else:
            with threadpool_limits(1), ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(work, blocks))
        arcs = _as_arcs(count, order, best)
        if vacancies is None:
            return arcs
        return Arcs(arcs.start, vacancies[arcs.vacancy].astype(np.int32), arcs.value)

    def at(self, workers: IntArray, vacancies: IntArray) -> IntArray:
        """Values in units of the given pairs, whether eligible or not. Shape (P,)."""
        worker = np.asarray(workers, dtype=np.int64)
        vacancy = np.asarray(vacancies, dtype=np.int64)
        units = values_at(worker, vacancy, self._left, self._right, self._tables)
        return np.asarray(units, dtype=np.int64)

    def eligible(self, workers: IntArray, vacancies: IntArray) -> BoolArray:
        """Which of the given pairs are allowed. Shape (P,)."""
        d = self._distances
        step = d.level[d.home[workers], vacancies]
        allowed: BoolArray = (step <= d.greatest[workers]) | (step == UNKNOWN)
        for word in range(self._marks.asks.shape[0]):
            allowed &= (self._marks.asks[word, vacancies] & self._marks.lacks[workers, word]) == 0
        return allowed

    def reasons(self, worker: int, vacancy: int) -> list[Reason]:
        """Why a pair is refused: every reason, none where it is allowed."""
        found = [
            Reason(r.code, r.text)
            for r in self.requirements
            if r.asked[vacancy] and not r.met[worker]
        ]
        d = self._distances
        step = int(d.level[d.home[worker], vacancy])
        if step != UNKNOWN and step > d.greatest[worker]:
            found.append(Reason("too_far", "工作地超出本人意愿范围"))
        return found

    def refusals(self, worker: int) -> IntArray:
        """How many reasons speak against each vacancy for one worker; 0 where none. Shape (V,)."""
        lacking = self._marks.lacks[worker][:, None] & self._marks.asks
        d = self._distances
        step = d.level[d.home[worker]]
        far = (step > d.greatest[worker]) & (step != UNKNOWN)
        count: IntArray = np.bitwise_count(lacking).sum(axis=0, dtype=np.int64) + far
        return count

    def has_eligible(self, vacancies: IntArray, among: BoolArray) -> BoolArray:
        """Which of the given vacancies some worker of `among` (shape (W,)) may hold. Shape (P,)."""
        chosen = self._order[among[self._order]]
        found: BoolArray = somebody_eligible(chosen, vacancies, self._tables, self._marks)
        return found

    def has_eligible_post(self, workers: IntArray, among: IntArray) -> BoolArray:
        """Which of the given workers may hold some vacancy of `among`. Shape (P,)."""
        found = np.zeros(workers.size, dtype=bool)
        for vacancy in among.tolist():
            found |= self.eligible(workers, np.full(workers.size, vacancy))
        return found

    def twins(self) -> IntArray:
        """Which workers are alike in everything that values and eligibility read. Shape (W,)."""
        frame = self.roster.workers.select(*_READ).with_columns(
            pl.Series(f"lacks_{word}", lacks) for word, lacks in enumerate(self._marks.lacks.T)
        )
        kinds = frame.unique().with_row_index("kind")
        found = frame.join(
            kinds, on=frame.columns, how="left", nulls_equal=True, maintain_order="left"
        )
        return found["kind"].cast(pl.Int64).to_numpy()

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


def _marks(
    conditions: tuple[Requirement, ...], greatest: IntArray, shape: tuple[int, int]
) -> Marks:
    """Thirty-two requirements a word: one bitwise test checks them all."""
    words = max(1, -(-len(conditions) // _BITS))
    asks = np.zeros((words, shape[1]), dtype=np.uint32)
    lacks = np.zeros((shape[0], words), dtype=np.uint32)
    for index, requirement in enumerate(conditions):
        word, bit = divmod(index, _BITS)
        mark = np.uint32(1 << bit)
        asks[word, requirement.asked] |= mark
        lacks[~requirement.met, word] |= mark
    return Marks(greatest, asks, lacks)


def _texts(frame: pl.DataFrame, *columns: str) -> list[str]:
    joined = pl.concat_str([pl.col(c).fill_null("") for c in columns], separator=" ")
    return frame.select(joined.str.strip_chars()).to_series().to_list()


def _free(shape: tuple[int, int]) -> PriceTable:
    return PriceTable(np.zeros(shape[0], dtype=np.int64), np.zeros((1, shape[1]), dtype=np.int64))


def _as_arcs(count: int, order: IntArray, best: Best) -> Arcs:
    """Puts the kept pairs into the order of workers; the lower vacancy first among equals."""
    rows = np.argsort(order)
    size, value, vacancy = best.size[rows], best.value[rows], best.vacancy[rows]
    kept = np.arange(value.shape[1]) < size[:, None]
    ranked = np.lexsort((vacancy, np.where(kept, -best.priced[rows], np.inf)), axis=-1)
    vacancy = np.take_along_axis(vacancy, ranked, axis=1)
    value = np.take_along_axis(value, ranked, axis=1)
    counts = np.zeros(count, dtype=np.int64)
    counts[order[rows]] = size
    start = np.concatenate(([0], np.cumsum(counts)))
    return Arcs(start, vacancy[kept], value[kept].astype(np.int64))

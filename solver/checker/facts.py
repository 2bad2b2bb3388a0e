"""The facts that every check reads: sets, limits and the answer as indices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from matcher.pairs import Values
from matcher.units import BoolArray, IntArray
from models.packs import Pack
from models.roster import Roster
from models.rules import Rule

LEAST_AGE = 16


@dataclass(frozen=True)
class Facts:
    """
    One answer beside the roster and the pack that it answers.

    Parameters
    ----------
    roster, pack, job, options
        What was asked.
    values
        Values of pairs, for `at` and `scan`.
    worker, vacancy
        Shape (P,): the pairs of the answer, by row of the roster's tables.
        Pairs that name an unknown id, or stand twice, are left out: they are
        faults of their own and count for no rule.
    pinned
        Which of the pairs were agreed before, and stay.
    """

    roster: Roster
    pack: Pack
    job: str
    options: Mapping[str, Any]
    values: Values
    worker: IntArray
    vacancy: IntArray
    pinned: IntArray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def workers(self) -> int:
        """Number of workers."""
        return self.roster.workers.height

    @property
    def vacancies(self) -> int:
        """Number of vacancies."""
        return self.roster.vacancies.height

    @property
    def rules(self) -> Iterator[Rule]:
        """The rules of the pack that this job keeps."""
        return (rule for rule in self.pack.rules if self.job in rule.jobs)

    @cached_property
    def available(self) -> BoolArray:
        """Shape (W,): who takes part: willing, able, not in work, of age where that is known."""
        taking_part = (
            pl.col("willing").fill_null(value=True)
            & (pl.col("labour").cast(pl.String).fill_null("") != "none")
            & (pl.col("status").cast(pl.String).fill_null("") != "employed")
            & (pl.col("age").fill_null(LEAST_AGE) >= LEAST_AGE)
        )
        return self.roster.workers.select(taking_part).to_series().to_numpy()

    @cached_property
    def openings(self) -> IntArray:
        """Shape (V,): how many people each vacancy wants."""
        wanted = self.roster.vacancies["openings"].fill_null(0)
        return wanted.cast(pl.Int64).to_numpy()

    @cached_property
    def posts_of(self) -> IntArray:
        """Shape (W,): how many posts each worker got."""
        return np.bincount(self.worker, minlength=self.workers)

    @cached_property
    def people_of(self) -> IntArray:
        """Shape (V,): how many people each vacancy got."""
        return np.bincount(self.vacancy, minlength=self.vacancies)

    def worker_id(self, index: int) -> str:
        """The key of a worker."""
        return str(self.roster.workers["worker_id"][int(index)])

    def vacancy_id(self, index: int) -> str:
        """The key of a vacancy."""
        return str(self.roster.vacancies["vacancy_id"][int(index)])

    @cached_property
    def household_of(self) -> IntArray:
        """Shape (W,): row of each worker's household in the table; -1 where there is none."""
        households = self.roster.households.select("household_id").with_row_index("row")
        found = self.roster.workers.select("household_id").join(
            households, on="household_id", how="left", maintain_order="left"
        )
        return found["row"].cast(pl.Int64).fill_null(-1).to_numpy()

"""What a job answers: tables for people, and what proves them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from matcher.pair_values import PairValues
from solver.jobs.options import JobOptions
from solver.result import Result


@dataclass(frozen=True)
class Answer:
    """
    The answer of a job, in the roster's own keys.

    Parameters
    ----------
    job
        "allocate", "push" or "shortlist".
    options
        As they were used: a rule that owes more posts than `max_posts` raises it.
    result
        What the solver found.
    values
        Values and eligibility of all pairs.
    matches
        worker_id, vacancy_id, rank, value and its parts; by worker (shortlist: by
        vacancy) in the roster's order, then by rank, 1 first.
    unplaced
        worker_id, reason, reason_text, nearest_vacancy_id, needed.
    unfilled
        vacancy_id, open, reason, reason_text.
    rules
        rule, kind, entity, required, achieved, shortfall, price, strength, tier,
        status, cause, cite.
    certificate
        vacancy_price, row_rule, row_entity, row_price, unit.
    """

    job: str
    options: JobOptions
    result: Result
    values: PairValues
    matches: pl.DataFrame
    unplaced: pl.DataFrame
    unfilled: pl.DataFrame
    rules: pl.DataFrame
    certificate: dict[str, npt.NDArray[np.generic]]

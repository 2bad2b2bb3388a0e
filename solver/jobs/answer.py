"""What a job decides and answers: tables for people, and what proves them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from matcher.pair_values import PairValues
from models.packs import Pack
from solver.jobs.options import JobOptions
from solver.problem import Problem
from solver.result import Result


@dataclass(frozen=True)
class Decision:
    """
    What a job decides, in the roster's own keys.

    Parameters
    ----------
    job
        "allocate", "push" or "shortlist".
    options
        As they were used: a rule that owes more posts than `max_posts` raises it.
    pack
        Under which it was made.
    problem
        What was solved: the roster's facts and the pack's rules as rows.
    result
        What the solver found.
    values
        Values and eligibility of all pairs.
    matches
        worker_id, vacancy_id, rank, value and its parts; by worker (shortlist: by
        vacancy) in the roster's order, then by rank, 1 first.
    rules
        rule, kind, entity, required, achieved, shortfall, price, strength, tier,
        status, cause, cite.
    certificate
        vacancy_price, row_rule, row_entity, row_price, unit; wage, whole_rule,
        whole_entity, whole_employer and whole_gain where wages proved the bound.
    reach
        What became of the thresholds that were chased (`solver.reach.REACH_SCHEMA`);
        None where none was.
    """

    job: str
    options: JobOptions
    pack: Pack
    problem: Problem
    result: Result
    values: PairValues
    matches: pl.DataFrame
    rules: pl.DataFrame
    certificate: dict[str, npt.NDArray[np.generic]]
    reach: pl.DataFrame | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Answer(Decision):
    """
    A decision with a reason for whoever and whatever is left over.

    Parameters
    ----------
    unplaced
        worker_id, reason, reason_text, nearest_vacancy_id, needed.
    unfilled
        vacancy_id, open, reason, reason_text.
    """

    unplaced: pl.DataFrame
    unfilled: pl.DataFrame

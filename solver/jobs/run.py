"""A job, from roster and pack to its answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matcher.pair_values import PairValues
from models.packs import Pack
from models.roster import Roster
from models.rules import PushMinimum
from solver.clock import Clock
from solver.jobs.answer import Answer
from solver.jobs.options import JobOptions
from solver.jobs.reasons import unfilled_table, unplaced_table
from solver.jobs.rule_table import rule_table
from solver.jobs.setup import make_draft
from solver.jobs.tables import matches_table
from solver.jobs.ties import settle_ties
from solver.params import Params, Progress, silent
from solver.solve import solve


def run(
    job: str,
    roster: Roster,
    pack: Pack,
    options: JobOptions | None = None,
    progress: Progress = silent,
    *,
    values: PairValues | None = None,
) -> Answer:
    """
    Runs one job.

    Parameters
    ----------
    job
        "allocate", "push" or "shortlist".
    roster, pack
        The facts and the policy.
    options
        Settings; the defaults where None.
    progress
        Called with the phase, in Chinese, and the part of it that is done.
    values
        Values of this roster under this pack, where they exist already.

    Raises
    ------
    ValueError
        For a job that does not exist.
    """
    options = _raised(options or JobOptions(), job, pack)
    clock = Clock()
    with clock("values"):
        progress("计算匹配度", 0.0)
        values = values or PairValues(roster, pack)
    with clock("rules"):
        problem = make_draft(job, roster, pack, options).problem(values)
    result = solve(problem, Params(gap=options.gap, seed=options.seed), progress)
    with clock("ties"):
        pairs = settle_ties(problem, result, roster, values.twins())
        result = replace(result, assignment=pairs)
    with clock("reasons"):
        progress("整理结果与理由", 0.0)
        matches = matches_table(job, values, result.assignment)
        unplaced = unplaced_table(job, values, problem, result)
        unfilled = unfilled_table(job, values, problem, result)
        rules = rule_table(job, pack, values, problem, result)
    return Answer(
        job=job,
        options=options,
        result=replace(result, seconds={**clock.seconds, **result.seconds}),
        values=values,
        matches=matches,
        unplaced=unplaced,
        unfilled=unfilled,
        rules=rules,
        certificate={
            "vacancy_price": result.prices.vacancy,
            "row_rule": np.array([row.rule for row in problem.rows], dtype=np.str_),
            "row_entity": np.array([row.entity for row in problem.rows], dtype=np.str_),
            "row_price": result.prices.row,
            "unit": np.array(values.unit),
        },
    )


def _raised(options: JobOptions, job: str, pack: Pack) -> JobOptions:
    """A rule that owes more posts than a worker may get raises what a worker may get."""
    owed = [r.least for r in pack.rules_for(job) if isinstance(r, PushMinimum)]
    return replace(options, max_posts=max([options.max_posts, *owed]))

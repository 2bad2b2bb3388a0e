"""A job, from roster and pack to its decision, and to its answer with all reasons."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import polars as pl

from matcher.pair_values import PairValues
from models.packs import Pack
from models.reach import ReachError
from models.roster import Roster
from models.rules import PushMinimum
from solver.clock import Clock
from solver.jobs.answer import Answer, Decision
from solver.jobs.chasing import Chasing
from solver.jobs.options import JobOptions
from solver.jobs.pins import marked, pinned_pairs
from solver.jobs.reasons import unfilled_table, unplaced_table
from solver.jobs.rule_table import rule_table
from solver.jobs.setup import make_draft
from solver.jobs.tables import matches_table
from solver.jobs.ties import settle_ties
from solver.params import Params, Progress, silent
from solver.pins import Pinned
from solver.solve import solve
from solver.start import Start


def run(
    job: str,
    roster: Roster,
    pack: Pack,
    options: JobOptions | None = None,
    progress: Progress = silent,
    *,
    values: PairValues | None = None,
    start: Start | None = None,
    pinned: pl.DataFrame | None = None,
) -> Answer:
    """Decides one job, with a reason for whoever and whatever is left over; see `decide`."""
    decision = decide(
        job, roster, pack, options, progress, values=values, start=start, pinned=pinned
    )
    problem, result = decision.problem, decision.result
    clock = Clock()
    with clock("reasons"):
        unplaced = unplaced_table(job, decision.values, problem, result)
        unfilled = unfilled_table(job, decision.values, problem, result)
    seconds = {**result.seconds}
    seconds["reasons"] += clock.seconds["reasons"]
    parts = {field.name: getattr(decision, field.name) for field in fields(decision)}
    parts["result"] = replace(result, seconds=seconds)
    return Answer(**parts, unplaced=unplaced, unfilled=unfilled)


def decide(
    job: str,
    roster: Roster,
    pack: Pack,
    options: JobOptions | None = None,
    progress: Progress = silent,
    *,
    values: PairValues | None = None,
    start: Start | None = None,
    pinned: pl.DataFrame | None = None,
) -> Decision:
    """
    Decides one job.

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
    start
        `Decision.result.start` of nearly the same job: numbers of rules may differ,
        who may hold which post and what a pair is worth may not.
    pinned
        allocate: matches that are agreed already and stay (worker_id, vacancy_id).

    Raises
    ------
    ValueError
        For a job that does not exist, and for pins in another job than allocate.
    ReachError
        When a threshold cannot be chased; see `models.rules.chased.lay_out`.
    PinError
        When a pin cannot stay; see `solver.jobs.pins.pinned_pairs`.
    """
    if pinned is not None and job != "allocate":
        msg = f"Expected pins in allocate only, got {job!r}."
        raise ValueError(msg)
    options = _raised(options or JobOptions(), job, pack)
    if options.reach and (job != "allocate" or pinned is not None or start is not None):
        msg = "追求门槛（reach）只用于一人一岗安置（allocate），不能与已定的安排或上次的结果同用。"
        raise ReachError(msg)
    clock = Clock()
    with clock("values"):
        progress("计算匹配度", 0.0)
        values = values or PairValues(roster, pack)
    with clock("rules"):
        draft = make_draft(job, roster, pack, options)
        chasing = Chasing.of(options, pack, roster, draft, values)
        problem = chasing.relaxed if chasing else draft.problem(values)
        pins = None if pinned is None else Pinned(problem, pinned_pairs(pinned, values, problem))
    # A core of what pins leave is not proved again by the checker yet: prices are.
    is_free = pinned is None or not pinned.height
    params = Params(gap=options.gap, seed=options.seed, core=is_free)
    rest = pins.rest if pins else problem
    result = chasing.solve(params, progress) if chasing else solve(rest, params, progress, start)
    with clock("ties"):
        pairs = settle_ties(rest, result, roster, values.twins())
        result = replace(result, assignment=pairs)
        result = pins.answered(result, params) if pins else result
    with clock("reasons"):
        progress("整理结果与理由", 0.0)
        matches = matches_table(job, values, result.assignment)
        matches = matches if pinned is None else marked(matches, pinned)
        rules = rule_table(job, pack, values, problem, result)
    rule, entity, row_price = result.prices.proof(problem)
    return Decision(
        job=job,
        options=options,
        pack=pack,
        problem=problem,
        result=replace(result, seconds=_together(clock.seconds, result.seconds)),
        values=values,
        matches=matches,
        rules=rules,
        certificate={
            "vacancy_price": result.prices.vacancy,
            "row_rule": np.array(rule, dtype=np.str_),
            "row_entity": np.array(entity, dtype=np.str_),
            "row_price": row_price,
            "unit": np.array(values.unit),
            **(result.wages.certificate() if result.wages else {}),
        },
        reach=chasing.table(result, roster) if chasing else None,
    )


def _together(seconds: dict[str, float], more: dict[str, float]) -> dict[str, float]:
    both = {**seconds, **more}
    return {phase: seconds.get(phase, 0.0) + more.get(phase, 0.0) for phase in both}


def _raised(options: JobOptions, job: str, pack: Pack) -> JobOptions:
    """A rule that owes more posts than a worker may get raises what a worker may get."""
    owed = [r.least for r in pack.rules_for(job) if isinstance(r, PushMinimum)]
    return replace(options, max_posts=max([options.max_posts, *owed]))

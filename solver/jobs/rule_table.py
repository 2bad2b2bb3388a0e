"""How every rule of the pack came out, line by line, with the cause where it is short."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from matcher.pair_values import PairValues
from models.packs import Pack
from models.rules import Budget, ExposureCap, HireShare, PostShare, PushMinimum, Rule, Target
from solver.jobs.causes import group_cause, household_cause, push_cause, share_cause
from solver.problem import Problem
from solver.result import Line, Result

RULES_SCHEMA = {
    "rule": pl.String,
    "kind": pl.String,
    "entity": pl.String,
    "required": pl.Int64,
    "achieved": pl.Int64,
    "shortfall": pl.Int64,
    "price": pl.Float64,
    "strength": pl.String,
    "tier": pl.Int64,
    "status": pl.String,
    "cause": pl.String,
    "cite": pl.String,
}
ALL = "all"
JOB_RULE = "push-minimum"  # the job's own minimum, where the pack has no such rule


def rule_table(
    job: str, pack: Pack, values: PairValues, problem: Problem, result: Result
) -> pl.DataFrame:
    """
    Lays out the rules.

    Shares, targets and guarantees have a line for each entity; a household cap
    for each household with more members than the cap; a budget one line, in
    cents; posts owed and exposure one line for all and one for each worker who
    is short; eligibility and priority one line, in which nobody is against the
    rule.
    """
    rules = pack.rules_for(job)
    lines: list[dict[str, Any]] = []
    for rule in rules:
        lines += _lines(rule, values, problem, result)
    if job == "push" and not any(isinstance(r, PushMinimum) for r in rules):
        chosen = np.ones(problem.shape[0], dtype=bool)
        lines += _owed(
            JOB_RULE, int(problem.min_posts.max(initial=0)), chosen, values, problem, result
        )
    return pl.DataFrame(lines, schema=RULES_SCHEMA, orient="row")


def _lines(
    rule: Rule, values: PairValues, problem: Problem, result: Result
) -> Iterator[dict[str, Any]]:
    about = {"strength": rule.strength, "tier": rule.tier, "cite": rule.cite}
    if isinstance(rule, PushMinimum):
        chosen = rule.workers.mask(values.roster)
        found = _owed(rule.id, rule.least, chosen, values, problem, result)
    elif isinstance(rule, ExposureCap):
        chosen = rule.posts.mask(values.roster)
        cap = rule.cap(values.roster.vacancies["openings"].to_numpy().astype(np.int64))
        given = np.bincount(result.assignment[:, 1], minlength=problem.shape[1])
        total = int(cap[chosen].sum())
        found = [_line(rule.id, rule.kind, ALL, total, int(given[chosen].sum()), most=True)]
    else:
        found = [
            _line(
                rule.id,
                rule.kind,
                line.entity,
                rule.cents if isinstance(rule, Budget) else line.required,
                line.achieved,
                line.price,
                most=line.most,
            )
            | {"cause": _cause(rule, index, line, values, problem) if line.shortfall else None}
            for index, line in enumerate(result.lines)
            if line.rule == rule.id
        ]
        if not found:
            most = rule.cents if isinstance(rule, Budget) else 0
            found = [_line(rule.id, rule.kind, ALL, most, 0, most=True)]
    return (line | about for line in found)


def _cause(rule: Rule, index: int, line: Line, values: PairValues, problem: Problem) -> str:
    """Why the line of this place among the result's is short."""
    rows = problem.given_rows
    if index >= len(rows):
        return household_cause(problem.households[index - len(rows)], values, problem)
    if isinstance(rule, PostShare):
        return share_cause(rule, rows[index], values, problem)
    if isinstance(rule, Target | HireShare):
        missed = bool(problem.is_missed[index])
        return group_cause(rule, rows[index], line, values, problem, missed=missed)
    msg = f"Rule {rule.id} of kind {rule.kind} cannot be short."
    raise TypeError(msg)


def _owed(
    name: str, least: int, chosen: Any, values: PairValues, problem: Problem, result: Result
) -> list[dict[str, Any]]:
    held = np.bincount(result.assignment[:, 0], minlength=problem.shape[0])
    owed = np.where(chosen, np.minimum(result.owed, least), 0)
    kind = PushMinimum.kind
    about = {"strength": "must", "tier": 1, "cite": "推送岗位的最低个数"}
    lines = [_line(name, kind, ALL, int(owed.sum()), int(np.minimum(held, owed).sum()))]
    for worker in np.flatnonzero(held < owed).tolist():
        who = values.roster.workers["worker_id"][worker]
        cause = push_cause(worker, int(held[worker]), result)
        lines.append(
            _line(name, kind, who, int(owed[worker]), int(held[worker])) | {"cause": cause}
        )
    return [about | line for line in lines]


def _line(
    rule: str,
    kind: str,
    entity: str,
    required: int,
    achieved: int,
    price: float | None = None,
    *,
    most: bool = False,
) -> dict[str, Any]:
    short = max(0, achieved - required if most else required - achieved)
    return {
        "rule": rule,
        "kind": kind,
        "entity": entity,
        "required": required,
        "achieved": achieved,
        "shortfall": short,
        "price": price,
        "status": "short" if short else "held",
        "cause": None,
    }

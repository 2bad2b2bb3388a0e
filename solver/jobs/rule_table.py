"""How every rule of the pack came out, line by line, with the cause where it is short."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from matcher.pair_values import PairValues
from models.packs import Pack
from models.rules import ExposureCap, HouseholdCap, PostShare, PushMinimum, Rule
from solver.jobs.causes import household_cause, push_cause, share_cause
from solver.problem import Household, Problem, Row
from solver.result import Result

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

    Floors and guarantees have a line for each entity; a household cap for each
    household with more members than the cap; posts owed and exposure one line
    for all and one for each worker who is short; eligibility and priority one
    line, in which nobody is against the rule.
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
    facts: list[Row | Household | None] = [
        *problem.rows,
        *problem.households,
        *([None] * len(problem.household_caps)),
    ]
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
        most = isinstance(rule, HouseholdCap)
        found = [
            _line(
                rule.id, rule.kind, line.entity, line.required, line.achieved, line.price, most=most
            )
            | {
                "cause": _cause(rule, fact, values, problem)
                if line.shortfall and not most
                else None
            }
            for line, fact in zip(result.lines, facts, strict=True)
            if line.rule == rule.id
        ]
        if not found:
            found = [_line(rule.id, rule.kind, ALL, 0, 0, most=True)]
    return (line | about for line in found)


def _cause(rule: Rule, fact: Row | Household | None, values: PairValues, problem: Problem) -> str:
    if isinstance(fact, Household):
        return household_cause(fact, values, problem)
    if isinstance(fact, Row) and isinstance(rule, PostShare):
        return share_cause(rule, fact, values, problem)
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

"""Every rule of the pack, counted again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import polars as pl

from matcher.units import IntArray
from models.rules import (
    Budget,
    Eligibility,
    ExposureCap,
    HireShare,
    HouseholdCap,
    HouseholdGuarantee,
    PostShare,
    Priority,
    PushMinimum,
    Target,
    TermLimit,
)
from solver.checker import (
    budget,
    exposure_cap,
    hire_share,
    household_cap,
    household_guarantee,
    post_share,
    push_minimum,
    target,
)
from solver.checker.facts import Facts
from solver.checker.lines import lines
from solver.checker.report import ALL, LINE_SCHEMA, Fault, some

COUNTS: dict[type, Callable[[Any, Facts], pl.DataFrame]] = {
    PostShare: post_share.recount,
    HouseholdGuarantee: household_guarantee.recount,
    HouseholdCap: household_cap.recount,
    ExposureCap: exposure_cap.recount,
    HireShare: hire_share.recount,
    Target: target.recount,
    Budget: budget.recount,
}
"""How a kind is counted; minima, and who may or goes first, are counted over all workers."""
_CAPS = {
    HouseholdCap.kind: "household_over_cap",
    ExposureCap.kind: "vacancy_over_cap",
    Budget.kind: "budget_exceeded",
}


def recount(facts: Facts, reachable: IntArray, faults: list[Fault]) -> pl.DataFrame:
    """
    Counts every rule.

    Parameters
    ----------
    facts
        The answer's facts.
    reachable
        Shape (W,): eligible posts of each worker that may be given.
    faults
        Of eligibility and priority, each with its rule.

    Returns
    -------
    polars.DataFrame
        In `LINE_SCHEMA`.
    """
    return pl.concat(
        [
            pl.DataFrame(schema=LINE_SCHEMA),
            *(COUNTS[type(rule)](rule, facts) for rule in facts.rules if type(rule) in COUNTS),
            *push_minimum.recount(facts, reachable),
            *_against(facts, faults),
        ]
    )


def rule_names(facts: Facts) -> list[str]:
    """Ids under which an answer may speak of a rule."""
    names = [rule.id for rule in facts.rules]
    return [*names, push_minimum.JOB_RULE] if facts.job == "push" else names


def short_of_rules(recounted: pl.DataFrame) -> int:
    """What is short over all rules but posts owed, which several rules may owe at once."""
    return int(recounted.filter(pl.col("kind") != PushMinimum.kind)["shortfall"].sum())


def check_caps(recounted: pl.DataFrame) -> Iterator[Fault]:
    """A rule of "at most" holds always: no answer may go beyond it, whatever it says."""
    over = recounted.filter(pl.col("kind").is_in(list(_CAPS)) & (pl.col("shortfall") > 0))
    for row in some(over):
        rule, entity = row["rule"], row["entity"]
        message = f"规则 {rule}（{entity}）最多 {row['required']}，实际 {row['achieved']}。"
        yield Fault(_CAPS[row["kind"]], message, rule, entity)


def _against(facts: Facts, faults: list[Fault]) -> Iterator[pl.DataFrame]:
    """One line for each eligibility, term limit and priority: none may be against it."""
    for rule in facts.rules:
        if isinstance(rule, Eligibility | Priority | TermLimit):
            against = np.array([sum(fault.rule == rule.id for fault in faults)])
            none = np.zeros(1, dtype=np.int64)
            yield lines(rule.id, rule.kind, [ALL], none, against, most=True, listed=False)

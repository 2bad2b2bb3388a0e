"""
At least so many available members of each guaranteed household are placed.

    required[h] = min(least, available members of h)
    achieved[h] = members of h that got a post

A household belongs to the first guarantee of the pack that selects it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from matcher.units import IntArray, to_units
from models.rules import HouseholdGuarantee, household_penalty
from solver.checker.facts import Facts
from solver.checker.lines import lines


@dataclass(frozen=True)
class Guarantees:
    """
    What households are owed by all rules together.

    Parameters
    ----------
    rule
        Shape (H,): position of the household's rule among the guarantees, -1 where it has none.
    lower, penalty
        Shape (H,): members owed, and units lost for each one short; zeros without a rule.
    """

    rule: IntArray
    lower: IntArray
    penalty: IntArray


def guarantee_rules(facts: Facts) -> list[HouseholdGuarantee]:
    """The guarantees that this job keeps, in the pack's order."""
    return [rule for rule in facts.rules if isinstance(rule, HouseholdGuarantee)]


def guarantees(facts: Facts) -> Guarantees:
    """Lays the guarantees out over the households."""
    count = facts.roster.households.height
    home = facts.household_of[facts.available]
    members = np.bincount(home[home >= 0], minlength=count)
    owner, lower, cost = np.full(count, -1), np.zeros(count, np.int64), np.zeros(count, np.int64)
    for number, rule in enumerate(guarantee_rules(facts)):
        mine = rule.households.mask(facts.roster) & (owner < 0)
        owner[mine] = number
        lower[mine] = np.minimum(rule.least, members[mine])
        cost[mine] = _costs(rule, facts)[mine]
    return Guarantees(owner, lower, cost)


def _costs(rule: HouseholdGuarantee, facts: Facts) -> IntArray:
    """Units lost for each member short, by household: more where the deadline is near."""
    left = rule.days_left(facts.roster)
    return to_units([household_penalty(rule.strength, rule.tier, days) for days in left])


def recount(rule: HouseholdGuarantee, facts: Facts) -> pl.DataFrame:
    """Counts the members placed, for each household that has somebody to place."""
    owed = guarantees(facts)
    mine = np.flatnonzero((owed.rule == guarantee_rules(facts).index(rule)) & (owed.lower > 0))
    home = facts.household_of[np.unique(facts.worker)]
    placed = np.bincount(home[home >= 0], minlength=owed.lower.size)
    return lines(
        rule.id,
        rule.kind,
        facts.roster.households["household_id"][mine],
        owed.lower[mine],
        placed[mine],
        penalty=_costs(rule, facts)[mine],
    )

"""
What an exchange of two people at one post would break.

For each rule a number for every worker, and for every holder of a post whether
the rule cannot do without it: then only somebody of the same number may follow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from matcher.units import BoolArray, IntArray
from models.rules import Budget, HireShare, PostShare, Target
from solver.checker.budget import allowed, cents_of, spent
from solver.checker.facts import Facts
from solver.checker.hire_share import employers, required
from solver.checker.post_share import floors
from solver.checker.target import home_of

Tight = tuple[IntArray, BoolArray]


def _post_share(rule: PostShare, facts: Facts, held: IntArray) -> Tight:
    """Of the group while an entity has no more of them than it owes."""
    row = floors(rule, facts)
    entity = row.entity_of[facts.vacancy]
    counted = entity[(entity >= 0) & row.group[facts.worker]]
    achieved = np.bincount(counted, minlength=row.lower.size)
    needed = np.append(achieved <= row.lower, False)
    ours = row.group[facts.worker[held]]
    return row.group.astype(np.int64), needed[entity[held]] & ours


def _hire_share(rule: HireShare, facts: Facts, held: IntArray) -> Tight:
    """Of the group while an employer has hired no more of them than its hires ask for."""
    of = employers(rule, facts)
    at, group = of.of_post[facts.vacancy], rule.group.mask(facts.roster)
    hired = np.bincount(at[at >= 0], minlength=len(of.names))
    achieved = np.bincount(at[(at >= 0) & group[facts.worker]], minlength=len(of.names))
    asked = required(rule, of.staff, of.supported, hired)
    needed = np.append(achieved <= asked, False)
    return group.astype(np.int64), needed[at[held]] & group[facts.worker[held]]


def _target(rule: Target, facts: Facts, held: IntArray) -> Tight:
    """Of the group and the same home while the home has no more of them than it is owed."""
    owed, home = home_of(rule, facts)
    unit = np.where(rule.group.mask(facts.roster), home, -1)
    counts = rule.posts.mask(facts.roster)[facts.vacancy]
    at = unit[facts.worker]
    achieved = np.bincount(at[counts & (at >= 0)], minlength=owed.height)
    needed = np.append(achieved <= owed["required"].to_numpy(), False)
    return unit, needed[at[held]] & counts[held]


def _budget(rule: Budget, facts: Facts, held: IntArray) -> Tight:
    """Nobody who costs the fund follows somebody who does not, where that would exceed it."""
    group = rule.group.mask(facts.roster)
    over = spent(rule, facts) + cents_of(rule, facts)[facts.vacancy[held]] > allowed(rule)
    return group.astype(np.int64), over & ~group[facts.worker[held]]


TIGHT: dict[type, Callable[[Any, Facts, IntArray], Tight]] = {
    PostShare: _post_share,
    HireShare: _hire_share,
    Target: _target,
    Budget: _budget,
}
"""By kind."""

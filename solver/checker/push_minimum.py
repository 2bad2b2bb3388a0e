"""
Everybody who takes part in a push gets at least so many posts.

    required[w] = min(least, eligible posts of w that may be given)
    achieved[w] = number of pairs of w
"""

from __future__ import annotations

import numpy as np
import polars as pl

from matcher.units import IntArray, to_units
from models.rules import PushMinimum, penalty
from solver.checker.facts import Facts
from solver.checker.lines import lines

JOB_RULE = "push-minimum"
"""The id under which the job's own minimum stands where the pack has no such rule."""


def push_rules(facts: Facts) -> list[PushMinimum]:
    """The rules of the pack that owe posts in this job."""
    return [rule for rule in facts.rules if isinstance(rule, PushMinimum)]


def short_penalty(facts: Facts) -> int:
    """
    Units lost for each post owed and not given: the greatest of the rules.

    The job's own minimum counts as a `must` of tier 1.
    """
    weights = [penalty(rule.strength, rule.tier) for rule in push_rules(facts)]
    if int(facts.options["min_posts"]) > 0:
        weights.append(penalty("must", 1))
    return int(to_units(max(weights, default=0.0)))


def short_posts(facts: Facts, owed: IntArray) -> int:
    """Posts owed and not given, each counted once however many rules owe it. `owed`: shape (W,)."""
    return int(np.maximum(0, owed - facts.posts_of).sum())


def recount(facts: Facts, reachable: IntArray) -> list[pl.DataFrame]:
    """
    Counts the posts of everybody who is owed some, under each rule.

    Parameters
    ----------
    facts
        The answer's facts.
    reachable
        Shape (W,): eligible posts of each worker that may be given, counted
        up to the most that a worker may get.
    """
    if facts.job != "push":
        return []
    rules: list[tuple[str, IntArray]] = [
        (rule.id, np.where(rule.workers.mask(facts.roster), rule.least, 0))
        for rule in push_rules(facts)
    ] or [(JOB_RULE, np.full(facts.workers, int(facts.options["min_posts"])))]
    found = []
    for name, least in rules:
        owed = np.where(facts.available, np.minimum(least, reachable), 0)
        mine = np.flatnonzero(owed)
        found.append(
            lines(
                name,
                PushMinimum.kind,
                facts.roster.workers["worker_id"][mine],
                owed[mine],
                facts.posts_of[mine],
                listed=False,
            )
        )
    return found

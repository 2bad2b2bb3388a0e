"""
At least a share of the new openings of each entity goes to a group.

    required[e] = ceil(share x sum of openings[v] over new, selected v of e)
    achieved[e] = number of pairs (w, v) with v among them and w in the group
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from matcher.units import BoolArray, IntArray, to_units
from models.rules import PostShare, penalty
from solver.checker.facts import Facts
from solver.checker.limits import ceil_of
from solver.checker.lines import lines


@dataclass(frozen=True)
class Floors:
    """
    The rows of one rule.

    Parameters
    ----------
    entities
        Shape (E,): for whom.
    entity_of
        Shape (V,): row of each vacancy, -1 where it does not count.
    group
        Shape (W,): who counts.
    lower
        Shape (E,): how many are owed.
    penalty
        In units, for each one short.
    """

    entities: pl.Series
    entity_of: IntArray
    group: BoolArray
    lower: IntArray
    penalty: int


def floors(rule: PostShare, facts: Facts) -> Floors:
    """Lays the rule out over the roster."""
    vacancies = facts.roster.vacancies
    counts = rule.posts.mask(facts.roster) & vacancies["is_new"].fill_null(value=True).to_numpy()
    names = rule.entities(facts.roster)
    entities = names.filter(pl.Series(counts)).unique().sort()
    entity_of = np.where(counts, entities.search_sorted(names).to_numpy().astype(np.int64), -1)
    wanted = np.bincount(
        entity_of[counts], weights=facts.openings[counts], minlength=entities.len()
    )
    return Floors(
        entities,
        entity_of,
        rule.group.mask(facts.roster),
        ceil_of(rule.share, wanted.astype(np.int64)),
        int(to_units(penalty(rule.strength, rule.tier))),
    )


def recount(rule: PostShare, facts: Facts) -> pl.DataFrame:
    """Counts who of the group got such a post, for each entity."""
    rows = floors(rule, facts)
    entity = rows.entity_of[facts.vacancy]
    counted = entity[(entity >= 0) & rows.group[facts.worker]]
    achieved = np.bincount(counted, minlength=rows.entities.len())
    return lines(rule.id, rule.kind, rows.entities, rows.lower, achieved, penalty=rows.penalty)

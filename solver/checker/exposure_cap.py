"""
A vacancy is pushed to at most so many people for each of its openings.

    achieved[v] = number of pairs of v <= max(least, ceil(factor x openings[v])), 0 without openings
"""

from __future__ import annotations

import numpy as np
import polars as pl

from models.rules import ExposureCap
from solver.checker.facts import Facts
from solver.checker.limits import most_pushes
from solver.checker.lines import lines


def recount(rule: ExposureCap, facts: Facts) -> pl.DataFrame:
    """Counts the pushes of each vacancy that the rule caps."""
    mine = np.flatnonzero(rule.posts.mask(facts.roster))
    return lines(
        rule.id,
        rule.kind,
        facts.roster.vacancies["vacancy_id"][mine],
        most_pushes(rule, facts.openings[mine]),
        facts.people_of[mine],
        most=True,
        listed=False,
    )

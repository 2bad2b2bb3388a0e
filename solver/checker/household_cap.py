"""
At most so many members of each household hold posts of a kind.

    achieved[h] = number of pairs (w, v) with w of h and v among the posts <= most
"""

from __future__ import annotations

import numpy as np
import polars as pl

from models.rules import HouseholdCap
from solver.checker.facts import Facts
from solver.checker.lines import lines


def recount(rule: HouseholdCap, facts: Facts) -> pl.DataFrame:
    """Counts the members on such posts, for each household that has any."""
    count = facts.roster.households.height
    capped = rule.households.mask(facts.roster)
    home = facts.household_of[facts.worker[rule.posts.mask(facts.roster)[facts.vacancy]]]
    holders = np.bincount(home[home >= 0], minlength=count)
    mine = np.flatnonzero(capped & (holders > 0))
    return lines(
        rule.id,
        rule.kind,
        facts.roster.households["household_id"][mine],
        np.full(mine.size, rule.most),
        holders[mine],
        most=True,
        listed=False,
    )

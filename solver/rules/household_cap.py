"""
Caps of households.

    sum of x[w, v] over w in h, v in posts  <=  most
"""

from __future__ import annotations

import numpy as np

from models.rules import HouseholdCap as Rule
from solver.problem import HouseholdCap
from solver.rules.draft import Draft


def compile_household_cap(rule: Rule, draft: Draft) -> None:
    """Adds every selected household with more available members than the cap allows."""
    posts = np.flatnonzero(rule.posts.mask(draft.roster))
    if not posts.size:
        return
    chosen = rule.households.mask(draft.roster)
    names = draft.roster.households["household_id"]
    workers = np.flatnonzero(draft.available & np.append(chosen, False)[draft.home])
    workers = workers[np.argsort(draft.home[workers], kind="stable")]
    houses, first, size = np.unique(draft.home[workers], return_index=True, return_counts=True)
    for house, low, count in zip(houses.tolist(), first.tolist(), size.tolist(), strict=True):
        if count > rule.most:
            members = workers[low : low + count]
            draft.household_caps.append(
                HouseholdCap(rule.id, names[house], members, posts, rule.most)
            )

"""
Guarantees of households.

    sum of x[w, v] over available w in h, all v  >=  min(least, available members of h)
"""

from __future__ import annotations

import numpy as np

from matcher.units import to_units
from models.rules import HouseholdGuarantee, household_penalty
from solver.problem import Household
from solver.rules.draft import Draft


def compile_household_guarantee(rule: HouseholdGuarantee, draft: Draft) -> None:
    """Adds every selected household that has somebody to place and no guarantee yet."""
    chosen = np.flatnonzero(rule.households.mask(draft.roster))
    names = draft.roster.households["household_id"]
    left = rule.days_left(draft.roster)
    workers = np.flatnonzero(draft.available)
    workers = workers[np.argsort(draft.home[workers], kind="stable")]
    first = np.searchsorted(draft.home[workers], chosen)
    last = np.searchsorted(draft.home[workers], chosen, side="right")
    for house, low, high in zip(chosen.tolist(), first.tolist(), last.tolist(), strict=True):
        if low == high or house in draft.guaranteed:
            continue
        draft.guaranteed.add(house)
        short = int(to_units(household_penalty(rule.strength, rule.tier, left[house])))
        draft.households.append(
            Household(rule.id, names[house], workers[low:high], min(rule.least, high - low), short)
        )

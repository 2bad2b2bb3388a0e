"""
Budgets.

    - sum of cost[v] * x[w, v] over w in group, all v  >=  - amount          in cents

It is never exceeded. One person weighs as much as the dearest post. What the
amount has beyond a multiple of what all costs have in common cannot be spent.
"""

from __future__ import annotations

import numpy as np

from matcher.units import to_units
from models.rules import Budget, penalty
from solver.rules.draft import Draft, DraftRow

ENTITY = "all"


def compile_budget(rule: Budget, draft: Draft) -> None:
    """Adds one row, where any open post costs the fund anything."""
    cents = rule.cents_each(draft.roster)
    posts = np.flatnonzero((cents > 0) & (draft.openings > 0))
    if not posts.size:
        return
    cost = cents[posts]
    least = int(np.gcd.reduce(cost))
    group = draft.group(rule.group.mask(draft.roster))
    draft.rows.append(
        DraftRow(
            rule.id,
            ENTITY,
            (group,),
            posts,
            -(rule.cents // least * least),
            int(to_units(penalty(rule.strength, rule.tier))),
            inside=-1,
            each=cost,
            scale=int(cost.max()),
            hard=True,
        )
    )

"""
Floors of a share of the new posts.

    sum of x[w, v] over w in group, v in posts, v new, v of entity e
        >= ceil(share * new openings of e)
"""

from __future__ import annotations

import numpy as np

from matcher.units import to_units
from models.rules import PostShare, penalty
from solver.rules.draft import Draft, DraftRow


def compile_post_share(rule: PostShare, draft: Draft) -> None:
    """Adds one floor for each entity that has new openings."""
    counted = np.flatnonzero(rule.counted(draft.roster) & (draft.openings > 0))
    if not counted.size:
        return
    group = draft.group(rule.group.mask(draft.roster))
    entity = rule.entities(draft.roster).to_numpy()[counted]
    names, where = np.unique(entity, return_inverse=True)
    openings = np.bincount(where, weights=draft.openings[counted]).astype(np.int64)
    lower = rule.required(openings)
    short = int(to_units(penalty(rule.strength, rule.tier)))
    for index, name in enumerate(names.tolist()):
        draft.rows.append(
            DraftRow(rule.id, name, (group,), counted[where == index], int(lower[index]), short)
        )

"""
Targets.

    sum of x[w, v] over w in group at home in p, v in posts
        >= max(0, part of least of p - people of p placed before)          for every place p
"""

from __future__ import annotations

import numpy as np

from matcher.units import to_units
from models.rules import Target, penalty
from solver.rules.draft import Draft, DraftRow


def compile_target(rule: Target, draft: Draft) -> None:
    """Adds one floor for each place that is owed something still."""
    owed = rule.required(draft.roster)
    posts = np.flatnonzero(rule.posts.mask(draft.roster) & (draft.openings > 0))
    group = draft.group(rule.group.mask(draft.roster))
    homes = rule.homes(draft.roster)
    short = int(to_units(penalty(rule.strength, rule.tier)))
    for home, lower in owed.select("home", "required").iter_rows():
        there = () if rule.by == "all" else (draft.group((homes == home).to_numpy()),)
        draft.rows.append(DraftRow(rule.id, home, (group, *there), posts, lower, short))

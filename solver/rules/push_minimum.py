"""
Posts owed to each worker.

    sum of x[w, v] over all v  >=  min(least, eligible posts of w)
"""

from __future__ import annotations

import numpy as np

from matcher.units import to_units
from models.rules import PushMinimum, penalty
from solver.rules.draft import Draft


def compile_push_minimum(rule: PushMinimum, draft: Draft) -> None:
    """Raises what the selected, available workers are owed; several rules: the greatest."""
    owed = np.where(rule.workers.mask(draft.roster) & draft.available, rule.least, 0)
    draft.min_posts = np.maximum(draft.min_posts, owed)
    draft.max_posts = np.maximum(draft.max_posts, draft.min_posts)
    draft.short_penalty = max(draft.short_penalty, int(to_units(penalty(rule.strength, rule.tier))))

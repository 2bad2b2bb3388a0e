"""
Who goes first for scarce posts.

    value[w, v] + bonus(place of w's first group in the order)      for v in posts
"""

from __future__ import annotations

import numpy as np

from models.rules import Priority
from solver.rules.draft import Draft


def compile_priority(rule: Priority, draft: Draft) -> None:
    """Adds the bonuses of the rule's posts."""
    posts = np.flatnonzero(rule.posts.mask(draft.roster))
    if posts.size:
        draft.add_bonus(rule.bonuses(draft.roster), posts)

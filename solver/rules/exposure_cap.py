"""
Caps of pushes.

    sum of x[w, v] over all w  <=  ceil(factor * openings[v])
"""

from __future__ import annotations

import numpy as np

from models.rules import ExposureCap
from solver.rules.draft import Draft


def compile_exposure_cap(rule: ExposureCap, draft: Draft) -> None:
    """Lowers how often the selected vacancies may be given; several rules: the least."""
    openings = draft.roster.vacancies["openings"].to_numpy().astype(np.int64)
    cap = np.where(rule.posts.mask(draft.roster), rule.cap(openings), draft.openings)
    draft.openings = np.minimum(draft.openings, cap)

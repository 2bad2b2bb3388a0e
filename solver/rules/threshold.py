"""
Thresholds that are chased: worth something once enough people are placed at one employer.

    reward [ n >= k ],    n = sum of x[w, v] over w of the group, v in posts

As a row this is exact: k people are one unit of weight, and the one unit short costs the
reward,

    n >= k - k short,    short = 0, 1,    - reward * short

Its relaxation prices people one by one, each at floor(reward / k), and is never worth less:

    reward [ n < k ]  >=  floor(reward / k) max(0, k - n)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.units import IntArray, to_units
from models.rules.chased import Chased
from solver.rules.draft import Draft, DraftRow


def possible(chased: Chased, draft: Draft) -> int:
    """How many people could count at most: openings, and available people of the group."""
    openings = int(draft.openings[chased.posts].sum())
    return min(openings, int((chased.people & draft.available).sum()))


def reward(chased: Chased) -> int:
    """What reaching it is worth, in units: no less than one for each person that it takes."""
    return max(chased.least or 1, int(to_units(float(chased.value))))


def add_chased(draft: Draft, chased: Sequence[Chased], *, relaxed: bool) -> None:
    """Adds the rows of thresholds that can be reached, as the last ones of a draft."""
    for one in chased:
        least = one.least
        if least is None or possible(one, draft) < least:
            continue
        posts: IntArray = one.posts[draft.openings[one.posts] > 0]
        group = draft.group(one.people)
        worth = reward(one)
        price, scale = (worth // least, 1) if relaxed else (worth, least)
        draft.rows.append(DraftRow(one.name, one.place, (group,), posts, least, price, scale=scale))


def names(chased: Sequence[Chased]) -> frozenset[str]:
    """What their rows are called."""
    return frozenset(one.name for one in chased)


def counts(chased: Sequence[Chased], pairs: IntArray) -> IntArray:
    """How many of some pairs, shape (n, 2), count for each."""
    worker, vacancy = pairs[:, 0], pairs[:, 1]
    found = [int((one.people[worker] & np.isin(vacancy, one.posts)).sum()) for one in chased]
    return np.array(found, dtype=np.int64)

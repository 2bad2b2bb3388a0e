"""How often a post may be given, and how many posts a worker is owed."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from matcher.units import IntArray
from models.rules import ExposureCap, PushMinimum
from solver.checker.facts import Facts


def ceil_of(share: Decimal, counts: IntArray) -> IntArray:
    """Returns ceil(share x counts), exactly. Shape is kept."""
    over, under = share.as_integer_ratio()
    whole: IntArray = -((-over * counts) // under)
    return whole


def most_pushes(rule: ExposureCap, openings: IntArray) -> IntArray:
    """Returns how many people a rule lets vacancies with so many openings be pushed to."""
    return np.where(openings > 0, np.maximum(rule.least, ceil_of(rule.factor, openings)), 0)


def caps(facts: Facts) -> IntArray:
    """
    Returns how many people each vacancy may get. Shape (V,).

        allocate    openings
        push        least of the exposure caps;
                    everybody where none speaks of the vacancy
        shortlist   per_opening x openings
    """
    if facts.job == "allocate":
        return facts.openings
    if facts.job == "shortlist":
        return facts.openings * int(facts.options["per_opening"])
    cap = np.where(facts.openings > 0, facts.workers, 0)
    for rule in facts.rules:
        if isinstance(rule, ExposureCap):
            chosen = rule.posts.mask(facts.roster)
            cap[chosen] = np.minimum(cap, most_pushes(rule, facts.openings))[chosen]
    return cap


def least_posts(facts: Facts) -> IntArray:
    """
    Returns how many posts each worker is owed, were enough eligible. Shape (W,).

    The greatest of the job's minimum and of the rules that select the worker.
    Only a push owes posts, and only to who takes part.
    """
    least = np.zeros(facts.workers, dtype=np.int64)
    if facts.job == "push":
        least[:] = int(facts.options["min_posts"])
        for rule in facts.rules:
            if isinstance(rule, PushMinimum):
                chosen = rule.workers.mask(facts.roster)
                least[chosen] = np.maximum(least[chosen], rule.least)
    least[~facts.available] = 0
    return least


def most_posts(facts: Facts) -> IntArray:
    """
    Returns how many posts each worker may get. Shape (W,).

        allocate    1
        push        max_posts, or what a rule owes where that is more
        shortlist   max_lists
    """
    option = {"push": "max_posts", "shortlist": "max_lists"}.get(facts.job)
    most = 1 if option is None else int(facts.options[option])
    return np.maximum(most, least_posts(facts))

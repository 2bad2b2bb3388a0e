"""From counts by kind to people and posts."""

from __future__ import annotations

import numpy as np

from matcher.units import BoolArray, IntArray
from solver.clashes.case import Compiled
from solver.clashes.model import Model


def dealt(
    compiled: Compiled, model: Model, counts: IntArray, chosen: BoolArray
) -> list[tuple[int, int]]:
    """
    Workers and vacancies for the counts of some pairs of kinds.

    People of a kind are alike, and so are vacancies: the first of the roster are
    taken, each person once and each vacancy as often as it is open.

    Parameters
    ----------
    compiled
        The case.
    model, counts
        Shape (A,): how many of each pair of kinds.
    chosen
        Shape (A,): the pairs that are asked about.
    """
    pairs: list[tuple[int, int]] = []
    taken: dict[int, int] = {}
    left: dict[int, list[int]] = {}
    for arc in np.flatnonzero(chosen & (counts > 0)).tolist():
        person, post = int(model.person[arc]), int(model.post[arc])
        if post not in left:
            left[post] = [
                vacancy
                for vacancy in model.kinds.posts[post].tolist()
                for _ in range(int(compiled.problem.openings[vacancy]))
            ]
        for _ in range(int(counts[arc])):
            people = model.kinds.people[person]
            place = taken.get(person, 0)
            taken[person] = place + 1
            pairs.append((int(people[place % people.size]), left[post].pop(0)))
    return sorted(pairs)

"""Which workers the rules tell apart, and what their pairs gain beside the value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from matcher.units import BoolArray, IntArray, to_units
from models.rules import Budget, HireShare, PostShare, Priority, Target, bonus
from solver.checker.facts import Facts
from solver.checker.reach import chased


@dataclass(frozen=True)
class Classes:
    """
    The distinct combinations of memberships in the groups that rules name.

    Parameters
    ----------
    of
        Shape (W,): class of each worker, 0 <= class < C.
    example
        Shape (C,): one worker of each class.
    """

    of: IntArray
    example: IntArray


def classify(masks: Sequence[BoolArray | IntArray], workers: int) -> Classes:
    """Tells workers apart by some memberships, or numbers of places >= 0, each of shape (W,)."""
    code = np.zeros(workers, dtype=np.int64)
    for mask in masks:
        kinds = int(mask.max(initial=0)) + 2
        code = np.unique(code * kinds + mask, return_inverse=True)[1]
    _, example, of = np.unique(code, return_index=True, return_inverse=True)
    return Classes(of, example)


def group_masks(facts: Facts) -> list[BoolArray | IntArray]:
    """The groups and homes that rows and priorities tell apart, each of shape (W,)."""
    masks: list[BoolArray | IntArray] = []
    for rule in facts.rules:
        if isinstance(rule, PostShare | HireShare | Target | Budget):
            masks.append(rule.group.mask(facts.roster))
        if isinstance(rule, Target):
            masks.append(rule.homes(facts.roster).rank("dense").cast(pl.Int64).to_numpy())
        if isinstance(rule, Priority):
            masks.extend(group.mask(facts.roster) for group in rule.order)
    masks.extend(one.people for one in chased(facts))
    return masks


def place_in_order(rule: Priority, facts: Facts) -> IntArray:
    """Shape (W,): position of each worker's first group in the order; its length for none."""
    place = np.full(facts.workers, len(rule.order))
    for position, group in reversed(list(enumerate(rule.order))):
        place[group.mask(facts.roster)] = position
    return place


def bonuses(facts: Facts, classes: Classes) -> IntArray:
    """What a class gains at a vacancy by all priorities together. Shape (C, V), units."""
    table = np.zeros((classes.example.size, facts.vacancies), dtype=np.int64)
    for rule in facts.rules:
        if isinstance(rule, Priority):
            length = len(rule.order)
            worth = to_units([*(bonus(place, length) for place in range(length)), 0.0])
            gains = worth[place_in_order(rule, facts)[classes.example]]
            table[:, rule.posts.mask(facts.roster)] += gains[:, None]
    return table

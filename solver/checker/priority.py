"""
Nobody of a later group holds a scarce post while somebody of an earlier group,
available, eligible and without a post, would take it.

An inversion is an exchange that the policy would want: w, without a post, in;
w', of a later group, out of the same post; the value and the bonuses together
rise; no share, target, budget, guarantee or household cap is worse off for it. An answer that is
proved to a gap may leave as much as that gap; an exchange that gains more
contradicts what it claims.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matcher.pairs import PriceTable
from matcher.units import BoolArray, IntArray
from models.rules import HouseholdCap, Priority
from solver.checker import reach
from solver.checker.classes import Classes, bonuses, classify, group_masks, place_in_order
from solver.checker.facts import Facts
from solver.checker.household_guarantee import guarantees
from solver.checker.report import SHOWN, Fault
from solver.checker.tight import TIGHT

_SHUT = 32  # in value: more than any pair is worth


def check_priorities(facts: Facts, left: int) -> Iterator[Fault]:
    """Yields the faults of every priority; `left` is bound - objective as claimed, in units."""
    may_leave = _may_leave(facts)
    for rule in facts.rules:
        if isinstance(rule, Priority):
            held = np.flatnonzero(rule.posts.mask(facts.roster)[facts.vacancy] & may_leave)
            yield from _passed_over(rule, facts, held, left)


def _passed_over(rule: Priority, facts: Facts, held: IntArray, left: int) -> Iterator[Fault]:
    """Yields a fault for each person who was passed over."""
    waiting = np.flatnonzero(facts.available & (facts.posts_of == 0))
    place = place_in_order(rule, facts)
    if not waiting.size or not held.size or place[waiting].min() >= place[facts.worker[held]].max():
        return
    full = _full_households(facts)
    classes = classify([*group_masks(facts), *full], facts.workers)
    table = _thresholds(facts, classes, place, held, full)
    best = facts.values.scan(PriceTable(classes.of, table), 1, waiting)
    gain = best.value - table[classes.of[best.worker], best.vacancy]
    for arc in np.flatnonzero(gain > left)[:SHOWN]:
        who = facts.worker_id(int(best.worker[arc]))
        post = facts.vacancy_id(int(best.vacancy[arc]))
        yield Fault(
            "priority_inversion",
            f"岗位 {post} 由顺序在后的人员占用，而顺序在前、符合条件的人员 {who} 未获安排。",
            rule.id,
            worker=who,
            vacancy=post,
        )


def _may_leave(facts: Facts) -> BoolArray:
    """Which pairs could go: not pinned, no household's guarantee short for it. Shape (P,)."""
    home = facts.household_of[facts.worker]
    owed = guarantees(facts).lower
    placed = np.bincount(home[home >= 0], minlength=owed.size)
    needed = np.append((owed > 0) & (placed <= owed), False)  # the last: who has no household
    free: BoolArray = ~needed[home]
    free[facts.pinned] = False
    return free


def _full_households(facts: Facts) -> list[BoolArray]:
    """For each household cap: the workers whose household has all it may have. Shape (W,)."""
    full = []
    for rule in facts.rules:
        if isinstance(rule, HouseholdCap):
            home = facts.household_of[facts.worker[rule.posts.mask(facts.roster)[facts.vacancy]]]
            count = facts.roster.households.height
            reached = np.bincount(home[home >= 0], minlength=count) >= rule.most
            closed = np.append(reached & rule.households.mask(facts.roster), False)
            full.append(closed[facts.household_of])
    return full


def _thresholds(
    facts: Facts, classes: Classes, place: IntArray, held: IntArray, full: list[BoolArray]
) -> IntArray:
    """
    What a class must be worth at a vacancy to replace the least of its holders. Shape (C, V).

        min over holders w' of later place of  (value + bonus)[w', v]  -  bonus[class, v]
    """
    worker, vacancy = facts.worker[held], facts.vacancy[held]
    extra = bonuses(facts, classes)
    worth = facts.values.at(worker, vacancy) + extra[classes.of[worker], vacancy]
    table = np.full(extra.shape, _SHUT * facts.values.unit)
    tight = [TIGHT[type(rule)](rule, facts, held) for rule in facts.rules if type(rule) in TIGHT]
    tight += reach.tight(facts, held)
    capped = [
        rule.posts.mask(facts.roster)[vacancy]
        for rule in facts.rules
        if isinstance(rule, HouseholdCap)
    ]
    for klass, example in enumerate(classes.example):
        may = place[worker] > place[example]
        for unit, needed in tight:
            may &= (unit[example] == unit[worker]) | ~needed
        for posts, closed in zip(capped, full, strict=True):
            if closed[example]:
                may &= ~posts
        np.minimum.at(table[klass], vacancy[may], worth[may] - extra[klass, vacancy[may]])
    return table

"""
The bound of a core, proved again: another solver, from the rules themselves.

    maximise    sum of (value + bonus)[w, v] x[w, v]  -  sum of penalty short
    subject to  posts, openings, household caps
                weights of each rule's entity  >=  lower - scale * short
                x in {0, 1}, short whole

over the few pairs that a better answer could be made of (`solver.checker.core_pairs`).
HiGHS solves it (Huangfu and Hall 2018); its bound holds to its tolerance, a millionth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, diags_array, hstack

from matcher.pairs import Arcs, PriceTable
from matcher.units import IntArray, to_units
from models.rules import Budget, HireShare, HouseholdCap, PostShare, Target, penalty
from solver.checker.classes import Classes, bonuses
from solver.checker.core_pairs import guaranteed_home, least_wanted, pairs_left
from solver.checker.facts import Facts
from solver.checker.hire_share import employers, required
from solver.checker.household_guarantee import guarantees
from solver.checker.limits import caps, most_posts
from solver.checker.post_share import floors
from solver.checker.priced import TERMS
from solver.checker.reach import counting, in_play

_NODES = 20_000


class _Row(NamedTuple):
    """Some pairs and what they weigh, what they owe, and what each person short costs."""

    pairs: IntArray
    weight: IntArray
    lower: int
    scale: int
    penalty: int | None  # None: never short


@dataclass(frozen=True)
class _Pairs:
    worker: IntArray
    vacancy: IntArray


def core_bound(
    facts: Facts,
    classes: Classes,
    table: PriceTable,
    best: Arcs,
    *,
    owed: IntArray,
    short: int,
    bound: int,
    objective: int,
) -> int | None:
    """
    The most that any answer is worth, over all pairs, in units.

    Parameters
    ----------
    facts, classes, table, best, owed, short
        As of `solver.checker.bound.bound_units`.
    bound
        What the prices prove, in units.
    objective
        What the answer is worth, in units: nothing below is looked for.

    Returns
    -------
    int or None
        None where the core is too large, or HiGHS gives no bound.
    """
    wanted = least_wanted(facts, table, best, owed)
    listed = pairs_left(facts, table, wanted, bound - objective)
    if listed is None:
        return None
    pairs, unit = _Pairs(*listed), facts.values.unit
    gain = facts.values.at(pairs.worker, pairs.vacancy)
    gain = gain + bonuses(facts, classes)[classes.of[pairs.worker], pairs.vacancy]
    rows = [*_rule_rows(facts, pairs)]
    rows += _floors(pairs.worker, owed.tolist(), [short] * owed.size)
    most = [np.inf if row.penalty is not None else 0.0 for row in rows]
    cost = [0 if row.penalty is None else row.penalty for row in rows]
    weights, scales = _weights(rows, gain.size), diags_array([float(row.scale) for row in rows])
    room, limits = _limits(facts, pairs)
    size = gain.size + len(rows)
    found = milp(
        np.concatenate((-gain, cost)) / unit,
        integrality=np.ones(size),
        bounds=Bounds(0, np.concatenate((np.ones(gain.size), most))),
        constraints=[
            LinearConstraint(hstack([weights, scales]), lb=[row.lower for row in rows]),
            LinearConstraint(hstack([limits, csr_array((room.size, len(rows)))]), ub=room),
        ],
        options={"node_limit": _NODES, "mip_rel_gap": 0.0},
    )
    if found.mip_dual_bound is None or not np.isfinite(found.mip_dual_bound):
        return None
    return max(objective, round(-float(found.mip_dual_bound) * unit))


def _weights(rows: Sequence[_Row], pairs: int) -> csr_array:
    """What each pair weighs for each row. Shape (rows, A)."""
    size = [row.pairs.size for row in rows]
    none = [np.zeros(0, dtype=np.int64)]
    column = np.concatenate([*none, *(row.pairs for row in rows)])
    weight = np.concatenate([*none, *(row.weight for row in rows)]).astype(np.float64)
    cells = (np.repeat(np.arange(len(rows)), size), column)
    return csr_array((weight, cells), shape=(len(rows), pairs))


def _members(key: IntArray, count: int) -> Iterator[IntArray]:
    """The pairs of each key from 0 to `count` - 1."""
    order = np.argsort(key, kind="stable")
    cuts = np.searchsorted(key[order], np.arange(count + 1))
    return (order[cuts[i] : cuts[i + 1]] for i in range(count))


def _floors(key: IntArray, lower: Sequence[int], penalties: Sequence[int]) -> Iterator[_Row]:
    """A floor for each key that owes something."""
    members = _members(key, len(lower))
    for own, least, price in zip(members, lower, penalties, strict=True):
        if least > 0:
            yield _Row(own, np.ones_like(own), least, 1, price)


def _rule_rows(facts: Facts, pairs: _Pairs) -> Iterator[_Row]:
    for rule in facts.rules:
        if isinstance(rule, PostShare):
            laid = floors(rule, facts)
            at = np.where(laid.group[pairs.worker], laid.entity_of[pairs.vacancy], -1)
            lower: list[int] = laid.lower.tolist()
            yield from _floors(at, lower, [laid.penalty] * len(lower))
        if isinstance(rule, HireShare):
            yield from _hire_shares(rule, facts, pairs)
        if isinstance(rule, Target | Budget):
            terms = TERMS[type(rule)](rule, facts)
            each = terms.each[pairs.vacancy]
            price = None if isinstance(rule, Budget) else terms.penalty
            for line in terms.lines:
                weight = np.where(terms.group[pairs.worker], line.inside, line.outside) * each
                if terms.unit_of_worker is not None:
                    weight *= terms.unit_of_worker[pairs.worker] == line.unit
                own = np.flatnonzero(weight)
                yield _Row(own, weight[own], line.lower, line.scale, price)
    for one, least, reward in in_play(facts):
        own = np.flatnonzero(counting(one, pairs.worker, pairs.vacancy))
        yield _Row(own, np.ones_like(own), least, least, reward)
    owed, home = guarantees(facts), guaranteed_home(facts)[pairs.worker]
    yield from _floors(home, owed.lower.tolist(), owed.penalty.tolist())


def _hire_shares(rule: HireShare, facts: Facts, pairs: _Pairs) -> Iterator[_Row]:
    """With short whole: under G + under short >= over (s + T) - under g. The ceiling, exactly."""
    of = employers(rule, facts)
    over, under = rule.share.as_integer_ratio()
    inside = rule.group.mask(facts.roster)[pairs.worker]
    here = of.of_post[pairs.vacancy]
    price = int(to_units(penalty(rule.strength, rule.tier)))
    if rule.basis == "staff_now":
        lower: list[int] = required(rule, of.staff, of.supported, np.zeros_like(of.staff)).tolist()
        yield from _floors(np.where(inside, here, -1), lower, [price] * len(lower))
        return
    before = int(rule.basis != "hired")
    for unit, own in enumerate(_members(here, len(of.names))):
        weight = np.where(inside[own], under - over, -over)
        staff, supported = int(of.staff[unit]) * before, int(of.supported[unit]) * before
        yield _Row(own, weight, over * staff - under * supported, under, price)


def _limits(facts: Facts, pairs: _Pairs) -> tuple[IntArray, csr_array]:
    """How many pairs there may be of each worker, post and capped household: (K,), (K, A)."""
    keys = [(pairs.worker, most_posts(facts)), (pairs.vacancy, caps(facts))]
    for rule in facts.rules:
        if isinstance(rule, HouseholdCap):
            capped = np.append(rule.households.mask(facts.roster), False)
            home = np.where(capped[facts.household_of], facts.household_of, -1)[pairs.worker]
            home[~rule.posts.mask(facts.roster)[pairs.vacancy]] = -1
            keys.append((home, np.full(facts.roster.households.height, rule.most)))
    row, column, room, first = [], [], [], 0
    for key, most in keys:
        counts = np.flatnonzero(key >= 0)
        row.append(first + key[counts])
        column.append(counts)
        room.append(most)
        first += most.size
    cells = (np.concatenate(row), np.concatenate(column))
    return np.concatenate(room), csr_array(
        (np.ones(cells[0].size), cells), shape=(first, pairs.worker.size)
    )

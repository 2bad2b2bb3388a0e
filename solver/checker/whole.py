"""
Employers with their own rows in whole people, for bounds with wages.

A row of an employer weighs people at its posts, `inside` who is in the group, `outside`
everybody else, and is short by whole people:

    sum of weights >= lower - scale short

    post_share         G >= required
    staff_now          G >= required
    hired              under G - over T >= 0
    staff_after        under G - over T >= over s - under g             over / under = share
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, diags_array, hstack

from matcher.units import BoolArray, IntArray, to_units
from models.rules import HireShare, PostShare, penalty
from solver.checker.classes import Classes
from solver.checker.facts import Facts
from solver.checker.hire_share import employers, required
from solver.checker.hire_share import terms as hire_terms
from solver.checker.limits import caps
from solver.checker.post_share import floors
from solver.checker.prices import Certified
from solver.checker.terms import Line

_NODES = 20_000
_NOTHING = 1 << 60  # more than anybody gains


@dataclass(frozen=True)
class WholeRow:
    """
    One row.

    Parameters
    ----------
    rule, lines
        The rule's id, and which of its priced lines stand for the row.
    sides
        These lines, where they say more of parts of people than the row does.
    group
        Shape (W,): who weighs `inside`.
    posts
        Where it counts.
    inside, outside, lower, scale, penalty
        Whole numbers; the penalty in units.
    asked
        What is paid for at a price of 1 for each line: lower and scale of each.
    """

    rule: str
    lines: IntArray
    sides: tuple[Line, ...]
    group: BoolArray
    posts: IntArray
    inside: int
    outside: int
    lower: int
    scale: int
    penalty: int
    asked: tuple[tuple[int, int], ...]

    def paid(self, prices: Certified) -> int:
        """What its lines' people are paid, rounded down for each line."""
        own = prices.rows[self.rule][self.lines].tolist()
        return sum(q * low // scale for q, (low, scale) in zip(own, self.asked, strict=True))


@dataclass(frozen=True)
class Whole:
    """An employer: its posts, and its rows, all of which count at just these."""

    posts: IntArray
    rows: tuple[WholeRow, ...]

    def paid(self, facts: Facts, prices: Certified) -> int:
        """What its openings cost less what its rows' people are paid, in units."""
        cost = int(prices.vacancy[self.posts] @ caps(facts)[self.posts])
        return cost - sum(row.paid(prices) for row in self.rows)


def owners(facts: Facts, named: list[tuple[str, str, int]]) -> list[Whole] | None:
    """
    Finds the employers whose rows a certificate names: rule, entity, whose.

    Returns
    -------
    list or None
        None where a row is not one of the rules', stands twice, counts at other posts than
        its employer's other rows, or a post belongs to two.
    """
    laid = {
        r.id: _hire_shares(r, facts) if isinstance(r, HireShare) else _post_shares(r, facts)
        for r in facts.rules
        if isinstance(r, HireShare | PostShare)
    }
    if len({(rule, entity) for rule, entity, _ in named}) < len(named):
        return None
    found, taken = [], np.zeros(facts.vacancies, dtype=np.int64)
    for _, group in groupby(sorted(named, key=itemgetter(2)), key=itemgetter(2)):
        listed = [laid.get(rule, {}).get(entity) for rule, entity, _ in group]
        rows = [row for row in listed if row is not None]
        if len(rows) < len(listed):
            return None
        posts = rows[0].posts
        if not all(np.array_equal(row.posts, posts) for row in rows):
            return None
        found.append(Whole(posts, tuple(rows)))
        taken[posts] += 1
    return None if (taken > 1).any() or not taken.any() else found


def _post_shares(rule: PostShare, facts: Facts) -> dict[str, WholeRow]:
    laid = floors(rule, facts)
    rows = {}
    for at, name in enumerate(laid.entities.to_list()):
        posts = np.flatnonzero((laid.entity_of == at) & (caps(facts) > 0))
        lower = int(laid.lower[at])
        rows[str(name)] = WholeRow(
            rule.id, np.array([at]), (), laid.group, posts, 1, 0, lower, 1, laid.penalty,
            ((lower, 1),),
        )  # fmt: skip
    return rows


def _hire_shares(rule: HireShare, facts: Facts) -> dict[str, WholeRow]:
    of, priced = employers(rule, facts), hire_terms(rule, facts)
    over, under = rule.share.as_integer_ratio()
    cost = int(to_units(penalty(rule.strength, rule.tier)))
    asked = required(rule, of.staff, of.supported, np.zeros_like(of.staff)).tolist()
    lines = {
        unit: [(i, line) for i, line in own]
        for unit, own in groupby(enumerate(priced.lines), key=lambda pair: pair[1].unit)
    }
    rows = {}
    for unit, name in enumerate(of.names):
        numbers = np.array([i for i, _ in lines.get(unit, [])], dtype=np.int64)
        own = tuple(line for _, line in lines.get(unit, []))
        posts = np.flatnonzero(of.of_post == unit)
        inside, outside, lower, scale = 1, 0, asked[unit], 1
        if rule.basis != "staff_now":
            inside, outside, lower, scale = under - over, -over, 0, under
        if rule.basis == "staff_after":
            lower = over * int(of.staff[unit]) - under * int(of.supported[unit])
        rows[name] = WholeRow(
            rule.id, numbers, own if rule.basis != "staff_now" else (), priced.group, posts,
            inside, outside, lower, scale, cost, tuple((line.lower, line.scale) for line in own),
        )  # fmt: skip
    return rows


def most_gained(
    facts: Facts, classes: Classes, owner: Whole, worker: IntArray, post: IntArray, gain: IntArray
) -> int:
    """The most that an employer gains from some pairs, each worth `gain` units to it."""
    best = _among_best(facts, classes, owner, worker, post, gain)
    worker, post, gain = worker[best], post[best], gain[best]
    rows = owner.rows
    inside = np.stack([row.group[worker] for row in rows])
    weight = np.stack(
        [np.where(own, row.inside, row.outside) for own, row in zip(inside, rows, strict=True)]
    )
    sides = [(at, line) for at, row in enumerate(rows) for line in row.sides]
    steps = [np.where(inside[at], line.inside, line.outside) for at, line in sides]
    at = [at for at, _ in sides]
    scales = [float(line.scale) for _, line in sides]
    side_of = csr_array((scales, (np.arange(len(sides)), at)), shape=(len(sides), len(rows)))
    people, of_person = np.unique(worker, return_inverse=True)
    posts, of_place = np.unique(post, return_inverse=True)
    keys = np.concatenate((of_person.ravel(), people.size + of_place.ravel()))
    pairs = np.tile(np.arange(gain.size), 2)
    room = np.concatenate((np.ones_like(people), caps(facts)[posts]))
    limits = csr_array((np.ones(keys.size), (keys, pairs)), shape=(room.size, gain.size))
    unit = facts.values.unit
    found = milp(
        np.concatenate((-gain, [row.penalty for row in rows])) / unit,
        integrality=np.ones(gain.size + len(rows)),
        bounds=Bounds(0, np.concatenate((np.ones(gain.size), np.full(len(rows), np.inf)))),
        constraints=[
            LinearConstraint(
                hstack([csr_array(weight * 1.0), diags_array([row.scale * 1.0 for row in rows])]),
                lb=[row.lower for row in rows],
            ),
            LinearConstraint(
                hstack([csr_array(np.reshape(steps, (len(sides), gain.size)) * 1.0), side_of]),
                lb=[line.lower for _, line in sides],
            ),
            LinearConstraint(hstack([limits, csr_array((room.size, len(rows)))]), ub=room),
        ],
        options={"node_limit": _NODES, "mip_rel_gap": 0.0},
    )
    if found.mip_dual_bound is None or not np.isfinite(found.mip_dual_bound):
        return _NOTHING
    return round(-float(found.mip_dual_bound) * unit)


def _among_best(
    facts: Facts, classes: Classes, owner: Whole, worker: IntArray, post: IntArray, gain: IntArray
) -> IntArray:
    """Of everybody alike at a post, as many as the employer has openings: the others can wait."""
    alike = classes.of[worker] * facts.vacancies + post
    order = np.lexsort((worker, -gain, alike))
    rank = np.arange(order.size) - np.searchsorted(alike[order], alike[order])
    chosen: IntArray = np.sort(order[rank < int(caps(facts)[owner.posts].sum())])
    return chosen

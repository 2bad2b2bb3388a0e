"""
A bound with wages, proved again from the rules themselves.

Some employers are taken whole: their posts V_e, with their own rows of rules. For any
wages u, no answer is worth more than

    L of the prices (`solver.checker.bound`) without these posts and rows, where every worker
    may have, beside the best post left, one thing more, that is worth u_w
        +  sum over e of the most that e gains from whole people who cost it u_w each

since who stands at a post of e gains u_w there and the employer the rest. What e gains is
HiGHS's to say, over few pairs: with t the priced values, prices bound it (weak duality) by

    F = sum over V_e of p_v cap_v - sum_l floor(q_l lower_l / scale_l) + sum_w m_w
    m_w = max(0, max over V_e of t_wv - u_w)

and people among whom is a pair of t - u = m - loss gain no more than F - loss. So where
the certificate says that e gains at most A, only pairs with a loss below F - A can belie it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.pairs import Arcs, PriceTable
from matcher.units import IntArray
from solver.checker.bound import bound_units, priced_values
from solver.checker.classes import Classes
from solver.checker.facts import Facts
from solver.checker.prices import Certified, price_table
from solver.checker.report import Fault
from solver.checker.whole import Whole, most_gained, owners

FIELDS = ("wage", "whole_rule", "whole_entity", "whole_employer", "whole_gain")
_DEAREST = 60  # in value: beyond every price
_FARTHEST = 20  # in value: a claim farther from its bound is not looked into
_BLOCK = 4096  # workers looked at together


@dataclass(frozen=True)
class Paid:
    """
    What a certificate says of wages.

    Parameters
    ----------
    wage
        Shape (W,), in units.
    owners
        The employers taken whole.
    gain
        Shape (E,): the most that each gains, as claimed, in units.
    """

    wage: IntArray
    owners: list[Whole]
    gain: IntArray


def read_wages(facts: Facts, certificate: Mapping[str, Any]) -> tuple[Paid | None, list[Fault]]:
    """Takes wages out of a certificate; None where there are none, or faults."""
    there = [name for name in FIELDS if name in certificate]
    if not there:
        return None, []
    wrong = Fault("certificate_wages", "证书中的工资（wage、whole_*）不完整或与名册、政策包不符。")
    if len(there) < len(FIELDS) or facts.job != "allocate":
        return None, [wrong]
    wage, rules, entities, whose, gain = (np.asarray(certificate[name]) for name in FIELDS)
    sound = (
        wage.shape == (facts.workers,)
        and gain.ndim == 1
        and rules.shape == entities.shape == whose.shape == (rules.size,)
        and all(a.dtype.kind == "i" for a in (wage, gain, whose))
        and np.array_equal(np.unique(whose), np.arange(gain.size))
        and bool((np.abs(wage) <= _DEAREST * facts.values.unit).all())
    )
    names = zip(rules.tolist(), entities.tolist(), whose.tolist(), strict=True) if sound else ()
    found = owners(facts, [(str(r), str(e), int(at)) for r, e, at in names]) if sound else None
    if found is None:
        return None, [wrong]
    return Paid(wage.astype(np.int64), found, gain.astype(np.int64)), []


def wage_bound(facts: Facts, classes: Classes, prices: Certified, paid: Paid) -> int:
    """The most that any answer is worth, over all pairs, in units."""
    of_post = np.full(facts.vacancies, -1, dtype=np.int64)
    rows = {rule: own.copy() for rule, own in prices.rows.items()}
    for index, owner in enumerate(paid.owners):
        of_post[owner.posts] = index
        for row in owner.rows:
            rows[row.rule][row.lines] = 0
    whole = of_post >= 0
    beyond = Certified(np.where(whole, 0, prices.vacancy), rows)
    credit = price_table(facts, classes, beyond)
    elsewhere = credit.price.copy()
    elsewhere[:, whole] = _DEAREST * facts.values.unit
    rest = PriceTable(classes.of, elsewhere)
    best = _with_wages(facts, rest, int(np.flatnonzero(whole)[0]), paid.wage)
    nothing = np.zeros(facts.workers, dtype=np.int64)
    total = bound_units(facts, beyond, rest, best, owed=nothing, short=0)
    return total + sum(_gained(facts, classes, prices, credit, paid, of_post))


def _with_wages(facts: Facts, table: PriceTable, post: int, wage: IntArray) -> Arcs:
    """Each available worker's best post elsewhere, or the wage as if it were of some post."""
    people = np.flatnonzero(facts.available)
    best = facts.values.scan(table, 1, people)
    top = wage.copy()
    top[best.worker] = np.maximum(top[best.worker], priced_values(best, table))
    start = np.concatenate(([0], np.cumsum(facts.available)))
    value = top[people] + table.price[table.class_of[people], post]
    return Arcs(start, np.full(people.size, post, dtype=np.int32), value)


def _gained(
    facts: Facts,
    classes: Classes,
    prices: Certified,
    credit: PriceTable,
    paid: Paid,
    of_post: IntArray,
) -> list[int]:
    """What each employer gains at most, in units."""
    table = price_table(facts, classes, prices)
    wanted = _above(facts, table, of_post, paid.wage)
    at = of_post[wanted.vacancy]
    bounds = []
    for index, owner in enumerate(paid.owners):
        own = at == index
        most = np.zeros(facts.workers, dtype=np.int64)
        left = priced_values(wanted, table) - paid.wage[wanted.worker]
        np.maximum.at(most, wanted.worker[own], left[own])
        bounds.append(owner.paid(facts, prices) + int(most.sum()))
    slack = np.maximum(0, np.array(bounds) - paid.gain)
    farthest = _FARTHEST * facts.values.unit
    near = slack[slack <= farthest].max(initial=0)
    listed = _above(facts, table, of_post, paid.wage - near)
    left = priced_values(listed, table) - paid.wage[listed.worker]
    gain = listed.value - credit.price[classes.of[listed.worker], listed.vacancy]
    gain -= paid.wage[listed.worker]
    at = of_post[listed.vacancy]
    order = np.argsort(at, kind="stable")
    first = np.searchsorted(at[order], np.arange(len(paid.owners) + 1))
    found = []
    for index, owner in enumerate(paid.owners):
        own, claimed = order[first[index] : first[index + 1]], int(paid.gain[index])
        if bounds[index] <= claimed or slack[index] > farthest:
            found.append(bounds[index])
            continue
        worker = listed.worker[own]
        most = np.zeros(facts.workers, dtype=np.int64)
        np.maximum.at(most, worker, left[own])
        kept = own[most[worker] - left[own] < slack[index]]
        proved = most_gained(
            facts, classes, owner, listed.worker[kept], listed.vacancy[kept], gain[kept]
        )
        found.append(min(bounds[index], max(claimed, proved)))
    return found


def _above(facts: Facts, table: PriceTable, of_post: IntArray, floor: IntArray) -> Arcs:
    """All pairs of available workers with posts taken whole, of priced values above a floor."""
    people, posts = np.flatnonzero(facts.available), np.flatnonzero(of_post >= 0)
    size = np.zeros(facts.workers, dtype=np.int64)
    vacancy, value = [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.int64)]
    for low in range(0, people.size, _BLOCK):
        seen = facts.values.scan(table, posts.size, people[low : low + _BLOCK], posts, floor)
        size += np.diff(seen.start)
        vacancy.append(seen.vacancy)
        value.append(seen.value)
    start = np.concatenate(([0], np.cumsum(size)))
    return Arcs(start, np.concatenate(vacancy), np.concatenate(value))

"""
A fund spends at most so much on the people placed, in cents.

    achieved = sum of cost[v] over pairs (w, v) with w in the group  <=  amount

cost[v] is that of the first selection that v belongs to. The certificate prices
it per person on the dearest open post; of the amount, what is no multiple of the
greatest common divisor of all costs cannot be spent.
"""

from __future__ import annotations

from math import gcd

import numpy as np
import polars as pl

from matcher.units import IntArray, to_units
from models.rules import Budget, penalty
from solver.checker.facts import Facts
from solver.checker.lines import lines
from solver.checker.report import ALL
from solver.checker.terms import Line, Terms


def cents_of(rule: Budget, facts: Facts) -> IntArray:
    """What one person of the group costs on each open post. Shape (V,)."""
    cost, known = np.zeros(facts.vacancies, dtype=np.int64), facts.openings <= 0
    for posts, amount in rule.costs:
        chosen = posts.mask(facts.roster) & ~known
        cost[chosen] = int((amount * 100).to_integral_exact())
        known |= chosen
    return cost


def spent(rule: Budget, facts: Facts) -> int:
    """What the answer costs the fund, in cents."""
    ours = rule.group.mask(facts.roster)[facts.worker]
    return int(cents_of(rule, facts)[facts.vacancy[ours]].sum())


def allowed(rule: Budget) -> int:
    """What the fund may spend, in cents."""
    return int((rule.amount * 100).to_integral_exact())


def recount(rule: Budget, facts: Facts) -> pl.DataFrame:
    """Adds up what the people placed cost the fund."""
    least, most = np.array([allowed(rule)]), np.array([spent(rule, facts)])
    return lines(rule.id, rule.kind, [ALL], least, most, most=True)


def terms(rule: Budget, facts: Facts) -> Terms:
    """The line that a certificate prices; none where nothing costs the fund anything."""
    cost = cents_of(rule, facts)
    some = cost[cost > 0].tolist()
    common = gcd(*some)
    line = [Line(ALL, 0, -1, 0, -(allowed(rule) // common * common), max(some))] if some else []
    return Terms(
        rule.id,
        tuple(line),
        int(to_units(penalty(rule.strength, rule.tier))),
        None,
        None,
        rule.group.mask(facts.roster),
        cost,
    )

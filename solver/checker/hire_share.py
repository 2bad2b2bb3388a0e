"""
At least a share of those hired, or of the staff, belongs to a group, at each employer.

    T, G = pairs (w, v) with v of employer e, all and with w in the group

    hired          required[e] = ceil(share x T)                        achieved[e] = G
    staff_after    required[e] = max(0, ceil(share x (s + T)) - g)      achieved[e] = G
    staff_now      required[e] = ceil(share x s)                        achieved[e] = G

with s the staff now and g those of them who are supported. An employer without
openings has no row. What the certificate prices where T counts are the sides of
the lower convex hull of required over T = 0 .. openings of e.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from matcher.units import IntArray, to_units
from models.rules import HireShare, penalty
from solver.checker.facts import Facts
from solver.checker.limits import ceil_of
from solver.checker.lines import lines
from solver.checker.terms import Line, Terms


@dataclass(frozen=True)
class Employers:
    """
    The employers of one rule.

    Parameters
    ----------
    names, staff, supported, openings
        Shapes (E,).
    of_post
        Shape (V,): the employer of each open post, -1 where none counts.
    """

    names: list[str]
    staff: IntArray
    supported: IntArray
    openings: IntArray
    of_post: IntArray


def employers(rule: HireShare, facts: Facts) -> Employers:
    """Finds the employers that hire here and that the rule speaks of, by name."""
    known = rule.staff(facts.roster).sort("employer_id").unique("employer_id", keep="first")
    posts = facts.roster.vacancies.select("employer_id", openings=pl.Series(facts.openings))
    hiring = posts.filter(pl.col("openings") > 0)["employer_id"].unique()
    here = known.filter(pl.col("employer_id").is_in(hiring.implode())).sort("employer_id")
    names = here["employer_id"].to_list()
    number = {name: index for index, name in enumerate(names)}
    of_post = np.array([number.get(name, -1) for name in posts["employer_id"]], dtype=np.int64)
    of_post[facts.openings <= 0] = -1
    mine = of_post >= 0
    openings = np.bincount(of_post[mine], facts.openings[mine], len(names)).astype(np.int64)
    return Employers(
        names, here["staff"].to_numpy(), here["supported"].to_numpy(), openings, of_post
    )


def required(rule: HireShare, staff: IntArray, supported: IntArray, hired: IntArray) -> IntArray:
    """How many of those hired have to be of the group. Shapes agree."""
    if rule.basis == "hired":
        return ceil_of(rule.share, hired)
    if rule.basis == "staff_now":
        return ceil_of(rule.share, staff)
    owed: IntArray = np.maximum(0, ceil_of(rule.share, staff + hired) - supported)
    return owed


def recount(rule: HireShare, facts: Facts) -> pl.DataFrame:
    """Counts who of the group was hired, for each employer."""
    of = employers(rule, facts)
    at = of.of_post[facts.vacancy]
    ours = rule.group.mask(facts.roster)[facts.worker]
    hired = np.bincount(at[at >= 0], minlength=len(of.names))
    achieved = np.bincount(at[(at >= 0) & ours], minlength=len(of.names))
    return lines(
        rule.id,
        rule.kind,
        of.names,
        required(rule, of.staff, of.supported, hired),
        achieved,
        penalty=int(to_units(penalty(rule.strength, rule.tier))),
    )


def terms(rule: HireShare, facts: Facts) -> Terms:
    """The lines that a certificate prices."""
    of = employers(rule, facts)
    found: list[Line] = []
    for unit, name in enumerate(of.names):
        size = int(of.openings[unit]) + 1
        staff, supported = (np.full(size, int(x[unit])) for x in (of.staff, of.supported))
        steps = required(rule, staff, supported, np.arange(size))
        if rule.basis == "staff_now":
            found.append(Line(name, unit, 1, 0, int(steps[0]), 1))
            continue
        for end, over, under in _sides(steps):
            lower = under * int(steps[end]) - over * end
            found.append(Line(f"{name}/{end}", unit, under - over, -over, lower, under))
    return Terms(
        rule.id,
        tuple(found),
        int(to_units(penalty(rule.strength, rule.tier))),
        of.of_post,
        None,
        rule.group.mask(facts.roster),
        np.ones(facts.vacancies, dtype=np.int64),
    )


def _sides(steps: IntArray) -> list[tuple[int, int, int]]:
    """Where each side of the lower hull ends, and its slope: the flattest and farthest way on."""
    found, at = [], 0
    while at < steps.size - 1:
        ways = (steps[at + 1 :] - steps[at]) / np.arange(1, steps.size - at)
        end = at + 1 + int(np.flatnonzero(ways == ways.min())[-1])
        slope = Fraction(int(steps[end] - steps[at]), end - at)
        found.append((end, slope.numerator, slope.denominator))
        at = end
    return found

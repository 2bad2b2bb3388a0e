"""
Shares of those hired, or of the staff.

With T and G those hired at employer e, all and of the group; s its staff now, g
those of them who are supported; share = top / bottom:

    hired          bottom G - top T  >=  0
    staff_after    bottom G - top T  >=  top s - bottom g
    staff_now             G          >=  ceil(share s)                for every e in employers

The first two have whole weights, so nothing is rounded: a person of the group
weighs bottom - top, everybody else -top, and up to `bottom` weights short are one
person. People come whole: r(T), how many of the group T hires ask for, is a flight
of steps. What is priced are the sides of its lower convex hull over T = 0 .. openings,

    under G - over T  >=  under r(t) - over t          from one corner (t', r(t')) to (t, r(t))
                                                       with slope over / under

so that an employer who takes on as many as a corner stands for is priced to the person.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import polars as pl

from matcher.units import IntArray, to_units
from models.rules import HireShare, penalty
from solver.rules.draft import Draft, DraftRow


def compile_hire_share(rule: HireShare, draft: Draft) -> None:
    """Adds a row for each employer with openings and, where it is asked for, a known staff."""
    short = int(to_units(penalty(rule.strength, rule.tier)))
    hiring = (
        draft.roster.vacancies.select("employer_id", post=pl.int_range(pl.len(), dtype=pl.Int64))
        .with_columns(openings=pl.Series(draft.openings))
        .filter(pl.col("openings") > 0)
        .join(rule.staff(draft.roster), on="employer_id", maintain_order="left")
        .group_by("employer_id", maintain_order=True)
        .agg("post", pl.col("openings").sum(), pl.col("staff", "supported").first())
        .sort("employer_id")
    )
    group = draft.group(rule.group.mask(draft.roster)) if hiring.height else 0
    for employer, posts, openings, staff, supported in hiring.rows():
        where = pl.Series(posts, dtype=pl.Int64).to_numpy()
        owed = rule.required(
            np.arange(openings + 1),
            np.full(openings + 1, staff),
            np.full(openings + 1, supported),
        ).tolist()
        if rule.basis == "staff_now":
            draft.rows.append(DraftRow(rule.id, employer, (group,), where, owed[0], short))
        else:
            draft.rows.append(_ratio(rule, employer, group, where, short, owed, staff, supported))


def _ratio(
    rule: HireShare,
    employer: str,
    group: int,
    where: IntArray,
    short: int,
    owed: list[int],
    staff: int,
    supported: int,
) -> DraftRow:
    """The row of an employer, and the lines that are priced; `owed[T]` is r(T)."""
    top, bottom = rule.share.as_integer_ratio()
    lower = top * staff - bottom * supported  # both nothing where those hired are the basis
    lines = tuple(
        DraftRow(
            rule.id,
            f"{employer}/{hired}",
            (group,),
            where,
            under * owed[hired] - over * hired,
            short,
            under - over,
            -over,
            scale=under,
        )
        for hired, over, under in _lines_below(owed)
    )
    return DraftRow(
        rule.id,
        employer,
        (group,),
        where,
        lower,
        short,
        bottom - top,
        -top,
        scale=bottom,
        lines=lines,
    )


def _lines_below(owed: list[int]) -> list[tuple[int, int, int]]:
    """The sides of the lower convex hull of (T, r(T)): where each ends, slope over / under."""
    hull: list[int] = []
    for hired in range(len(owed)):
        while len(hull) > 1 and _slope(owed, hull[-2], hull[-1]) >= _slope(owed, hull[-1], hired):
            hull.pop()
        hull.append(hired)
    return [(b, *_slope(owed, a, b).as_integer_ratio()) for a, b in pairwise(hull)]


def _slope(owed: list[int], a: int, b: int) -> Fraction:
    return Fraction(owed[b] - owed[a], b - a)

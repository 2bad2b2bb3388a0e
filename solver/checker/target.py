"""
At least so many people of a group are placed on some posts, for each home.

    required[p] = what is left of p's part of the number
    achieved[p] = number of pairs (w, v) with w of the group at home in p, v among the posts
"""

from __future__ import annotations

import numpy as np
import polars as pl

from matcher.units import IntArray, to_units
from models.rules import Target, penalty
from solver.checker.facts import Facts
from solver.checker.lines import lines
from solver.checker.terms import Line, Terms


def home_of(rule: Target, facts: Facts) -> tuple[pl.DataFrame, IntArray]:
    """What each place is owed, and the row of each worker's place there, -1 for none. (W,)."""
    owed = rule.required(facts.roster).select("home", "required")
    rows = owed.select("home").with_row_index("row")
    homes = rule.homes(facts.roster).rename("home").to_frame()
    joined = homes.join(rows, on="home", how="left", maintain_order="left")
    return owed, joined["row"].cast(pl.Int64).fill_null(-1).to_numpy()


def recount(rule: Target, facts: Facts) -> pl.DataFrame:
    """Counts the people of the group on such posts, for each place."""
    owed, home = home_of(rule, facts)
    counts = rule.posts.mask(facts.roster)[facts.vacancy]
    counts &= rule.group.mask(facts.roster)[facts.worker]
    at = home[facts.worker[counts]]
    return lines(
        rule.id,
        rule.kind,
        owed["home"],
        owed["required"].to_numpy(),
        np.bincount(at[at >= 0], minlength=owed.height),
        penalty=int(to_units(penalty(rule.strength, rule.tier))),
    )


def terms(rule: Target, facts: Facts) -> Terms:
    """The lines that a certificate prices: one a place."""
    owed, home = home_of(rule, facts)
    return Terms(
        rule.id,
        tuple(
            Line(name, unit, 1, 0, lower, 1) for unit, (name, lower) in enumerate(owed.iter_rows())
        ),
        int(to_units(penalty(rule.strength, rule.tier))),
        None,
        home,
        rule.group.mask(facts.roster),
        rule.posts.mask(facts.roster).astype(np.int64),
    )

"""
What each place is to reach of a target.

    goal[p] = largest remainders of goal[parent of p] over the people of the group

Downwards from the level to which the policy itself breaks the number down; upwards
from there the parts are added up, so that at every level they come to the whole.
"""

from __future__ import annotations

import polars as pl

from models.roster import Roster
from models.rules import Target
from solver.monitoring.places import LEVELS, homes

_COLUMNS = {"level": pl.String, "home": pl.String, "people": pl.Int64, "goal": pl.Int64}


def goals(rule: Target, roster: Roster) -> pl.DataFrame:
    """
    Goals of a target at every level.

    Returns
    -------
    polars.DataFrame
        Columns `level`, `home`, `people` (of the group), `goal`; by level and home.
    """
    group = pl.Series(rule.group.mask(roster), dtype=pl.Boolean)
    sizes = homes(roster).filter(group).group_by(LEVELS).agg(people=pl.len().cast(pl.Int64))
    if sizes.is_empty():  # nobody to reach it: the whole stands all the same
        row = {"level": "all", "home": "all", "people": 0, "goal": rule.least}
        return pl.DataFrame([row], schema=_COLUMNS)
    broken_down = rule.by in LEVELS  # to cities is no level: their counties' parts come to theirs
    anchor = rule.by if broken_down else "all"
    whole = pl.DataFrame({"home": ["all"], "least": [rule.least]})
    given = (rule.required(roster) if broken_down else whole).select(pl.col("home").alias(anchor),
                                                                     goal="least")  # fmt: skip
    parts = {anchor: _at(sizes, anchor).join(given, on=anchor, how="left")}
    at = LEVELS.index(anchor)
    for upper, below in zip(reversed(LEVELS[:at]), reversed(LEVELS[1 : at + 1]), strict=True):
        keys = LEVELS[: LEVELS.index(upper) + 1]
        parts[upper] = parts[below].group_by(keys).agg(pl.col("people", "goal").sum())
    for parent, lower in zip(LEVELS[at:], LEVELS[at + 1 :], strict=False):
        parts[lower] = _split(sizes, lower, parent, parts[parent])
    return pl.concat(
        parts[level]
        .select(pl.lit(level).alias("level"), pl.col(level).alias("home"), "people", "goal")
        .cast(pl.Schema(_COLUMNS))
        .sort("home")
        for level in LEVELS
    )


def _at(sizes: pl.DataFrame, level: str) -> pl.DataFrame:
    """People of each place of a level, with the places above it."""
    return sizes.group_by(LEVELS[: LEVELS.index(level) + 1]).agg(pl.col("people").sum())


def _split(sizes: pl.DataFrame, level: str, parent: str, given: pl.DataFrame) -> pl.DataFrame:
    """Splits each parent's goal over its places; of equal remainders the lower code's first."""
    keys = list(LEVELS[: LEVELS.index(parent) + 1])
    found = _at(sizes, level).join(given.select(*keys, whole="goal"), on=keys, how="left")
    total = pl.col("people").sum().over(keys)
    share = pl.col("whole") * pl.col("people")
    turn = pl.struct(-pl.col("left"), pl.col(level)).rank("ordinal").over(keys)
    return (
        found.with_columns(goal=share // total, left=share % total)
        .with_columns(spare=pl.col("whole") - pl.col("goal").sum().over(keys), turn=turn)
        .with_columns(goal=pl.col("goal") + (pl.col("turn") <= pl.col("spare")).cast(pl.Int64))
        .drop("whole", "left", "spare", "turn")
    )

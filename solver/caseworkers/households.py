"""Which households get a cadre, the most urgent first."""

from __future__ import annotations

import numpy as np
import polars as pl

from models.packs import Pack
from models.roster import Roster
from models.rules import HouseholdGuarantee, Selection

COLUMNS = ("household_id", "place", "people", "registered_at", "deadline", "rule")


def to_look_after(roster: Roster, pack: Pack, selection: Selection | None = None) -> pl.DataFrame:
    """
    Lists the households to look after, the most urgent first.

    Parameters
    ----------
    roster, pack
        The facts and the policy.
    selection
        Households of the pack's; where None, all that some rule of the pack
        guarantees a job.

    Returns
    -------
    polars.DataFrame
        household_id, place, people (of this roster), registered_at, deadline
        (of the first guarantee that selects it; null where none has one), rule
        (that guarantee, or null). By deadline, then by registration, then by key;
        what is not known comes last.
    """
    table = roster.households
    rules = [rule for rule in pack.rules if isinstance(rule, HouseholdGuarantee)]
    chosen = np.zeros(table.height, dtype=bool)
    deadline = pl.Series("deadline", [None] * table.height, dtype=pl.Date)
    rule_of = pl.Series("rule", [None] * table.height, dtype=pl.String)
    for rule in reversed(rules):  # the first rule of the pack is written last
        mask = rule.households.mask(roster)
        chosen |= mask
        deadline = rule.deadlines(roster).zip_with(pl.Series(mask), deadline)
        rule_of = (
            pl.Series([rule.id]).new_from_index(0, table.height).zip_with(pl.Series(mask), rule_of)
        )
    if selection is not None:
        chosen = selection.mask(roster)
    people = roster.workers.group_by("household_id").agg(people=pl.len().cast(pl.Int64))
    return (
        table.with_columns(deadline.alias("deadline"), rule_of.alias("rule"))
        .filter(pl.Series(chosen))
        .join(people, on="household_id", how="left", maintain_order="left")
        .with_columns(pl.col("people").fill_null(0))
        .select(COLUMNS)
        .sort("deadline", "registered_at", "household_id", nulls_last=True)
    )

"""At least so many members of each household are placed, by a deadline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import polars as pl

from models.roster import Roster
from models.rules.base import Rule
from models.rules.params import count, selects
from models.rules.selection import Selection


@dataclass(frozen=True, kw_only=True)
class HouseholdGuarantee(Rule):
    """
    At least so many willing members of each of some households are placed.

        sum of x[w, v] over w in h, all v >= least          for every household h

    Where not all households can be served, the nearest deadline goes first. A
    household belongs to one guarantee only: the first of its pack that selects it.
    """

    households: Annotated[Selection, selects("households", "The households that are guaranteed.")]
    least: Annotated[int, count("How many members of each are placed at least.", 1, 20)]
    within_months: Annotated[
        int, count("Calendar months from the household's registration to its deadline.", 0, 120)
    ]

    kind = "household_guarantee"
    jobs = frozenset({"allocate"})

    @property
    def statement(self) -> str:
        """See `Rule`."""
        return (
            f"{self.households.label}每户有就业意愿的劳动力，自登记之日起{self.within_months}个月内"
            f"至少{self.least}人实现就业。"
        )

    def deadlines(self, roster: Roster) -> pl.Series:
        """
        The last day for each household. Shape (H,), dates; null where not registered.

        A month from the 31st ends on the last day of a shorter month.
        """
        day = pl.col("registered_at").dt.offset_by(f"{self.within_months}mo")
        return roster.households.select(day.alias("deadline")).to_series()

    def days_left(self, roster: Roster) -> list[int | None]:
        """Days from the reference day to each household's deadline; None where not registered."""
        left = (self.deadlines(roster) - pl.lit(roster.as_of)).dt.total_days()
        return pl.select(left).to_series().to_list()

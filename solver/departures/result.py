"""What is found: who leaves when, from where, in which vehicle."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

CARRIED = {
    "worker_id": pl.String, "vacancy_id": pl.String, "group": pl.String, "vehicle": pl.String,
    "party": pl.Int64, "away": pl.Boolean,
}  # fmt: skip
GROUPS = {
    "group": pl.String, "destination": pl.String, "place": pl.String, "day": pl.Date,
    "people": pl.Int64, "away": pl.Int64, "vehicles": pl.Int64, "cost": pl.Int64,
}  # fmt: skip
VEHICLES = {
    "vehicle": pl.String, "group": pl.String, "type": pl.String, "seats": pl.Int64,
    "people": pl.Int64, "leader": pl.String,
}  # fmt: skip
ALONE = {
    "worker_id": pl.String, "vacancy_id": pl.String, "destination": pl.String,
    "pick_up": pl.String, "first": pl.Date, "last": pl.Date, "reason": pl.String,
    "company": pl.Int64,
}  # fmt: skip


@dataclass(frozen=True)
class Departures:
    """
    Group departures.

    Parameters
    ----------
    carried
        In the schema `CARRIED`, by vehicle: `party` numbers those who go
        together, `away` says who gets on elsewhere than at home.
    groups
        In the schema `GROUPS`, by day: `cost` in whole cents, or vehicles
        where no cost is known.
    vehicles
        In the schema `VEHICLES`; `leader` is who registered first of its people.
    alone
        In the schema `ALONE`: who goes alone, and why: too_few (`company`
        people at most could leave together, fewer than a group), left_over
        (`company` could, but they leave in groups that leave no room for a
        further one), no_home, no_destination, late.
    near
        How many have a post in their home county.
    people_bound
        No plan carries more people.
    cost_bound
        No plan for as many people costs less; where home comes first, none of
        those with as few people who get on elsewhere.
    proved
        Whether both bounds are reached, and where home comes first, that no
        plan for as many people has fewer who get on elsewhere.
    """

    carried: pl.DataFrame
    groups: pl.DataFrame
    vehicles: pl.DataFrame
    alone: pl.DataFrame
    near: int
    people_bound: int
    cost_bound: int
    proved: bool

    @property
    def cost(self) -> int:
        """Of all vehicles, in whole cents, or their number where no cost is known."""
        return int(self.groups["cost"].sum())

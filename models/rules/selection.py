"""A named part of a table: the people, posts, employers or ledger lines a rule speaks of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from models.roster import Roster
from models.rules.condition import Condition

SELECTABLE = ("workers", "vacancies", "households", "employers", "placements")


@dataclass(frozen=True)
class Selection:
    """
    Some rows of a table, by their conditions.

    Parameters
    ----------
    name
        As rules call it.
    label
        In Chinese, for people.
    table
        "workers", "vacancies", "households", "employers" or "placements".
    condition
        Which rows.
    """

    name: str
    label: str
    table: str
    condition: Condition

    def __post_init__(self) -> None:
        if self.table not in SELECTABLE:
            msg = f"Expected table in {SELECTABLE}, got {self.table!r}."
            raise ValueError(msg)

    def expression(self, roster: Roster) -> pl.Expr:
        """The whole selection as one boolean expression over the table's frame."""
        return self.condition.expression(roster, self.table)

    def mask(self, roster: Roster) -> npt.NDArray[np.bool_]:
        """Which rows are selected. Shape (rows of the table,), in the table's order."""
        frame: pl.DataFrame = getattr(roster, self.table)
        column = frame.select(pl.repeat(value=True, n=pl.len()) & self.expression(roster))
        return column.to_series().to_numpy().astype(np.bool_)

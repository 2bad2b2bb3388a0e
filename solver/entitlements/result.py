"""What an account says: what is owed, and what is not but nearly was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

YUAN = pl.Decimal(18, 2)
OWED: dict[str, Any] = {
    "rule": pl.String,
    "name": pl.String,  # what offices call it
    "kind": pl.String,
    "cite": pl.String,
    "payee": pl.String,  # worker, household, employer or agent
    "payee_id": pl.String,
    "worker_id": pl.String,  # for whom; null where for several people or for none
    "placement_id": pl.String,  # the line of the ledger; null where it is several
    "year": pl.Int32,
    "quantity": pl.Int64,  # months, days, orders, people
    "unit": YUAN,
    "amount": YUAN,  # before caps and exclusions
    "owed": YUAN,
    "cut_by": pl.String,  # caps ("cap", "times", ...) and rules that took something off
    "fund": pl.String,
    "form": pl.String,  # grant, or credit: the ceiling of a loan, which is no payment
    "due": pl.Date,  # the day on which it was earned
    "apply_by": pl.Date,
    "explanation": pl.String,
}
MISSED: dict[str, Any] = {
    "rule": pl.String,
    "name": pl.String,
    "cite": pl.String,
    "payee": pl.String,
    "payee_id": pl.String,
    "worker_id": pl.String,
    "placement_id": pl.String,
    "year": pl.Int32,
    "waiting": pl.Boolean,  # it may still come about
    "reason": pl.String,
}


@dataclass(frozen=True)
class Entitlements:
    """
    What a pack owes for a ledger.

    Parameters
    ----------
    owed
        In the schema `OWED`, yuan with two exact places: what was earned, what
        was cut and by what, and what is owed (0 where all of it was cut).
    missed
        In the schema `MISSED`: lines and units that a rule speaks of, and why
        they earn nothing.
    as_of
        The day on which it is counted.
    """

    owed: pl.DataFrame
    missed: pl.DataFrame
    as_of: date

    @property
    def totals(self) -> pl.DataFrame:
        """
        Sums by form, fund and rule, in the rules' order within a fund.

        `people` and `payees` to whom or for whom something is owed; `amount`
        before and `owed` after caps and exclusions, yuan.
        """
        paid = pl.col("owed") > 0
        by_rule = self.owed.group_by(
            "form", "fund", "rule", "name", "cite", maintain_order=True
        ).agg(
            people=pl.col("worker_id").filter(paid).drop_nulls().n_unique(),
            payees=pl.col("payee_id").filter(paid).n_unique(),
            amount=pl.col("amount").sum().cast(YUAN),
            owed=pl.col("owed").sum().cast(YUAN),
        )
        return by_rule.sort("form", "fund", descending=[True, False], maintain_order=True)

    @property
    def granted(self) -> Decimal:
        """What is owed in all, in yuan, without the ceilings of loans."""
        total = self.owed.filter(pl.col("form") == "grant")["owed"].sum()
        return Decimal(total or 0)

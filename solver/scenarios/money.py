"""What a scenario would cost: subsidies owed if everybody placed came and stayed."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from models.packs import Pack
from models.roster import Roster
from models.rules import Entitlement
from solver.entitlements import account, expected


def would_owe(roster: Roster, pack: Pack, matches: pl.DataFrame, months: int) -> pl.DataFrame:
    """
    Sums by fund and rule, in yuan to the cent; see `Entitlements.totals`.

    Parameters
    ----------
    roster, pack
        The facts and the policy.
    matches
        worker_id, vacancy_id.
    months
        For how long they stay.
    """
    return account(expected(roster, matches, months), pack).totals


def pays(pack: Pack) -> bool:
    """Whether a pack has rules of money."""
    return any(isinstance(rule, Entitlement) for rule in pack.rules)


def granted(totals: pl.DataFrame) -> Decimal:
    """What is paid in all, in yuan, without the ceilings of loans."""
    return Decimal(totals.filter(pl.col("form") == "grant")["owed"].sum() or 0)

"""The account of a ledger under a pack."""

from __future__ import annotations

import polars as pl

from models.packs import Pack
from models.roster import Roster
from models.rules import Entitlement, Exclusive, Subsidy, Threshold
from solver.entitlements.exclusives import exclude
from solver.entitlements.ledger import prepare
from solver.entitlements.limits import limit_payee, limit_subsidy
from solver.entitlements.result import MISSED, OWED, Entitlements
from solver.entitlements.rows import MISS, ROW
from solver.entitlements.subsidies import earn
from solver.entitlements.thresholds import earned, missed, reached
from solver.entitlements.words import yuan_of


def account(roster: Roster, pack: Pack) -> Entitlements:
    """
    Counts who is owed what on the roster's reference day.

    Thresholds first; then each rule in the file's order: what it earns, its
    limits for a person, its cap for a payee; then what excludes one another.

    Parameters
    ----------
    roster
        With the ledger in `placements`.
    pack
        Its subsidies, thresholds and exclusions.
    """
    ledger = prepare(roster, pack)
    gates = {r.id: (r, reached(r, ledger)) for r in pack.rules if isinstance(r, Threshold)}
    conditions = {r.requires for r in pack.rules if isinstance(r, Subsidy)}
    owed, lost = pl.DataFrame(schema=ROW), pl.DataFrame(schema=MISS)
    for rule in pack.rules:
        if isinstance(rule, Subsidy):
            made, short = earn(rule, ledger, gates)
            made = limit_subsidy(rule, made)
        elif isinstance(rule, Threshold) and rule.id not in conditions:
            units = gates[rule.id][1]
            if units.is_empty():
                continue
            made, short = earned(rule, units), missed(rule, units)
        else:
            continue
        owed = pl.concat([owed, limit_payee(rule, made, owed)])
        lost = pl.concat([lost, short])
    called = {r.id: r.name for r in pack.rules if isinstance(r, Entitlement)}
    owners = roster.employers.select("employer_id", "owner_id")
    for rule in pack.rules:
        if isinstance(rule, Exclusive):
            owed = exclude(rule, owed, owners, called)
    facts = _facts(pack)
    return Entitlements(_told(owed, facts), _lost(lost, facts), roster.as_of)


def _facts(pack: Pack) -> pl.DataFrame:
    """What every row of a rule says of it."""
    rules = [r for r in pack.rules if isinstance(r, Entitlement)]
    return pl.DataFrame(
        {
            "rule": [r.id for r in rules],
            "name": [r.name for r in rules],
            "kind": [r.kind for r in rules],
            "cite": [r.cite for r in rules],
            "payee": [r.payee for r in rules],
            "fund": [r.fund for r in rules],
            "form": [r.form for r in rules],
        },
        schema=dict.fromkeys(("rule", "name", "kind", "cite", "payee", "fund", "form"), pl.String),
    )


def _told(owed: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Rows as the account shows them: yuan, and the sentence that explains them."""
    cut = pl.format("；{}", "cuts").fill_null("")
    joined = owed.join(facts, on="rule", how="left", maintain_order="left")
    return joined.with_columns(
        explanation=pl.format("{}：{}{}。依据 {}", "name", "sum", cut, "cite"),
        unit=yuan_of(pl.col("unit")),
        amount=yuan_of(pl.col("amount")),
        owed=yuan_of(pl.col("owed")),
    ).select(pl.col(name).cast(dtype) for name, dtype in OWED.items())


def _lost(lost: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    joined = lost.join(facts, on="rule", how="left", maintain_order="left")
    return joined.select(pl.col(name).cast(dtype) for name, dtype in MISSED.items())

"""Which rule of a pack pays for somebody's journey to a post."""

from __future__ import annotations

import polars as pl

from models.packs import Pack
from models.roster import Roster
from models.rules import Subsidy
from models.rules.rounding import yuan
from solver.entitlements import expected
from solver.entitlements.ledger import prepare

_TRAVEL = "交通"  # in the name that offices give to such a subsidy


def travel_subsidies(roster: Roster, matches: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    """
    Says what each person may claim for the way to the post, once the conditions are met.

    Parameters
    ----------
    roster, pack
        The facts and the policy.
    matches
        worker_id, vacancy_id: one post a person.

    Returns
    -------
    polars.DataFrame
        worker_id and subsidy: name, rate and clause, in Chinese; only those for
        whom the pack has a rule.
    """
    ledger = prepare(expected(roster, matches), pack)
    subsidy = pl.Series([None] * ledger.lines.height, dtype=pl.String)
    for rule in reversed(pack.rules):  # where several fit, the pack's first is named
        if not isinstance(rule, Subsidy) or rule.payee != "worker" or _TRAVEL not in rule.name:
            continue
        for lines, rate in reversed(rule.rates):
            most = "据实，最高 " if rule.of == "up_to" else ""
            text = f"{rule.name}：{most}{yuan(rate)} 元（{rule.cite}）"
            chosen = ledger.of(lines)
            subsidy = pl.Series([text]).new_from_index(0, len(subsidy)).zip_with(chosen, subsidy)
    return ledger.lines.select("worker_id", subsidy=subsidy).drop_nulls("subsidy")

"""What to look at among the contracts of the ledger, by the term limits of a pack."""

from __future__ import annotations

import polars as pl

from models.ledger import job_lines
from models.lint.find import found
from models.packs import Pack
from models.roster import Finding, Roster
from models.rules import TermLimit


def contract_findings(roster: Roster, pack: Pack) -> tuple[Finding, ...]:
    """
    Returns a finding for each limit of a contract that some lines of the ledger go
    beyond: signed for more months than a post of the kind may be; in the pack's order.
    """
    return tuple(
        finding
        for rule in pack.rules
        if isinstance(rule, TermLimit) and rule.per == "contract"
        for finding in _too_long(rule, roster)
    )


def _too_long(rule: TermLimit, roster: Roster) -> list[Finding]:
    posts = roster.vacancies.filter(pl.Series(rule.posts.mask(roster), dtype=pl.Boolean))
    lines = job_lines(roster).join(posts.select("vacancy_id"), on="vacancy_id", how="semi")
    return found(
        lines,
        pl.col("contract_months") > rule.months,
        "placements",
        "contract_months",
        "contract_too_long",
        f"就业台账有 {{n}} 行合同期限超过 {rule.months} 个月，不符合 {rule.cite}："
        f"{rule.statement}请核对。",
    )

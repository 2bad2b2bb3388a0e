"""Rules summed over their entities, one line a rule."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

ALL = "all"  # the entity under which a rule over everybody is counted as a whole


@dataclass(frozen=True)
class RuleTotal:
    """
    One rule over all its entities.

    `entities` and `held` count entities; both are 1 or 0 where the rule is
    counted as a whole, whoever else is listed beside.
    """

    rule: str
    kind: str
    strength: str
    cite: str
    entities: int
    held: int
    required: int
    achieved: int
    shortfall: int

    @property
    def outcome(self) -> str:
        """How the rule came out, in few words: 满足 11/13，缺 5."""
        if self.entities == 1:
            return (
                "满足"
                if self.held
                else f"缺 {self.shortfall:,}（{self.achieved:,} / {self.required:,}）"
            )
        mark = "" if self.held == self.entities else f"，缺 {self.shortfall:,}"
        return f"满足 {self.held:,}/{self.entities:,}{mark}"


def rule_totals(rules: pl.DataFrame) -> list[RuleTotal]:
    """Sums rules.csv by rule, in its order; a whole that is listed is not added to its parts."""
    totals = []
    for rows in rules.partition_by("rule", maintain_order=True):
        whole = rows.filter(pl.col("entity") == ALL)
        counted = rows if whole.is_empty() else whole
        sums = counted.select(pl.col("required", "achieved", "shortfall").cast(pl.Int64).sum())
        first = rows.row(0, named=True)
        totals.append(
            RuleTotal(
                rule=first["rule"],
                kind=first["kind"],
                strength=first["strength"],
                cite=first["cite"] or "",
                entities=counted.height,
                held=counted.filter(pl.col("status") == "held").height,
                **sums.row(0, named=True),
            )
        )
    return totals

"""Do the rule lines of an answer agree with the re-count?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from solver.checker.report import ALL, Fault, some

_KEY = ["rule", "entity"]


def check_lines(
    lines: pl.DataFrame, claimed: pl.DataFrame, rules: Sequence[str]
) -> Iterator[Fault]:
    """
    Compares the lines of an answer with the re-counted ones.

    A rule's entities each have a line; or, for rules over very many people or
    posts, those that are short have one; or the rule has one line for "all",
    which is then the sum of its entities. Where a rule asks nothing of anybody,
    a line for "all" may say just that: nothing required, nothing achieved.

    Parameters
    ----------
    lines
        Re-counted, in `LINE_SCHEMA`.
    claimed
        Columns rule, entity, required, achieved; shortfall and status where given.
    rules
        Ids of all rules that the job keeps.
    """
    said = claimed.with_columns(
        pl.col(*_KEY).cast(pl.String), pl.col("required", "achieved").cast(pl.Int64)
    ).with_row_index("line")
    for row in some(said.filter(pl.struct(_KEY).is_duplicated()).unique(_KEY, maintain_order=True)):
        yield _fault("rule_line_twice", row, "重复出现")
    counted = pl.concat([lines, _together(lines)]).rename({n: f"true_{n}" for n in _COUNTS})
    both = said.join(counted.drop("kind"), on=_KEY, how="left", maintain_order="left")
    known = pl.col("true_required").is_not_null()
    nothing = (pl.col("achieved") == 0) & pl.col("rule").is_in(list(rules))
    for row in some(both.filter(~known & ~nothing)):
        yield _fault("rule_line_unknown", row, "不在政策包的规则之中")
    asked = lines.filter((pl.col("listed") & (pl.col("required") > 0)) | (pl.col("shortfall") > 0))
    idle = (
        (pl.col("entity") == ALL)
        & (pl.col("required") == 0)
        & (pl.col("achieved") == 0)
        & ~pl.col("rule").is_in(asked["rule"].unique().implode())
    )
    for row in some(both.filter(known & ~idle & _differs(said.columns))):
        says = (
            f"写的是应达 {row['required']}、实达 {row['achieved']}，"
            f"复核为应达 {row['true_required']}、实达 {row['true_achieved']}"
            f"（差 {row['true_shortfall']}），与所写的结论不符"
        )
        yield _fault("rule_line_wrong", row, says)
    summed = said.filter(pl.col("entity") == ALL)["rule"]
    missing = asked.join(said, on=_KEY, how="anti")
    for row in some(missing.filter(~pl.col("rule").is_in(summed.implode()))):
        yield _fault("rule_line_missing", row, "没有列出")


_COUNTS = ("required", "achieved", "shortfall")


def _together(lines: pl.DataFrame) -> pl.DataFrame:
    """One line for all entities of each rule that has no such line yet."""
    several = lines.filter((pl.col("entity") == ALL).any().over("rule").not_())
    return several.group_by("rule", maintain_order=True).agg(
        pl.col("kind").first(),
        pl.lit(ALL).alias("entity"),
        pl.col("required").sum(),
        pl.min_horizontal("required", "achieved").sum().alias("achieved"),
        pl.col("shortfall").sum(),
        pl.col("penalty").first(),
        pl.lit(value=False).alias("listed"),
    )


def _differs(columns: list[str]) -> pl.Expr:
    differs = (pl.col("required") != pl.col("true_required")) | (
        pl.col("achieved") != pl.col("true_achieved")
    )
    if "shortfall" in columns:
        differs |= pl.col("shortfall").cast(pl.Int64).fill_null(0) != pl.col("true_shortfall")
    if "status" in columns:
        held = pl.col("status").cast(pl.String).fill_null("") == "held"
        differs |= held != (pl.col("true_shortfall") == 0)
    return differs


def _fault(code: str, row: dict[str, Any], says: str) -> Fault:
    message = f"规则 {row['rule']}（{row['entity']}）的结果{says}。"
    return Fault(code, message, row["rule"], row["entity"])

"""Rows of an account while it is made: whole cents, and what was taken off by what."""

from __future__ import annotations

from typing import Any

import polars as pl

from models.rules import Rule

ROW: dict[str, Any] = {
    "rule": pl.String,
    "payee_id": pl.String,
    "worker_id": pl.String,
    "placement_id": pl.String,
    "line": pl.UInt32,  # null where it is several lines
    "year": pl.Int32,
    "quantity": pl.Int64,
    "unit": pl.Int64,
    "amount": pl.Int64,
    "owed": pl.Int64,
    "began": pl.Date,
    "due": pl.Date,
    "apply_by": pl.Date,
    "chosen": pl.String,
    "sum": pl.String,  # the arithmetic, in Chinese
    "cut_by": pl.String,
    "cuts": pl.String,  # what was cut and why, in Chinese
}
MISS: dict[str, Any] = {
    "rule": pl.String,
    "payee_id": pl.String,
    "worker_id": pl.String,
    "placement_id": pl.String,
    "year": pl.Int32,
    "waiting": pl.Boolean,
    "reason": pl.String,
}
KEYS = {
    "worker": "worker_id",
    "household": "household_id",
    "employer": "employer_id",
    "agent": "agent_id",
}
"""Who is paid, and the column of the ledger that names them."""
_ORDER = ("began", "line", "year", "payee_id")


def rows(frame: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """A frame as rows of one rule, those first that began first; what it lacks is null."""
    made = frame.with_columns(rule=pl.lit(rule.id))
    return made.select(
        pl.col(name).cast(dtype) if name in made.columns else pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in ROW.items()
    ).sort(_ORDER, nulls_last=True, maintain_order=True)


def misses(frame: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """A frame as misses of one rule."""
    made = frame.with_columns(rule=pl.lit(rule.id))
    return made.select(
        pl.col(name).cast(dtype) if name in made.columns else pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in MISS.items()
    )


def cut(frame: pl.DataFrame, owed: pl.Expr, by: str, why: pl.Expr) -> pl.DataFrame:
    """Lowers what is owed, and says by what and why wherever it became less."""
    less = owed < pl.col("owed")
    names = pl.concat_str("cut_by", pl.lit(by), separator="、", ignore_nulls=True)
    words = pl.concat_str("cuts", why, separator="；", ignore_nulls=True)
    return frame.with_columns(
        owed=owed,
        cut_by=pl.when(less).then(names).otherwise("cut_by"),
        cuts=pl.when(less).then(words).otherwise("cuts"),
    )

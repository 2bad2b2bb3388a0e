"""How a check says what it found."""

from __future__ import annotations

import polars as pl

from models.fields import TABLES
from models.roster import Finding

_WHERE = 5


def found(
    frame: pl.DataFrame,
    wrong: pl.Expr | pl.Series,
    table: str,
    field: str,
    code: str,
    message: str,
    level: str = "warning",
) -> list[Finding]:
    """
    Returns one finding with the count and first keys of the rows where `wrong`, or none.

    `message` has `{n}` where the count goes.
    """
    rows = frame.filter(wrong)
    if rows.is_empty():
        return []
    declared = TABLES[table]
    label = declared.by_name[declared.key].label
    where = tuple(f"{label} {key}" for key in rows[declared.key].head(_WHERE).to_list())
    return [Finding(level, code, message.format(n=rows.height), table, field, rows.height, where)]

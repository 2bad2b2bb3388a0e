"""Texts that read the same, made one text: so a city's column has few distinct ones to read."""

from __future__ import annotations

import polars as pl

from models.reading.cells.dates import TIME

_CHINESE = "[\u4e00-\u9fff]"
_DAY = r"^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?$"


def same_day() -> pl.Expr:
    """Returns the column `text` with the time of day cut and the day's usual notations as one."""
    return pl.col("text").str.replace(TIME, "").str.replace(_DAY, "${1}-${2}-${3}")


def same_place() -> pl.Expr:
    """
    Returns the column `text` with each number in an address as 0.

    No division has a digit in its name, and nothing Chinese is a division
    code, so the house number decides nothing.
    """
    text = pl.col("text")
    return (
        pl.when(text.str.contains(_CHINESE))
        .then(text.str.replace_all("[0-9]+", "0"))
        .otherwise(text)
    )

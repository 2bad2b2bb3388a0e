"""What an identity number says of a worker beside naming them."""

from __future__ import annotations

import polars as pl

from models.reading.cells.identity import read_identity


def add_identity(raw: pl.Series, out: pl.DataFrame, year: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """
    Reads a column of identity numbers.

    Returns what was read (`value`, `upper`, `fault`, `remark`) and `out` with
    the birth dates and sexes that the numbers tell (`__id_birth`, `__id_sex`).
    """
    read = read_identity(raw, year)
    out = out.with_columns(read["birth_date"].alias("__id_birth"), read["sex"].alias("__id_sex"))
    return read.with_columns(upper=pl.lit(None, dtype=pl.String)), out

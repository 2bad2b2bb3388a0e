"""Calendar months between days, as expressions: the 31st has its day at the end of short months."""

from __future__ import annotations

import polars as pl


def after(day: pl.Expr, months: int) -> pl.Expr:
    """The day so many calendar months later."""
    return day.dt.offset_by(f"{months}mo")


def months_between(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """
    Full calendar months from `start` to `end`, the greatest m with start + m months <= end.

    Int64; negative where `end` lies before `start`. `end` is the first day that
    no longer counts: a month from 1 March is full where it is 1 April.
    """
    months = month_number(end) - month_number(start)
    last = end.dt.month_end().dt.day().cast(pl.Int64)
    due = pl.min_horizontal(start.dt.day().cast(pl.Int64), last)
    return months - (end.dt.day().cast(pl.Int64) < due).cast(pl.Int64)


def month_number(day: pl.Expr) -> pl.Expr:
    """Months since the year 0: the year is a twelfth of it."""
    return day.dt.year().cast(pl.Int64) * 12 + day.dt.month().cast(pl.Int64) - 1

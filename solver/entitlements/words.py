"""Money and dates as an explanation writes them."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from models.rules.rounding import plain

CENT = Decimal("0.01")


def yuan_of(fen: pl.Expr) -> pl.Expr:
    """Cents as yuan, exact: Decimal with two places."""
    return (fen.cast(pl.Decimal(36, 0)) * pl.lit(CENT)).cast(pl.Decimal(18, 2))


def fen_of(yuan: pl.Expr) -> pl.Expr:
    """Yuan with two places as whole cents."""
    return (yuan * 100).cast(pl.Int64)


def said(fen: pl.Expr) -> pl.Expr:
    """Cents in words: 2400 元, 356.50 元."""
    whole, rest = fen // 100, fen % 100
    cents = pl.format(".{}", rest.cast(pl.String).str.zfill(2))
    return pl.format("{}{} 元", whole, pl.when(rest != 0).then(cents).otherwise(pl.lit("")))


def say(fen: int) -> str:
    """The same of one amount."""
    return f"{fen // 100} 元" if fen % 100 == 0 else f"{fen // 100}.{fen % 100:02d} 元"


def multiple(rate: Decimal) -> str:
    """A multiple of a cost: 50%, 140%."""
    return f"{plain(rate * 100)}%"

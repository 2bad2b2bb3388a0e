"""Caps: so often, so many months, so much money; who began first is paid first."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from models.rules import Entitlement, Subsidy
from models.rules.entitlement import PERIODS_ZH, cents
from models.rules.rounding import yuan
from solver.entitlements.rows import cut
from solver.entitlements.words import said

_ZERO = pl.lit(0, dtype=pl.Int64)


def limit_subsidy(rule: Subsidy, rows: pl.DataFrame) -> pl.DataFrame:
    """Keeps a subsidy within what is paid for a person and for a line."""
    if rule.times is not None:
        rows = _times(rows, rule.times, rule.times_per, by_payee=rule.payee == "household")
    if rule.months_most_year is not None:
        rows = _months(rows, rule.months_most_year, ["worker_id", "year"], "months_most_year")
    if rule.months_most is not None:
        rows = _months(rows, rule.months_most, ["worker_id"], "months_most")
    if rule.cap_line is not None:
        rows = _money(rows, cents(rule.cap_line), ["line"], "cap_line", "每笔")
    if rule.cap_worker is not None:
        by = ["worker_id", "year"] if rule.cap_per == "year" else ["worker_id"]
        words = f"每人{PERIODS_ZH[rule.cap_per]}"
        rows = _money(rows, cents(rule.cap_worker), by, "cap_worker", words)
    return rows


def limit_payee(rule: Entitlement, rows: pl.DataFrame, above: pl.DataFrame) -> pl.DataFrame:
    """
    Keeps what a payee gets within the cap.

    Parameters
    ----------
    rule
        Whose cap.
    rows
        Of the rule.
    above
        Rows of the rules written above it: those of `cap_with` use the cap up first.
    """
    if rule.cap is None:
        return rows
    by = ["payee_id", "year"] if rule.cap_per == "year" else ["payee_id"]
    cap = cents(rule.cap)
    words = PERIODS_ZH[rule.cap_per]
    if not rule.cap_with:
        return _money(rows, cap, by, "cap", words)
    shared = above.filter(pl.col("rule").is_in(rule.cap_with))
    used = shared.group_by(by).agg(used=pl.col("owed").sum())
    joined = rows.join(used, on=by, how="left", maintain_order="left", nulls_equal=True)
    joined = joined.with_columns(pl.col("used").fill_null(0))
    return _money(joined, cap, by, "cap", f"{words}合计", pl.col("used")).drop("used")


def _money(
    rows: pl.DataFrame, cap: int, by: list[str], name: str, words: str, used: pl.Expr = _ZERO
) -> pl.DataFrame:
    """Pays the rows of one payee, person or line in turn until the cap is used up."""
    before = used + pl.col("owed").cum_sum().over(by) - pl.col("owed")
    left = pl.max_horizontal(pl.lit(cap, dtype=pl.Int64) - before, _ZERO)
    text = f"封顶：{words}最高{_capped(cap)}，此前已计 "
    why = pl.concat_str(pl.lit(text), said(before), pl.lit("，实计 "), said(left))
    return cut(rows, pl.min_horizontal("owed", left), name, why)


def _capped(fen: int) -> str:
    """Cents of a cap as the document writes it: 30万元."""
    return f"{yuan(Decimal(fen) / 100)}元"


def _months(rows: pl.DataFrame, most: int, by: list[str], name: str) -> pl.DataFrame:
    """Pays the first months; `quantity` becomes the months paid."""
    months = pl.when(pl.col("owed") > 0).then("quantity").otherwise(_ZERO)
    before = months.cum_sum().over(by) - months
    left = pl.max_horizontal(pl.lit(most, dtype=pl.Int64) - before, _ZERO)
    paid = pl.min_horizontal(months, left)
    each = "每人每年" if "year" in by else "每人累计"
    text = f"{each}最多 {most} 个月，此前已计 {{}} 个月，实计 {{}} 个月"
    counted = rows.with_columns(paid=paid, why=pl.format(text, before, paid))
    lowered = cut(counted, pl.col("paid") * pl.col("unit"), name, pl.col("why"))
    return lowered.with_columns(quantity=pl.col("paid")).drop("paid", "why")


def _times(rows: pl.DataFrame, times: int, per: str, *, by_payee: bool) -> pl.DataFrame:
    """Pays the first lines of a person, of a household, or of a unit that claims for itself."""
    who = pl.col("payee_id") if by_payee else pl.coalesce("worker_id", "payee_id")
    first = pl.col("began").min().over("line")  # a line paid by the month has a row for each year
    keyed = rows.with_columns(__who=who, __first=first, __year=first.dt.year())
    by = ["__who", "__year"] if per == "year" else ["__who"]
    place = pl.struct("__first", "line").rank("dense").over(by)
    words = f"每人{PERIODS_ZH[per]}只计 {times} 次，此前已计 {times} 次"
    owed = pl.when(place <= times).then("owed").otherwise(_ZERO)
    return cut(keyed, owed, "times", pl.lit(words)).drop("__who", "__first", "__year")

"""Which units reach a threshold, year by year."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from models.rules import Threshold
from models.rules.entitlement import cents
from models.rules.threshold import shown
from solver.entitlements.conditions import judge
from solver.entitlements.ledger import Ledger
from solver.entitlements.rows import KEYS, misses, rows
from solver.entitlements.words import said, say

UNITS: dict[str, Any] = {
    "payee_id": pl.String,
    "year": pl.Int32,
    "n": pl.Int64,
    "all": pl.Int64,
    "waiting": pl.Boolean,
    "began": pl.Date,
    "due": pl.Date,
    "chosen": pl.String,
    "staff": pl.Int64,
    "base": pl.Int64,
    "reason": pl.String,
}


def reached(rule: Threshold, ledger: Ledger) -> pl.DataFrame:
    """
    Counts a threshold.

        n >= least,  n <= most,  n >= share * staff,  n >= rate * all,  n >= base

    Returns
    -------
    polars.DataFrame
        A row for each unit and year in which anybody counts or nearly did, in the
        schema `UNITS`: `n` who meets the conditions, `all` of the rule's lines, and
        `reason` why it is not reached, null where it is.
    """
    key = KEYS[rule.payee]
    counts = ledger.of(rule.lines)
    if not counts.any():
        return pl.DataFrame(schema=UNITS)
    marked = ledger.lines.with_columns(
        counts=counts,
        payee_id=pl.col(key),
        who=pl.coalesce("worker_id", "placement_id"),
    ).filter(pl.col("payee_id").is_not_null())
    judged = judge(rule, marked, ledger).with_columns(met=pl.col("reason").is_null())
    if rule.counted == "first":
        judged = _first_only(judged)
    counted = _by_year(rule, judged.filter("counts"), ledger)
    by_unit = counted.group_by("payee_id", "year", maintain_order=True).agg(
        n=pl.col("who").filter("met").n_unique().cast(pl.Int64),
        all=pl.col("who").n_unique().cast(pl.Int64),
        waiting=pl.col("waiting").fill_null(value=False).any(),
        began=pl.col("started_at").min(),
        due=pl.col("due").filter("met").max(),
        chosen=pl.col("chosen").drop_nulls().first(),
    )
    units = ledger.roster.employers.select(
        payee_id="employer_id",
        staff=pl.col("staff").cast(pl.Int64),
        base=pl.col("base_last_year").cast(pl.Int64),
    )
    joined = by_unit.join(units, on="payee_id", how="left", maintain_order="left")
    if rule.base == "none":
        joined = joined.with_columns(base=pl.lit(0, dtype=pl.Int64))
    told = joined.with_columns(reason=_reason(rule)).sort("year", "payee_id")
    return told.select(pl.col(name).cast(dtype) for name, dtype in UNITS.items())


def _first_only(judged: pl.DataFrame) -> pl.DataFrame:
    """A person counts for the unit that was first in the year, whatever kind of unit that is."""
    first = (
        judged.filter("met")
        .sort("started_at", "line")
        .unique(["who", "year", "event"], keep="first", maintain_order=True)
    )
    return judged.with_columns(met=pl.col("line").is_in(first["line"].implode()))


def _by_year(rule: Threshold, judged: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """The lines once for each year in which they count."""
    if rule.who == "began" or judged.is_empty():
        return judged
    years = range(ledger.start.year, ledger.as_of.year + 1)
    days = [min(date(year, 12, 31), ledger.as_of) for year in years]
    if ledger.end is not None:
        days = [min(day, ledger.end) for day in days if day.year <= ledger.end.year]
    if rule.who == "ever":
        return judged.with_columns(year=pl.lit(days[-1].year, dtype=pl.Int32) if days else "year")
    there = [
        judged.filter((pl.col("started_at") <= day) & (pl.col("until") > day)).with_columns(
            year=pl.lit(day.year, dtype=pl.Int32)
        )
        for day in days
    ]
    return pl.concat(there) if there else judged.clear()


def _reason(rule: Threshold) -> pl.Expr:
    """Why a unit does not reach it, the first reason that holds; null where it does."""
    n, everybody, staff, base = pl.col("n"), pl.col("all"), pl.col("staff"), pl.col("base")
    asked = everybody if rule.rate is not None else n
    short = pl.format("{} 人，不足 {} 人", asked, pl.lit(rule.least))
    tests = [pl.when(asked < rule.least).then(short)]
    if rule.most is not None:
        over = pl.format("{} 人，超过 {} 人", n, pl.lit(rule.most))
        tests.append(pl.when(n > rule.most).then(over))
    if rule.share is not None:
        tests.append(pl.when(staff.is_null()).then(pl.lit("单位未填职工人数")))
        under = n * rule.share.denominator < staff * rule.share.numerator
        words = f"{{}} 人，占职工 {{}} 人的比例不足 {shown(rule.share)}"
        tests.append(pl.when(under).then(pl.format(words, n, staff)))
    if rule.rate is not None:
        under = n * rule.rate.denominator < everybody * rule.rate.numerator
        words = f"{{}} 人中 {{}} 人达到条件，不足 {shown(rule.rate)}"
        tests.append(pl.when(under).then(pl.format(words, everybody, n)))
    if rule.base != "none":
        tests.append(pl.when(base.is_null()).then(pl.lit("单位未填上年基数")))
        words = "{} 人，未达到上年基数 {} 人"
        tests.append(pl.when(n < base).then(pl.format(words, n, base)))
    return pl.coalesce(*tests, pl.lit(None, dtype=pl.String))


def earned(rule: Threshold, units: pl.DataFrame) -> pl.DataFrame:
    """What the units that reach a threshold earn, as rows."""
    flat, each = cents(rule.amount), cents(rule.each)
    made = units.filter(pl.col("reason").is_null())
    if rule.often == "ever":
        made = made.sort("year").unique("payee_id", keep="first", maintain_order=True)
    extra = pl.col("n") - pl.col("base")
    amount = flat + each * extra
    gate = f"（门槛 {rule.least} 人）" if rule.least > 1 else ""
    over = pl.format("（上年基数 {} 人）", "base") if rule.base != "none" else pl.lit("")
    parts = [pl.lit(say(flat))] * (flat > 0 or not each)
    parts += [pl.format(f"{{}} 人 × {say(each)}", extra)] * (each > 0)
    total = [pl.lit(" = "), said(amount)] * (each > 0)
    arithmetic = pl.concat_str(
        pl.format("{} 年计 {} 人", "year", "n"), pl.lit(gate), over, pl.lit("："),
        pl.concat_str(parts, separator=" + "), *total,
    )  # fmt: skip
    whole = made.with_columns(
        quantity="n", unit=pl.lit(each or flat), amount=amount, owed=amount, sum=arithmetic
    )
    return rows(whole, rule)


def missed(rule: Threshold, units: pl.DataFrame) -> pl.DataFrame:
    """Units that do not reach a threshold, as misses."""
    return misses(units.filter(pl.col("reason").is_not_null()), rule)

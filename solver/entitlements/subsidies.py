"""What each line of the ledger earns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from models.rules import Subsidy, Threshold
from models.rules.entitlement import cents
from solver.entitlements.conditions import judge
from solver.entitlements.ledger import Ledger
from solver.entitlements.months import after, month_number, months_between
from solver.entitlements.rows import KEYS, MISS, ROW, misses, rows
from solver.entitlements.words import fen_of, multiple, said

Gates = Mapping[str, tuple[Threshold, pl.DataFrame]]
_PER = {"day": "天", "order": "单", "person": "人"}


def earn(rule: Subsidy, ledger: Ledger, gates: Gates) -> tuple[pl.DataFrame, pl.DataFrame]:
    """
    Counts a subsidy before its caps.

    Parameters
    ----------
    rule
        The subsidy.
    ledger
        The lines.
    gates
        By id, each threshold and what `thresholds.reached` says of it.

    Returns
    -------
    rows, misses
        What is earned line by line (and year by year where it is by the month),
        and the lines that earn nothing, with the reason.
    """
    lines = _rated(rule, ledger)
    if lines.is_empty():
        return pl.DataFrame(schema=ROW), pl.DataFrame(schema=MISS)
    judged = judge(rule, lines, ledger)
    if rule.requires is not None:
        judged = _gated(judged, *gates[rule.requires])
    met = judged.filter(pl.col("reason").is_null())
    if rule.per == "month":
        made = _monthly(met, ledger)
    elif rule.of == "fixed":
        made = _fixed(met, rule.per)
    else:
        made = _of_cost(met, rule)
    by = pl.lit(None, dtype=pl.Date)
    if rule.apply_within_months is not None:
        by = after(pl.col("started_at"), rule.apply_within_months)
    short = judged.filter(pl.col("reason").is_not_null())
    none = met.join(made, on="line", how="anti").with_columns(
        reason=pl.lit("文件施行期内不满 1 个月"), waiting=pl.col("running")
    )
    lost = pl.concat([misses(short, rule), misses(none, rule)])
    return rows(made.with_columns(owed=pl.col("amount"), apply_by=by), rule), lost


def _rated(rule: Subsidy, ledger: Ledger) -> pl.DataFrame:
    """The lines of the rule with the rate of the first selection that each belongs to."""
    rate = np.full(ledger.lines.height, -1, dtype=np.int64)
    for place in reversed(range(len(rule.rates))):
        rate[ledger.of(rule.rates[place][0]).to_numpy()] = place
    key = pl.col(KEYS[rule.payee])
    return (
        ledger.lines.with_columns(rate=pl.Series(rate), payee_id=key, began=pl.col("started_at"))
        .filter((pl.col("rate") >= 0) & pl.col("payee_id").is_not_null())
        .with_columns(unit=_by_place([cents(r) for _, r in rule.rates]))
    )


def _by_place(values: list[int]) -> pl.Expr:
    """The value at each line's `rate`."""
    return pl.col("rate").replace_strict(dict(enumerate(values)), return_dtype=pl.Int64)


def _gated(lines: pl.DataFrame, gate: Threshold, units: pl.DataFrame) -> pl.DataFrame:
    """
    Lines of units that do not reach a threshold in their year get that as their reason.

    A threshold of all people so far has no year.
    """
    by = [] if gate.who == "ever" else ["year"]
    unit = pl.col(KEYS[gate.payee]).alias("__unit")
    seen = units.select(*by, __unit="payee_id", short="reason", seen=pl.lit(value=True))
    keyed = lines.with_columns(unit)
    joined = keyed.join(seen, on=["__unit", *by], how="left", maintain_order="left")
    words = pl.format(f"单位未达到门槛（{gate.cite}）：{{}}", pl.coalesce("short", pl.lit("0 人")))
    closed = pl.col("seen").is_null() | pl.col("short").is_not_null()
    return joined.with_columns(reason=pl.coalesce("reason", pl.when(closed).then(words))).drop(
        "short", "seen", "__unit"
    )


def _fixed(lines: pl.DataFrame, per: str) -> pl.DataFrame:
    if per == "line":
        return lines.with_columns(
            quantity=pl.lit(1, dtype=pl.Int64), amount=pl.col("unit"), sum=said(pl.col("unit"))
        )
    quantity = pl.col("quantity").cast(pl.Int64)
    amount = quantity * pl.col("unit")
    words = pl.format(f"{{}} {_PER[per]} × {{}} = {{}}", quantity, _each(), said(amount))
    return lines.with_columns(quantity=quantity, amount=amount, sum=words)


def _of_cost(lines: pl.DataFrame, rule: Subsidy) -> pl.DataFrame:
    cost, unit = fen_of(pl.col("cost")), pl.col("unit")
    if rule.of == "up_to":
        amount = pl.min_horizontal(cost, unit)
        words = pl.format("实际 {}，最高 {}，计 {}", said(cost), said(unit), said(amount))
    else:
        amount = cost * unit // 100  # down to the cent: never more than the multiple
        shares = {place: multiple(rate) for place, (_, rate) in enumerate(rule.rates)}
        share = pl.col("rate").replace_strict(shares, return_dtype=pl.String)
        words = pl.format("实际 {} × {} = {}", said(cost), share, said(amount))
    one = pl.lit(1, dtype=pl.Int64)
    return lines.with_columns(quantity=one, unit=amount, amount=amount, sum=words)


def _monthly(lines: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """
    One row for each line and year: the full months of the line that began in the year.

    Month j of a line runs from its first day plus j months. Of those before
    `until`, the months count whose first day lies within the pack's time.
    """
    first, start = month_number(pl.col("started_at")), pl.col("started_at")
    full = months_between(start, pl.col("until"))
    from_start = months_between(start, pl.lit(ledger.start))
    before = start.dt.offset_by(pl.format("{}mo", from_start)) < ledger.start
    low = pl.max_horizontal(pl.lit(0, dtype=pl.Int64), from_start + before.cast(pl.Int64))
    if ledger.end is not None:
        full = pl.min_horizontal(full, months_between(start, pl.lit(ledger.end)) + 1)
    counted = lines.with_columns(low=low, full=full, first=first)
    counted = counted.filter(pl.col("full") > pl.col("low"))
    if counted.is_empty():
        years = range(0)
    else:
        span = counted.select(
            low=(pl.col("first") + pl.col("low")).min() // 12,
            high=(pl.col("first") + pl.col("full") - 1).max() // 12,
        ).row(0)
        years = range(span[0], span[1] + 1)
    frames = [_of_year(counted, year) for year in years]
    return pl.concat(frames) if frames else _of_year(counted, 0)


def _of_year(lines: pl.DataFrame, year: int) -> pl.DataFrame:
    low = pl.max_horizontal("low", year * 12 - pl.col("first"))
    high = pl.min_horizontal("full", year * 12 + 12 - pl.col("first"))
    begin = pl.col("started_at").dt.offset_by(pl.format("{}mo", "low"))
    end = pl.col("started_at").dt.offset_by(pl.format("{}mo", "high"))
    quantity = pl.col("quantity")
    amount = quantity * pl.col("unit")
    return (
        lines.with_columns(low=low, high=high, year=pl.lit(year, dtype=pl.Int32))
        .filter(pl.col("high") > pl.col("low"))
        .with_columns(began=begin, due=end, quantity=pl.col("high") - pl.col("low"))
        .with_columns(
            amount=amount,
            sum=pl.format(
                "{} 至 {}，{} 个月 × {} = {}",
                begin, end.dt.offset_by("-1d"), quantity, _each(), said(amount),
            ),
        )
    )  # fmt: skip


def _each() -> pl.Expr:
    return said(pl.col("unit"))

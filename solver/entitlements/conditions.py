"""What has to come about before a line counts, and the reason where it has not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

import polars as pl

from models.rules import Entitlement, Subsidy, Threshold
from models.rules.entitlement import SINCE_ZH, cents
from solver.entitlements.ledger import Ledger
from solver.entitlements.months import after
from solver.entitlements.words import fen_of, say

_SINCE = {"signed": pl.coalesce("signed_at", "started_at")} | {
    name: pl.col(f"{name}_at") for name in ("opened", "recognised")
}


class Check(NamedTuple):
    """One condition: where it fails (null fails too), why, whether time may mend it, from when."""

    holds: pl.Expr
    reason: pl.Expr
    waiting: pl.Expr
    since: pl.Expr | None = None


def judge(rule: Entitlement, lines: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """
    Adds to lines `reason` (null where all conditions hold), `waiting` and `due`.

    The first condition that fails says why; `due` is the day on which the last
    of them came about.
    """
    checks = list(_checks(rule, ledger))
    held = [check.holds.fill_null(value=False) for check in checks]
    reasons = [
        pl.when(~holds).then(check.reason) for holds, check in zip(held, checks, strict=True)
    ]
    waiting = [
        pl.when(~holds).then(check.waiting) for holds, check in zip(held, checks, strict=True)
    ]
    days = [pl.col("started_at"), *(c.since for c in checks if c.since is not None)]
    return lines.with_columns(
        reason=pl.coalesce(*reasons, pl.lit(None, dtype=pl.String)),
        waiting=pl.coalesce(*waiting, pl.lit(value=False)),
        due=pl.max_horizontal(days),
    )


def _checks(rule: Entitlement, ledger: Ledger) -> Iterator[Check]:
    subsidy = rule if isinstance(rule, Subsidy) else None
    by_month = subsidy is not None and subsidy.per == "month"  # months in force are counted later
    stock = isinstance(rule, Threshold) and rule.who != "began"
    if not by_month and not stock:
        yield _in_force(ledger)
    wage = None if rule.wage_least is None else cents(rule.wage_least)
    asked: list[tuple[int | None, Callable[[int], Check]]] = [
        (rule.contract_months, _contract),
        (wage, _wage),
        (rule.stayed_months, partial(_stayed, as_of=ledger.as_of)),
        (subsidy.under_months if subsidy else None, _under),
        (subsidy.after_months if subsidy else None, partial(_over, as_of=ledger.as_of)),
        (rule.insured_months, _insured),
        (rule.opened_months, partial(_opened, as_of=ledger.as_of)),
        (rule.within_months, partial(_within, since=rule.since)),
        (rule.apply_within_months, _applied),
    ]
    for value, check in asked:
        if value is not None:
            yield check(value)
    if subsidy is not None:
        yield from _measured(subsidy)


_NEVER = pl.lit(value=False)


def _in_force(ledger: Ledger) -> Check:
    day = pl.col("started_at")
    holds = day >= ledger.start
    if ledger.end is not None:
        holds = holds & (day <= ledger.end)
    span = f"{ledger.start} 至 {ledger.end or '另行通知'}"
    return Check(holds, pl.format("{} 不在文件施行期内（{}）", day, pl.lit(span)), _NEVER)


def _contract(months: int) -> Check:
    has = pl.col("contract_months")
    short = pl.format("合同期限 {} 个月，不足 {} 个月", has, pl.lit(months))
    return Check(has >= months, pl.coalesce(short, pl.lit("未填合同期限")), _NEVER)


def _wage(least: int) -> Check:
    pay = pl.col("wage")
    short = pl.format("实发月工资 {} 元，低于 {}", pay, pl.lit(say(least)))
    return Check(fen_of(pay) >= least, pl.coalesce(short, pl.lit("未填实发月工资")), _NEVER)


def _stayed(months: int, as_of: date) -> Check:
    full = after(pl.col("started_at"), months)
    days = (pl.col("until") - pl.col("started_at")).dt.total_days()
    left = pl.format("{} 离岗，共 {} 天，不足 {} 个月", "ended_at", days, pl.lit(months))
    still = pl.format(
        "至 {} 共 {} 天，到 {} 才满 {} 个月",
        pl.lit(as_of), days, full.dt.offset_by("-1d"), pl.lit(months),
    )  # fmt: skip
    reason = pl.when("running").then(still).otherwise(left)
    return Check(full <= pl.col("until"), reason, pl.col("running"), full)


def _under(months: int) -> Check:
    full = after(pl.col("started_at"), months)
    reason = pl.format("已满 {} 个月，不属于短期（季节性）就业", pl.lit(months))
    return Check(full > pl.col("until"), reason, _NEVER)


def _over(months: int, as_of: date) -> Check:
    end = pl.col("ended_at")
    full = after(end, months)
    wait = pl.format("{} 结束，满 {} 个月后核算", end, pl.lit(months))
    reason = pl.coalesce(wait, pl.lit("还未结束"))
    return Check(full <= as_of, reason, pl.lit(value=True), full)


def _insured(months: int) -> Check:
    full = after(pl.col("insured_at"), months)
    short = pl.format(
        "{} 参保，至 {} 不足 {} 个月", "insured_at", pl.col("until").dt.offset_by("-1d"),
        pl.lit(months),
    )  # fmt: skip
    reason = pl.coalesce(short, pl.lit("未填参保日期"))
    waiting = pl.col("running") & pl.col("insured_at").is_not_null()
    return Check(full <= pl.col("until"), reason, waiting, full)


def _opened(months: int, as_of: date) -> Check:
    full = after(pl.col("opened_at"), months)
    short = pl.format("{} 开业，至 {} 不足 {} 个月", "opened_at", pl.lit(as_of), pl.lit(months))
    reason = pl.coalesce(short, pl.lit("单位未填开业日期"))
    holds = full.dt.offset_by("-1d") <= as_of
    return Check(holds, reason, pl.col("opened_at").is_not_null(), full)


def _within(months: int, since: str) -> Check:
    last = after(_SINCE[since], months)
    late = pl.format("{} 已超过{}起 {} 个月", "started_at", pl.lit(SINCE_ZH[since]), pl.lit(months))
    known = pl.when(last.is_not_null()).then(late)
    reason = pl.coalesce(known, pl.lit(f"未填{SINCE_ZH[since].removesuffix('之日')}日期"))
    return Check(pl.col("started_at") <= last, reason, _NEVER)


def _applied(months: int) -> Check:
    last = after(pl.col("started_at"), months)
    in_time = pl.col("applied_at").is_null() | (pl.col("applied_at") <= last)
    reason = pl.format("{} 申请，已过期限 {}", "applied_at", last)
    return Check(in_time, reason, _NEVER)


def _measured(rule: Subsidy) -> Iterator[Check]:
    """The figures that the amount is counted from have to be there."""
    if rule.of != "fixed":
        yield Check(pl.col("cost").is_not_null(), pl.lit("未填实际金额"), pl.lit(value=True))
    if rule.per in {"day", "order", "person"}:
        yield Check(pl.col("quantity").is_not_null(), pl.lit("未填数量"), pl.lit(value=True))

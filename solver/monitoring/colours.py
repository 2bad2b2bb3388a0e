"""The three colours, and the bounds that count where a pack states none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from models.packs import Pack
from models.rules import Indicator
from models.rules.indicator import PACED

GREEN, YELLOW, RED = "green", "yellow", "red"
OURS = "文件未规定（工作参数）"
_HOUSEHOLD_DAYS = (Decimal(14), Decimal(7))
_PACE = (Decimal(1), Decimal("0.9"))
TERM_YELLOW, TERM_RED = 90, 30  # days before a post has to be given up


@dataclass(frozen=True)
class Bounds:
    """Where yellow and red begin, and the clause that says so."""

    yellow: Decimal
    red: Decimal
    cite: str


def household_bounds(pack: Pack) -> Bounds:
    """Days before a household's deadline: of the pack's first indicator of them, or ours."""
    return _of(pack, ("household_days",), _HOUSEHOLD_DAYS)


def pace_bounds(pack: Pack) -> Bounds:
    """Shares of what is due by now: of the pack's first indicator on schedule, or ours."""
    return _of(pack, PACED, _PACE)


def by_days(days: pl.Expr, yellow: Decimal | int, red: Decimal | int) -> pl.Expr:
    """The colour of so many days left; null where they are not known."""
    return (
        pl.when(days <= int(red))
        .then(pl.lit(RED))
        .when(days <= int(yellow))
        .then(pl.lit(YELLOW))
        .when(days.is_not_null())
        .then(pl.lit(GREEN))
    )


def by_pace(reached: pl.Expr, goal: pl.Expr, gone: int, days: int, bounds: Bounds) -> pl.Expr:
    """
    The colour of a number beside its goal, spread evenly over the days of the year.

        reached / goal  <  bound * gone / days          compared in whole numbers
    """

    def below(bound: Decimal) -> pl.Expr:
        top, bottom = bound.as_integer_ratio()
        return reached * days * bottom < goal * gone * top

    red, yellow = below(bounds.red), below(bounds.yellow)
    return pl.when(red).then(pl.lit(RED)).when(yellow).then(pl.lit(YELLOW)).otherwise(pl.lit(GREEN))


def _of(pack: Pack, measures: tuple[str, ...], ours: tuple[Decimal, Decimal]) -> Bounds:
    for rule in pack.rules:
        if isinstance(rule, Indicator) and rule.measure in measures:
            return Bounds(rule.yellow, rule.red, rule.cite)
    return Bounds(*ours, OURS)

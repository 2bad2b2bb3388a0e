"""
Conditions on the rows of a table, as data; each compiles to one Polars expression.

What is not known satisfies no condition, except where a roster's silence has a
declared meaning (`IF_NOT_STATED`). `NoneOf` is the exact opposite of `AnyOf`:
rows that are not known to satisfy a part are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Protocol

import polars as pl

from models.places import Level, level_between
from models.retirement import retirement_day
from models.roster import Roster

IF_NOT_STATED: dict[tuple[str, str], Any] = {
    ("workers", "willing"): True,
    ("workers", "status"): "unemployed",
    ("vacancies", "is_new"): True,
    ("vacancies", "kind"): "ordinary",
    ("vacancies", "project"): "none",
    ("households", "relocated"): False,
    ("households", "zero_employment"): False,
    ("employers", "kind"): "ordinary",
    ("placements", "event"): "job",
}
"""What a null means: the meaning of silence that `models.fields` states in words."""

JOINS: dict[tuple[str, str], tuple[str, str]] = {
    ("workers", "household"): ("household_id", "households"),
    ("vacancies", "employer"): ("employer_id", "employers"),
    ("households", "any_member"): ("household_id", "workers"),
    ("placements", "worker"): ("worker_id", "workers"),
    ("placements", "post"): ("vacancy_id", "vacancies"),
    ("placements", "employer"): ("employer_id", "employers"),
    ("placements", "agent"): ("agent_id", "employers"),
}
"""(table, word in a pack) to (key, other table)."""


class Condition(Protocol):
    """Something that is true or false of each row of a table."""

    def expression(self, roster: Roster, table: str) -> pl.Expr:
        """A boolean expression over the table's frame, never null."""
        ...


@dataclass(frozen=True)
class Everything:
    """True of every row."""

    def expression(self, roster: Roster, table: str) -> pl.Expr:  # noqa: ARG002 -- the protocol's
        """See `Condition`."""
        return pl.lit(value=True)


@dataclass(frozen=True)
class OneOf:
    """The column's value is among these."""

    column: str
    values: tuple[Any, ...]

    def expression(self, roster: Roster, table: str) -> pl.Expr:
        """See `Condition`."""
        dtype = getattr(roster, table).schema[self.column]
        values = pl.lit(pl.Series(list(self.values), dtype=dtype).implode())
        return _column(table, self.column).is_in(values).fill_null(value=False)


@dataclass(frozen=True)
class Starts:
    """The column's text begins with one of these (a division code covers what lies in it)."""

    column: str
    values: tuple[str, ...]

    def expression(self, roster: Roster, table: str) -> pl.Expr:  # noqa: ARG002 -- the protocol's
        """See `Condition`."""
        tests = [pl.col(self.column).str.starts_with(v) for v in self.values]
        return pl.any_horizontal(tests).fill_null(value=False)


@dataclass(frozen=True)
class Contains:
    """The column's text contains one of these."""

    column: str
    values: tuple[str, ...]

    def expression(self, roster: Roster, table: str) -> pl.Expr:  # noqa: ARG002 -- the protocol's
        """See `Condition`."""
        tests = [pl.col(self.column).str.contains(v, literal=True) for v in self.values]
        return pl.any_horizontal(tests).fill_null(value=False)


@dataclass(frozen=True)
class Between:
    """low <= value <= high; either may be None. Ordered choices count by their place."""

    column: str
    low: Any = None
    high: Any = None
    order: tuple[str, ...] = ()

    def expression(self, roster: Roster, table: str) -> pl.Expr:  # noqa: ARG002 -- the protocol's
        """See `Condition`."""
        column = _column(table, self.column)
        low, high = self.low, self.high
        if self.order:
            column = column.to_physical()
            low = None if low is None else self.order.index(low)
            high = None if high is None else self.order.index(high)
        test = pl.lit(value=True)
        if low is not None:
            test = test & (column >= low)
        if high is not None:
            test = test & (column <= high)
        return (test & column.is_not_null()).fill_null(value=False)


@dataclass(frozen=True)
class DaysBefore:
    """The date lies at least `least` and at most `most` days before the reference day."""

    column: str
    least: int = 0
    most: int | None = None

    def expression(self, roster: Roster, table: str) -> pl.Expr:
        """See `Condition`."""
        latest = roster.as_of - timedelta(days=self.least)
        earliest = None if self.most is None else _back(roster.as_of, self.most)
        return Between(self.column, earliest, latest).expression(roster, table)


@dataclass(frozen=True)
class Belongs:
    """The worker's categories: any, all or none of a mask."""

    how: str  # "any", "all" or "none"
    mask: int

    def expression(self, roster: Roster, table: str) -> pl.Expr:  # noqa: ARG002 -- the protocol's
        """See `Condition`."""
        mask = pl.lit(self.mask, dtype=pl.UInt32)
        held = pl.col("categories").fill_null(0) & mask
        if self.how == "all":
            return held == mask
        return held != 0 if self.how == "any" else held == 0


@dataclass(frozen=True)
class Retires:
    """The worker may retire within so many years of the reference day, or could before."""

    years: int

    def expression(self, roster: Roster, table: str) -> pl.Expr:  # noqa: ARG002 -- the protocol's
        """See `Condition`."""
        latest = pl.lit(roster.as_of).dt.offset_by(f"{self.years}y")
        return (retirement_day(roster.as_of) <= latest).fill_null(value=False)


@dataclass(frozen=True)
class Lies:
    """
    The place of work lies so far from home: in the county, outside it in the city, and so on.

    Home is the county where most of the roster's workers live.
    """

    levels: tuple[Level, ...]

    def expression(self, roster: Roster, table: str) -> pl.Expr:  # noqa: ARG002 -- the protocol's
        """See `Condition`."""
        posts = roster.vacancies["place"]
        apart = level_between(_home(roster).new_from_index(0, len(posts)), posts)
        return pl.lit(apart.is_in(list(self.levels)).fill_null(value=False))


@dataclass(frozen=True)
class OutcomeWithin:
    """The person found work, or started a business, so many months after the end at the latest."""

    months: int

    def expression(self, roster: Roster, table: str) -> pl.Expr:  # noqa: ARG002 -- the protocol's
        """See `Condition`."""
        last = pl.coalesce("ended_at", "started_at").dt.offset_by(f"{self.months}mo")
        return (pl.col("outcome_at") <= last).fill_null(value=False)


@dataclass(frozen=True)
class ClassRate:
    """
    low <= share of the line's class that found work in time; below `below`, if there is one.

    In time is as `OutcomeWithin` says. A line of no class is a class of its own.
    """

    months: int
    low: Fraction = Fraction(0)
    below: Fraction | None = None

    def expression(self, roster: Roster, table: str) -> pl.Expr:
        """See `Condition`."""
        found = OutcomeWithin(self.months).expression(roster, table).cast(pl.Int64)
        event = pl.col("event").cast(pl.String).fill_null("job")
        own = pl.concat_str(pl.lit("\0"), pl.int_range(pl.len()).cast(pl.String))
        group = [event, pl.coalesce("class_id", own)]
        placed, size = found.sum().over(group), pl.len().over(group).cast(pl.Int64)
        test = placed * self.low.denominator >= size * self.low.numerator
        if self.below is not None:
            test = test & (placed * self.below.denominator < size * self.below.numerator)
        return test.fill_null(value=False)


@dataclass(frozen=True)
class Through:
    """A condition on the row of another table that this row names (`JOINS`)."""

    word: str
    condition: Condition

    def expression(self, roster: Roster, table: str) -> pl.Expr:
        """See `Condition`."""
        key, other = JOINS[table, self.word]
        frame: pl.DataFrame = getattr(roster, other)
        there = key if key in frame.columns else "employer_id"  # agents are units too
        keys = frame.filter(self.condition.expression(roster, other))[there].drop_nulls().unique()
        return pl.col(key).is_in(pl.lit(keys.implode())).fill_null(value=False)


@dataclass(frozen=True)
class AllOf:
    """All of the parts are true."""

    parts: tuple[Condition, ...]

    def expression(self, roster: Roster, table: str) -> pl.Expr:
        """See `Condition`."""
        return pl.all_horizontal([p.expression(roster, table) for p in self.parts])


@dataclass(frozen=True)
class AnyOf:
    """At least one of the parts is true."""

    parts: tuple[Condition, ...]

    def expression(self, roster: Roster, table: str) -> pl.Expr:
        """See `Condition`."""
        return pl.any_horizontal([p.expression(roster, table) for p in self.parts])


@dataclass(frozen=True)
class NoneOf:
    """None of the parts is known to be true."""

    parts: tuple[Condition, ...]

    def expression(self, roster: Roster, table: str) -> pl.Expr:
        """See `Condition`."""
        return ~AnyOf(self.parts).expression(roster, table)


def _column(table: str, name: str) -> pl.Expr:
    """The column, with nulls replaced where silence has a meaning."""
    default = IF_NOT_STATED.get((table, name))
    return pl.col(name) if default is None else pl.col(name).fill_null(default)


def _home(roster: Roster) -> pl.Series:
    """The county where most workers live, the lowest code among equals; null where not known."""
    county = roster.workers.select(pl.col("place").str.head(6).drop_nulls().sort())
    return county.select(pl.col("place").mode().sort().first()).to_series()


def _back(day: date, days: int) -> date:
    """`days` before `day`, no earlier than the calendar begins."""
    return day - timedelta(days=min(days, (day - date.min).days))

"""Who is in work, and where people live."""

from __future__ import annotations

from datetime import date

import polars as pl

from models.ledger import work_lines
from models.packs import Pack
from models.roster import Roster
from models.rules import Indicator, Rule
from solver.monitoring.colours import OURS

PERSON = ("worker_id", "place", "township", "village")


def open_lines(roster: Roster, day: date) -> pl.DataFrame:
    """The ledger's lines of work that were going on on a day; the last day counts."""
    ended = pl.col("ended_at").is_null() | (pl.col("ended_at") >= day)
    return work_lines(roster).filter(pl.col("started_at") <= day, ended)


def at_work(roster: Roster) -> pl.Series:
    """
    Who is in work on the reference day: by their status, or by an open line of the ledger.

    Returns
    -------
    polars.Series
        Shape (W,), Boolean, never null.
    """
    stated = pl.col("status").cast(pl.String).fill_null("unemployed") == "employed"
    lines = open_lines(roster, roster.as_of)["worker_id"].unique()
    working = stated | pl.col("worker_id").is_in(lines.implode())
    return roster.workers.select(working.alias("at_work")).to_series()


def ledger_rule(pack: Pack) -> Rule | None:
    """
    The rule under which the ledger is kept.

    That of records brought up to date; else of a report that is due; else
    whatever the pack watches first.
    """
    watched = [rule for rule in pack.rules if isinstance(rule, Indicator)]
    records = [rule for rule in watched if rule.covers == "records"]
    due = [rule for rule in watched if rule.measure == "due"]
    return next(iter((*records, *due, *watched)), None)


def cited(rule: Rule | None) -> tuple[pl.Expr, pl.Expr]:
    """The columns `rule` and `cite` of one rule, or of none."""
    name = pl.lit(rule.id if rule else None, pl.String).alias("rule")
    return name, pl.lit(rule.cite if rule else OURS).alias("cite")

"""Graduates one by one: in work, preparing, with a plan of their own, or with nothing yet."""

from __future__ import annotations

from datetime import date

import polars as pl

from models.categories import Category
from models.packs import Pack
from models.roster import Roster
from models.rules import Indicator
from solver.monitoring.colours import GREEN, OURS, RED, YELLOW
from solver.monitoring.people import PERSON, at_work
from solver.monitoring.result import GRADUATES, GRADUATES_ZH, shaped
from solver.monitoring.services import COUNTED, service_counts

_LEARNING = ("training", "study", "work_training")  # events of the ledger that prepare for work
_COLOURS = {"idle": RED, "planned": YELLOW, "preparing": GREEN, "at_work": GREEN}


def graduates(roster: Roster, pack: Pack, services: pl.DataFrame) -> pl.DataFrame:
    """
    Every graduate of the roster, those with nothing first.

    Whoever is in work or prepares for it this year is green, who has a plan only
    yellow, who has neither red; who does not want work has no colour. The clause is
    that of the narrowest group of graduates of whom the pack reports the share in work.

    Parameters
    ----------
    roster
        On the reference day.
    pack
        Its indicators.
    services
        From `services_owed`: what is missing by a rule is told.

    Returns
    -------
    polars.DataFrame
        In the schema `GRADUATES`.
    """
    bit = pl.col("categories").fill_null(0) & (1 << Category.GRADUATE.bit) != 0
    owed = services.group_by("worker_id", maintain_order=True).agg(
        short=pl.col("missing").drop_nulls().str.join("，")
    )
    chosen = roster.workers.select(bit.alias("is")).to_series()
    base = (
        roster.workers.select(*PERSON, "registered_at", pl.col("willing").fill_null(value=True))
        .with_columns(at_work(roster), *_clauses(roster, pack))
        .filter(chosen)
    )
    joined = base
    for more in (service_counts(roster), _plans(roster), _preparations(roster), owed):
        joined = joined.join(more, on="worker_id", how="left", maintain_order="left")
    status = (
        pl.when("at_work")
        .then(pl.lit("at_work"))
        .when(pl.col("prepared_at").is_not_null())
        .then(pl.lit("preparing"))
        .when(~pl.col("willing"))
        .then(pl.lit("unwilling"))
        .when(pl.col("plan_at").is_not_null())
        .then(pl.lit("planned"))
        .otherwise(pl.lit("idle"))
    )
    told = joined.with_columns(pl.col(COUNTED).fill_null(0), status=status).with_columns(
        colour=pl.col("status").replace_strict(_COLOURS, default=None, return_dtype=pl.String),
        missing=_missing(),
    )
    order = pl.col("status").cast(pl.Enum(list(GRADUATES_ZH)))
    return shaped(told, GRADUATES).sort(order, "place", "worker_id", nulls_last=True)


def _plans(roster: Roster) -> pl.DataFrame:
    """The day of each person's newest plan."""
    plans = roster.services.filter(
        pl.col("kind") == "plan", pl.col("served_at") <= roster.as_of
    )  # fmt: skip
    return plans.group_by("worker_id").agg(plan_at=pl.col("served_at").max())


def _preparations(roster: Roster) -> pl.DataFrame:
    """The last day this year on which each person began to prepare for work, by either ledger."""
    first = date(roster.as_of.year, 1, 1)
    event = pl.col("event").cast(pl.String)
    days = pl.concat(
        [
            roster.services.filter(pl.col("kind") == "preparation").select(
                "worker_id", day="served_at"
            ),
            roster.placements.filter(event.is_in(_LEARNING)).select("worker_id", day="started_at"),
        ]
    ).filter(pl.col("day").is_between(first, roster.as_of))
    return days.drop_nulls().group_by("worker_id").agg(prepared_at=pl.col("day").max())


def _clauses(roster: Roster, pack: Pack) -> tuple[pl.Expr, pl.Expr]:
    """Columns `rule` and `cite`: of the narrowest group that each worker is in."""
    rules = [r for r in pack.rules if isinstance(r, Indicator) and r.measure == "placed_share"]
    masks = [(r, pl.Series(r.group.mask(roster), dtype=pl.Boolean)) for r in rules]
    masks.sort(key=lambda pair: int(pair[1].sum()))
    name = pl.coalesce(
        *(pl.when(pl.lit(mask)).then(pl.lit(r.id)) for r, mask in masks), pl.lit(None, pl.String)
    )
    cite = pl.coalesce(*(pl.when(pl.lit(mask)).then(pl.lit(r.cite)) for r, mask in masks),
                       pl.lit(OURS))  # fmt: skip
    return name.alias("rule"), cite.alias("cite")


def _missing() -> pl.Expr:
    """What there is left to do for who is not in work; null where nothing is."""
    idle = pl.col("status").is_in(["idle", "planned"])
    owes_plan = pl.col("short").fill_null("").str.contains("帮扶计划", literal=True)
    said = pl.concat_str(
        pl.when(idle).then(pl.lit("未就业也未参加就业准备")),
        pl.when(pl.col("plan_at").is_null() & ~owes_plan & (pl.col("status") == "idle")).then(
            pl.lit("没有帮扶计划")
        ),
        pl.when(pl.col("short") != "").then("short"),
        separator="，",
        ignore_nulls=True,
    )
    return pl.when((said != "") & ~pl.col("at_work")).then(said)

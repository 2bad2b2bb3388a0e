"""Households that are guaranteed a job: how long is left, and who could be placed."""

from __future__ import annotations

import polars as pl

from matcher.requirements import available
from models.packs import Pack
from models.roster import Roster
from models.rules import HouseholdGuarantee
from solver.monitoring.colours import GREEN, by_days, household_bounds
from solver.monitoring.people import at_work, cited, open_lines
from solver.monitoring.result import HOUSEHOLD_ZH, HOUSEHOLDS, shaped

_URGENT = pl.Enum(list(HOUSEHOLD_ZH))


def household_warnings(roster: Roster, pack: Pack) -> pl.DataFrame:
    """
    Every household under a guarantee, the most urgent first.

    A household belongs to the first guarantee of the pack that selects it. It is
    owed `least` members in work, or all that are willing and able where there
    are fewer. On the deadline itself it is not yet overdue.

    Returns
    -------
    polars.DataFrame
        In the schema `HOUSEHOLDS`.
    """
    rules = [rule for rule in pack.rules if isinstance(rule, HouseholdGuarantee)]
    if not rules:
        return pl.DataFrame(schema=HOUSEHOLDS)
    homes = _homes(roster)
    taken = pl.Series([False] * roster.households.height, dtype=pl.Boolean)
    frames = []
    for rule in rules:
        chosen = pl.Series(rule.households.mask(roster), dtype=pl.Boolean) & ~taken
        taken = taken | chosen
        own = homes.with_columns(deadline=rule.deadlines(roster)).filter(chosen)
        frames.append(_of(rule, own, roster, pack))
    return pl.concat(frames).sort(
        pl.col("status").cast(_URGENT), "days_left", "place", "household_id", nulls_last=True
    )


def _homes(roster: Roster) -> pl.DataFrame:
    """Row for row of the households: who works, since when, who could be placed."""
    since = open_lines(roster, roster.as_of).group_by("worker_id").agg(
        since=pl.col("started_at").min()
    )  # fmt: skip
    working = at_work(roster)
    members = (
        roster.workers.select("worker_id", "household_id", "township", "village", "registered_at")
        .with_columns(working, free=pl.Series(available(roster), dtype=pl.Boolean) & ~working)
        .filter(pl.col("household_id").is_not_null())
        .join(since, on="worker_id", how="left", maintain_order="left")
    )
    by_home = (
        members.sort("registered_at", nulls_last=True, maintain_order=True)
        .group_by("household_id", maintain_order=True)
        .agg(
            pl.col("township", "village").drop_nulls().first(),
            pl.col("at_work").sum().cast(pl.Int64),
            began=pl.col("since").filter("at_work").sort(nulls_last=True),
            placeable=pl.col("worker_id").filter("free"),
        )
    )
    homes = roster.households.select("household_id", "place", "registered_at")
    return homes.join(by_home, on="household_id", how="left", maintain_order="left").with_columns(
        pl.col("at_work").fill_null(0), pl.col("placeable").fill_null([])
    )


def _of(rule: HouseholdGuarantee, homes: pl.DataFrame, roster: Roster, pack: Pack) -> pl.DataFrame:
    bounds = household_bounds(pack)
    able = pl.col("at_work") + pl.col("placeable").list.len().cast(pl.Int64)
    left = (pl.col("deadline") - pl.lit(roster.as_of)).dt.total_days()
    status = (
        pl.when(pl.col("owed") == 0)
        .then(pl.lit("nobody"))
        .when(pl.col("at_work") >= pl.col("owed"))
        .then(pl.lit("met"))
        .when(left.is_null())
        .then(pl.lit("unregistered"))
        .when(left < 0)
        .then(pl.lit("overdue"))
        .otherwise(pl.lit("open"))
    )
    open_ = pl.col("status").is_in(["open", "overdue"])
    colour = by_days(pl.col("days_left"), bounds.yellow, bounds.red)
    reached = pl.col("began").list.get(pl.col("owed") - 1, null_on_oob=True)
    found = homes.with_columns(owed=pl.min_horizontal(pl.lit(rule.least), able)).with_columns(
        cited(rule), status=status, days_left=left,
        achieved_at=pl.when(pl.col("owed") > 0).then(reached),
    )  # fmt: skip
    found = found.with_columns(
        days_left=pl.when(open_).then("days_left"),
        colour=pl.when(open_).then(colour).when(pl.col("status") == "met").then(pl.lit(GREEN)),
        achieved_at=pl.when(pl.col("status") == "met").then("achieved_at"),
    )
    return shaped(found.with_columns(explanation=_explained(bounds.cite)), HOUSEHOLDS)


def _explained(colour_cite: str) -> pl.Expr:
    """What stands, what is to be done, and by which clause the colour is."""
    people = pl.col("placeable").list.len()
    end = pl.col("deadline").dt.strftime("%Y-%m-%d")
    day = pl.col("achieved_at").dt.strftime("%Y-%m-%d")
    late = (
        pl.when(pl.col("achieved_at") > pl.col("deadline"))
        .then(pl.lit("，超过期限"))
        .when(pl.col("achieved_at") <= pl.col("deadline"))
        .then(pl.lit("，在期限内"))
        .otherwise(pl.lit(""))
    )
    colour = f"；颜色依据 {colour_cite}"
    said = {
        "met": pl.coalesce(pl.format("{} 起达到{}", day, late), pl.lit("名册登记已就业")),
        "nobody": pl.lit("没有有就业意愿且有劳动能力的成员，请核实"),
        "unregistered": pl.format(
            "没有登记日期，无法计算期限，请补登；可安置 {} 人", people
        ),
        "overdue": pl.format(
            "{} 到期，已逾期 {} 天，可安置 {} 人" + colour, end, -pl.col("days_left"), people
        ),
        "open": pl.format(
            "{} 到期，还剩 {} 天，可安置 {} 人" + colour, end, "days_left", people
        ),
    }  # fmt: skip
    text = pl.coalesce(
        pl.when(pl.col("status") == status).then(words) for status, words in said.items()
    )
    return pl.format("应有 {} 人就业：{}", "owed", text)

"""Targets: how far each place is, on schedule or behind, and its rank among its like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from models.ledger import job_lines
from models.packs import Pack
from models.roster import Roster
from models.rules import Target
from models.rules.condition import Everything
from solver.monitoring.colours import Bounds, by_pace, pace_bounds
from solver.monitoring.goals import goals
from solver.monitoring.people import cited
from solver.monitoring.places import LEVELS, homes, place_names
from solver.monitoring.result import PROGRESS, shaped


@dataclass(frozen=True)
class Track:
    """
    A target with what each place is to reach, and who has counted since when.

    Parameters
    ----------
    rule
        The target.
    goal
        From `goals`.
    begun
        The places of `homes` and `day`; a row a person of the group who counts.
    """

    rule: Target
    goal: pl.DataFrame
    begun: pl.DataFrame


@dataclass(frozen=True)
class Followed:
    """
    The targets of a pack, and what they are held against.

    Parameters
    ----------
    tracks
        In the pack's order.
    day
        The reference day.
    bounds
        Where yellow and red begin.
    names
        From `place_names`.
    """

    tracks: tuple[Track, ...]
    day: date
    bounds: Bounds
    names: pl.DataFrame

    def named(self, found: pl.DataFrame) -> pl.DataFrame:
        """Places with their names."""
        return found.join(self.names, on=["level", "home"], how="left", maintain_order="left")

    def sorted(
        self, frames: list[pl.DataFrame], schema: dict[str, Any], *then: str
    ) -> pl.DataFrame:
        """Lines by target, by what the table tells apart, by level, by rank."""
        level = pl.col("level").cast(pl.Enum(LEVELS))
        order = pl.col("rule").cast(pl.Enum([track.rule.id for track in self.tracks]))
        every = pl.concat([pl.DataFrame(schema=schema), *frames])
        return every.sort(order, *then, level, "rank", "home", nulls_last=True)


def followed(roster: Roster, pack: Pack) -> Followed:
    """The targets of a pack under the day and the places of a roster."""
    tracks = tuple(
        Track(rule, goals(rule, roster), _first_days(rule, roster))
        for rule in pack.rules
        if isinstance(rule, Target)
    )
    return Followed(tracks, roster.as_of, pace_bounds(pack), place_names(roster))


def progress(targets: Followed) -> pl.DataFrame:
    """
    Every target at every level: the whole, counties, townships, villages.

    Returns
    -------
    polars.DataFrame
        In the schema `PROGRESS`, by rule, level and rank. Ranks are by share of
        the goal; the month is that of the reference day.
    """
    day, bounds = targets.day, targets.bounds
    month = day.replace(day=1) - timedelta(days=1)
    frames = []
    for track in targets.tracks:
        now = standing(track, day, bounds)
        then = standing(track, month, bounds) if month.year == day.year else None
        if then is None:  # the year has just begun
            then = track.goal.with_columns(rank=pl.lit(None, pl.Int64), reached=pl.lit(0, pl.Int64))
        before = then.select("level", "home", rank_before="rank", earlier="reached")
        joined = now.join(before, on=["level", "home"], how="left", maintain_order="left")
        found = targets.named(joined).with_columns(
            cited(track.rule), month=pl.col("reached") - pl.col("earlier")
        )
        frames.append(shaped(found.with_columns(explanation=_explained(day, bounds)), PROGRESS))
    return targets.sorted(frames, PROGRESS)


def _first_days(rule: Target, roster: Roster) -> pl.DataFrame:
    """
    Who of the group counts for a target in the calendar year, and since when.

    A line on a post that the roster no longer has counts where the target speaks of
    all posts.

    Returns
    -------
    polars.DataFrame
        The columns of `homes` and `day`; a row a person.
    """
    lines = job_lines(roster).filter(
        pl.col("started_at").is_between(date(roster.as_of.year, 1, 1), roster.as_of)
    )
    if not isinstance(rule.posts.condition, Everything):
        posts = roster.vacancies.filter(pl.Series(rule.posts.mask(roster), dtype=pl.Boolean))
        lines = lines.join(posts.select("vacancy_id"), on="vacancy_id", how="semi")
    days = lines.group_by("worker_id").agg(day=pl.col("started_at").min())
    group = pl.Series(rule.group.mask(roster), dtype=pl.Boolean)
    return (
        homes(roster)
        .with_columns(roster.workers["worker_id"])
        .filter(group)
        .join(days, on="worker_id")
        .drop("worker_id")
    )


def standing(track: Track, day: date, bounds: Bounds) -> pl.DataFrame:
    """
    Each place's number, rank and colour at the end of a day.

    Parameters
    ----------
    track
        The target.
    day
        Of the reference day's year.
    bounds
        Where yellow and red begin.

    Returns
    -------
    polars.DataFrame
        The track's `goal` with `reached`, `share`, `expected`, `behind`, `colour`, `rank`
        and `ranked`.
    """
    done = track.begun.filter(pl.col("day") <= day)
    counts = pl.concat(
        done.group_by(pl.col(level).alias("home"))
        .agg(reached=pl.len().cast(pl.Int64))
        .select(pl.lit(level).alias("level"), "home", "reached")
        for level in LEVELS
    )
    gone = (day - date(day.year, 1, 1)).days + 1
    days = (date(day.year, 12, 31) - date(day.year, 1, 1)).days + 1
    found = track.goal.join(
        counts, on=["level", "home"], how="left", maintain_order="left"
    ).with_columns(pl.col("reached").fill_null(0))
    expected = (pl.col("goal") * gone + days - 1) // days
    share = pl.when(pl.col("goal") > 0).then(pl.col("reached") / pl.col("goal"))
    return (
        found.with_columns(
            share=share,
            expected=expected,
            behind=pl.max_horizontal(expected - pl.col("reached"), pl.lit(0, pl.Int64)),
            colour=by_pace(pl.col("reached"), pl.col("goal"), gone, days, bounds),
        )
        .with_columns(rank=pl.col("share").rank("min", descending=True).over("level"))
        .with_columns(
            pl.col("rank").cast(pl.Int64),
            ranked=pl.col("share").count().over("level").cast(pl.Int64),
        )
    )


def _explained(day: date, bounds: Bounds) -> pl.Expr:
    """Where a place stands against the calendar."""
    behind = pl.format("，落后 {} 人", "behind")
    text = pl.format(
        f"目标 {{}} 人，已完成 {{}} 人；按序时进度 {day.isoformat()} 应完成 {{}} 人{{}}",
        "goal", "reached", "expected",
        pl.when(pl.col("behind") > 0).then(behind).otherwise(pl.lit("")),
    )  # fmt: skip
    return text + pl.lit(f"；颜色依据 {bounds.cite}")

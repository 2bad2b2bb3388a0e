"""The quarterly review: what each quarter brought, who fell behind, who moved up or down."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import polars as pl

from solver.monitoring.people import cited
from solver.monitoring.progress import Followed, standing
from solver.monitoring.result import REVIEWS, shaped


def quarters(day: date) -> list[tuple[int, date, bool]]:
    """The quarters of a day's year so far: number, last day counted, whether it has ended."""
    found = []
    for number in range(1, (day.month - 1) // 3 + 2):
        last = date(day.year, 3 * number, monthrange(day.year, 3 * number)[1])
        found.append((number, min(last, day), last <= day))
    return found


def quarterly_review(targets: Followed) -> pl.DataFrame:
    """
    Every target, quarter by quarter, at every level.

    The reference day's own quarter counts until that day.

    Returns
    -------
    polars.DataFrame
        In the schema `REVIEWS`, by rule, quarter, level and rank.
    """
    frames = []
    for track in targets.tracks:
        earlier = track.goal.select(
            "level", "home", reached_before=pl.lit(0, pl.Int64), rank_before=pl.lit(None, pl.Int64)
        )
        for number, until, whole in quarters(targets.day):
            now = standing(track, until, targets.bounds)
            joined = now.join(earlier, on=["level", "home"], how="left", maintain_order="left")
            found = targets.named(joined).with_columns(
                cited(track.rule),
                quarter=number,
                until=pl.lit(until),
                whole=pl.lit(whole),
                new=pl.col("reached") - pl.col("reached_before"),
            )
            frames.append(shaped(found.with_columns(explanation=_explained()), REVIEWS))
            earlier = now.select("level", "home", reached_before="reached", rank_before="rank")
    return targets.sorted(frames, REVIEWS, "quarter")


def _explained() -> pl.Expr:
    """New people, where the place stands, and how its rank has moved."""
    change = pl.col("rank_before") - pl.col("rank")
    moved = (
        pl.when(change > 0)
        .then(pl.format("，排名上升 {} 位", change))
        .when(change < 0)
        .then(pl.format("，排名下降 {} 位", -change))
        .otherwise(pl.lit(""))
    )
    behind = pl.format("累计落后 {} 人", "behind")
    stands = pl.when(pl.col("behind") > 0).then(behind).otherwise(pl.lit("不落后"))
    so_far = pl.when("whole").then(pl.lit("本季度")).otherwise(pl.lit("本季度至今"))
    return pl.format("{}新增 {} 人，{}{}", so_far, "new", stands, moved)

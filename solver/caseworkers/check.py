"""Caseloads recounted from the tables, with nothing of what made them."""

from __future__ import annotations

import numpy as np
import polars as pl

from models.places import level_between
from solver.caseworkers.result import NEARNESS, Caseloads


def check(found: Caseloads, households: pl.DataFrame, caseworkers: pl.DataFrame) -> tuple[str, ...]:
    """
    Returns what is wrong with an answer, one Chinese sentence each; nothing where it stands.

    Every household has one cadre or stands in line, in that order; nobody is
    over the limit; no exchange makes the loads more even; the points are those
    of the distances; and the bound follows from the prices:

        bound = sum of price x places + sum over households of the greatest
                (points + reward - price), less the rewards of even loads
    """
    faults = []
    both = [*found.assigned["household_id"], *found.unserved["household_id"]]
    if both != households["household_id"].to_list():
        faults.append("户与名单不一致：每户应恰好出现一次，未安排的应排在最后。")
    load = found.assigned.group_by("caseworker_id").len("own")
    counted = caseworkers.select(
        "caseworker_id", most=pl.col("max_households").fill_null(households.height)
    ).join(load, on="caseworker_id", how="left", maintain_order="left")
    own = counted["own"].fill_null(0).cast(pl.Int64).to_numpy()
    most = counted["most"].cast(pl.Int64).to_numpy()
    if int(own.sum()) != found.assigned.height:
        faults.append("有户分给了名单上没有的干部。")
    if (own > most).any():
        faults.append("有干部的户数超过了本人的上限。")
    if found.unserved.height and (own < most).any():
        faults.append("还有干部有余力，却有户没有安排。")
    if own.size and (own < most).any() and int(own.max()) > int(own[own < most].min()) + 1:
        faults.append("户数不均：多的一方比还有余力的少的一方多出两户以上。")
    level = _levels(found, households, caseworkers)
    if not level.equals(found.assigned["level"]):
        faults.append("距离与户和干部的所在地不符。")
    points = int(NEARNESS[level.cast(pl.Int64).fill_null(NEARNESS.size - 1).to_numpy()].sum())
    if points != found.nearness:
        faults.append(f"就近得分应为 {points}，记录为 {found.nearness}。")
    bound = _bound(found, households, caseworkers)
    if bound != found.nearness_bound:
        faults.append(f"上界应为 {bound}，记录为 {found.nearness_bound}。")
    return tuple(faults)


def _levels(found: Caseloads, households: pl.DataFrame, caseworkers: pl.DataFrame) -> pl.Series:
    homes = households.select("household_id", home="place")
    posts = caseworkers.select("caseworker_id", post="place")
    pairs = found.assigned.join(homes, on="household_id", how="left", maintain_order="left").join(
        posts, on="caseworker_id", how="left", maintain_order="left"
    )
    if pairs.is_empty():
        return pl.Series("level", dtype=pl.Int8)
    return level_between(pairs["home"], pairs["post"])


def _bound(found: Caseloads, households: pl.DataFrame, caseworkers: pl.DataFrame) -> int:
    """Recomputed over every pair of a served household and a group of cadres."""
    served = households.head(found.assigned.height)["place"]
    groups = found.prices.size // 2
    if not served.len() or not groups:
        return 0
    low = np.bincount(found.group_of, found.loads["low"].to_numpy(), groups).astype(np.int64)
    high = np.bincount(found.group_of, found.loads["high"].to_numpy(), groups).astype(np.int64)
    if not int(high.sum()):
        return 0
    reward = int(NEARNESS.max()) * groups + 1
    best = np.full(served.len(), np.iinfo(np.int64).min)
    for group in range(groups):
        member = int(np.flatnonzero(found.group_of == group)[0])
        post = pl.Series([caseworkers["place"][member]], dtype=pl.String)
        level = level_between(served, post).cast(pl.Int64).fill_null(NEARNESS.size - 1)
        points = NEARNESS[level.to_numpy()]
        if low[group]:
            best = np.maximum(best, points + 2 * reward - found.prices[group])
        if high[group] > low[group]:
            best = np.maximum(best, points + reward - found.prices[groups + group])
    paid = int(found.prices[:groups] @ low + found.prices[groups:] @ (high - low))
    total = paid + int(np.maximum(0, best).sum())
    return total - reward * (served.len() + int(low.sum()))

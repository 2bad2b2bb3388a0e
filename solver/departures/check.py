"""Departures recounted from the people who travel, with nothing of what made them."""

from __future__ import annotations

import polars as pl

from solver.departures.options import DepartureOptions
from solver.departures.result import Departures


def check(found: Departures, people: pl.DataFrame, options: DepartureOptions) -> tuple[str, ...]:
    """
    Returns what is wrong with a plan, one Chinese sentence each; nothing where it stands.

    Everybody who travels is in one vehicle or goes alone; with their own post, to
    its destination, within their days, from a place where they may get on; no
    group is too small, no vehicle too full; who registered first leads.
    """
    return (
        *_people(found, people),
        *_journeys(found, people, options),
        *_groups(found, options),
        *_vehicles(found, people),
    )


def _people(found: Departures, people: pl.DataFrame) -> list[str]:
    faults = []
    travel = people.filter(pl.col("reason").is_null() | (pl.col("reason") != "near"))
    seen = pl.concat([found.carried["worker_id"], found.alone["worker_id"]])
    if sorted(seen) != sorted(travel["worker_id"]):
        faults.append("有人没有着落，或同时在两处。")
    if found.near != people.height - travel.height:
        near = people.height - travel.height
        faults.append(f"在本县就业的应有 {near} 人，记录为 {found.near} 人。")
    if found.carried.join(people, on=["worker_id", "vacancy_id"], how="anti").height:
        faults.append("有人的岗位变了。")
    return faults


def _journeys(found: Departures, people: pl.DataFrame, options: DepartureOptions) -> list[str]:
    faults = []
    joined = found.carried.join(
        people.filter(pl.col("reason").is_null()).drop("vacancy_id"), on="worker_id", how="inner"
    ).join(found.groups, on="group", how="inner", suffix="_group")
    if joined.height != found.carried.height:
        faults.append("有不该外出的人编入了批次。")
    if (joined["destination"] != joined["destination_group"]).any():
        faults.append("有人编入了去往别处的批次。")
    if ((joined["day"] < joined["first"]) | (joined["day"] > joined["last"])).any():
        faults.append("有人的出发日期不在可出发的日期内。")
    pairs = joined.select("pick_up", "place").unique().rows()
    if any(place not in options.meeting_places(pick_up) for pick_up, place in pairs):
        faults.append("有人的上车点不在可到的上车点之列。")
    return faults


def _groups(found: Departures, options: DepartureOptions) -> list[str]:
    faults = []
    counted = found.carried.group_by("group").len("own")
    sizes = found.groups.join(counted, on="group", how="left")
    if (sizes["own"].fill_null(0).cast(pl.Int64) != sizes["people"]).any():
        faults.append("有批次的人数与名单不符。")
    if (found.groups["people"] < options.least).any():
        faults.append(f"有批次不足 {options.least} 人。")
    together = found.carried.group_by("party").agg(pl.col("group").n_unique())
    if (together["group"] > 1).any():
        faults.append("有同行的人编入了不同批次。")
    return faults


def _vehicles(found: Departures, people: pl.DataFrame) -> list[str]:
    faults = []
    order = people.select("worker_id").with_row_index("order")
    riders = found.carried.join(order, on="worker_id", how="left")
    counted = riders.group_by("vehicle").agg(
        own=pl.len().cast(pl.Int64), first=pl.col("worker_id").sort_by("order").first()
    )
    joined = found.vehicles.join(counted, on="vehicle", how="left")
    if (joined["own"].fill_null(0) != joined["people"]).any():
        faults.append("有车辆的人数与名单不符。")
    if (joined["people"] > joined["seats"]).any():
        faults.append("有车辆超员。")
    if (joined["first"].fill_null("") != joined["leader"].fill_null("")).any():
        faults.append("有车辆的领队不是登记最早的人。")
    owned = found.vehicles.group_by("group").agg(pl.len().cast(pl.Int64))
    both = found.groups.join(owned, on="group", how="left")
    if (both["len"].fill_null(0) != both["vehicles"]).any():
        faults.append("有批次的车辆数与清单不符。")
    return faults

"""caseworkers.xlsx: the cadres, a sheet of pairs for each township, and who has no cadre."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from api.outputs.lines import workers_with_homes
from api.outputs.words import LEVELS
from api.outputs.workbook import Column, Workbook
from api.personal import masked_name, masked_phone
from models.packs import Pack
from models.roster import Roster
from solver.caseworkers import Caseloads

NEARBY = (*LEVELS, "不详")
"""How far a cadre is from the household, by level; the last where a place is not known."""

_CADRES = (
    Column("干部编号", 12), Column("姓名", 9), Column("帮扶单位", 26, wrap=True),
    Column("驻点", 22, wrap=True), Column("电话", 14), Column("户数", 6), Column("人数", 6),
    Column("均衡户数", 9), Column("本人上限", 9), *(Column(label, 6) for label in NEARBY),
)  # fmt: skip
_PAIRS = (
    Column("干部编号", 12), Column("帮扶干部", 9), Column("帮扶单位", 24, wrap=True),
    Column("电话", 14), Column("户编号", 14), Column("村", 16), Column("家庭成员", 30, wrap=True),
    Column("人数", 6), Column("距离", 7), Column("登记日期", 12), Column("就业期限", 12),
)  # fmt: skip
_UNSERVED = (
    Column("排序", 7), Column("户编号", 14), Column("乡镇", 16), Column("村", 16),
    Column("家庭成员", 30, wrap=True), Column("人数", 6), Column("就业期限", 12),
    Column("原因", 44, wrap=True),
)  # fmt: skip
FULL = "干部可帮扶的户数已满；期限更近、登记更早的户在前"


def write_caseworkers_book(
    path: Path, found: Caseloads, roster: Roster, pack: Pack, names: bool
) -> None:
    """
    Writes the workbook.

    Parameters
    ----------
    path
        The file.
    found
        Who looks after whom.
    roster
        Of whom.
    pack
        Under which policy.
    names
        Whether names are shown in full; telephones are masked always.
    """
    about = f"政策包：{pack.id}　{pack.title}　基准日期：{roster.as_of}"
    homes = _homes(roster, names)
    cadres = _cadres(roster, names)
    pairs = (
        found.assigned.join(homes, on="household_id", how="left", maintain_order="left")
        .join(cadres, on="caseworker_id", how="left", maintain_order="left")
        .with_columns(distance=_distance(), home=pl.col("home").fill_null("未填乡镇"))
        .sort("home", "caseworker_id", "village", "household_id", nulls_last=True)
    )
    with Workbook(path, "岗配 结对帮扶") as book:
        note = f"{about}　共 {found.loads.height} 名干部，{found.assigned.height} 户"
        book.table("干部一览", "结对帮扶干部一览", note, _CADRES, _listed(found, cadres).rows())
        for part in pairs.partition_by("home", maintain_order=True):
            place = str(part["home"][0])
            rows = part.select(
                "caseworker_id", "cadre", "organisation", "phone", "household_id", "village",
                "members", "people", "distance", _day("registered_at"), _day("deadline"),
            )  # fmt: skip
            title = f"{place} 一对一帮扶结对表"
            book.table(place, title, f"{about}　共 {part.height} 户", _PAIRS, rows.rows())
        if found.unserved.height:
            left = found.unserved.join(homes, on="household_id", how="left", maintain_order="left")
            rows = left.select(
                "place_in_line", "household_id", "home", "village", "members", "people",
                _day("deadline"), pl.lit(FULL),
            )  # fmt: skip
            note = f"{about}　共 {left.height} 户"
            book.table("未安排", "还没有帮扶干部的户", note, _UNSERVED, rows.rows())


def _homes(roster: Roster, names: bool) -> pl.DataFrame:
    """household_id, home (township), village, members and registered_at of every household."""
    shown = pl.col("name") if names else masked_name(pl.col("name"))
    lived = workers_with_homes(roster).select("worker_id", "home", "home_village", member=shown)
    people = roster.workers.select("worker_id", "household_id").join(
        lived, on="worker_id", how="left", maintain_order="left"
    )
    members = people.group_by("household_id", maintain_order=True).agg(
        pl.col("home").drop_nulls().first(),
        village=pl.col("home_village").drop_nulls().first(),
        members=pl.col("member").drop_nulls().str.join("、"),
    )
    table = roster.households.select("household_id", "registered_at")
    return table.join(members, on="household_id", how="left", maintain_order="left")


def _cadres(roster: Roster, names: bool) -> pl.DataFrame:
    shown = pl.col("name") if names else masked_name(pl.col("name"))
    return roster.caseworkers.select(
        "caseworker_id",
        "organisation",
        cadre=shown,
        phone=masked_phone(pl.col("phone")),
        station=pl.concat_str("township", "village", separator="", ignore_nulls=True),
    )


def _listed(found: Caseloads, cadres: pl.DataFrame) -> pl.DataFrame:
    level = pl.col("level").fill_null(len(NEARBY) - 1)
    near = found.assigned.group_by("caseworker_id").agg(
        (level == number).sum().cast(pl.Int64).alias(label) for number, label in enumerate(NEARBY)
    )
    even = pl.when(pl.col("low") == pl.col("high")).then(pl.col("low").cast(pl.String))
    return (
        found.loads.join(cadres, on="caseworker_id", how="left", maintain_order="left")
        .join(near, on="caseworker_id", how="left", maintain_order="left")
        .select(
            "caseworker_id", "cadre", "organisation", "station", "phone", "households", "people",
            even.otherwise(pl.format("{}-{}", "low", "high")), "room",
            *(pl.col(label).fill_null(0) for label in NEARBY),
        )
    )  # fmt: skip


def _distance() -> pl.Expr:
    level = pl.col("level").fill_null(len(NEARBY) - 1).cast(pl.Int64)
    return level.replace_strict(list(range(len(NEARBY))), list(NEARBY), return_dtype=pl.String)


def _day(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String)

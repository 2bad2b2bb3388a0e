"""departures.xlsx: the groups, a list for every vehicle, and who goes alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from api.outputs.journeys import Journeys
from api.outputs.workbook import Column, Workbook

MOST_VEHICLES = 200  # of one workbook; each is a sheet that is being written at the same time
_GROUPS = (
    Column("批次", 9), Column("出发日期", 12), Column("上车点", 22, wrap=True),
    Column("目的地", 22, wrap=True), Column("人数", 7), Column("从别处来上车", 12),
    Column("车辆", 7), Column("费用（元）", 13, money=True),
)  # fmt: skip
_VEHICLES = (
    Column("车辆", 11), Column("出发日期", 12), Column("上车点", 22, wrap=True),
    Column("目的地", 22, wrap=True), Column("车型", 12), Column("座位", 6), Column("人数", 6),
    Column("领队编号", 12), Column("领队", 9), Column("领队电话", 14),
)  # fmt: skip
_RIDERS = (
    Column("序号", 6), Column("人员编号", 13), Column("姓名", 9), Column("电话", 14),
    Column("乡镇", 13), Column("村", 15), Column("用人单位", 26, wrap=True),
    Column("岗位", 18, wrap=True), Column("到岗日期", 12), Column("同行组", 8),
    Column("备注", 14, wrap=True),
)  # fmt: skip
_ALONE = (
    Column("人员编号", 13), Column("姓名", 9), Column("乡镇", 13), Column("村", 15),
    Column("目的地", 18, wrap=True), Column("最早出发", 12), Column("最晚出发", 12),
    Column("原因", 46, wrap=True), Column("交通补贴", 36, wrap=True),
)  # fmt: skip


def write_departures_books(folder: Path, told: Journeys, record: dict[str, Any]) -> list[str]:
    """
    Writes departures.xlsx and, where vehicles are many, departures-2.xlsx and so on.

    Parameters
    ----------
    folder
        Where to.
    told
        What is planned, in words.
    record
        Content of departures.json.

    Returns
    -------
    list of str
        Names of the files.
    """
    about = f"政策包：{record['pack']}　基准日期：{record['as_of']}"
    lists = told.vehicles.rows(named=True)
    books = [lists[i : i + MOST_VEHICLES] for i in range(0, len(lists), MOST_VEHICLES)] or [[]]
    riders = {
        str(part["vehicle"][0]): part
        for part in told.passengers.partition_by("vehicle", maintain_order=True)
    }
    files = []
    for number, own in enumerate(books, 1):
        name = "departures.xlsx" if number == 1 else f"departures-{number}.xlsx"
        files.append(name)
        with Workbook(folder / name, "岗配 成批出行") as book:
            if number == 1:
                _overview(book, told, record, about)
            for vehicle in own:
                _list(book, vehicle, riders[vehicle["vehicle"]], about)
    return files


def _overview(book: Workbook, told: Journeys, record: dict[str, Any], about: str) -> None:
    note = f"{about}　共 {record['groups']} 批，{record['carried']:,} 人，{record['vehicles']} 辆车"
    priced = record["cost_yuan"] is not None
    rows = told.groups.select(
        "group", _day("day"), "place", "destination", "people", "away", "vehicles", "cost"
    ).rows()
    cents = [(*row[:-1], Decimal(row[-1]) / 100 if priced else None) for row in rows]
    book.table("批次一览", "成批出行批次一览", note, _GROUPS, cents)
    vehicles = told.vehicles.select(
        "vehicle", _day("day"), "place", "destination", "type", "seats", "people", "leader",
        "leader_name", "leader_phone",
    )  # fmt: skip
    book.table("车辆一览", "车辆和领队一览", note, _VEHICLES, vehicles.rows())
    alone = told.alone.select(
        "worker_id", "name", "home", "home_village", "destination", _day("first"), _day("last"),
        "reason_text", "subsidy",
    )  # fmt: skip
    note = f"{about}　共 {alone.height:,} 人；补贴以符合政策规定的条件为准"
    book.table("单独出行", "单独出行人员", note, _ALONE, alone.rows())


def _list(book: Workbook, vehicle: dict[str, Any], riders: pl.DataFrame, about: str) -> None:
    led = pl.col("worker_id") == vehicle["leader"]
    remark = pl.concat_str(
        pl.when(led).then(pl.lit("领队")),
        pl.when("away").then(pl.lit("从别处来上车")),
        separator="；",
        ignore_nulls=True,
    )
    rows = riders.select(
        "seat", "worker_id", "name", "phone", "home", "home_village", "employer", "title",
        _day("starts_at"), "company", remark,
    )  # fmt: skip
    leader = (
        f"{vehicle['leader_name'] or vehicle['leader']}（{vehicle['leader_phone'] or '无电话'}）"
    )
    note = (
        f"{vehicle['day']} 出发　上车点：{vehicle['place']}　目的地：{vehicle['destination']}　"
        f"{vehicle['type']}，{vehicle['people']} 人　领队：{leader}　{about}"
    )
    book.table(vehicle["vehicle"], f"{vehicle['vehicle']} 乘车名单", note, _RIDERS, rows.rows())


def _day(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String)

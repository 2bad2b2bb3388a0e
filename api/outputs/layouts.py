"""What is printed of each job: by township for people and pushes, by booth for lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from api.outputs.volumes import Layout
from api.outputs.workbook import Column

_WHO = (Column("人员编号", 16), Column("姓名", 8))
_POST = (
    Column("岗位", 20, wrap=True),
    Column("用人单位", 26, wrap=True),
    Column("工作地", 18, wrap=True),
    Column("月薪", 16),
)
# As wide as a usual reason, which has skills, distance, pay, hours and education.
_WHY = (Column("匹配度", 7), Column("理由", 58, wrap=True))


def _allocated(lines: pl.DataFrame) -> Iterator[Sequence[Any]]:
    return lines.select(
        "worker_id", "name", "home_village", "title", "employer", "place_text", "pay_text",
        pl.col("value").cast(pl.Float64).round(3), "why",
    ).iter_rows()  # fmt: skip


def _pushed(lines: pl.DataFrame) -> Iterator[Sequence[Any]]:
    """The village and the name stand on a worker's first line only, as on a printed list."""
    first = pl.col("worker_id") != pl.col("worker_id").shift(1, fill_value="")
    return lines.select(
        "worker_id",
        pl.when(first).then(pl.col("name")),
        pl.when(first).then(pl.col("home_village")),
        pl.col("rank").cast(pl.Int64),
        "title", "employer", "place_text", "pay_text",
        pl.col("value").cast(pl.Float64).round(3), "why",
    ).iter_rows()  # fmt: skip


def _listed(lines: pl.DataFrame) -> Iterator[Sequence[Any]]:
    """The post stands on its first line only, with how many people it wants."""
    first = pl.col("vacancy_id") != pl.col("vacancy_id").shift(1, fill_value="")
    return lines.select(
        "vacancy_id",
        pl.when(first).then(pl.col("title")),
        pl.when(first).then(pl.col("openings").cast(pl.Int64)),
        pl.col("rank").cast(pl.Int64),
        "worker_id", "name", "home",
        pl.col("value").cast(pl.Float64).round(3), "why",
    ).iter_rows()  # fmt: skip


LAYOUTS: dict[str, Layout] = {
    "allocate": Layout("home", (*_WHO, Column("村", 12), *_POST, *_WHY), _allocated, "乡镇"),
    "push": Layout(
        "home", (*_WHO, Column("村", 12), Column("序", 5), *_POST, *_WHY), _pushed, "乡镇"
    ),
    "shortlist": Layout(
        "employer",
        (Column("岗位编号", 14), Column("岗位", 20, wrap=True), Column("招聘人数", 9),
         Column("序", 5),         *_WHO, Column("乡镇", 14), *_WHY),
        _listed,
        "展位",
    ),
}  # fmt: skip


def printed_order(job: str, lines: pl.DataFrame) -> pl.DataFrame:
    """Sorts lines as they are printed: by sheet, then village and person, or post and rank."""
    if job == "shortlist":
        return lines.sort("employer", "vacancy_id", "rank", maintain_order=True)
    keys = ["home", "home_village", "worker_id", "rank"]
    return lines.sort(keys, nulls_last=True, maintain_order=True)

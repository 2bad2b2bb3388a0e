"""What the tables say of each other: households, employers, the ledger."""

from __future__ import annotations

import polars as pl

from models.categories import Category
from models.fields import HOUSEHOLDS, TABLES
from models.reading.journal import Journal


def relate(
    tables: dict[str, pl.DataFrame], where: dict[str, pl.DataFrame], journal: Journal
) -> dict[str, pl.DataFrame]:
    """
    Returns the tables with what follows from one for another.

    Every household that a worker names gets a row; a zero-employment or
    relocated household gives its members that category, and where nothing is
    said of a household, its members' categories say it. Ledger lines that name
    nobody of this roster are a note.
    """
    tables = dict(tables)
    tables["households"] = _households(tables["workers"], tables["households"], where, journal)
    tables["workers"] = _members(tables["workers"], tables["households"])
    for name, target, key in (
        ("placements", "workers", "worker_id"),
        ("placements", "vacancies", "vacancy_id"),
        ("services", "workers", "worker_id"),
    ):
        _report_unknown(tables, where, name, target, key, journal)
    return tables


def _bit(category: Category) -> pl.Expr:
    return (pl.col("categories") & (1 << category.bit)) != 0


def _households(
    workers: pl.DataFrame,
    households: pl.DataFrame,
    where: dict[str, pl.DataFrame],
    journal: Journal,
) -> pl.DataFrame:
    members = (
        workers.filter(pl.col("household_id").is_not_null())
        .group_by("household_id", maintain_order=True)
        .agg(
            pl.col("place").drop_nulls().first(),
            _bit(Category.RELOCATED).any().alias("relocated"),
            _bit(Category.ZERO_EMPLOYMENT).any().alias("zero_employment"),
        )
    )
    made = members.join(households, on="household_id", how="anti", maintain_order="left")
    if households.height:
        unknown = ~workers["household_id"].is_in(households["household_id"].implode())
        rows = where["workers"].filter(unknown.fill_null(value=False))
        journal.find(
            "warning",
            "unknown_household",
            f"有 {rows.height} 人的户编号不在“家庭户”表中，已按人员信息补建 {made.height} 户"
            "（没有零就业登记日期，无法计算期限）。",
            "workers",
            "household_id",
            rows,
        )
        households = (
            households.join(
                members, on="household_id", how="left", maintain_order="left", suffix="_m"
            )
            .with_columns(
                pl.coalesce("place", "place_m").alias("place"),
                pl.coalesce("relocated", "relocated_m").alias("relocated"),
                pl.coalesce("zero_employment", "zero_employment_m").alias("zero_employment"),
            )
            .select(HOUSEHOLDS.schema.keys())
        )
    made = made.with_columns(
        pl.lit(None, dtype=t).alias(n)
        for n, t in HOUSEHOLDS.schema.items()
        if n not in made.columns
    )
    return pl.concat([households, made.select(HOUSEHOLDS.schema.keys())])


def _members(workers: pl.DataFrame, households: pl.DataFrame) -> pl.DataFrame:
    masks = households.select(
        "household_id",
        mask=(
            pl.when("relocated").then(1 << Category.RELOCATED.bit).otherwise(0)
            | pl.when("zero_employment").then(1 << Category.ZERO_EMPLOYMENT.bit).otherwise(0)
        ).cast(pl.UInt32),
    )
    return (
        workers.join(masks, on="household_id", how="left", maintain_order="left")
        .with_columns(categories=pl.col("categories") | pl.col("mask").fill_null(0))
        .drop("mask")
    )


def name_employers(
    vacancies: pl.DataFrame,
    employers: pl.DataFrame,
    where: pl.DataFrame,
    journal: Journal,
) -> pl.DataFrame:
    """
    Returns the vacancies, those without an employer's key with one by the employer's name.

    The key is that of the employer of this name, else the name itself. Keys
    that the employers' table, where there is one, does not have are a finding.
    """
    if employers.height:
        key = vacancies["employer_id"]
        unknown = key.is_not_null() & ~key.is_in(employers["employer_id"].implode())
        rows = where.filter(unknown.fill_null(value=False))
        journal.find(
            "warning",
            "unknown_employer",
            f"有 {rows.height} 个岗位的单位编号不在“用人单位”表中，单位类型等按未知处理。",
            "vacancies",
            "employer_id",
            rows,
        )
    named = employers.filter(pl.col("name").is_not_null()).unique("name", keep="none")
    keys = named.select(employer=pl.col("name"), key="employer_id")
    joined = vacancies.join(keys, on="employer", how="left", maintain_order="left")
    by_name = joined["employer_id"].is_null() & joined["employer"].is_not_null()
    rows = where.filter(by_name)
    journal.find(
        "note",
        "employer_by_name",
        f"有 {rows.height} 个岗位没有单位编号，以单位名称识别用人单位。",
        "vacancies",
        "employer_id",
        rows,
    )
    return joined.with_columns(employer_id=pl.coalesce("employer_id", "key", "employer")).drop(
        "key"
    )


def _report_unknown(
    tables: dict[str, pl.DataFrame],
    where: dict[str, pl.DataFrame],
    name: str,
    target: str,
    key: str,
    journal: Journal,
) -> None:
    column = tables[name][key]
    unknown = column.is_not_null() & ~column.is_in(tables[target][key].implode())
    rows = where[name].filter(unknown.fill_null(value=False))
    journal.find(
        "note",
        f"unknown_{key.removesuffix('_id')}",
        f"{TABLES[name].label}有 {rows.height} 行的编号不在本次名册中（往期人员或岗位），"
        "只作历史参考。",
        name,
        key,
        rows,
    )

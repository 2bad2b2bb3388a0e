"""What follows for a worker from their own cells: birth date, sex, age."""

from __future__ import annotations

from datetime import date

import polars as pl

from models.fields import WORKERS
from models.reading.journal import Journal


def complete_people(
    workers: pl.DataFrame, where: pl.DataFrame, as_of: date, journal: Journal
) -> pl.DataFrame:
    """
    Returns the workers with birth date and sex from the identity number where absent, and the age.

    `workers` may hold `__id_birth` and `__id_sex`, what the identity number
    tells; `where` is where each row stands. The number goes before a birth date
    that disagrees, the birth date before an age: each disagreement is a finding.
    """
    if "__id_birth" in workers.columns:
        known = pl.col("__id_birth").is_not_null()
        clash = known & (pl.col("__id_birth") != pl.col("birth_date"))
        _warn(
            workers, where, clash, "birth_date_differs",
            "人出生日期与身份证号不一致，以身份证号为准", "birth_date", journal,
        )  # fmt: skip
        other = pl.col("__id_sex") != pl.col("sex").cast(pl.String)
        _warn(
            workers,
            where,
            other,
            "sex_differs",
            "人性别与身份证号不一致，以填写的为准",
            "sex",
            journal,
        )
        workers = workers.with_columns(
            birth_date=pl.coalesce("__id_birth", "birth_date"),
            sex=pl.coalesce(pl.col("sex"), pl.col("__id_sex").cast(WORKERS.by_name["sex"].dtype)),
        )
    born = pl.col("birth_date")
    future = born > as_of
    _warn(
        workers,
        where,
        future,
        "born_later",
        f"人出生日期晚于基准日 {as_of}，未采用",
        "birth_date",
        journal,
    )
    workers = workers.with_columns(birth_date=pl.when(~future).then(born))
    day = born.dt.month().cast(pl.Int32) * 100 + born.dt.day()
    had = day <= as_of.month * 100 + as_of.day
    age = (as_of.year - born.dt.year() - (~had).cast(pl.Int32)).cast(pl.Int32)
    _warn(
        workers, where, (age - pl.col("age")).abs() > 1, "age_differs",
        "人年龄与出生日期相差一岁以上，以出生日期为准", "age", journal,
    )  # fmt: skip
    return workers.with_columns(age=pl.coalesce(age, pl.col("age"))).select(WORKERS.schema.keys())


def _warn(
    workers: pl.DataFrame,
    where: pl.DataFrame,
    wrong: pl.Expr,
    code: str,
    message: str,
    field: str,
    journal: Journal,
) -> None:
    rows = where.filter(workers.select(wrong.fill_null(value=False)).to_series())
    journal.find("warning", code, f"有 {rows.height} {message}。", "workers", field, rows)


def reject_same_person(
    workers: pl.DataFrame, where: pl.DataFrame, journal: Journal
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """
    Leaves out later rows of the same person: same identity number, and no other name.

    The same number under two names is a slip in one of them: both stay, and it
    is a finding.
    """
    number = workers["identity_number"]
    later = number.is_not_null() & ~number.is_first_distinct()
    if not later.any():
        return workers, where
    both = pl.concat([where, workers.select("identity_number", "name")], how="horizontal")
    source, row = where.columns
    firsts = both.filter(~later & number.is_not_null()).select(
        "identity_number",
        pl.col(source).alias("first_source"),
        pl.col(row).alias("first_row"),
        pl.col("name").alias("first_name"),
    )
    twins = both.with_columns(later=later).join(
        firsts, on="identity_number", how="left", maintain_order="left"
    )
    same = (pl.col("name") == pl.col("first_name")).fill_null(value=True) & pl.col("later")
    refused = twins.select(same).to_series()
    journal.reject_rows(
        twins.filter(refused).rename({"identity_number": "value"}),
        WORKERS,
        pl.lit("与 ")
        + pl.lit(pl.Series([f for f, _ in journal.sources])).gather(pl.col("first_source"))
        + pl.format(" 第 {} 行是同一人（身份证号相同）", "first_row"),
        WORKERS.by_name["identity_number"],
    )
    other = twins.filter(pl.Series(later) & ~refused)
    journal.find(
        "warning",
        "same_number",
        f"有 {other.height} 人与他人身份证号相同而姓名不同，请核对哪一行填错。",
        "workers",
        "identity_number",
        other,
    )
    return workers.filter(~refused), where.filter(~refused)

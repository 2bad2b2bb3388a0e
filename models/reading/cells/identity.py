"""
Resident identity numbers (GB 11643), a whole column at a time.

The rules are those of `stdnum.cn.ric`, against which the tests compare every
verdict; its division table says which counties there are. Province 99 is the
made-up one of samples.
"""

from __future__ import annotations

import polars as pl

from models.places import is_division

_WEIGHTS = [pow(2, 17 - i, 11) for i in range(17)]
_CHECKS = pl.Series(list("10X98765432"))  # by the weighted sum modulo 11
_DAMAGED = "身份证号已被电子表格改成数字，后三位已丢失；请把该列设为文本格式，重新填写原号码"


def read_identity(column: pl.Series, last_year: int) -> pl.DataFrame:
    """
    Reads identity numbers.

    Returns a frame with `value` (18 characters, null where unusable), `fault`
    (why unusable, null otherwise), `remark` ("old_identity" for one of 15
    digits, "unknown_division" for a county that the table lacks), `birth_date`
    and `sex` ("male" or "female").
    """
    frame = column.alias("raw").to_frame()
    clean = pl.col("raw").str.replace_all(r"[\s'’`\-]", "").str.to_uppercase()
    if column.str.contains("[\uff01-\uff5e]").any():
        clean = clean.str.normalize("NFKC")
    frame = frame.with_columns(
        clean.str.replace(r"^([0-9]{15,18})\.0+$", "${1}").replace("", None).alias("text")
    )
    frame = frame.with_columns(
        old=pl.col("text").str.contains(r"^[0-9]{15}$"),
        science=pl.col("text").str.contains(r"^[0-9](\.[0-9]+)?E\+?1[0-9]$"),
        shape=pl.col("text").str.contains(r"^[0-9]{17}[0-9X]$"),
    ).with_columns(
        full=pl.when("old")
        .then(pl.col("text").str.slice(0, 6) + "19" + pl.col("text").str.slice(6) + "0")
        .when("shape")
        .then("text")
    )
    frame = frame.with_columns(check=_check_digits(frame["full"]))
    frame = frame.with_columns(
        full=pl.when("old")
        .then(pl.col("full").str.slice(0, 17) + pl.col("check"))
        .otherwise("full"),
        birth_date=pl.col("full").str.slice(6, 8).str.to_date("%Y%m%d", strict=False),
        rounded=_rounded(frame["text"]),
    )
    wrong = pl.col("full").str.slice(17, 1) != pl.col("check")
    divisions = frame["full"].str.slice(0, 6).drop_nulls().unique()
    known = [code for code in divisions.to_list() if is_division(code)]
    province = frame["full"].str.slice(0, 2).drop_nulls().unique().to_list()
    provinces = [code for code in province if is_division(code + "0000")]
    # One number in a thousand ends in 000 by right; a column in which many do was rounded.
    many = frame["rounded"].sum() >= max(2, 0.05 * frame["text"].count())
    frame = frame.with_columns(
        fault=pl.when(pl.col("text").is_null())
        .then(None)
        .when(pl.col("science") | (pl.col("rounded") & (wrong | many)))
        .then(pl.lit(_DAMAGED))
        .when(pl.col("full").is_null())
        .then(
            pl.format(
                "身份证号应为 18 位（旧号 15 位），此处为 {} 位", pl.col("text").str.len_chars()
            )
        )
        .when(
            pl.col("birth_date").is_null()
            | ~pl.col("birth_date").dt.year().is_between(1900, last_year)
        )
        .then(pl.lit("身份证号中的出生日期不存在，请核对第 7 至 14 位"))
        .when(~pl.col("full").str.slice(0, 2).is_in(provinces))
        .then(pl.lit("身份证号前两位不是任何省份，请核对"))
        .when(wrong)
        .then(pl.lit("身份证号校验码不符，至少有一位填错，请核对原件"))
    )
    fine = pl.col("fault").is_null()
    male = pl.col("full").str.slice(16, 1).cast(pl.Int8, strict=False) % 2 == 1
    return frame.select(
        value=pl.when(fine).then("full"),
        fault="fault",
        remark=pl.when(fine & pl.col("old"))
        .then(pl.lit("old_identity"))
        .when(fine & ~pl.col("full").str.slice(0, 6).is_in(known))
        .then(pl.lit("unknown_division")),
        birth_date=pl.when(fine).then("birth_date"),
        sex=pl.when(fine).then(
            pl.when(male).then(pl.lit("male")).when(~male).then(pl.lit("female"))
        ),
    )


def _check_digits(full: pl.Series) -> pl.Series:
    """Returns the check digit that each 18-character number should have, null where it is null."""
    number = full.str.slice(0, 17).str.to_integer()
    total = sum(
        (number // 10 ** (16 - i) % 10 * weight for i, weight in enumerate(_WEIGHTS)),
        start=pl.zeros(len(number), dtype=pl.Int64, eager=True),
    )
    return _CHECKS.gather(total % 11)


def _rounded(text: pl.Series) -> pl.Series:
    """
    Tells the numbers that passed through a spreadsheet's number, which keeps 15 digits.

    Such a number ends in 000, or is the binary fraction nearest to one that does.
    """
    number = text.str.replace("X$", "0").str.to_integer(strict=False)
    whole = number.cast(pl.Float64)
    nearest = (whole / 1000).round() * 1000
    exact = whole.cast(pl.Int64, strict=False) == number
    long = text.str.contains(r"^[0-9]{18}$")
    ends = text.str.ends_with("000")
    return (long & (ends | (exact & (nearest == whole)))).fill_null(value=False)

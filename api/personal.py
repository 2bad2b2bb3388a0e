"""Personal data in what leaves the engine: the one place that decides what is shown of it."""

from __future__ import annotations

import polars as pl

from api.store.masking import scrub, show_value
from models.fields import Kind, Table


def masked_name(name: pl.Expr) -> pl.Expr:
    """
    Masks names: 张三 reads 张*, 王小明 reads 王*明, 欧阳小明 reads 欧**明.

    Parameters
    ----------
    name
        A text column. Null stays null.
    """
    name = name.str.strip_chars()
    length = name.str.len_chars()
    middle = name.str.slice(1, pl.max_horizontal(length - 2, pl.lit(0)).cast(pl.UInt32))
    return (
        pl.when(length <= 1)
        .then(name.str.replace_all(r"(?s).", "*"))
        .when(length == 2)
        .then(name.str.head(1) + "*")
        .otherwise(name.str.head(1) + middle.str.replace_all(r"(?s).", "*") + name.str.tail(1))
    )


def masked_identity(number: pl.Expr) -> pl.Expr:
    """
    Masks identity numbers as public notices do: 610***********1234.

    Parameters
    ----------
    number
        A text column. Null stays null; what is too short for a number is hidden whole.
    """
    number = number.str.strip_chars()
    length = number.str.len_chars()
    middle = number.str.slice(3, pl.max_horizontal(length - 7, pl.lit(0)).cast(pl.UInt32))
    hidden = number.str.replace_all(r"(?s).", "*")
    shown = number.str.head(3) + middle.str.replace_all(r"(?s).", "*") + number.str.tail(4)
    return pl.when(length >= 15).then(shown).otherwise(hidden)


def masked_phone(number: pl.Expr) -> pl.Expr:
    """
    Masks telephone numbers: 154****5678.

    Parameters
    ----------
    number
        A text column. Null stays null; what is too short for a number is hidden whole.
    """
    number = number.str.strip_chars()
    length = number.str.len_chars()
    hidden = number.str.replace_all(r"(?s).", "*")
    middle = number.str.slice(3, pl.max_horizontal(length - 7, pl.lit(0)).cast(pl.UInt32))
    shown = number.str.head(3) + middle.str.replace_all(r"(?s).", "*") + number.str.tail(4)
    return pl.when(length >= 10).then(shown).otherwise(hidden)


def for_people(frame: pl.DataFrame, table: Table, names: bool = False) -> pl.DataFrame:
    """
    Keeps of a table what an output may show.

    Follows the `personal` mark of the declaration: a personal text (a name) is
    masked, or shown in full where that was asked for; every other personal
    column (identity number, telephone, date of birth, categories, ...) is left
    out, whatever was asked for.

    Parameters
    ----------
    frame
        Some or all columns of `table`.
    table
        Its declaration.
    names
        Whether names are shown in full.
    """
    kept: list[pl.Expr] = []
    for column in frame.columns:
        declared = table.by_name.get(column)
        if declared is None or not declared.personal:
            kept.append(pl.col(column))
        elif declared.kind is Kind.TEXT:
            kept.append(pl.col(column) if names else masked_name(pl.col(column)).alias(column))
    return frame.select(kept)


def rejected_for_people(rejected: pl.DataFrame) -> pl.DataFrame:
    """Hides, in a list of rejected rows, what their cells say of a person."""
    rows = rejected.select("table", "field", "value", "reason").rows()
    return rejected.with_columns(
        value=pl.Series([show_value(t or "", f or "", v) for t, f, v, _ in rows], dtype=pl.String),
        reason=pl.Series([scrub(r) if r else r for *_, r in rows], dtype=pl.String),
    )

"""What a cell turned out to be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple

import polars as pl


class Cell(NamedTuple):
    """
    The value of one cell.

    `value` is None where the cell says nothing or cannot be used; `upper` is
    the second value of a range. `fault` says why a cell cannot be used (for
    people); `remark` is the code of a reading that is worth a finding.
    """

    value: Any = None
    upper: Any = None
    fault: str = ""
    remark: str = ""


Parser = Callable[[str], Cell]

FORMULA_ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)")
NOTHING = frozenset(
    {"", "-", "--", "---", "—", "——", "/", "\\", "无", "暂无", "没有", "未填", "未知", "不详"}
    | {"null", "none", "nan", "n/a", "na", "nat", "<na>", "待定", "空"}
)


def plain(text: str) -> str:
    """Returns a text with full-width letters and digits made plain, and all blanks removed."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def parse_distinct(
    column: pl.Series, parse: Parser, dtype: Any, alike: pl.Expr | None = None
) -> pl.DataFrame:
    """
    Reads a column by reading each distinct text once.

    `alike` turns texts (column `text`) that read the same into one of them.
    Returns a frame of the column's height with `value`, `upper` (both of type
    `dtype`), `fault` and `remark` (text, null where there is none).
    """
    texts = column.drop_nulls().unique().alias("text").to_frame()
    texts = texts.with_columns((pl.col("text") if alike is None else alike).alias("alike"))
    distinct = texts["alike"].unique()
    cells = [parse(text) for text in distinct.to_list()]
    table = pl.DataFrame(
        {
            "alike": distinct,
            "value": pl.Series([c.value for c in cells], dtype=dtype),
            "upper": pl.Series([c.upper for c in cells], dtype=dtype),
            "fault": pl.Series([c.fault or None for c in cells], dtype=pl.String),
            "remark": pl.Series([c.remark or None for c in cells], dtype=pl.String),
        }
    )
    return (
        column.alias("text")
        .to_frame()
        .join(texts.join(table, on="alike"), on="text", how="left", maintain_order="left")
        .select("value", "upper", "fault", "remark")
    )

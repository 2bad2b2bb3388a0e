"""From a recognised sheet to its records: rows of text under field names."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from models.export import restore
from models.fields import Field, Kind
from models.reading.cells.cell import NOTHING
from models.reading.grid import Grid
from models.reading.journal import ROW, SOURCE, Journal
from models.reading.recognise import Sheet

_TOTAL = (
    r"^\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|总\s*数|本\s*页\s*[合小]\s*计)\s*[:：]?\s*$"
)
_FOOT = r"^\s*(?:注|备注|说明|填表|制表|填报|审核|联系|附|负责人|单位负责人|数据来源|\*|★|※)"
LABEL = "__label"
_SENTENCE = 3  # characters
_COUNTED = (Kind.COUNT, Kind.OPENINGS)


@dataclass(frozen=True)
class Records:
    """
    The records of one sheet.

    `frame` has `__source`, `__row` and one text column a field; `totals` are
    the rows of totals, in the same columns and with the word 合计 in `__label`.
    """

    sheet: Sheet
    frame: pl.DataFrame
    totals: pl.DataFrame


def records_of(sheet: Sheet, journal: Journal) -> Records:
    """Returns the records of a sheet; every other row but the blank ones goes into the journal."""
    grid = sheet.grid
    cells = _clean(grid)
    names = cells.columns
    by_row: dict[int, list[str]] = {}
    for index, filled in grid.filled.items():
        column = next((c.field for c in sheet.columns if c.index == index), None)
        if column is not None and column.kind in _COUNTED and filled:
            # A number of people over several merged rows is theirs together, not each one's.
            cells = _emptied(cells, names[index], filled)
            by_row.setdefault(filled[0], []).append(column.label)
    cells = cells.with_row_index(ROW, offset=1).with_columns(pl.lit(sheet.source).alias(SOURCE))
    cells = cells.slice(sheet.heading.last + 1)
    if by_row:
        _note_merged(sheet, by_row, journal)
    filled_cells = sum((pl.col(name).is_not_null().cast(pl.Int32) for name in names), pl.lit(0))
    total = pl.any_horizontal(
        pl.col(name).str.contains(_TOTAL).fill_null(value=False) for name in names
    )
    foot = (filled_cells == 1) & pl.any_horizontal(
        pl.col(name).str.contains(_FOOT).fill_null(value=False) for name in names
    )
    cells = cells.with_columns(
        pl.when(filled_cells == 0)
        .then(pl.lit("blank"))
        .when(total)
        .then(pl.lit("total"))
        .when(_repeats_heading(sheet, names))
        .then(pl.lit("heading"))
        .when(foot)
        .then(pl.lit("foot"))
        .when(_slipped(sheet, names))
        .then(pl.lit("slipped"))
        .alias("__what")
    )
    cells = cells.filter(pl.col("__what").is_null() | (pl.col("__what") != "blank"))
    first = pl.coalesce(names).alias("value")
    for what, reason in (
        ("heading", "与标题行相同（重复的标题行）"),
        ("foot", "是表尾的说明，不是记录"),
        (
            "slipped",
            f"格数多于标题行的 {_width(sheet)} 列，各格可能错位，请检查该行的分隔符和引号",
        ),
    ):
        rows = cells.filter(pl.col("__what") == what).select(SOURCE, ROW, first)
        journal.reject_rows(rows, sheet.table, reason)
    frame = _named(cells.filter(pl.col("__what").is_null()), sheet, names)
    sums = cells.filter(pl.col("__what") == "total")
    label = pl.coalesce(pl.when(pl.col(name).str.contains(_TOTAL)).then(name) for name in names)
    totals = _named(sums, sheet, names).with_columns(sums.select(label.alias(LABEL)).to_series())
    return Records(sheet, frame, totals)


def _clean(grid: Grid) -> pl.DataFrame:
    """Returns the cells without blanks around them and without what kept formulas from running."""
    cells = grid.cells.with_columns(pl.all().str.strip_chars())
    # Parquet has no formulas, so nothing in it was neutralised when it was written.
    if not grid.file.endswith(".parquet"):
        marked = cells.select(pl.all().str.starts_with("'").any()).row(0)
        names = [name for name, some in zip(cells.columns, marked, strict=True) if some]
        cells = cells.with_columns(restore(pl.col(name)) for name in names)
    return cells.with_columns(pl.when(pl.all() != "").then(pl.all()))


def _emptied(cells: pl.DataFrame, name: str, rows: list[int]) -> pl.DataFrame:
    keep = ~pl.int_range(pl.len()).is_in(rows)
    return cells.with_columns(pl.when(keep).then(pl.col(name)).alias(name))


def _note_merged(sheet: Sheet, by_row: dict[int, list[str]], journal: Journal) -> None:
    row, labels = min(by_row.items())
    journal.find(
        "warning",
        "merged_count",
        f"{sheet.grid.name}：“{labels[0]}”有合并单元格（如第 {row} 至 {row + 1} 行），"
        "人数只记在第一行，不重复计；请拆分后逐行填写。",
        sheet.table.name,
    )


def _repeats_heading(sheet: Sheet, names: list[str]) -> pl.Expr:
    texts = [(names[i], text.strip()) for i, text in enumerate(sheet.heading.texts) if text]
    same = pl.all_horizontal(
        (pl.col(name).is_null() | (pl.col(name) == text)) for name, text in texts
    )
    some = pl.any_horizontal((pl.col(name) == text).fill_null(value=False) for name, text in texts)
    return same & some if len(texts) > 1 else pl.lit(value=False)


def _slipped(sheet: Sheet, names: list[str]) -> pl.Expr:
    beyond = names[_width(sheet) :] if sheet.grid.split else []
    return pl.any_horizontal(pl.lit(value=False), *(pl.col(name).is_not_null() for name in beyond))


def _width(sheet: Sheet) -> int:
    """Returns how many columns the heading has, up to its last text."""
    return max((i + 1 for i, text in enumerate(sheet.heading.texts) if text), default=0)


def _named(cells: pl.DataFrame, sheet: Sheet, names: list[str]) -> pl.DataFrame:
    feeds: dict[str, list[pl.Expr]] = {}
    fields: dict[str, Field] = {}
    for column in sheet.columns:
        text = pl.col(names[column.index])
        if column.field.joins:
            text = pl.when(~text.str.to_lowercase().is_in(sorted(NOTHING))).then(text)
        if column.field.joins == "named":
            # 女 under 性别要求 says nothing without its heading; a whole sentence does.
            heading = " ".join(column.heading.split()) + "："
            short = text.str.len_chars() < _SENTENCE
            text = pl.when(short).then(pl.lit(heading) + text).otherwise(text)
        feeds.setdefault(column.field.name, []).append(text)
        fields[column.field.name] = column.field
    return cells.select(
        SOURCE,
        pl.col(ROW).cast(pl.Int64),
        *(
            (
                texts[0]
                if len(texts) == 1
                else pl.concat_str(texts, separator="；", ignore_nulls=True)
            ).alias(name)
            for name, texts in feeds.items()
        ),
    ).with_columns(
        pl.when(pl.col(name) != "").then(pl.col(name)).alias(name)
        for name, texts in feeds.items()
        if len(texts) > 1
    )

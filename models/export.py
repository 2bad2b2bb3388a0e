"""
Tables written for people and for other programs.

What `write_table` writes, `models.reading` reads back to the same frame.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, overload

import polars as pl
import xlsxwriter

from models.categories import categories_in
from models.fields import TABLES, Field, Kind, Table

Headings = Literal["zh", "en"]

SHEET_ROWS = 1_048_576  # of a worksheet, the heading among them
CELL_CHARACTERS = 32_767
_FORMULA = r"^('*[=+\-@\t\r\n＝＋－＠])"  # full-width signs count in East Asian settings
_NEUTRALISED = r"^'('*[=+\-@\t\r\n＝＋－＠])"
_WRITTEN_AT = datetime(2000, 1, 1, tzinfo=UTC)  # the same table gives the same bytes


@overload
def neutralise(text: str) -> str: ...
@overload
def neutralise(text: pl.Expr) -> pl.Expr: ...
def neutralise(text: str | pl.Expr) -> str | pl.Expr:
    """
    Puts an apostrophe before text that a spreadsheet would run as a formula.

    `restore` takes it away again, so that nothing is lost on the way there and
    back. See the OWASP page "CSV Injection".
    """
    if isinstance(text, str):
        return re.sub(_FORMULA, r"'\1", text)
    return text.str.replace(_FORMULA, "'$1")


def restore(text: pl.Expr) -> pl.Expr:
    """Takes away the apostrophe that `neutralise` put before a text."""
    return text.str.replace(_NEUTRALISED, "$1")


def _written(field: Field, headings: Headings) -> pl.Expr:
    """The expression that turns a column into what its cells say."""
    column = pl.col(field.name)
    zh = headings == "zh"
    if field.kind is Kind.CHOICE:
        said = {c.code: c.label if zh else c.code for c in field.choices}
        return column.cast(pl.String).replace_strict(said, return_dtype=pl.String)
    if field.kind is Kind.FLAG:
        yes, no = ("是", "否") if zh else ("yes", "no")
        return pl.when(column).then(pl.lit(yes)).when(~column).then(pl.lit(no))
    if field.kind is Kind.CATEGORIES:
        return column.map_batches(lambda masks: _categories(masks, zh=zh), return_dtype=pl.String)
    return column


def _categories(masks: pl.Series, *, zh: bool) -> pl.Series:
    """Writes each mask out once, however many workers share it; no category: an empty cell."""
    distinct = masks.drop_nulls().unique().to_list()
    said = {
        mask: ("、" if zh else ";").join(c.label if zh else c.code for c in categories_in(mask))
        or None
        for mask in distinct
    }
    return masks.replace_strict(said, return_dtype=pl.String, default=None)


def presented(frame: pl.DataFrame, table: Table, headings: Headings = "zh") -> pl.DataFrame:
    """
    The frame as its cells will read: declared headings, labels for codes.

    Raises
    ------
    ValueError
        When the frame has a column that the table does not declare.
    """
    unknown = [name for name in frame.columns if name not in table.schema]
    if unknown:
        msg = f"Expected columns of table {table.name}, got {', '.join(unknown)}."
        raise ValueError(msg)
    fields = [table.by_name[name] for name in frame.columns]
    return frame.select(
        _written(f, headings).alias(f.label if headings == "zh" else f.name) for f in fields
    )


def write_table(
    frame: pl.DataFrame, table: Table, path: str | Path, headings: Headings = "zh"
) -> Path:
    """
    Writes one table of a roster as .csv (UTF-8 with BOM), .xlsx or .parquet.

    Parameters
    ----------
    frame
        Any columns of the table's schema.
    table
        Its declaration: headings, labels, the name of the sheet.
    path
        Where to; the ending says which format.
    headings
        "zh": Chinese headings, labels of choices and categories; "en": the
        names and codes of the declaration.

    Raises
    ------
    ValueError
        When the ending is another, a column is not declared, or the table does
        not fit a worksheet.
    """
    path = Path(path)
    if path.suffix == ".xlsx":
        return write_workbook({table.name: frame}, path, headings)
    shown = presented(frame, table, headings)
    if path.suffix == ".parquet":
        shown.write_parquet(path)
    elif path.suffix == ".csv":
        plain = shown.with_columns(neutralise(pl.col(pl.String)))
        plain.with_columns(_whole(plain)).write_csv(path, include_bom=True)
    else:
        msg = f"Expected a path ending in .csv, .xlsx or .parquet, got {path.name}."
        raise ValueError(msg)
    return path


def _whole(frame: pl.DataFrame) -> list[pl.Expr]:
    """Columns of whole yuan are written without a decimal point."""
    return [
        pl.col(name).cast(pl.Int64)
        for name, dtype in frame.schema.items()
        if dtype == pl.Float64 and bool((frame[name] == frame[name].floor()).all())
    ]


def write_workbook(
    tables: Mapping[str, pl.DataFrame], path: str | Path, headings: Headings = "zh"
) -> Path:
    """
    Writes several tables of a roster into one .xlsx workbook, one sheet each.

    Rows go to disk as they are written: memory does not grow with them.

    Raises
    ------
    ValueError
        When a table is not one of a roster's, or does not fit a worksheet.
    """
    shown = {}
    for name, frame in tables.items():
        table = TABLES[name]
        said = presented(frame, table, headings).with_columns(neutralise(pl.col(pl.String)))
        _check_fits(said, table)
        shown[table.label if headings == "zh" else name] = said
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"created": _WRITTEN_AT})
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, frame in shown.items():
            _write_sheet(book.add_worksheet(name), frame, bold, day)
    return Path(path)


def _check_fits(frame: pl.DataFrame, table: Table) -> None:
    if frame.height >= SHEET_ROWS:
        msg = (
            f"{table.label}: {frame.height} rows do not fit a worksheet of {SHEET_ROWS} rows; "
            "write .csv or .parquet instead."
        )
        raise ValueError(msg)
    for name, dtype in frame.schema.items():
        longest = frame[name].str.len_chars().max() if dtype == pl.String else 0
        if isinstance(longest, int) and longest > CELL_CHARACTERS:
            msg = f"{table.label}, {name}: a text of {longest} characters does not fit a cell."
            raise ValueError(msg)


def _write_sheet(sheet: Any, frame: pl.DataFrame, bold: Any, day: Any) -> None:
    def put_date(row: int, at: int, value: date) -> None:
        sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), day)

    writers: list[Callable[[int, int, Any], Any]] = []
    for dtype in frame.dtypes:
        if dtype == pl.Date:
            writers.append(put_date)
        else:
            writers.append(sheet.write_string if dtype == pl.String else sheet.write_number)
    sheet.freeze_panes(1, 1)
    for at, name in enumerate(frame.columns):
        sheet.set_column(at, at, 14 if frame.dtypes[at] == pl.Date else 2 * len(name) + 6)
    for at, name in enumerate(frame.columns):
        sheet.write_string(0, at, name, bold)
    for row, cells in enumerate(frame.iter_rows(), 1):
        for at, cell in enumerate(cells):
            if cell is not None:
                writers[at](row, at, cell)

"""Workbooks: the visible sheets of .xlsx and .xls as grids."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import fastexcel
import polars as pl

from models.reading.grid import Grid
from models.reading.limits import MAX_CELLS, MAX_COLUMNS
from models.reading.problems import RosterError, refuse
from models.reading.sheetscan import SheetScan, scan_workbook


def read_workbook(data: bytes, file: str) -> list[Grid]:
    """
    Returns the visible sheets of a workbook, row 1 of each sheet first.

    Merged cells carry their value down, formula errors their text. Hidden
    sheets are left out and said so in the notes of the first grid. Raises
    `RosterError` for what cannot be read safely.
    """
    scans = scan_workbook(data, file)
    for name, scan in scans.items():
        _refuse_oversize(scan, file, name)
    reader = _opened(data, file)
    grids: list[Grid] = []
    hidden: list[str] = []
    for index, name in enumerate(reader.sheet_names):
        sheet = _loaded(reader, index, name, file)
        if sheet.visible != "visible":
            hidden.append(name)
            continue
        cells: pl.DataFrame = sheet.to_polars() if sheet.height else pl.DataFrame()
        cells.columns = [f"c{j}" for j in range(cells.width)]
        grids.append(complete(Grid(file, name, cells), scans.get(name)))
    if not grids:
        raise refuse("hidden_only", "所有工作表都是隐藏的。", "请取消隐藏要读取的工作表。", file)
    if hidden:
        text = f"{file}：隐藏的工作表未读取：{'、'.join(hidden)}。如需读取请取消隐藏。"
        grids[0] = replace(grids[0], notes=(*grids[0].notes, ("hidden_sheet", text)))
    return grids


def _opened(data: bytes, file: str) -> Any:
    return _shielded(lambda: fastexcel.read_excel(data), file, "")


def _loaded(reader: Any, index: int, name: str, file: str) -> Any:
    return _shielded(
        lambda: reader.load_sheet(index, header_row=None, skip_rows=0, dtypes="string"), file, name
    )


def _shielded(work: Any, file: str, sheet: str) -> Any:
    try:
        return work()
    except BaseException as error:
        # A panic of the reader's Rust code is no Exception; an interrupt must pass.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        if "assword" in str(error):
            raise password(file) from None
        raise refuse(
            "damaged",
            "工作簿已损坏或不完整，无法打开。",
            "请用 Excel 或 WPS 打开并另存为 .xlsx，或重新下载。",
            file,
            sheet,
        ) from None


def password(file: str) -> RosterError:
    """Returns the error of a workbook that asks for a password."""
    return refuse(
        "password", "文件设有打开密码，无法读取。", "请去掉密码后另存，再重新提交。", file
    )


def _refuse_oversize(scan: SheetScan, file: str, sheet: str) -> None:
    if scan.width > MAX_COLUMNS:
        raise refuse(
            "too_many_columns",
            f"有 {scan.width} 列，最多 {MAX_COLUMNS} 列。",
            "请删去右侧多余的列（包括远处的零散单元格）后重新保存。",
            file,
            sheet,
        )
    if scan.width * scan.height > MAX_CELLS:
        raise refuse(
            "too_many_cells",
            f"有 {scan.height} 行 {scan.width} 列，超出一张表的上限。",
            "请拆成几个文件，或改用 .csv 或 .parquet。",
            file,
            sheet,
        )


def complete(grid: Grid, scan: SheetScan | None) -> Grid:
    """Returns a grid with merged values and formula errors where the sheet's own marks say."""
    cells = grid.cells
    if scan is None or not (scan.merges or scan.errors) or not cells.width:
        return grid
    puts: dict[int, dict[int, str]] = {}
    filled: dict[int, list[int]] = {}
    for row, column, text in scan.errors:
        puts.setdefault(column - scan.first_column, {})[row] = text
    for top, bottom, column in scan.merges:
        index = column - scan.first_column
        if not (0 <= index < cells.width and top < cells.height):
            continue
        value = cells[top, index] or puts.get(index, {}).get(top)
        if value is None:
            continue
        for row in range(top + 1, min(bottom + 1, cells.height)):
            puts.setdefault(index, {})[row] = value
            filled.setdefault(index, []).append(row)
    for index, values in puts.items():
        if 0 <= index < cells.width:
            rows = [row for row in values if row < cells.height]
            name = cells.columns[index]
            changed = cells[name].scatter(rows, [values[row] for row in rows])
            cells = cells.with_columns(changed.alias(name))
    return replace(grid, cells=cells, filled=filled)

"""How far a sheet may reach: asked before it is read, and again of what was read."""

from __future__ import annotations

from models.reading.limits import MAX_CELLS, MAX_COLUMNS, MAX_SPREAD, SPREAD_FROM_CELLS
from models.reading.problems import refuse


def refuse_oversize(rows: int, columns: int, file: str, sheet: str = "") -> None:
    """Raises `RosterError` for more columns or cells than a sheet of a roster can have."""
    if columns > MAX_COLUMNS:
        raise refuse(
            "too_many_columns",
            f"有 {columns} 列，最多 {MAX_COLUMNS} 列。",
            "请删去右侧多余的列（包括远处的零散单元格）后重新保存。",
            file,
            sheet,
        )
    if rows * columns > MAX_CELLS:
        raise refuse(
            "too_many_cells",
            f"有 {rows} 行 {columns} 列，超出一张表的上限。",
            "请拆成几个文件，或改用 .csv 或 .parquet。",
            file,
            sheet,
        )


def refuse_scattered(rows: int, columns: int, cells: int, file: str, sheet: str) -> None:
    """Raises `RosterError` where few `cells` that hold something span a vast rectangle."""
    if SPREAD_FROM_CELLS < rows * columns > cells * MAX_SPREAD:
        raise refuse(
            "scattered_cells",
            f"只有 {cells} 格有内容，却散布在 {rows} 行 {columns} 列中。",
            "请删去远处的零散单元格后重新保存。",
            file,
            sheet,
        )

"""Parquet tables as grids: their types become text again, and one path reads all."""

from __future__ import annotations

import io

import polars as pl

from models.reading.grid import Grid
from models.reading.limits import MAX_CELLS, MAX_COLUMNS
from models.reading.problems import refuse


def read_parquet(data: bytes, file: str) -> Grid:
    """Returns a Parquet table, its column names as first row; raises `RosterError` if damaged."""
    try:
        schema = pl.read_parquet_schema(io.BytesIO(data))
        if len(schema) > MAX_COLUMNS:
            raise refuse(
                "too_many_columns",
                f"有 {len(schema)} 列，最多 {MAX_COLUMNS} 列。",
                "请删去多余的列后重新保存。",
                file,
            )
        rows = pl.scan_parquet(io.BytesIO(data)).select(pl.len()).collect().item()
        if rows * len(schema) > MAX_CELLS:
            raise refuse(
                "too_many_cells", f"有 {rows} 行 {len(schema)} 列，超出上限。", "请拆分。", file
            )
        frame = pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, OSError):
        raise refuse("damaged", "Parquet 文件已损坏或不完整。", "请重新导出。", file) from None
    head = pl.DataFrame({f"c{j}": [name] for j, name in enumerate(frame.columns)})
    body = frame.select(
        _as_text(frame[name]).alias(f"c{j}") for j, name in enumerate(frame.columns)
    )
    return Grid(file, "", pl.concat([head, body]))


def _as_text(column: pl.Series) -> pl.Series:
    if isinstance(column.dtype, pl.List):
        return column.list.eval(pl.element().cast(pl.String)).list.join("、", ignore_nulls=True)
    if column.dtype == pl.Binary:
        return column.cast(pl.String, strict=False)
    if isinstance(column.dtype, pl.Struct):
        return column.struct.json_encode()
    known = column.drop_nulls()
    # 990101.0 is a code and 20210906.0 a date; whole numbers lose their decimal part.
    if column.dtype.is_float() and known.is_finite().all() and (known % 1 == 0).all():
        return column.cast(pl.Int64, strict=False).cast(pl.String)
    return column.cast(pl.String)

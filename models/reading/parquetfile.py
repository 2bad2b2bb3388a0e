"""
Parquet tables as grids: their types become text again, and one path reads all.

Read through Arrow, which checks a damaged file and answers with an error; the
reader of Polars may ask for all the memory there is, and end the process.
"""

from __future__ import annotations

import io

import polars as pl
from pyarrow.parquet import ParquetFile

from models.reading.extent import refuse_oversize
from models.reading.grid import Grid
from models.reading.problems import refuse
from models.reading.shield import shielded


def read_parquet(data: bytes, file: str) -> Grid:
    """Returns a Parquet table, its column names as first row; raises `RosterError` if damaged."""
    with shielded(
        lambda _: refuse("damaged", "Parquet 文件已损坏或不完整。", "请重新导出。", file)
    ):
        parquet = ParquetFile(io.BytesIO(data))
        refuse_oversize(parquet.metadata.num_rows, len(parquet.schema_arrow), file)
        table = parquet.read()
        table.validate(full=True)
        frame = pl.DataFrame(pl.from_arrow(table))
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

"""Tables for spreadsheets: UTF-8 with a mark that they recognise, no cell that they would run."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from models.export import neutralise


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Writes a frame as CSV; texts that a spreadsheet would run as a formula are neutralised."""
    texts = [
        name
        for name, dtype in frame.schema.items()
        if dtype in (pl.String, pl.Categorical) or isinstance(dtype, pl.Enum)
    ]
    safe = frame.with_columns(neutralise(pl.col(name).cast(pl.String)) for name in texts)
    safe.write_csv(path, include_bom=True)

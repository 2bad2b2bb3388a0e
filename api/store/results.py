"""The tables of a run folder, a page at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import polars as pl

from api.runs.folder import RunFolder
from api.store.errors import NotFoundError
from api.store.frames import Slice

TextTable = Literal["rules", "unplaced", "unfilled"]


def matches(
    folder: Path,
    offset: int,
    limit: int,
    worker_id: str | None = None,
    vacancy_id: str | None = None,
) -> Slice:
    """Reads some matches in the order of the file: all, one worker's or one vacancy's."""
    lazy = pl.scan_parquet(folder / "matches.parquet")
    if worker_id is not None:
        lazy = lazy.filter(pl.col("worker_id") == worker_id)
    if vacancy_id is not None:
        lazy = lazy.filter(pl.col("vacancy_id") == vacancy_id)
    total: int = lazy.select(pl.len()).collect().item()
    return Slice(lazy.slice(offset, limit).collect().to_dicts(), total)


def table(folder: Path, name: TextTable, offset: int, limit: int) -> Slice:
    """Reads some rows of one of the smaller tables of a run."""
    frame: pl.DataFrame = getattr(RunFolder(folder), name)
    return Slice(frame.slice(offset, limit).to_dicts(), frame.height)


def ranks(folder: Path, key: str, value: str) -> dict[str, int]:
    """Returns the rank of each match of one worker (or vacancy), by vacancy (or worker)."""
    other = "vacancy_id" if key == "worker_id" else "worker_id"
    lazy = pl.scan_parquet(folder / "matches.parquet").filter(pl.col(key) == value)
    return dict(lazy.select(other, "rank").collect().iter_rows())


def file(folder: Path, name: str) -> Path:
    """Returns a file that a run wrote, by its exact name; raises NotFoundError for any other."""
    inside = RunFolder(folder)
    if name not in inside.files:
        raise NotFoundError("name", name, "GET /v1/runs/{id}/files 列出全部文件。")
    return inside.file(name)

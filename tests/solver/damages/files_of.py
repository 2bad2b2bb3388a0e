"""Reading and writing the files of a run folder."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from models.reading import read_roster
from models.roster import Roster


class NotApplicableError(Exception):
    """The run has nothing that could be damaged in this way."""


def run_of(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return content


def say(folder: Path, **changes: Any) -> None:
    run = run_of(folder) | changes
    (folder / "run.json").write_text(json.dumps(run, ensure_ascii=False), encoding="utf-8")


def matches_of(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "matches.parquet")


def write_matches(folder: Path, matches: pl.DataFrame) -> None:
    matches.write_parquet(folder / "matches.parquet")


def csv_of(folder: Path, name: str) -> pl.DataFrame:
    return pl.read_csv(folder / name, infer_schema=False)


def put(folder: Path, name: str, frame: pl.DataFrame) -> None:
    frame.write_csv(folder / name, include_bom=True)


def roster_of(folder: Path) -> Roster:
    run = run_of(folder)
    as_of = date.fromisoformat(run["as_of"])
    return read_roster(run["data"], as_of=as_of, mapping=run["mapping"])


def first_row(frame: pl.DataFrame) -> dict[str, Any]:
    if frame.is_empty():
        raise NotApplicableError
    return frame.row(0, named=True)


def only_for(folder: Path, *jobs: str) -> None:
    if run_of(folder)["job"] not in jobs:
        raise NotApplicableError


def set_prices(folder: Path, **changes: Any) -> None:
    with np.load(folder / "certificate.npz") as stored:
        arrays = {name: stored[name] for name in stored.files}
    np.savez(folder / "certificate.npz", **(arrays | changes))


def price_of(folder: Path, name: str) -> Any:
    with np.load(folder / "certificate.npz") as stored:
        return stored[name].copy()


def is_pair(worker: str, vacancy: str) -> pl.Expr:
    return (pl.col("worker_id") == worker) & (pl.col("vacancy_id") == vacancy)


def changed(frame: pl.DataFrame, where: pl.Expr, **values: Any) -> pl.DataFrame:
    return frame.with_columns(
        pl.when(where).then(pl.lit(value, dtype=frame.schema[name])).otherwise(name).alias(name)
        for name, value in values.items()
    )


def lose(folder: Path, worker: str) -> None:
    """Lists somebody as unplaced."""
    table = csv_of(folder, "unplaced.csv")
    more = pl.DataFrame({"worker_id": [worker], "reason": ["outbid"]})
    put(folder, "unplaced.csv", pl.concat([table, more], how="diagonal"))

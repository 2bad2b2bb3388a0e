"""Damage to the lists of people without a post and of open posts."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tests.solver.damages.files_of import (
    changed,
    csv_of,
    first_row,
    lose,
    matches_of,
    put,
)


def lose_a_worker(folder: Path) -> None:
    """Somebody is neither matched nor unplaced."""
    table = csv_of(folder, "unplaced.csv")
    first_row(table)
    put(folder, "unplaced.csv", table.slice(1))


def list_somebody_matched_as_unplaced(folder: Path) -> None:
    """Somebody is both matched and unplaced."""
    listed = csv_of(folder, "unplaced.csv")["worker_id"]
    matched = matches_of(folder).filter(~pl.col("worker_id").is_in(listed.implode()))
    lose(folder, first_row(matched)["worker_id"])


def forget_a_reason(folder: Path) -> None:
    """Somebody is unplaced without a reason."""
    table = csv_of(folder, "unplaced.csv")
    who = first_row(table)["worker_id"]
    put(folder, "unplaced.csv", changed(table, pl.col("worker_id") == who, reason=""))


def hide_an_open_post(folder: Path) -> None:
    """An opening that nobody took is not listed."""
    table = csv_of(folder, "unfilled.csv")
    first_row(table)
    put(folder, "unfilled.csv", table.slice(1))

"""Invented rosters of a few rows, for tests of rules and packs."""

from datetime import date
from typing import Any

import polars as pl

from models.categories import Category, mask_of
from models.fields import TABLES
from models.roster import Roster

AS_OF = date(2024, 6, 30)
Row = dict[str, Any]


def roster(
    workers: list[Row] | None = None,
    vacancies: list[Row] | None = None,
    households: list[Row] | None = None,
    employers: list[Row] | None = None,
    placements: list[Row] | None = None,
    services: list[Row] | None = None,
    as_of: date = AS_OF,
) -> Roster:
    """A roster of these rows; what a row does not say is null, keys are made up."""
    given = {
        "workers": workers or [],
        "vacancies": vacancies or [],
        "households": households or [],
        "employers": employers or [],
        "placements": placements or [],
        "services": services or [],
    }
    frames = {name: _frame(name, rows) for name, rows in given.items()}
    return Roster(**frames, as_of=as_of)


def categories(*names: str) -> int:
    """The mask of these category codes."""
    return mask_of(Category[name.upper()] for name in names)


def _frame(name: str, rows: list[Row]) -> pl.DataFrame:
    table = TABLES[name]
    known = {table.key: "", **dict.fromkeys(table.schema)}
    full = [{**known, table.key: f"{name[0]}{i}", **row} for i, row in enumerate(rows)]
    return pl.DataFrame(full, schema=table.schema)

"""The list of matches that are agreed already, from a file as offices keep it."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from models.fields import PINS
from models.reading.assign import assign
from models.reading.build import build
from models.reading.grid import Grid
from models.reading.headings import find_heading
from models.reading.journal import ROW, SOURCE, Journal
from models.reading.limits import HEADING_ROWS
from models.reading.problems import Problem, refuse
from models.reading.recognise import Sheet
from models.reading.rows import records_of
from models.reading.sources import open_grids, read_bytes

_YEAR = 2000  # reference year of dates and ages: a list of pins has none
_LOST = "错位"  # of the rows without a field at fault, this one may be a pin; others are notes
_REASON = "^本行(未用|已用，此格未用)："


def read_pins(path: str | Path) -> tuple[pl.DataFrame, list[Problem]]:
    """
    Reads a list of pins: .xlsx, .xls, .csv or .parquet, Chinese or English headings.

    Parameters
    ----------
    path
        One file. Columns other than the two ids are left aside; so are sheets
        without any of the headings.

    Returns
    -------
    tuple
        A frame of worker_id, vacancy_id (text, none null, no worker twice), file,
        sheet and row (the first is 1), where each stands; and the rows that are
        not in it: a cell that is missing, a worker twice.

    Raises
    ------
    RosterError
        When the file is no table, or has not both columns.
    """
    path = Path(path)
    if not path.is_file():
        hint = "请用 --pin 指定一个 .xlsx、.xls、.csv 或 .parquet 文件。"
        raise refuse("missing", f"找不到已定安排的文件 {path}。", hint)
    journal = Journal()
    grids = open_grids(read_bytes(path), path)
    sheets = [sheet for grid in grids if (sheet := _sheet(grid, journal)) is not None]
    journal.raise_problems()
    if not sheets:
        wanted = "、".join(field.label for field in PINS.fields)
        message = f"前 {HEADING_ROWS} 行里找不到“{PINS.label}”的标题行。"
        raise refuse("wrong_heading", message, f"标题应有：{wanted}。", path.name)
    pins, where = build(PINS, [records_of(sheet, journal) for sheet in sheets], _YEAR, journal)
    source = where[SOURCE].to_list()
    placed = pins.with_columns(
        file=pl.Series([journal.sources[s][0] for s in source], dtype=pl.String),
        sheet=pl.Series([journal.sources[s][1] for s in source], dtype=pl.String),
        row=where[ROW].cast(pl.Int64),
    )
    return placed, _faults(journal)


def _sheet(grid: Grid, journal: Journal) -> Sheet | None:
    """The grid as a list of pins; None where it has neither of the headings."""
    rows = [tuple(row) for row in grid.cells.head(HEADING_ROWS).rows()]
    heading = find_heading(rows, PINS, frozenset())
    if heading is None:
        return None
    columns = assign(grid, heading, {}, journal)
    have = {column.field.name for column in columns}
    if not have:
        return None
    for field in PINS.fields:
        if field.name not in have:
            message = f"“{PINS.label}”缺少必需的列“{field.label}”。"
            hint = f"请加上标题为“{field.label}”的列。"
            journal.problems.append(
                Problem(
                    "missing_column", message, hint, grid.file, grid.sheet,
                    heading.last + 1, field.label,
                )
            )  # fmt: skip
    source = journal.add_source(grid.file, grid.sheet)
    return Sheet(grid, PINS, heading, tuple(columns), source)


def _faults(journal: Journal) -> list[Problem]:
    """The rows that say something else than a pin, as problems; notes below the list are none."""
    rejected = journal.rejected().with_columns(pl.col("reason").str.replace(_REASON, ""))
    meant = rejected.filter((pl.col("field") != "") | pl.col("reason").str.contains(_LOST))
    return [
        Problem(
            "pin", f"{row['reason']}。", "", row["file"], row["sheet"], row["row"], row["field"]
        )
        for row in meant.iter_rows(named=True)
    ]

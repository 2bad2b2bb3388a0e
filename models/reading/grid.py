"""A sheet as it stands: rows of text, before anybody knows what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from models.reading.extent import refuse_oversize, refuse_scattered


@dataclass(frozen=True)
class Grid:
    """
    One sheet or one text file, all cells as text.

    Parameters
    ----------
    file, sheet
        Where it comes from; `sheet` is empty where the file has no sheets.
    cells
        Columns `c0`, `c1`, ... of text; row i of the frame is row i + 1 of the
        sheet. Cells that hold nothing are null.
    filled
        Cells that a vertical merge filled: column index to row indices.
    split
        Whether separators made the cells: a cell beyond the last heading then
        means that its row slipped.
    notes
        Things worth saying of the whole sheet: (code, message).
    """

    file: str
    sheet: str
    cells: pl.DataFrame
    filled: dict[int, list[int]] = field(default_factory=dict)
    split: bool = False
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The file, and the sheet where there is one, for messages."""
        return f"{self.file}／{self.sheet}" if self.sheet else self.file


def grid_of_rows(file: str, sheet: str, rows: list[list[str | None]]) -> Grid:
    """Returns a grid from rows of unequal length; raises `RosterError` for one too large."""
    width = max((len(row) for row in rows), default=0)
    refuse_oversize(len(rows), width, file, sheet)
    held = sum(cell is not None for row in rows for cell in row)
    refuse_scattered(len(rows), width, held, file, sheet)
    columns = {
        f"c{j}": pl.Series([row[j] if j < len(row) else None for row in rows], dtype=pl.String)
        for j in range(width)
    }
    return Grid(file, sheet, pl.DataFrame(columns))

"""What stands beside the cells of a sheet, put in its place: formula errors, merged values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
import polars as pl

from models.reading.grid import Grid
from models.reading.sheetmarks import SheetScan


def complete(grid: Grid, scan: SheetScan) -> Grid:
    """
    Returns a grid with merged values and formula errors where the sheet's own marks say.

    Raises `ValueError` for merges of one column that must lie over each other.
    """
    cells = grid.cells
    texts: dict[int, dict[int, str]] = defaultdict(dict)
    for row, at, text in scan.errors:
        if row < cells.height:
            texts[at - scan.first_column][row] = text
    merges: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for top, bottom, at in scan.merges:
        if top < cells.height:
            merges[at - scan.first_column].append((top, min(bottom, cells.height - 1)))
    filled: dict[int, list[int]] = {}
    for index in sorted({*texts, *merges} & {*range(cells.width)}):
        column = cells.to_series(index)
        if errors := texts.get(index):
            column = column.scatter([*errors], [*errors.values()])
        if index in merges:
            column, filled[index] = _carried_down(column, merges[index])
        cells = cells.with_columns(column)
    return replace(grid, cells=cells, filled=filled)


def _carried_down(column: pl.Series, merges: list[tuple[int, int]]) -> tuple[pl.Series, list[int]]:
    """Returns a column with the first value of each merge in all its rows, and the rows filled."""
    tops, bottoms = np.array(merges, dtype=np.int64).T
    known = column.is_not_null().to_numpy()[tops]
    tops, bottoms = tops[known], bottoms[known]
    lengths = bottoms - tops
    if lengths.sum() >= len(column):
        msg = f"merges of {lengths.sum()} rows among {len(column)}"
        raise ValueError(msg)
    # Row k below a merge's top is the top's row plus 1 + k.
    starts = np.repeat(lengths.cumsum() - lengths, lengths)
    above = np.repeat(tops, lengths)
    below = above + 1 + np.arange(lengths.sum()) - starts
    source = np.arange(len(column))
    source[below] = above
    return column.gather(source), below.tolist()

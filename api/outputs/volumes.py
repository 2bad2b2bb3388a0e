"""Matches dealt out over sheets and, where they are many, over several workbooks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from api.outputs.workbook import Column

MOST_ROWS = 100_000  # of matches in one workbook
MOST_SHEETS = 200  # of matches in one workbook; each is a file being written at the same time
SHEET_ROWS = 20_000  # of one sheet; nobody prints a longer one


@dataclass(frozen=True)
class Layout:
    """
    How a job's matches are printed.

    Parameters
    ----------
    group
        Column whose values get a sheet each.
    columns
        What is printed.
    rows
        Makes the printed rows of one group.
    noun
        What one sheet is about, in Chinese.
    """

    group: str
    columns: Sequence[Column]
    rows: Callable[[pl.DataFrame], Iterable[Sequence[Any]]]
    noun: str


@dataclass(frozen=True)
class Sheet:
    """One sheet to come: its title and its lines."""

    title: str
    lines: pl.DataFrame


def volumes(lines: pl.DataFrame, layout: Layout) -> list[list[Sheet]]:
    """
    Deals lines out over workbooks: the sheets of each, in order.

    Nothing is left out. A group longer than `SHEET_ROWS` goes on in further
    sheets; a new workbook begins before one would hold more than `MOST_ROWS`
    rows or `MOST_SHEETS` sheets. There is always a first workbook.
    """
    books: list[list[Sheet]] = [[]]
    rows = 0
    for sheet in _sheets(lines, layout.group):
        if books[-1] and (rows + sheet.lines.height > MOST_ROWS or len(books[-1]) >= MOST_SHEETS):
            books.append([])
            rows = 0
        books[-1].append(sheet)
        rows += sheet.lines.height
    return books


def _sheets(lines: pl.DataFrame, group: str) -> Iterable[Sheet]:
    for part in lines.partition_by(group, maintain_order=True):
        title = str(part[group][0])
        if part.height <= SHEET_ROWS:
            yield Sheet(title, part)
            continue
        for number, start in enumerate(range(0, part.height, SHEET_ROWS), 1):
            yield Sheet(f"{title} {number}", part.slice(start, SHEET_ROWS))

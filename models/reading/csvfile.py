"""Comma-separated text, as spreadsheets and systems really write it."""

from __future__ import annotations

import csv
import io
import statistics
from itertools import islice

import polars as pl

from models.reading.extent import refuse_oversize
from models.reading.grid import Grid
from models.reading.limits import HEADING_ROWS, MAX_COLUMNS
from models.reading.problems import Problem, RosterError, refuse
from models.reading.text import to_utf8

_SEPARATORS = (",", "\t", ";", "|")
_CHUNK = 50_000
_SPARE = 8  # columns


def read_csv(data: bytes, file: str) -> Grid:
    """
    Returns the rows of a text table; comma, tab, semicolon or bar separate the cells.

    Rows may be of unequal length. Raises `RosterError` for an empty file, an unreadable encoding, a
    quotation mark that never closes, and too many columns.
    """
    if not data.strip(b"\xef\xbb\xbf\r\n\t "):
        raise refuse("empty_file", "文件是空的。", "请放入有标题行和数据的表。", file)
    data = to_utf8(data, file)
    head = _head(data)
    separator = _separator(head)
    width = _width(head, separator)
    refuse_oversize(len(head), width, file)
    grid = _fast(data, file, separator, width) or _careful(data, file, separator, width)
    if b'"' in data:
        _refuse_swallowed_rows(grid, separator, width)
    return grid


def _head(data: bytes) -> list[str]:
    end = len(data)
    position = 0
    for _ in range(200):
        position = data.find(b"\n", position) + 1
        if position == 0:
            break
        end = position
    text = data[:end] if position else data
    return text[: 4 << 20].decode("utf-8", errors="ignore").splitlines()


def _separator(head: list[str]) -> str:
    def share(separator: str) -> tuple[float, int]:
        counts = [line.count(separator) for line in head if line.strip()]
        return (statistics.median(counts) if counts else 0, sum(counts))

    return max(_SEPARATORS, key=share)


def _width(head: list[str], separator: str) -> int:
    rows = islice(csv.reader(head, delimiter=separator), HEADING_ROWS)
    try:
        widths = [len(row) for row in rows]
    except csv.Error:
        widths = [line.count(separator) + 1 for line in head[:HEADING_ROWS]]
    return max([1, *widths])


def _fast(data: bytes, file: str, separator: str, width: int) -> Grid | None:
    if data.count(b'"') % 2:
        return None
    # The first line tells Polars how many columns there are: titles have fewer, and a row
    # that slipped has a few more, which among quotation marks is looked at more closely.
    spare = 0 if b'"' in data else _SPARE
    first = separator.join(f"c{j}" for j in range(width + spare)).encode() + b"\n"
    try:
        cells = pl.read_csv(
            io.BytesIO(first + data), separator=separator, infer_schema=False, low_memory=True
        )
    except pl.exceptions.PolarsError:
        return None
    while cells.width > width and cells.to_series(-1).null_count() == cells.height:
        cells = cells.drop(cells.columns[-1])
    return Grid(file, "", cells, split=True)


def _careful(data: bytes, file: str, separator: str, width: int) -> Grid:
    csv.field_size_limit(1 << 30)
    reader = csv.reader(io.StringIO(data.decode(), newline=""), delimiter=separator, strict=True)
    frames: list[pl.DataFrame] = []
    ended = 0
    rows: list[list[str]] = []
    try:
        for row in reader:
            ended = reader.line_num
            while len(row) > width and not row[-1].strip():
                row.pop()
            rows.append(row[:MAX_COLUMNS])
            if len(rows) == _CHUNK:
                frames.append(_frame(rows, width))
                rows = []
    except csv.Error:
        raise RosterError([_open_quote(file, ended + 1)]) from None
    frames.append(_frame(rows, width))
    cells = pl.concat(frames, how="diagonal").with_columns(pl.all().replace("", None))
    return Grid(file, "", cells, split=True)


def _frame(rows: list[list[str]], width: int) -> pl.DataFrame:
    width = max([width, *(len(row) for row in rows)])
    columns = zip(*(row + [""] * (width - len(row)) for row in rows), strict=True) if rows else ()
    return pl.DataFrame({f"c{j}": list(cells) for j, cells in enumerate(columns)})


def _refuse_swallowed_rows(grid: Grid, separator: str, width: int) -> None:
    # Two stray quotation marks, rows apart, turn all between them into one cell.
    if width < 2:
        return
    for name in grid.cells.columns:
        column = grid.cells[name]
        lines = column.str.count_matches("\n", literal=True)
        # Each swallowed line brings as many separators as a row has; prose hardly does.
        inside = column.str.count_matches(separator, literal=True)
        swallowed = (lines >= (1 if width > 3 else 2)) & (inside == (width - 1) * lines)
        if swallowed.any():
            row = int(swallowed.arg_true()[0]) + 1
            raise RosterError([_open_quote(grid.file, row)])


def _open_quote(file: str, row: int) -> Problem:
    return Problem(
        "open_quote",
        "双引号没有成对，后面的行会被当成同一格。",
        '请补上缺少的双引号（格内的双引号要写成 ""），或另存为 .xlsx。',
        file=file,
        row=row,
    )

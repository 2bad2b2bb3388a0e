"""A made-up county on disk, clean or the way offices send it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import polars as pl
import xlsxwriter

from models.export import write_table, write_workbook
from models.fields import TABLES
from models.synth.county import County
from models.synth.dirty import HEADINGS, Sheet, spoil
from models.synth.draw import known

_BLANK_ROWS = 20  # formatted but empty, as deleting the text of rows leaves them


def write_county(
    county: County,
    out: str | Path,
    format: Literal["csv", "xlsx", "parquet"] = "csv",  # noqa: A002 - the word that users know
    messy: bool = False,
) -> list[Path]:
    """
    Writes a county's tables.

    Parameters
    ----------
    county
        From `make_county`.
    out
        A folder, made where it does not exist, that gets one file a table; or a
        path ending in .xlsx that gets all tables as sheets.
    format
        Of the files in a folder.
    messy
        Writes the tables the way offices do: titles above the heading, headings
        and values in many notations, numbers as text, merged cells, mistyped and
        missing keys, rows twice, a total row, blank rows at the end. Files in
        .csv are then in GB18030.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    ValueError
        When the format is another, or is parquet and messy.
    """
    if format not in {"csv", "xlsx", "parquet"} or (messy and format == "parquet"):
        allowed = "csv or xlsx" if messy else "csv, xlsx or parquet"
        msg = f"Expected {allowed} as format, got {format}."
        raise ValueError(msg)
    out = Path(out)
    if out.suffix == ".xlsx":
        out.parent.mkdir(parents=True, exist_ok=True)
        if messy:
            return [_write_messy_workbook(spoil(county), out)]
        return [write_workbook({n: known(f) for n, f in county.tables.items()}, out)]
    out.mkdir(parents=True, exist_ok=True)
    paths = {name: out / f"{name}.{format}" for name in county.tables}
    if not messy:
        return [write_table(known(county.tables[n]), TABLES[n], p) for n, p in paths.items()]
    for name, sheet in spoil(county).items():
        if format == "csv":
            _write_messy_csv(sheet, paths[name])
        else:
            _write_messy_workbook({name: sheet}, paths[name])
    return list(paths.values())


def _write_messy_csv(sheet: Sheet, path: Path) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([line] for line in sheet.above)
    body = sheet.rows.write_csv()
    text.write(body.replace("\n", "\r\n"))
    columns = sheet.rows.columns
    writer.writerow(sheet.total.get(name, "") for name in columns)
    writer.writerows([""] * len(columns) for _ in range(_BLANK_ROWS))
    path.write_bytes(text.getvalue().encode("gb18030"))


def _write_messy_workbook(sheets: dict[str, Sheet], path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        centred = book.add_format({"bold": True, "align": "center", "font_size": 14})
        bold = book.add_format({"bold": True, "border": 1})
        plain = book.add_format({"border": 1, "valign": "vcenter"})
        for name, sheet in sheets.items():
            page = book.add_worksheet(TABLES[name].label)
            _write_messy_sheet(page, sheet, name, (centred, bold, plain))
    return path


def _write_messy_sheet(page: Any, sheet: Sheet, name: str, formats: tuple[Any, Any, Any]) -> None:
    centred, bold, plain = formats
    columns = sheet.rows.columns
    last = len(columns) - 1
    page.merge_range(0, 0, 0, last, sheet.above[0], centred)
    for row, line in enumerate(sheet.above[1:], 1):
        page.write_string(row, 0, line)
    top = len(sheet.above)
    for at, heading in enumerate(columns):
        page.write_string(top, at, heading, bold)
    merged = columns.index(HEADINGS[name]["employer"]) if name == "vacancies" else None
    for at, heading in enumerate(columns):
        cells = sheet.rows[heading].to_list()
        if at == merged:
            _write_merged(page, top + 1, at, cells, plain)
            continue
        number = heading in sheet.numbers
        for row, cell in enumerate(cells, top + 1):
            if cell is None:
                page.write_blank(row, at, None, plain)
            elif number and cell.isascii() and cell.isdigit():
                page.write_number(row, at, int(cell), plain)
            else:
                page.write_string(row, at, cell, plain)
    bottom = top + 1 + sheet.rows.height
    for at, heading in enumerate(columns):
        page.write_string(bottom, at, sheet.total.get(heading, ""), bold)
        for row in range(bottom + 1, bottom + 1 + _BLANK_ROWS):
            page.write_blank(row, at, None, plain)


def _write_merged(page: Any, top: int, at: int, cells: list[str | None], plain: Any) -> None:
    """Writes runs of the same text as one merged cell."""
    runs = pl.DataFrame({"cell": cells}).select(
        "cell", run=pl.col("cell").ne_missing(pl.col("cell").shift()).cum_sum()
    )
    row = top
    for cell, length in (
        runs.group_by("run", maintain_order=True)
        .agg(pl.col("cell").first(), pl.len())
        .select("cell", "len")
        .iter_rows()
    ):
        if length > 1:
            page.merge_range(row, at, row + length - 1, at, cell or "", plain)
        else:
            page.write_string(row, at, cell or "", plain)
        row += length

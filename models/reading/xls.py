"""
Old workbooks (.xls, .et): the visible sheets of their BIFF stream as grids.

Read by a library in Python, slower than that of .xlsx: it answers a damaged
file with an error, where the other may ask for all the memory there is. A
sheet of this format has 65,536 rows at most.
"""

from __future__ import annotations

import io
from datetime import datetime

import olefile
import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet
from xlrd.xldate import xldate_as_datetime

from models.reading.biff import vertical_merges
from models.reading.grid import Grid, grid_of_rows
from models.reading.marks import complete
from models.reading.sheetmarks import SheetScan
from models.reading.shield import shielded
from models.reading.workbook import damaged_workbook, shown

_STREAMS = ("Workbook", "Book")


def read_xls(data: bytes, file: str) -> list[Grid]:
    """
    Returns the visible sheets of an .xls file, row 1 of each sheet first.

    Merged cells carry their value down, formula errors their text. Raises
    `RosterError` where the file is damaged or asks for a password.
    """
    with shielded(damaged_workbook(file)):
        stream = _stream(data)
        book = xlrd.open_workbook(
            file_contents=stream, logfile=io.StringIO(), ragged_rows=True, on_demand=True
        )
        merges = vertical_merges(stream)
        grids: list[Grid] = []
        hidden: list[str] = []
        for index, name in enumerate(book.sheet_names()):
            sheet = book.sheet_by_index(index)
            if sheet.visibility:
                hidden.append(name)
            else:
                scan = SheetScan(merges=merges.get(name, []))
                grids.append(complete(grid_of_rows(file, name, _rows(book, sheet)), scan))
            book.unload_sheet(index)
    return shown(grids, hidden, file)


def _stream(data: bytes) -> bytes:
    """Returns the workbook's stream; raises `ValueError` where the file has no whole one."""
    with olefile.OleFileIO(io.BytesIO(data)) as archive:
        name = next((name for name in _STREAMS if archive.exists(name)), "")
        if not name or archive.get_size(name) > len(data):
            msg = "no workbook stream, or one larger than the file"
            raise ValueError(msg)
        return bytes(archive.openstream(name).read())


def _rows(book: Book, sheet: Sheet) -> list[list[str | None]]:
    return [
        [
            _text(kind, value, book.datemode)
            for kind, value in zip(sheet.row_types(i), sheet.row_values(i), strict=True)
        ]
        for i in range(sheet.nrows)
    ]


def _text(kind: int, value: str | float, datemode: int) -> str | None:
    if isinstance(value, str):
        return value or None
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "true" if value else "false"
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(int(value), "#N/A"))
    if kind == xlrd.XL_CELL_DATE and (day := _day(value, datemode)):
        return str(day)
    # The binary fraction nearest to 0.3 is meant as 0.3.
    return str(int(value)) if value.is_integer() else f"{value:.9f}".rstrip("0").rstrip(".")


def _day(value: float, datemode: int) -> datetime | None:
    try:
        day: datetime = xldate_as_datetime(value, datemode)
    except (OverflowError, ValueError):
        return None
    return day.replace(microsecond=0)

"""Workbooks: the visible sheets of .xlsx as grids, and what every workbook has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import fastexcel
import polars as pl

from models.reading.extent import refuse_oversize, refuse_scattered
from models.reading.grid import Grid
from models.reading.marks import complete
from models.reading.problems import RosterError, refuse
from models.reading.sheetscan import scan_workbook
from models.reading.shield import shielded


def read_workbook(data: bytes, file: str) -> list[Grid]:
    """
    Returns the visible sheets of an .xlsx workbook, row 1 of each sheet first.

    Merged cells carry their value down, formula errors their text. Raises
    `RosterError` for what cannot be read safely.
    """
    scans = scan_workbook(data, file)
    for name, scan in scans.items():
        refuse_oversize(scan.height, scan.width, file, name)
        refuse_scattered(scan.height, scan.width, scan.cells, file, name)
    grids: list[Grid] = []
    hidden: list[str] = []
    with shielded(damaged_workbook(file)):
        reader = fastexcel.read_excel(data)
        for index, name in enumerate(reader.sheet_names):
            if name not in scans:
                msg = f"a sheet that was not scanned: {name}"
                raise ValueError(msg)
            sheet = reader.load_sheet(index, header_row=None, skip_rows=0, dtypes="string")
            if sheet.visible != "visible":
                hidden.append(name)
                continue
            cells: pl.DataFrame = sheet.to_polars() if sheet.height else pl.DataFrame()
            cells.columns = [f"c{j}" for j in range(cells.width)]
            grids.append(complete(Grid(file, name, cells), scans[name]))
    return shown(grids, hidden, file)


def damaged_workbook(file: str) -> Callable[[str], RosterError]:
    """Returns what to raise for a workbook, given the words in which its reader gave up."""

    def refusal(words: str) -> RosterError:
        if "assword" in words or "encrypted" in words:
            return password(file)
        return refuse(
            "damaged",
            "工作簿已损坏或不完整，无法打开。",
            "请用 Excel 或 WPS 打开并另存为 .xlsx，或重新下载。",
            file,
        )

    return refusal


def password(file: str) -> RosterError:
    """Returns the error of a workbook that asks for a password."""
    return refuse(
        "password", "文件设有打开密码，无法读取。", "请去掉密码后另存，再重新提交。", file
    )


def shown(grids: list[Grid], hidden: list[str], file: str) -> list[Grid]:
    """
    Returns the visible sheets, the names of the `hidden` ones in the notes of the first.

    Raises `RosterError` where every sheet is hidden.
    """
    if not grids:
        raise refuse("hidden_only", "所有工作表都是隐藏的。", "请取消隐藏要读取的工作表。", file)
    if not hidden:
        return grids
    text = f"{file}：隐藏的工作表未读取：{'、'.join(hidden)}。如需读取请取消隐藏。"
    first = replace(grids[0], notes=(*grids[0].notes, ("hidden_sheet", text)))
    return [first, *grids[1:]]

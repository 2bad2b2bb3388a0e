"""Small rosters for the tests of reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from stdnum.cn import ric

from models.reading import read_roster
from models.roster import Finding, Roster

WORKERS_CSV = "人员编号,姓名,技能特长,登记日期\nW1,张三,缝纫,2026-03-01\nW2,李四,电焊,2026-03-02\n"


def number(base: str) -> str:
    """Returns 17 digits with their check digit."""
    return base + ric.calc_check_digit(base + "0")


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """Writes a text file and returns its folder."""
    (folder / name).write_bytes(text.encode(encoding))
    return folder


def roster_of(folder: Path, text: str, name: str = "workers.csv", **options: Any) -> Roster:
    """Returns the roster of one text file."""
    return read_roster(write(folder, name, text), **options)


def book(path: Path, sheets: dict[str, list[list[object]]], merges: tuple[str, ...] = ()) -> Path:
    """Writes a workbook; `merges` are ranges of its first sheet."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for merge in merges:
        workbook.worksheets[0].merge_cells(merge)
    workbook.save(path)
    return path


def finding(roster: Roster, code: str) -> Finding:
    """Returns the one finding of a code."""
    found = [f for f in roster.findings if f.code == code]
    assert len(found) == 1, f"Expected one {code}, got {[f.code for f in roster.findings]}."
    return found[0]


def reasons(roster: Roster) -> list[tuple[int, str, str]]:
    """Returns row, field and reason of everything not used."""
    return roster.rejected.select("row", "field", "reason").rows()

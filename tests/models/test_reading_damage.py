"""Damaged files: whatever is broken in them, there is a roster or a message, never a traceback."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from models.reading import Problem, RosterError, read_roster

ROWS = [
    ["人员编号", "姓名", "技能特长", "期望月薪", "登记日期"],
    *[[f"W{i}", f"张{i}", "缝纫、电焊", 3000 + i, "2026-03-01"] for i in range(20)],
]


def _csv() -> bytes:
    return "\n".join(",".join(str(cell) for cell in row) for row in ROWS).encode()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "求职人员"
    for row in ROWS:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("求职人员")
    for i, row in enumerate(ROWS):
        for j, cell in enumerate(row):
            sheet.write(i, j, cell)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _parquet() -> bytes:
    buffer = io.BytesIO()
    columns = {str(name): [str(row[j]) for row in ROWS[1:]] for j, name in enumerate(ROWS[0])}
    pl.DataFrame(columns).write_parquet(buffer)
    return buffer.getvalue()


FILES = {
    "workers.csv": _csv(),
    "workers.xlsx": _xlsx(),
    "workers.xls": _xls(),
    "workers.parquet": _parquet(),
}


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_damaged_file_gives_a_roster_or_a_message(name: str, data: st.DataObject) -> None:
    content = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(1, len(content))) :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        problems, used = _outcome(path)
    assert used <= len(ROWS)
    assert used or all(problem.message for problem in problems)


def _outcome(path: Path) -> tuple[list[Problem], int]:
    """Returns the problems of a file, or how many of its rows are used."""
    try:
        return [], read_roster(path).workers.height
    except RosterError as error:
        return error.problems, 0

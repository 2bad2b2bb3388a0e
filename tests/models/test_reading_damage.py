"""Damaged files: whatever is broken in them, there is a roster or a message, never a traceback."""

from __future__ import annotations

import io
import random
import re
import tempfile
import zipfile
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


def _html() -> bytes:
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in ROWS)
    return f"<html><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></html>".encode()


FILES = {
    "workers.csv": _csv(),
    "workers.xlsx": _xlsx(),
    "workers.xls": _xls(),
    "workers.html.xls": _html(),
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


@pytest.mark.parametrize("name", FILES)
def test_wrong_bytes_never_end_the_process(name: str, tmp_path: Path) -> None:
    rng = random.Random(0)
    codes = {_damaged(rng, FILES[name], tmp_path / name) for _ in range(60)}
    assert codes & {"damaged", "mixed_encodings", "not_text", "nul_bytes"}


def test_wrong_bytes_inside_a_workbook_never_end_the_process(tmp_path: Path) -> None:
    """The archive is whole here, so that only what is in it is wrong."""
    rng = random.Random(0)
    with zipfile.ZipFile(io.BytesIO(FILES["workers.xlsx"])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    codes = set()
    for _ in range(150):
        name = rng.choice([*parts, sheet, sheet, sheet])
        spoil = _with_wild_numbers if rng.random() < 0.5 else _with_wrong_bytes
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            for part, text in parts.items():
                archive.writestr(part, spoil(rng, text) if part == name else text)
        (tmp_path / "workers.xlsx").write_bytes(content.getvalue())
        codes |= _codes(tmp_path / "workers.xlsx")
    assert codes >= {"damaged", "used"}
    assert codes & {"too_many_columns", "scattered_cells"}


def _damaged(rng: random.Random, content: bytes, path: Path) -> str:
    path.write_bytes(_with_wrong_bytes(rng, content))
    return _codes(path).pop()


def _with_wrong_bytes(rng: random.Random, content: bytes) -> bytes:
    wrong = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        # The first bytes of a file hold what most of it is read by.
        at = rng.randrange(len(wrong) if rng.random() < 0.5 else min(len(wrong), 700))
        if rng.random() < 0.2:
            wrong[at : at + 8] = b"\xff" * 8
        else:
            wrong[at] = rng.randrange(256)
    return bytes(wrong)


def _with_wild_numbers(rng: random.Random, text: bytes) -> bytes:
    wild = [b"0", b"-1", b"65536", b"1048576", b"4294967295", b"99999999999999999999"]
    found = list(re.finditer(rb"\d+", text))
    if not found:
        return text
    match = rng.choice(found)
    return text[: match.start()] + rng.choice(wild) + text[match.end() :]


def _codes(path: Path) -> set[str]:
    problems, used = _outcome(path)
    return {"used"} if used else {problem.code for problem in problems} or {"nobody"}


def _outcome(path: Path) -> tuple[list[Problem], int]:
    """Returns the problems of a file, or how many of its rows are used."""
    try:
        return [], read_roster(path).workers.height
    except RosterError as error:
        return error.problems, 0

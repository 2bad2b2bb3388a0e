"""Workbooks whose cells stand where nobody expects them, and the old format's values."""

from __future__ import annotations

import io
import time
from datetime import date, datetime
from pathlib import Path

import pytest
import xlwt

from models.reading import RosterError, read_roster
from models.reading.htmlfile import read_html
from models.reading.sheetmarks import SheetScan, SheetScanner
from models.reading.xls import read_xls
from tests.broken.files import _workbook_of
from tests.models.reading_help import book, finding

HEAD = ["人员编号", "姓名", "技能特长"]
DAY = xlwt.easyxf(num_format_str="yyyy-mm-dd")


def scan(rows: str) -> SheetScan:
    scanner = SheetScanner()
    scanner.feed(f"<worksheet>{rows}</worksheet>".encode())
    return scanner.close()


def xls(cells: dict[tuple[int, int], object], style: xlwt.XFStyle | None = None) -> bytes:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("求职人员")
    for (row, column), value in cells.items():
        sheet.write(row, column, value, *([style] if style else []))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def test_the_reach_of_a_sheet_is_that_of_the_cells_that_hold_something() -> None:
    found = scan(
        '<row r="2"><c r="A2" s="1"/><c r="C2"><v>1</v></c><c r="D2"><v></v></c></row>'
        '<row r="9"><c r="E9" t="inlineStr"><is><t></t></is></c><c r="ZZ9" s="1"></c></row>'
    )
    assert (found.first_column, found.last_column) == (2, 4), "C to E: A, D and ZZ are blank."
    assert (found.height, found.cells) == (9, 2)


def test_a_cell_without_a_reference_follows_the_one_before() -> None:
    found = scan("<row><c><v>1</v></c></row><row r='5'><c r='Z5'/><c t='e'><v>#N/A</v></c></row>")
    assert (found.first_column, found.last_column, found.height) == (0, 26, 5), "AA follows Z."
    assert found.errors == [(4, 26, "#N/A")]


def test_prefixes_and_single_quotes_are_read_and_only_merges_of_rows_count() -> None:
    found = scan(
        "<x:row r='1' xmlns:x='x'><x:c r='b1'><x:v>1</x:v></x:c></x:row>"
        '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B2:B4"/></mergeCells>'
    )
    assert (found.first_column, found.merges) == (1, [(1, 3, 1)])


@pytest.mark.parametrize("place", ["A0", "AAAA1", "1", "A", "A12345678", "A-1"])
def test_a_reference_beyond_any_sheet_is_damage(place: str) -> None:
    with pytest.raises(ValueError, match="no reference"):
        scan(f'<row r="1"><c r="{place}"><v>1</v></c></row>')


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="4294967295"><c><v>1</v></c></row>',
        '<row r="1"><c r="A4294967295"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZZZZZZZZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="ZZ500000" t="inlineStr"><is><t></t></is></c><c r="A1"><v>1</v></c></row>',
    ],
)
def test_a_cell_at_the_end_of_the_world_asks_for_no_memory(rows: str, tmp_path: Path) -> None:
    (tmp_path / "workers.xlsx").write_bytes(_workbook_of(rows.encode()))
    with pytest.raises(RosterError):
        read_roster(tmp_path)


def test_merges_over_each_other_are_damage(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 10))
    merges = '</sheetData><mergeCells><mergeCell ref="A1:A9"/><mergeCell ref="A2:A9"/></mergeCells>'
    content = _workbook_of((rows + merges + "<sheetData>").encode())
    (tmp_path / "workers.xlsx").write_bytes(content)
    with pytest.raises(RosterError, match="已损坏"):
        read_roster(tmp_path)


def test_merges_carry_their_value_down_and_errors_stand_where_they_were(tmp_path: Path) -> None:
    rows = [[None, "甲", "一"], [None, None, "二"], [None, None, "三"], [None, "乙", "四"]]
    path = book(tmp_path / "a.xlsx", {"表": [[None, *HEAD[:2]], *rows]}, ("B2:B4",))
    workers = read_roster(path).workers.sort("name")
    # 甲 is the key of three rows: the first is used, the others are the same worker's.
    assert workers["worker_id"].to_list() == ["甲", "乙"]
    assert workers["name"].to_list() == ["一", "四"]


def test_values_of_an_old_workbook_read_as_they_look() -> None:
    cells: list[tuple[object, str | None]] = [
        ("", None), (3000.0, "3000"), (1.5, "1.5"), (0.1 + 0.2, "0.3"), (-3, "-3"),
        (110101199003070128, "110101199003070128"), (True, "true"), ("文字", "文字"),
    ]  # fmt: skip
    (grid,) = read_xls(xls({(i, 1): value for i, (value, _) in enumerate(cells)}), "a.xls")
    assert grid.cells["c1"].to_list() == [text for _, text in cells]


def test_days_of_an_old_workbook_are_days() -> None:
    days = [date(2026, 3, 1), datetime(2026, 3, 1, 13, 5, 7), 1, 60, 99_999_999]
    (grid,) = read_xls(xls({(i, 0): day for i, day in enumerate(days)}, DAY), "a.xls")
    assert grid.cells["c0"].to_list() == [
        "2026-03-01 00:00:00",
        "2026-03-01 13:05:07",
        "1900-01-01 00:00:00",
        "1900-02-28 00:00:00",
        "99999999",  # beyond every calendar: the number stays
    ]


def test_hidden_sheets_of_an_old_workbook_are_left_out_and_named(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    for name, key in (("求职人员", "W1"), ("旧表", "W2")):
        sheet = workbook.add_sheet(name)
        for row, line in enumerate([HEAD, [key, "张三", "缝纫"]]):
            for column, text in enumerate(line):
                sheet.write(row, column, text)
    workbook.get_sheet(1).visibility = 1
    workbook.save(tmp_path / "a.xls")
    roster = read_roster(tmp_path / "a.xls")
    assert roster.workers["worker_id"].to_list() == ["W1"]
    assert "旧表" in finding(roster, "hidden_sheet").message


def test_stray_cells_of_an_old_workbook_are_named(tmp_path: Path) -> None:
    (tmp_path / "workers.xls").write_bytes(xls({(0, 0): "人员编号", (65_000, 255): "x"}))
    with pytest.raises(RosterError, match="只有 2 格有内容，却散布在 65001 行 256 列中"):
        read_roster(tmp_path)


@pytest.mark.parametrize("piece", ["<a ", "<td x='", "<!--", "</td ", "<table "])
def test_a_web_page_of_broken_tags_is_read_in_time_that_grows_with_its_length(piece: str) -> None:
    page = "<html><table><tr><td>姓名</td></tr>" + piece * 100_000
    began = time.perf_counter()
    (grid,) = read_html(page.encode(), "a.xls")
    assert grid.cells["c0"][0] == "姓名"
    assert time.perf_counter() - began < 5, "20,000 of them took a minute once."


@pytest.mark.parametrize(
    "row", ["<tr><td>x</td><td colspan=500>y</td></tr>", "<tr><td rowspan=9999>x</td><td>y</td>"]
)
def test_spans_of_a_web_page_make_no_table_larger_than_any_sheet(row: str) -> None:
    # The second: every row carries on the cells of all rows above it.
    with pytest.raises(RosterError, match=r"却散布在|最多 512 列"):
        read_html(("<table>" + row * 9000).encode(), "a.xls")

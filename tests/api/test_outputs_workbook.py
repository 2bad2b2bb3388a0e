"""Workbooks: legal sheet names, no formulas, the same bytes, nothing lost over volumes."""

import openpyxl
import polars as pl
import pytest

from api.outputs import volumes as dealing
from api.outputs.layouts import LAYOUTS, printed_order
from api.outputs.sheet_names import SheetNames
from api.outputs.tables import write_csv
from api.outputs.volumes import Layout, volumes
from api.outputs.workbook import Column, Section, Workbook, row_height


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("城关镇", "城关镇"),
        ("甲/乙[丙]:丁*戊?己\\庚", "甲 乙 丙  丁 戊 己 庚"),
        ("", "未命名"),
        ("'引号'", "引号"),
        ("History", "History(2)"),
        ("长" * 40, "长" * 31),
        ("𠮷" * 20, "𠮷" * 15),  # each counts twice in a workbook
    ],
)
def test_a_sheet_name_is_legal(title, name):
    assert SheetNames().of(title) == name


def test_sheet_names_are_unique_even_where_case_or_length_hides_the_difference():
    names = SheetNames()
    given = [names.of(t) for t in ("ABC厂", "abc厂", "长" * 40, "长" * 41, "abc厂")]
    assert given == ["ABC厂", "abc厂(2)", "长" * 31, "长" * 28 + "(2)", "abc厂(3)"]


PAGE = Section("一、任务", (1, 2), [["任务", "=1+1"], ["数", 3], ["比例", 0.5], ["长" * 61]])


def write(path, cells):
    with Workbook(path, "试") as book:
        book.page("概要", "题目", (20, 20, 20), [PAGE])
        book.table("城关镇", "题目", "说明", (Column("甲", 10), Column("乙", 20, wrap=True)), cells)


def test_a_cell_that_looks_like_a_formula_stays_a_text(tmp_path):
    write(tmp_path / "a.xlsx", [("=HYPERLINK(1)", 1.5), ("+86", None), ("@x", 2)])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n", "inlineStr"}
    assert book["城关镇"]["A4"].value == "=HYPERLINK(1)"


def test_a_sheet_is_ready_to_print(tmp_path):
    write(tmp_path / "a.xlsx", [("x", 1)])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["城关镇"]
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$1:$3"  # title, note and headings on every page
    assert sheet.freeze_panes == "A4"
    assert "第 &P 页" in sheet.oddFooter.center.text


@pytest.mark.parametrize(
    ("texts", "height"),
    [
        ([], 15),
        ([("字" * 10, 20), ("x" * 20, 20)], 15),  # both fill their line
        ([("字" * 11, 20)], 28.5),  # two lines of 13.5 points and 1.5 more
        ([("字" * 11, 20), ("字" * 21, 20)], 42),  # the longest of a row decides: three lines
        ([("字" * 10_000, 20)], 409),  # no row may be taller
    ],
)
def test_a_row_is_as_tall_as_its_longest_text(texts, height):
    assert row_height(texts) == height


def test_a_line_of_one_text_takes_the_width_of_the_page_and_its_height(tmp_path):
    """61 characters are 122 places on 60: three lines of 13.5 points and 1.5 more."""
    write(tmp_path / "a.xlsx", [("x", "字" * 11)])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    page = book["概要"]
    assert {str(r) for r in page.merged_cells.ranges} == {"B4:C4", "B5:C5", "B6:C6", "A7:C7"}
    assert (page["B4"].value, page["B6"].number_format) == ("=1+1", "0.0%")
    assert page.row_dimensions[7].height == 42
    assert book["城关镇"].row_dimensions[4].height == 28.5


def test_the_same_rows_give_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write(tmp_path / name, [("王*明", 1), (None, 2)])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_csv_opens_in_a_spreadsheet_without_running_anything(tmp_path):
    frame = pl.DataFrame({"worker_id": ["=cmd|1", "W2"], "open": [-1, 2], "text": ["甲,乙", None]})
    write_csv(frame, tmp_path / "a.csv")
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig").splitlines() == [
        "worker_id,open,text",
        '\'=cmd|1,-1,"甲,乙"',
        "W2,2,",
    ]


def test_no_line_is_lost_when_there_are_too_many_for_one_workbook(monkeypatch):
    monkeypatch.setattr(dealing, "MOST_ROWS", 10)
    monkeypatch.setattr(dealing, "MOST_SHEETS", 3)
    monkeypatch.setattr(dealing, "SHEET_ROWS", 4)
    sizes = {"甲": 9, "乙": 3, "丙": 1, "丁": 1, "戊": 1, "己": 10}
    lines = pl.DataFrame({"home": [t for t, n in sizes.items() for _ in range(n)], "x": range(25)})
    books = volumes(lines, Layout("home", (), pl.DataFrame.iter_rows, "乡镇"))
    assert pl.concat(s.lines for b in books for s in b)["x"].to_list() == list(range(25))
    assert all(len(b) <= 3 and sum(s.lines.height for s in b) <= 10 for b in books)
    assert [s.title for s in books[0]] == ["甲 1", "甲 2", "甲 3"]  # 4 + 4 + 1 lines


def test_no_match_at_all_still_makes_one_workbook():
    lines = pl.DataFrame(schema={"home": pl.String})
    assert volumes(lines, Layout("home", (), pl.DataFrame.iter_rows, "乡镇")) == [[]]


def test_a_worker_is_named_on_the_first_of_its_lines_only():
    base = {
        "home": "城关镇",
        "home_village": "一村",
        "name": "王*明",
        "title": "普工",
        "employer": "某厂",
        "place_text": "县城",
        "pay_text": "面议",
        "value": 0.51234,
        "why": "同镇",
    }
    rows = [{"worker_id": w, "rank": r, **base} for w, r in (("W2", 1), ("W1", 2), ("W1", 1))]
    printed = list(LAYOUTS["push"].rows(printed_order("push", pl.DataFrame(rows))))
    assert [row[:4] for row in printed] == [
        ("W1", "王*明", "一村", 1),
        ("W1", None, None, 2),
        ("W2", "王*明", "一村", 1),
    ]
    assert printed[0][8] == 0.512

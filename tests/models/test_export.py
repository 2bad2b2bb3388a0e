"""What the exporter writes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from models.categories import Category, mask_of
from models.export import Headings, neutralise, presented, restore, write_table, write_workbook
from models.fields import HOUSEHOLDS, TABLES, WORKERS
from models.reading import read_roster
from models.synth import make_county

DANGEROUS = "=1+1", "+86", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"


def worker(**cells: object) -> pl.DataFrame:
    row = {"worker_id": "W1", **cells}
    return pl.DataFrame([row], schema={name: WORKERS.schema[name] for name in row})


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutralise(text) == "'" + text


def test_ordinary_text_stays_as_it_is() -> None:
    assert [neutralise(t) for t in ("缝纫工", "3-5", "", "'tis")] == ["缝纫工", "3-5", "", "'tis"]


@given(st.lists(st.text(alphabet="'=+-@\t\r\n＝ａ缝1", max_size=6), min_size=1))
def test_restore_undoes_neutralise_whatever_the_text(texts: list[str]) -> None:
    frame = pl.DataFrame({"t": texts}, schema={"t": pl.String})
    there = frame.select(neutralise(pl.col("t")))
    assert there["t"].to_list() == [neutralise(t) for t in texts]
    assert there.select(restore(pl.col("t")))["t"].to_list() == texts


def test_choices_and_categories_are_written_as_chinese_labels() -> None:
    mask = mask_of((Category.RELOCATED, Category.DISABLED))
    shown = presented(worker(education="junior", willing=True, categories=mask), WORKERS)
    assert shown.row(0, named=True) == {
        "人员编号": "W1", "文化程度": "初中", "就业意愿": "是", "人员类别": "易地搬迁、残疾人",
    }  # fmt: skip


def test_english_headings_come_with_codes() -> None:
    mask = mask_of((Category.RELOCATED, Category.DISABLED))
    shown = presented(worker(education="junior", willing=False, categories=mask), WORKERS, "en")
    assert shown.row(0) == ("W1", "junior", "no", "relocated;disabled")


def test_no_category_and_not_known_are_empty_cells() -> None:
    shown = presented(worker(education=None, willing=None, categories=0), WORKERS)
    assert shown.row(0) == ("W1", None, None, None)


def test_csv_begins_with_a_mark_so_that_spreadsheets_read_it_as_utf8(tmp_path: Path) -> None:
    path = write_table(worker(name="王小明", wage_expected=3500.0), WORKERS, tmp_path / "w.csv")
    assert path.read_bytes() == "\ufeff人员编号,姓名,期望月薪\nW1,王小明,3500\n".encode()


def test_a_workbook_keeps_keys_as_text_and_days_as_days(tmp_path: Path) -> None:
    row = worker(name="=cmd()", birth_date=date(1990, 2, 1), place="990101100201")
    path = write_table(row, WORKERS, tmp_path / "w.xlsx")
    sheet = openpyxl.load_workbook(path)["求职人员"]
    heading, cells = ([c.value for c in line] for line in sheet.iter_rows())
    assert heading == ["人员编号", "姓名", "出生日期", "户籍地代码"]
    assert cells[1] == "'=cmd()"
    assert cells[2].date() == date(1990, 2, 1)
    assert cells[3] == "990101100201"  # text: a number would lose zeros in front


def test_parquet_keeps_types(tmp_path: Path) -> None:
    path = write_table(worker(age=40, wage_expected=3500.0), WORKERS, tmp_path / "w.parquet")
    assert pl.read_parquet(path).schema == {
        "人员编号": pl.String, "年龄": pl.Int32, "期望月薪": pl.Float64,
    }  # fmt: skip


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "parquet"):
        one, two = (
            write_table(worker(name="李"), WORKERS, tmp_path / f"{n}.{ending}").read_bytes()
            for n in (1, 2)
        )
        assert one == two


def test_an_undeclared_column_is_refused() -> None:
    frame = pl.DataFrame({"household_id": ["H1"], "colour": ["red"]})
    with pytest.raises(ValueError, match="Expected columns of table households, got colour"):
        presented(frame, HOUSEHOLDS)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"Expected a path ending in .*, got w\.pdf"):
        write_table(worker(), WORKERS, tmp_path / "w.pdf")


def test_a_table_too_long_for_a_worksheet_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    ids = pl.Series("worker_id", ["W"]).new_from_index(0, 1_048_576)  # with its heading: one more
    with pytest.raises(ValueError, match="1048576 rows do not fit"):
        write_workbook({"workers": ids.to_frame()}, tmp_path / "w.xlsx")
    assert not (tmp_path / "w.xlsx").exists()


def test_a_text_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="技能特长: a text of 32768 characters"):
        write_table(worker(skills="长" * 32_768), WORKERS, tmp_path / "w.xlsx")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("headings", ["zh", "en"])
def test_what_is_written_is_read_back_identically(
    tmp_path: Path, ending: str, headings: Headings
) -> None:
    county = make_county(200, 30, 11)
    for name, frame in county.tables.items():
        write_table(frame, TABLES[name], tmp_path / f"{name}.{ending}", headings)
    roster = read_roster(tmp_path, as_of=county.as_of)
    for name, frame in county.tables.items():
        assert_frame_equal(getattr(roster, name), frame)
    assert roster.rejected.is_empty()

"""A list of matches agreed already is read as rosters are; every fault is named at once."""

from pathlib import Path

import polars as pl
import pytest

from models.reading.pins import read_pins
from models.reading.problems import Problem, RosterError


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "pins.csv"
    path.write_text(text, encoding=encoding)
    return path


def faults(path: Path) -> list[Problem]:
    try:
        return read_pins(path)[1]
    except RosterError as error:
        return error.problems


@pytest.mark.parametrize(
    ("headings", "encoding"),
    [
        ("worker_id,vacancy_id", "utf-8"),
        ("人员编号,岗位编号", "utf-8-sig"),
        ("求职编号,职位代码", "gb18030"),
    ],
)
def test_headings_and_encodings_are_those_of_rosters(
    tmp_path: Path, headings: str, encoding: str
) -> None:
    pins, _ = read_pins(written(tmp_path, f"{headings}\n007,V1\n008,V2\n", encoding))
    assert pins.rows() == [("007", "V1", "pins.csv", "", 2), ("008", "V2", "pins.csv", "", 3)]


def test_a_workbook_with_a_title_other_columns_and_a_note_is_read(tmp_path: Path) -> None:
    path = tmp_path / "已定.xlsx"
    rows = [
        ("本周已落实人员", None, None, None),
        ("人员编号", "姓名", "岗位编号", "联系情况"),
        ("W1", "王某", "V1", "已签合同"),
        ("说明：以电话确认为准", None, None, None),
    ]
    frame = pl.DataFrame(rows, orient="row", schema=["a", "b", "c", "d"])
    frame.write_excel(path, worksheet="名单", include_header=False)
    assert read_pins(path)[0].rows() == [("W1", "V1", "已定.xlsx", "名单", 3)]


def test_the_matches_of_an_earlier_run_are_such_a_list(tmp_path: Path) -> None:
    path = tmp_path / "matches.parquet"
    pl.DataFrame({"worker_id": ["W1"], "vacancy_id": ["V1"], "value": [0.5]}).write_parquet(path)
    assert read_pins(path)[0].select("worker_id", "vacancy_id").rows() == [("W1", "V1")]


def test_a_list_of_nobody_is_read(tmp_path: Path) -> None:
    assert read_pins(written(tmp_path, "人员编号,岗位编号\n"))[0].is_empty()


def test_every_fault_is_named_with_file_row_and_field(tmp_path: Path) -> None:
    """Nobody in row 3, no post in row 4, W1 twice, a row with a cell too many."""
    found = faults(written(tmp_path, "人员编号,岗位编号\nW1,V1\n,V2\nW2,\nW1,V3\nW4,V4,V5\n"))
    assert {(p.file, p.row, p.field) for p in found} == {
        ("pins.csv", 3, "人员编号"),
        ("pins.csv", 4, "岗位编号"),
        ("pins.csv", 5, "人员编号"),
        ("pins.csv", 6, ""),
    }
    twice = next(str(p) for p in found if p.row == 5)
    assert twice == "文件 pins.csv，第 5 行，“人员编号”栏：人员编号与 pins.csv 第 2 行重复。"


def test_a_missing_column_a_missing_file_and_no_headings_are_named(tmp_path: Path) -> None:
    assert "缺少必需的列“岗位编号”" in str(faults(written(tmp_path, "人员编号\nW1\n"))[0])
    assert "找不到已定安排的文件" in str(faults(tmp_path / "nowhere.csv")[0])
    assert "标题应有：人员编号、岗位编号" in str(faults(written(tmp_path, "甲,乙\n1,2\n"))[0])

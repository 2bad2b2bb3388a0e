"""The table of occupations is built from its source as its script says."""

import csv
from pathlib import Path

import pytest

from data.build_occupations import REJECTED, main

HEADER = "level,code,code_num,name,definition,tasks,csco_code_num,alias\n"


def source(tmp_path: Path, *rows: str, rejected: bool = True) -> Path:
    lines = [f"4,{code},0,某某,定义,任务,0,{title}" for code, title in REJECTED] if rejected else []
    path = tmp_path / "csco22.csv"
    path.write_text(HEADER + "\n".join([*rows, *lines]) + "\n", encoding="utf-8-sig")
    return path


def built(tmp_path: Path, *rows: str) -> dict[str, dict[str, str]]:
    target = tmp_path / "occupations.csv"
    main(source(tmp_path, *rows), target)
    with target.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def test_marks_leave_the_name_and_prose_is_not_taken(tmp_path: Path) -> None:
    row = built(tmp_path, '4,2-02-02-07,0,测绘员L/S,定义,任务,0,"测绘员L/S,GIS工程师"')[
        "2-02-02-07"
    ]
    assert row == {
        "code": "2-02-02-07",
        "level": "4",
        "name": "测绘员",
        "marks": "LS",
        "aliases": "GIS工程师",
    }


def test_a_code_that_stands_twice_is_kept_once_at_its_lowest_level(tmp_path: Path) -> None:
    rows = built(
        tmp_path, "3,2-03-01-00,0,土肥人员,,,0,土肥人员", "4,2-03-01-00,0,土肥人员,,,0,土肥工"
    )
    assert (rows["2-03-01-00"]["level"], rows["2-03-01-00"]["aliases"]) == ("4", "土肥工")


def test_titles_that_mislead_or_say_too_little_are_left_out(tmp_path: Path) -> None:
    rows = built(tmp_path, '4,4-01-02-01,0,营销员,,,0,"营销员,其他市场职位,经理,销售"')
    assert rows["4-01-02-01"]["aliases"] == "销售"
    assert rows["6-18-04-01"]["aliases"] == ""  # 注塑工 is no mould maker


def test_a_source_without_the_titles_to_be_left_out_is_refused(tmp_path: Path) -> None:
    path = source(tmp_path, "4,4-01-02-01,0,营销员,,,0,营销员", rejected=False)
    with pytest.raises(ValueError, match=r"not in csco22\.csv"):
        main(path, tmp_path / "occupations.csv")

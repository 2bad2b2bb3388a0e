"""A list of cadres is known by its name or its key, and never taken for a list of workers."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.reading import RosterError, read_roster

WORKERS = "人员编号,姓名,户籍地代码,乡镇,村\nW1,甲,990101101201,青石镇,上河村\n"
POSTS = "岗位编号,岗位名称,招聘人数,发布日期\nV1,保洁员,1,2025-06-01\n"


def county(folder: Path, name: str, cadres: str) -> Path:
    (folder / "workers.csv").write_text(WORKERS, encoding="utf-8")
    (folder / "vacancies.csv").write_text(POSTS, encoding="utf-8")
    (folder / name).write_text(cadres, encoding="utf-8")
    return folder


def test_a_list_of_names_gets_keys_and_places(tmp_path: Path) -> None:
    """Its only sheet is known by the file's name; G000002 is its second row."""
    text = "姓名,工作单位,包联乡镇,包联村,电话\n周同,镇政府,青石镇,上河村,15400000001\n"
    found = read_roster(county(tmp_path, "帮扶干部.csv", text)).caseworkers
    assert found.select("caseworker_id", "name", "organisation", "place").rows() == [
        ("G000002", "周同", "镇政府", "990101101201")
    ]


def test_the_key_among_the_headings_says_what_the_list_is(tmp_path: Path) -> None:
    text = "干部编号,干部姓名,驻点乡镇,最多帮扶户数\nA1,周同,青石镇,5\n"
    found = read_roster(county(tmp_path, "名单.csv", text)).caseworkers
    assert found.select("caseworker_id", "place", "max_households").rows() == [
        ("A1", "990101101", 5)
    ]


def test_a_list_of_people_without_a_name_is_still_one_of_workers(tmp_path: Path) -> None:
    text = "姓名,联系电话\n周同,15400000001\n"
    read = read_roster(county(tmp_path, "名单.csv", text))
    assert read.caseworkers.is_empty()
    assert "周同" in read.workers["name"].to_list() or read.findings


def test_a_key_twice_is_rejected_with_its_row(tmp_path: Path) -> None:
    text = "干部编号,干部姓名\nA1,周同\nA1,吴迪\n"
    rejected = read_roster(county(tmp_path, "caseworkers.csv", text)).rejected
    assert rejected.select("table", "row").rows() == [("caseworkers", 3)]
    assert "重复" in rejected["reason"][0]


def test_a_sheet_of_another_kind_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="帮扶干部"):
        read_roster(county(tmp_path, "caseworkers.csv", "品名,单价\n盐,2\n"))

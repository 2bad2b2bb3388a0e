"""A made-up county on disk."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from data import DATA
from models.fields import TABLES
from models.synth import County, make_county, with_caseworkers, write_county
from models.synth.dirty import HEADINGS, spoil

PAY = re.compile(
    r"面议|[\d０-９]+([-～－][\d０-９]+)?(元/月|元)?|[\d.]+-[\d.]+(万/月|k)|[\d.]+k-[\d.]+k"
    r"|\d+元至\d+元|\d+元以上|\d+元/天"
)


@pytest.fixture(scope="module")
def county() -> County:
    return make_county(1500, 200, 7)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_folder_gets_one_file_a_table(tmp_path: Path, ending: str) -> None:
    county = with_caseworkers(make_county(50, 10, 1), 2)
    paths = write_county(county, tmp_path / "out", ending)  # type: ignore[arg-type] # three of three
    assert [p.name for p in paths] == [f"{name}.{ending}" for name in county.tables]


def test_one_workbook_gets_a_sheet_a_table(tmp_path: Path) -> None:
    county = with_caseworkers(make_county(50, 10, 1), 2)
    (path,) = write_county(county, tmp_path / "county.xlsx")
    assert openpyxl.load_workbook(path).sheetnames == [TABLES[n].label for n in county.tables]


@pytest.mark.parametrize("messy", [False, True])
def test_the_same_county_gives_the_same_bytes(tmp_path: Path, messy: bool) -> None:
    one, two = (
        [
            p.read_bytes()
            for ending in ("csv", "xlsx")
            for p in write_county(make_county(80, 12, 3), tmp_path / str(n), ending, messy=messy)
        ]
        for n in (1, 2)
    )
    assert one == two


@pytest.mark.parametrize(("ending", "messy"), [("pdf", False), ("parquet", True)])
def test_another_format_is_refused(tmp_path: Path, ending: str, messy: bool) -> None:
    with pytest.raises(ValueError, match=f"as format, got {ending}"):
        write_county(make_county(5, 2, 1), tmp_path, ending, messy=messy)  # type: ignore[arg-type] # on purpose


def test_messy_headings_are_words_of_their_fields(county: County) -> None:
    for name, words in HEADINGS.items():
        for field, heading in words.items():
            declared = TABLES[name].by_name[field]
            assert heading.replace(" ", "") in (declared.label, *declared.words)


def test_messy_pay_is_written_in_the_ways_of_offices(county: County) -> None:
    said = spoil(county)["vacancies"].rows["工资待遇"]
    assert [text for text in said if not PAY.fullmatch(text)] == []
    for part in ("面议", "万/月", "元/天", "～", "元以上"):
        assert said.str.contains(part, literal=True).any()


def test_messy_pay_means_the_pay_of_the_vacancy(county: County) -> None:
    sheet = spoil(county)["vacancies"].rows.drop_nulls("岗位编号")
    pay = {v: (low, high) for v, low, high in county.tables["vacancies"].select(
        "vacancy_id", "wage_min", "wage_max").iter_rows()}  # fmt: skip
    checked = 0
    for key, text in sheet.select("岗位编号", "工资待遇").iter_rows():
        if match := re.fullmatch(r"([\d.]+)-([\d.]+)(万/月|元/月)", text):
            scale = 10_000 if match[3] == "万/月" else 1
            low, high = (round(float(match[n]) * scale) for n in (1, 2))
            assert (low, high) == pay[key]
            checked += 1
    assert checked > 40


def test_messy_dates_are_written_in_six_notations(county: County) -> None:
    said = spoil(county)["workers"].rows["求职登记日期"].drop_nulls()
    for form in (r"\d{4}-\d\d-\d\d", r"\d{4}/\d+/\d+", r"\d{4}\.\d\d\.\d\d", r"\d{8}",
                 r"\d{4}年\d+月\d+日", r"\d{5}"):  # fmt: skip
        assert said.str.contains(f"^{form}$").any()


def test_messy_tables_have_faults_to_find(county: County) -> None:
    workers = spoil(county)["workers"]
    keys = workers.rows["求职编号"]
    assert keys.null_count() > 0
    assert keys.drop_nulls().is_duplicated().any()
    assert workers.total["求职编号"] == "合计"


def test_a_messy_csv_is_gb18030_with_title_total_and_blank_rows(
    county: County, tmp_path: Path
) -> None:
    path = write_county(county, tmp_path, "csv", messy=True)[0]
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030"))))
    assert rows[0] == ["示例县2025年求职人员登记表"]
    assert rows[2][:2] == ["求职编号", "姓 名"]
    assert rows[-21][0] == "合计"
    assert all(not any(row) for row in rows[-20:])


def test_a_messy_workbook_merges_the_title_and_employers(county: County, tmp_path: Path) -> None:
    (path,) = write_county(county, tmp_path / "county.xlsx", messy=True)
    sheet = openpyxl.load_workbook(path)["招聘岗位"]
    merged = [str(area) for area in sheet.merged_cells.ranges]
    assert any(area.startswith("A1:") for area in merged)
    assert any(area.startswith("D") for area in merged)  # the fourth column: 单位名称


def test_the_kept_sample_is_what_the_generator_makes(tmp_path: Path) -> None:
    kept = DATA / "samples" / "county-600" / "roster"
    for made in write_county(make_county(600, 80, 600), tmp_path, "xlsx", messy=True):
        with zipfile.ZipFile(kept / made.name) as one, zipfile.ZipFile(made) as two:
            assert one.namelist() == two.namelist()
            assert all(one.read(name) == two.read(name) for name in one.namelist())

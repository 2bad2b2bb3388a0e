"""Files as offices send them: encodings, separators, workbooks, web pages, Parquet."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlwt

from models.reading import RosterError, read_roster
from tests.models.reading_help import WORKERS_CSV, book, finding, reasons, roster_of, write

HEAD = ["人员编号", "姓名", "技能特长", "登记日期"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_every_usual_encoding_reads_the_same(encoding: str, tmp_path: Path) -> None:
    roster = read_roster(write(tmp_path, "workers.csv", WORKERS_CSV, encoding))
    assert roster.workers["skills"].to_list() == ["缝纫", "电焊"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_with_every_usual_separator_reads_the_same(separator: str, tmp_path: Path) -> None:
    roster = roster_of(tmp_path, WORKERS_CSV.replace(",", separator))
    assert roster.workers["worker_id"].to_list() == ["W1", "W2"]


def test_line_ends_of_old_machines_and_quoted_cells_are_read(tmp_path: Path) -> None:
    text = '人员编号,姓名,技能特长\rW1,"张,三","缝 ""纫"""\rW2,李四,电焊\r'
    roster = roster_of(tmp_path, text)
    assert roster.workers["name"].to_list() == ["张,三", "李四"]
    assert roster.workers["skills"][0] == '缝 "纫"'


def test_a_row_with_too_many_cells_is_listed_and_the_others_are_read(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, WORKERS_CSV + "W3,王五,砌墙,2026-03-03,多出,的格\nW4,赵六\n")
    assert roster.workers["worker_id"].to_list() == ["W1", "W2", "W4"]
    assert reasons(roster) == [
        (4, "", "本行未用：格数多于标题行的 4 列，各格可能错位，请检查该行的分隔符和引号")
    ]


def test_title_rows_blank_rows_and_notes_at_the_foot_are_no_records(tmp_path: Path) -> None:
    head = WORKERS_CSV.splitlines()[0]
    text = f"示例县求职人员名单\n\n{WORKERS_CSV}\n,,,\n{head}\nW3,王五,砌墙,\n填表人：某某,,,\n\n\n"
    roster = roster_of(tmp_path, text)
    assert roster.workers["worker_id"].to_list() == ["W1", "W2", "W3"]
    # Rows count as in the spreadsheet: title 1, blank 2, heading 3, records 4 and 5.
    assert reasons(roster) == [
        (8, "", "本行未用：与标题行相同（重复的标题行）"),
        (10, "", "本行未用：是表尾的说明，不是记录"),
    ]


def test_a_workbook_with_dates_numbers_and_an_offset_reads_as_typed(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [],
        [None, "求职人员登记表"],
        [None, *HEAD, "期望月薪"],
        [None, 1001, "张三", "缝纫", datetime(2026, 3, 1), 3000],
        [None, 1002, "李四", "电焊", 46083, "3,500"],
    ]
    book(tmp_path / "名单.xlsx", {"Sheet1": rows})
    workers = read_roster(tmp_path / "名单.xlsx").workers
    assert workers["worker_id"].to_list() == ["1001", "1002"]
    assert workers["registered_at"].to_list() == [date(2026, 3, 1), date(2026, 3, 2)]
    assert workers["wage_expected"].to_list() == [3000.0, 3500.0]


def test_merged_cells_hold_for_all_their_rows_but_people_are_not_counted_twice(
    tmp_path: Path,
) -> None:
    rows: list[list[object]] = [
        ["用人单位", "岗位编号", "岗位名称", "招聘人数"],
        ["甲厂", "V1", "缝纫工", 5],
        [None, "V2", "裁剪工", None],
        [None, "V3", "包装工", 2],
    ]
    path = book(tmp_path / "岗位.xlsx", {"岗位": rows}, ("A2:A4", "D2:D3"))
    roster = read_roster(path)
    assert roster.vacancies.select("vacancy_id", "employer", "openings").rows() == [
        ("V1", "甲厂", 5),
        ("V3", "甲厂", 2),
    ]
    assert reasons(roster) == [(3, "招聘人数", "本行未用：缺少“招聘人数”")]
    assert "第 2 至 3 行" in finding(roster, "merged_count").message


def test_a_heading_of_two_rows_is_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["人员编号", "姓名", "求职情况", None],
        [None, None, "求职意向", "期望月薪"],
        ["W1", "张三", "缝纫工", 3000],
    ]
    path = book(tmp_path / "workers.xlsx", {"人员": rows}, ("A1:A2", "B1:B2", "C1:D1"))
    worker = read_roster(path).workers.select("worker_id", "name", "wanted", "wage_expected")
    assert worker.rows() == [("W1", "张三", "缝纫工", 3000.0)]


def test_an_old_workbook_with_merges_and_dates_is_read(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("招聘岗位")
    for column, text in enumerate(["用人单位", "岗位编号", "岗位名称", "招聘人数", "发布日期"], 1):
        sheet.write(1, column, text)
    sheet.write_merge(2, 3, 1, 1, "甲厂")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for row, (key, title) in enumerate([("V1", "缝纫工"), ("V2", "裁剪工")], 2):
        sheet.write(row, 2, key)
        sheet.write(row, 3, title)
        sheet.write(row, 4, 2)
        sheet.write(row, 5, date(2026, 3, 1), day)
    workbook.save(tmp_path / "a.xls")
    vacancies = read_roster(tmp_path / "a.xls").vacancies
    assert vacancies["employer"].to_list() == ["甲厂", "甲厂"]
    assert vacancies["openings"].to_list() == [2, 2]
    assert vacancies["posted_at"].to_list() == [date(2026, 3, 1)] * 2


def test_a_formula_error_is_named_and_not_used(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "求职人员"
    sheet.append([*HEAD, "年龄"])
    sheet.append(["W1", "张三", "缝纫", "2026-03-01", "#REF!"])
    sheet["E2"].data_type = "e"
    workbook.save(tmp_path / "a.xlsx")
    roster = read_roster(tmp_path / "a.xlsx")
    assert roster.workers["age"].to_list() == [None]
    assert reasons(roster) == [
        (2, "年龄", "本行已用，此格未用：公式出错（#REF!），请改为数值后保存")
    ]


def test_a_web_page_named_xls_is_read_with_its_merged_cells(tmp_path: Path) -> None:
    page = (
        "<html><head><meta charset='gbk'></head><table>"
        "<tr><td colspan=3>岗位表</td></tr>"
        "<tr><th>用人单位</th><th>岗位名称</th><th>招聘人数</th></tr>"
        "<tr><td rowspan=2>甲厂</td><td>缝纫工</td><td>3</td></tr>"
        "<tr><td>裁剪&amp;整烫</td><td>2</td></tr></table></html>"
    )
    roster = read_roster(write(tmp_path, "岗位.xls", page, "gb18030"))
    assert roster.vacancies.select("employer", "title", "openings").rows() == [
        ("甲厂", "缝纫工", 3),
        ("甲厂", "裁剪&整烫", 2),
    ]


def test_parquet_with_its_own_types_is_read(tmp_path: Path) -> None:
    pl.DataFrame(
        {
            "worker_id": [1, 2],
            "place": [990101.0, 990102.0],
            "registered_at": [date(2026, 3, 1), None],
            "willing": [True, False],
            "categories": [["残疾人", "低保户"], None],
        }
    ).write_parquet(tmp_path / "workers.parquet")
    workers = read_roster(tmp_path).workers
    assert workers["worker_id"].to_list() == ["1", "2"]
    assert workers["place"].to_list() == ["990101", "990102"]
    assert workers["willing"].to_list() == [True, False]
    assert workers["categories"].to_list() == [(1 << 7) | (1 << 5), 0]


def test_hidden_sheets_are_left_out_and_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"求职人员": [HEAD, ["W1", "张三"]], "旧表": [HEAD, ["W2"]]})
    workbook = openpyxl.load_workbook(path)
    workbook["旧表"].sheet_state = "hidden"
    workbook.save(path)
    roster = read_roster(path)
    assert roster.workers.height == 1
    assert "旧表" in finding(roster, "hidden_sheet").message


def test_notes_and_blank_sheets_beside_a_table_do_no_harm(tmp_path: Path) -> None:
    notes: list[list[object]] = [["填表说明"], ["一、请逐人填写"]]
    book(tmp_path / "workers.xlsx", {"Sheet1": [HEAD, ["W1", "张三"]], "说明": notes, "Sheet3": []})
    write(tmp_path, "households.csv", "户编号,登记日期\n")
    write(tmp_path, "readme.txt", "只是说明")
    roster = read_roster(tmp_path)
    assert roster.workers.height == 1
    assert roster.households.height == 0
    codes = [f.code for f in roster.findings]
    assert [codes.count(code) for code in ("no_table", "empty_sheet", "other_file")] == [1, 2, 1]


def test_several_files_and_sheets_feed_one_table(tmp_path: Path) -> None:
    write(tmp_path, "workers-1.csv", WORKERS_CSV)
    book(
        tmp_path / "汇总.xlsx",
        {"甲镇": [HEAD, ["W3", "王五", "砌墙"]], "乙镇": [HEAD, ["W1", "重复"]]},
    )
    roster = read_roster(tmp_path)
    assert sorted(roster.workers["worker_id"]) == ["W1", "W2", "W3"]
    # Files are read in the order of their names: workers-1.csv before 汇总.xlsx.
    assert roster.rejected.select("file", "sheet", "row", "reason").rows() == [
        ("汇总.xlsx", "乙镇", 2, "本行未用：人员编号与 workers-1.csv 第 2 行重复")
    ]


def test_the_digest_is_of_the_bytes_of_all_files_in_name_order(tmp_path: Path) -> None:
    import hashlib

    write(tmp_path, "workers.csv", WORKERS_CSV)
    write(tmp_path, "a.csv", "岗位编号,岗位名称,招聘人数\nV1,缝纫工,3\n")
    data = (tmp_path / "a.csv").read_bytes() + (tmp_path / "workers.csv").read_bytes()
    assert read_roster(tmp_path).sha256 == hashlib.sha256(data).hexdigest()


def _notice(path: Path, posts: int) -> tuple[int, int]:
    """Writes an invented notice in the shape of a provincial one; returns its true sums."""
    openings = [1 + i % 3 for i in range(posts)]
    applicants = [i * 7 % 30 for i in range(posts)]
    rows: list[list[object]] = [
        ["虚构省2026年度招录报名人数统计表（2026.1.14）"],
        ["招录部门", "招录机关", "职位名称", "职位代码", "招录人数", "报考人数"],
        *(
            [
                "某部门",
                f"某机关{i % 9}",
                "综合岗",
                f"1423020100{i:07d}",
                str(openings[i]),
                str(applicants[i]),
            ]
            for i in range(posts)
        ),
        ["合计", None, None, None, str(sum(openings)), str(sum(applicants))],
    ]
    book(path, {"sheet1": rows}, ("A1:F1",))
    return sum(openings), sum(applicants)


def test_a_public_notice_imports_completely_and_its_totals_agree(tmp_path: Path) -> None:
    openings, applicants = _notice(tmp_path / "notice.xlsx", 60)
    roster = read_roster(tmp_path / "notice.xlsx")
    assert roster.vacancies.height == 60
    assert roster.vacancies["openings"].sum() == openings
    assert roster.vacancies["applicants"].sum() == applicants
    assert reasons(roster) == [
        (63, "", f"本行未用：是合计行，不是记录；招聘人数 {openings}，报考人数 {applicants}")
    ]
    assert roster.as_of == date(2026, 1, 14), "The day in the title: nothing else is dated."
    assert [f.code for f in roster.findings].count("total_agrees") == 2


def test_a_real_public_notice_imports_completely() -> None:
    path = (
        Path(__file__).parents[2].parent / "shared" / "real" / "hubei_public_posts_2026-01-14.xlsx"
    )
    if not path.is_file():
        pytest.skip("the real file is not on this machine; an invented one of its shape is tested")
    roster = read_roster(path)
    assert roster.vacancies.height == 5224
    assert roster.vacancies["openings"].sum() == 8027
    assert roster.vacancies["applicants"].sum() == 42428
    assert reasons(roster) == [
        (5227, "", "本行未用：是合计行，不是记录；招聘人数 8027，报考人数 42428")
    ]


def test_a_wrong_total_says_by_how_much(tmp_path: Path) -> None:
    text = "岗位编号,岗位名称,招聘人数\nV1,甲,3\nV2,乙,4\n,小计,7\nV3,丙,5\n,小计,5\n,合计,13\n"
    roster = roster_of(tmp_path, text, "vacancies.csv")
    assert roster.vacancies["openings"].to_list() == [3, 4, 5]
    # 3 + 4 + 5 = 12, and the file says 13; both subtotals are right.
    assert "各行之和 12，相差 1" in finding(roster, "total_differs").message
    assert [f.code for f in roster.findings].count("total_agrees") == 2


def test_a_roster_is_never_half_read(tmp_path: Path) -> None:
    write(tmp_path, "workers.csv", WORKERS_CSV)
    write(tmp_path, "vacancies.csv", "")
    with pytest.raises(RosterError, match="文件是空的"):
        read_roster(tmp_path)

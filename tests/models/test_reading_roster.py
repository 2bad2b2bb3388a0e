"""From cells to facts: headings, keys, people, households, places, the reference day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.categories import Category, categories_in
from models.fields import TABLES
from models.reading import RosterError, read_roster
from models.reading.headings import match_heading, normal, vocabulary
from tests.models.reading_help import WORKERS_CSV, finding, number, reasons, roster_of, write


def test_every_declared_heading_is_recognised_and_no_label_is_ambiguous() -> None:
    for table in TABLES.values():
        for field in table.fields:
            assert match_heading(field.name, table).field == field
            assert match_heading(field.label, table).field == field
        for word, fields in vocabulary(table.name).items():
            assert len(fields) == 1, f"{table.name}: {word} means {[f.name for f in fields]}."


def test_marks_blanks_and_units_do_not_hide_a_heading() -> None:
    for heading in ("*姓  名", "姓\n名", "姓名：", "【姓名】", "姓名（必填）", "姓　名"):
        assert normal(heading) == "姓名"
    assert normal("期望月薪(元/月)") == "期望月薪"
    assert normal("工资（最低）") == "工资最低", "What is no unit stays."


def test_the_same_heading_means_what_its_table_says(tmp_path: Path) -> None:
    write(
        tmp_path, "workers.csv", "人员编号,工种,登记日期,行政区划代码\nW1,缝纫,2026-03-01,990101\n"
    )
    write(tmp_path, "vacancies.csv", "岗位编号,工种,登记日期,人数\nV1,电工,2026-03-02,1\n")
    roster = read_roster(tmp_path)
    assert roster.workers["skills"].to_list() == ["缝纫"]
    assert roster.vacancies["title"].to_list() == ["电工"]
    assert roster.vacancies["posted_at"].to_list() == [date(2026, 3, 2)]


def test_a_near_miss_of_a_heading_is_used_and_said(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "岗位编号,岗位的名称,招聘人数\nV1,缝纫工,3\n", "vacancies.csv")
    assert roster.vacancies["title"].to_list() == ["缝纫工"]
    said = finding(roster, "near_heading")
    assert (said.level, said.field) == ("warning", "title")
    assert "标题“岗位的名称”按“岗位名称”读取" in said.message


def test_another_word_is_not_taken_for_a_slip() -> None:
    # One character of four: 就业时间 would be 失业时间, 单位性质 would be 岗位性质.
    for heading, table in (
        ("就业时间", "workers"),
        ("毕业时间", "workers"),
        ("单位性质", "vacancies"),
    ):
        match = match_heading(heading, TABLES[table])
        assert match.field is None
        assert match.candidates, "What it might be is said."
    assert match_heading("紧急联系电话", TABLES["workers"]).field is None


def test_an_ambiguous_heading_is_listed_with_how_to_settle_it(tmp_path: Path) -> None:
    text = "岗位编号,岗位名称,招聘人数,招考人数\nV1,缝纫工,3,9\n"
    roster = roster_of(tmp_path, text, "vacancies.csv")
    assert roster.vacancies["applicants"].to_list() == [None], "Nothing is guessed in silence."
    assert '"招考人数" = "applicants"' in finding(roster, "ambiguous_heading").message
    write(tmp_path, "mapping.toml", '[vacancies]\n"招考人数" = "报考人数"\n')
    assert read_roster(tmp_path).vacancies["applicants"].to_list() == [9]


def test_unknown_columns_are_listed(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "人员编号,姓名,血型鉴定\nW1,张三,A\n")
    assert "第 3 列“血型鉴定”不是已知字段" in finding(roster, "unknown_heading").message


def test_a_mapping_file_may_lie_elsewhere_name_sheets_and_leave_columns_out(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    write(data, "甲.csv", "代号,称呼,手机,电话\nW1,张三,13800000000,13900000000\n")
    rules = (
        '[tables]\n"甲" = "workers"\n[workers]\n"代号" = "worker_id"\n"称呼" = "name"\n'
        '"电话" = ""\n"没有" = "name"\n'
    )
    write(tmp_path, "m.toml", rules)
    roster = read_roster(data, mapping=tmp_path / "m.toml")
    assert roster.workers.select("worker_id", "name", "phone").row(0) == (
        "W1",
        "张三",
        "13800000000",
    )
    assert "[workers] 没有" in finding(roster, "mapping_unused").message


def test_several_columns_of_conditions_are_joined_and_keep_what_they_are_of(tmp_path: Path) -> None:
    text = "岗位编号,岗位名称,招聘人数,其他条件,性别要求,备注\nV1,保洁,1,限本地户口,女,无\n"
    conditions = roster_of(tmp_path, text, "vacancies.csv").vacancies["conditions"]
    assert conditions.to_list() == ["限本地户口；性别要求：女"]


def test_a_row_without_key_or_title_is_rejected_and_a_bad_cell_is_not_the_row(
    tmp_path: Path,
) -> None:
    text = (
        "岗位编号,岗位名称,招聘人数,最低年龄,最高年龄,薪资待遇\n"
        "V1,缝纫工,3,45,18,3000-5000\n"
        ",电工,1,,,\n"
        "V3,,1,,,\n"
        "V4,保安,许多许多,,,\n"
        "V5,保洁,2,18,150,随意\n"
    )
    roster = roster_of(tmp_path, text, "vacancies.csv")
    assert roster.vacancies["vacancy_id"].to_list() == ["V1", "V5"]
    assert reasons(roster) == [
        (2, "最低年龄", "本行已用，此格未用：最低年龄大于最高年龄，两格都不用，请核对"),
        (3, "岗位编号", "本行未用：缺少“岗位编号”"),
        (4, "岗位名称", "本行未用：缺少“岗位名称”"),
        (5, "招聘人数", "本行未用：不是招聘人数，应为整数，如 3（若干、数名 也可）"),
        (6, "最高年龄", "本行已用，此格未用：年龄 150 不在 0 至 120 之间"),
        (6, "薪资待遇", "本行已用，此格未用：不是薪资，应写作 3000-5000元/月、200元/天 或 面议"),
    ]
    assert roster.vacancies.row(0, named=True)["age_min"] is None


def test_every_row_is_used_or_rejected_with_its_place(tmp_path: Path) -> None:
    rows = ["W1,张三,1", "W1,李四,2", ",王五,3", "W4,赵六,x", "合计,,6", "W5,孙七,5"]
    roster = roster_of(tmp_path, "人员编号,姓名,年龄\n" + "\n".join(rows) + "\n")
    used = set(roster.workers["worker_id"])
    unused = roster.rejected.filter(roster.rejected["reason"].str.starts_with("本行未用"))
    assert len(used) + unused["row"].n_unique() == len(rows)
    assert unused["row"].to_list() == [3, 4, 6]
    assert unused["reason"][0] == "本行未用：人员编号与 workers.csv 第 2 行重复"


def test_a_table_without_a_key_column_is_numbered_by_its_rows(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "姓名,技能特长,求职意向\n张三,缝纫,缝纫工\n李四,电焊,焊工\n")
    assert roster.workers["worker_id"].to_list() == ["W000002", "W000003"]
    assert finding(roster, "made_keys").level == "note"


def test_keys_keep_leading_zeros_and_lose_a_programs_decimals(tmp_path: Path) -> None:
    assert roster_of(tmp_path, "人员编号,姓名\n007,张三\n").workers["worker_id"][0] == "007"
    assert roster_of(tmp_path, "人员编号,姓名\n7.0,张三\n8.0,李\n").workers["worker_id"][0] == "7"
    with_science = roster_of(tmp_path, "人员编号,姓名\n4.2E+17,张三\nW2,李四\n")
    assert "科学计数法" in reasons(with_science)[0][2]


def test_the_identity_number_fills_birth_date_sex_and_age(tmp_path: Path) -> None:
    text = f"人员编号,姓名,身份证号,登记日期\nW1,张三,{number('99010119900302001')},2026-03-01\n"
    worker = roster_of(tmp_path, text).workers.row(0, named=True)
    assert worker["birth_date"] == date(1990, 3, 2)
    assert worker["sex"] == "male", "The 17th digit, 1, is odd."
    assert worker["age"] == 35, "The 36th birthday is on the day after the reference day."


def test_a_birth_date_or_age_that_disagrees_is_a_finding(tmp_path: Path) -> None:
    text = (
        "人员编号,姓名,身份证号,出生日期,年龄,登记日期\n"
        f"W1,张三,{number('99010119900302001')},1991-03-02,20,2026-03-02\n"
    )
    roster = roster_of(tmp_path, text)
    assert roster.workers.select("birth_date", "age").row(0) == (date(1990, 3, 2), 36)
    assert finding(roster, "birth_date_differs").where == ("workers.csv 第 2 行",)
    assert finding(roster, "age_differs").rows == 1


def test_the_same_person_twice_is_one_and_the_same_number_under_two_names_is_said(
    tmp_path: Path,
) -> None:
    one, two = number("99010119900302001"), number("99010119900302002")
    text = f"人员编号,姓名,身份证号\nW1,张三,{one}\nW2,张三,{one}\nW3,李四,{two}\nW4,王五,{two}\n"
    roster = roster_of(tmp_path, text)
    assert roster.workers["worker_id"].to_list() == ["W1", "W3", "W4"]
    assert reasons(roster) == [
        (3, "身份证号", "本行未用：与 workers.csv 第 2 行是同一人（身份证号相同）")
    ]
    assert finding(roster, "same_number").where == ("workers.csv 第 5 行",)


def test_the_list_of_faults_does_not_tell_whose_number_it_is(tmp_path: Path) -> None:
    bad = number("99010119900302001")[:-1] + "?"
    roster = roster_of(tmp_path, f"人员编号,姓名,身份证号\nW1,张三,{bad}\n")
    assert roster.rejected["value"].to_list() == ["990***?"]


def test_category_columns_and_the_category_cell_add_up(tmp_path: Path) -> None:
    text = "人员编号,姓名,人员类别,是否残疾人,低保\nW1,张三,脱贫户,是,√\nW2,李四,,否,\n"
    masks = roster_of(tmp_path, text).workers["categories"].to_list()
    assert set(categories_in(masks[0])) == {
        Category.OUT_OF_POVERTY,
        Category.DISABLED,
        Category.LOW_INCOME,
    }
    assert masks[1] == 0, "Who belongs to no group has the mask 0."


def test_households_are_made_and_give_their_category_to_their_members(tmp_path: Path) -> None:
    write(
        tmp_path,
        "workers.csv",
        "人员编号,姓名,户编号,户籍地代码,人员类别\n"
        "W1,张三,H1,990101,\nW2,李四,H2,990101101,易地搬迁\nW3,王五,H2,,\n",
    )
    write(tmp_path, "households.csv", "户编号,是否零就业家庭,登记日期\nH1,是,2026-01-05\nH9,否,\n")
    roster = read_roster(tmp_path)
    rows = roster.households.select("household_id", "place", "zero_employment", "relocated").rows()
    assert rows == [
        ("H1", "990101", True, False),
        ("H9", None, False, None),
        ("H2", "990101101", False, True),
    ]
    assert categories_in(roster.workers["categories"][0]) == (Category.ZERO_EMPLOYMENT,)
    assert categories_in(roster.workers["categories"][2]) == (Category.RELOCATED,)
    assert finding(roster, "unknown_household").rows == 2


def test_a_vacancy_finds_its_employer_by_key_or_by_name(tmp_path: Path) -> None:
    write(
        tmp_path,
        "vacancies.csv",
        "岗位编号,岗位名称,招聘人数,单位编号,用人单位\n"
        "V1,甲,1,E1,\nV2,乙,1,,甲厂\nV3,丙,1,E7,\nV4,丁,1,,乙厂\n",
    )
    write(
        tmp_path,
        "employers.csv",
        "单位编号,单位名称,单位类型,所在地代码\nE1,甲厂,社区工厂,990101\n",
    )
    roster = read_roster(tmp_path)
    assert roster.vacancies["employer_id"].to_list() == ["E1", "E1", "E7", "乙厂"]
    assert roster.vacancies["place"].to_list() == ["990101", "990101", None, None]
    assert finding(roster, "unknown_employer").where == ("vacancies.csv 第 4 行",)


def test_employers_without_a_key_go_by_their_names(tmp_path: Path) -> None:
    write(tmp_path, "vacancies.csv", "岗位编号,岗位名称,招聘人数,用人单位\nV1,甲,1,甲厂\n")
    write(tmp_path, "employers.csv", "单位名称,单位类型\n甲厂,社区工厂\n")
    roster = read_roster(tmp_path)
    assert roster.employers["employer_id"].to_list() == ["甲厂"]
    assert roster.vacancies["employer_id"].to_list() == ["甲厂"]


def test_the_ledger_may_name_people_of_other_years(tmp_path: Path) -> None:
    write(tmp_path, "workers.csv", WORKERS_CSV)
    write(
        tmp_path,
        "placements.csv",
        "人员编号,岗位编号,上岗日期\nW1,V1,2025-01-01\nW8,V1,2025-01-01\n",
    )
    roster = read_roster(tmp_path)
    assert roster.placements["placement_id"].to_list() == ["P000002", "P000003"]
    assert finding(roster, "unknown_worker").where == ("placements.csv 第 3 行",)


def test_names_of_places_take_the_codes_that_stand_beside_them(tmp_path: Path) -> None:
    write(
        tmp_path,
        "workers.csv",
        "人员编号,姓名,户籍地代码,乡镇,村\n"
        "W1,张三,990101101201,甲镇,东村\nW2,李四,,甲镇,东村\nW3,王五,990101102,乙镇,\n"
        "W4,赵六,,乙镇,西村\nW5,孙七,,丙镇,\nW6,周八,石阡县,,\n",
    )
    write(
        tmp_path,
        "vacancies.csv",
        "岗位编号,岗位名称,招聘人数,工作地\n"
        "V1,甲,1,示例县乙镇工业园\nV2,乙,1,贵州省石阡县汤山街道\nV3,丙,1,某处\n",
    )
    roster = read_roster(tmp_path)
    assert roster.workers["place"].to_list() == [
        "990101101201",
        "990101101201",
        "990101102",
        "990101102",
        None,
        "520623",
    ]
    assert roster.vacancies["place"].to_list() == ["990101102", "520623", None]


def test_the_reference_day_is_the_latest_date_of_the_roster(tmp_path: Path) -> None:
    write(tmp_path, "workers.csv", WORKERS_CSV)
    write(tmp_path, "vacancies.csv", "岗位编号,岗位名称,招聘人数,发布日期\nV1,甲,1,2026年3月9日\n")
    assert read_roster(tmp_path).as_of == date(2026, 3, 9)
    assert read_roster(tmp_path, as_of=date(2026, 1, 1)).as_of == date(2026, 1, 1)


def test_a_date_far_beyond_the_others_is_said_because_all_ages_count_from_it(
    tmp_path: Path,
) -> None:
    roster = roster_of(tmp_path, WORKERS_CSV + "W3,王五,砌墙,2062-03-03\n")
    assert roster.as_of == date(2062, 3, 3)
    assert finding(roster, "as_of_far").level == "warning"


def test_without_any_date_today_counts_with_a_warning(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "人员编号,姓名\nW1,张三\n")
    assert roster.as_of == date.today()
    assert finding(roster, "as_of_today").level == "warning"


def test_frames_have_exactly_the_declared_columns_and_types(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, WORKERS_CSV)
    for name, table in TABLES.items():
        assert dict(getattr(roster, name).schema) == table.schema


def test_progress_rises_to_one(tmp_path: Path) -> None:
    seen: list[float] = []
    roster_of(tmp_path, WORKERS_CSV, progress=lambda _phase, fraction: seen.append(fraction))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "workers.csv", "甲,乙\n1,2\n")
    write(tmp_path, "vacancies.csv", "岗位编号,薪资待遇\nV1,3000\n")
    with pytest.raises(RosterError) as caught:
        read_roster(tmp_path)
    assert [p.code for p in caught.value.problems] == [
        "missing_column",
        "missing_column",
        "wrong_heading",
    ]

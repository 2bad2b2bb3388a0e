"""Single cells: what each text means, and that no text at all makes a reader fail."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.categories import Category, categories_in
from models.fields import DISTANCE, EDUCATION, LABOUR
from models.reading.cells.ages import parse_age, parse_age_range
from models.reading.cells.counts import parse_count, parse_openings
from models.reading.cells.dates import parse_date
from models.reading.cells.numerals import chinese_number, replace_chinese_numbers
from models.reading.cells.wages import parse_wage
from models.reading.cells.words import categories_parser, choice_parser, flag_parser

YEAR = 2026

WAGES = {
    "3000-5000元/月": (3000, 5000),
    "3000—5000": (3000, 5000),
    "3000~5000元": (3000, 5000),
    "3000元/月-5000元/月": (3000, 5000),
    "3,000至5,000": (3000, 5000),
    "３０００－５０００": (3000, 5000),
    "0.6-1万/月": (6000, 10_000),  # the unit stands once, for both ends
    "8千-1万": (8000, 10_000),
    "5k-8k": (5000, 8000),
    "5-8K": (5000, 8000),
    "三千到五千": (3000, 5000),
    "三四千": (3000, 4000),
    "4500": (4500, 4500),
    "4500.0": (4500, 4500),
    "4500元/月": (4500, 4500),
    "1万": (10_000, 10_000),
    "200元/天": (4350, 4350),  # 200 x 21.75
    "日薪150": (3262.5, 3262.5),
    "20元/小时": (3480, 3480),  # 20 x 174
    "20-25元/时": (3480, 4350),
    "年薪6万": (5000, 5000),  # 60,000 / 12
    "6-8万/年": (5000, 6666.67),
    "3000以上": (3000, None),
    "3000+": (3000, None),
    "3000起": (3000, None),
    "不低于2000元": (2000, None),
    "底薪3000+提成": (3000, None),
    "5000以下": (None, 5000),
    "最高5000": (None, 5000),
    "3000-5000元/月，五险一金，8小时双休": (3000, 5000),
    "5-8K·13薪": (5000, 8000),
    "面议": (None, None),
    "薪资面议": (None, None),
    "无": (None, None),
}


@pytest.mark.parametrize(("text", "ends"), WAGES.items())
def test_pay_is_read_as_yuan_a_month(text: str, ends: tuple[float | None, float | None]) -> None:
    cell = parse_wage(text)
    assert (cell.value, cell.upper) == ends
    assert not cell.fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("5000-3000", "下限大于上限"),
        ("2元/件", "计件工资"),
        ("12", "请写明单位"),
        ("按劳取酬", "不是薪资"),
        ("90000万", "超过 500000 元"),
    ],
)
def test_pay_that_cannot_be_used_says_why(text: str, fault: str) -> None:
    cell = parse_wage(text)
    assert fault in cell.fault
    assert cell.value is None
    assert cell.upper is None


def test_the_unit_of_a_heading_holds_where_the_cell_has_none() -> None:
    assert parse_wage("0.5", "月薪(万元)").value == 5000
    assert parse_wage("3-5", "薪资（千元）").upper == 5000
    assert parse_wage("150", "工资(元/天)").value == 3262.5
    assert parse_wage("6万", "年薪").value == 5000
    assert parse_wage("3000元", "月薪(万元)").value == 3000, "The cell has a unit of its own."


DATES = {
    "2021-9-6": date(2021, 9, 6),
    "2021-09-06 00:00:00": date(2021, 9, 6),
    "2021-09-06T08:30:00": date(2021, 9, 6),
    "2021/9/6": date(2021, 9, 6),
    "2021.9.6": date(2021, 9, 6),
    "20210906": date(2021, 9, 6),
    "20210906.0": date(2021, 9, 6),
    "2021年9月6日": date(2021, 9, 6),
    "2021 年 9 月 6 号": date(2021, 9, 6),
    "二〇二一年九月六日": date(2021, 9, 6),
    "二零二一年十二月三十一日": date(2021, 12, 31),
    "２０２１－９－６": date(2021, 9, 6),
    "2021年9月": date(2021, 9, 1),
    "2021.9": date(2021, 9, 1),
    "202109": date(2021, 9, 1),
    "44445": date(2021, 9, 6),  # a spreadsheet's count of days since 1899-12-30
    "44445.5": date(2021, 9, 6),
    "至今": None,
    "": None,
}


@pytest.mark.parametrize(("text", "day"), DATES.items())
def test_dates_are_read_in_every_form(text: str, day: date | None) -> None:
    cell = parse_date(text)
    assert cell.value == day
    assert not cell.fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2021-13-01", "没有 2021 年 13 月 1 日"),
        ("2021-2-30", "没有 2021 年 2 月 30 日"),
        ("6/9/2021", "日月顺序不明"),
        ("21.9.6", "年份不足四位"),
        ("1985", "只有年份"),
        ("0221-01-01", "年份 0221 不在"),
        ("昨天", "不是日期"),
    ],
)
def test_a_date_that_cannot_be_used_says_why(text: str, fault: str) -> None:
    cell = parse_date(text)
    assert cell.value is None
    assert fault in cell.fault


AGES = {
    "18-45周岁": (18, 45),
    "18周岁至45周岁": (18, 45),
    "18—45": (18, 45),
    "年满18周岁，不超过45周岁": (18, 45),
    "18岁以上45岁以下": (18, 45),
    "45岁以下": (None, 45),
    "45岁（含）以下": (None, 45),
    "60周岁以内": (None, 60),
    "不满45周岁": (None, 44),  # 不满 leaves the number out, 以下 takes it in
    "18周岁以上": (18, None),
    "三十五岁以下": (None, 35),
    "1965年后出生": (None, 61),  # born in 1965: 61 in 2026
    "1990年1月1日以后出生": (None, 36),
    "男55女50以下": (None, 55),  # the wider of the two
    "男18-55周岁，女18-50周岁": (18, 55),
    "女50岁以下，男60岁以下": (None, 60),
    "男女18-50": (18, 50),
    "不限": (None, None),
    "年龄不限": (None, None),
    "法定退休年龄以内": (None, None),
}


@pytest.mark.parametrize(("text", "ends"), AGES.items())
def test_ages_asked_for_are_read(text: str, ends: tuple[int | None, int | None]) -> None:
    cell = parse_age_range(text, YEAR)
    assert (cell.value, cell.upper) == ends
    assert not cell.fault


def test_ages_that_differ_by_sex_are_remarked_and_common_ones_are_not() -> None:
    assert parse_age_range("男55女50以下", YEAR).remark == "age_by_sex"
    assert parse_age_range("女性45岁以下", YEAR).remark == "age_by_sex"
    assert not parse_age_range("男女18-50", YEAR).remark


@pytest.mark.parametrize("text", ["45-18", "18-450", "身强力壮"])
def test_ages_asked_for_that_make_no_sense_say_so(text: str) -> None:
    cell = parse_age_range(text, YEAR)
    assert cell.fault
    assert cell.value is None


def test_an_age_is_whole_years() -> None:
    assert [parse_age(t).value for t in ("45", "45岁", "４５周岁", "四十五", "45.0")] == [45] * 5
    assert "不在 0 至 120" in parse_age("199").fault
    assert "不是年龄" in parse_age("壮年").fault


OPENINGS = {
    "3": 3, "3.0": 3, "２人": 2, "十名": 10, "1,200": 1200, "约5人": 5, "5人左右": 5,
    "2-3人": 2, "若干": 2, "数名": 2, "多名": 2, "0": 0, "无": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "people"), OPENINGS.items())
def test_openings_are_read_and_never_more_than_is_certain(text: str, people: int | None) -> None:
    cell = parse_openings(text)
    assert cell.value == people
    assert not cell.fault


def test_counts_that_are_no_numbers_say_so() -> None:
    assert parse_openings("abc").fault
    assert parse_openings("3-2人").fault
    assert parse_openings("-3").fault
    assert parse_count("若干").fault, "Only openings may be vague."
    assert parse_count("1,234人").value == 1234


def test_chinese_numerals_are_numbers() -> None:
    numerals = {
        "十": 10,
        "十二": 12,
        "二十": 20,
        "一百零五": 105,
        "三千五百": 3500,
        "二〇二一": 2021,
    }
    assert {text: chinese_number(text) for text in numerals} == numerals
    assert replace_chinese_numbers("三十五岁至四十五岁") == "35岁至45岁"
    assert replace_chinese_numbers("1万") == "1万", "The unit of digits is no numeral of its own."


def test_flags_know_yes_no_and_a_columns_own_word() -> None:
    parse = flag_parser(Category.OUT_OF_POVERTY)
    assert [parse(t).value for t in ("是", "√", "Y", "1", "脱贫户", "有")] == [True] * 6
    assert [parse(t).value for t in ("否", "×", "n", "0", "无", "没有")] == [False] * 6
    assert parse("也许").fault == "应填 是 或 否"


def test_choices_are_read_by_their_words_and_a_near_miss_is_remarked() -> None:
    education = choice_parser(EDUCATION)
    assert education("初中及以上学历").value == "junior"
    assert education("大专毕业").value == "college"
    assert education("职高、中专").value == "senior", "Both words mean the same level."
    near = choice_parser(LABOUR)("普通劳动里")
    assert (near.value, near.remark) == ("full", "near_choice")
    assert "应为：不限、小学" in education("很高").fault


def test_a_near_miss_never_turns_a_meaning_round() -> None:
    labour = choice_parser(LABOUR)
    assert labour("没劳动能力").fault, "One character from both 有 and 无."
    assert labour("无劳动能力").value == "none"
    assert categories_parser()("非脱贫人口").value == 0


def test_of_several_distances_the_farthest_counts() -> None:
    cell = choice_parser(DISTANCE, widest=True)("本县、省内")
    assert (cell.value, cell.remark) == ("province", "widest")


def test_several_categories_stand_in_one_cell() -> None:
    parse = categories_parser()
    for text in (
        "脱贫户、残疾人",
        "脱贫户,残疾人",
        "脱贫户；残疾",
        "脱贫户 残疾人",
        "建档立卡/残疾",
    ):
        found = categories_in(parse(text).value)
        assert set(found) == {Category.OUT_OF_POVERTY, Category.DISABLED}, text
    assert parse("一般农户").value == 0
    unknown = parse("脱贫户、奇人")
    assert unknown.value == 1
    assert unknown.fault == "未识别的人员类别：奇人（其余已用）"


TEXTS = st.one_of(
    st.text(max_size=20),
    st.text(
        alphabet="0123456789.-~至年月日元万千k/天小时以上下不低于男女岁周含若干人名十百零〇,，（）+",
        max_size=14,
    ),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_text_makes_a_reader_fail_and_every_value_is_plausible(text: str) -> None:
    wage = parse_wage(text)
    for end in (wage.value, wage.upper):
        assert end is None or 0 <= end <= 500_000
    if wage.value is not None and wage.upper is not None:
        assert wage.value <= wage.upper
    ages = parse_age_range(text, YEAR)
    for end in (ages.value, ages.upper, parse_age(text).value):
        assert end is None or 0 <= end <= 120
    day = parse_date(text).value
    assert day is None or date(1900, 1, 1) <= day <= date(2100, 12, 31)
    for count in (parse_openings(text).value, parse_count(text).value):
        assert count is None or 0 <= count < 10**9

"""Identity numbers: what they tell, and each fault by its name."""

from __future__ import annotations

from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric

from models.reading.cells.identity import read_identity

YEAR = 2026


def _number(base: str) -> str:
    return base + ric.calc_check_digit(base + "0")


def test_identity_numbers_tell_birth_date_and_sex() -> None:
    read = read_identity(
        pl.Series([_number("99010119900203001"), _number("99010119900203002")]), YEAR
    )
    assert read["birth_date"].to_list() == [date(1990, 2, 3)] * 2
    assert read["sex"].to_list() == ["male", "female"]
    assert read["fault"].null_count() == 2


def test_each_fault_of_an_identity_number_is_named() -> None:
    good = _number("99010119900203001")
    wrong_digit = good[:-1] + ("1" if good[-1] != "1" else "2")
    faults = {
        wrong_digit: "校验码不符",
        _number("99010119901303001"): "出生日期不存在",
        _number("08010119900203001"): "前两位不是任何省份",
        "9901011990": "此处为 10 位",
        "9.90101E+17": "后三位已丢失",
        "990101199002030000": "后三位已丢失",
        "421126199001009984": "后三位已丢失",  # the number nearest to 421126199001010000
    }
    read = read_identity(pl.Series(list(faults)), YEAR)
    for text, fault in zip(read["fault"], faults.values(), strict=True):
        assert fault in text
    assert read["value"].null_count() == len(faults)


def test_an_old_number_of_15_digits_becomes_one_of_18() -> None:
    read = read_identity(
        pl.Series(["990101900203001", " 990101-19900203-001" + _number("99010119900203001")[-1]]),
        YEAR,
    )
    assert read["value"].to_list() == [_number("99010119900203001")] * 2
    assert read["remark"].to_list() == ["old_identity", None]


@settings(max_examples=60, deadline=None)
@given(
    st.from_regex(
        r"(110101|110105)(19[0-9]{2}|200[0-9])(0[1-9]|1[0-3])[0-3][0-9]{4}[0-9X]", fullmatch=True
    )
)
def test_identity_numbers_are_judged_as_stdnum_judges_them(number: str) -> None:
    # Two counties that never changed: stdnum also asks whether a county existed at birth.
    fault = read_identity(pl.Series([number]), YEAR)["fault"][0]
    assert (fault is None) == ric.is_valid(number)


@settings(max_examples=30, deadline=None)
@given(st.dates(date(1930, 1, 1), date(2009, 12, 31)), st.integers(1, 999))
def test_every_valid_number_of_the_made_up_county_is_accepted(born: date, order: int) -> None:
    number = _number(f"990101{born:%Y%m%d}{order:03d}")
    read = read_identity(pl.Series([number]), YEAR)
    assert read.select("value", "birth_date").row(0) == (number, born)

"""Places: codes, names, and how far apart."""

from __future__ import annotations

import polars as pl
import pytest

from models.places import Level, division_name, find_division, is_division, level_between, tidy_code

VILLAGE = "990101101201"

LEVELS = {
    "990101101201": Level.VILLAGE,
    "990101101202": Level.TOWNSHIP,
    "990101101": Level.TOWNSHIP,  # in the home township, the village not said
    "990101102": Level.COUNTY,
    "990101": Level.COUNTY,  # in the home county, the township not said
    "990102": Level.CITY,
    "990100": Level.CITY,  # a city's own code names no county
    "990201": Level.PROVINCE,
    "990000": Level.PROVINCE,
    "520623": Level.BEYOND,
}


@pytest.mark.parametrize(("post", "level"), LEVELS.items())
def test_the_level_is_the_smallest_unit_that_home_and_post_share(post: str, level: Level) -> None:
    assert level_between(pl.Series([VILLAGE]), pl.Series([post])).to_list() == [level]
    assert level_between(pl.Series([post]), pl.Series([VILLAGE])).to_list() == [level]


def test_two_codes_of_a_city_or_a_province_share_no_more_than_that() -> None:
    home = pl.Series(["990100", "990000"])
    assert level_between(home, home).to_list() == [Level.CITY, Level.PROVINCE]


def test_a_municipality_is_one_city() -> None:
    districts = level_between(pl.Series(["500101"]), pl.Series(["500240"]))
    assert districts.to_list() == [Level.CITY]


def test_an_unknown_place_has_no_level_and_one_post_serves_for_all_homes() -> None:
    homes = pl.Series([VILLAGE, None, "520623"], dtype=pl.String)
    assert level_between(homes, pl.Series([VILLAGE])).to_list() == [0, None, 5]
    assert level_between(homes, pl.Series([None], dtype=pl.String)).to_list() == [None] * 3


def test_codes_are_shortened_to_what_they_name() -> None:
    assert tidy_code("520623000000") == "520623"
    assert tidy_code("520623101000") == "520623101"
    assert tidy_code("520623101201") == "520623101201"
    assert tidy_code(" 520623.0 ") == "520623"
    assert tidy_code("5206231") is None
    assert tidy_code("070101") is None, "There is no province 07."


def test_names_are_those_of_today_and_former_ones_stay_known() -> None:
    assert division_name("520623101201") == "石阡县"
    assert division_name("990101") == "示例县"
    assert division_name("522224") == "石阡县", "Its code until 2011."
    assert division_name("990155") is None
    assert is_division("990155"), "All of province 99 is made up, and accepted."


def test_a_county_is_found_in_an_address() -> None:
    assert find_division("贵州省铜仁市石阡县汤山街道") == "520623"
    assert find_division("石阡县") == "520623"
    assert find_division("示例市示例县甲镇") == "990101"
    assert find_division("铜仁市") == "520600"
    assert find_division("某处工业园") is None


def test_a_name_that_occurs_twice_needs_something_to_settle_it() -> None:
    # 鼓楼区 lies in Nanjing, Xuzhou, Kaifeng and Fuzhou.
    assert find_division("鼓楼区") is None
    assert find_division("南京市鼓楼区") == "320106"
    assert find_division("鼓楼区", within="320106") == "320106"

"""Cadres and first days of work of a made-up county, where somebody asks for them."""

from __future__ import annotations

import polars as pl
import pytest

from models.fields import CASEWORKERS
from models.reading import read_roster
from models.synth import make_county, with_caseworkers, with_starts, write_county


def test_cadres_are_stationed_where_people_live() -> None:
    county = with_caseworkers(make_county(300, 30, 4), 20)
    table = county.tables["caseworkers"]
    assert table.schema == pl.Schema(CASEWORKERS.schema)
    assert table.height == 20
    assert table["caseworker_id"].is_unique().all()
    towns = set(county.tables["workers"]["place"].drop_nulls().str.head(9))
    assert set(table["place"].str.head(9)) <= towns
    assert set(table["place"].str.len_chars()) == {9, 12}  # of townships, and of villages


def test_the_other_tables_stay_as_they_are() -> None:
    plain = make_county(300, 30, 4)
    more = with_starts(with_caseworkers(plain, 20))
    for name, table in plain.tables.items():
        assert (
            more.tables[name]
            .drop("starts_at", strict=False)
            .equals(table.drop("starts_at", strict=False))
        )


def test_the_same_county_gets_the_same_cadres_and_days() -> None:
    one, two = (with_starts(with_caseworkers(make_county(200, 30, 4), 9)) for _ in range(2))
    assert one.tables["caseworkers"].equals(two.tables["caseworkers"])
    assert one.tables["vacancies"].equals(two.tables["vacancies"])


def test_work_begins_after_the_reference_day_and_at_one_place_on_one_weekday() -> None:
    county = with_starts(make_county(300, 120, 4))
    posts = county.tables["vacancies"].drop_nulls("starts_at")
    assert 0.7 < posts.height / 120 < 1
    assert (posts["starts_at"] > county.as_of).all()
    weekdays = posts.group_by(pl.col("place").str.head(6)).agg(
        pl.col("starts_at").dt.weekday().n_unique()
    )
    assert set(weekdays["starts_at"]) == {1}


@pytest.mark.parametrize("messy", [False, True])
def test_what_is_written_is_read_again(tmp_path: object, messy: bool) -> None:
    county = with_starts(with_caseworkers(make_county(120, 20, 4), 7))
    write_county(county, f"{tmp_path}/out", "xlsx", messy)
    read = read_roster(f"{tmp_path}/out")
    columns = ["caseworker_id", "name", "organisation", "place", "max_households", "phone"]
    assert read.caseworkers.select(columns).equals(county.tables["caseworkers"].select(columns))
    days = read.vacancies.drop_nulls("starts_at").height
    assert days >= county.tables["vacancies"].drop_nulls("starts_at").height - messy * 3


def test_no_cadre_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        with_caseworkers(make_county(20, 5, 1), 0)

"""What outputs show of people."""

import polars as pl
import pytest

from api.personal import for_people, masked_name, masked_phone, rejected_for_people
from models.fields import TABLES, WORKERS, Kind
from models.roster import REJECTED_SCHEMA


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("王小明", "王*明"),
        ("欧阳小明", "欧**明"),
        (" 李四 ", "李*"),
        ("阿", "*"),
        ("阿依古丽·买买提", "阿******提"),
        ("", ""),
        (None, None),
    ],
)
def test_a_name_keeps_its_ends_and_loses_its_middle(name, shown):
    frame = pl.DataFrame({"name": [name]}, schema={"name": pl.String})
    assert frame.select(masked_name(pl.col("name"))).item() == shown


def test_every_personal_column_but_the_name_is_left_out_whatever_is_asked_for():
    frame = pl.DataFrame(schema=WORKERS.schema)
    personal = {f.name for f in WORKERS.fields if f.personal and f.kind is not Kind.TEXT}
    assert {"identity_number", "phone", "birth_date", "categories"} <= personal
    for names in (False, True):
        assert not personal & set(for_people(frame, WORKERS, names).columns)
        assert "name" in for_people(frame, WORKERS, names).columns


def test_names_are_whole_only_where_asked_for():
    frame = pl.DataFrame({"worker_id": ["W1"], "name": ["王小明"], "title": ["缝纫工"]})
    assert for_people(frame, WORKERS).row(0) == ("W1", "王*明", "缝纫工")
    assert for_people(frame, WORKERS, names=True).row(0) == ("W1", "王小明", "缝纫工")


def test_no_text_of_another_table_is_taken_for_a_name_of_a_person():
    for table in TABLES.values():
        texts = [f.name for f in table.fields if f.personal and f.kind is Kind.TEXT]
        people = table.name in {"workers", "caseworkers"}
        assert texts == (["name"] if people else [])


def test_a_rejected_row_does_not_tell_the_identity_number_that_it_was_rejected_for():
    rows = {
        "file": ["a.csv", "a.csv"],
        "sheet": ["", ""],
        "row": [2, 3],
        "table": ["workers", "vacancies"],
        "field": ["identity_number", "openings"],
        "value": ["990101199001010017", "很多"],
        "reason": ["身份证号 990101199001010017 的校验码不对", "看不懂人数“很多”"],
    }
    shown = rejected_for_people(pl.DataFrame(rows, schema=REJECTED_SCHEMA))
    assert shown["value"].to_list() == ["***", "很多"]
    assert "990101199001010017" not in shown["reason"][0]


def test_telephone_numbers_keep_their_first_three_and_last_four_digits():
    numbers = pl.DataFrame({"phone": ["15412345678", " 0411-8765432", "8765432", "", None]})
    shown = numbers.select(masked_phone(pl.col("phone"))).to_series().to_list()
    assert shown == ["154****5678", "041*****5432", "*******", "", None]

"""Conditions of selections, as a pack writes them, on rosters of a few rows."""

import tomllib
from datetime import date
from decimal import Decimal

import pytest

from models.packs.conditions import read_conditions
from models.packs.faults import Faults
from models.packs.positions import locate
from models.roster import Roster
from models.rules import Selection
from tests.models.small_roster import categories, roster

WORKERS = roster(
    workers=[
        {"worker_id": "relocated", "categories": categories("relocated"), "household_id": "h1"},
        {"worker_id": "both", "categories": categories("relocated", "disabled"), "age": 16},
        {"worker_id": "other", "categories": categories("veteran"), "age": 24, "labour": "weak"},
        {"worker_id": "unknown", "age": 25, "household_id": "h2", "labour": "full"},
    ],
    households=[
        {"household_id": "h1", "zero_employment": True},
        {"household_id": "h2", "relocated": True},
    ],
)


def chosen(table: str, conditions: str, given: Roster = WORKERS) -> list[str]:
    """Keys of the rows that a text of conditions selects."""
    faults = Faults("t.toml", locate(conditions))
    data = tomllib.loads(conditions, parse_float=Decimal)
    condition = read_conditions(table, data, (), faults)
    assert not faults.problems, faults.problems
    mask = Selection("s", "范围", table, condition).mask(given)
    assert mask.dtype == bool
    frame = getattr(given, table)
    return frame.filter(mask)[frame.columns[0]].to_list()


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ("all = true", ["relocated", "both", "other", "unknown"]),
        ('categories_any = ["relocated", "veteran"]', ["relocated", "both", "other"]),
        ('categories_any = ["搬迁群众"]', ["relocated", "both"]),
        ('categories_all = ["relocated", "残疾人"]', ["both"]),
        ('categories_none = ["disabled", "veteran"]', ["relocated", "unknown"]),
        ("age = { min = 16, max = 24 }", ["both", "other"]),
        ("age = { min = 24 }", ["other", "unknown"]),
        ("age = [16, 25]", ["both", "unknown"]),
        ('labour = ["weak", "半劳动力"]', ["other"]),
        ('labour = { min = "half" }', ["unknown"]),
        ("household.relocated = true", ["unknown"]),
        ("household = { relocated = false, zero_employment = true }", ["relocated"]),
        (
            'any_of = [{ categories_any = ["relocated"] }, { household.relocated = true }]',
            ["relocated", "both", "unknown"],
        ),
        ('none_of = [{ categories_any = ["relocated"] }, { age = 24 }]', ["unknown"]),
        ('all_of = [{ categories_any = ["relocated"] }, { age = 16 }]', ["both"]),
        ('categories_any = ["relocated"]\nage = 16', ["both"]),
        ("willing = true", ["relocated", "both", "other", "unknown"]),
        ('status = "unemployed"', ["relocated", "both", "other", "unknown"]),
    ],
)
def test_conditions_on_workers_select_the_workers_they_name(
    conditions: str, expected: list[str]
) -> None:
    assert chosen("workers", conditions) == expected


def test_what_is_not_known_satisfies_neither_a_condition_nor_its_range() -> None:
    """The first worker's age is not known: a range leaves it out, and so `none_of` keeps it."""
    assert "relocated" not in chosen("workers", "age = { min = 0, max = 120 }")
    assert chosen("workers", "none_of = [{ age = { min = 0, max = 120 } }]") == ["relocated"]


POSTS = roster(
    vacancies=[
        {"vacancy_id": "v1", "place": "990101001", "project": "work_relief", "employer_id": "e1"},
        {"vacancy_id": "v2", "place": "990102", "title": "护林员", "is_new": False},
        {"vacancy_id": "v3", "wage_min": 3000.0, "kind": "traineeship", "employer_id": "e2"},
    ],
    employers=[{"employer_id": "e1", "kind": "base"}, {"employer_id": "e2"}],
)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ('place = "9901"', ["v1", "v2"]),
        ('place = ["990101", "990103"]', ["v1"]),
        ('project = "none"', ["v2", "v3"]),  # where nothing is said, it is no project
        ('kind = "一般岗位"', ["v1", "v2"]),  # where nothing is said, it is an ordinary post
        ("is_new = true", ["v1", "v3"]),  # where nothing is said, it is new
        ('employer.kind = "base"', ["v1"]),
        ('employer.kind = "ordinary"', ["v3"]),  # v2 names no employer at all
        ('title = { contains = ["护林", "保洁"] }', ["v2"]),
        ("wage_min = { min = 2999.5 }", ["v3"]),
    ],
)
def test_conditions_on_posts_select_the_posts_they_name(
    conditions: str, expected: list[str]
) -> None:
    assert chosen("vacancies", conditions, POSTS) == expected


def test_days_before_count_from_the_reference_day_with_both_ends() -> None:
    """Reference day 2024-06-30: 90 days before it is 2024-04-01."""
    given = roster(
        workers=[
            {"worker_id": "90", "unemployed_since": date(2024, 4, 1)},
            {"worker_id": "89", "unemployed_since": date(2024, 4, 2)},
            {"worker_id": "-1", "unemployed_since": date(2024, 7, 1)},
            {"worker_id": "?"},
        ]
    )
    assert chosen("workers", "unemployed_since = { at_least_days_before = 90 }", given) == ["90"]
    assert chosen("workers", "unemployed_since = { within_days_before = 89 }", given) == ["89"]
    bounded = "unemployed_since = { min = 2024-04-02, max = 2024-12-31 }"
    assert chosen("workers", bounded, given) == ["89", "-1"]


def test_a_household_is_selected_by_any_of_its_members() -> None:
    given = roster(
        workers=[
            {"household_id": "h1", "categories": categories("zero_employment")},
            {"household_id": "h1"},
            {"household_id": "h2"},
            {"categories": categories("zero_employment")},  # lives in no household
        ],
        households=[{"household_id": "h1"}, {"household_id": "h2"}, {"household_id": "h3"}],
    )
    conditions = 'any_member = { categories_any = ["zero_employment"] }'
    assert chosen("households", conditions, given) == ["h1"]


def test_an_empty_table_gives_an_empty_mask() -> None:
    assert chosen("workers", "all = true", roster()) == []
    assert chosen("workers", "household.relocated = true", roster()) == []

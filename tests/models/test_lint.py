"""What the lint says, and what it leaves alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from models.fields import TABLES
from models.lint import lint
from models.roster import Finding, Roster
from tests.models.reading_help import WORKERS_CSV, roster_of

DAY = date(2026, 3, 1)


def _roster(**tables: list[dict[str, Any]]) -> Roster:
    frames = {
        name: pl.DataFrame(tables.get(name, []), schema=table.schema, strict=False)
        for name, table in TABLES.items()
    }
    return Roster(**frames, as_of=DAY)


def _post(**cells: Any) -> dict[str, Any]:
    usual = {
        "vacancy_id": "V1", "title": "缝纫工", "employer": "甲厂", "openings": 2, "place": "990101",
        "wage_min": 3000.0, "wage_max": 4000.0, "posted_at": DAY,
    }  # fmt: skip
    return {**dict.fromkeys(TABLES["vacancies"].schema), **usual, **cells}


def _worker(**cells: Any) -> dict[str, Any]:
    usual = {
        "worker_id": "W1", "age": 40, "skills": "缝纫", "place": "990101101", "categories": 0,
    }  # fmt: skip
    return {**dict.fromkeys(TABLES["workers"].schema), **usual, **cells}


def _household(**cells: Any) -> dict[str, Any]:
    usual = {"household_id": "H1", "zero_employment": True, "registered_at": DAY}
    return {**dict.fromkeys(TABLES["households"].schema), **usual, **cells}


def _codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


CONDITIONS = {
    "限女性": "condition_sex",
    "男性优先": "condition_sex",
    "要求：女": "condition_sex",
    "性别要求：男": "condition_sex",
    "招女工数名": "condition_sex",
    "汉族": "condition_ethnicity",
    "少数民族除外": "condition_ethnicity",
    "无宗教信仰": "condition_religion",
    "限本地户口": "condition_registration",
    "本县户籍优先": "condition_registration",
    "外地人勿扰": "condition_registration",
    "已婚已育": "condition_marriage",
    "身高160以上": "condition_looks",
    "五官端正，形象好": "condition_looks",
    "属虎者勿扰": "condition_looks",
    "残疾人勿扰": "condition_health",
    "非乙肝携带者": "condition_health",
}


@pytest.mark.parametrize(("text", "code"), CONDITIONS.items())
def test_a_condition_that_the_law_forbids_is_flagged_with_the_law(text: str, code: str) -> None:
    findings = lint(_roster(vacancies=[_post(conditions=text)]))
    assert _codes(findings) == [code]
    assert findings[0].level == "warning"
    assert "不采用" in findings[0].message
    assert "法第" in findings[0].message
    assert findings[0].where == ("岗位编号 V1",)


@pytest.mark.parametrize(
    "text",
    [
        "男女不限，身体健康",
        "女装缝纫经验一年以上",
        "照顾子女方便，五险一金含生育保险",
        "企业形象设计",
        "户籍管理窗口",
        "少数民族优先",
        "残疾人优先",
        "熟练使用电脑",
    ],
)
def test_an_honest_text_is_not_flagged(text: str) -> None:
    assert lint(_roster(vacancies=[_post(conditions=text, skills=text)])) == ()


def test_titles_and_skills_are_looked_at_too() -> None:
    assert _codes(lint(_roster(vacancies=[_post(title="保洁（女）")]))) == ["condition_sex"]
    assert _codes(lint(_roster(vacancies=[_post(skills="限男性，能搬运")]))) == ["condition_sex"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"wage_max": 1400.0, "wage_min": 1300.0}, "under_minimum_wage"),
        ({"wage_max": 20_000.0}, "wide_wage"),
        ({"wage_max": None, "wage_min": None}, "no_wage"),
        ({"place": None}, "no_workplace"),
        ({"openings": 0}, "no_openings"),
        ({"openings": 5000}, "many_openings"),
        ({"age_min": 15}, "minors"),
        ({"employer": None}, "no_employer"),
        ({"posted_at": date(2025, 1, 1)}, "stale"),
        ({"posted_at": date(2026, 3, 2)}, "after_reference_day"),
    ],
)
def test_what_is_odd_of_a_vacancy_is_said(cells: dict[str, Any], code: str) -> None:
    assert _codes(lint(_roster(vacancies=[_post(**cells)]))) == [code]


def test_a_public_welfare_post_without_pay_is_incomplete() -> None:
    posts = [_post(kind="welfare_rural", wage_min=None, wage_max=None)]
    assert _codes(lint(_roster(vacancies=posts))) == ["welfare_incomplete", "no_wage"]


def test_the_minimum_wage_is_the_offices_own_and_leaves_part_time_alone() -> None:
    posts = [_post(), _post(vacancy_id="V2", hours="part_time")]
    findings = lint(_roster(vacancies=posts), minimum_wage=4500.0)
    assert [(f.code, f.rows) for f in findings] == [("under_minimum_wage", 1)]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"age": 15}, "under_age"),
        ({"age": 66}, "old_age"),
        ({"age": None}, "no_age"),
        ({"skills": None}, "no_skills"),
        ({"place": None}, "no_home"),
        ({"willing": False}, "not_willing"),
        ({"status": "employed"}, "employed"),
        ({"labour": "none"}, "no_labour"),
        ({"registered_at": date(2026, 4, 1)}, "after_reference_day"),
        ({"categories": 1 << 8}, "zero_employment_no_household"),
    ],
)
def test_what_is_odd_of_a_worker_is_said(cells: dict[str, Any], code: str) -> None:
    assert _codes(lint(_roster(workers=[_worker(**cells)]))) == [code]


@pytest.mark.parametrize(
    ("member", "household", "codes"),
    [
        ({}, {}, []),
        ({"household_id": None}, {}, ["no_members"]),
        ({"willing": False}, {}, ["no_willing_member", "not_willing"]),
        ({"age": 14}, {}, ["under_age", "no_willing_member"]),
        ({"status": "employed"}, {}, ["no_willing_member", "household_has_work", "employed"]),
        ({}, {"registered_at": None}, ["no_registration"]),
        ({"willing": False}, {"zero_employment": False}, ["not_willing"]),
    ],
)
def test_zero_employment_households_need_somebody_who_can_start(
    member: dict[str, Any], household: dict[str, Any], codes: list[str]
) -> None:
    worker = _worker(**{"household_id": "H1", **member})
    roster = _roster(workers=[worker], households=[_household(**household)])
    assert _codes(lint(roster)) == codes


def test_a_finding_counts_all_and_names_the_first_five() -> None:
    workers = [_worker(worker_id=f"W{i}", skills=None) for i in range(9)]
    finding = lint(_roster(workers=workers))[0]
    assert finding.rows == 9
    assert finding.where == tuple(f"人员编号 W{i}" for i in range(5))
    assert finding.message.startswith("有 9 人")


def test_a_ledger_line_that_ends_before_it_starts_is_said() -> None:
    line = {
        "placement_id": "P1", "worker_id": "W1", "vacancy_id": "V1",
        "started_at": DAY, "ended_at": date(2026, 2, 1),
    }  # fmt: skip
    assert _codes(lint(_roster(placements=[line]))) == ["ended_before_start"]


def test_services_and_checks_after_the_reference_day_and_pushes_of_no_post_are_said() -> None:
    """The reference day itself is no fault; a talk names no post anyway."""
    record = {"service_id": "S1", "worker_id": "W1", "kind": "talk", "served_at": DAY}
    push = {**record, "service_id": "S2", "kind": "push"}
    later = {**record, "service_id": "S3", "served_at": date(2026, 3, 2)}
    given = _roster(services=[record, push, later])
    assert _codes(lint(given)) == ["served_later", "push_of_no_post"]
    people = [_worker(updated_at=DAY), _worker(worker_id="W2", updated_at=date(2026, 3, 2))]
    (found,) = [f for f in lint(_roster(workers=people)) if f.code == "updated_later"]
    assert (found.rows, found.where) == (1, ("人员编号 W2",))


def test_reading_a_roster_puts_the_lint_into_its_findings(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, WORKERS_CSV)
    assert set(lint(roster)) <= set(roster.findings)
    assert "no_age" in _codes(roster.findings)


def test_an_empty_roster_gives_no_findings() -> None:
    assert lint(_roster()) == ()

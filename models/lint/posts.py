"""What to look at among the vacancies and the ledger."""

from __future__ import annotations

from datetime import timedelta

import polars as pl

from models.lint.find import found
from models.roster import Finding, Roster

_WELFARE = ("welfare_rural", "welfare_urban")
_MANY = 1000
_WORKING_AGE = 16
_STALE = timedelta(days=180)
_WIDE = 4


def post_findings(roster: Roster, minimum_wage: float) -> list[Finding]:
    """Returns the findings of vacancies and placements; `minimum_wage` in yuan a month."""
    vacancies = roster.vacancies
    if vacancies.is_empty():
        return _ledger(roster)
    best = pl.coalesce("wage_max", "wage_min")
    part = (pl.col("hours") == "part_time").fill_null(value=False)
    welfare = pl.col("kind").cast(pl.String).is_in(_WELFARE)
    no_employer = pl.col("employer").is_null() & pl.col("employer_id").is_null()

    def say(
        wrong: pl.Expr, field: str, code: str, message: str, level: str = "warning"
    ) -> list[Finding]:
        return found(vacancies, wrong, "vacancies", field, code, message, level)

    return [
        *say(
            (best < minimum_wage) & ~part, "wage_max", "under_minimum_wage",
            f"有 {{n}} 个全日制岗位月薪低于最低工资 {minimum_wage:g} 元，"
            "请核对单位（元/月、元/天）或要求单位改正。",
        ),
        *say(
            pl.col("wage_max") > _WIDE * pl.col("wage_min"), "wage_max", "wide_wage",
            f"有 {{n}} 个岗位薪资上限是下限的 {_WIDE} 倍以上，请核对。", "note",
        ),
        *say(
            best.is_null(), "wage_max", "no_wage",
            "有 {n} 个岗位没有薪资或写面议，工资匹配按未知处理。", "note",
        ),
        *say(
            pl.col("place").is_null(), "place", "no_workplace",
            "有 {n} 个岗位没有工作地代码，也无法从地名推出，远近按未知处理；"
            "请补填 6、9 或 12 位区划代码。",
        ),
        *say(
            pl.col("openings") == 0, "openings", "no_openings",
            "有 {n} 个岗位招聘人数为 0，不会安排人。"
        ),
        *say(
            pl.col("openings") > _MANY, "openings", "many_openings",
            f"有 {{n}} 个岗位招聘人数超过 {_MANY}，请核对。",
        ),
        *say(
            pl.col("age_min") < _WORKING_AGE, "age_min", "minors",
            f"有 {{n}} 个岗位的最低年龄不满 {_WORKING_AGE} 周岁，不得招用（劳动法第十五条）。",
        ),
        *say(
            no_employer, "employer", "no_employer",
            "有 {n} 个岗位没有用人单位，按单位计算的规则无法适用。"
        ),
        *say(
            welfare & (pl.col("place").is_null() | best.is_null() | no_employer), "kind",
            "welfare_incomplete",
            "有 {n} 个公益性岗位缺少工作地、薪资或用人单位；"
            "公益性岗位须就近安置、按规定发补贴，请补齐。",
        ),
        *say(
            pl.col("posted_at") < roster.as_of - _STALE, "posted_at", "stale",
            f"有 {{n}} 个岗位发布已超过 {_STALE.days} 天，请核对是否仍在招聘。", "note",
        ),
        *say(
            pl.col("posted_at") > roster.as_of, "posted_at", "after_reference_day",
            f"有 {{n}} 个岗位的发布日期晚于基准日 {roster.as_of}，请核对。",
        ),
        *_ledger(roster),
    ]  # fmt: skip


def _ledger(roster: Roster) -> list[Finding]:
    of_person = pl.col("event").is_null() | (pl.col("event") == "job")
    nobody = pl.col("worker_id").is_null() & (of_person | pl.col("employer_id").is_null())
    tests = (
        ("ended_at", "ended_before_start", pl.col("ended_at") < pl.col("started_at"),
         "就业台账有 {n} 行离岗日期早于上岗日期，请核对。"),
        ("worker_id", "ledger_of_nobody", nobody,
         "就业台账有 {n} 行没有人员编号（单位申报的事项则没有单位编号），无法使用，请补填。"),
    )  # fmt: skip
    return [
        finding
        for field, code, wrong, message in tests
        for finding in found(roster.placements, wrong, "placements", field, code, message)
    ]

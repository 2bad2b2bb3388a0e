"""What to look at among the workers."""

from __future__ import annotations

import polars as pl

from models.categories import Category
from models.lint.find import found
from models.roster import Finding, Roster

_WORKING_AGE, _OLD = 16, 65
_ZERO_EMPLOYMENT = 1 << Category.ZERO_EMPLOYMENT.bit


def worker_findings(roster: Roster) -> list[Finding]:
    """Returns the findings of the workers, each with its count and first keys."""
    workers = roster.workers
    if workers.is_empty():
        return []
    age, wish = pl.col("age"), pl.col("skills").is_null() & pl.col("wanted").is_null()

    def say(
        wrong: pl.Expr, field: str, code: str, message: str, level: str = "warning"
    ) -> list[Finding]:
        return found(workers, wrong, "workers", field, code, message, level)

    return [
        *say(
            age < _WORKING_AGE, "age", "under_age",
            f"有 {{n}} 人不满 {_WORKING_AGE} 周岁，不参加匹配（劳动法第十五条）。",
        ),
        *say(
            age > _OLD, "age", "old_age",
            f"有 {{n}} 人超过 {_OLD} 周岁，多数岗位已不能签订劳动合同，请核对。", "note",
        ),
        *say(
            age.is_null(), "age", "no_age",
            "有 {n} 人没有年龄、出生日期和可用的身份证号，有年龄要求的岗位无法判断。",
        ),
        *say(
            wish, "skills", "no_skills",
            "有 {n} 人既没有技能特长也没有求职意向，只能按地点、工资等匹配；请补填。",
        ),
        *say(
            pl.col("place").is_null(), "place", "no_home",
            "有 {n} 人没有户籍地代码，也无法从地名推出，远近按未知处理；"
            "请补填 6、9 或 12 位区划代码。",
        ),
        *say(
            ~pl.col("willing"), "willing", "not_willing",
            "有 {n} 人没有就业意愿，不参加匹配。", "note",
        ),
        *say(
            pl.col("status") == "employed", "status", "employed",
            "有 {n} 人已就业，不参加匹配。", "note",
        ),
        *say(
            pl.col("labour") == "none", "labour", "no_labour",
            "有 {n} 人无劳动能力，不参加匹配。", "note",
        ),
        *say(
            (pl.col("registered_at") > roster.as_of) | (pl.col("unemployed_since") > roster.as_of),
            "registered_at", "after_reference_day",
            f"有 {{n}} 人的登记或失业日期晚于基准日 {roster.as_of}，请核对。",
        ),
        *say(
            ((pl.col("categories") & _ZERO_EMPLOYMENT) != 0) & (pl.col("status") == "employed"),
            "categories", "zero_employment_employed",
            "有 {n} 人属零就业家庭却已就业，两者矛盾，请核对。",
        ),
        *say(
            ((pl.col("categories") & _ZERO_EMPLOYMENT) != 0) & pl.col("household_id").is_null(),
            "household_id", "zero_employment_no_household",
            "有 {n} 人属零就业家庭但没有户编号，无法按户保障；请补填。",
        ),
    ]  # fmt: skip

"""What to look at among the households that are owed somebody in work."""

from __future__ import annotations

import polars as pl

from models.lint.find import found
from models.roster import Finding, Roster

_WORKING_AGE = 16


def household_findings(roster: Roster) -> list[Finding]:
    """Returns the findings of zero-employment households."""
    households = roster.households.filter("zero_employment")
    if households.is_empty():
        return []
    free = (
        pl.col("willing").fill_null(value=True)
        & (pl.col("labour") != "none").fill_null(value=True)
        & (pl.col("status") != "employed").fill_null(value=True)
        & (pl.col("age") >= _WORKING_AGE).fill_null(value=True)
    )
    members = roster.workers.group_by("household_id").agg(
        members=pl.len(),
        free=free.sum(),
        employed=(pl.col("status") == "employed").sum(),
    )
    joined = households.join(members, on="household_id", how="left", maintain_order="left")

    def say(wrong: pl.Expr, field: str, code: str, message: str) -> list[Finding]:
        return found(joined, wrong.fill_null(value=False), "households", field, code, message)

    return [
        *say(
            pl.col("members").is_null(), "household_id", "no_members",
            "有 {n} 户零就业家庭在求职人员表中没有成员，无法保障；请核对户编号。",
        ),
        *say(
            pl.col("free") == 0, "zero_employment", "no_willing_member",
            "有 {n} 户零就业家庭没有一名有意愿、有劳动能力且未就业的成员，无法安排；请上门核实。",
        ),
        *say(
            pl.col("employed") > 0, "zero_employment", "household_has_work",
            "有 {n} 户零就业家庭已有成员就业，请核对是否应退出。",
        ),
        *say(
            pl.col("registered_at").is_null(), "registered_at", "no_registration",
            "有 {n} 户零就业家庭没有登记日期，无法计算安置期限；请补填。",
        ),
    ]  # fmt: skip

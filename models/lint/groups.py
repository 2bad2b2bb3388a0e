"""What to look at before cadres are assigned and people leave in groups."""

from __future__ import annotations

import polars as pl

from models.lint.find import found
from models.roster import Finding, Roster


def group_findings(roster: Roster) -> list[Finding]:
    """Returns the findings of caseworkers and of the days on which work begins."""
    cadres, posts = roster.caseworkers, roster.vacancies
    return [
        *found(
            cadres, pl.col("place").is_null(), "caseworkers", "place", "cadre_place_unknown",
            "有 {n} 名帮扶干部的驻地不详，无法就近结对；请补驻地代码，或乡镇和村的名称。",
        ),
        *found(
            cadres, (pl.col("max_households") == 0).fill_null(value=False), "caseworkers",
            "max_households", "cadre_without_room",
            "有 {n} 名帮扶干部最多帮扶户数为 0，不会结对；若是没有上限，请留空。",
        ),
        *found(
            posts, (pl.col("starts_at") < pl.col("posted_at")).fill_null(value=False),
            "vacancies", "starts_at", "starts_before_posted",
            "有 {n} 个岗位的到岗日期早于发布日期，请核对年份。",
        ),
    ]  # fmt: skip

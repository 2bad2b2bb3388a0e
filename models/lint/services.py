"""What to look at among the records of services."""

from __future__ import annotations

import polars as pl

from models.lint.find import found
from models.roster import Finding, Roster


def service_findings(roster: Roster) -> list[Finding]:
    """Returns the findings of services, and of the days on which records were checked."""
    later = pl.col("served_at") > roster.as_of
    nameless = (pl.col("kind") == "push") & pl.col("vacancy_id").is_null()
    return [
        *found(
            roster.services, later, "services", "served_at", "served_later",
            f"服务记录有 {{n}} 行的服务日期晚于基准日 {roster.as_of}，监测时不计，请核对。",
        ),
        *found(
            roster.services, nameless.fill_null(value=False), "services", "vacancy_id",
            "push_of_no_post",
            "服务记录有 {n} 行岗位推荐没有岗位编号，每行按一个不同的岗位计，请补填。", "note",
        ),
        *found(
            roster.workers, pl.col("updated_at") > roster.as_of, "workers", "updated_at",
            "updated_later",
            f"有 {{n}} 人的更新日期晚于基准日 {roster.as_of}，监测时不算已更新，请核对。",
        ),
    ]  # fmt: skip

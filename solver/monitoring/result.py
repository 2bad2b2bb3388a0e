"""What a month's monitoring says: one table for each thing that is watched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

COLOURS_ZH = {"red": "红", "yellow": "黄", "green": "绿"}
CHANGES_ZH = {
    "lost": "失去工作",
    "found": "实现就业",
    "moved": "换了工作",
    "new": "新登记",
    "left": "不在本月名册",
    "conflict": "台账与名册不符",
}
HOUSEHOLD_ZH = {
    "overdue": "逾期",
    "open": "期限内",
    "unregistered": "无登记日期",
    "nobody": "无可安置劳动力",
    "met": "已就业",
}
PAY_ZH = {"below": "低于下限", "unequal": "同类岗位待遇不一"}
LEVELS_ZH = {"all": "合计", "county": "县", "township": "乡镇", "village": "村"}
GRADUATES_ZH = {
    "idle": "未就业",
    "planned": "未就业（有计划）",
    "preparing": "就业准备中",
    "unwilling": "暂无就业意愿",
    "at_work": "已就业",
}

_RULE: dict[str, Any] = {"rule": pl.String, "cite": pl.String}
_PERSON: dict[str, Any] = {
    "worker_id": pl.String,
    "place": pl.String,
    "township": pl.String,
    "village": pl.String,
}
CHANGES: dict[str, Any] = {
    "kind": pl.String,  # of CHANGES_ZH
    **_PERSON,
    "day": pl.Date,
    "vacancy_id": pl.String,
    **_RULE,
    "explanation": pl.String,
}
LATE: dict[str, Any] = {
    **_PERSON,
    "last_at": pl.Date,  # last sign that the record was looked after
    "due_at": pl.Date,
    "days_late": pl.Int64,
    **_RULE,
    "explanation": pl.String,
}
HOUSEHOLDS: dict[str, Any] = {
    "household_id": pl.String,
    "place": pl.String,
    "township": pl.String,
    "village": pl.String,
    "status": pl.String,  # of HOUSEHOLD_ZH
    "colour": pl.String,
    "registered_at": pl.Date,
    "deadline": pl.Date,
    "days_left": pl.Int64,
    "owed": pl.Int64,  # members who have to be in work
    "at_work": pl.Int64,
    "achieved_at": pl.Date,  # day on which as many were in work, by the ledger
    "placeable": pl.List(pl.String),  # members who could be placed, who registered first first
    **_RULE,
    "explanation": pl.String,
}
TERMS: dict[str, Any] = {
    **_PERSON,
    "placement_id": pl.String,
    "vacancy_id": pl.String,
    "started_at": pl.Date,
    "months": pl.Int64,  # for how long it may be held
    "ends_at": pl.Date,  # last day
    "days_left": pl.Int64,
    "colour": pl.String,
    **_RULE,
    "explanation": pl.String,
}
PAY: dict[str, Any] = {
    "kind": pl.String,  # of PAY_ZH
    "vacancy_id": pl.String,
    "title": pl.String,
    "employer": pl.String,
    "place": pl.String,
    "area": pl.String,  # code of where like posts are compared; empty for everywhere
    "wage": pl.Float64,  # yuan a month, as the post states it
    **_RULE,
    "explanation": pl.String,
}
INDICATORS: dict[str, Any] = {
    **_RULE,
    "what": pl.String,
    "measure": pl.String,
    "people": pl.Int64,  # of the group
    "number": pl.String,  # what was counted or entered
    "value": pl.String,  # in the measure's unit; null where nothing was entered
    "goal": pl.String,
    "yellow": pl.String,
    "red": pl.String,
    "colour": pl.String,
    "due_at": pl.Date,
    "days_to_due": pl.Int64,
    "explanation": pl.String,
}
_HOME: dict[str, Any] = {"level": pl.String, "home": pl.String, "name": pl.String}
PROGRESS: dict[str, Any] = {
    **_RULE,
    **_HOME,
    "people": pl.Int64,  # of the group
    "goal": pl.Int64,
    "reached": pl.Int64,
    "share": pl.Float64,  # of the goal; null where there is none
    "expected": pl.Int64,  # by now, rounded up
    "behind": pl.Int64,
    "month": pl.Int64,  # reached since the first of the month
    "colour": pl.String,
    "rank": pl.Int64,  # by share among the places of the level; equals share a rank
    "ranked": pl.Int64,  # places of the level that have a goal
    "rank_before": pl.Int64,  # at the end of last month, in the same year
    "explanation": pl.String,
}
REVIEWS: dict[str, Any] = {
    **_RULE,
    "quarter": pl.Int64,
    "until": pl.Date,  # its last day, or the reference day
    "whole": pl.Boolean,
    **_HOME,
    "goal": pl.Int64,
    "reached": pl.Int64,  # since 1 January
    "new": pl.Int64,  # in the quarter
    "share": pl.Float64,
    "expected": pl.Int64,
    "behind": pl.Int64,
    "colour": pl.String,
    "rank": pl.Int64,
    "rank_before": pl.Int64,
    "explanation": pl.String,
}
SERVICES: dict[str, Any] = {
    **_PERSON,
    "posts": pl.Int64,
    "talks": pl.Int64,
    "guidances": pl.Int64,
    "plans": pl.Int64,
    "last_at": pl.Date,
    "whole": pl.Boolean,
    "missing": pl.String,  # null where nothing is
    **_RULE,
}
SERVED: dict[str, Any] = {
    **_RULE,
    "home": pl.String,
    "name": pl.String,
    "people": pl.Int64,
    "whole": pl.Int64,
    "short_posts": pl.Int64,
    "short_talks": pl.Int64,
    "short_guidances": pl.Int64,
    "short_plans": pl.Int64,
}
GRADUATES: dict[str, Any] = {
    **_PERSON,
    "status": pl.String,  # of GRADUATES_ZH
    "colour": pl.String,
    "registered_at": pl.Date,
    "plan_at": pl.Date,
    "prepared_at": pl.Date,
    "posts": pl.Int64,
    "talks": pl.Int64,
    "guidances": pl.Int64,
    "missing": pl.String,
    **_RULE,
}


@dataclass(frozen=True)
class Monitoring:
    """
    What is watched, on the reference day; every line names its rule and clause.

    Parameters
    ----------
    as_of
        The reference day.
    since
        The day with which it is compared.
    changes, late, households, terms, pay, indicators, progress, reviews, services,
    served, graduates
        In the schemas above.
    notes
        What could not be said, and why, in Chinese.
    """

    as_of: date
    since: date
    changes: pl.DataFrame
    late: pl.DataFrame
    households: pl.DataFrame
    terms: pl.DataFrame
    pay: pl.DataFrame
    indicators: pl.DataFrame
    progress: pl.DataFrame
    reviews: pl.DataFrame
    services: pl.DataFrame
    served: pl.DataFrame
    graduates: pl.DataFrame
    notes: tuple[str, ...] = ()


def shaped(frame: pl.DataFrame, schema: dict[str, Any]) -> pl.DataFrame:
    """The columns of a schema, in its order and types; what the frame does not have is null."""
    return frame.select(
        pl.col(name).cast(dtype) if name in frame.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in schema.items()
    )

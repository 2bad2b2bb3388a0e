"""The day from which ages and deadlines count, where nobody names one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from models.reading.convert import convert
from models.reading.journal import Journal
from models.reading.rows import Records

_REGISTERED = frozenset({"registered_at", "posted_at"})
_WRITTEN = re.compile(r"(20\d\d)[-._年](\d{1,2})[-._月](\d{1,2})")
_FAR_DAYS = 366


def reference_day(parts: Sequence[Records], titles: Iterable[str], journal: Journal) -> date:
    """
    Returns the latest date of registration or publication in the roster.

    So the same files give the same answer on any day. Where there is no such
    date, the latest one in a title above a heading or in a file's name counts,
    and today, with a warning, only where there is none of these either.
    """
    days = [
        convert(part.frame[name], part.sheet.table.by_name[name], 0, "")["value"]
        for part in parts
        for name in part.frame.columns
        if name in _REGISTERED
    ]
    known = pl.concat(days).drop_nulls().unique().sort() if days else pl.Series(dtype=pl.Date)
    if len(known):
        latest: date = known[-1]
        if len(known) > 1 and (latest - known[-2]).days > _FAR_DAYS:
            journal.find(
                "warning",
                "as_of_far",
                f"基准日取最晚的登记或发布日期 {latest}，但次晚的是 {known[-2]}，相差一年以上；"
                "若是填错请更正，或指定基准日。",
            )
        return latest
    written = [day for title in titles for day in _days_in(title)]
    if written:
        journal.find(
            "note",
            "as_of_title",
            f"名册没有登记或发布日期，基准日取标题或文件名中的 {max(written)}。",
        )
        return max(written)
    today = date.today()
    journal.find(
        "warning",
        "as_of_today",
        f"名册没有登记日期、发布日期，标题和文件名中也没有日期，基准日取今天 {today}；"
        "为使结果可重复，请指定基准日。",
    )
    return today


def _days_in(title: str) -> list[date]:
    days = []
    for year, month, day in _WRITTEN.findall(title):
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days

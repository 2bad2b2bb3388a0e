"""monitoring.xlsx: a page to read first, then one sheet for each thing that is watched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from api.outputs.monitoring_lines import monitoring_lines
from api.outputs.workbook import Column, Section, Workbook
from api.personal import masked_name
from models.packs import Pack
from models.roster import Roster
from solver.monitoring import Monitoring
from solver.monitoring.result import (
    CHANGES_ZH,
    COLOURS_ZH,
    GRADUATES_ZH,
    HOUSEHOLD_ZH,
    LEVELS_ZH,
    PAY_ZH,
)

MOST_ROWS = 200_000  # of a sheet; the files hold all
_WIDTHS = (30, 24, 70)
_PERSON = (Column("人员编号", 13), Column("姓名", 8), Column("乡镇", 14), Column("村", 16))
_WHY = (Column("说明", 56, wrap=True), Column("依据", 14, wrap=True))
_DEMAND = Column("要求", 36, wrap=True)
_PLACE = (Column("级别", 6), Column("地区", 22, wrap=True))
_COUNTS = (Column("目标（人）", 9), Column("完成（人）", 9), Column("完成率", 8))


def write_monitoring_book(
    path: Path, found: Monitoring, roster: Roster, pack: Pack, names: bool
) -> None:
    """
    Writes the workbook.

    Parameters
    ----------
    path
        The file.
    found
        What is watched.
    roster
        Of whom; names come from it.
    pack
        Under which rules.
    names
        Whether names are shown in full.
    """
    shown = pl.col("name") if names else masked_name(pl.col("name"))
    who = roster.workers.select("worker_id", person=shown)
    words = {rule.id: rule.statement.rstrip("。") for rule in pack.rules}
    about = f"政策包：{pack.id}　{pack.title}　截至 {found.as_of}"
    with Workbook(path, "岗配 就业监测") as book:
        parts = monitoring_lines(found, pack)
        pages = [Section(heading, (1, 1, 1), _padded(lines)) for heading, lines in parts]
        book.page(
            "概要", f"{pack.title}：就业监测", _WIDTHS, [Section("截至", (3,), [[about]]), *pages]
        )
        for name, title, columns, frame in _sheets(found, who, words):
            more = (
                f"　只列前 {MOST_ROWS:,} 行，全部见 .csv 文件" if frame.height > MOST_ROWS else ""
            )
            note = f"{about}　共 {frame.height:,} 行{more}"
            book.table(name, title, note, columns, frame.head(MOST_ROWS).rows())


Sheet = tuple[str, str, tuple[Column, ...], pl.DataFrame]


def _sheets(found: Monitoring, who: pl.DataFrame, words: dict[str, str]) -> list[Sheet]:
    """Name, title, columns and rows of every sheet."""
    return [
        _changes(found, who), _late(found, who), _households(found, who), _terms(found, who),
        _pay(found), _indicators(found), _progress(found, words), _ranking(found, words),
        _reviews(found, words), _served(found, words), _services(found, who),
        _graduates(found, who),
    ]  # fmt: skip


def _padded(lines: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Lines of as many cells as the page has columns; a single cell takes the page's width."""
    return [[*line, *[""] * (len(_WIDTHS) - len(line))] if len(line) > 1 else [*line]
            for line in lines]  # fmt: skip


def _word(column: str, words: dict[str, str]) -> pl.Expr:
    return pl.col(column).replace_strict(words, default=None, return_dtype=pl.String)


def _day(column: str) -> pl.Expr:
    return pl.col(column).dt.strftime("%Y-%m-%d")


def _percent(column: str) -> pl.Expr:
    tenths = (pl.col(column) * 1000).round(0).cast(pl.Int64)
    return pl.format("{}.{}%", tenths // 10, tenths % 10)


def _change(before: str, now: str) -> pl.Expr:
    """How many ranks up or down."""
    step = pl.col(before) - pl.col(now)
    return (
        pl.when(step > 0).then(pl.format("升 {}", step))
        .when(step < 0).then(pl.format("降 {}", -step))
        .when(step == 0).then(pl.lit("平"))
    )  # fmt: skip


def _with_names(frame: pl.DataFrame, who: pl.DataFrame) -> pl.DataFrame:
    return frame.join(who, on="worker_id", how="left", maintain_order="left")


def _changes(found: Monitoring, who: pl.DataFrame) -> Sheet:
    columns = (Column("变化", 14), *_PERSON, Column("日期", 11), *_WHY)
    rows = _with_names(found.changes, who).select(
        _word("kind", CHANGES_ZH), "worker_id", "person", "township", "village", _day("day"),
        "explanation", "cite",
    )  # fmt: skip
    return "月度变化", f"就业失业变化（{found.since} 至 {found.as_of}）", columns, rows


def _late(found: Monitoring, who: pl.DataFrame) -> Sheet:
    columns = (*_PERSON, Column("最近更新", 11), Column("期限", 11), Column("逾期天数", 8), *_WHY)
    rows = _with_names(found.late, who).select(
        "worker_id", "person", "township", "village", _day("last_at"), _day("due_at"), "days_late",
        "explanation", "cite",
    )  # fmt: skip
    return "未按期更新", "没有按期更新的台账", columns, rows


def _households(found: Monitoring, who: pl.DataFrame) -> Sheet:
    columns = (
        Column("颜色", 6), Column("状态", 14), Column("户编号", 13), Column("乡镇", 14),
        Column("村", 16), Column("登记日期", 11), Column("期限", 11), Column("剩余天数", 8),
        Column("应就业", 7), Column("已就业", 7), Column("可安置人员", 26, wrap=True), *_WHY,
    )  # fmt: skip
    named = (
        found.households.select("household_id", worker_id="placeable")
        .explode("worker_id")
        .drop_nulls()
        .join(who, on="worker_id", maintain_order="left")
        .group_by("household_id")
        .agg(
            people=pl.format("{}（{}）", pl.col("person").fill_null("—"), "worker_id").str.join(
                "、"
            )
        )
    )
    joined = found.households.join(named, on="household_id", how="left", maintain_order="left")
    rows = joined.select(
        _word("colour", COLOURS_ZH), _word("status", HOUSEHOLD_ZH), "household_id", "township",
        "village", _day("registered_at"), _day("deadline"), "days_left", "owed", "at_work",
        "people", "explanation", "cite",
    )  # fmt: skip
    return "家庭户预警", "有就业保障期限的家庭户", columns, rows


def _terms(found: Monitoring, who: pl.DataFrame) -> Sheet:
    columns = (
        Column("颜色", 6), *_PERSON, Column("岗位编号", 11), Column("开始", 11),
        Column("限（月）", 7), Column("到期", 11), Column("剩余天数", 8), *_WHY,
    )  # fmt: skip
    rows = _with_names(found.terms, who).select(
        _word("colour", COLOURS_ZH), "worker_id", "person", "township", "village", "vacancy_id",
        _day("started_at"), "months", _day("ends_at"), "days_left", "explanation", "cite",
    )  # fmt: skip
    return "任期预警", "将到期和已到期的岗位、合同", columns, rows


def _pay(found: Monitoring) -> Sheet:
    columns = (
        Column("问题", 16), Column("岗位编号", 11), Column("岗位名称", 18, wrap=True),
        Column("用人单位", 24, wrap=True), Column("月薪（元）", 10), *_WHY,
    )  # fmt: skip
    rows = found.pay.select(
        _word("kind", PAY_ZH), "vacancy_id", "title", "employer", "wage", "explanation", "cite"
    )
    return "待遇", "低于下限和同类而待遇不一的岗位", columns, rows


def _indicators(found: Monitoring) -> Sheet:
    columns = (
        Column("颜色", 6), Column("指标", 30, wrap=True), Column("计量", 22, wrap=True),
        Column("数值", 12), Column("目标", 11), Column("黄线", 10), Column("红线", 10),
        Column("下次期限", 11), Column("剩余天数", 8), *_WHY,
    )  # fmt: skip
    rows = found.indicators.select(
        _word("colour", COLOURS_ZH), "what", "measure", "value", "goal",
        "yellow", "red", _day("due_at"), "days_to_due", "explanation", "cite",
    )  # fmt: skip
    return "指标", "监测指标", columns, rows


def _progress(found: Monitoring, words: dict[str, str]) -> Sheet:
    columns = (
        Column("颜色", 6), _DEMAND, *_PLACE, *_COUNTS, Column("应完成", 8),
        Column("落后", 8), Column("本月新增", 8), *_WHY,
    )  # fmt: skip
    rows = found.progress.select(
        _word("colour", COLOURS_ZH), _word("rule", words), _word("level", LEVELS_ZH), "name",
        "goal", "reached", _percent("share"), "expected", "behind", "month", "explanation", "cite",
    )  # fmt: skip
    return "目标进度", "目标任务完成进度", columns, rows


def _ranking(found: Monitoring, words: dict[str, str]) -> Sheet:
    columns = (
        _DEMAND, *_PLACE, Column("名次", 6), Column("比上月", 8), *_COUNTS,
        Column("本月新增", 8), Column("依据", 14, wrap=True),
    )  # fmt: skip
    ranked = found.progress.filter(pl.col("level") != "all", pl.col("rank").is_not_null())
    rows = ranked.select(
        _word("rule", words), _word("level", LEVELS_ZH), "name", "rank",
        _change("rank_before", "rank"), "goal", "reached", _percent("share"), "month", "cite",
    )  # fmt: skip
    return "月排队", f"月排队（{found.as_of.year} 年 {found.as_of.month} 月）", columns, rows


def _reviews(found: Monitoring, words: dict[str, str]) -> Sheet:
    """Villages stand in reviews.csv: a printed review goes down to the townships."""
    columns = (
        Column("颜色", 6), _DEMAND, Column("季度", 6), Column("截至", 11), *_PLACE,
        *_COUNTS, Column("本季新增", 8), Column("落后", 8), Column("名次", 6),
        Column("比上季", 8), *_WHY,
    )  # fmt: skip
    rows = found.reviews.filter(pl.col("level") != "village").select(
        _word("colour", COLOURS_ZH), _word("rule", words), "quarter", _day("until"),
        _word("level", LEVELS_ZH), "name", "goal", "reached", _percent("share"), "new", "behind",
        "rank", _change("rank_before", "rank"), "explanation", "cite",
    )  # fmt: skip
    return "季调度", f"{found.as_of.year} 年各季度调度（村级见 reviews.csv）", columns, rows


def _served(found: Monitoring, words: dict[str, str]) -> Sheet:
    columns = (
        _DEMAND, Column("乡镇", 22), Column("应服务（人）", 11),
        Column("已足（人）", 10), Column("岗位不足", 9), Column("缺宣讲", 8),
        Column("缺指导", 8), Column("缺计划", 8), Column("依据", 14, wrap=True),
    )  # fmt: skip
    rows = found.served.select(
        _word("rule", words), "name", "people", "whole", "short_posts", "short_talks",
        "short_guidances", "short_plans", "cite",
    )  # fmt: skip
    return "各乡镇服务", "各乡镇岗位推荐和服务情况", columns, rows


def _services(found: Monitoring, who: pl.DataFrame) -> Sheet:
    columns = (
        *_PERSON, Column("岗位推荐", 8), Column("政策宣讲", 8), Column("职业指导", 8),
        Column("帮扶计划", 8), Column("最近服务", 11), Column("还差", 48, wrap=True),
        Column("依据", 14, wrap=True),
    )  # fmt: skip
    short = found.services.filter(~pl.col("whole"))
    rows = _with_names(short, who).select(
        "worker_id", "person", "township", "village", "posts", "talks", "guidances", "plans",
        _day("last_at"), "missing", "cite",
    )  # fmt: skip
    return "服务不足", "岗位推荐、政策宣讲、职业指导、帮扶计划还没有做足的人", columns, rows


def _graduates(found: Monitoring, who: pl.DataFrame) -> Sheet:
    columns = (
        Column("颜色", 6), Column("状态", 16), *_PERSON, Column("登记日期", 11),
        Column("计划日期", 11), Column("就业准备", 11), Column("岗位推荐", 8),
        Column("政策宣讲", 8), Column("职业指导", 8), Column("还差", 44, wrap=True),
        Column("依据", 14, wrap=True),
    )  # fmt: skip
    rows = _with_names(found.graduates, who).select(
        _word("colour", COLOURS_ZH), _word("status", GRADUATES_ZH), "worker_id", "person",
        "township", "village", _day("registered_at"), _day("plan_at"), _day("prepared_at"),
        "posts", "talks", "guidances", "missing", "cite",
    )  # fmt: skip
    return "毕业生", "毕业生逐人情况（一人一策）", columns, rows

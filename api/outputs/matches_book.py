"""matches.xlsx: a run for people, ready to print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from api.outputs.layouts import LAYOUTS, printed_order
from api.outputs.overview import WIDTHS, named, overview
from api.outputs.volumes import Sheet, volumes
from api.outputs.words import JOBS, OUTCOMES, STRENGTHS
from api.outputs.workbook import Column, Workbook

APPENDIX_ROWS = 5_000  # of the lists that follow; the files hold all
_RULES = (
    Column("规则", 22), Column("类型", 16), Column("对象", 22, wrap=True),
    Column("应达到", 9), Column("已达到", 9), Column("缺口", 8), Column("影子价格", 10),
    Column("要求", 7), Column("结果", 8), Column("原因", 44, wrap=True),
    Column("依据", 14, wrap=True),
)  # fmt: skip
_UNPLACED = (
    Column("人员编号", 16), Column("姓名", 9), Column("乡镇", 14), Column("原因", 50, wrap=True),
    Column("最接近的岗位", 16), Column("还需要", 44, wrap=True),
)  # fmt: skip
_UNFILLED = (
    Column("岗位编号", 16), Column("岗位", 22, wrap=True), Column("用人单位", 26, wrap=True),
    Column("空缺", 8), Column("原因", 50, wrap=True),
)  # fmt: skip


def write_matches_book(
    folder: Path,
    run: dict[str, Any],
    lines: pl.DataFrame,
    unplaced: pl.DataFrame,
    unfilled: pl.DataFrame,
    rules: pl.DataFrame,
    progress: Callable[[float], None] | None = None,
) -> list[str]:
    """
    Writes matches.xlsx and, where the matches are many, matches-2.xlsx and so on.

    Parameters
    ----------
    folder
        Where to.
    run
        Content of run.json.
    lines
        `api.outputs.lines.lines`.
    unplaced
        With the columns name and home beside those of the answer.
    unfilled
        With the columns title and employer beside those of the answer.
    rules
        Of the answer.
    progress
        Told the fraction of sheets written.

    Returns
    -------
    list of str
        Names of the files.
    """
    job = run["job"]
    layout = LAYOUTS[job]
    books = volumes(printed_order(job, lines), layout)
    total = sum(len(sheets) for sheets in books)
    written = 0
    names = []
    for number, sheets in enumerate(books, 1):
        name = "matches.xlsx" if number == 1 else f"matches-{number}.xlsx"
        names.append(name)
        with Workbook(folder / name, f"岗配 {JOBS[job]}") as book:
            if number == 1:
                book.page(
                    "概要",
                    f"岗配 · {JOBS[job]} · 概要",
                    WIDTHS,
                    overview(run, rules, _notes(books, unplaced, unfilled, rules, run["warnings"])),
                )
                if total > 12:
                    book.table(
                        "目录", "目录", f"共 {total} 个{layout.noun}表", _INDEX, _index(books)
                    )
            for sheet in sheets:
                note = (
                    f"{layout.noun}：{sheet.title}　共 {sheet.lines.height} 行　"
                    f"政策包：{run['pack']}　基准日期：{run['as_of']}"
                )
                title = f"{sheet.title} {JOBS[job]}表"
                book.table(sheet.title, title, note, layout.columns, layout.rows(sheet.lines))
                written += 1
                if progress is not None:
                    progress(written / total)
            if number == 1:
                named_rules = rules.with_columns(
                    entity=pl.col("entity").map_elements(
                        lambda entity: named(entity, run["entities"]), return_dtype=pl.String
                    )
                )
                _appendix(book, unplaced, unfilled, named_rules)
    return names


_INDEX = (Column("表", 34), Column("行数", 9), Column("所在文件", 18))


def _index(books: list[list[Sheet]]) -> list[tuple[str, int, str]]:
    return [
        (sheet.title, sheet.lines.height, "matches.xlsx" if n == 1 else f"matches-{n}.xlsx")
        for n, sheets in enumerate(books, 1)
        for sheet in sheets
    ]


def _notes(
    books: list[list[Sheet]],
    unplaced: pl.DataFrame,
    unfilled: pl.DataFrame,
    rules: pl.DataFrame,
    warnings: list[str],
) -> list[str]:
    notes = [*warnings, "姓名默认隐去部分文字；身份证号、电话不出现在任何结果文件中。"]
    if len(books) > 1:
        notes.append(
            f"内容较多，分为 {len(books)} 册：matches.xlsx、matches-2.xlsx 等，"
            "各表所在的册见“目录”。"
            "matches.parquet 一个文件含全部结果。"
        )
    for label, frame, file in (
        ("未安置", unplaced, "unplaced.csv"),
        ("未招满", unfilled, "unfilled.csv"),
        ("规则", rules, "rules.csv"),
    ):
        if frame.height > APPENDIX_ROWS:
            notes.append(
                f"“{label}”表只列前 {APPENDIX_ROWS:,} 行，全部 {frame.height:,} 行见 {file}。"
            )
    return notes


def _appendix(
    book: Workbook, unplaced: pl.DataFrame, unfilled: pl.DataFrame, rules: pl.DataFrame
) -> None:
    worst_first = rules.sort(pl.col("status") == "held", "tier", maintain_order=True).head(
        APPENDIX_ROWS
    )
    book.table(
        "规则", "规则执行情况", f"共 {rules.height} 条，未满足的在前", _RULES,
        worst_first.select(
            "rule", "kind", "entity", "required", "achieved", "shortfall",
            pl.col("price").cast(pl.Float64).round(4), _labelled("strength", STRENGTHS),
            _labelled("status", OUTCOMES), "cause", "cite",
        ).iter_rows(),
    )  # fmt: skip
    book.table(
        "未安置", "未安置人员", f"共 {unplaced.height} 人", _UNPLACED,
        unplaced.head(APPENDIX_ROWS).select(
            "worker_id", "name", "home", "reason_text", "nearest_vacancy_id", "needed"
        ).iter_rows(),
    )  # fmt: skip
    book.table(
        "未招满", "未招满岗位", f"共 {unfilled.height} 个岗位", _UNFILLED,
        unfilled.head(APPENDIX_ROWS).select(
            "vacancy_id", "title", "employer", "open", "reason_text"
        ).iter_rows(),
    )  # fmt: skip


def _labelled(column: str, labels: dict[str, str]) -> pl.Expr:
    return pl.col(column).cast(pl.String).replace(labels)

"""The first page of a run: what was asked, what came of it, what is short, how good it is."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import polars as pl

from api.outputs.headline import headline, served
from api.outputs.rule_totals import rule_totals
from api.outputs.words import JOBS, STRENGTHS
from api.outputs.workbook import Section

# Columns of the page. Names come first and numbers beside them, in narrow columns;
# sentences are spread over several columns.
WIDTHS = (24.0, 10.0, 10.0, 10.0, 14.0, 14.0, 14.0, 16.0, 8.0, 24.0)
_FACTS = (1, 9)  # what, and how much
_RULES = (1, 6, 1, 1, 1)  # rule, its words, outcome, strength, clause
_SHORT = (1, 3, 1, 1, 4)  # rule, entity, required and achieved, shortfall, cause
_SHARES = (1, 1, 1, 1)
_REASONS = (5, 1)
MOST_SHORT = 60
MOST_ROWS = 60
_NUMBERS = "一二三四五六七八九十"


def overview(run: dict[str, Any], rules: pl.DataFrame, notes: list[str]) -> list[Section]:
    """
    Lays out the 概要 sheet.

    Parameters
    ----------
    run
        Content of run.json, with `figures`.
    rules
        Content of rules.csv.
    notes
        What a reader has to know of the workbook itself, such as further volumes.

    Returns
    -------
    list
        Sections in order, for a page of columns of `WIDTHS`.
    """
    figures = run["figures"]
    parts: list[tuple[str, tuple[int, ...], list[list[Any]]]] = [
        ("任务", _FACTS, _task(run)),
        ("结果", _FACTS, headline(run)),
        ("规则执行情况", _RULES, _held(rules, run["words"])),
        ("未满足的规则", _SHORT, _short(rules, run["entities"])),
    ]
    if run["job"] != "shortlist":
        columns = ["人数", served(run), "比例"]
        by_township = [["乡镇", *columns], *_shares(figures["by_township"], "township")]
        by_category = [["群体", *columns], *_shares(figures["by_category"], "label")]
        unplaced = [["原因", "人数"], *_reasons(figures["unplaced_reasons"])]
        parts.append(("各乡镇", _SHARES, by_township))
        parts.append(("重点群体", _SHARES, by_category))
        parts.append(("未安置原因", _REASONS, unplaced))
    if figures["unfilled_reasons"]:
        unfilled = [["原因", "岗位数"], *_reasons(figures["unfilled_reasons"])]
        parts.append(("未招满原因", _REASONS, unfilled))
    if notes:
        parts.append(("说明", _FACTS, [[note] for note in notes]))
    return [
        Section(
            f"{number}、{heading}",
            spans,
            lines,
            headed=spans != _FACTS and len(lines[0]) > 1,
        )
        for number, (heading, spans, lines) in zip(_NUMBERS, parts, strict=False)
    ]


def _task(run: dict[str, Any]) -> list[list[Any]]:
    o = run["options"]
    asked = {
        "allocate": "每人至多一个岗位，按全部规则求总体最优。",
        "push": f"每人推送至少 {o['min_posts']} 个、至多 {o['max_posts']} 个合适岗位。",
        "shortlist": (
            f"每个招聘名额列出 {o['per_opening']} 名候选人，一人至多列入 {o['max_lists']} 份名单。"
        ),
    }
    return [
        ["任务", JOBS[run["job"]]],
        ["要求", asked[run["job"]]],
        ["政策包", f"{run['pack']}　{run['pack_title']}"],
        ["数据", PurePath(run["data"]).name],
        ["基准日期", run["as_of"]],
    ]


def _held(rules: pl.DataFrame, words: dict[str, str]) -> list[list[Any]]:
    lines: list[list[Any]] = [["规则", "内容", "执行情况", "要求", "依据"]]
    for total in rule_totals(rules):
        strength = STRENGTHS.get(total.strength, total.strength)
        lines.append([total.rule, words.get(total.rule, ""), total.outcome, strength, total.cite])
    return lines if len(lines) > 1 else [["本政策包没有适用于本任务的规则。"]]


def _short(rules: pl.DataFrame, names: dict[str, str]) -> list[list[Any]]:
    short = rules.filter(pl.col("status") == "short").sort(
        ["tier", "shortfall"], descending=[False, True], maintain_order=True
    )
    if short.is_empty():
        return [["无。全部规则均已满足。"]]
    rows: list[list[Any]] = [["规则", "对象", "应达到 / 已达到", "缺口", "原因"]]
    rows += [
        [
            r["rule"],
            named(r["entity"], names),
            f"{r['required']} / {r['achieved']}",
            r["shortfall"],
            r["cause"] or "",
        ]
        for r in short.head(MOST_SHORT).iter_rows(named=True)
    ]
    if short.height > MOST_SHORT:
        rows.append([f"其余 {short.height - MOST_SHORT:,} 条见“规则”表和 rules.csv。"])
    return rows


def named(entity: str, names: dict[str, str]) -> str:
    """An entity's key, with its name where it has one."""
    return f"{entity} {names[entity]}" if entity in names else entity


def _shares(rows: list[dict[str, Any]], key: str) -> list[list[Any]]:
    return [
        [row[key], row["workers"], row["served"], row["served"] / max(row["workers"], 1)]
        for row in rows[:MOST_ROWS]
    ]


def _reasons(rows: list[dict[str, Any]]) -> list[list[Any]]:
    return [[row["text"] or row["reason"], row["count"]] for row in rows[:MOST_ROWS]]

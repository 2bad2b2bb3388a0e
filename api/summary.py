"""What a head of office wants to know of some runs, on one page."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from api.outputs.headline import headline, share
from api.outputs.overview import named
from api.outputs.rule_totals import rule_totals
from api.outputs.words import JOBS, STRENGTHS
from api.runs.folder import FILES, RunFolder

Section = tuple[str, list[list[Any]]]
MOST_LINES = 12
NAMES_A_LINE = 4


def summarise(runs: Sequence[RunFolder]) -> list[Section]:
    """
    Lays out a summary of runs, in their order.

    Returns
    -------
    list
        Headed sections; the lines of a section have up to four cells.

    Raises
    ------
    RunError
        When a folder is missing or damaged.
    """
    content: list[Section] = []
    for folder in runs:
        content.append((f"【{JOBS[folder.job]}】", [*headline(folder.run), _effort(folder.run)]))
        rules = _rules(folder)
        if rules:
            content.append(("规则", rules))
        content.extend(_detail(folder))
    content.extend((f"结果文件：{folder.path}", _files(folder)) for folder in runs)
    program, first = _program(), shlex.quote(str(runs[0].path))
    content.append(
        (
            "接下来",
            [
                ["核对结果", f"{program} verify {first}"],
                ["逐人说明理由", f"{program} explain {first} --worker 人员编号"],
                ["启动服务", f"{program} serve  （接口，浏览器打开 /docs 看说明）"],
            ],
        )
    )
    return content


def short_rules(folder: RunFolder) -> list[dict[str, Any]]:
    """Lines of rules that are not held: what must be first, then the greater shortfall."""
    return (
        folder.rules.filter(pl.col("status") == "short")
        .sort(
            [pl.col("strength") != "must", "tier", "shortfall"],
            descending=[False, False, True],
            maintain_order=True,
        )
        .to_dicts()
    )


def _effort(run: dict[str, Any]) -> list[Any]:
    seconds, mebibytes = run["seconds"], run["peak_rss_bytes"] / 2**20
    spent = f"共 {seconds['total']:.1f} 秒，其中求解 {seconds['solve']:.1f} 秒"
    if run.get("from") and run["from"]["warm"]:
        spent += "（接着上次的结果算）"
    return ["用时", f"{spent}；内存峰值 {mebibytes:,.0f} MiB"]


def _rules(folder: RunFolder) -> list[list[Any]]:
    words = folder.run["words"]
    return [
        [t.outcome, STRENGTHS.get(t.strength, t.strength), words.get(t.rule, t.rule), t.cite]
        for t in rule_totals(folder.rules)
    ]


def _detail(folder: RunFolder) -> list[Section]:
    f = folder.run["figures"]
    content: list[Section] = []
    if folder.job == "allocate":
        content.extend(_shares(folder))
        content.append(("各乡镇（人数、已安置、比例）", _table(f["by_township"], "township")))
        content.append(("重点群体（人数、已安置、比例）", _table(f["by_category"], "label")))
    if folder.job != "shortlist" and f["unplaced_reasons"]:
        title = "还没有岗位的人" if folder.job == "allocate" else "推送不足的人"
        content.append((title, _reasons(f["unplaced_reasons"])))
    if folder.job == "allocate" and f["unfilled_reasons"]:
        content.append(("没有招满的岗位", _reasons(f["unfilled_reasons"])))
    return content


def _shares(folder: RunFolder) -> list[Section]:
    """Each public project and how many of its posts went to whom they are owed."""
    rows = folder.rules.filter(pl.col("kind") == "post_share").sort(
        ["shortfall", "required"], descending=True, maintain_order=True
    )
    if rows.is_empty():
        return []
    lines = [
        [
            named(r["entity"], folder.run["entities"]),
            f"应留 {r['required']}",
            f"已留 {r['achieved']}",
            "" if not r["shortfall"] else f"缺 {r['shortfall']}：{r['cause'] or ''}",
        ]
        for r in rows.head(MOST_LINES).iter_rows(named=True)
    ]
    if rows.height > MOST_LINES:
        lines.append([f"其余 {rows.height - MOST_LINES} 个见 rules.csv"])
    full = rows.select(pl.min_horizontal("required", "achieved").sum()).item()
    total = f"应留 {rows['required'].sum():,} 个，足额留出 {full:,} 个"
    return [(f"按比例留给重点人群的岗位（{total}）", lines)]


def _table(rows: list[dict[str, Any]], key: str) -> list[list[Any]]:
    lines: list[list[Any]] = [
        [row[key], row["workers"], row["served"], share(row["served"], row["workers"])]
        for row in rows[:MOST_LINES]
    ]
    if len(rows) > MOST_LINES:
        lines.append([f"其余 {len(rows) - MOST_LINES} 行见 matches.xlsx 的概要"])
    return lines


def _reasons(rows: list[dict[str, Any]]) -> list[list[Any]]:
    return [[f"{row['count']:,}", row["text"] or row["reason"]] for row in rows[:MOST_LINES]]


def _files(folder: RunFolder) -> list[list[Any]]:
    """Names side by side, so few that none is broken on a terminal of the usual width."""
    names = [name for name in folder.files if name in FILES or name.startswith("matches-")]
    return [names[i : i + NAMES_A_LINE] for i in range(0, len(names), NAMES_A_LINE)]


def _program() -> str:
    """The command as it can be typed here: with its folder where the search path lacks it."""
    if shutil.which("gangpei"):
        return "gangpei"
    beside = shutil.which("gangpei", path=str(Path(sys.executable).parent))
    if beside is None:
        return f"{shlex.quote(sys.executable)} -m api"
    here = Path.cwd()
    found = Path(beside)
    return shlex.quote(str(found.relative_to(here) if found.is_relative_to(here) else found))

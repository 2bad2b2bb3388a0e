"""What a head of office reads first of a month's monitoring: on the terminal and on page one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from models.packs import Pack
from solver.monitoring import Monitoring
from solver.monitoring.result import CHANGES_ZH, COLOURS_ZH, GRADUATES_ZH, HOUSEHOLD_ZH, PAY_ZH

Part = tuple[str, Sequence[Sequence[Any]]]


def monitoring_lines(found: Monitoring, pack: Pack) -> list[Part]:
    """
    Headed lines, each of a few cells; parts that have nothing to say are left out.

    Parameters
    ----------
    found
        The monitoring.
    pack
        Under which rules.
    """
    parts: list[Part] = [
        (f"变化（{found.since} 至 {found.as_of}）", _changes(found)),
        ("三色预警", [*_warnings(found), *_indicators(found)]),
        ("目标进度", _targets(found, pack)),
        (_quarter(found), _review(found, pack)),
        ("岗位推荐和服务", _services(found)),
        ("毕业生", _graduates(found)),
        ("请注意", [[note] for note in found.notes]),
    ]
    return [(heading, lines) for heading, lines in parts if lines]


def colours(frame: pl.DataFrame) -> str:
    """How many lines are of which colour: 红 2　黄 1　绿 16."""
    counts = dict(frame.group_by("colour").len().iter_rows())
    return "　".join(f"{label} {counts.get(code, 0):,}" for code, label in COLOURS_ZH.items())


def _changes(found: Monitoring) -> list[list[Any]]:
    counts = dict(found.changes.group_by("kind").len().iter_rows())
    lines: list[list[Any]] = [
        [label, f"{counts[kind]:,} 人"] for kind, label in CHANGES_ZH.items() if kind in counts
    ]
    by_rule = found.late.group_by("due_at", "cite", maintain_order=True).len()
    lines += [
        ["未按期更新", f"{many:,} 人", f"应在 {due} 前更新（{cite}）"]
        for due, cite, many in by_rule.iter_rows()
    ]
    return lines


def _warnings(found: Monitoring) -> list[list[Any]]:
    lines: list[list[Any]] = []
    for (cite,), own in found.households.group_by("cite", maintain_order=True):
        counts = dict(own.group_by("status").len().iter_rows())
        said = "，".join(
            f"{label} {counts[code]:,} 户" for code, label in HOUSEHOLD_ZH.items() if code in counts
        )
        lines.append([f"有期限的家庭户 {own.height:,} 户", colours(own), f"{said}（{cite}）"])
    for (cite,), own in found.terms.group_by("cite", maintain_order=True):
        ran_out = int((own["days_left"] < 0).sum())
        said = f"其中已到期 {ran_out:,} 人（{cite}）"
        lines.append([f"岗位或合同将到期 {own.height:,} 人", colours(own), said])
    for (kind, cite), own in found.pay.group_by("kind", "cite", maintain_order=True):
        lines.append([f"岗位待遇{PAY_ZH[str(kind)]}", f"{own.height:,} 个岗位", str(cite)])
    return lines


def _indicators(found: Monitoring) -> list[list[Any]]:
    return [
        [
            row["what"],
            f"{COLOURS_ZH.get(row['colour'], '—')}　{row['value'] or ''}".rstrip(),
            f"{row['explanation']}（{row['cite']}）",
        ]
        for row in found.indicators.iter_rows(named=True)
    ]


def _targets(found: Monitoring, pack: Pack) -> list[list[Any]]:
    lines: list[list[Any]] = []
    for row in found.progress.filter(pl.col("level") == "all").iter_rows(named=True):
        towns = found.progress.filter(
            (pl.col("rule") == row["rule"])
            & (pl.col("level") == "township")
            & pl.col("rank").is_not_null()
        )
        ends = ""
        if towns.height > 1:
            ends = f"；乡镇第一 {towns['name'][0]}，末位 {towns['name'][-1]}"
        said = f"完成 {row['reached']:,}／{row['goal']:,}（{row['share']:.1%}）"
        words = pack.rule(row["rule"]).statement.rstrip("。")
        lines.append([COLOURS_ZH[row["colour"]], said, f"{words}（{row['cite']}）{ends}"])
    return lines


def _quarter(found: Monitoring) -> str:
    return f"季调度（{found.as_of.year} 年第 {(found.as_of.month - 1) // 3 + 1} 季度）"


def _review(found: Monitoring, pack: Pack) -> list[list[Any]]:
    now = found.reviews.filter(
        pl.col("quarter") == pl.col("quarter").max(), pl.col("level") == "township"
    )
    lines: list[list[Any]] = []
    for (rule,), own in now.group_by("rule", maintain_order=True):
        late = own.filter(pl.col("behind") > 0).height
        said = f"{own.height:,} 个乡镇中 {late:,} 个落后于序时进度"
        words = pack.rule(str(rule)).statement.rstrip("。")
        lines.append([f"新增 {int(own['new'].sum()):,} 人", said, f"{words}（{own['cite'][0]}）"])
    return lines


def _services(found: Monitoring) -> list[list[Any]]:
    lines: list[list[Any]] = []
    for (rule, cite), own in found.services.group_by("rule", "cite", maintain_order=True):
        served = found.served.filter(pl.col("rule") == rule)
        whole = int(own["whole"].sum())
        short = [
            f"{label} {many:,} 人"
            for column, label in (
                ("short_posts", "岗位推荐不足"), ("short_talks", "缺政策宣讲"),
                ("short_guidances", "缺职业指导"), ("short_plans", "缺帮扶计划"),
            )
            if (many := int(served[column].sum()))
        ]  # fmt: skip
        said = "，".join(short) or "没有人不足"
        lines.append([f"应服务 {own.height:,} 人", f"已足 {whole:,} 人", f"{said}（{cite}）"])
    return lines


def _graduates(found: Monitoring) -> list[list[Any]]:
    counts = dict(found.graduates.group_by("status").len().iter_rows())
    said = [
        [label, f"{counts[code]:,} 人"] for code, label in GRADUATES_ZH.items() if code in counts
    ]
    return said and [["共", f"{found.graduates.height:,} 人"], *said]

"""scenarios.html: one page with tables and pictures, needing nothing from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import polars as pl

from api.outputs.scenario_pictures import Series, bars, curves
from api.outputs.scenario_words import (
    OBJECTIVE,
    heading,
    marginal_sentence,
    status,
    step_sentence,
    units_of,
)

_PICTURES = ("placed", "objective", "granted", "short")
_SHOWN = ("status", "placed", "value", "objective", "unfilled", "short", "granted", "gained",
          "lost", "better", "worse", "frontier")  # fmt: skip
_MOST_LINES = 8
_MOST_GROUPS = 14
_STYLE = """
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif;
       max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
table { border-collapse: collapse; margin: 1rem 0; font-size: 0.9rem; }
th, td { border: 1px solid #bbb; padding: 0.25rem 0.6rem; text-align: right; }
th { background: #d9e1f2; } td.text { text-align: left; } tr.best { background: #e2efda; }
figure { display: inline-block; margin: 0.5rem; } svg { max-width: 100%; height: auto; }
p.note { color: #595959; }
"""


def write_scenarios_page(
    path: Path, record: dict[str, Any], frames: dict[str, pl.DataFrame]
) -> None:
    """
    Writes the page.

    Parameters
    ----------
    path
        The file.
    record
        Content of scenarios.json, times left out.
    frames
        scenarios, steps, rule_prices, groups, money.
    """
    title = f"方案推演：{record['pack_title']}"
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>政策包 {escape(record['pack'])}，基准日 {record['as_of']}。{escape(OBJECTIVE)}</p>",
        *(f"<p>{escape(note)}</p>" for note in record["notes"]),
        "<h2>各方案</h2>",
        _scenarios(record),
        "<h2>每多一点的代价</h2>",
        _list(step_sentence(record, step) for step in record["steps"]),
        f"<h3>方案{record['marginals_of']}中各条规则的价格</h3>",
        _list(marginal_sentence(record, line) for line in record["marginals"]),
        f'<p class="note">{escape(record["prices"])}</p>',
        "<h2>图</h2>",
        *(f"<figure>{picture}</figure>" for picture in pictures(record, frames)),
    ]
    text = (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n"
    )
    path.write_text(text + "\n".join(parts) + "\n</body></html>\n", encoding="utf-8")


def pictures(record: dict[str, Any], frames: dict[str, pl.DataFrame]) -> list[str]:
    """The pictures, each an SVG element: figures, prices, the frontier, winners and losers."""
    name = [*record["varied"]][-1]
    found = []
    for figure in _PICTURES:
        if any(row[figure] is not None for row in record["scenarios"]):
            lines = _lines(record, name, figure)
            called = heading(figure, record["job"])
            found.append(curves(called, name, called, lines))
    steps = [s for s in record["steps"] if s["varied"] == name]
    if steps and len(record["varied"]) == 1:
        found.append(_prices(record, name, steps))
    found.append(_frontier(record))
    losers = _losers(frames["groups"])
    return [*found, losers] if losers else found


def _lines(record: dict[str, Any], name: str, figure: str) -> list[Series]:
    others = [n for n in record["varied"] if n != name]
    by_label: dict[str, list[dict[str, Any]]] = {}
    for row in record["scenarios"]:
        label = "，".join(f"{n}={row[n]:g}" for n in others)
        by_label.setdefault(label, []).append(row)
    found = []
    for label, rows in [*by_label.items()][:_MOST_LINES]:
        known = sorted((r for r in rows if r[figure] is not None), key=lambda r: r[name])
        found.append(Series(label, [r[name] for r in known], [float(r[figure]) for r in known]))
    return found


def _prices(record: dict[str, Any], name: str, steps: Sequence[dict[str, Any]]) -> str:
    rising = sorted(steps, key=lambda s: float(s["from_scenario"]))
    rows = {row["scenario"]: row for row in record["scenarios"]}
    middle = [(rows[s["from_scenario"]][name] + rows[s["to_scenario"]][name]) / 2 for s in rising]
    series = [
        Series(label, middle, [s[key] for s in rising], line)
        for label, key, line in (
            ("前一方案的价格", "price_before_per_unit", "^--"),
            ("重新求解的变化", "change_per_unit", "o-"),
            ("后一方案的价格", "price_after_per_unit", "v--"),
        )
    ]
    title = f"每多{units_of(record, name)}，总目标值的变化"
    return curves(title, name, "变化", series, marked="重新求解的变化")


def _frontier(record: dict[str, Any]) -> str:
    first, second = record["frontier"]
    series = []
    for label, chosen, line in (("其他方案", False, "x"), ("前沿", True, "o-")):
        rows = [
            r for r in record["scenarios"]
            if r["frontier"] == chosen and None not in (r[first["column"]], r[second["column"]])
        ]  # fmt: skip
        rows.sort(key=lambda r: float(r[first["column"]]))
        if rows:
            x, y = ([float(r[aim["column"]]) for r in rows] for aim in (first, second))
            series.append(Series(label, x, y, line))
    title = f"{first['label']} 与 {second['label']} 的前沿"
    return curves(title, first["label"], second["label"], series)


def _losers(groups: pl.DataFrame) -> str:
    """Winners and losers of the last scenario beside the first, the groups most moved."""
    last = groups.filter(pl.col("scenario") == groups["scenario"].max())
    moved = last.with_columns(
        up=pl.col("gained") + pl.col("better"), down=pl.col("lost") + pl.col("worse")
    ).filter(pl.col("up") + pl.col("down") > 0)
    if moved.is_empty():
        return ""
    most = moved.sort(pl.col("up") + pl.col("down"), descending=True, maintain_order=True)
    shown = most.head(_MOST_GROUPS)
    number = shown["scenario"][0]
    title = f"谁得谁失：方案{number}与方案1相比（人数）"
    return bars(title, shown["group"].to_list(), shown["up"].to_list(), shown["down"].to_list())


def _scenarios(record: dict[str, Any]) -> str:
    names = [*record["varied"]]
    heads = ["方案", *names, *(heading(c, record["job"]) for c in _SHOWN)]
    rows = []
    for row in record["scenarios"]:
        cells = [row["scenario"], *(row[n] for n in names), *(row[c] for c in _SHOWN)]
        best = ' class="best"' if row["frontier"] else ""
        rows.append(f"<tr{best}>{''.join(map(_cell, cells))}</tr>")
    head = "".join(f"<th>{escape(h)}</th>" for h in heads)
    return f"<table><tr>{head}</tr>\n{chr(10).join(rows)}</table>"


def _cell(cell: Any) -> str:
    if isinstance(cell, bool):
        return f"<td>{'是' if cell else ''}</td>"
    if isinstance(cell, float):
        return f"<td>{cell:,.6g}</td>" if abs(cell) < 1 else f"<td>{cell:,.2f}</td>"
    if isinstance(cell, int):
        return f"<td>{cell:,}</td>"
    return f'<td class="text">{escape(status(cell)) if cell else ""}</td>'


def _list(lines: Iterable[str]) -> str:
    items = "\n".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>\n{items}\n</ul>" if items else "<p>没有。</p>"

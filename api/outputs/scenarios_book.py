"""scenarios.xlsx: scenarios side by side, prices and their check, who wins and loses, charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from api.outputs.scenario_words import OBJECTIVE, heading, marginal_sentence, status, step_sentence
from api.outputs.workbook import Chart, Column, Line, Workbook

_TOP = 3  # rows above the first line of a table
_MOST_LINES = 8  # of a chart
_STEPS = {
    "varied": ("所变的数字", 26), "from_value": ("由", 9), "to_value": ("到", 9),
    "from_scenario": ("方案", 7), "to_scenario": ("到方案", 8), "units": ("相差", 8),
    "objective_change": ("总目标值变化", 13), "price_before": ("前一方案价格估计", 16),
    "price_after": ("后一方案价格估计", 16), "most": ("证明的上限", 12),
    "least": ("证明的下限", 12),
    "agrees": ("相符", 7), "placed_change": ("人数变化", 13),
    "change_per_unit": ("每多1：总目标值", 15), "price_before_per_unit": ("每多1：前价", 12),
    "price_after_per_unit": ("每多1：后价", 12), "placed_per_unit": ("每多1：人数", 15),
}  # fmt: skip
_RULES = {
    "scenario": ("方案", 7), "rule": ("规则", 24), "required": ("应达到", 9),
    "achieved": ("已达到", 9), "shortfall": ("缺口", 8), "entities": ("对象数", 8),
    "priced": ("有价格的", 9), "dearest_entity": ("最贵的对象", 16),
    "dearest_price": ("其价格", 9), "one_more_each": ("各多1人的代价", 14),
    "one_percent_more": ("多1个百分点的代价", 18), "cite": ("依据", 16),
}  # fmt: skip
_GROUPS = {
    "scenario": ("方案", 7), "dimension": ("分类", 11), "group": ("对象", 24),
    "people": ("人数或名额", 11), "before": ("第一方案安置", 13), "after": ("本方案安置", 11),
    "gained": ("新安置", 9), "lost": ("不再安置", 9), "better": ("变好", 8), "worse": ("变差", 8),
    "value_change": ("匹配总值变化", 13),
}  # fmt: skip
_MONEY = {
    "scenario": ("方案", 7), "fund": ("资金", 24), "name": ("项目", 24), "cite": ("依据", 14),
    "people": ("涉及人数", 9), "payees": ("领取户数", 9), "owed": ("应发（元）", 16),
}  # fmt: skip
_PICTURES = ("placed", "objective", "value", "granted", "short", "lost")


def write_scenarios_book(
    path: Path, record: dict[str, Any], frames: dict[str, pl.DataFrame]
) -> None:
    """
    Writes the workbook.

    Parameters
    ----------
    path
        The file.
    record
        Content of scenarios.json, times left out.
    frames
        scenarios, steps, rule_prices, groups, money.
    """
    about = f"政策包：{record['pack']}　{record['pack_title']}　基准日 {record['as_of']}"
    table = frames["scenarios"]
    with Workbook(path, "岗配 方案推演") as book:
        sheet = _table(
            book,
            "方案对比",
            f"{about}　{OBJECTIVE}",
            table,
            _scenario_columns(table, record["job"]),
        )
        told = [[step_sentence(record, step)] for step in record["steps"]]
        told += [[marginal_sentence(record, line)] for line in record["marginals"]]
        rows = told or [["只有一个方案，没有可比较的。"]]
        note = f"{about}　{record['prices']}"
        book.table("每多一点的代价", "每多一点的代价", note, [Column("", 120, wrap=True)], rows)
        for name, frame, columns, words in (
            ("价格核对", "steps", _STEPS, record["prices"]),
            ("各条规则的价格", "rule_prices", _RULES, record["prices"]),
            ("谁得谁失", "groups", _GROUPS, OBJECTIVE),
            ("补贴支出", "money", _MONEY, f"按安置的人全部到岗、干满 {record['months']} 个月测算"),
        ):
            if frames[frame].height:
                _table(book, name, f"{about}　{words}", frames[frame], columns)
        book.charts("图", "方案对比图", _charts(sheet, record, table))


def _scenario_columns(table: pl.DataFrame, job: str) -> dict[str, tuple[str, float]]:
    return {
        name: (heading(name, job), 26.0 if name == "status" else 13.0) for name in table.columns
    }


def _table(
    book: Workbook,
    name: str,
    note: str,
    frame: pl.DataFrame,
    columns: Mapping[str, tuple[str, float]],
) -> str:
    kept = {key: column for key, column in columns.items() if key in frame.columns}
    heads = [
        Column(
            heading,
            width,
            wrap=frame.schema[key] == pl.String,
            money=isinstance(frame.schema[key], pl.Decimal),
        )
        for key, (heading, width) in kept.items()
    ]
    rows = ([_cell(cell) for cell in row] for row in frame.select([*kept]).iter_rows())
    return book.table(name, name, note, heads, rows)


def _cell(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return round(cell, 6)
    return status(cell) if isinstance(cell, str) else cell


def _charts(sheet: str, record: dict[str, Any], table: pl.DataFrame) -> list[Chart]:
    """A chart of each figure over the last varied number, and one of the frontier's aims."""
    name = [*record["varied"]][-1]
    columns = table.columns
    blocks = _blocks(record)
    found = []
    for figure in _PICTURES:
        if table[figure].null_count() == table.height:
            continue
        lines = [
            Line(label, sheet, rows, columns.index(name), columns.index(figure))
            for label, rows in blocks
        ]
        called = heading(figure, record["job"])
        found.append(Chart(f"{called}随 {name} 的变化", name, called, lines))
    first, second = record["frontier"]
    whole = (_TOP, _TOP + table.height - 1)
    x, y = columns.index(first["column"]), columns.index(second["column"])
    line = Line("各方案", sheet, whole, x, y)
    title = f"{first['label']} 与 {second['label']}"
    return [*found, Chart(title, first["label"], second["label"], [line])]


def _blocks(record: dict[str, Any]) -> Sequence[tuple[str, tuple[int, int]]]:
    """Runs of scenarios in which only the last varied number differs: name, first and last row."""
    names = [*record["varied"]]
    size = len(record["varied"][names[-1]])
    blocks = []
    for number in range(len(record["scenarios"]) // size):
        first = record["scenarios"][number * size]
        label = "，".join(f"{n}={first[n]:g}" for n in names[:-1]) or "各方案"
        low = _TOP + number * size
        blocks.append((label, (low, low + size - 1)))
    return blocks[:_MOST_LINES]

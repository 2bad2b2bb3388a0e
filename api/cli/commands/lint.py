"""`gangpei lint`."""

from __future__ import annotations

from typing import Any

import typer

from api.cli.faults import AT_FAULT
from api.cli.options import AsOf, Data, Json, Mapping
from api.cli.show import as_json, bars, sections

_LEVELS = {"error": "错误", "warning": "注意", "note": "提示"}


def lint(data: Data, mapping: Mapping = None, as_of: AsOf = None, json: Json = False) -> None:
    """检查花名册：运行之前先看有什么问题。What is wrong with a roster, before anything runs."""
    from api.personal import rejected_for_people
    from models.fields import TABLES
    from models.reading import RosterError, read_roster

    day = as_of.date() if as_of else None
    try:
        with bars(json) as progress:
            roster = read_roster(
                data,
                as_of=day,
                mapping=mapping,
                progress=lambda _, done: progress("读取花名册", done),
            )
    except RosterError as error:
        if not json:
            raise
        as_json({"usable": False, "problems": [vars_of(p) for p in error.problems]})
        raise typer.Exit(AT_FAULT) from error
    counts = {name: getattr(roster, name).height for name in TABLES}
    rejected = rejected_for_people(roster.rejected)
    if json:
        as_json(
            {
                "usable": True,
                "source": roster.source,
                "as_of": roster.as_of.isoformat(),
                "sha256": roster.sha256,
                "rows": counts,
                "rejected": rejected.to_dicts(),
                "findings": [vars_of(f) for f in roster.findings],
            }
        )
        return
    read: list[list[Any]] = [
        [TABLES[name].label, f"{rows:,} 行"] for name, rows in counts.items() if rows
    ]
    content: list[tuple[str, list[list[Any]]]] = [
        (f"读入 {data}", [*read, ["未采用的行", f"{rejected.height:,} 行"]])
    ]
    if rejected.height:
        shown = rejected.head(10).iter_rows(named=True)
        content.append(("未采用的行（前 10 行）", [[_where(row), row["reason"]] for row in shown]))
    for level, label in _LEVELS.items():
        found = [f for f in roster.findings if f.level == level]
        if found:
            content.append(
                (
                    f"{label}（{len(found)} 项）",
                    [[f.message, "、".join(f.where[:3])] for f in found],
                )
            )
    if not roster.findings:
        content.append(("没有发现问题", []))
    sections(content)


def vars_of(item: Any) -> dict[str, Any]:
    """A small frozen record as plain data."""
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def _where(row: dict[str, Any]) -> str:
    parts = [row["file"], row["sheet"], f"第 {row['row']} 行" if row["row"] else "", row["field"]]
    return " ".join(str(part) for part in parts if part)

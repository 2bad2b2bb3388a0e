"""Which column of a grid feeds which field."""

from __future__ import annotations

from dataclasses import dataclass

from models.fields import Field
from models.reading.grid import Grid
from models.reading.headings import Heading, Match, match_heading, normal
from models.reading.journal import Journal
from models.reading.problems import Problem


@dataclass(frozen=True)
class Column:
    """One column that feeds a field: its index in the grid, its heading, the field."""

    index: int
    heading: str
    field: Field


_SETTLE = (
    "请在数据文件夹的 mapping.toml 中写明，例如 "
    '[{table}] 下写 "{heading}" = "{field}"（写 "" 则忽略该列）。'
)


def assign(grid: Grid, heading: Heading, settled: dict[str, str], journal: Journal) -> list[Column]:
    """
    Returns the columns that feed fields, left to right.

    What the mapping file settles comes first, then exact headings, then near
    misses of fields that nobody else claims (each a warning). Unknown columns
    are a note, ambiguous ones a warning with their candidates; two columns
    that claim one field are a problem that names both.
    """
    table = heading.table
    by_normal = {normal(text): name for text, name in settled.items()}
    claims: list[Column] = []
    others: list[tuple[int, Match]] = []
    for index, text in enumerate(heading.texts):
        if text is None or not text.strip():
            continue
        name = settled.get(text.strip(), by_normal.get(normal(text)))
        if name == "":
            continue
        match = Match(text, table.by_name[name]) if name else match_heading(text, table)
        if match.field is not None and not match.near:
            claims.append(Column(index, text, match.field))
        else:
            others.append((index, match))
    _report_twins(grid, heading, claims, journal)
    taken = {column.field.name for column in claims}
    near = [match.field.name for _, match in others if match.field is not None]
    for index, match in others:
        _take_near(grid, heading, index, match, taken, near, claims, journal)
    return sorted(claims, key=lambda column: column.index)


def _take_near(
    grid: Grid,
    heading: Heading,
    index: int,
    match: Match,
    taken: set[str],
    near: list[str],
    claims: list[Column],
    journal: Journal,
) -> None:
    table, text = heading.table, " ".join(match.heading.split())
    if match.field is not None and match.field.name not in taken:
        column = match.field
        if near.count(column.name) == 1:
            claims.append(Column(index, match.heading, column))
            journal.find(
                "warning",
                "near_heading",
                f"{grid.name}：标题“{text}”按“{column.label}”读取（近似）。若不对，"
                + _SETTLE.format(table=table.name, heading=text, field=""),
                table.name,
                column.name,
            )
            return
        candidates: tuple[str, ...] = (column.label,)
    else:
        candidates = tuple(
            c for c in match.candidates if c not in {table.by_name[t].label for t in taken}
        )
    if candidates:
        first = next(f.name for f in table.fields if f.label == candidates[0])
        journal.find(
            "warning",
            "ambiguous_heading",
            f"{grid.name}：标题“{text}”含义不明，未读取；可能是：{'、'.join(candidates)}。"
            + _SETTLE.format(table=table.name, heading=text, field=first),
            table.name,
        )
    else:
        journal.find(
            "note",
            "unknown_heading",
            f"{grid.name}：第 {index + 1} 列“{text}”不是已知字段，未读取。",
            table.name,
        )


def _report_twins(grid: Grid, heading: Heading, claims: list[Column], journal: Journal) -> None:
    seen: dict[str, Column] = {}
    for column in claims:
        first = seen.setdefault(column.field.name, column)
        if first is column or column.field.joins:
            continue
        journal.problems.append(
            Problem(
                "two_columns",
                f"第 {first.index + 1} 列“{first.heading}”"
                f"与第 {column.index + 1} 列“{column.heading}”"
                f"都是“{column.field.label}”。",
                "请删去或改名其中一列；标题不同时也可"
                + _SETTLE.format(table=heading.table.name, heading=column.heading, field="")[1:],
                file=grid.file,
                sheet=grid.sheet,
                row=heading.last + 1,
                field=column.field.label,
            )
        )

"""Which table a grid is, and where its heading stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from models.fields import TABLES, Table
from models.reading.assign import Column, assign
from models.reading.cells.cell import plain
from models.reading.grid import Grid
from models.reading.headings import Heading, find_heading, match_heading
from models.reading.journal import Journal
from models.reading.limits import HEADING_ROWS
from models.reading.mapping import Mapping
from models.reading.problems import Problem

_MAIN = frozenset({"workers", "vacancies"})
_NAMED = frozenset({"employers", "caseworkers"})  # a name does for a key where there is none


@dataclass(frozen=True)
class Sheet:
    """A grid whose table is known: its heading, its columns, its number in the journal."""

    grid: Grid
    table: Table
    heading: Heading
    columns: tuple[Column, ...]
    source: int


def recognise(grid: Grid, mapping: Mapping, journal: Journal, *, lone: bool = True) -> Sheet | None:
    """
    Returns what a grid is, or None for one that holds no table of a roster.

    The sheet's name says it, or the file's where the grid is its `lone` one;
    otherwise the headings do. A grid that is named like a table but has other
    headings, one of workers or vacancies without rows, and one that could be
    several tables are problems; any other is a note.
    """
    named = _by_name(grid, mapping, lone=lone)
    if named == "":
        journal.find("note", "left_out", f"{grid.name}：按 mapping.toml 忽略。")
        return None
    if all(column.null_count() == len(column) for column in grid.cells):
        _no_rows(grid, named, journal, "是空的。")
        return None
    rows = [tuple(row) for row in grid.cells.head(HEADING_ROWS).rows()]
    found = {
        name: heading
        for name, table in TABLES.items()
        if (heading := find_heading(rows, table, frozenset(mapping.fields.get(name, {}))))
    }
    table = named or _by_headings(grid, found, journal)
    if table is None:
        return None
    heading = found.get(table)
    if heading is None or heading.score < min(2.0, len([t for t in heading.texts if t])):
        _wrong_heading(grid, TABLES[table], rows, journal)
        return None
    if heading.last + 1 >= grid.cells.height:
        _no_rows(grid, table, journal, f"只有标题行（第 {heading.last + 1} 行），没有数据。")
        return None
    source = journal.add_source(grid.file, grid.sheet)
    columns = assign(grid, heading, mapping.fields.get(table, {}), journal)
    sheet = Sheet(grid, TABLES[table], heading, tuple(columns), source)
    _require_columns(sheet, journal)
    return sheet


def _by_name(grid: Grid, mapping: Mapping, *, lone: bool) -> str | None:
    stem = PurePath(grid.file).stem
    for name in (grid.sheet, grid.file, stem):
        if name in mapping.tables:
            return mapping.tables[name]
    names = {
        plain(word).lower(): table.name
        for table in TABLES.values()
        for word in (table.name, table.label, *table.words)
    }
    for name in (grid.sheet, stem) if lone else (grid.sheet,):
        # workers-2.csv and 求职人员(3) are parts of one table.
        word = re.sub(r"[-_]?\(?\d*\)?$", "", plain(name).lower())
        if word in names:
            return names[word]
    return None


def _by_headings(grid: Grid, found: dict[str, Heading], journal: Journal) -> str | None:
    def fit(name: str) -> tuple[float, int]:
        # Another table's few words (姓名, 编号) count less than this table's required ones.
        table, texts = TABLES[name], found[name].texts
        known = {normal_field for text in texts if text for normal_field in _fields_of(text, table)}
        return found[name].score, sum(f.required and f.name in known for f in table.fields)

    def whole(name: str) -> bool:
        return fit(name)[1] == sum(f.required for f in TABLES[name].fields)

    own = [name for name in found if not TABLES[name].aside or whole(name)]
    ranked = sorted(own, key=fit, reverse=True)
    if not ranked or found[ranked[0]].score < 2:
        journal.find("note", "no_table", f"{grid.name}：没有识别出任何名册的标题行，未读取。")
        return None
    if len(ranked) > 1 and fit(ranked[0]) == fit(ranked[1]):
        first, second = TABLES[ranked[0]].label, TABLES[ranked[1]].label
        journal.problems.append(
            Problem(
                "ambiguous_table",
                f"无法判断是“{first}”还是“{second}”。",
                "请把工作表改名为其中之一，或在 mapping.toml 的 [tables] 下写明，"
                f'例如 "{grid.sheet or grid.file}" = "{ranked[0]}"。',
                file=grid.file,
                sheet=grid.sheet,
            )
        )
        return None
    return ranked[0]


def _fields_of(text: str, table: Table) -> tuple[str, ...]:
    match = match_heading(text, table)
    return (match.field.name,) if match.field else ()


def _no_rows(grid: Grid, table: str | None, journal: Journal, message: str) -> None:
    if table not in _MAIN:
        # An empty form for an optional table is no fault.
        journal.find("note", "empty_sheet", f"{grid.name}：这张表{message}")
        return
    hint = f"请填入“{TABLES[table].label}”的标题行和数据，或删去这张表。"
    journal.problems.append(
        Problem("no_rows", f"这张表{message}", hint, file=grid.file, sheet=grid.sheet)
    )


def _wrong_heading(
    grid: Grid, table: Table, rows: list[tuple[str | None, ...]], journal: Journal
) -> None:
    widest = max(rows, key=lambda row: sum(cell is not None for cell in row))
    seen = "、".join(" ".join(cell.split())[:20] for cell in widest if cell)[:100]
    # Without a heading the first row is somebody's: their numbers stay covered.
    seen = re.sub(r"\d{6,}[\dXx]*", "***", seen)
    expected = "、".join(f.label for f in table.fields[:8])
    journal.problems.append(
        Problem(
            "wrong_heading",
            f"前 {HEADING_ROWS} 行里找不到“{table.label}”的标题行；看到的是：{seen}。",
            f"标题应含：{expected} 等，也可在 mapping.toml 的 [{table.name}] 下对应。",
            file=grid.file,
            sheet=grid.sheet,
        )
    )


def _require_columns(sheet: Sheet, journal: Journal) -> None:
    have = {column.field.name for column in sheet.columns}
    for column in sheet.table.fields:
        made = column.name == sheet.table.key and (
            sheet.table.name in _MAIN or (sheet.table.name in _NAMED and "name" in have)
        )
        if column.required and column.name not in have and not made:
            unknown = [
                " ".join(text.split())
                for index, text in enumerate(sheet.heading.texts)
                if text and index not in {c.index for c in sheet.columns}
            ]
            seen = f"未识别的列有：{'、'.join(unknown)[:100]}。" if unknown else ""
            journal.problems.append(
                Problem(
                    "missing_column",
                    f"“{sheet.table.label}”缺少必需的列。{seen}",
                    f"请加上标题为“{column.label}”的列，或在 mapping.toml 的 [{sheet.table.name}] "
                    f'下写 "原标题" = "{column.name}"。',
                    file=sheet.grid.file,
                    sheet=sheet.grid.sheet,
                    row=sheet.heading.last + 1,
                    field=column.label,
                )
            )

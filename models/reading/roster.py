"""Files to roster: the table of contents of this package."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from models.fields import TABLES
from models.lint import lint
from models.reading.build import build
from models.reading.grid import Grid
from models.reading.journal import Journal
from models.reading.locate import locate, locate_caseworkers
from models.reading.mapping import FILE_NAME, Mapping, read_mapping
from models.reading.people import complete_people, reject_same_person
from models.reading.problems import RosterError, refuse
from models.reading.recognise import Sheet, recognise
from models.reading.reference_day import reference_day
from models.reading.relate import name_employers, relate
from models.reading.rows import records_of
from models.reading.sources import find_files, open_grids, read_bytes
from models.roster import Roster

Progress = Callable[[str, float], None]

CHECKING, LINTING = "核对", "检查内容"  # phases, as progress says them


def read_roster(
    path: str | Path,
    *,
    as_of: date | None = None,
    mapping: str | Path | None = None,
    progress: Progress | None = None,
) -> Roster:
    """
    Reads a roster as offices keep it.

    Parameters
    ----------
    path
        A folder, a workbook, or one table file: .xlsx, .xls, .csv, .parquet.
    as_of
        The reference day; by default the latest date of registration or
        publication in the roster, so that the answer does not depend on the
        day of the run.
    mapping
        A mapping file (`models.reading.mapping`); by default `mapping.toml` in
        the folder, or beside the file.
    progress
        Called with a phase and the fraction done.

    Returns
    -------
    Roster
        Every input row is in one of its tables or in `rejected`.

    Raises
    ------
    RosterError
        Where the roster cannot be used; it holds every problem found.
    """
    say = progress or (lambda _phase, _fraction: None)
    root = Path(path)
    journal = Journal()
    files, aside = find_files(root)
    for name in aside:
        journal.find("note", "other_file", f"{name}：不是表格文件，未读取。")
    rules, digest = _mapping(root, mapping)
    grids = _grids(files, journal, digest, say)
    say("识别标题", 0.4)
    count = Counter(grid.file for grid in grids)
    found_sheets = (recognise(g, rules, journal, lone=count[g.file] == 1) for g in grids)
    sheets = [sheet for sheet in found_sheets if sheet is not None]
    _report_unused(rules, grids, sheets, journal)
    journal.raise_problems()
    if not sheets:
        seen = "、".join(grid.name for grid in grids)[:200]
        hint = "表名或标题应能看出是求职人员（workers）或招聘岗位（vacancies）。"
        raise refuse("no_tables", f"没有找到名册的任何一张表；看过：{seen}。", hint)
    parts = [records_of(sheet, journal) for sheet in sheets]
    del grids
    say("读取单元格", 0.5)
    day = as_of or reference_day(parts, _titles(sheets), journal)
    tables: dict[str, pl.DataFrame] = {}
    where: dict[str, pl.DataFrame] = {}
    for step, table in enumerate(TABLES.values()):
        own = [part for part in parts if part.sheet.table.name == table.name]
        tables[table.name], where[table.name] = build(table, own, day.year, journal)
        say("读取单元格", 0.5 + 0.37 * (step + 1) / len(TABLES))
    say(CHECKING, 0.88)
    workers, where["workers"] = reject_same_person(tables["workers"], where["workers"], journal)
    tables["workers"] = complete_people(workers, where["workers"], day, journal)
    tables["vacancies"] = name_employers(
        tables["vacancies"], tables["employers"], where["vacancies"], journal
    )
    tables["workers"], tables["vacancies"] = locate(
        tables["workers"], tables["vacancies"], tables["employers"]
    )
    tables["caseworkers"] = locate_caseworkers(
        tables["caseworkers"], tables["workers"], tables["vacancies"]
    )
    tables = relate(tables, where, journal)
    for name in ("workers", "vacancies"):
        if not any(sheet.table.name == name for sheet in sheets):
            journal.find("warning", "no_table_of", f"没有“{TABLES[name].label}”表。", name)
    roster = Roster(
        **tables,
        as_of=day,
        rejected=journal.rejected(),
        findings=tuple(journal.findings),
        sha256=digest.hexdigest(),
        source=str(path),
    )
    say(LINTING, 0.97)
    found = (*roster.findings, *lint(roster))
    say("完成", 1.0)
    return Roster(**{**vars(roster), "findings": found})


def _mapping(root: Path, mapping: str | Path | None) -> tuple[Mapping, hashlib._Hash]:
    digest = hashlib.sha256()
    beside = (root if root.is_dir() else root.parent) / FILE_NAME
    path = Path(mapping) if mapping is not None else beside
    if mapping is None and not beside.is_file():
        return Mapping(), digest
    rules = read_mapping(path)
    digest.update(path.read_bytes())
    return rules, digest


def _grids(files: list[Path], journal: Journal, digest: hashlib._Hash, say: Progress) -> list[Grid]:
    grids: list[Grid] = []
    for step, file in enumerate(files):
        say(f"打开 {file.name}", 0.4 * step / len(files))
        try:
            data = read_bytes(file)
            digest.update(data)
            grids += open_grids(data, file)
        except RosterError as error:
            journal.problems += error.problems
    for grid in grids:
        for code, message in grid.notes:
            journal.find("warning", code, message)
    return grids


def _titles(sheets: list[Sheet]) -> list[str]:
    titles = []
    for sheet in sheets:
        above = sheet.grid.cells.head(sheet.heading.first)
        titles += [str(cell) for row in above.rows() for cell in row if cell]
        titles += [sheet.grid.file, sheet.grid.sheet]
    return titles


def _report_unused(
    rules: Mapping, grids: list[Grid], sheets: list[Sheet], journal: Journal
) -> None:
    names = {name for grid in grids for name in (grid.file, grid.sheet, Path(grid.file).stem)}
    unused = [name for name in rules.tables if name not in names]
    seen = {(s.table.name, text.strip()) for s in sheets for text in s.heading.texts if text}
    unused += [
        f"[{table}] {heading}"
        for table, entries in rules.fields.items()
        for heading in entries
        if (table, heading) not in seen
    ]
    if unused:
        journal.find(
            "warning",
            "mapping_unused",
            f"mapping.toml 里的这些在文件中没有出现：{'、'.join(unused)}。",
        )

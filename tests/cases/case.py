"""Case files: what a caseworker writes down of a case, and what is owed in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from models.fields import TABLES, Table
from models.packs import Pack, load_pack
from models.reading.convert import convert
from models.roster import Roster

FOLDER = Path(__file__).parent
SHEETS = {
    "workers": "人员", "vacancies": "岗位", "households": "家庭户", "employers": "单位",
    "placements": "台账",
}  # fmt: skip
KEYS = {
    "案例",
    "条款",
    "规则",
    "原文",
    "算法",
    "基准日",
    "参数",
    *SHEETS.values(),
    "应发",
    "合计",
    "不发",
}
EMPTY = {"categories": 0}
_RANGE = re.compile(r"(.*?)(\d+)~\1(\d+)")


@dataclass(frozen=True)
class Case:
    """
    One case file.

    `rules` are those that it is about. `owed` has a line for each subsidy, as
    offices call it, and payee, with the yuan that are owed and the clause;
    `refused` a subsidy, whom it is about and words of the reason.
    """

    name: str
    title: str
    rules: tuple[str, ...]
    pack: Pack
    roster: Roster
    owed: dict[tuple[str, str], tuple[Decimal, str]]
    total: Decimal
    refused: list[tuple[str, str, str]]


def case_files() -> list[Path]:
    """Every case file, by pack and number."""
    return sorted(FOLDER.glob("*/*.toml"))


@cache
def read_case(path: Path) -> Case:
    """Reads a case; its cells are read as the importer reads an office's."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(data) <= KEYS, set(data) - KEYS
    as_of = data["基准日"]
    assert type(as_of) is date
    frames: dict[str, Any] = {
        file: frame_of(TABLES[file], list(lines_of(data.get(name, ""))), as_of.year)
        for file, name in SHEETS.items()
    }
    owed = {
        (row["项目"], row["领取"]): (Decimal(row["应发"]), row["条款"])
        for row in lines_of(data.get("应发", ""))
    }
    return Case(
        name=f"{path.parent.name}/{path.stem}",
        title=data["案例"],
        rules=tuple(data["规则"]),
        pack=pack_of(path.parent.name).with_parameters(data.get("参数", {})),
        roster=Roster(**frames, as_of=as_of),
        owed=owed,
        total=Decimal(str(data["合计"])),
        refused=[(r["项目"], r["对象"], r["原因"]) for r in lines_of(data.get("不发", ""))],
    )


pack_of = cache(load_pack)


def frame_of(table: Table, rows: list[dict[str, str]], year: int) -> pl.DataFrame:
    """A table from its rows, by the declared headings; cells that cannot be read are refused."""
    fields = {word: f for f in table.fields for word in (f.label, *f.words)}
    columns = {}
    for heading in rows[0] if rows else ():
        field = fields[heading.partition("（")[0]]
        read = convert(pl.Series([row[heading] or None for row in rows]), field, year, heading)
        assert read["fault"].drop_nulls().is_empty(), read
        columns[field.name] = read["value"]
    frame = pl.DataFrame(columns)
    height = pl.int_range(len(rows), eager=True).alias("__row")
    return frame.with_columns(height).select(
        pl.col(name).cast(dtype) if name in columns else pl.lit(EMPTY.get(name), dtype).alias(name)
        for name, dtype in table.schema.items()
    )


def lines_of(text: str) -> Iterator[dict[str, str]]:
    """The rows of a table drawn with |, its first line the headings; 甲1~甲10 is ten rows."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    for cells in lines[1:]:
        assert len(cells) == len(lines[0]), cells
        matches = [_RANGE.fullmatch(cell) for cell in cells]
        sizes = {int(m[3]) - int(m[2]) + 1 for m in matches if m}
        assert len(sizes) <= 1, cells
        for step in range(max(sizes, default=1)):
            values = [
                f"{m[1]}{int(m[2]) + step}" if m else cell
                for m, cell in zip(matches, cells, strict=True)
            ]
            yield dict(zip(lines[0], values, strict=True))

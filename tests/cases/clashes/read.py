"""Case files of clashes: who and what there is, what the policy asks, and what cannot hold."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models.fields import TABLES
from models.packs import Pack
from models.packs.read import read_pack
from models.roster import Roster
from solver.clashes.ways.way import Touch
from solver.jobs import JobOptions
from tests.cases.case import SHEETS, frame_of, lines_of

FOLDER = Path(__file__).parent
KEYS = {"案例", "说明", "基准日", *SHEETS.values(), "政策", "冲突", "办法"}
HEADER = """
[pack]
id = "case"
title = "案例"
place = "990101"
document = "案例〔2026〕1号"
issued = 2026-01-01
valid_from = 2026-01-01
status = "in_force"

"""
TOUCHES = {
    "意愿": Touch.WISH,
    "条件": Touch.CONDITION,
    "名额": Touch.OPENINGS,
    "个别": Touch.ENTITY,
    "开放": Touch.EXEMPTION,
    "数字": Touch.NUMBER,
}


@dataclass(frozen=True)
class ClashCase:
    """
    One case file.

    `sets` are the minimal sets, each of (rule, entity); `ways`, for each of them,
    what the ways out touch and how many people or openings they are about.
    """

    name: str
    title: str
    job: str
    pack: Pack
    roster: Roster
    options: JobOptions
    sets: list[set[tuple[str, str]]]
    ways: list[list[tuple[Touch, int]]]


def clash_files() -> list[Path]:
    """Every case file, by number."""
    return sorted(FOLDER.glob("*/*.toml"), key=lambda path: path.name)


def read_clash(path: Path) -> ClashCase:
    """Reads a case; its cells are read as the importer reads an office's."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(data) <= KEYS, set(data) - KEYS
    as_of = data["基准日"]
    assert type(as_of) is date
    frames: dict[str, Any] = {
        file: frame_of(TABLES[file], list(lines_of(data.get(name, ""))), as_of.year)
        for file, name in SHEETS.items()
    }
    return ClashCase(
        name=path.stem,
        title=data["案例"],
        job=path.parent.name,
        pack=read_pack((HEADER + data["政策"]).encode(), path.name),
        roster=Roster(**frames, as_of=as_of),
        options=JobOptions(min_posts=0),
        sets=[{(rule, who) for rule, who in map(str.split, lines)} for lines in data["冲突"]],
        ways=[
            [(TOUCHES[touch], int(count)) for touch, count in map(str.split, ways)]
            for ways in data["办法"]
        ],
    )

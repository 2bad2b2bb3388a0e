"""`gangpei clashes`: which rules cannot hold together, on the screen, as JSON and as a workbook."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli import app
from api.runs.clashes import CLASH_FILES
from tests.cases.case import SHEETS, lines_of
from tests.cases.clashes.read import FOLDER, HEADER, read_clash

CASE = FOLDER / "allocate" / "02-share-wishes.toml"


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case as a roster and a pack on disk."""
    folder = tmp_path_factory.mktemp("clashes")
    (folder / "data").mkdir()
    tables = tomllib.loads(CASE.read_text(encoding="utf-8"))
    for table, name in SHEETS.items():
        rows = list(lines_of(tables.get(name, "")))
        if rows:
            pl.DataFrame(rows).write_csv(folder / "data" / f"{table}.csv")
    (folder / "pack.toml").write_bytes(read_clash(CASE).pack.source_bytes)
    return folder


@pytest.fixture(scope="module")
def told(desk: Path) -> dict[str, Any]:
    done = call(
        "clashes", desk / "data", "--pack", desk / "pack.toml", "--as-of", "2026-01-01",
        "--out", desk / "out", "--json",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    record: dict[str, Any] = json.loads(done.stdout)
    return record


def test_json_names_the_rules_and_the_ways_out_in_the_policys_words(told: dict[str, Any]) -> None:
    """Two of E1's four posts are owed; one relocated worker can take one."""
    (clash,) = told["clashes"]
    (line,) = clash["lines"]
    assert (line["rule"], line["entity"], line["cite"]) == ("relocated-share", "E1", "四.3")
    assert line["text"] == (
        "水库工程部（E1）的政府投资项目岗位，新增岗位的50%即2个安排给易地搬迁群众"
    )
    assert line["level"] == "必须，第1级"
    assert (clash["owed"], clash["most"], told["complete"]) == (2, 1, True)
    touched = [(way["rank"], way["touches"]) for way in clash["ways"]]
    assert touched == [(1, "wish"), (2, "condition"), (3, "entity"), (4, "number")]
    assert clash["ways"][0]["changes"] == [
        {"worker_id": "乙", "max_distance": "city", "was": "county"}
    ]
    assert clash["ways"][3]["text"] == "把“四.3”的比例由50%降低到25%（对全部对象适用）"


def test_the_folder_holds_what_is_documented(desk: Path, told: dict[str, Any]) -> None:
    assert {path.name for path in (desk / "out").iterdir()} == set(CLASH_FILES)
    record = json.loads((desk / "out" / "clashes.json").read_text(encoding="utf-8"))
    assert {**record, "folder": told["folder"]} == told
    sheet = openpyxl.load_workbook(desk / "out" / "clashes.xlsx")["规则冲突"]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "1组规则不能同时满足。其余规则可以同时满足。" in cells
    assert "冲突1：这一条不能满足，合计要求2，最多能达到1" in cells
    assert "与乙（1人）商量，把意愿就业地放远（放宽到本市1人）" in cells


def test_the_same_input_gives_the_same_bytes(desk: Path, told: dict[str, Any]) -> None:
    before = {name: (desk / "out" / name).read_bytes() for name in CLASH_FILES}
    again = call(
        "clashes", desk / "data", "--pack", desk / "pack.toml", "--as-of", "2026-01-01",
        "--out", desk / "out",
    )  # fmt: skip
    assert again.exit_code == 0
    assert told["clashes"]
    assert {name: (desk / "out" / name).read_bytes() for name in CLASH_FILES} == before
    assert "1组规则不能同时满足" in again.stdout
    assert "解决办法" in again.stdout


def test_allocate_points_to_the_command_where_a_rule_is_short(desk: Path) -> None:
    done = call(
        "allocate", desk / "data", "--pack", desk / "pack.toml", "--out", desk / "run",
        "--as-of", "2026-01-01",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert f"gangpei clashes {desk / 'data'} --pack {desk / 'pack.toml'}" in done.stderr


def test_rules_that_hold_together_are_said_to(desk: Path, tmp_path: Path) -> None:
    """A quarter of four posts is one, and there is one."""
    text = read_clash(CASE).pack.source_bytes.decode().replace("share = 0.5", "share = 0.25")
    (tmp_path / "quarter.toml").write_text(text, encoding="utf-8")
    done = call("clashes", desk / "data", "--pack", tmp_path / "quarter.toml")
    assert done.exit_code == 0
    assert "全部规则可以同时满足，没有冲突。" in done.stdout
    assert HEADER.strip() in text


def test_a_folder_with_other_things_is_left_alone(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = call("clashes", desk / "data", "--pack", desk / "pack.toml", "--out", tmp_path)
    assert done.exit_code == 1
    assert "为免误删没有写入" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_least_above_most_is_wrong_usage(desk: Path) -> None:
    done = call("clashes", desk / "data", "--pack", desk / "pack.toml", "--min", 4, "--max", 3)
    assert done.exit_code == 2
    assert "--min（4）不能大于 --max（3）" in done.stderr

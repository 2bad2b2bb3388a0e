"""`gangpei caseworkers`: from files to lists that cadres can be handed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli import app
from api.runs.caseworkers import CASEWORKER_FILES
from models.synth import PRESETS, make_county, with_caseworkers, write_county

PACK = "qianyang-2021"


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("county") / "data"
    write_county(with_caseworkers(make_county(900, 40, 5, severity=PRESETS["tight"]), 3), out)
    return out


@pytest.fixture(scope="module")
def done(county: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("pairs") / "out"
    told = call("caseworkers", county, "--pack", PACK, "--out", out, "--json")
    assert told.exit_code == 0, told.output
    return out, json.loads(told.stdout)


def test_the_folder_holds_what_is_documented(done: tuple[Path, dict[str, Any]]) -> None:
    out, _ = done
    assert {path.name for path in out.iterdir()} == set(CASEWORKER_FILES)
    readme = Path("README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in readme for name in CASEWORKER_FILES)


def test_every_household_has_one_cadre_and_loads_are_even(
    done: tuple[Path, dict[str, Any]],
) -> None:
    out, record = done
    pairs = pl.read_csv(out / "assignments.csv")
    assert record["status"] == "optimal"
    assert pairs.height == record["served"] == record["households"] > 3
    assert pairs["household_id"].is_unique().all()
    assert record["nearness"] == record["nearness_bound"]
    loads = pl.read_csv(out / "loads.csv")["households"]
    assert loads.max() - loads.min() <= 1  # type: ignore[operator]  # counts


def test_every_township_has_a_sheet_and_nobody_is_named_in_full(
    done: tuple[Path, dict[str, Any]],
) -> None:
    out, record = done
    book = openpyxl.load_workbook(out / "caseworkers.xlsx")
    lines = 0
    for sheet in book.worksheets[1:]:
        for row in list(sheet.values)[3:]:
            lines += 1
            assert "*" in str(row[1])
            assert "*" in str(row[6])
            assert re.fullmatch(r"154\*{4}\d{4}", str(row[3]))
    assert lines == record["served"]


def test_names_are_shown_where_that_is_asked_for(county: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert call("caseworkers", county, "--pack", PACK, "--out", out, "--names").exit_code == 0
    first = list(openpyxl.load_workbook(out / "caseworkers.xlsx").worksheets[0].values)[3]
    assert "*" not in str(first[1])
    assert "*" in str(first[4])  # telephones stay masked


def test_the_same_input_gives_the_same_bytes(
    county: Path, done: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    again = tmp_path / "again"
    assert call("caseworkers", county, "--pack", PACK, "--out", again).exit_code == 0
    for name in CASEWORKER_FILES:
        assert (again / name).read_bytes() == (done[0] / name).read_bytes(), name


def test_it_is_told_on_a_page(county: Path, tmp_path: Path) -> None:
    told = call("caseworkers", county, "--pack", PACK, "--out", tmp_path / "out").output
    assert "已证明" in told
    assert "零就业" in told


def test_a_selection_of_the_pack_says_which_households(county: Path, tmp_path: Path) -> None:
    words = ("caseworkers", county, "--pack", PACK, "--out", tmp_path / "out", "--json")
    told = json.loads(call(*words, "--households", "zero_relocated").stdout)
    assert told["whom"] == ["易地搬迁“零就业”户"]


@pytest.mark.parametrize(
    ("pack", "more", "says"),
    [
        (PACK, ("--households", "nobody"), "zero_relocated"),
        ("xinzhou-2022", (), "--households"),
    ],
)
def test_what_cannot_be_done_says_what_can(
    county: Path, tmp_path: Path, pack: str, more: tuple[str, ...], says: str
) -> None:
    told = call("caseworkers", county, "--pack", pack, "--out", tmp_path / "out", *more)
    assert told.exit_code == 1
    assert says in told.output
    assert not (tmp_path / "out").exists()


def test_without_a_table_of_cadres_it_says_which_table_is_missing(tmp_path: Path) -> None:
    write_county(make_county(60, 9, 1), tmp_path / "data")
    told = call("caseworkers", tmp_path / "data", "--pack", PACK, "--out", tmp_path / "out")
    assert told.exit_code == 1
    assert "帮扶干部" in told.output

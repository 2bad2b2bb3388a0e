"""`gangpei departures`: from an allocation to lists for vehicles."""

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
from api.cli.faults import UsageError
from api.cli.seats import vehicles_of
from api.outputs.journeys import destination_name
from api.runs.departures import DEPARTURE_FILES
from models.synth import make_county, with_starts, write_county

PACK = "qianyang-2021"


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("run")
    write_county(with_starts(make_county(900, 120, 7)), root / "data")
    told = call("allocate", root / "data", "--pack", PACK, "--out", root / "run")
    assert told.exit_code == 0, told.output
    return root / "run"


@pytest.fixture(scope="module")
def done(run: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("departures") / "out"
    told = call("departures", run, "--out", out, "--least", 6, "--seats", "9:300,4:160", "--json")
    assert told.exit_code == 0, told.output
    return out, json.loads(told.stdout)


def test_the_folder_holds_what_is_documented(done: tuple[Path, dict[str, Any]]) -> None:
    assert {path.name for path in done[0].iterdir()} == set(DEPARTURE_FILES)
    readme = Path("README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in readme for name in DEPARTURE_FILES)


def test_everybody_who_was_placed_is_in_a_vehicle_alone_or_near(
    done: tuple[Path, dict[str, Any]], run: Path
) -> None:
    out, record = done
    placed = json.loads((run / "run.json").read_text(encoding="utf-8"))["placed"]
    riders, alone = pl.read_csv(out / "passengers.csv"), pl.read_csv(out / "alone.csv")
    assert riders.height == record["carried"] == record["carried_bound"] > 0
    assert riders.height + alone.height + record["near"] == placed
    matches = pl.read_parquet(run / "matches.parquet").select("worker_id", "vacancy_id")
    kept = riders.select("worker_id", "vacancy_id").join(matches, on=matches.columns, how="anti")
    assert kept.is_empty()  # nobody's post has changed


def test_groups_are_large_enough_and_vehicles_are_not_too_full(
    done: tuple[Path, dict[str, Any]],
) -> None:
    out, record = done
    groups, vehicles = pl.read_csv(out / "groups.csv"), pl.read_csv(out / "vehicles.csv")
    assert groups["people"].min() >= 6  # type: ignore[operator]  # a count
    assert (vehicles["people"] <= vehicles["seats"]).all()
    assert f"{groups['cost_yuan'].sum():.2f}" == record["cost_yuan"]
    assert record["cost_yuan"] == record["cost_bound_yuan"]


def test_each_vehicle_has_a_list_that_names_its_leader_and_masks_everybody(
    done: tuple[Path, dict[str, Any]],
) -> None:
    out, record = done
    book = openpyxl.load_workbook(out / "departures.xlsx")
    sheets = book.worksheets[3:]
    assert len(sheets) == record["vehicles"]
    riders = 0
    for sheet in sheets:
        note, heading, *rows = list(sheet.values)[1:]
        assert "上车点：" in str(note[0])
        assert re.search(r"领队：[^（]*\*[^（]*（(154\*{4}\d{4}|无电话)）", str(note[0]))
        for row in rows:
            riders += 1
            assert "*" in str(row[heading.index("姓名")])
        assert sum("领队" in str(row[heading.index("备注")]) for row in rows) == 1
    assert riders == record["carried"]


def test_who_goes_alone_hears_why_and_which_subsidy_there_is(
    done: tuple[Path, dict[str, Any]],
) -> None:
    alone = pl.read_csv(done[0] / "alone.csv")
    few = alone.filter(reason="too_few")["reason_text"]
    assert few.str.contains(r"最多 [1-5] 人，不足一批 6 人").all()
    assert set(alone["subsidy"]) == {
        "跨省就业交通补助：据实，最高 500 元（三.2）", "政策包中没有适用的交通补贴",
    }  # fmt: skip


def test_the_same_input_gives_the_same_bytes(
    run: Path, done: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    words = ("--least", 6, "--seats", "9:300,4:160")
    assert call("departures", run, "--out", tmp_path / "again", *words).exit_code == 0
    for name in DEPARTURE_FILES:
        assert (tmp_path / "again" / name).read_bytes() == (done[0] / name).read_bytes(), name


def test_it_is_told_on_a_page(run: Path, tmp_path: Path) -> None:
    told = call("departures", run, "--out", tmp_path / "out", "--least", 6)
    assert told.exit_code == 0
    assert "已证明" in told.output
    assert "辆" in told.output
    assert "cost" not in (tmp_path / "out" / "groups.csv").read_text(encoding="utf-8")


def test_a_search_that_is_stopped_says_so(run: Path, tmp_path: Path) -> None:
    record = json.loads((_stopped(run, tmp_path)).stdout)
    assert record["status"] == "limit"
    assert record["carried"] <= record["carried_bound"]


def _stopped(run: Path, tmp_path: Path) -> Result:
    from unittest.mock import patch

    from solver.departures import plan as planned

    def unproved(*args: Any) -> Any:
        from dataclasses import replace

        return replace(planned(*args), proved=False)

    with patch("api.runs.departures.plan", unproved):
        told = call("departures", run, "--out", tmp_path / "out", "--least", 6, "--json")
    assert told.exit_code == 3
    return told


def test_neighbouring_townships_come_from_a_file(run: Path, tmp_path: Path) -> None:
    towns = pl.read_csv(run.parent / "data" / "workers.csv")["乡镇"].drop_nulls().unique().sort()
    file = tmp_path / "near.csv"
    file.write_text(f"乡镇,相邻乡镇\n{towns[0]},{towns[1]}\n\n{towns[1]},{towns[0]}\n", "gb18030")
    words = ("departures", run, "--out", tmp_path / "out", "--no-hub", "--neighbours", file)
    record = json.loads(call(*words, "--json").stdout)
    assert record["options"]["neighbours"] == 1
    assert record["options"]["hub"] is False


@pytest.mark.parametrize(
    ("text", "says"),
    [("无此镇,城关镇\n", "第 1 行：乡镇“无此镇”"), ("城关镇\n", "第 1 行有 1 格")],
)
def test_a_township_that_is_not_known_is_named_with_its_row(
    run: Path, tmp_path: Path, text: str, says: str
) -> None:
    (tmp_path / "near.csv").write_text(text, encoding="utf-8")
    told = call("departures", run, "--out", tmp_path / "out", "--neighbours", tmp_path / "near.csv")
    assert told.exit_code == 1
    assert says in told.output
    assert not (tmp_path / "out").exists()


def test_a_changed_roster_and_another_job_are_refused(run: Path, tmp_path: Path) -> None:
    write_county(make_county(900, 120, 8), tmp_path / "other")
    told = call("departures", run, "--out", tmp_path / "out", "--data", tmp_path / "other")
    assert told.exit_code == 1
    assert "--data" in told.output
    call("push", run.parent / "data", "--pack", PACK, "--out", tmp_path / "push")
    told = call("departures", tmp_path / "push", "--out", tmp_path / "out")
    assert told.exit_code == 1
    assert "allocate" in told.output


@pytest.mark.parametrize(
    ("text", "vehicles", "costed"),
    [
        ("45", [("45座", 45, 1)], False),
        ("45:1800", [("45座", 45, 180_000)], True),
        ("大客:45:1800，中巴：19：900.50", [("大客", 45, 180_000), ("中巴", 19, 90_050)], True),
        ("大客:45, 19", [("大客", 45, 1), ("19座", 19, 1)], False),
    ],
)
def test_seats_as_people_type_them(
    text: str, vehicles: list[tuple[str, int, int]], costed: bool
) -> None:
    found, priced = vehicles_of(text)
    assert [(v.name, v.seats, v.cost) for v in found] == vehicles
    assert priced is costed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "大客",
        "45:1800,19",
        "0",
        "45:-1",
        "45:0",
        "45:1.001",
        "45:x",
        "a:45:1:2",
        "45,45",
        "9999",
        "45:nan",
    ],
)
def test_seats_that_cannot_be_read_are_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match="--seats 写作"):
        vehicles_of(text)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("320583", "苏州市昆山市"),
        ("320500", "苏州市"),
        ("110105", "北京市朝阳区"),
        ("110000", "北京市"),
        ("990199", "示例市某地"),
    ],
)
def test_names_of_destinations(code: str, name: str) -> None:
    assert destination_name(code, {"990199": "某地"}) == name

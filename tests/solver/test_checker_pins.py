"""Pins are held to by the checker: in the answer, in the bound, and whatever is damaged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from api.runs import RunFolder, execute
from matcher import PairValues
from models.packs import load_pack
from models.reading import read_roster
from models.synth import make_county, write_county
from solver.checker import verify_run

PACK = "qianyang-2021"
PINS = 12


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pins") / "county"
    write_county(make_county(240, 30, 5), folder)
    return folder


@pytest.fixture(scope="module")
def free(data: Path) -> Path:
    """A run without pins."""
    return execute("allocate", data, PACK, data.parent / "free").path


@pytest.fixture(scope="module")
def sound(data: Path, free: Path) -> Path:
    """A run in which people are pinned to posts that they would not have had."""
    roster = read_roster(data)
    values = PairValues(roster, load_pack(PACK))
    held = dict(RunFolder(free).matches.select("worker_id", "vacancy_id").iter_rows())
    names, posts = roster.workers["worker_id"].to_list(), roster.vacancies["vacancy_id"].to_list()
    left = np.array(roster.vacancies["openings"].to_list())
    pins = []
    for worker, name in enumerate(names):
        able = np.flatnonzero(values.eligible(np.full(len(posts), worker), np.arange(len(posts))))
        other = [v for v in able.tolist() if left[v] and posts[v] != held.get(name)]
        if name in held and other and len(pins) < PINS:
            pins.append((name, posts[other[-1]]))
            left[other[-1]] -= 1
    assert len(pins) == PINS
    path = data.parent / "pins.csv"
    pl.DataFrame(pins, schema=["人员编号", "岗位编号"], orient="row").write_csv(path)
    return execute("allocate", data, PACK, data.parent / "pinned", pin=path).path


def test_a_pinned_run_stands_and_costs_something(sound: Path, free: Path) -> None:
    assert verify_run(sound).findings == ()
    assert RunFolder(sound).run["objective"] < RunFolder(free).run["objective"]
    assert RunFolder(sound).run["status"] in {"optimal", "within_gap", "relaxed"}


def test_the_pins_are_in_the_answer_and_marked(sound: Path) -> None:
    folder = RunFolder(sound)
    pins = pl.read_csv(sound / "pinned.csv")
    marked = folder.matches.filter("pinned").select("worker_id", "vacancy_id")
    assert folder.run["pinned"] == PINS
    assert sorted(marked.rows()) == sorted(pins.rows())


def test_a_free_run_has_no_list_and_no_mark(free: Path) -> None:
    folder = RunFolder(free)
    assert folder.run["pinned"] is None
    assert not (free / "pinned.csv").exists()
    assert "pinned" not in folder.matches.columns


def forget_a_pin(run: Path) -> None:
    """The list loses a line."""
    pins = pl.read_csv(run / "pinned.csv")
    pins.head(PINS - 1).write_csv(run / "pinned.csv")


def drop_a_pinned_match(run: Path) -> None:
    """Somebody who was promised a post has none."""
    matches = pl.read_parquet(run / "matches.parquet")
    first = matches.filter("pinned")["worker_id"][0]
    matches.filter(pl.col("worker_id") != first).write_parquet(run / "matches.parquet")


def move_a_pinned_match(run: Path) -> None:
    """Somebody who was promised a post has another."""
    matches = pl.read_parquet(run / "matches.parquet")
    first = matches.filter("pinned").row(0, named=True)
    other = matches.filter(pl.col("vacancy_id") != first["vacancy_id"])["vacancy_id"][0]
    moved = pl.when(pl.col("worker_id") == first["worker_id"]).then(pl.lit(other))
    changed = matches.with_columns(vacancy_id=moved.otherwise("vacancy_id"))
    changed.write_parquet(run / "matches.parquet")


def unmark_a_match(run: Path) -> None:
    matches = pl.read_parquet(run / "matches.parquet")
    matches.with_columns(pinned=pl.lit(value=False)).write_parquet(run / "matches.parquet")


def invent_a_pin(run: Path) -> None:
    """The list names somebody who is not in the roster."""
    with (run / "pinned.csv").open("a", encoding="utf-8") as file:
        file.write("不存在的人,不存在的岗位\n")


def lose_the_list(run: Path) -> None:
    (run / "pinned.csv").unlink()


def deny_the_pins(run: Path) -> None:
    """Without pins the bound of a pinned answer proves nothing."""
    lose_the_list(run)
    said = json.loads((run / "run.json").read_text(encoding="utf-8"))
    (run / "run.json").write_text(json.dumps(said | {"pinned": None}), encoding="utf-8")


DAMAGES: dict[Callable[[Path], None], str] = {
    forget_a_pin: "count_wrong",
    drop_a_pinned_match: "pin_missing",
    move_a_pinned_match: "pin_missing",
    unmark_a_match: "pin_unmarked",
    invent_a_pin: "unknown_worker",
    lose_the_list: "file_missing",
    deny_the_pins: "bound_better",
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_every_damage_is_caught_and_named(
    sound: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    run = Path(shutil.copytree(sound, tmp_path / "run"))
    damage(run)
    report = verify_run(run)
    assert DAMAGES[damage] in report.codes
    assert all(fault.message.endswith("。") for fault in report.findings)

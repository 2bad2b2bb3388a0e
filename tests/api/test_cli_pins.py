"""`--pin` keeps what is agreed, `--from` begins at an earlier run's end; faults are named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from api.runs.folder import RunFolder
from models.synth import make_county, write_county

PACK = "qianyang-2021"
PINS = 10


def called(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county, a run of it, and a list of ten of its matches."""
    folder = tmp_path_factory.mktemp("desk")
    write_county(make_county(200, 24, 3), folder / "county")
    told = called("allocate", folder / "county", "--pack", PACK, "--out", folder / "first")
    assert told.exit_code == 0, told.output
    agreed = RunFolder(folder / "first").matches.select("worker_id", "vacancy_id")[::3][:PINS]
    agreed.write_csv(folder / "agreed.csv")
    return folder


def test_pins_and_an_earlier_run_go_together(desk: Path) -> None:
    told = called(
        "allocate", desk / "county", "--pack", PACK, "--out", desk / "second",
        "--pin", desk / "agreed.csv", "--from", desk / "first",
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    assert f"其中已定   {PINS} 人" in told.output
    assert "接着上次的结果算" in told.output
    run = RunFolder(desk / "second").run
    assert run["pinned"] == PINS
    assert run["from"] == {
        "run": str((desk / "first").resolve()),
        "warm": True,
        "workers_found": 200,
        "vacancies_found": 24,
        "why_cold": None,
    }
    assert called("verify", desk / "second").exit_code == 0
    sheets = pl.read_excel(desk / "second" / "matches.xlsx", sheet_id=0, has_header=False)
    cells = [str(c) for s in sheets.values() for column in s.to_dict().values() for c in column]
    assert sum(cell.startswith("已定；") for cell in cells) == PINS


def test_the_same_call_gives_the_same_bytes(desk: Path) -> None:
    for out in ("one", "two"):
        called(
            "allocate", desk / "county", "--pack", PACK, "--out", desk / out,
            "--pin", desk / "agreed.csv", "--from", desk / "first",
        )  # fmt: skip
    for name in ("matches.parquet", "certificate.npz", "start.npz", "pinned.csv", "rules.csv"):
        assert (desk / "one" / name).read_bytes() == (desk / "two" / name).read_bytes(), name


def test_explain_says_what_was_agreed(desk: Path) -> None:
    called("allocate", desk / "county", "--pack", PACK, "--out", desk / "kept",
           "--pin", desk / "agreed.csv")  # fmt: skip
    who = pl.read_csv(desk / "agreed.csv")["worker_id"][0]
    told = json.loads(called("explain", desk / "kept", "--worker", who, "--json").stdout)
    assert [pair["verdict"] for pair in told["matches"]] == ["pinned"]
    assert {pair["verdict"] for pair in told["alternatives"]} <= {"pinned_elsewhere"}


def test_every_pin_that_cannot_stay_is_named_and_nothing_is_written(desk: Path) -> None:
    """Somebody unknown, somebody twice, a post unknown, a post with more pins than openings."""
    county = pl.read_csv(desk / "county" / "vacancies.csv", infer_schema=False)
    one = county.filter(pl.col("招聘人数") == "1")["岗位编号"][0]
    agreed = pl.read_csv(desk / "agreed.csv", infer_schema=False)["worker_id"].to_list()
    rows = [("X1", one), (agreed[0], one), (agreed[0], one), (agreed[1], "Y1"), (agreed[2], one)]
    pl.DataFrame(rows, schema=["人员编号", "岗位编号"], orient="row").write_csv(desk / "bad.csv")
    told = called("allocate", desk / "county", "--pack", PACK, "--out", desk / "never",
                  "--pin", desk / "bad.csv")  # fmt: skip
    assert told.exit_code == 1
    for place, words in (
        ("第 2 行，“人员编号”栏", "没有 X1"),
        ("第 4 行，“人员编号”栏", "重复"),
        ("第 5 行，“岗位编号”栏", "没有 Y1"),
        ("第 6 行，“岗位编号”栏", "招 1 人"),
    ):
        assert any(place in line and words in line for line in told.output.splitlines()), words
    assert not (desk / "never").exists()


def test_a_pin_that_is_not_eligible_is_refused_with_the_reason(desk: Path) -> None:
    people = pl.read_csv(desk / "county" / "workers.csv", infer_schema=False)
    out_of_it = people.filter(pl.col("就业意愿") == "否")["人员编号"][0]
    post = pl.read_csv(desk / "agreed.csv", infer_schema=False)["vacancy_id"][0]
    (desk / "unwilling.csv").write_text(
        f"人员编号,岗位编号\n{out_of_it},{post}\n", encoding="utf-8"
    )
    told = called("allocate", desk / "county", "--pack", PACK, "--out", desk / "never",
                  "--pin", desk / "unwilling.csv")  # fmt: skip
    assert told.exit_code == 1
    assert "unwilling.csv，第 2 行" in told.output
    assert "本人不在本次安置范围" in told.output


def test_a_start_that_does_not_hold_is_told_and_the_run_is_done_from_nothing(desk: Path) -> None:
    old = Path(shutil.copytree(desk / "first", desk / "old"))
    (old / "start.npz").unlink()
    told = called(
        "allocate", desk / "county", "--pack", PACK, "--out", desk / "cold", "--from", old
    )
    assert told.exit_code == 0
    assert "已从头计算：上次的结果里没有 start.npz" in told.output
    said = RunFolder(desk / "cold").run
    assert said["from"]["warm"] is False
    assert said["objective"] == RunFolder(desk / "first").run["objective"]


def test_a_folder_that_is_no_run_is_named(desk: Path) -> None:
    told = called("push", desk / "county", "--pack", PACK, "--out", desk / "never",
                  "--from", desk / "nowhere")  # fmt: skip
    assert told.exit_code == 1
    assert "找不到结果文件夹" in told.output
    assert not (desk / "never").exists()

"""`--reach` chases thresholds; what became of each stands in reach.csv; faults are named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from api.http.engine import Order, execute_order
from api.runs.folder import RunFolder
from models.synth import make_county, write_county

PACK = "qianyang-2021"


def called(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county with three employment bases, and a run that chases their ten people."""
    folder = tmp_path_factory.mktemp("desk")
    write_county(make_county(600, 70, 7), folder / "county")
    told = called(
        "allocate", folder / "county", "--pack", PACK, "--out", folder / "run",
        "--reach", "base-ten=2",
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    assert "追求门槛" in told.output
    return folder


def test_the_run_folder_says_what_became_of_each_threshold(desk: Path) -> None:
    folder = RunFolder(desk / "run")
    table = pl.read_csv(desk / "run" / "reach.csv")
    assert "reach.csv" in folder.files
    assert folder.run["options"]["reach"] == ["base-ten=2"]
    reached = (table["reached"].cast(pl.String) == "true").sum()
    assert folder.run["reach"] == {"chased": table.height, "reached": reached}
    assert table.columns[:3] == ["rule", "employer_id", "reached"]


def test_verify_recounts_it_and_names_what_was_changed(desk: Path) -> None:
    assert called("verify", desk / "run").exit_code == 0
    path = desk / "run" / "reach.csv"
    kept = path.read_text(encoding="utf-8")
    line = kept.splitlines()[1]
    cells = line.split(",")
    cells[4] = str(int(cells[4]) + 1)
    path.write_text(kept.replace(line, ",".join(cells)), encoding="utf-8")
    told = called("verify", desk / "run")
    path.write_text(kept, encoding="utf-8")
    assert told.exit_code == 1
    assert "reach_wrong" in told.output


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("base-ten=x", 2, "不是数字"),
        ("base-ten=0", 2, "应大于 0"),
        ("no-such", 1, "没有门槛规则 no-such；可以追求的有"),
        ("base-ten@E99999", 1, "没有单位 E99999"),
    ],
)
def test_what_cannot_be_chased_is_said_and_nothing_is_written(
    desk: Path, tmp_path: Path, asked: str, status: int, words: str
) -> None:
    told = called(
        "allocate", desk / "county", "--pack", PACK, "--out", tmp_path / "run", "--reach", asked
    )
    assert told.exit_code == status
    assert words in told.output
    assert not (tmp_path / "run").exists()


def test_thresholds_go_with_neither_pins_nor_an_earlier_run(desk: Path, tmp_path: Path) -> None:
    told = called(
        "allocate", desk / "county", "--pack", PACK, "--out", tmp_path / "run",
        "--reach", "base-ten", "--from", desk / "run",
    )  # fmt: skip
    assert told.exit_code == 2
    assert "--reach 不能与 --pin 或 --from 同用" in told.output


def test_the_server_chases_as_the_command_does(desk: Path, tmp_path: Path) -> None:
    """The same request over HTTP, as its worker gets it: the same matches."""
    run = RunFolder(desk / "run")
    order = Order(
        job="allocate",
        pack=PACK,
        data=desk / "county",
        as_of=date.fromisoformat(run.run["as_of"]),
        out=tmp_path / "run",
        options={"gap": 1e-4, "seed": 0, "reach": ["base-ten=2"]},
    )
    told = execute_order(order, lambda _phase, _part: None)
    assert told["reach"] == run.run["reach"]
    assert RunFolder(tmp_path / "run").matches.equals(run.matches)

"""`gangpei simulate`: from files to tables, prices and pictures."""

from __future__ import annotations

import csv
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
from api.runs.errors import RunError
from api.runs.scenario_aims import aims_of
from api.runs.scenario_files import SCENARIO_FILES
from models.synth import make_county, write_county

PACK = "qianyang-2021"
SHARE = "relocated-share.share"


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("county") / "data"
    write_county(make_county(300, 40, 5), out)
    return out


@pytest.fixture(scope="module")
def done(county: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("simulated") / "out"
    told = call(
        "simulate", county, "--pack", PACK, "--vary", f"{SHARE}=0:30%:10%",
        "--vary", "zero-relocated.least=1,2", "--frontier", "granted,placed",
        "--out", out, "--json",
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    return out, json.loads(told.stdout)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file)]


def test_the_folder_holds_what_is_documented(done: tuple[Path, dict[str, Any]]) -> None:
    out, record = done
    assert {path.name for path in out.iterdir()} == set(SCENARIO_FILES)
    kept = json.loads((out / "scenarios.json").read_text(encoding="utf-8"))
    assert kept == {name: value for name, value in record.items() if name != "folder"}


def test_every_combination_has_its_line_in_every_table(done: tuple[Path, dict[str, Any]]) -> None:
    """4 shares by 2 minima: 8 scenarios; neighbours: 3 x 2 along the one, 4 along the other."""
    out, record = done
    assert [row["scenario"] for row in record["scenarios"]] == [*range(1, 9)]
    assert pl.read_parquet(out / "scenarios.parquet").height == 8
    lines = rows(out / "scenarios.csv")
    assert [line[SHARE] for line in lines] == [
        "0.0",
        "0.0",
        "0.1",
        "0.1",
        "0.2",
        "0.2",
        "0.3",
        "0.3",
    ]
    assert len(record["steps"]) == len(rows(out / "steps.csv")) == 10
    for name in ("groups", "rule_prices", "money"):
        assert {line["scenario"] for line in rows(out / f"{name}.csv")} == set(
            map(str, range(1, 9))
        )


def test_prices_agree_with_what_new_solves_find(done: tuple[Path, dict[str, Any]]) -> None:
    _, record = done
    for step in record["steps"]:
        assert step["agrees"]
        assert step["least"] - 1e-9 <= step["objective_change"] <= step["most"] + 1e-9
    assert "不是最小的一组" in record["prices"]


def test_figures_are_those_of_allocate(
    done: tuple[Path, dict[str, Any]], county: Path, tmp_path: Path
) -> None:
    """The pack's own share is 10 %: scenario 3 is what `allocate` answers, within the gap."""
    _, record = done
    third = record["scenarios"][2]
    call("allocate", county, "--pack", PACK, "--out", tmp_path / "run")
    run = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert third["objective"] <= run["bound"] + 1e-9
    assert run["objective"] <= third["bound"] + 1e-9
    assert record["marginals_of"] == 3
    assert (third["unfilled"] + third["matches"]) == run["openings"]


def test_money_is_what_the_run_would_owe(
    done: tuple[Path, dict[str, Any]], county: Path, tmp_path: Path
) -> None:
    """Without the share scenario 1 is `allocate` under the pack with 0: the sums by rule agree."""
    out, record = done
    paid = [line for line in rows(out / "money.csv") if line["scenario"] == "1"]
    cents = sum(round(100 * float(line["owed"])) for line in paid if line["form"] == "grant")
    assert cents == round(100 * float(record["scenarios"][0]["granted"]))


def test_the_first_scenario_changes_nothing(done: tuple[Path, dict[str, Any]]) -> None:
    _, record = done
    first, last = record["scenarios"][0], record["scenarios"][-1]
    for figure in ("gained", "lost", "better", "worse", "placed_change"):
        assert first[figure] == 0
    assert last["gained"] - last["lost"] == last["placed_change"]


def test_the_frontier_is_of_the_aims_asked_for(done: tuple[Path, dict[str, Any]]) -> None:
    """Nobody on it is beaten by a scenario that pays no more and places no fewer."""
    _, record = done
    assert [aim["column"] for aim in record["frontier"]] == ["granted", "placed"]
    points = [(float(r["granted"]), r["placed"], r["frontier"]) for r in record["scenarios"]]
    for paid, placed, kept in points:
        beaten = any(p <= paid and n >= placed and (p, n) != (paid, placed) for p, n, _ in points)
        assert kept is not beaten


def test_the_workbook_is_chinese_with_charts(done: tuple[Path, dict[str, Any]]) -> None:
    out, _ = done
    book = openpyxl.load_workbook(out / "scenarios.xlsx")
    assert book.sheetnames == [
        "方案对比", "每多一点的代价", "价格核对", "各条规则的价格", "谁得谁失", "补贴支出", "图",
    ]  # fmt: skip
    head = [cell.value for cell in book["方案对比"][3]]
    assert head[:5] == ["方案", SHARE, "zero-relocated.least", "状态", "安置人数"]
    assert book["方案对比"].max_row == 3 + 8
    dimensions = {row[1].value for row in book["谁得谁失"].iter_rows(min_row=4)}
    assert dimensions == {"人群", "乡镇", "岗位类别"}


def test_the_page_needs_nothing_from_outside(done: tuple[Path, dict[str, Any]]) -> None:
    out, _ = done
    page = (out / "scenarios.html").read_text(encoding="utf-8")
    assert page.count("<svg") == page.count("</svg>") >= 5
    assert "<script" not in page
    addresses = set(re.findall(r"https?://[^\"' <]+", page))
    assert addresses <= {"http://www.w3.org/1999/xlink", "http://www.w3.org/2000/svg"}  # names
    assert "安置人数" in page


def test_the_same_input_gives_the_same_bytes(county: Path, tmp_path: Path) -> None:
    outs = [tmp_path / "one", tmp_path / "two"]
    for out in outs:
        told = call("simulate", county, "--pack", PACK, "--vary", f"{SHARE}=0,0.2", "--out", out)
        assert told.exit_code == 0, told.output
    for name in SCENARIO_FILES:
        one, two = ((out / name).read_bytes() for out in outs)
        if name == "scenarios.json":
            one, two = (_timeless(content) for content in (one, two))
        assert one == two, name


def _timeless(content: bytes) -> Any:
    record = json.loads(content)
    return {k: v for k, v in record.items() if k not in {"seconds", "scenario_seconds"}}


def test_the_terminal_says_what_one_more_percent_costs(county: Path, tmp_path: Path) -> None:
    told = call(
        "simulate", county, "--pack", PACK, "--vary", f"{SHARE}=10%,50%", "--out", tmp_path / "o"
    )
    assert told.exit_code == 0, told.output
    flat = told.stdout.replace("\n", "").replace(" ", "")
    assert "每多1个百分点，总目标值" in flat
    assert "有规则不能满足" in flat  # half of all project posts: a line, not an end
    assert "前沿" in flat


def test_one_scenario_has_no_steps(county: Path, tmp_path: Path) -> None:
    told = call("simulate", county, "--pack", PACK, "--vary", f"{SHARE}=0.1", "--out",
                tmp_path / "o", "--json")  # fmt: skip
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["steps"] == []
    assert rows(tmp_path / "o" / "steps.csv") == []


def test_a_push_is_simulated_without_money(county: Path, tmp_path: Path) -> None:
    told = call("simulate", county, "--pack", PACK, "--job", "push", "--vary",
                "push-three.least=1,3", "--out", tmp_path / "o", "--json")  # fmt: skip
    assert told.exit_code == 0, told.output
    record = json.loads(told.stdout)
    assert [row["granted"] for row in record["scenarios"]] == [None, None]
    assert record["scenarios"][1]["matches"] >= record["scenarios"][0]["matches"]


def test_money_alone_changes_no_placement_and_says_so(county: Path, tmp_path: Path) -> None:
    told = call("simulate", county, "--pack", PACK, "--vary", "job-seeking.cap_worker=100,500",
                "--out", tmp_path / "o", "--json")  # fmt: skip
    assert told.exit_code == 0, told.output
    record = json.loads(told.stdout)
    low, high = record["scenarios"]
    assert high["same_as"] == 1
    assert float(low["granted"]) < float(high["granted"])
    assert "只改变补贴" in record["notes"][0]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--vary", "relocated-share.shore=0.1"], 1, "是否想写「relocated-share.share」"),
        (["--vary", f"{SHARE}=0.1,1.5"], 1, "值 「1.5」 超出范围"),
        (["--vary", "push-three.least=1,3"], 1, "请加 --job push"),
        (["--vary", "zero-watch.red=3,7"], 1, "不影响谁到哪个岗位"),
        (["--vary", f"{SHARE}=0:0.39:0.001"], 1, "至多 400 个"),
        (["--vary", f"{SHARE}=0,1", "--frontier", "plased,value"], 1, "是否想写「placed」"),
        (["--vary", f"{SHARE}=0,1", "--frontier", "placed"], 1, "两个不同的目标"),
        (["--vary", f"{SHARE}=ten"], 2, "不是数"),
        (["--vary", f"{SHARE}=0,1", "--job", "dance"], 2, "--job 可以是"),
        ([], 2, "--vary"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    county: Path, tmp_path: Path, words: list[str], status: int, said: str
) -> None:
    if "0.39" in " ".join(words):
        words = [*words, "--vary", "zero-relocated.least=1,2"]
    told = call("simulate", county, "--pack", PACK, "--out", tmp_path / "o", *words)
    assert told.exit_code == status
    assert said in told.output
    assert not (tmp_path / "o").exists()


def test_a_folder_of_something_else_is_left_alone(county: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("…", encoding="utf-8")
    told = call("simulate", county, "--pack", PACK, "--vary", f"{SHARE}=0", "--out", tmp_path)
    assert told.exit_code == 1
    assert "没有写入" in told.output


def test_a_varied_number_is_an_aim_in_either_direction() -> None:
    first, second = aims_of((), [SHARE], priced=True)
    assert (first.column, first.more, second.column) == (SHARE, True, "objective")
    assert not aims_of((f"-{SHARE}", "value"), [SHARE], priced=True)[0].more
    with pytest.raises(RunError, match="granted"):
        aims_of(("granted", "value"), [SHARE], priced=False)

"""`gangpei entitlements`: from files to a workbook that can be put on the notice board."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli import app
from api.personal import masked_identity
from api.runs.entitle import ENTITLEMENT_FILES
from models.synth import make_county, with_ledger, write_county

PACK = "qianyang-2021"


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("county") / "data"
    write_county(with_ledger(make_county(400, 40, 5, as_of=date(2023, 6, 30))), out)
    return out


@pytest.fixture(scope="module")
def done(county: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("owed") / "out"
    told = call(
        "entitlements", county, "--pack", PACK, "--out", out, "--as-of", "2023-06-30", "--json"
    )
    assert told.exit_code == 0, told.output
    return out, json.loads(told.stdout)


def rows(out: Path, sheet: str) -> Iterator[dict[str, Any]]:
    lines = openpyxl.load_workbook(out / "entitlements.xlsx")[sheet].iter_rows(
        min_row=3, values_only=True
    )
    headings = next(lines)
    for line in lines:
        yield dict(zip(headings, line, strict=True))


def test_the_folder_holds_what_is_documented(done: tuple[Path, dict[str, Any]]) -> None:
    out, _ = done
    assert {path.name for path in out.iterdir()} == set(ENTITLEMENT_FILES)


def test_all_files_come_to_the_same_sum(done: tuple[Path, dict[str, Any]]) -> None:
    out, record = done
    granted = Decimal(record["granted"])
    assert granted > 0
    owed = pl.read_csv(out / "owed.csv", schema_overrides={"owed": pl.String})
    of_file = sum(Decimal(x) for x in owed.filter(form="grant")["owed"])
    of_notice = sum(Decimal(str(row["金额（元）"])) for row in rows(out, "公示名单"))
    of_detail = sum(Decimal(str(row["实发（元）"])) for row in rows(out, "应发明细"))
    sums = [row for row in rows(out, "汇总") if row["项目"] == "小计" and row["性质"] == "发放"]
    of_totals = sum(Decimal(str(row["实发（元）"])) for row in sums)
    credit = sum(Decimal(x) for x in owed.filter(form="credit")["owed"])
    assert (of_file, of_notice, of_totals) == (granted, granted, granted)
    assert of_detail == granted + credit


def test_the_notice_masks_people_and_shows_units(
    done: tuple[Path, dict[str, Any]], county: Path
) -> None:
    out, _ = done
    text = "\n".join(str(cell) for row in rows(out, "公示名单") for cell in row.values())
    workers = pl.read_csv(county / "workers.csv", infer_schema=False)
    full = {*workers["身份证号"].drop_nulls(), *workers["姓名"].drop_nulls()}
    assert not any(word in text for word in full if len(word) > 2)
    persons = [row for row in rows(out, "公示名单") if row["领取方"] == "劳动者本人"]
    assert all(
        re.fullmatch(r"\d{3}\*{11}\d{3}[\dX]", row["身份证号"])
        for row in persons
        if row["身份证号"]
    )
    units = [row for row in rows(out, "公示名单") if row["领取方"] != "劳动者本人"]
    assert all("*" not in row["姓名或单位名称"] and row["身份证号"] is None for row in units)


def test_every_amount_has_its_clause_and_every_miss_its_reason(
    done: tuple[Path, dict[str, Any]],
) -> None:
    out, _ = done
    for row in rows(out, "应发明细"):
        assert row["计算与依据"].endswith(f"依据 {row['依据']}")
    missed = list(rows(out, "未达条件"))
    assert missed
    assert all(row["原因"] and row["还可能达到"] in {"是", "否"} for row in missed)


def test_the_same_input_gives_the_same_bytes_and_replaces_what_was_there(
    done: tuple[Path, dict[str, Any]], county: Path, tmp_path: Path
) -> None:
    out, _ = done
    again = tmp_path / "again"
    for _ in range(2):
        told = call("entitlements", county, "--pack", PACK, "--out", again, "--as-of", "2023-06-30")
        assert told.exit_code == 0, told.output
    for name in ENTITLEMENT_FILES:
        assert (again / name).read_bytes() == (out / name).read_bytes(), name
    assert "合计" in told.stdout


def test_a_run_is_told_what_it_would_owe(tmp_path: Path) -> None:
    data, run = tmp_path / "data", tmp_path / "run"
    assert call("synth", data, "--workers", 200, "--vacancies", 30, "--seed", 3).exit_code == 0
    assert call("allocate", data, "--pack", PACK, "--out", run).exit_code == 0
    told = call(
        "entitlements", data, "--pack", PACK, "--run", run, "--out", tmp_path / "o", "--json"
    )
    assert told.exit_code == 0, told.output
    record = json.loads(told.stdout)
    assert record["expected_of"] == str(run)
    assert Decimal(record["granted"]) > 0


def test_what_cannot_be_counted_is_said_in_one_message(county: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_county(make_county(30, 4, 1), data)
    (data / "placements.csv").unlink()
    told = call("entitlements", data, "--pack", PACK, "--out", tmp_path / "a")
    assert told.exit_code == 1
    assert "没有可用的“就业台账”" in told.stderr
    run = tmp_path / "push"
    assert call("push", data, "--pack", PACK, "--out", run).exit_code == 0
    told = call("entitlements", data, "--pack", PACK, "--run", run, "--out", tmp_path / "b")
    assert told.exit_code == 1
    assert "只有 allocate 的结果" in told.stderr
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine.txt").write_text("x", encoding="utf-8")
    told = call("entitlements", county, "--pack", PACK, "--out", taken)
    assert told.exit_code == 1
    assert "没有写入" in told.stderr
    assert [path.name for path in taken.iterdir()] == ["mine.txt"]


def test_a_pack_without_money_is_refused(county: Path, tmp_path: Path) -> None:
    whole = Path("data/policies/qianyang-2021.toml").read_text(encoding="utf-8")
    pack = tmp_path / "mine.toml"
    pack.write_text(whole.rpartition("# ---- Money")[0], encoding="utf-8")
    told = call("entitlements", county, "--pack", pack, "--out", tmp_path / "out")
    assert told.exit_code == 1
    assert "没有补贴规则" in told.stderr


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("610328199001011234", "610***********1234"),
        ("61032819900101123X", "610***********123X"),
        ("610328900101123", "610********1123"),
        ("12345", "*****"),
        (None, None),
    ],
)
def test_an_identity_number_keeps_its_ends(number: str | None, shown: str | None) -> None:
    frame = pl.DataFrame({"n": [number]}, schema={"n": pl.String})
    assert frame.select(masked_identity(pl.col("n"))).item() == shown

"""`gangpei monitor`: from files to a workbook that a head of office reads."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli import app
from api.runs.monitor import MONITORING_FILES
from models.synth import make_county, with_ledger, write_county

DAY, PACK = "2021-09-28", "chengkou-2021"


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("county") / "data"
    write_county(with_ledger(make_county(200, 30, 5, as_of=date(2021, 9, 28)), 12), out)
    return out


@pytest.fixture(scope="module")
def done(county: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    out = tmp_path_factory.mktemp("watched") / "out"
    told = call(
        "monitor", county, "--pack", PACK, "--out", out, "--as-of", DAY,
        "--entered", "training=1,200", "--json",
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    return out, json.loads(told.stdout)


def rows(out: Path, sheet: str) -> list[dict[str, Any]]:
    lines = openpyxl.load_workbook(out / "monitoring.xlsx")[sheet].iter_rows(
        min_row=3, values_only=True
    )
    headings = next(lines)
    return [dict(zip(headings, line, strict=True)) for line in lines]


def test_the_folder_holds_what_is_documented(done: tuple[Path, dict[str, Any]]) -> None:
    out, _ = done
    assert {path.name for path in out.iterdir()} == set(MONITORING_FILES)


def test_the_record_the_files_and_the_workbook_count_the_same(
    done: tuple[Path, dict[str, Any]],
) -> None:
    out, record = done
    changes = pl.read_csv(out / "changes.csv")
    assert changes.height == sum(record["changes"].values()) == len(rows(out, "月度变化"))
    homes = pl.read_csv(out / "households.csv")
    assert homes.height == sum(record["households"]["status"].values())
    assert homes.height == len(rows(out, "家庭户预警"))
    short = pl.read_csv(out / "services.csv").filter(~pl.col("whole"))
    assert short.height == len(rows(out, "服务不足"))
    assert sum(record["graduates"]["status"].values()) == len(rows(out, "毕业生"))
    training = next(i for i in record["indicators"] if i["rule"] == "training")
    assert training["number"] == "1200"


def test_a_ledger_that_was_written_and_read_comes_back(
    county: Path, done: tuple[Path, dict[str, Any]]
) -> None:
    """The table of services is read by its name; what the county holds is what is counted."""
    out, _ = done
    written = pl.read_csv(county / "services.csv")
    (identity,) = written.columns[:1]
    assert written[identity].n_unique() == written.height
    found = pl.read_csv(out / "services.csv")
    assert found["posts"].sum() > 0


def test_names_are_masked_unless_asked(
    county: Path, done: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    out, _ = done
    people = set(pl.read_csv(county / "workers.csv")["姓名"].drop_nulls())
    assert not people & {row["姓名"] for row in rows(out, "毕业生")}
    told = call(
        "monitor", county, "--pack", PACK, "--out", tmp_path / "o", "--as-of", DAY, "--names"
    )
    assert told.exit_code == 0
    assert {row["姓名"] for row in rows(tmp_path / "o", "毕业生")} - {None} <= people
    texts = "".join(p.read_text(encoding="utf-8-sig") for p in (tmp_path / "o").glob("*.csv"))
    assert not any(name in texts for name in people)


def test_the_same_input_gives_the_same_bytes(
    county: Path, done: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    again = tmp_path / "again"
    call("monitor", county, "--pack", PACK, "--out", again, "--as-of", DAY,
         "--entered", "training=1200")  # fmt: skip
    out, _ = done
    for name in MONITORING_FILES:
        assert (out / name).read_bytes() == (again / name).read_bytes(), name


def test_people_read_a_summary_of_every_part(county: Path, tmp_path: Path) -> None:
    told = call("monitor", county, "--pack", PACK, "--out", tmp_path / "o", "--as-of", DAY)
    assert told.exit_code == 0
    parts = ("变化（2021-08-31 至 2021-09-28）", "三色预警", "目标进度", "岗位推荐和服务", "毕业生")
    for part in (*parts, "季调度（2021 年第 3 季度）", "monitoring.xlsx"):
        assert part in told.stdout, part


def test_two_rosters_are_compared_person_by_person(county: Path, tmp_path: Path) -> None:
    """The earlier roster lacks one person and has one more."""
    before = tmp_path / "before"
    before.mkdir()
    workers = pl.read_csv(county / "workers.csv", infer_schema=False)
    gone = workers.head(1).with_columns(pl.lit("W999999").alias("人员编号"))
    pl.concat([workers.tail(-1), gone]).write_csv(before / "workers.csv")
    (before / "vacancies.csv").write_bytes((county / "vacancies.csv").read_bytes())
    told = call(
        "monitor", county, "--pack", PACK, "--out", tmp_path / "o", "--as-of", DAY,
        "--before", before, "--since", "2021-08-31", "--json",
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    changes = json.loads(told.stdout)["changes"]
    assert (changes["new"], changes["left"]) == (1, 1)


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("--since", "2021-09-28"), 1, "不早于基准日 2021-09-28"),
        (("--entered", "brokers"), 2, "写成 规则编号=不小于 0 的数"),
        (("--entered", "brokers=-1"), 2, "写成 规则编号=不小于 0 的数"),
        (
            ("--entered", "ledgers=3"),
            1,
            "没有要填报的指标「ledgers」；可以填报的有：training、brokers",
        ),
        (("--before", "nowhere"), 1, "nowhere"),
    ],
)
def test_what_cannot_be_meant_is_told(
    county: Path, tmp_path: Path, words: tuple[str, ...], status: int, message: str
) -> None:
    told = call("monitor", county, "--pack", PACK, "--out", tmp_path / "o", "--as-of", DAY, *words)
    assert told.exit_code == status
    assert message in told.output
    assert not (tmp_path / "o").exists()


def test_rosters_without_keys_cannot_be_compared(county: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    workers = pl.read_csv(county / "workers.csv", infer_schema=False).drop("人员编号")
    workers.write_csv(bare / "workers.csv")
    told = call(
        "monitor", county, "--pack", PACK, "--out", tmp_path / "o", "--as-of", DAY,
        "--before", bare, "--since", "2021-08-31",
    )  # fmt: skip
    assert told.exit_code == 1
    assert "没有人员编号" in told.output


def test_another_folder_is_not_written_over(county: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    told = call("monitor", county, "--pack", PACK, "--out", tmp_path)
    assert told.exit_code == 1
    assert "没有写入" in told.output


def push_run(folder: Path, job: str = "push", day: str = DAY) -> Path:
    """A run folder with as much as is read of it: V00001 to V00003 for the first person."""
    folder.mkdir()
    (folder / "run.json").write_text(json.dumps({"job": job, "as_of": day}), encoding="utf-8")
    posts = [f"V0000{n}" for n in (1, 2, 3)]
    pl.DataFrame({"worker_id": ["W000001"] * 3, "vacancy_id": posts}).write_parquet(
        folder / "matches.parquet"
    )
    return folder


def test_posts_of_a_push_count_as_pushed(county: Path, tmp_path: Path) -> None:
    """The roster alone, without its services: three posts for one person, none for the others."""
    bare = tmp_path / "bare"
    bare.mkdir()
    workers = pl.read_csv(county / "workers.csv", infer_schema=False)
    ours = pl.col("人员编号") == "W000001"
    workers = workers.with_columns(
        pl.when(ours).then(pl.lit(text)).otherwise(name).alias(name)
        for name, text in (("就业状态", "未就业"), ("就业意愿", "是"), ("劳动能力", "普通劳动力"))
    )
    workers.write_csv(bare / "workers.csv")
    told = call("monitor", bare, "--pack", PACK, "--out", tmp_path / "o", "--as-of", DAY,
                "--pushed", push_run(tmp_path / "run"))  # fmt: skip
    assert told.exit_code == 0, told.output
    found = pl.read_csv(tmp_path / "o" / "services.csv").filter(pl.col("posts") > 0)
    assert found.select("worker_id", "posts").rows() == [("W000001", 3)]


@pytest.mark.parametrize(
    ("run", "message"),
    [({"job": "allocate"}, "要的是 push 的结果"), ({"day": "2021-09-29"}, "晚于基准日 2021-09-28")],
)
def test_a_run_that_is_no_push_or_comes_later_is_refused(
    county: Path, tmp_path: Path, run: dict[str, str], message: str
) -> None:
    told = call("monitor", county, "--pack", PACK, "--out", tmp_path / "o", "--as-of", DAY,
                "--pushed", push_run(tmp_path / "run", **run))  # fmt: skip
    assert told.exit_code == 1
    assert message in told.output


@pytest.mark.parametrize("more", [(), ("--messy", "--format", "xlsx")])
def test_a_made_up_county_with_ledgers_is_watched(tmp_path: Path, more: tuple[str, ...]) -> None:
    """As clean tables, and as offices write them: every record of a service is read again."""
    data = tmp_path / "data"
    made = call("synth", data, "--workers", 60, "--vacancies", 10, "--ledger", 6, "--json", *more)
    assert made.exit_code == 0, made.output
    rows = json.loads(made.stdout)["rows"]
    told = call("lint", data, "--json")
    assert json.loads(told.stdout)["rows"]["services"] == rows["services"] > 0
    told = call("monitor", data, "--pack", PACK, "--out", tmp_path / "o", "--json")
    assert told.exit_code == 0, told.output
    assert sum(line["people"] for line in json.loads(told.stdout)["services"]) > 0

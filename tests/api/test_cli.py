"""The command line: what it prints, where, and with which exit status."""

import json
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from api.cli import app

PACK = "qianyang-2021"
KEYS = """status objective bound gap placed workers vacancies openings pairs_priced passes seconds
peak_rss_bytes pack input_sha256 seed versions job options data as_of"""
FILES = {
    "run.json",
    "matches.parquet",
    "matches.xlsx",
    "unplaced.csv",
    "unfilled.csv",
    "rules.csv",
    "rejected.csv",
    "certificate.npz",
    "start.npz",
    "pack.toml",
}


def call(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    out = tmp_path_factory.mktemp("county") / "data"
    assert call("synth", out, "--workers", 300, "--vacancies", 40, "--seed", 7).exit_code == 0
    return out


@pytest.fixture(scope="module")
def runs(county, tmp_path_factory):
    """The three jobs on a small county, each with its result."""
    home = tmp_path_factory.mktemp("runs")
    done = {}
    for job in ("allocate", "push", "shortlist"):
        result = call(job, county, "--pack", PACK, "--out", home / job, "--json")
        assert result.exit_code == 0, result.output
        done[job] = (home / job, json.loads(result.stdout))
    return done


def test_help_answers_at_once_and_names_every_command():
    begun = time.perf_counter()
    told = subprocess.run(
        [sys.executable, "-m", "api", "--help"], capture_output=True, text=True, check=True
    )
    assert time.perf_counter() - begun < 2  # 0.1 s on an idle machine; nothing heavy is imported
    for command in (
        "synth",
        "lint",
        "allocate",
        "push",
        "shortlist",
        "explain",
        "verify",
        "packs",
        "serve",
        "summary",
    ):
        assert f"\n  {command} " in told.stdout


def test_starting_the_command_line_imports_nothing_heavy():
    heavy = {"polars", "numpy", "numba", "ortools", "sklearn", "fastapi", "rich"}
    code = f"import sys, api.cli; print(sorted({heavy} & sys.modules.keys()))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "command",
    [
        "synth",
        "lint",
        "allocate",
        "push",
        "shortlist",
        "explain",
        "verify",
        "summary",
        "serve",
        "packs",
    ],
)
def test_every_command_explains_itself_in_chinese_and_english(command):
    told = call(command, "--help").stdout
    assert any("一" <= letter <= "鿿" for letter in told)
    assert "--help" in told


@pytest.mark.parametrize("job", ["allocate", "push", "shortlist"])
def test_a_job_writes_every_file_of_the_contract(runs, job):
    folder, run = runs[job]
    names = {p.name for p in folder.iterdir()}
    assert names == FILES | ({"push_texts.csv"} if job == "push" else set())
    assert set(KEYS.split()) <= run.keys()
    assert (run["workers"], run["vacancies"], run["pairs_priced"]) == (300, 40, 12_000)


@pytest.mark.parametrize("job", ["allocate", "push", "shortlist"])
def test_the_same_input_gives_the_same_bytes(runs, county, job, tmp_path):
    folder, first = runs[job]
    again = call(job, county, "--pack", PACK, "--out", tmp_path / job, "--json")
    second = json.loads(again.stdout)
    for name in sorted(p.name for p in folder.iterdir() if p.name != "run.json"):
        assert (folder / name).read_bytes() == (tmp_path / job / name).read_bytes(), name
    different = {key for key in first if first[key] != second[key]}
    assert different <= {"seconds", "solve_seconds", "peak_rss_bytes", "finished_at", "folder"}


def test_names_are_masked_unless_asked_for_and_numbers_never_show(runs, county, tmp_path):
    import polars as pl

    people = pl.read_csv(county / "workers.csv", infer_schema=False)
    names = {name for name in people["姓名"].drop_nulls().to_list() if len(name) > 1}
    private = {
        n for column in ("身份证号", "联系电话") for n in people[column].drop_nulls().to_list()
    }
    shown = everything(runs["push"][0])
    assert not [name for name in names if name in shown]
    assert "*" in shown
    assert call("push", county, "--pack", PACK, "--out", tmp_path / "r", "--names").exit_code == 0
    named = everything(tmp_path / "r")
    assert [name for name in names if name in named]
    assert not [number for number in private if number in shown or number in named]


def everything(folder):
    """All texts that the files for people hold."""
    import openpyxl

    texts = [p.read_text(encoding="utf-8-sig") for p in sorted(folder.glob("*.csv"))]
    for path in sorted(folder.glob("*.xlsx")):
        for sheet in openpyxl.load_workbook(path, read_only=True):
            texts += [
                str(cell)
                for row in sheet.iter_rows(values_only=True)
                for cell in row
                if cell is not None
            ]
    return "\n".join(texts)


@pytest.mark.parametrize("job", ["allocate", "push", "shortlist"])
def test_verify_agrees_and_says_so(runs, job):
    result = call("verify", runs[job][0], "--json")
    report = json.loads(result.stdout)
    assert (result.exit_code, report["ok"], report["faults"]) == (0, True, [])
    assert "核对通过" in call("verify", runs[job][0]).stdout


def test_verify_names_a_damage_and_exits_with_1(runs, tmp_path):
    import shutil

    shutil.copytree(runs["allocate"][0], tmp_path / "r")
    run = json.loads((tmp_path / "r" / "run.json").read_text(encoding="utf-8"))
    run["objective"] += 1
    (tmp_path / "r" / "run.json").write_text(json.dumps(run), encoding="utf-8")
    result = call("verify", tmp_path / "r", "--json")
    assert result.exit_code == 1
    assert "objective_wrong" in {fault["code"] for fault in json.loads(result.stdout)["faults"]}


def test_explain_tells_a_placed_worker_why_this_post(runs):
    from api.runs.folder import RunFolder

    folder, _ = runs["allocate"]
    worker, vacancy, value = (
        RunFolder(folder).matches.select("worker_id", "vacancy_id", "value").row(0)
    )
    answer = json.loads(
        call("explain", folder, "--worker", worker, "--vacancy", vacancy, "--json").stdout
    )
    (match,) = answer["matches"]
    assert (match["vacancy_id"], match["verdict"], match["eligible"]) == (vacancy, "matched", True)
    assert match["value"] == pytest.approx(value, abs=1e-4)
    assert answer["question"] == match
    assert all(
        pair["vacancy_id"] != vacancy and pair["eligible"] for pair in answer["alternatives"]
    )
    assert "安排的岗位" in call("explain", folder, "--worker", worker).stdout


def test_explain_names_what_refuses_a_pair_or_who_outbids_it(runs):
    from api.runs.folder import RunFolder

    folder, run = runs["allocate"]
    unplaced = RunFolder(folder).unplaced
    worker = unplaced.row(0, named=True)["worker_id"]
    verdicts = set()
    for vacancy in ("V00001", "V00002", "V00003", "V00004", "V00005"):
        pair = json.loads(
            call("explain", folder, "--worker", worker, "--vacancy", vacancy, "--json").stdout
        )["question"]
        assert pair["eligible"] == (not pair["reasons"])
        assert (pair["verdict"] == "refused") == bool(pair["reasons"])
        assert pair["text"]
        verdicts.add(pair["verdict"])
    assert verdicts <= {"refused", "outbid", "not_available", "no_openings", "equal"}
    assert run["status"]


def test_an_unknown_worker_is_one_clear_message(runs):
    result = call("explain", runs["allocate"][0], "--worker", "nobody")
    assert result.exit_code == 1
    assert "没有编号为 nobody 的人员" in result.stderr
    assert "Traceback" not in result.output


def test_a_summary_says_who_is_placed_and_what_is_held(runs):
    told = call("summary", *(folder for folder, _ in runs.values())).stdout
    for word in (
        "一人一岗安置",
        "岗位推送",
        "展位候选名单",
        "已安置",
        "基尼系数",
        "城关镇",
        " verify ",
    ):
        assert word in told


def test_a_county_is_the_same_to_the_byte(county, tmp_path):
    again = call(
        "synth", tmp_path / "data", "--workers", 300, "--vacancies", 40, "--seed", 7, "--json"
    )
    assert json.loads(again.stdout)["rows"]["workers"] == 300
    for path in county.iterdir():
        assert path.read_bytes() == (tmp_path / "data" / path.name).read_bytes()


def test_lint_reads_a_made_up_county_without_an_error(county):
    report = json.loads(call("lint", county, "--json").stdout)
    assert (report["usable"], report["rows"]["workers"], report["rows"]["vacancies"]) == (
        True,
        300,
        40,
    )
    assert not [f for f in report["findings"] if f["level"] == "error"]
    assert "求职人员" in call("lint", county).stdout


def test_packs_lists_them_and_shows_clauses():
    assert PACK in call("packs").stdout
    assert {p["id"] for p in json.loads(call("packs", "list", "--json").stdout)} >= {PACK}
    shown = json.loads(call("packs", "show", PACK, "--json").stdout)
    assert all(rule["cite"] and rule["statement"] for rule in shown["rules"])
    assert "四.3" in call("packs", "show", PACK).stdout


def test_a_run_stopped_before_its_gap_exits_with_3(runs, county, monkeypatch, tmp_path):
    import api.runs.execution
    from api.runs.folder import RunFolder

    def stopped(*_args, **_named):
        folder = RunFolder(runs["allocate"][0])
        folder.run["status"] = "limit"
        return folder

    monkeypatch.setattr(api.runs.execution, "execute", stopped)
    result = call("allocate", county, "--pack", PACK, "--out", tmp_path / "r")
    assert result.exit_code == 3
    assert "达到要求的差距之前停止" in result.stderr

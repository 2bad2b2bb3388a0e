"""Every benchmark runs at its smallest size, and asserts what it says it asserts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.registry import BENCHMARKS, SCALES
from benchmarks.show import as_json, as_markdown, as_text


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_runs_at_its_smallest_size(name: str) -> None:
    outcome = BENCHMARKS[name].at("small")
    assert outcome.name == name
    assert outcome.tables[0].rows
    assert json.loads(as_json(outcome))["title"] == outcome.title
    assert as_markdown(outcome).startswith(f"## {name}\n")
    for table in outcome.tables:
        assert all([*row] == [*table.rows[0]] for row in table.rows)
        assert table.caption in as_text(outcome)


def test_every_benchmark_has_every_scale_and_stands_in_the_readme() -> None:
    readme = Path("benchmarks/README.md").read_text(encoding="utf-8")
    for name, benchmark in BENCHMARKS.items():
        assert set(benchmark.scales) == set(SCALES)
        assert f"python -m benchmarks {name}" in readme


def test_help_names_every_benchmark(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    told = capsys.readouterr().out
    assert all(name in told for name in (*BENCHMARKS, "report"))


def test_an_instance_that_is_not_registered_is_wrong_usage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["allocate", "--instance", "metropolis"])
    assert stopped.value.code == 2
    assert "county" in capsys.readouterr().err


def test_a_report_has_a_section_with_its_command_and_the_row_for_the_history(
    tmp_path: Path,
) -> None:
    out = tmp_path / "report.md"
    assert main(["report", "--only", "assignment", "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "## assignment" in text
    assert "python -m benchmarks assignment --sizes 10 30" in text
    head, _, row = text.strip().splitlines()[-3:]
    assert head.count("|") == row.count("|")
    history = Path("benchmarks/history.md").read_text(encoding="utf-8")
    assert head in history.splitlines()  # a row can be pasted below the others


def test_a_wrong_answer_ends_a_benchmark_with_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.assignment._scipy", lambda _instance: 1e12)
    assert main(["assignment", "--sizes", "5", "--families", "uniform"]) == 1
    assert "where the optimum is 1000000000000.0" in capsys.readouterr().err

"""`gangpei packs check` and `gangpei packs diff`: what people and programs are told."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from models.packs import list_packs, load_pack

TESTS = Path(__file__).parents[1]
TINY = TESTS.parent / "data" / "samples" / "tiny" / "roster"
runner = CliRunner()


@pytest.fixture(name="copy")
def fixture_copy(tmp_path: Path) -> Path:
    """A pack that a centre copied, with one number turned."""
    source = load_pack("qianyang-2021").source_bytes.decode()
    path = tmp_path / "mine.toml"
    path.write_text(source.replace("default = 3\n", "default = 4\n", 1), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", list_packs())
def test_check_says_every_rule_of_a_pack_in_chinese_with_its_clause(name: str) -> None:
    done = runner.invoke(app, ["packs", "check", name])
    assert done.exit_code == 0, done.output
    said = done.output.replace("\n", "").replace(" ", "")
    for rule in load_pack(name).rules:
        assert f"{rule.statement}（{rule.cite}）".replace(" ", "") in said
    assert "没有错误" in said


def test_check_tells_every_fault_with_line_and_nearest_word_and_fails() -> None:
    path = TESTS / "broken_packs" / "rule_kind_unknown.toml"
    done = runner.invoke(app, ["packs", "check", str(path)])
    assert done.exit_code == 1
    assert f"{path} 第 " in done.output
    assert "是否想写「post_share」？" in done.output
    as_json = runner.invoke(app, ["packs", "check", str(path), "--json"])
    assert as_json.exit_code == 1
    found = json.loads(as_json.stdout)
    assert found["usable"] is False
    assert [p["nearest"] for p in found["problems"]] == ["post_share"]


def test_check_beside_a_roster_adds_what_selects_nothing_there(copy: Path) -> None:
    alone = json.loads(runner.invoke(app, ["packs", "check", str(copy), "--json"]).stdout)
    assert alone["warnings"] == []
    assert {rule["role"] for rule in alone["pack"]["rules"]} >= {"allocation", "monitoring"}
    done = runner.invoke(app, ["packs", "check", str(copy), "--data", str(TINY), "--json"])
    assert done.exit_code == 0, done.output
    beside = json.loads(done.stdout)
    assert {w["code"] for w in beside["warnings"]} == {"selects-nothing"}
    assert "注意（" in runner.invoke(app, ["packs", "check", str(copy), "--data", str(TINY)]).output


def test_diff_names_what_changed(copy: Path) -> None:
    done = runner.invoke(app, ["packs", "diff", "qianyang-2021", str(copy)])
    assert done.exit_code == 0, done.output
    assert "push_least   数值 由「3」改为「4」" in done.output
    assert "push-three   least 由「3」改为「4」" in done.output
    found = json.loads(
        runner.invoke(app, ["packs", "diff", "qianyang-2021", str(copy), "--json"]).stdout
    )
    assert found == [
        {"part": "parameters", "name": "push_least", "field": "value", "before": "3", "after": "4"},
        {"part": "rule", "name": "push-three", "field": "least", "before": "3", "after": "4"},
    ]


def test_diff_of_the_same_pack_says_so_and_of_no_pack_fails() -> None:
    same = runner.invoke(app, ["packs", "diff", "qianyang-2021", "qianyang-2021"])
    assert same.output == "两个政策包的内容相同。\n"
    wrong = runner.invoke(app, ["packs", "diff", "qianyang-2021", "qianyang"])
    assert wrong.exit_code == 1
    assert "是否想写「qianyang-2021」？" in wrong.output

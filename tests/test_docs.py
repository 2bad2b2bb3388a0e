"""The documentation says what is there, all of it, and nothing else; what it shows is run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from api.cli import app as cli
from api.cli.faults import AT_FAULT, STOPPED_EARLY, WRONG_USAGE
from api.http.app import create_app
from api.http.engine import Engine
from api.runs.folder import FILES
from models.rules import KINDS
from solver.result import Status
from tests.api.http_server import KEY, running

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TOP = [p for p in ROOT.glob("*.md") if p.is_file()]
PACKAGES = ("api", "benchmarks", "data", "matcher", "models", "solver")
DOCUMENTS = sorted([*TOP, *(p for name in PACKAGES for p in (ROOT / name).rglob("*.md"))])
MANAGED = {"--help"}


def section(text: str, heading: str) -> str:
    """What stands under a heading of two signs."""
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def first_cells(text: str) -> list[str]:
    """The first cell of every table line."""
    return [line.split("|")[1] for line in text.splitlines() if line.startswith("|")]


def marked(mark: str) -> str:
    """The blocks of README.md that follow a mark, joined."""
    found = re.findall(rf"<!-- {mark} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found
    return "\n".join(found)


def commands() -> Iterator[tuple[str, Any]]:
    """Every command by its whole name, with the parser's own declaration."""

    def below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
        children = getattr(command, "commands", {})
        yield (name, command)
        for child, declared in children.items():
            yield from below(f"{name} {child}", declared)

    for name, declared in typer.main.get_command(cli).commands.items():  # type: ignore[attr-defined]  # a group
        yield from below(f"gangpei {name}", declared)


def options_of(command: Any) -> set[str]:
    return {o for p in command.params for o in p.opts if o.startswith("--")} - MANAGED


COMMANDS = dict(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_line_and_its_options_in_the_readme(name: str) -> None:
    text = section(README, "Commands")
    assert re.search(rf"{name}\b", text)
    assert options_of(COMMANDS[name]) <= set(re.findall(r"--[a-z][a-z-]*", text))


@pytest.mark.parametrize("document", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_every_command_and_option_that_is_shown_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for line in re.findall(r"^(?:    )?gangpei .*$", text, re.MULTILINE):
        words = line.split()
        name = " ".join(words[:3] if " ".join(words[:3]) in COMMANDS else words[:2])
        assert name in COMMANDS, line
        assert set(re.findall(r"--[a-z][a-z-]*", line)) <= options_of(COMMANDS[name]), line
    known = set().union(*map(options_of, COMMANDS.values()))
    shown = set(re.findall(r"`(--[a-z][a-z-]*)", text))
    assert shown <= known | MANAGED


def test_the_readme_has_every_rule_kind_and_no_other() -> None:
    cells = first_cells(section(README, "Rules"))
    assert {c.strip(" `") for c in cells if "`" in c} == set(KINDS)


def test_the_readme_has_every_file_of_a_run_folder_and_no_other() -> None:
    cells = first_cells(section(README, "What comes out"))
    assert {c.strip(" `") for c in cells if "`" in c} == set(FILES)


def test_the_readme_has_every_status_and_exit_status() -> None:
    text = section(README, "What comes out")
    assert all(f"`{status.value}`" in text for status in Status)
    stated = re.search(r"Exit status: (.*)", README)
    assert stated is not None
    assert [int(n) for n in re.findall(r"\b\d\b", stated[1])] == [
        0, AT_FAULT, WRONG_USAGE, STOPPED_EARLY,
    ]  # fmt: skip


def test_the_readme_has_every_route_and_no_other(tmp_path: Path) -> None:
    paths = create_app(tmp_path, "key").openapi()["paths"]
    there = {f"{method.upper()} {path}" for path, item in paths.items() for method in item}
    shown = re.findall(r"`((?:GET|POST|PUT|PATCH|DELETE) /[^`]*)`", section(README, "API"))
    assert sorted(shown) == sorted(there)


def test_every_target_of_the_makefile_is_documented_and_every_documented_one_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == targets
    shown = re.findall(r"(?:`|^    )make ([a-z]+)", README + CHINESE + CONTRIBUTING, re.MULTILINE)
    assert set(shown) == targets


@pytest.mark.parametrize("text", [README, CHINESE], ids=["english", "chinese"])
def test_both_readmes_name_the_two_commands(text: str) -> None:
    assert "make run" in text
    assert "make test" in text


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere_within_the_project(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        file = (document.parent / target.split("#")[0].replace("\\", "")).resolve()
        assert file.exists(), target
        assert file.is_relative_to(ROOT), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_document_names_a_place_of_one_machine(document: Path) -> None:
    """Absolute paths are routes, or they are of somebody's machine."""
    text = document.read_text(encoding="utf-8")
    routes = ("/v1", "/docs", "/healthz", "/readyz")
    absolute = re.findall(r"(?<![\w.>*）)\]}/])(/[a-z][\w.-]*(?:/[\w.{}-]*)*)", text)
    assert [p for p in absolute if not p.startswith(routes)] == []
    hosts = set(re.findall(r"https?://([\w.:-]+)", text))
    assert hosts <= {"127.0.0.1:8765", "keepachangelog.com", "semver.org"}


@pytest.mark.parametrize("named", re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.\w+)`", CONTRIBUTING))
def test_every_file_that_contributing_names_exists(named: str) -> None:
    made = {"requirements.lock", "mapping.toml"}
    folders = ("", "data")
    assert named in made or any((ROOT / folder / named).exists() for folder in folders)


def test_the_lock_pins_every_dependency_and_nothing_but_versions() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[^ ]+", line)] == []

    def normal(name: str) -> str:
        return re.sub(r"[-_.]+", "-", re.split(r"[<>=~! \[;]", name)[0]).lower()

    pinned = [normal(line) for line in lines]
    assert pinned == sorted(set(pinned))
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"] + ["setuptools"]
    assert {normal(name) for name in wanted} <= set(pinned)


def test_the_changelog_begins_with_the_version_of_the_project() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[(.*?)\]", text, re.MULTILINE)[0] == PROJECT["version"]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder like the project's, with its data and a `gangpei` on the path."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / "bin").mkdir()
    shim = tmp_path / "bin" / "gangpei"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m api "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    return tmp_path


def run(script: str, desk: Path, **more: str) -> str:
    """Runs a script of README.md; every line has to succeed."""
    path = (
        f"{desk / 'bin'}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=desk,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), **more},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_commands_of_the_readme_run(desk: Path) -> None:
    script = "\n".join(re.findall(r"<!-- tested -->\n```sh\n(.*?)```", README, re.DOTALL))
    shown = {" ".join(line.split()[:2]) for line in script.splitlines() if line.strip()}
    assert shown >= {" ".join(name.split()[:2]) for name in COMMANDS} - {"gangpei serve"}
    output = run(script, desk)
    assert "核对通过" in output
    keys = json.loads((desk / "runs/sample-allocate/run.json").read_text(encoding="utf-8")).keys()
    text = section(README, "What comes out")
    assert [key for key in keys if f"`{key}`" not in text] == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_requests_of_the_readme_are_answered(desk: Path) -> None:
    """W06 may hold one post of the small sample: V4, the village cleaner."""
    with running(desk / "home", Engine()) as client:
        output = run(marked("tested: server"), desk, API=str(client.base_url), KEY=KEY)
    assert "event: end" in output
    assert "V4" in output
    assert (desk / "matches.xlsx").read_bytes()[:2] == b"PK"


def test_the_python_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})

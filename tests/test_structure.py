"""A rule kind is whole, or the tests say what it lacks; the tree keeps its shape."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from models.rules import KINDS, Priority, PushMinimum
from solver.checker.recount import COUNTS
from solver.rules import COMPILERS, MASKS

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
TOP = {"api", "benchmarks", "data", "matcher", "models", "solver", "tests"}
MOST_LINES = 350

EVERY_KIND = pytest.mark.parametrize("kind", list(KINDS))
USED = [name for name, kind in KINDS.items() if kind.role == "allocation"]
EVERY_USED_KIND = pytest.mark.parametrize("kind", USED)


def entries() -> dict[str, str]:
    """The entries of the documentation of rule kinds, by kind."""
    text = (ROOT / "data" / "policies" / "RULES.md").read_text(encoding="utf-8")
    parts = re.split(r"^## `(\w+)`$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@EVERY_KIND
def test_a_kind_has_its_own_file_of_its_name(kind: str) -> None:
    assert KINDS[kind].kind == kind
    assert KINDS[kind].__module__ == f"models.rules.{kind}"


@EVERY_USED_KIND
def test_a_kind_is_compiled(kind: str) -> None:
    """To rows or bounds by its file in solver/rules; who may hold what is the matcher's."""
    if kind in MASKS:
        assert kind not in COMPILERS
    else:
        assert COMPILERS[kind].__module__ == f"solver.rules.{kind}"


def test_nothing_else_is_compiled() -> None:
    assert set(COMPILERS) | MASKS == set(USED)


@EVERY_USED_KIND
def test_a_kind_is_counted_again_by_the_checker(kind: str) -> None:
    """Minima, who may and who goes first are counted over all workers, each by its own file."""
    if KINDS[kind] in COUNTS:
        assert COUNTS[KINDS[kind]].__module__ == f"solver.checker.{kind}"
    else:
        assert kind in MASKS | {Priority.kind, PushMinimum.kind}
    assert (ROOT / "solver" / "checker" / f"{kind}.py").exists()


@EVERY_KIND
def test_a_kind_is_documented_with_its_algebra_its_fields_and_an_example(kind: str) -> None:
    entry = entries()[kind]
    assert entry.lstrip().startswith("Says: ")
    assert "\n    " in entry  # the line of algebra
    assert f'kind = "{kind}"' in entry
    for field in KINDS[kind].params():
        assert f"| `{field}` |" in entry, field


def test_no_other_kind_is_documented() -> None:
    assert set(entries()) == set(KINDS)


@EVERY_KIND
def test_a_kind_has_a_broken_file(kind: str) -> None:
    found = [
        path.name
        for path in (TESTS / "broken_packs").glob("*.toml")
        if f'kind = "{kind}"' in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert found, f"tests/broken_packs has no file with a rule of kind {kind}"


@EVERY_USED_KIND
def test_a_kind_has_a_test_that_it_binds_and_one_that_it_is_slack(kind: str) -> None:
    tree = ast.parse((TESTS / "solver" / f"test_rules_{kind}.py").read_text(encoding="utf-8"))
    tests = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for outcome in ("binds", "is_slack"):
        assert f"test_{outcome}" in tests
        assert any(re.match(rf"test_{outcome}_from_the_rule", name) for name in tests)


def test_the_top_level_is_fixed() -> None:
    """Directories with Python in them are the packages, and no other."""
    kept = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and not path.name.startswith(".") and any(path.rglob("*.py"))
    }
    assert kept - {"build"} <= TOP
    assert kept >= TOP


@pytest.mark.parametrize("folder", sorted(TOP))
def test_every_folder_of_code_is_a_package(folder: str) -> None:
    folders = {path.parent for path in (ROOT / folder).rglob("*.py")}
    without = [str(f.relative_to(ROOT)) for f in folders if not (f / "__init__.py").exists()]
    assert without == []


def test_files_are_small() -> None:
    """One noun or verb a file, at most 350 lines; the one table of all fields may be longer."""
    long = [
        str(path.relative_to(ROOT))
        for folder in sorted(TOP - {"tests"})
        for path in sorted((ROOT / folder).rglob("*.py"))
        if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES
    ]
    assert set(long) <= {"models/fields.py"}


def test_the_distribution_is_called_gangpei_and_names_its_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["name"] == "gangpei"
    assert project["project"]["scripts"]["gangpei"] == "api.cli:main"
    included = {
        name.rstrip("*") for name in project["tool"]["setuptools"]["packages"]["find"]["include"]
    }
    assert included == TOP - {"tests"}

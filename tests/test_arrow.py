"""One arrow between the packages: models <- matcher <- solver <- api."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "data": {"data"},
    "models": {"data", "models"},
    "matcher": {"data", "models", "matcher"},
    "solver": {"data", "models", "matcher", "solver"},
    "api": {"data", "models", "matcher", "solver", "api"},
    "benchmarks": {"data", "models", "matcher", "solver", "api", "benchmarks", "tests"},
}
FORBIDDEN = {
    "models": {"numba", "ortools", "sklearn", "fastapi", "typer", "rich", "sqlalchemy", "scipy"},
    "matcher": {"ortools", "fastapi", "typer", "rich", "sqlalchemy", "starlette", "uvicorn"},
    "solver": {
        *("fastapi", "typer", "rich", "sqlalchemy", "starlette", "uvicorn", "pydantic", "httpx"),
        *("fastexcel", "xlsxwriter", "openpyxl", "msoffcrypto", "olefile", "csv"),
        *("sklearn", "rapidfuzz", "stdnum"),
    },
}
OURS = set(MAY_IMPORT)
FILES = [path for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))]


def names(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file, by its full name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import hides where it points"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call):
            yield from _by_name(node)


def _by_name(call: ast.Call) -> Iterator[str]:
    """Modules imported by `import_module("...")` or `__import__("...")`."""
    called = (
        call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    )
    if called in {"import_module", "__import__"} and call.args:
        first = call.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def top(name: str) -> str:
    return name.split(".", 1)[0]


def test_the_files_of_every_package_are_looked_at() -> None:
    """An empty search would prove nothing."""
    found = {path.relative_to(ROOT).parts[0] for path in FILES}
    assert found == OURS
    assert len(FILES) > 100


@pytest.mark.parametrize("package", list(MAY_IMPORT))
def test_each_package_imports_only_from_those_to_its_left(package: str) -> None:
    against = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / package).rglob("*.py"))
        for name in names(path)
        if top(name) in OURS | {"tests"} and top(name) not in MAY_IMPORT[package]
    ]
    assert against == []


@pytest.mark.parametrize("package", list(FORBIDDEN))
def test_no_package_imports_a_library_that_is_anothers_business(package: str) -> None:
    """`models` computes nothing; `solver` knows no text, no file and no HTTP."""
    against = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / package).rglob("*.py"))
        for name in names(path)
        if top(name) in FORBIDDEN[package]
    ]
    assert against == []


def test_the_checker_imports_nothing_of_the_solver() -> None:
    """A mistake in the solver must not be able to hide in the checker."""
    against = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "solver" / "checker").rglob("*.py"))
        for name in names(path)
        if top(name) == "solver" and name.split(".")[:2] != ["solver", "checker"]
    ]
    assert against == []


def test_the_solver_does_not_check_itself() -> None:
    """Outside the checker nothing of the solver leans on it."""
    against = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "solver").rglob("*.py"))
        if "checker" not in path.parts
        for name in names(path)
        if name.startswith("solver.checker")
    ]
    assert against == []


def test_the_solvers_core_knows_no_roster_and_no_rule() -> None:
    """Only the compilers of rules, the jobs and the checker read what `models` says."""
    against = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "solver").glob("*.py"))
        for name in names(path)
        if top(name) in {"models", "polars"}
    ]
    assert against == []


def test_reading_models_loads_no_compiler_and_no_solver() -> None:
    """A fresh interpreter that reads rosters and packs has loaded neither numba nor OR-Tools."""
    code = (
        "import sys, models.reading, models.packs, models.rules, models.export, models.synth\n"
        "print(sorted({'numba', 'ortools', 'sklearn'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_imports_are_found_wherever_they_stand(tmp_path: Path) -> None:
    """At the top, in a function, under TYPE_CHECKING, by name."""
    path = tmp_path / "sample.py"
    path.write_text(
        "import a.b\nfrom c import d\n"
        "def f():\n    import e\n    import_module('g.h')\n"
        "if TYPE_CHECKING:\n    from i import j\n",
        encoding="utf-8",
    )
    assert set(names(path)) == {"a.b", "c", "c.d", "e", "g.h", "i", "i.j"}

"""Damage to the files themselves."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.solver.damages.files_of import (
    NotApplicableError,
    csv_of,
    put,
    run_of,
    say,
)


def change_the_input(folder: Path) -> None:
    """The roster has one byte more than when the run was made."""
    run = run_of(folder)
    copy = folder.parent / f"{folder.name}-changed-data"
    shutil.copytree(run["data"], copy)
    table = sorted(copy.glob("*.csv"))
    if not table:
        raise NotApplicableError
    table[0].write_bytes(table[0].read_bytes() + b"\n")
    say(folder, data=str(copy))


def change_the_pack(folder: Path) -> None:
    """The pack in the folder is not the one of the run."""
    path = folder / "pack.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")


def delete_a_file(folder: Path) -> None:
    """A file is missing."""
    (folder / "unfilled.csv").unlink()


def truncate_a_file(folder: Path) -> None:
    """A file was cut off."""
    path = folder / "matches.parquet"
    path.write_bytes(path.read_bytes()[:-20])


def drop_a_column(folder: Path) -> None:
    """A table lacks a column."""
    put(folder, "rules.csv", csv_of(folder, "rules.csv").drop("achieved"))


def forget_a_figure(folder: Path) -> None:
    """run.json lacks what it must hold."""
    run = run_of(folder)
    del run["bound"]
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")

"""Verifying a run folder: its files, the roster it names, and nothing of the solver."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from matcher.components import Weights
from matcher.pair_values import PairValues
from models.export import restore
from models.packs import Pack, PackError, load_pack
from models.reading import read_roster
from models.roster import Roster
from solver.checker.check import check
from solver.checker.report import LINE_SCHEMA, Fault, Report

Progress = Callable[[str, float], None]

_RUN = (
    "job",
    "options",
    "data",
    "as_of",
    "pack",
    "input_sha256",
    "status",
    "objective",
    "bound",
    "gap",
    "placed",
    "workers",
    "vacancies",
    "openings",
    "pairs_priced",
)
_OPTIONS = ("gap", "min_posts", "max_posts", "per_opening", "max_lists")
_TABLES: dict[str, dict[str, Any]] = {
    "matches.parquet": {
        "worker_id": pl.String,
        "vacancy_id": pl.String,
        "rank": pl.Int64,
        "value": pl.Float64,
    },
    "rules.csv": {
        "rule": pl.String,
        "entity": pl.String,
        "required": pl.Int64,
        "achieved": pl.Int64,
        "shortfall": pl.Int64,
        "status": pl.String,
    },
    "unplaced.csv": {"worker_id": pl.String, "reason": pl.String},
    "unfilled.csv": {"vacancy_id": pl.String, "open": pl.Int64},
}
_PINNED = {"worker_id": pl.String, "vacancy_id": pl.String}
_REACH = {
    "rule": pl.String,
    "employer_id": pl.String,
    "reached": pl.String,
    "placed": pl.Int64,
}
_JOBS = ("allocate", "push", "shortlist")


class _DamagedError(Exception):
    """A file of the run folder cannot be used; the fault says which and why."""

    def __init__(self, code: str, message: str) -> None:
        self.fault = Fault(code, message)
        super().__init__(message)


def verify_run(
    run_folder: str | Path, data: str | Path | None = None, progress: Progress | None = None
) -> Report:
    """
    Checks a run folder against the roster that it answers.

    Parameters
    ----------
    run_folder
        With run.json, matches.parquet, rules.csv, unplaced.csv, unfilled.csv,
        certificate.npz, pack.toml and, where matches were pinned, pinned.csv.
    data
        Where the roster lies; where None, the place that run.json names.
    progress
        Called with the phase and the part of it that is done.

    Returns
    -------
    Report
        With a fault for each file that is missing or damaged (and then no
        figures), and else for everything that is wrong with the answer.

    Raises
    ------
    models.reading.RosterError
        When the roster cannot be read.
    """
    folder = Path(run_folder)
    tell = progress or (lambda _phase, _part: None)
    tell("读取结果", 0.0)
    try:
        run = _read_run(folder / "run.json")
        pack = _read_pack(folder / "pack.toml")
        marks = {"pinned": pl.Boolean} if run.get("pinned") else {}
        columns = _TABLES | {"matches.parquet": _TABLES["matches.parquet"] | marks}
        tables = {name: _read_table(folder / name, has) for name, has in columns.items()}
        certificate = _read_certificate(folder / "certificate.npz")
        if run["options"].get("reach"):
            tables["reach.csv"] = _read_table(folder / "reach.csv", _REACH)
        pinned = _read_pinned(folder / "pinned.csv", run)
    except _DamagedError as damaged:
        return Report((damaged.fault,), None, None, None, None, pl.DataFrame(schema=LINE_SCHEMA))
    tell("读取名册", 0.1)
    roster = read_roster(
        data if data is not None else run["data"],
        as_of=date.fromisoformat(run["as_of"]),
        mapping=run.get("mapping"),
    )
    tell("计算匹配值", 0.3)
    values = _values(run, roster, pack)
    tell("复核规则与上界", 0.5)
    claimed = {**run, **{Path(n).stem: t for n, t in tables.items() if n != "matches.parquet"}}
    report = check(
        roster,
        pack,
        run["job"],
        run["options"],
        tables["matches.parquet"],
        certificate,
        claimed,
        values,
        pinned,
    )
    tell("复核完成", 1.0)
    return replace(report, findings=(*_check_inputs(run, roster, pack), *report.findings))


def _values(run: Mapping[str, Any], roster: Roster, pack: Pack) -> PairValues:
    """At the weights that the ledger speaks for, or of the run at whose end this one began."""
    begun = run.get("from") or {}
    if not begun.get("warm"):
        return PairValues(roster, pack)
    return PairValues(roster, pack, weights=Weights(**run["weights"]))


def _check_inputs(run: Mapping[str, Any], roster: Roster, pack: Pack) -> Iterator[Fault]:
    """The roster and the pack are the ones that the run was made of."""
    if roster.sha256 != run["input_sha256"]:
        message = "名册文件与求解时不同（SHA-256 不一致），以下复核结果以现在的名册为准。"
        yield Fault("input_changed", message)
    if run["pack"] != pack.id:
        message = f"run.json 写的政策包是 {run['pack']}，pack.toml 是 {pack.id}。"
        yield Fault("pack_changed", message)
    elif run.get("pack_sha256", pack.sha256) != pack.sha256:
        yield Fault("pack_changed", f"政策包 {pack.id} 与求解时不同（SHA-256 不一致）。")


def _read_run(path: Path) -> dict[str, Any]:
    try:
        run = json.loads(_existing(path).read_text(encoding="utf-8"))
    except ValueError:
        raise _DamagedError("file_damaged", f"{path.name} 不是有效的 JSON 文件。") from None
    absent = [name for name in _RUN if not isinstance(run, dict) or name not in run]
    if not absent and isinstance(run["options"], dict):
        absent = [f"options.{name}" for name in _OPTIONS if name not in run["options"]]
    if absent:
        raise _DamagedError("run_incomplete", f"{path.name} 缺少：{'、'.join(absent)}。")
    if run["job"] not in _JOBS:
        message = f"{path.name} 的 job 应为 {'、'.join(_JOBS)} 之一，写的是 {run['job']}。"
        raise _DamagedError("run_incomplete", message)
    return dict(run)


def _read_pack(path: Path) -> Pack:
    try:
        return load_pack(_existing(path))
    except PackError as error:
        raise _DamagedError("file_damaged", f"{path.name} 无法读取（{error}）。") from None


def _read_table(path: Path, columns: Mapping[str, Any]) -> pl.DataFrame:
    _existing(path)
    try:
        if path.suffix == ".parquet":
            frame = pl.read_parquet(path)
        else:
            # Texts that a spreadsheet would run were neutralised when the file was written.
            frame = pl.read_csv(path, infer_schema=False).with_columns(restore(pl.col(pl.String)))
        absent = [name for name in columns if name not in frame.columns]
        if absent:
            raise _DamagedError("file_damaged", f"{path.name} 缺少列：{'、'.join(absent)}。")
        return frame.select(pl.col(name).cast(dtype) for name, dtype in columns.items())
    except pl.exceptions.NoDataError:
        raise _DamagedError("file_damaged", f"{path.name} 是空文件，连列名都没有。") from None
    except (pl.exceptions.PolarsError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise _DamagedError("file_damaged", f"{path.name} 无法读取（{reason}）。") from None


def _read_pinned(path: Path, run: Mapping[str, Any]) -> pl.DataFrame | None:
    """The pairs agreed before; None where there is no such list and run.json names none."""
    return _read_table(path, _PINNED) if run.get("pinned") or path.exists() else None


def _read_certificate(path: Path) -> dict[str, Any]:
    try:
        with np.load(_existing(path), allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (ValueError, OSError, EOFError, zipfile.BadZipFile):
        message = f"{path.name} 无法读取，不是有效的证书文件。"
        raise _DamagedError("file_damaged", message) from None


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise _DamagedError("file_missing", f"运行文件夹中缺少 {path.name}。")
    return path

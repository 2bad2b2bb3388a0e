"""Scenarios from files to a folder of tables and pictures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from api.outputs.scenarios_book import write_scenarios_book
from api.outputs.scenarios_page import write_scenarios_page
from api.outputs.tables import write_csv
from api.personal import rejected_for_people
from api.runs.atomic import check_writable, whole_folder
from api.runs.checking import check_answer
from api.runs.clock import Clock, Progress
from api.runs.errors import RunError
from api.runs.record import versions
from api.runs.scenario_aims import Aim, aims_of, on_frontier
from api.runs.scenario_tables import ScenarioTables
from models.packs import Pack, load_pack
from models.packs.pack import ROLES_ZH
from models.reading import read_roster
from models.roster import Roster
from solver.jobs.options import JobOptions
from solver.scenarios import Axis, Point, make_grid, marginals, sweep
from solver.scenarios.grid import PERCENT, turned, unit_of
from solver.scenarios.money import pays

MOST = 400  # scenarios of a sweep
READING, SOLVING, WRITING = "读取花名册", "求解各个方案", "写入结果"
PRICES = (
    "价格是最优价格中的一组：在证明的差距之内最优，由平滑的需求得出，一般不是最小的一组，"
    "介于最小与最大之间；同一方案可以有多组最优价格。两个相邻方案的价格从两边夹住总目标值的变化："
    "前一方案的价格给出变化的上限，后一方案的价格给出下限，两者都对全部人岗配对证明。"
)


def simulate(
    data: str | Path,
    pack: str | Path,
    out: str | Path,
    axes: Sequence[Axis],
    options: JobOptions | None = None,
    *,
    job: str = "allocate",
    months: int = 12,
    frontier: Sequence[str] = (),
    mapping: str | Path | None = None,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """
    Solves every combination of some numbers of a pack, and writes down what comes of them.

    The same input gives the same bytes, times in scenarios.json aside.

    Parameters
    ----------
    data, pack, out
        As for a run.
    axes
        What is varied. The first value of each makes the scenario that the others are
        compared with.
    options
        Settings of every scenario.
    job
        allocate, push or shortlist.
    months
        For how long people stay, where subsidies are counted (allocate only).
    frontier
        Names of two aims; see `aims_of`.
    mapping, as_of, progress
        As for a run.

    Raises
    ------
    RosterError, PackError
        When the input cannot be used.
    RunError
        When a number has no effect on the job, there are too many scenarios, or an
        answer fails its check. No file is left behind.
    """
    out, options = Path(out), options or JobOptions()
    check_writable(out)
    clock = Clock(progress)
    with clock.phase("read", READING):
        rules = load_pack(pack)
        points = _points(rules, axes)
        notes = _notes(points, axes, job)
        aims = aims_of(frontier, [axis.name for axis in axes], job == "allocate" and pays(rules))
        roster = read_roster(data, as_of=as_of, mapping=mapping, progress=clock.within(READING))
        _check_somebody(roster)
    tables = ScenarioTables(roster, months if job == "allocate" else None)
    own = next((p.number for p in points if p.pack.rules == rules.rules), 1)
    priced: list[dict[str, Any]] = []
    seconds: dict[int, float] = {}
    solved = sweep(job, roster, points, options, lambda f: clock.tell(SOLVING, f))
    with clock.phase("scenarios", SOLVING), closing(solved):
        for scenario in solved:
            if scenario.same_as is None:
                check_answer(roster, scenario.answer)
            tables.add(scenario)
            if scenario.point.number == own:
                priced = [
                    asdict(m) for m in marginals(roster, scenario.point.pack, scenario.answer)
                ]
            seconds[scenario.point.number] = round(scenario.seconds, 3)
        frames = tables.frames()
    table = frames["scenarios"].with_columns(on_frontier(frames["scenarios"], *aims))
    frames["scenarios"] = table
    record = {
        **_asked(roster, rules, axes, points, job, options, months, aims),
        "notes": notes,
        "scenarios": _plain(table),
        "steps": tables.steps(),
        "marginals": priced,
        "marginals_of": own,
        "prices": PRICES,
        "versions": versions(),
    }
    with whole_folder(out) as folder:
        with clock.phase("write", WRITING):
            _write(folder, record, frames, roster, rules)
        record["seconds"] = {k: round(v, 3) for k, v in clock.seconds.items()}
        record["scenario_seconds"] = [seconds[point.number] for point in points]
        text = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)
        (folder / "scenarios.json").write_text(text + "\n", encoding="utf-8")
    return record


def _write(
    folder: Path,
    record: dict[str, Any],
    frames: dict[str, pl.DataFrame],
    roster: Roster,
    pack: Pack,
) -> None:
    for name, frame in frames.items():
        write_csv(frame, folder / f"{name}.csv")
    frames["scenarios"].write_parquet(
        folder / "scenarios.parquet", compression="zstd", statistics=False
    )
    write_csv(rejected_for_people(roster.rejected), folder / "rejected.csv")
    (folder / "pack.toml").write_bytes(pack.source_bytes)
    write_scenarios_book(folder / "scenarios.xlsx", record, frames)
    write_scenarios_page(folder / "scenarios.html", record, frames)


def _points(pack: Pack, axes: Sequence[Axis]) -> tuple[Point, ...]:
    count = 1
    for axis in axes:
        count *= len(axis.values)
    if count > MOST:
        msg = f"各个数字的取值组合共 {count} 个方案，至多 {MOST} 个。请减少取值。"
        raise RunError(msg)
    return make_grid(pack, axes)


def _notes(points: Sequence[Point], axes: Sequence[Axis], job: str) -> list[str]:
    """What people should know of the numbers; raises `RunError` where one changes nothing."""
    notes = []
    first = points[0].pack
    for axis in axes:
        changed = [
            (first.rule(rule), field)
            for value in axis.values[1:2]
            for rule, field, _ in turned(first, first.with_parameters({axis.name: value}))
        ]
        if not changed:
            continue
        if any(job in rule.jobs for rule, _ in changed):
            continue
        rule = changed[0][0]
        if rule.role == "allocation":
            jobs = "、".join(sorted(rule.jobs))
            msg = f"{axis.name} 只在 {jobs} 中起作用，对 {job} 没有影响。请加 --job {jobs}。"
            raise RunError(msg)
        if rule.role == "monitoring":
            msg = f"{axis.name} 属于{ROLES_ZH[rule.role]}，不影响谁到哪个岗位，也不影响补贴。"
            raise RunError(msg)
        notes.append(f"{axis.name} 属于{ROLES_ZH[rule.role]}：只改变补贴，不改变安置。")
    return notes


def _asked(
    roster: Roster,
    pack: Pack,
    axes: Sequence[Axis],
    points: Sequence[Point],
    job: str,
    options: JobOptions,
    months: int,
    aims: tuple[Aim, Aim],
) -> dict[str, Any]:
    first = points[0].pack
    units = {}
    for axis in axes:
        other = first.with_parameters({axis.name: axis.values[-1]})
        units[axis.name] = "个百分点" if unit_of(turned(first, other)) == PERCENT else ""
    return {
        "job": job,
        "pack": pack.id,
        "pack_title": pack.title,
        "pack_sha256": pack.sha256,
        "input_sha256": roster.sha256,
        "as_of": roster.as_of.isoformat(),
        "options": asdict(options),
        "months": months,
        "varied": {axis.name: [*axis.values] for axis in axes},
        "units": units,
        "words": {rule.id: rule.statement for rule in pack.rules},
        "cites": {rule.id: rule.cite for rule in pack.rules},
        "frontier": [asdict(aim) for aim in aims],
    }


def _plain(table: pl.DataFrame) -> list[dict[str, Any]]:
    """The table as JSON can hold it: money as exact text."""
    return [
        {**row, "granted": None if row["granted"] is None else str(row["granted"])}
        for row in table.iter_rows(named=True)
    ]


def _check_somebody(roster: Roster) -> None:
    if roster.workers.is_empty() or roster.vacancies.is_empty():
        msg = (
            f"{roster.source} 里没有可用的人员或岗位，无法推演。"
            f"请用 gangpei lint {roster.source} 查看为什么没有采用。"
        )
        raise RunError(msg)

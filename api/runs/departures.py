"""Group departures of the people whom an allocation placed, from a run folder to vehicle lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from api.outputs.departures_book import write_departures_books
from api.outputs.journeys import journeys
from api.outputs.tables import write_csv
from api.runs.atomic import check_writable, whole_folder
from api.runs.clock import Clock, Progress
from api.runs.errors import CheckFailedError, RunError
from api.runs.folder import RunFolder
from api.runs.neighbours import read_neighbours
from api.runs.record import own_version
from api.runs.report import write_record
from models.packs import load_pack
from models.reading import read_roster
from models.roster import Roster
from solver.departures import DepartureOptions, Departures, check, plan, travellers
from solver.departures.options import with_neighbours

READING, SOLVING, WRITING = "读取花名册", "编组与派车", "写入结果"
DEPARTURE_FILES: dict[str, str] = {
    "departures.json": "记录：多少人成批出行、多少辆车、与上界相差多少",
    "departures.xlsx": "批次一览、每辆车一张乘车名单、单独出行人员（供阅读和打印）",
    "groups.csv": "逐批：日期、上车点、目的地、人数、车辆、费用",
    "vehicles.csv": "逐车：车型、座位、人数、领队",
    "passengers.csv": "逐人：批次、车辆、同行组",
    "alone.csv": "单独出行的人、原因和适用的交通补贴",
}


def depart(
    run: str | Path,
    out: str | Path,
    options: DepartureOptions,
    *,
    costed: bool = False,
    data: str | Path | None = None,
    neighbours: Path | None = None,
    names: bool = False,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """
    Plans group departures and writes them down. The same input gives the same bytes.

    Nobody's post changes.

    Parameters
    ----------
    run
        A run folder of `allocate`.
    out
        The folder; an earlier result there is replaced, anything else is not.
    options
        Settings.
    costed
        Whether the vehicles' costs are yuan and cents, or mere numbers of vehicles.
    data
        The roster, where it lies elsewhere than the run says.
    neighbours
        A file of pairs of townships, see `read_neighbours`.
    names
        Whether names are shown in full; telephones are masked always.
    progress
        Told phase (in Chinese) and fraction done.

    Returns
    -------
    dict
        The content of departures.json.

    Raises
    ------
    RosterError, PackError
        When the input cannot be used.
    RunError
        When `out` holds something else, the run is no allocation, or the roster
        is another; `CheckFailedError` when the plan does not stand.
    """
    out = Path(out)
    check_writable(out)
    folder = RunFolder(Path(run))
    if folder.job != "allocate":
        msg = f"{folder.path} 是 {folder.job} 的结果；只有 allocate 的结果说明谁到哪个岗位上岗。"
        raise RunError(msg)
    clock = Clock(progress)
    with clock.phase("read", READING):
        roster = _roster(folder, data, clock)
        pack = load_pack(folder.pack_path)
        if neighbours is not None:
            options = with_neighbours(options, read_neighbours(neighbours, roster))
    with clock.phase("solve", SOLVING):
        people = travellers(roster, folder.matches, options)
        found = plan(people, options, clock.within(SOLVING))
        faults = check(found, people, options)
        if faults:
            raise CheckFailedError(faults)
    told = journeys(found, roster, pack, options, names)
    record = _record(found, folder, options, costed)
    with whole_folder(out) as target, clock.phase("write", WRITING):
        write_departures_books(target, told, record)
        yuan = (pl.col("cost").cast(pl.Decimal(18, 2)) / 100).alias("cost_yuan")
        groups = told.groups.with_columns(yuan) if costed else told.groups
        write_csv(groups.drop("cost"), target / "groups.csv")
        write_csv(told.vehicles, target / "vehicles.csv")
        write_csv(told.passengers.select("worker_id", "vacancy_id", "group", "vehicle", "party",
                                         "away"), target / "passengers.csv")  # fmt: skip
        write_csv(told.alone.drop("name"), target / "alone.csv")
        write_record(target / "departures.json", record)
    return record


def _roster(folder: RunFolder, data: str | Path | None, clock: Clock) -> Roster:
    asked = folder.run
    roster = read_roster(
        data or asked["data"],
        as_of=date.fromisoformat(asked["as_of"]),
        mapping=asked.get("mapping"),
        progress=clock.within(READING),
    )
    if roster.sha256 != asked["input_sha256"]:
        msg = (
            f"花名册 {data or asked['data']} 与安置时不同，按它编组会出错。"
            "请用 --data 给出当时的花名册，或重新运行 allocate。"
        )
        raise RunError(msg)
    return roster


def _record(
    found: Departures, folder: RunFolder, options: DepartureOptions, costed: bool
) -> dict[str, Any]:
    reasons = found.alone["reason"].value_counts().sort("reason")
    return {
        "status": "optimal" if found.proved else "limit",
        "travellers": found.carried.height + found.alone.height,
        "carried": found.carried.height,
        "carried_bound": found.people_bound,
        "alone": dict(reasons.iter_rows()),
        "near": found.near,
        "groups": found.groups.height,
        "away": int(found.groups["away"].sum()),
        "vehicles": found.vehicles.height,
        "vehicles_bound": None if costed else found.cost_bound,
        "cost_yuan": _yuan(found.cost) if costed else None,
        "cost_bound_yuan": _yuan(found.cost_bound) if costed else None,
        "options": {
            "least": options.least,
            "days": options.days,
            "seats": [
                {
                    "name": v.name,
                    "seats": v.seats,
                    "cost_yuan": _yuan(v.cost) if costed else None,
                }
                for v in options.vehicles
            ],
            "to": options.to,
            "pick_up": options.pick_up,
            "together": options.together,
            "hub": options.hub,
            "neighbours": len(options.neighbours),
            "prefer": options.prefer,
            "effort": options.effort,
        },
        "as_of": folder.run["as_of"],
        "pack": folder.run["pack"],
        "pack_title": folder.run["pack_title"],
        "input_sha256": folder.run["input_sha256"],
        "version": own_version(),
    }


def _yuan(cents: int) -> str:
    return f"{Decimal(cents) / 100:.2f}"

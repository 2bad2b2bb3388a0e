"""The files of a run folder: the same answer gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from api.outputs.lines import lines, vacancies_with_places, workers_with_homes
from api.outputs.matches_book import write_matches_book
from api.outputs.push_texts import push_texts
from api.outputs.tables import write_csv
from api.personal import for_people, rejected_for_people
from api.runs.archive import write_arrays
from api.runs.record import write_record
from api.runs.start import FILE as START
from api.runs.start import write_start
from models.fields import WORKERS
from models.packs import Pack
from models.places import division_name
from models.roster import Roster
from solver.jobs import Answer


def write_files(
    folder: Path,
    run: dict[str, Any],
    answer: Answer,
    roster: Roster,
    names: bool,
    progress: Callable[[float], None],
    pins: pl.DataFrame | None = None,
) -> None:
    """
    Writes everything but run.json and the pack.

    Parameters
    ----------
    folder
        Where to; it exists.
    run
        Content of run.json.
    answer, roster
        What was found, and what was asked of.
    names
        Whether outputs show names in full.
    progress
        Told the fraction done.
    pins
        The matches that were agreed before, where there is such a list.
    """
    answer.matches.write_parquet(folder / "matches.parquet", compression="zstd", statistics=False)
    write_csv(answer.unplaced, folder / "unplaced.csv")
    write_csv(answer.unfilled, folder / "unfilled.csv")
    write_csv(answer.rules, folder / "rules.csv")
    write_csv(rejected_for_people(roster.rejected), folder / "rejected.csv")
    write_arrays(folder / "certificate.npz", answer.certificate)
    write_start(folder / START, answer, roster)
    if pins is not None:
        write_csv(pins.select("worker_id", "vacancy_id"), folder / "pinned.csv")
    if answer.reach is not None:
        write_csv(answer.reach, folder / "reach.csv")
    printed = lines(roster, answer.matches, names)
    if answer.job == "push":
        write_csv(push_texts(printed, _sign(roster)), folder / "push_texts.csv")
    progress(0.1)
    write_matches_book(
        folder,
        run,
        printed,
        answer.unplaced.join(
            _people(roster, names), on="worker_id", how="left", maintain_order="left"
        ),
        answer.unfilled.join(_posts(roster), on="vacancy_id", how="left", maintain_order="left"),
        answer.rules,
        lambda done: progress(0.1 + 0.9 * done),
    )


def finish(folder: Path, run: dict[str, Any], pack: Pack) -> None:
    """Adds the pack and run.json, the last to be written."""
    (folder / "pack.toml").write_bytes(pack.source_bytes)
    write_record(folder / "run.json", run)


def _people(roster: Roster, names: bool) -> pl.DataFrame:
    people = workers_with_homes(roster).select("worker_id", "name", "home")
    return for_people(people, WORKERS, names)


def _posts(roster: Roster) -> pl.DataFrame:
    return vacancies_with_places(roster).select("vacancy_id", "title", "employer")


def _sign(roster: Roster) -> str:
    """Who sends the messages: the county where most of the workers live, 示例县就业."""
    counties = roster.workers["place"].str.slice(0, 6).drop_nulls()
    if counties.is_empty():
        return "就业服务"
    county = division_name(counties.mode().sort()[0])
    return f"{county}就业" if county else "就业服务"

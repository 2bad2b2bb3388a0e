"""A job from files to a folder of results."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import polars as pl

from api.runs.atomic import check_writable, whole_folder
from api.runs.checking import check_answer
from api.runs.clock import Clock, Progress
from api.runs.errors import RunError
from api.runs.figures import entity_names, figures
from api.runs.folder import RunFolder
from api.runs.pins import pins_of, told_by_row
from api.runs.record import record
from api.runs.start import read_start
from api.runs.write import finish, write_files
from models.fields import VACANCIES, WORKERS
from models.packs import load_pack
from models.reading import read_roster
from models.roster import Roster
from solver.jobs import run as solve_job
from solver.jobs.options import JobOptions

READING, FINDING = "读取花名册", "查找上次的终点"
CHECKING, WRITING = "独立核查", "写入结果"


def execute(
    job: str,
    data: str | Path,
    pack: str | Path,
    out: str | Path,
    options: JobOptions | None = None,
    progress: Progress | None = None,
    mapping: str | Path | None = None,
    *,
    as_of: date | None = None,
    names: bool = False,
    pin: str | Path | None = None,
    from_run: str | Path | None = None,
) -> RunFolder:
    """
    Reads a roster and a pack, solves a job, checks the answer and writes the run folder.

    Parameters
    ----------
    job
        allocate, push or shortlist.
    data
        Folder or workbook.
    pack
        Name of a pack that comes with the engine, or its file.
    out
        The run folder; an earlier run there is replaced, anything else is not.
    options
        Settings; the defaults where None.
    progress
        Told phase (in Chinese) and fraction done.
    mapping
        File that settles headings which the importer would not guess.
    as_of
        Reference day for ages and deadlines; the importer's choice where None.
    names
        Whether outputs show names in full.
    pin
        allocate: a file of matches that are agreed already, and stay.
    from_run
        An earlier run folder of nearly the same job, from whose end this one begins;
        where that cannot be, run.json says why (`from`).

    Raises
    ------
    RosterError, PackError
        When the input cannot be used, pins that cannot stay included.
    RunError
        When `out` holds something else; as `CheckFailedError` when the checker
        contradicts the answer. No file is left behind in either case.
    """
    out = Path(out)
    options = options or JobOptions()
    check_writable(out)
    earlier = None if from_run is None else RunFolder(Path(from_run))
    clock = Clock(progress)
    with clock.phase("read", READING):
        roster = read_roster(data, as_of=as_of, mapping=mapping, progress=clock.within(READING))
        rules = load_pack(pack)
        _check_somebody(roster)
        pins = pins_of(pin, roster)
    found = None
    if earlier is not None:
        with clock.phase("start", FINDING):
            found = read_start(earlier, job, roster, rules)
    with clock.phase("solve", None), told_by_row(pins):
        answer = solve_job(
            job, roster, rules, options, clock.tell,
            values=found.values if found else None, start=found.start if found else None,
            pinned=pins,
        )  # fmt: skip
    with clock.phase("check", CHECKING):
        check_answer(roster, answer, pins)
    with whole_folder(out) as folder:
        with clock.phase("write", WRITING):
            owed = answer.options.min_posts if job == "push" else 1
            counts = figures(job, roster, answer.matches, answer.unplaced, answer.unfilled, owed)
            asked = {
                "data": str(Path(data).resolve()),
                "as_of": roster.as_of.isoformat(),
                "mapping": str(Path(mapping).resolve()) if mapping is not None else None,
                "pack": rules.id,
                "pack_title": rules.title,
                "pack_sha256": rules.sha256,
                "input_sha256": roster.sha256,
                "warnings": [str(problem) for problem in rules.warnings(roster)],
                "entities": entity_names(roster, answer.rules),
                "words": {rule.id: rule.statement for rule in rules.rules},
                "weights": asdict(answer.values.weights),
                "pinned": None if pins is None else pins.height,
                "from": found.record() if found else None,
                "reach": _reached(answer.reach),
            }
            run = record(job, answer.result, answer.options, counts, asked, clock.seconds)
            write_files(
                folder, run, answer, roster, names, lambda done: clock.tell(WRITING, done), pins
            )
        run = record(job, answer.result, answer.options, counts, asked, clock.seconds)
        finish(folder, run, rules)
    return RunFolder(out)


def _reached(reach: pl.DataFrame | None) -> dict[str, int] | None:
    """How many thresholds were chased, and reached."""
    if reach is None:
        return None
    return {"chased": reach.height, "reached": int(reach["reached"].sum())}


def _check_somebody(roster: Roster) -> None:
    """Raises `RunError` where there is nobody, or no post, to decide about."""
    for table in (WORKERS, VACANCIES):
        if getattr(roster, table.name).is_empty():
            msg = (
                f"{roster.source} 里没有可用的“{table.label}”，无法运行。"
                f"请补上这张表，或用 gangpei lint {roster.source} 查看为什么没有采用。"
            )
            raise RunError(msg)

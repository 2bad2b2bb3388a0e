"""A job from files to a folder of results."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from api.runs.atomic import check_writable, whole_folder
from api.runs.clock import Clock, Progress
from api.runs.errors import CheckFailedError, RunError
from api.runs.figures import entity_names, figures
from api.runs.folder import RunFolder
from api.runs.record import record
from api.runs.write import finish, write_files
from models.fields import VACANCIES, WORKERS
from models.packs import load_pack
from models.reading import read_roster
from models.roster import Roster
from solver.checker import check
from solver.jobs import Answer
from solver.jobs import run as solve_job
from solver.jobs.options import JobOptions

READING, CHECKING, WRITING = "读取花名册", "独立核查", "写入结果"


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

    Raises
    ------
    RosterError, PackError
        When the input cannot be used.
    RunError
        When `out` holds something else; as `CheckFailedError` when the checker
        contradicts the answer. No file is left behind in either case.
    """
    out = Path(out)
    options = options or JobOptions()
    check_writable(out)
    clock = Clock(progress)
    with clock.phase("read", READING):
        roster = read_roster(data, as_of=as_of, mapping=mapping, progress=clock.within(READING))
        rules = load_pack(pack)
        _check_somebody(roster)
    with clock.phase("solve", None):
        answer = solve_job(job, roster, rules, options, clock.tell)
    with clock.phase("check", CHECKING):
        report = check(
            roster, rules, job, asdict(answer.options), answer.matches, answer.certificate,
            _claims(answer), answer.values,
        )  # fmt: skip
    if not report.ok:
        raise CheckFailedError([fault.message for fault in report.findings])
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
            }
            run = record(job, answer.result, answer.options, counts, asked, clock.seconds)
            write_files(folder, run, answer, roster, names, lambda done: clock.tell(WRITING, done))
        run = record(job, answer.result, answer.options, counts, asked, clock.seconds)
        finish(folder, run, rules)
    return RunFolder(out)


def _check_somebody(roster: Roster) -> None:
    """Raises `RunError` where there is nobody, or no post, to decide about."""
    for table in (WORKERS, VACANCIES):
        if getattr(roster, table.name).is_empty():
            msg = (
                f"{roster.source} 里没有可用的“{table.label}”，无法运行。"
                f"请补上这张表，或用 gangpei lint {roster.source} 查看为什么没有采用。"
            )
            raise RunError(msg)


def _claims(answer: Answer) -> dict[str, Any]:
    """What the answer says of itself, for the checker to contradict."""
    result = answer.result
    return {
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "pairs_priced": result.pairs_priced,
        "rules": answer.rules,
        "unplaced": answer.unplaced,
        "unfilled": answer.unfilled,
    }

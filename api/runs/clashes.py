"""Which rules cannot hold together, from files to a record, and to a folder where asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from api.outputs.clashes_book import write_clashes_book
from api.runs.atomic import check_writable, whole_folder
from api.runs.clock import Clock, Progress
from api.runs.errors import RunError
from api.runs.record import own_version
from api.runs.report import made_of, write_record
from models.fields import VACANCIES, WORKERS
from models.packs import Pack, load_pack
from models.reading import read_roster
from models.roster import Roster
from solver.clashes import Clash, Report, Way, explain_clashes
from solver.clashes.line import Line
from solver.clashes.words import Words
from solver.jobs.options import JobOptions

READING, WRITING = "读取花名册", "写入结果"
CLASH_FILES: dict[str, str] = {
    "clashes.json": "冲突的规则、解决办法及每种办法的改动",
    "clashes.xlsx": "同样内容，供阅读和打印",
    "pack.toml": "所用政策包的副本",
}


def tell_clashes(
    job: str,
    data: str | Path,
    pack: str | Path,
    out: str | Path | None = None,
    *,
    options: JobOptions | None = None,
    as_of: date | None = None,
    mapping: str | Path | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """
    Finds clashes and writes them down. The same input gives the same bytes.

    Parameters
    ----------
    job
        "allocate" or "push".
    data
        Folder or workbook.
    pack
        Name of a pack that comes with the engine, or its file.
    out
        The folder; an earlier result there is replaced, anything else is not.
        None: nothing is written.
    options
        Settings of the job.
    as_of, mapping, progress
        As for `api.runs.execute`.

    Returns
    -------
    dict
        The content of clashes.json.

    Raises
    ------
    RosterError, PackError
        When the input cannot be used.
    RunError
        When `out` holds something else, or there is nobody or no post.
    """
    target = None if out is None else Path(out)
    if target is not None:
        check_writable(target)
    clock = Clock(progress)
    with clock.phase("read", READING):
        roster = read_roster(data, as_of=as_of, mapping=mapping, progress=clock.within(READING))
        rules = load_pack(pack)
        for table in (WORKERS, VACANCIES):
            if getattr(roster, table.name).is_empty():
                msg = f"{roster.source} 里没有可用的“{table.label}”，无法查找规则冲突。"
                raise RunError(msg)
    with clock.phase("solve", None):
        report = explain_clashes(job, roster, rules, options, clock.tell)
    record = record_of(report, job, roster, rules)
    if target is not None:
        with whole_folder(target) as folder, clock.phase("write", WRITING):
            write_clashes_book(folder / "clashes.xlsx", record)
            (folder / "pack.toml").write_bytes(rules.source_bytes)
            write_record(folder / "clashes.json", record)
    return record


def record_of(report: Report, job: str, roster: Roster, pack: Pack) -> dict[str, Any]:
    """The content of clashes.json."""
    words = Words(report.solved.compiled.case)
    return {
        "job": job,
        **made_of(roster, pack),
        "complete": report.complete,
        "short": _said(report.solved.short, words),
        "clashes": [_clash(clash, words) for clash in report.clashes],
        "more": [_clash(clash, words) for clash in report.more],
        "aside": _said(report.aside, words),
        "together": _ways(report.together),
        "version": own_version(),
    }


def _said(lines: tuple[Line, ...], words: Words) -> list[dict[str, Any]]:
    return [{"rule": line.rule, "entity": line.entity, "text": words.said(line)} for line in lines]


def _clash(clash: Clash, words: Words) -> dict[str, Any]:
    lines = []
    for line, text in zip(clash.lines, clash.said, strict=True):
        rule = words.rule(line)
        must = rule is None or rule.strength == "must"
        tier = 1 if rule is None else rule.tier
        lines.append(
            {
                "rule": line.rule,
                "entity": line.entity,
                "required": line.required,
                "text": text,
                "cite": "推送岗位的最低个数" if rule is None else rule.cite,
                "words": None if rule is None else rule.words,
                "level": f"{'必须' if must else '应当'}，第{tier}级",
            }
        )
    return {
        "lines": lines,
        "owed": clash.owed,
        "most": clash.most,
        "ways": _ways(clash.ways),
    }


def _ways(ways: tuple[Way, ...]) -> list[dict[str, Any]]:
    return [
        {
            "rank": rank,
            "touches": way.touch.name.lower(),
            "text": way.text,
            "affected": way.affected,
            "value_lost": way.value_lost,
            "changes": [dict(change) for change in way.changes],
        }
        for rank, way in enumerate(ways, start=1)
    ]

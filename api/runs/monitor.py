"""The monitoring of a month, from files to a folder of results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from api.outputs.monitoring_book import write_monitoring_book
from api.outputs.monitoring_lines import monitoring_lines
from api.outputs.tables import write_csv
from api.runs.atomic import check_writable, whole_folder
from api.runs.clock import Clock, Progress
from api.runs.errors import RunError
from api.runs.pushed import with_pushes
from api.runs.record import own_version
from api.runs.report import write_inputs, write_record
from models.packs import Pack, load_pack
from models.reading import read_roster
from models.roster import Roster
from models.rules import Indicator
from solver.monitoring import Monitoring
from solver.monitoring import monitor as watch

READING, EARLIER, WATCHING, WRITING = "读取花名册", "读取上期花名册", "监测", "写入结果"
TABLES = (
    "changes",
    "late",
    "households",
    "terms",
    "pay",
    "indicators",
    "progress",
    "reviews",
    "services",
    "served",
    "graduates",
)
MONITORING_FILES: dict[str, str] = {
    "monitoring.json": "记录：截止日、对比日、政策包、各表行数和颜色",
    "monitoring.xlsx": "概要和各表（供阅读和打印）",
    "changes.csv": "变化：失去工作、实现就业、换了工作、新登记、不在名册、台账与名册不符",
    "late.csv": "没有按期更新的台账",
    "households.csv": "有期限的家庭户：期限、剩余天数、颜色、可安置人员",
    "terms.csv": "将到期和已到期的岗位、合同",
    "pay.csv": "低于下限的、同类而待遇不一的岗位",
    "indicators.csv": "指标：数值、界限、颜色、下次期限",
    "progress.csv": "目标进度和月排队：合计、县、乡镇、村",
    "reviews.csv": "季调度：各季度新增、累计、落后、名次",
    "services.csv": "逐人的岗位推荐、政策宣讲、职业指导、帮扶计划",
    "served.csv": "各乡镇的服务情况",
    "graduates.csv": "毕业生逐人情况",
    "rejected.csv": "未采用的输入行及原因",
    "pack.toml": "所用政策包的副本",
}


def monitor(
    data: str | Path,
    pack: str | Path,
    out: str | Path,
    *,
    before: str | Path | None = None,
    since: date | None = None,
    as_of: date | None = None,
    entered: Mapping[str, Decimal] | None = None,
    pushed: Sequence[str | Path] = (),
    mapping: str | Path | None = None,
    names: bool = False,
    progress: Progress | None = None,
) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """
    Watches what a pack watches and writes it down. The same input gives the same bytes.

    Parameters
    ----------
    data
        Folder or workbook; ledgers of placements and services where there are any.
    pack
        Name of a pack that comes with the engine, or its file.
    out
        The folder; an earlier result there is replaced, anything else is not.
    before
        The roster of an earlier day to compare with.
    since
        The day to compare with: the earlier roster's, or one of the ledger; the last
        of the month before where None, or the earlier roster's own.
    as_of
        The reference day; the importer's choice where None.
    entered
        Numbers that the office enters itself, by id of their indicator.
    pushed
        Run folders of `push`: their posts count as pushed.
    mapping
        File that settles headings which the importer would not guess.
    names
        Whether names are shown in full.
    progress
        Told phase (in Chinese) and fraction done.

    Returns
    -------
    tuple
        The content of monitoring.json, and the headed lines to read first.

    Raises
    ------
    RosterError, PackError
        When the input cannot be used.
    RunError
        When `out` holds something else, the days are in the wrong order, two
        rosters cannot be compared, a number is entered for no indicator, or a run
        is no push.
    """
    out = Path(out)
    check_writable(out)
    clock = Clock(progress)
    with clock.phase("read", READING):
        rules = load_pack(pack)
        _check_entered(entered or {}, rules)
        read = read_roster(data, as_of=as_of, mapping=mapping, progress=clock.within(READING))
        roster = with_pushes(read, pushed)
    earlier = None
    if before is not None:
        with clock.phase("earlier", EARLIER):
            earlier = read_roster(
                before, as_of=since, mapping=mapping, progress=clock.within(EARLIER)
            )
    with clock.phase("watch", WATCHING):
        found = watched(roster, rules, before=earlier, since=since, entered=entered)
    record = _record(found, rules, roster, earlier, pushed)
    with whole_folder(out) as folder, clock.phase("write", WRITING):
        write_monitoring_book(folder / "monitoring.xlsx", found, roster, rules, names)
        for name in TABLES:
            write_csv(_flat(getattr(found, name)), folder / f"{name}.csv")
        write_inputs(folder, roster, rules)
        write_record(folder / "monitoring.json", record)
    return record, monitoring_lines(found, rules)


def watched(
    roster: Roster,
    pack: Pack,
    *,
    before: Roster | None = None,
    since: date | None = None,
    entered: Mapping[str, Decimal] | None = None,
) -> Monitoring:
    """
    Watches a roster that is loaded; see `monitor`.

    Raises
    ------
    RunError
        As there.
    """
    _check_entered(entered or {}, pack)
    if before is not None:
        _check_keys(roster, before)
    _check_days(roster, before, since)
    return watch(roster, pack, before, since, entered)


def _check_entered(entered: Mapping[str, Decimal], pack: Pack) -> None:
    """Raises where a number is entered for something that is no indicator that asks for one."""
    asked = [
        rule.id
        for rule in pack.rules
        if isinstance(rule, Indicator) and rule.measure.startswith("entered")
    ]
    wrong = [name for name in entered if name not in asked]
    if wrong:
        there = "、".join(asked) or "（没有）"
        msg = f"政策包 {pack.id} 没有要填报的指标「{'、'.join(wrong)}」；可以填报的有：{there}。"
        raise RunError(msg)


def _check_keys(roster: Roster, earlier: Roster) -> None:
    """Raises where people have no keys of their own, so that nobody can be found again."""
    for one in (roster, earlier):
        made = [f for f in one.findings if f.code == "made_keys" and f.table == "workers"]
        if made:
            msg = (
                f"{one.source} 的“求职人员”没有人员编号，是按行号编的，与另一期无法逐人对比。"
                "请在两期名册中补上同一套人员编号。"
            )
            raise RunError(msg)


def _check_days(roster: Roster, earlier: Roster | None, since: date | None) -> None:
    """Raises where the day to compare with is not the earlier one."""
    day = earlier.as_of if earlier is not None else since
    if day is not None and day >= roster.as_of:
        msg = (
            f"对比日 {day} 不早于基准日 {roster.as_of}，无法比较。"
            "请用 --as-of 写明本期的日期，用 --since 写明上期的日期。"
        )
        raise RunError(msg)


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists of keys as one text, for files of text."""
    lists = [name for name, dtype in frame.schema.items() if dtype == pl.List(pl.String)]
    return frame.with_columns(pl.col(name).list.join("、") for name in lists)


def figures(found: Monitoring) -> dict[str, Any]:
    """What was counted, as programs read it: by table, the rows of each kind and colour."""
    whole = found.progress.filter(pl.col("level") == "all")
    kept = ("rule", "cite", "goal", "reached", "share", "expected", "behind", "colour")
    return {
        "as_of": found.as_of.isoformat(),
        "since": found.since.isoformat(),
        "changes": dict(found.changes.group_by("kind", maintain_order=True).len().iter_rows()),
        "late": dict(found.late.group_by("rule", maintain_order=True).len().iter_rows()),
        "households": _counted(found.households, "status", "colour"),
        "terms": _counted(found.terms, "colour"),
        "pay": _counted(found.pay, "kind"),
        "indicators": [
            {**row, "due_at": row["due_at"].isoformat()}
            for row in found.indicators.iter_rows(named=True)
        ],
        "targets": whole.select(kept).to_dicts(),
        "services": found.served.group_by("rule", "cite", maintain_order=True)
        .agg(pl.exclude("home", "name").sum())
        .to_dicts(),
        "graduates": _counted(found.graduates, "status", "colour"),
        "notes": list(found.notes),
    }


def _record(
    found: Monitoring,
    pack: Pack,
    roster: Roster,
    earlier: Roster | None,
    pushed: Sequence[str | Path],
) -> dict[str, Any]:
    return {
        "pack": pack.id,
        "pack_title": pack.title,
        "pack_sha256": pack.sha256,
        "input_sha256": roster.sha256,
        "before_sha256": earlier.sha256 if earlier is not None else None,
        "pushed": [str(folder) for folder in pushed],
        **figures(found),
        "version": own_version(),
    }


def _counted(frame: pl.DataFrame, *columns: str) -> dict[str, dict[str, int]]:
    """How many rows have which value, of some columns; rows without one are not counted."""
    return {
        name: dict(frame.drop_nulls(name).group_by(name).len().sort(name).iter_rows())
        for name in columns
    }

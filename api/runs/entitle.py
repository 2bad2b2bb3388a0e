"""Who is owed what, from files to a folder of results."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from api.outputs.entitlements_book import write_entitlements_book
from api.outputs.tables import write_csv
from api.runs.atomic import check_writable, whole_folder
from api.runs.clock import Clock, Progress
from api.runs.errors import RunError
from api.runs.folder import RunFolder
from api.runs.record import own_version
from api.runs.report import made_of, write_inputs, write_record
from models.packs import Pack, load_pack
from models.reading import read_roster
from models.roster import Roster
from models.rules import Entitlement
from solver.entitlements import Entitlements, account, expected

READING, COUNTING, WRITING = "读取花名册", "逐笔计算", "写入结果"
ENTITLEMENT_FILES: dict[str, str] = {
    "entitlements.json": "记录：截止日、政策包、各资金各规则的合计",
    "entitlements.xlsx": "汇总、应发明细、公示名单、未达条件（供阅读和打印）",
    "owed.csv": "逐笔应发：领取方、数量、标准、应计、实发、扣减、计算与依据",
    "missed.csv": "没有达到条件的台账行和单位及原因",
    "rejected.csv": "未采用的输入行及原因",
    "pack.toml": "所用政策包的副本",
}


def entitle(
    data: str | Path,
    pack: str | Path,
    out: str | Path,
    *,
    run: str | Path | None = None,
    as_of: date | None = None,
    mapping: str | Path | None = None,
    names: bool = False,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """
    Counts who is owed what and writes it down. The same input gives the same bytes.

    Parameters
    ----------
    data
        Folder or workbook, with a ledger of placements.
    pack
        Name of a pack that comes with the engine, or its file.
    out
        The folder; an earlier result there is replaced, anything else is not.
    run
        A run folder of `allocate`: what would be owed if all of its people
        began on the reference day and stayed a year. The ledger is then not used.
    as_of
        The day on which it is counted; the importer's choice where None.
    mapping
        File that settles headings which the importer would not guess.
    names
        Whether names are shown in full; never in the list for public notice.
    progress
        Told phase (in Chinese) and fraction done.

    Returns
    -------
    dict
        The content of entitlements.json.

    Raises
    ------
    RosterError, PackError
        When the input cannot be used.
    RunError
        When `out` holds something else, there is no ledger, the pack has no
        rule of money, or `run` is no allocation.
    """
    out = Path(out)
    check_writable(out)
    clock = Clock(progress)
    with clock.phase("read", READING):
        roster = read_roster(data, as_of=as_of, mapping=mapping, progress=clock.within(READING))
        rules = load_pack(pack)
        if not any(isinstance(rule, Entitlement) for rule in rules.rules):
            msg = f"政策包 {rules.id} 没有补贴规则（subsidy、threshold），无从计算。"
            raise RunError(msg)
        ledger = _of_ledger(roster) if run is None else _of_run(roster, RunFolder(Path(run)))
    with clock.phase("count", COUNTING):
        found = account(ledger, rules)
    record = _record(found, rules, roster, run)
    with whole_folder(out) as folder, clock.phase("write", WRITING):
        write_entitlements_book(folder / "entitlements.xlsx", found, roster, rules, names)
        write_csv(found.owed, folder / "owed.csv")
        write_csv(found.missed, folder / "missed.csv")
        write_inputs(folder, roster, rules)
        write_record(folder / "entitlements.json", record)
    return record


def _of_ledger(roster: Roster) -> Roster:
    if roster.placements.is_empty():
        msg = (
            f"{roster.source} 里没有可用的“就业台账”，无法计算补贴。请补上这张表"
            "（至少有人员编号、上岗日期），或用 --run 指定一次安置结果，测算将要发放的补贴。"
        )
        raise RunError(msg)
    return roster


def _of_run(roster: Roster, folder: RunFolder) -> Roster:
    if folder.job != "allocate":
        msg = f"{folder.path} 是 {folder.job} 的结果；只有 allocate 的结果说明谁到哪个岗位上岗。"
        raise RunError(msg)
    return expected(roster, folder.matches)


def _record(
    found: Entitlements, pack: Pack, roster: Roster, run: str | Path | None
) -> dict[str, Any]:
    return {
        **made_of(roster, pack),
        "as_of": found.as_of.isoformat(),
        "expected_of": str(run) if run is not None else None,
        "granted": str(found.granted),
        "lines_owed": int((found.owed["owed"] > 0).sum()),
        "lines_missed": found.missed.height,
        "totals": [
            {**row, "amount": str(row["amount"]), "owed": str(row["owed"])}
            for row in found.totals.iter_rows(named=True)
        ],
        "version": own_version(),
    }

"""One cadre to one household, from files to a folder of results."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from api.outputs.caseworkers_book import FULL, NEARBY, write_caseworkers_book
from api.outputs.tables import write_csv
from api.runs.atomic import check_writable, whole_folder
from api.runs.clock import Clock, Progress
from api.runs.errors import CheckFailedError, RunError
from api.runs.record import own_version
from api.runs.report import made_of, write_inputs, write_record
from models.packs import Pack, load_pack
from models.reading import read_roster
from models.roster import Roster
from models.rules import HouseholdGuarantee, Selection
from solver.caseworkers import Caseloads, assign, check, to_look_after

READING, SOLVING, WRITING = "读取花名册", "分配与证明", "写入结果"
CASEWORKER_FILES: dict[str, str] = {
    "caseworkers.json": "记录：哪些户、户数是否均衡、就近程度与上界",
    "caseworkers.xlsx": "干部一览、每个乡镇一张结对表、未安排的户（供阅读和打印）",
    "assignments.csv": "逐户：帮扶干部、距离、期限",
    "loads.csv": "逐个干部：户数、人数、均衡的户数范围",
    "unserved.csv": "没有安排干部的户及原因",
    "rejected.csv": "未采用的输入行及原因",
    "pack.toml": "所用政策包的副本",
}


def look_after(
    data: str | Path,
    pack: str | Path,
    out: str | Path,
    *,
    households: str | None = None,
    as_of: date | None = None,
    mapping: str | Path | None = None,
    names: bool = False,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """
    Gives every household one cadre and writes it down. The same input gives the same bytes.

    Parameters
    ----------
    data
        Folder or workbook, with a table of caseworkers.
    pack
        Name of a pack that comes with the engine, or its file.
    out
        The folder; an earlier result there is replaced, anything else is not.
    households
        Name of a selection of households in the pack; where None, those that its
        rules guarantee a job.
    as_of, mapping
        See `models.reading.read_roster`.
    names
        Whether names are shown in full.
    progress
        Told phase (in Chinese) and fraction done.

    Returns
    -------
    dict
        The content of caseworkers.json.

    Raises
    ------
    RosterError, PackError
        When the input cannot be used.
    RunError
        When `out` holds something else, there is no cadre, or no rule says which
        households; `CheckFailedError` when the answer does not stand.
    """
    out = Path(out)
    check_writable(out)
    clock = Clock(progress)
    with clock.phase("read", READING):
        roster = read_roster(data, as_of=as_of, mapping=mapping, progress=clock.within(READING))
        rules = load_pack(pack)
        chosen = _selection(rules, households)
        if roster.caseworkers.is_empty():
            msg = (
                f"{roster.source} 里没有“帮扶干部”表，无法分配。请补上这张表"
                "（干部编号、干部姓名、驻地代码或驻点乡镇；可写最多帮扶户数）。"
            )
            raise RunError(msg)
    with clock.phase("solve", SOLVING):
        homes = to_look_after(roster, rules, chosen)
        found = assign(homes, roster.caseworkers)
        faults = check(found, homes, roster.caseworkers)
        if faults:
            raise CheckFailedError(faults)
    record = _record(found, rules, roster, chosen)
    with whole_folder(out) as folder, clock.phase("write", WRITING):
        write_caseworkers_book(folder / "caseworkers.xlsx", found, roster, rules, names)
        write_csv(found.assigned, folder / "assignments.csv")
        write_csv(found.loads, folder / "loads.csv")
        unserved = found.unserved.with_columns(reason=pl.lit(FULL))
        write_csv(unserved, folder / "unserved.csv")
        write_inputs(folder, roster, rules)
        write_record(folder / "caseworkers.json", record)
    return record


def _selection(pack: Pack, name: str | None) -> Selection | None:
    own = pack.selections.get("households", {})
    if name is not None and name not in own:
        known = "、".join(f"{key}（{s.label}）" for key, s in own.items()) or "没有"
        msg = f"政策包 {pack.id} 没有家庭户范围 {name}。它的家庭户范围有：{known}。"
        raise RunError(msg)
    if name is None and not any(isinstance(rule, HouseholdGuarantee) for rule in pack.rules):
        known = "、".join(own) or "没有"
        msg = (
            f"政策包 {pack.id} 没有保障家庭户就业的规则（household_guarantee），"
            f"请用 --households 指定帮扶哪些户；可用的范围：{known}。"
        )
        raise RunError(msg)
    return None if name is None else own[name]


def _record(
    found: Caseloads, pack: Pack, roster: Roster, chosen: Selection | None
) -> dict[str, Any]:
    loads: list[int] = found.loads["households"].to_list()
    points, bound = found.nearness, found.nearness_bound
    guaranteed = [r.households.label for r in pack.rules if isinstance(r, HouseholdGuarantee)]
    return {
        "status": found.status.value,
        "whom": [chosen.label] if chosen is not None else guaranteed,
        "households": found.assigned.height + found.unserved.height,
        "served": found.assigned.height,
        "unserved": found.unserved.height,
        "caseworkers": found.loads.height,
        "loads": {
            "least": min(loads),
            "most": max(loads),
            "mean": round(sum(loads) / len(loads), 3),
        },
        "distances": {
            label: int((found.assigned["level"].fill_null(len(NEARBY) - 1) == level).sum())
            for level, label in enumerate(NEARBY)
        },
        "nearness": points,
        "nearness_bound": bound,
        "gap": round((bound - points) / points, 6) if points else None,
        "pairs_priced": found.pairs_priced,
        **made_of(roster, pack),
        "version": own_version(),
    }

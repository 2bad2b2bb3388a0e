"""An engine for the tests of the API: a tiny county, and runs that do as their seed says."""

from __future__ import annotations

import json
import os
import signal
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from api.http.bodies.base import example_of
from api.http.bodies.people import ExplainedPair, ExplainedWorker, WhyUnplaced
from api.http.bodies.scenarios import Marginal, ScenarioLine, ScenarioStep
from api.http.engine import Engine, Order
from matcher.units import UNIT
from models.fields import TABLES
from models.reading.problems import Problem, RosterError
from models.roster import Finding, Roster

IDENTITY = "990101199001011234"
PHONE = "13900000001"
WORKERS: list[dict[str, Any]] = [
    {"worker_id": "W1", "name": "王小明", "place": "990101001001", "township": "甲镇"},
    {"worker_id": "W2", "name": "李四", "place": "990101001002", "township": "甲镇"},
    {"worker_id": "W3", "name": "欧阳小红", "place": "990101002001", "township": "乙镇"},
]
VACANCIES: list[dict[str, Any]] = [
    {
        "vacancy_id": "V1",
        "title": "缝纫工",
        "openings": 1,
        "place": "990101001",
        "wage_min": 3000.0,
    },
    {"vacancy_id": "V2", "title": "保洁员", "openings": 2, "place": "990101002"},
]
SLOW, DIES, FAILS = 1, 2, 3  # seeds


def read(path: Path, *, as_of: date | None, progress: Any) -> Roster:
    """The county whatever was uploaded, but for a file with the word `broken` in its first line."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    for file in files:
        if file.read_bytes().startswith(b"broken"):
            message = f"招聘人数“三十”不是人数，见 {IDENTITY}。"
            raise RosterError(
                [Problem("bad_count", message, "请填写数字。", file.name, "", 2, "openings")]
            )
    progress("读取", 1.0)
    frames: dict[str, list[dict[str, Any]]] = {"workers": WORKERS, "vacancies": VACANCIES}
    tables = {
        name: pl.DataFrame(frames.get(name, []), schema=table.schema)
        for name, table in TABLES.items()
    }
    tables["workers"] = tables["workers"].with_columns(
        identity_number=pl.lit(IDENTITY), phone=pl.lit(PHONE)
    )
    rejected = [
        (files[0].name, "", 5, "workers", "identity_number", IDENTITY, f"{IDENTITY} 校验位不对"),
        (files[0].name, "", 6, "workers", "worker_id", "W1", "人员编号重复"),
        (files[0].name, "", 7, "vacancies", "title", f"电话{PHONE}", "没有岗位编号"),
    ]
    columns = ["file", "sheet", "row", "table", "field", "value", "reason"]
    return Roster(
        **tables,
        as_of=as_of or date(2026, 11, 20),
        rejected=pl.DataFrame(rejected, schema=columns, orient="row"),
        findings=(
            Finding("warning", "phone", f"电话重复：{PHONE}", "workers", "phone", 2, ("第 5 行",)),
        ),
        sha256="0" * 64,
        source=str(path),
    )


def execute(order: Order, progress: Any) -> dict[str, Any]:
    """Writes a run folder in which W1 has V1 and W2 has V2."""
    seed = order.options["seed"]
    if seed == DIES:
        os.kill(os.getpid(), signal.SIGKILL)
    if seed == FAILS:
        raise ZeroDivisionError(IDENTITY)
    order.out.mkdir()
    while seed == SLOW:
        progress("求解", 0.5)
        time.sleep(0.05)
    matches = {
        "worker_id": ["W1", "W2"],
        "vacancy_id": ["V1", "V2"],
        "rank": [1, 1],
        "value": [0.9, 0.5],
        "fit": [0.9, 0.5],
        "place": [1.0, None],
    }
    nothing = {name: [None, None] for name in ("pay", "hours", "education", "certificates")}
    frame = pl.DataFrame(matches | nothing)
    frame = frame.with_columns(pl.col(n).cast(pl.Float64) for n in nothing)
    frame.write_parquet(order.out / "matches.parquet")
    (order.out / "unplaced.csv").write_text(
        "worker_id,reason,reason_text,nearest_vacancy_id,needed\nW3,outbid,名额已满,V2,再加1个名额\n"
    )
    (order.out / "unfilled.csv").write_text(
        "vacancy_id,open,reason,reason_text\nV2,1,too_few,人数不足\n"
    )
    (order.out / "rules.csv").write_text(
        "rule,kind,entity,required,achieved,shortfall,price,strength,tier,status,cause,cite\n"
        "share,post_share,E1,1,1,0,0.25,must,1,held,,四.3\n"
    )
    run = {
        "job": order.job,
        "status": "optimal",
        "objective": 1.4,
        "bound": 1.4,
        "gap": 0.0,
        "placed": 2,
        "as_of": order.as_of.isoformat(),
        "data": order.data.name,
    }
    (order.out / "run.json").write_text(json.dumps(run))
    progress("写入结果", 1.0)
    return run


def simulate(order: Order, progress: Any) -> dict[str, Any]:
    """Writes a folder of two scenarios and the step between them."""
    order.out.mkdir()
    while order.options["seed"] == SLOW:
        progress("求解各个方案", 0.5)
        time.sleep(0.05)
    (name,) = order.options["varied"]
    line = {k: v for k, v in example_of(ScenarioLine).items() if k != "settings"}
    record = {
        "varied": order.options["varied"],
        "scenarios": [
            {**line, "scenario": number, name: float(value)}
            for number, value in enumerate(order.options["varied"][name], 1)
        ],
        "steps": [example_of(ScenarioStep)],
        "marginals": [example_of(Marginal)],
        "marginals_of": 1,
        "prices": "……",
    }
    (order.out / "scenarios.json").write_text(json.dumps(record))
    return {"scenarios": len(record["scenarios"])}


class Values:
    """Every pair is allowed; the lower the row of the vacancy, the better."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self.shape = shape

    def rank_for_worker(self, worker: int, k: int) -> tuple[Any, Any]:
        """Vacancies in their order."""
        best = np.arange(self.shape[1])[:k]
        return best, UNIT - best * UNIT // 4

    def rank_for_vacancy(self, vacancy: int, k: int) -> tuple[Any, Any]:
        """Workers in their order."""
        best = np.arange(self.shape[0])[:k]
        return best, UNIT - best * UNIT // 4

    def components(self, workers: Any, vacancies: Any) -> dict[str, Any]:
        """Fit is one half, all else is not known."""
        names = ("fit", "place", "pay", "hours", "education", "certificates")
        unknown = np.full(len(workers), np.nan)
        return {
            name: unknown + 0.0 if name != "fit" else np.full(len(workers), 0.5) for name in names
        }


def values(roster: Roster, pack: Any, weights: dict[str, float]) -> Values:
    """Values of the shape of the roster."""
    return Values((roster.workers.height, roster.vacancies.height))


class Explainer:
    """Says of every worker that it got nothing."""

    def worker(self, worker_id: str, vacancy_id: str | None) -> dict[str, Any]:
        """An explanation of the right shape."""
        pair = {**example_of(ExplainedPair), "vacancy_id": vacancy_id}
        skills = f"缝纫，电话{PHONE}"
        return {
            "job": "allocate",
            "worker": {**example_of(ExplainedWorker), "worker_id": worker_id, "skills": skills},
            "matches": [],
            "alternatives": [],
            "unplaced": {**example_of(WhyUnplaced), "worker_id": worker_id},
            "question": None if vacancy_id is None else pair,
        }


def explain(run: Any, roster: Roster, pairs: Any) -> Explainer:
    """Explains without looking."""
    return Explainer()


ENGINE = Engine(read=read, execute=execute, simulate=simulate, values=values, explain=explain)

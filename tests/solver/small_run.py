"""The small county's answer as a run folder, with its roster beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from matcher.units import UNIT
from models.export import write_table
from models.fields import TABLES
from models.reading import read_roster
from models.roster import Roster
from tests.solver.small_county import ANSWER, AS_OF, PACK, TableValues, small_pack, small_roster

OPTIONS = {"gap": 1e-4, "seed": 0, "min_posts": 2, "max_posts": 3, "per_opening": 1, "max_lists": 2}
RULES = (
    # rule, kind, entity, required, achieved, shortfall, status
    ("relocated-share", "post_share", "E1", 1, 1, 0, "held"),
    ("zero-household", "household_guarantee", "H2", 1, 1, 0, "held"),
    ("welfare-cap", "household_cap", "H4", 1, 1, 0, "held"),
)
UNPLACED = ("W02", "W05", "W10", "W11", "W12")
UNFILLED = (("V5", 1),)
PRICES = (0.5, 0.25, 1.5, 0.0, 0.0, 0.0)

PUSHES = (
    *(("W01", "V1"), ("W01", "V2"), ("W03", "V2"), ("W04", "V3"), ("W05", "V3"), ("W06", "V3")),
    *(("W07", "V4"), ("W07", "V1"), ("W08", "V1"), ("W08", "V2"), ("W09", "V1"), ("W09", "V5")),
    ("W12", "V1"),
)


def matches_of(roster: Roster, pairs: tuple[tuple[str, str], ...]) -> pl.DataFrame:
    """Pairs as an answer lists them: with rank and value."""
    values = TableValues(roster)
    worker = np.array([roster.workers["worker_id"].to_list().index(w) for w, _ in pairs])
    vacancy = np.array([roster.vacancies["vacancy_id"].to_list().index(v) for _, v in pairs])
    table = pl.DataFrame(pairs, schema=["worker_id", "vacancy_id"], orient="row")
    return table.with_columns(value=pl.Series(values.at(worker, vacancy) / UNIT)).with_columns(
        rank=pl.col("value").rank("ordinal", descending=True).over("worker_id").cast(pl.Int32)
    )


def certificate_of(prices: tuple[float, ...], row: float | None) -> dict[str, Any]:
    """Prices in value, as a certificate stores them; `row` is the share's price."""
    rows = [] if row is None else [row]
    return {
        "vacancy_price": (np.array(prices) * UNIT).astype(np.int64),
        "row_rule": np.array(["relocated-share"][: len(rows)], dtype=np.str_),
        "row_entity": np.array(["E1"][: len(rows)], dtype=np.str_),
        "row_price": (np.array(rows) * UNIT).astype(np.int64),
        "unit": np.int64(UNIT),
    }


def rules_of(rows: tuple[tuple[Any, ...], ...]) -> pl.DataFrame:
    """Rule lines as an answer lists them."""
    names = ["rule", "kind", "entity", "required", "achieved", "shortfall", "status"]
    return pl.DataFrame(rows, schema=names, orient="row")


def unplaced_of(workers: tuple[str, ...]) -> pl.DataFrame:
    return pl.DataFrame({"worker_id": workers, "reason": ["outbid"] * len(workers)})


def allocation(roster: Roster) -> tuple[pl.DataFrame, dict[str, Any], dict[str, Any]]:
    """The best allocation: matches, certificate, and what the answer says of itself."""
    said = {
        "status": "optimal",
        "objective": 7.75,
        "bound": 7.75,
        "gap": 0.0,
        "value": 4.75,
        "placed": 7,
        "workers": 12,
        "vacancies": 6,
        "openings": 8,
        "matches": 7,
        "pairs_priced": 72,
        "rules": rules_of(RULES),
        "unplaced": unplaced_of(UNPLACED),
        "unfilled": pl.DataFrame(UNFILLED, schema=["vacancy_id", "open"], orient="row"),
    }
    return matches_of(roster, ANSWER), certificate_of(PRICES, 0.0), said


def push(roster: Roster) -> tuple[pl.DataFrame, dict[str, Any], dict[str, Any]]:
    """
    The best push of two posts each, three at most, 2.5 pushes an opening.

    V1 takes 5 pushes and V2 3, of 13 that are owed there: five are short, at 16
    each. Values 3.5 (V1) + 1.75 (V2) + 1.75 (V3) + 1 (V4) + 0.25 (V5) = 8.25,
    bonuses 2 + 1 + 1 = 4: objective 12.25 - 80. One more push of V1 or V2 would
    be worth 16.25.
    """
    short = (("W02", 2, 0), ("W03", 2, 1), ("W04", 2, 1), ("W12", 2, 1))
    lines = [("push-two", "push_minimum", w, r, a, r - a, "short") for w, r, a in short]
    said = {
        "status": "relaxed",
        "objective": -67.75,
        "bound": -67.75,
        "gap": 0.0,
        "value": 8.25,
        "placed": 9,
        "workers": 12,
        "vacancies": 6,
        "openings": 8,
        "matches": 13,
        "pairs_priced": 72,
        "rules": rules_of(tuple(lines)),
        "unplaced": unplaced_of(("W02", "W03", "W04", "W05", "W06", "W10", "W11", "W12")),
        "unfilled": pl.DataFrame(schema={"vacancy_id": pl.String, "open": pl.Int64}),
    }
    return matches_of(roster, PUSHES), certificate_of((16.25, 16.25, 0, 0, 0, 0), None), said


def write_run(folder: Path, job: str = "allocate") -> Path:
    """Writes roster and run folder as a run does; returns the run folder."""
    data, run = folder / "data", folder / "run"
    data.mkdir()
    run.mkdir()
    county = small_roster()
    for name in ("workers", "vacancies", "households"):
        write_table(getattr(county, name), TABLES[name], data / f"{name}.csv")
    roster = read_roster(data, as_of=AS_OF)
    pack = small_pack(folder)
    matches, certificate, said = allocation(roster) if job == "allocate" else push(roster)
    for name in ("rules", "unplaced", "unfilled"):
        said.pop(name).write_csv(run / f"{name}.csv", include_bom=True)
    matches.write_parquet(run / "matches.parquet")
    np.savez(run / "certificate.npz", **certificate)
    (run / "pack.toml").write_text(PACK, encoding="utf-8")
    said |= {
        "job": job,
        "options": OPTIONS,
        "data": str(data),
        "as_of": AS_OF.isoformat(),
        "mapping": None,
        "pack": pack.id,
        "pack_sha256": pack.sha256,
        "input_sha256": roster.sha256,
    }
    (run / "run.json").write_text(json.dumps(said), encoding="utf-8")
    return run

"""An answer, re-counted by the independent checker, and the bytes of its files."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import polars as pl

from api.outputs.tables import write_csv
from api.runs.archive import write_arrays
from benchmarks.outcome import expect
from models.packs import Pack
from models.roster import Roster
from solver.checker import Report, check
from solver.jobs import Answer


def checked(answer: Answer, roster: Roster, pack: Pack) -> Report:
    """Re-counts an answer; raises `WrongAnswerError` where the checker finds a fault."""
    result = answer.result
    claims = {
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "core": result.core,
        "pairs_priced": result.pairs_priced,
        "rules": answer.rules,
        "reach": answer.reach,
        "unplaced": answer.unplaced,
        "unfilled": answer.unfilled,
    }
    options = answer.options.told()
    report = check(
        roster, pack, answer.job, options, answer.matches, answer.certificate, claims, answer.values
    )
    expect(report.ok, "; ".join(fault.message for fault in report.findings[:5]))
    return report


def broken_musts(report: Report, pack: Pack) -> pl.DataFrame:
    """The checker's lines of `must` rules that are short: rule, entity, required, achieved."""
    musts = [rule.id for rule in pack.rules if rule.strength == "must"]
    short = (pl.col("shortfall") > 0) & pl.col("rule").is_in(musts)
    return report.lines.filter(short).select("rule", "entity", "required", "achieved", "shortfall")


def digest(answer: Answer) -> str:
    """SHA-256 of the answer's tables and certificate, as a run folder holds them."""
    total = hashlib.sha256()
    with tempfile.TemporaryDirectory(prefix="gangpei-") as scratch:
        folder = Path(scratch)
        answer.matches.write_parquet(
            folder / "matches.parquet", compression="zstd", statistics=False
        )
        for name in ("unplaced", "unfilled", "rules"):
            write_csv(getattr(answer, name), folder / f"{name}.csv")
        write_arrays(folder / "certificate.npz", answer.certificate)
        for path in sorted(folder.iterdir()):
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()

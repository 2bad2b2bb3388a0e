"""How long it takes to watch a ledger and to say who is owed what of it; twice the same."""

from __future__ import annotations

import hashlib
import tempfile
import time
from argparse import Namespace
from pathlib import Path

import polars as pl

from api.outputs.monitoring_book import write_monitoring_book
from api.runs.monitor import TABLES
from benchmarks.benchmark import Benchmark
from benchmarks.child import peak_mib
from benchmarks.ledgers import ledger_options, ledger_scales, made_roster, of_each_pack
from benchmarks.outcome import Cell, Outcome, Table, expect
from models.packs import Pack, load_pack
from models.roster import Roster
from solver.entitlements import account
from solver.monitoring import Monitoring, monitor

LIMIT = 60.0  # seconds for entitlements and monitoring together, as asked for


def measure(people: int, months: int, pack_id: str, book: bool, seed: int) -> dict[str, Cell]:
    """
    Watches one made-up ledger and counts what is owed, twice.

    Raises
    ------
    WrongAnswerError
        When the second time differs in a cell or a byte, parts do not come to
        their whole, or it takes too long.
    """
    pack = load_pack(pack_id)
    roster = made_roster(people, months, pack, seed)
    began = time.perf_counter()
    found = monitor(roster, pack)
    watched = time.perf_counter() - began
    owed = account(roster, pack)
    both = time.perf_counter() - began
    again, owed_again = monitor(roster, pack), account(roster, pack)
    peak = peak_mib()
    for name in TABLES:
        same = getattr(found, name).equals(getattr(again, name))
        expect(same, f"{pack_id}: watched again, the same ledger gives another table of {name}.")
    expect(owed.owed.equals(owed_again.owed), f"{pack_id}: counted again, other rows are owed.")
    expect(both < LIMIT, f"{pack_id}: entitlements and monitoring take more than {LIMIT:g} s.")
    _check_parts(found, pack_id)
    return {
        "pack": pack_id,
        "until": roster.as_of.isoformat(),
        "people": people,
        "lines": roster.placements.height,
        "services": roster.services.height,
        "changes": found.changes.height,
        "households": found.households.height,
        "places and targets": found.progress.height,
        "owed yuan": str(owed.granted),
        "monitoring s": watched,
        "entitlements s": both - watched,
        "together s": both,
        "workbook s": _written(found, roster, pack) if book else None,
        "peak MiB": peak,
    }


def _check_parts(found: Monitoring, pack_id: str) -> None:
    """Every level of a target comes to the same goal and the same number reached."""
    sums = found.progress.group_by("rule", "level").agg(pl.col("goal", "reached").sum())
    levels = sums.group_by("rule").agg(pl.col("goal", "reached").n_unique())
    wrong = levels.filter((pl.col("goal") > 1) | (pl.col("reached") > 1))
    expect(wrong.is_empty(), f"{pack_id}: parts of {wrong['rule'].to_list()} miss their whole.")


def _written(found: Monitoring, roster: Roster, pack: Pack) -> float:
    """Seconds for one workbook; written again it is the same bytes."""
    digests = set()
    seconds = 0.0
    with tempfile.TemporaryDirectory(prefix="gangpei-") as scratch:
        for name in ("one.xlsx", "two.xlsx"):
            path = Path(scratch) / name
            began = time.perf_counter()
            write_monitoring_book(path, found, roster, pack, names=False)
            seconds = time.perf_counter() - began
            digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    expect(len(digests) == 1, f"{pack.id}: the same tables give other bytes.")
    return seconds


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    rows = of_each_pack(measure, args)
    title = f"monitoring and entitlements: {args.people:,} people, {args.months} months"
    notes = (
        "watched and counted twice, to the same cells and cents; the workbook to the same bytes",
        "the parts of every target come to the whole at every level",
        f"at most {LIMIT:g} s for both, from a loaded roster (all of it asserted)",
    )
    return Outcome("monitoring", title, (Table("one pack a row", rows),), notes)


MONITORING = Benchmark(
    "monitoring",
    "what a month brought, and who is owed what, for a ledger of so many people and months",
    ledger_options,
    run,
    ledger_scales("chengkou-2021"),
)

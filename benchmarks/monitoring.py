"""How long it takes to watch a ledger and to say who is owed what of it; twice the same."""

from __future__ import annotations

import hashlib
import tempfile
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

import polars as pl

from api.outputs.monitoring_book import write_monitoring_book
from api.runs.monitor import TABLES
from benchmarks.benchmark import Benchmark, whole
from benchmarks.child import in_child, peak_mib
from benchmarks.entitlements import made_roster
from benchmarks.outcome import Cell, Outcome, Table, expect
from models.packs import Pack, list_packs, load_pack
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
    rows = tuple(
        in_child(measure, args.people, args.months, pack, not args.no_book, args.seed)
        for pack in args.packs
    )
    title = f"monitoring and entitlements: {args.people:,} people, {args.months} months"
    notes = (
        "watched and counted twice, to the same cells and cents; the workbook to the same bytes",
        "the parts of every target come to the whole at every level",
        f"at most {LIMIT:g} s for both, from a loaded roster (all of it asserted)",
    )
    return Outcome("monitoring", title, (Table("one pack a row", rows),), notes)


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("--people", type=whole(10, 1_000_000), default=60_000)
    parser.add_argument("--months", type=whole(1, 120), default=24)
    parser.add_argument("--packs", nargs="+", default=[*list_packs()], help="ids or files")
    parser.add_argument("--no-book", action="store_true", help="without the workbook")
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)


MONITORING = Benchmark(
    "monitoring",
    "what a month brought, and who is owed what, for a ledger of so many people and months",
    _options,
    run,
    {
        "small": ("--people", "300", "--packs", "chengkou-2021"),
        "county": ("--people", "60000", "--months", "24"),
    },
)

"""How long it takes to say who is owed what, and that it is the same to the cent."""

from __future__ import annotations

import tempfile
import time
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import polars as pl

from api.outputs.entitlements_book import write_entitlements_book
from benchmarks.benchmark import Benchmark
from benchmarks.child import peak_mib
from benchmarks.ledgers import ledger_options, ledger_scales, made_roster, of_each_pack
from benchmarks.outcome import Cell, Outcome, Table, expect
from models.packs import Pack, load_pack
from models.roster import Roster
from solver.entitlements import Entitlements, account

LIMIT = 60.0  # seconds for one count, as asked for


def measure(people: int, months: int, pack_id: str, book: bool, seed: int) -> dict[str, Cell]:
    """
    Counts one made-up ledger twice, and once with its lines in another order.

    Raises
    ------
    WrongAnswerError
        When the counts differ, an amount cannot be, or it takes too long.
    """
    pack = load_pack(pack_id)
    roster = made_roster(people, months, pack, seed)
    seconds, found = _timed(roster, pack)
    again_seconds, again = _timed(roster, pack)
    peak = peak_mib()
    expect(
        found.owed.equals(again.owed) and found.missed.equals(again.missed),
        f"{pack_id}: counted again, the same ledger gives other rows.",
    )
    wrong = found.owed.filter((pl.col("owed") < 0) | (pl.col("owed") > pl.col("amount")))
    expect(wrong.is_empty(), f"{pack_id}: {wrong.height} rows owe less than 0 or more than before.")
    parted = account(replace(roster, placements=_parted(roster.placements)), pack)
    expect(parted.granted == found.granted, f"{pack_id}: another order of lines moves the sum.")
    expect(max(seconds, again_seconds) < LIMIT, f"{pack_id}: more than {LIMIT:g} s.")
    return {
        "pack": pack_id,
        "until": roster.as_of.isoformat(),
        "people": people,
        "lines": roster.placements.height,
        "rows owed": int((found.owed["owed"] > 0).sum()),
        "rows missed": found.missed.height,
        "owed yuan": str(found.granted),
        "seconds": seconds,
        "again": again_seconds,
        "workbook": _written(found, roster, pack) if book else None,
        "peak MiB": peak,
    }


def _parted(ledger: pl.DataFrame) -> pl.DataFrame:
    """The lines of odd days first: those of one day stay in their order."""
    odd = pl.col("started_at").dt.epoch("d") % 2
    return ledger.sort(odd, descending=True, maintain_order=True)


def _timed(roster: Roster, pack: Pack) -> tuple[float, Entitlements]:
    began = time.perf_counter()
    found = account(roster, pack)
    return time.perf_counter() - began, found


def _written(found: Entitlements, roster: Roster, pack: Pack) -> float:
    with tempfile.TemporaryDirectory(prefix="gangpei-") as scratch:
        began = time.perf_counter()
        write_entitlements_book(Path(scratch) / "owed.xlsx", found, roster, pack, names=False)
        return time.perf_counter() - began


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    rows = of_each_pack(measure, args)
    title = f"entitlements: {args.people:,} people, {args.months} months"
    notes = (
        "counted twice, to the same cents; other orders of lines give the same sum (asserted)",
        f"at most {LIMIT:g} s a count (asserted); loans are not in the sums",
    )
    return Outcome("entitlements", title, (Table("one pack a row", rows),), notes)


ENTITLEMENTS = Benchmark(
    "entitlements",
    "who is owed what for a ledger of so many people and months, to the cent",
    ledger_options,
    run,
    ledger_scales("qianyang-2021"),
)

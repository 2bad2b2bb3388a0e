"""How long it takes to say who is owed what, and that it is the same to the cent."""

from __future__ import annotations

import tempfile
import time
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

import polars as pl

from api.outputs.entitlements_book import write_entitlements_book
from benchmarks.benchmark import Benchmark, whole
from benchmarks.child import in_child, peak_mib
from benchmarks.outcome import Cell, Outcome, Table, expect
from models.packs import Pack, list_packs, load_pack
from models.roster import Roster
from models.synth import AS_OF, make_county, with_ledger
from solver.entitlements import Entitlements, account

LIMIT = 60.0  # seconds for one count, as asked for
_PER_POST = 12  # people


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


def made_roster(people: int, months: int, pack: Pack, seed: int) -> Roster:
    """A county with a ledger whose last day is the pack's, at home where the pack is."""
    as_of = min(pack.valid_to or AS_OF, AS_OF)
    county = make_county(people, max(5, people // _PER_POST), seed, as_of=as_of)
    return _at_home(with_ledger(county, months).roster(), pack.place)


def _at_home(roster: Roster, place: str) -> Roster:
    """The made-up county's codes as those of the pack's: some rules ask for people of the place."""
    county = place[:6] if place[4:6] != "00" else f"{place[:4]}21"

    def moved(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.with_columns(pl.col("place").str.replace("^990101", county))

    return replace(
        roster,
        workers=moved(roster.workers),
        vacancies=moved(roster.vacancies),
        households=moved(roster.households),
        employers=moved(roster.employers),
    )


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
    rows = tuple(
        in_child(measure, args.people, args.months, pack, not args.no_book, args.seed)
        for pack in args.packs
    )
    title = f"entitlements: {args.people:,} people, {args.months} months"
    notes = (
        "counted twice, to the same cents; other orders of lines give the same sum (asserted)",
        f"at most {LIMIT:g} s a count (asserted); loans are not in the sums",
    )
    return Outcome("entitlements", title, (Table("one pack a row", rows),), notes)


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("--people", type=whole(10, 1_000_000), default=60_000)
    parser.add_argument("--months", type=whole(1, 120), default=24)
    parser.add_argument("--packs", nargs="+", default=[*list_packs()], help="ids or files")
    parser.add_argument("--no-book", action="store_true", help="without the workbook")
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)


ENTITLEMENTS = Benchmark(
    "entitlements",
    "who is owed what for a ledger of so many people and months, to the cent",
    _options,
    run,
    {
        "small": ("--people", "300", "--packs", "qianyang-2021"),
        "county": ("--people", "60000", "--months", "24"),
    },
)

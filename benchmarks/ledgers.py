"""What benchmarks of ledgers have in common: made-up ones, pack by pack, and their options."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace

import polars as pl

from benchmarks.benchmark import whole
from benchmarks.child import in_child
from benchmarks.outcome import Cell
from models.packs import Pack, list_packs
from models.roster import Roster
from models.synth import AS_OF, make_county, with_ledger

_PER_POST = 12  # people

Measure = Callable[[int, int, str, bool, int], dict[str, Cell]]


def of_each_pack(measure: Measure, args: Namespace) -> tuple[dict[str, Cell], ...]:
    """
    Measures the ledger of each pack in a process of its own.

    Parameters
    ----------
    measure
        Of people, months, pack, whether a workbook is written, seed.
    args
        By `ledger_options`.
    """
    return tuple(
        in_child(measure, args.people, args.months, pack, not args.no_book, args.seed)
        for pack in args.packs
    )


def ledger_scales(small: str) -> dict[str, tuple[str, ...]]:
    """The options of each scale; the smallest is of one pack."""
    return {
        "small": ("--people", "300", "--packs", small),
        "county": ("--people", "60000", "--months", "24"),
    }


def ledger_options(parser: ArgumentParser) -> None:
    """Adds the options of a benchmark of ledgers."""
    parser.add_argument("--people", type=whole(10, 1_000_000), default=60_000)
    parser.add_argument("--months", type=whole(1, 120), default=24)
    parser.add_argument("--packs", nargs="+", default=[*list_packs()], help="ids or files")
    parser.add_argument("--no-book", action="store_true", help="without the workbook")
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)


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

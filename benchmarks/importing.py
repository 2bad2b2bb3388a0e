"""How long reading a roster takes, and that nobody is lost."""

from __future__ import annotations

import tempfile
import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from benchmarks.benchmark import Benchmark, whole
from benchmarks.child import in_child, peak_mib
from benchmarks.outcome import Cell, Outcome, Table, expect
from models.fields import TABLES
from models.reading import read_roster
from models.reading.roster import CHECKING, LINTING
from models.synth import County, make_county, write_county
from models.synth.dirty import spoil

Format = Literal["csv", "gb18030", "xlsx", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "gb18030", "xlsx", "parquet")
MESSY: tuple[Format, ...] = ("gb18030", "xlsx")  # offices save .csv in GB18030
PER_VACANCY = 12  # workers
XLSX_MOST = 100_000  # workers: larger rosters come as .csv or .parquet
# What was asked for: format, workers, seconds, MiB of memory.
ASKED = (("csv", 594_000, 60, 4096), ("xlsx", 100_000, 60, None))


@dataclass(frozen=True)
class Read:
    """
    One roster read in a fresh process.

    `used` and `rejected` are rows by table; the seconds are of reading the
    files into typed tables, of checking them against each other, of the lint.
    """

    used: dict[str, int]
    rejected: dict[str, int]
    reading: float
    checking: float
    linting: float
    peak_mib: float

    @property
    def seconds(self) -> float:
        """Of all three phases."""
        return self.reading + self.checking + self.linting


def read_folder(folder: Path) -> Read:
    """Reads a roster and counts it."""
    since: dict[str, float] = {}
    began = time.perf_counter()
    roster = read_roster(
        folder, progress=lambda phase, _: since.update({phase: time.perf_counter()})
    )
    ended = time.perf_counter()
    lost = (
        roster.rejected.filter(pl.col("reason").str.starts_with("本行未用"))
        .unique(["file", "sheet", "row"])
        .group_by("table")
        .len()
    )
    return Read(
        used={name: getattr(roster, name).height for name in TABLES},
        rejected=dict.fromkeys(TABLES, 0) | dict(lost.iter_rows()),
        reading=since[CHECKING] - began,
        checking=since[LINTING] - since[CHECKING],
        linting=ended - since[LINTING],
        peak_mib=peak_mib(),
    )


def write(county: County, folder: Path, form: Format, messy: bool) -> float:
    """Writes a county into a folder; returns the MiB of its files."""
    paths = write_county(county, folder, "csv" if form == "gb18030" else form, messy)
    if form == "gb18030" and not messy:
        for path in paths:
            path.write_text(path.read_text("utf-8-sig"), "gb18030")
    return sum(path.stat().st_size for path in paths) / (1 << 20)


def measure(county: County, form: Format, messy: bool) -> dict[str, Cell]:
    """
    Writes a county and reads it, in a fresh process.

    Raises
    ------
    WrongAnswerError
        When a clean county does not come back whole, or a row of any is neither
        used nor rejected, or both.
    """
    workers = county.tables["workers"].height
    written = {name: frame.height for name, frame in county.tables.items()}
    if messy:
        # A row of totals stands below each table.
        written = {name: sheet.rows.height + 1 for name, sheet in spoil(county).items()}
    with tempfile.TemporaryDirectory(prefix="gangpei-") as scratch:
        folder = Path(scratch) / "county"
        mib = write(county, folder, form, messy)
        read = in_child(read_folder, folder)
    name = f"{workers} workers, {form}{', messy' if messy else ''}"
    for table, rows in written.items():
        found = read.used[table] + read.rejected[table]
        # A household that only a worker names is used, and was not written.
        whole = found >= rows if table == "households" else found == rows
        expect(whole, f"{name}: of {rows} {table}, {found} are used or rejected.")
    rejected = sum(read.rejected.values())
    expect(messy or not rejected, f"{name}: {rejected} rows rejected.")
    return {
        "workers": workers,
        "format": form + (" messy" if messy else ""),
        "files MiB": mib,
        "read s": read.reading,
        "check s": read.checking,
        "lint s": read.linting,
        "seconds": read.seconds,
        "rows a second": round(sum(written.values()) / read.seconds),
        "peak MiB": read.peak_mib,
        "rows rejected": rejected,
    }


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    kinds = [(form, False) for form in args.formats]
    kinds += [(form, True) for form in args.formats if args.messy and form in MESSY]
    rows: list[dict[str, Cell]] = []
    for size in args.workers:
        counties: dict[int, County] = {}
        for form, messy in kinds:
            n = min(size, XLSX_MOST) if form == "xlsx" else size
            if n not in counties:
                counties[n] = make_county(n, max(5, n // PER_VACANCY), args.seed)
            rows.append(measure(counties[n], form, messy))
    title = "import: reading, checking and linting, a fresh process each"
    notes = ("every row written is used, or rejected with its reason (asserted)", *met(rows))
    return Outcome("import", title, (Table("one roster a row", tuple(rows)),), notes)


def met(rows: list[dict[str, Cell]]) -> list[str]:
    """Says of each size that was asked for and is among the rows whether it is reached."""
    notes = []
    for form, workers, seconds, mib in ASKED:
        row = next((r for r in rows if r["format"] == form and r["workers"] == workers), None)
        if row is not None:
            took, held = float(row["seconds"] or 0), float(row["peak MiB"] or 0)
            reached = took <= seconds and (mib is None or held <= mib)
            memory = f" and {mib:,} MiB" if mib else ""
            notes.append(
                f"asked for: {workers:,} workers from .{form} within {seconds} s{memory}: "
                f"{'reached' if reached else 'NOT reached'} ({took:.1f} s, {held:,.0f} MiB)"
            )
    return notes


def _options(parser: ArgumentParser) -> None:
    sizes = [60_000, 594_000]
    parser.add_argument(
        "--workers", type=whole(10, 1_000_000), nargs="+", default=sizes,
        help=f"sizes; .xlsx stops at {XLSX_MOST:,}",
    )  # fmt: skip
    parser.add_argument("--formats", choices=FORMATS, nargs="+", default=[*FORMATS])
    parser.add_argument("--messy", action="store_true", help="also the way offices send them")
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)


IMPORT = Benchmark(
    "import",
    "time and memory of reading a roster from .csv, .xlsx and .parquet",
    _options,
    run,
    {
        "small": ("--workers", "200", "--messy", "--formats", "gb18030", "parquet"),
        "county": ("--messy",),
    },
)

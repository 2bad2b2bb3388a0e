"""How long reading a roster takes, and that nobody is lost."""

from __future__ import annotations

import tempfile
import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.benchmark import Benchmark, whole
from benchmarks.child import in_child, peak_mib
from benchmarks.outcome import Outcome, Table, expect
from models.reading import read_roster
from models.synth import make_county, write_county

Format = Literal["csv", "xlsx", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "parquet")
PER_VACANCY = 12  # workers


@dataclass(frozen=True)
class Read:
    """One roster read in a fresh process."""

    workers: int
    vacancies: int
    rejected: int
    seconds: float
    peak_mib: float


def read_folder(folder: Path) -> Read:
    """Reads a roster and counts it."""
    began = time.perf_counter()
    roster = read_roster(folder)
    seconds = time.perf_counter() - began
    lost = roster.rejected.filter(roster.rejected["reason"].str.starts_with("本行未用"))
    counts = (roster.workers.height, roster.vacancies.height, lost.height)
    return Read(*counts, seconds=seconds, peak_mib=peak_mib())


def measure(workers: int, form: Format, messy: bool, seed: int = 0) -> dict[str, int | float | str]:
    """
    Writes a county and reads it, in a fresh process.

    Raises
    ------
    WrongAnswerError
        When a clean county does not come back whole, or a row of a messy one is
        neither used nor rejected.
    """
    vacancies = max(5, workers // PER_VACANCY)
    with tempfile.TemporaryDirectory(prefix="gangpei-") as scratch:
        folder = Path(scratch) / "county"
        paths = write_county(make_county(workers, vacancies, seed), folder, form, messy)
        mib = sum(path.stat().st_size for path in paths) / (1 << 20)
        read = in_child(read_folder, folder)
    name = f"{workers} workers, {form}{', messy' if messy else ''}"
    expect(
        read.workers <= workers and read.vacancies <= vacancies, f"{name}: more rows than written."
    )
    lost = workers + vacancies - read.workers - read.vacancies
    expect(lost <= read.rejected, f"{name}: {lost - read.rejected} rows neither used nor rejected.")
    expect(messy or read.rejected == lost == 0, f"{name}: {read.rejected} rows rejected.")
    return {
        "workers": workers,
        "vacancies": vacancies,
        "format": form + (" messy" if messy else ""),
        "files MiB": mib,
        "seconds": read.seconds,
        "rows a second": round((read.workers + read.vacancies) / read.seconds),
        "peak MiB": read.peak_mib,
        "rows not used": read.rejected,
    }


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    kinds = [(form, False) for form in args.formats]
    kinds += [(form, True) for form in args.formats if args.messy and form != "parquet"]
    rows = tuple(measure(size, *kind, args.seed) for size in args.workers for kind in kinds)
    notes = ("every row written is used, or rejected with its reason (asserted)",)
    title = "import: reading, checking and linting, a fresh process each"
    return Outcome("import", title, (Table("one roster a row", rows),), notes)


def _options(parser: ArgumentParser) -> None:
    sizes = [6000, 60_000]
    parser.add_argument("--workers", type=whole(10, 1_000_000), nargs="+", default=sizes)
    parser.add_argument("--formats", choices=FORMATS, nargs="+", default=[*FORMATS])
    parser.add_argument("--messy", action="store_true", help="also the way offices send them")
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)


IMPORT = Benchmark(
    "import",
    "time and memory of reading a roster from .csv, .xlsx and .parquet",
    _options,
    run,
    {"small": ("--workers", "200", "--messy"), "county": ("--messy",)},
)

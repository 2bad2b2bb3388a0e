"""Easy and hard markets: does anything fall off a cliff?"""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace

from benchmarks.benchmark import Benchmark, whole
from benchmarks.checked import broken_musts, checked
from benchmarks.instances import PACK
from benchmarks.job_run import PROVED, cores
from benchmarks.outcome import Cell, Outcome, Table, expect
from models.packs import load_pack
from models.synth import PRESETS, Severity, make_county
from solver.jobs import run as run_job

TIGHTNESS = (0.1, 0.2, 0.4, 0.8, 1.3, 2.0, 4.0)


def measure(workers: int, vacancies: int, seed: int, severity: Severity) -> dict[str, Cell]:
    """
    Solves one market.

    Raises
    ------
    WrongAnswerError
        When the gap is not proved or the checker finds a fault.
    """
    roster, pack = (
        make_county(workers, vacancies, seed, severity=severity).roster(),
        load_pack(PACK),
    )
    began = time.perf_counter()
    answer = run_job("allocate", roster, pack)
    seconds = time.perf_counter() - began
    result = answer.result
    expect(result.status.value in PROVED, f"{severity}: stopped with {result.status.value}.")
    broken = broken_musts(checked(answer, roster, pack), pack)
    return {
        "openings": int(roster.vacancies["openings"].sum()),
        "status": result.status.value,
        "gap %": None if result.gap is None else 100 * result.gap,
        "placed": answer.matches.height,
        "unfilled": int(answer.unfilled["open"].sum()),
        "musts short": broken.height,
        "people short": int(broken["shortfall"].sum()),
        "seconds": seconds,
        "passes": result.passes,
    }


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    size = (args.workers, args.vacancies, args.seed)
    measure(100, 20, 0, Severity())  # loads the compiled code
    presets = tuple({"market": n, **measure(*size, s)} for n, s in PRESETS.items())
    sweep = tuple(
        {"openings per worker": t, **measure(*size, Severity(tightness=t))} for t in args.tightness
    )
    title = f"severity: {args.workers:,} workers x {args.vacancies:,} vacancies, {cores()} cores"
    notes = ("every answer proved and re-counted (asserted); what is short is named in the answer",)
    tables = (Table("presets", presets), Table("tightness", sweep))
    return Outcome("severity", title, tables, notes)


def _tightness(text: str) -> float:
    return Severity(tightness=float(text)).tightness


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("--workers", type=whole(10, 1_000_000), default=6000)
    parser.add_argument("--vacancies", type=whole(5, 100_000), default=800)
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)
    help_ = "openings per worker, 0.05 to 20"
    parser.add_argument("--tightness", type=_tightness, nargs="*", default=TIGHTNESS, help=help_)


SEVERITY = Benchmark(
    "severity",
    "slack, tight and lopsided markets and a sweep of tightness: gap, time, shortfalls",
    _options,
    run,
    {"small": ("--workers", "300", "--vacancies", "40", "--tightness", "0.2", "2"), "county": ()},
)

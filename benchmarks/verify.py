"""Run folders damaged in every way we know: each damage is caught and named."""

from __future__ import annotations

import importlib
import shutil
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from api.runs import execute
from benchmarks.benchmark import Benchmark, whole
from benchmarks.instances import PACK
from benchmarks.outcome import Cell, Outcome, Table, WrongAnswerError, expect
from models.synth import Severity, make_county, write_county
from solver.checker import verify_run

MARKET = Severity(zero_employment=0.05)  # enough guaranteed households to break one
CLASHING = Severity(lopsided=0.9, clash=1.0, public_projects=0.8)  # shares that cannot hold
RUNS = (
    ("allocate", "allocate", MARKET),
    ("push", "push", MARKET),
    ("allocate, rules short", "allocate", CLASHING),
)
Damage = Callable[[Path], None]


def damages() -> tuple[Mapping[Damage, str], type[Exception]]:
    """
    The damages of the tests with the code that must name each, and what one raises where
    a run has nothing to damage in that way.

    Raises
    ------
    WrongAnswerError
        When the checkout has no tests.
    """
    try:
        found = importlib.import_module("tests.solver.damage")
    except ModuleNotFoundError as missing:
        msg = f"The damages live in tests/solver/damage.py; run this from a checkout ({missing})."
        raise WrongAnswerError(msg) from None
    return found.DAMAGES, found.NotApplicableError


def measure(workers: int, vacancies: int, seed: int) -> tuple[list[dict[str, Cell]], list[float]]:
    """
    Damages sound runs, one damage at a time, each on the first run that has something for it.

    Returns
    -------
    A row for each damage, with the code that must name it; and the seconds in
    which each sound run is verified.

    Raises
    ------
    WrongAnswerError
        When a sound run does not stand, a damage is not named, or no run has
        anything for it.
    """
    known, not_applicable = damages()
    rows: dict[Damage, dict[str, Cell]] = {}
    took: list[float] = []
    with tempfile.TemporaryDirectory(prefix="gangpei-") as scratch:
        for number, (name, job, market) in enumerate(RUNS):
            data, sound = Path(scratch) / f"data-{number}", Path(scratch) / f"run-{number}"
            write_county(make_county(workers, vacancies, seed, severity=market), data)
            execute(job, data, PACK, sound)
            began = time.perf_counter()
            report = verify_run(sound)
            took.append(time.perf_counter() - began)
            expect(report.ok, f"The sound {name} does not stand: {[*report.codes]}")
            for damage, code in known.items():
                if damage in rows:
                    continue
                copy = Path(scratch) / f"{damage.__name__}-{number}" / "run"
                shutil.copytree(sound, copy)
                try:
                    damage(copy)
                except not_applicable:
                    continue
                others = _caught(copy, damage.__name__, code)
                rows[damage] = {
                    "damage": damage.__name__,
                    "caught as": code,
                    "also named": ", ".join(others),
                    "run": name,
                }
    for damage in known:
        expect(damage in rows, f"{damage.__name__}: no run has anything for it.")
    return [rows[damage] for damage in known], took


def _caught(run: Path, name: str, code: str) -> list[str]:
    codes = verify_run(run).codes
    expect(code in codes, f"{name} is not named {code}, but {sorted(codes)}.")
    return sorted(codes - {code})


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    rows, took = measure(args.workers, args.vacancies, args.seed)
    size = f"{args.workers:,} workers x {args.vacancies:,} vacancies"
    times = ", ".join(f"{run[0]} {seconds:.2f} s" for run, seconds in zip(RUNS, took, strict=True))
    notes = (
        f"{len(rows)} kinds of damage, each caught and named (asserted)",
        f"the sound runs stand: bound recomputed, rules re-counted without the solver in {times}",
    )
    return Outcome("verify", f"verify: {size}", (Table("damages", tuple(rows)),), notes)


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("--workers", type=whole(100, 100_000), default=400)
    parser.add_argument("--vacancies", type=whole(20, 10_000), default=60)
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)


VERIFY = Benchmark(
    "verify",
    "run folders damaged in every way we know: each damage is caught and named",
    _options,
    run,
    {"small": ("--workers", "150", "--vacancies", "30"), "county": ()},
)

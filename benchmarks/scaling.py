"""Time and memory against workers, vacancies, dimensions and rules: measured, fitted, foretold."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.benchmark import Benchmark, whole
from benchmarks.checked import checked
from benchmarks.child import in_child, peak_mib
from benchmarks.fit import Fit, exponents, fit
from benchmarks.instances import INSTANCES, PACK
from benchmarks.job_run import cores
from benchmarks.open_posts import best_open
from benchmarks.outcome import Cell, Outcome, Table
from benchmarks.scaling_cases import Case, cases, on_disk
from matcher.pair_values import PairValues
from matcher.text import DIMENSIONS, TextEncoder
from models.packs import load_pack
from models.reading import read_roster
from solver.jobs import run as run_job

KEEP = 20
FORETOLD = ((60_000, 5_000), (594_000, 30_000), (10_000_000, 300_000))
# What each quantity is thought to be made of.
PARTS: Mapping[str, tuple[str, ...]] = {
    "read": ("1", "people"),
    "values": ("1", "people"),
    "one pass": ("1", "pairs", "pairs x dimensions"),
    "looking": ("1", "looked", "looked x dimensions"),
    "prices": ("1", "people", "arcs"),
    "deciding": ("1", "arcs x rounds", "rule lines x rounds"),
    "reasons": ("1", "people"),
    "check": ("1", "people", "pairs", "pairs x dimensions"),
}
MEMORY = ("1", "people", "arcs")
NOISE = 0.1  # seconds
_REASONS = ("rules", "ties", "reasons")
_NOT_DECIDING = ("values", "prices", "pass", *_REASONS)


@dataclass(frozen=True)
class Sample:
    """One measured case: its terms, seconds of each part, and the peak."""

    case: Case
    terms: Mapping[str, float]
    seconds: Mapping[str, float]
    phases: Mapping[str, float]
    passes: int
    status: str
    peak_mib: float

    @property
    def total(self) -> float:
        """Seconds from the roster's file to the checked answer; the one plain pass is apart."""
        return sum(s for part, s in self.seconds.items() if part != "one pass")


def measure(case: Case, folder: Path) -> Sample:
    """
    Measures one case in this process; compiled code is loaded by a tiny one before.

    Raises
    ------
    WrongAnswerError
        When the checker finds a fault.
    """
    pack = load_pack(PACK)
    run_job("allocate", INSTANCES["tiny"].county().roster(), pack)
    marks = [time.perf_counter()]
    roster = read_roster(folder)
    marks.append(time.perf_counter())
    values = PairValues(roster, pack, encoder=TextEncoder(dimensions=case.dimensions))
    marks.append(time.perf_counter())
    best_open(values, roster.vacancies["openings"].to_numpy().astype(np.int64), KEEP)
    marks.append(time.perf_counter())
    answer = run_job("allocate", roster, pack, values=values)
    marks.append(time.perf_counter())
    most = peak_mib()
    marks.append(time.perf_counter())
    checked(answer, roster, pack)
    marks.append(time.perf_counter())
    took = np.diff(marks)
    result, phases = answer.result, answer.result.seconds
    rest = took[3] - sum(s for phase, s in phases.items() if phase != "values")
    people = roster.workers.height + roster.vacancies.height
    pairs, rounds = result.pairs_priced, max(1, result.passes - 1)
    arcs = result.best.vacancy.size
    return Sample(
        case=case,
        terms=_terms(
            people, pairs, result.pairs_looked, arcs, rounds, answer.rules.height, case.dimensions
        ),
        seconds={
            "read": took[0],
            "values": took[1],
            "one pass": took[2],
            "looking": phases["pass"],
            "prices": phases["prices"],
            "deciding": sum(s for name, s in phases.items() if name not in _NOT_DECIDING),
            "reasons": rest + sum(phases.get(name, 0.0) for name in _REASONS),
            "check": took[5],
        },
        phases=dict(phases),
        passes=result.passes,
        status=result.status.value,
        peak_mib=most,
    )


def _terms(
    people: float, pairs: float, looked: float, arcs: float, rounds: float, lines: float, dims: int
) -> dict[str, float]:
    return {
        "1": 1.0,
        "people": float(people),
        "pairs": float(pairs),
        "pairs x dimensions": float(pairs * dims),
        "looked": float(looked),
        "looked x dimensions": float(looked * dims),
        "arcs": float(arcs),
        "arcs x rounds": float(arcs * rounds),
        "rule lines": float(lines),
        "rule lines x rounds": float(lines * rounds),
    }


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    samples = []
    for case in cases(args.workers, args.vacancies, few=args.few):
        with on_disk(case) as folder:
            samples.append(in_child(measure, case, folder))
    fits = {part: _fitted(samples, part, names) for part, names in PARTS.items()}
    memory = fit([_only(s.terms, MEMORY) for s in samples], [s.peak_mib for s in samples])
    deciding = sorted({name for s in samples for name in s.phases} - {*_NOT_DECIDING})
    tables = (
        Table("measured; seconds by phase", tuple(_measured(s, deciding) for s in samples)),
        Table("fitted: what one of each term costs", tuple(_coefficients(fits, memory))),
        Table("exponents of a power law", tuple(_power_laws(samples))),
        Table("foretold, seconds", tuple(_foretold(samples, fits, memory))),
    )
    title = f"scaling: {len(samples)} cases round {args.workers:,} workers, {cores()} cores"
    return Outcome("scaling", title, tables, _NOTES)


def _fitted(samples: Sequence[Sample], part: str, names: tuple[str, ...]) -> Fit:
    rows = [_only(sample.terms, names) for sample in samples]
    return fit(rows, [max(sample.seconds[part], 0.0) for sample in samples], NOISE)


def _only(terms: Mapping[str, float], names: tuple[str, ...]) -> dict[str, float]:
    return {name: terms[name] for name in names}


def _measured(sample: Sample, deciding: Sequence[str]) -> dict[str, Cell]:
    case = sample.case
    return {
        "workers": case.workers,
        "vacancies": case.vacancies,
        "dimensions": case.dimensions,
        "rule lines": int(sample.terms["rule lines"]),
        "status": sample.status,
        "passes": sample.passes,
        "arcs": int(sample.terms["arcs"]),
        **{part: float(seconds) for part, seconds in sample.seconds.items()},
        **{f"({name})": sample.phases.get(name, 0.0) for name in deciding},
        "total": float(sample.total),
        "peak MiB": sample.peak_mib,
    }


def _coefficients(fits: Mapping[str, Fit], memory: Fit) -> list[dict[str, Cell]]:
    rows: list[dict[str, Cell]] = []
    for part, found, unit in [*((p, f, "ns") for p, f in fits.items()), ("memory", memory, "KiB")]:
        scale = 1e9 if unit == "ns" else 1024.0
        rows += [
            {
                "part": part,
                "term": term,
                "costs": scale * cost,
                "unit": unit,
                "typical error %": 100 * found.typical,
                "worst %": 100 * found.worst,
            }
            for term, cost in found.coefficients.items()
        ]
    return rows


def _power_laws(samples: Sequence[Sample]) -> list[dict[str, Cell]]:
    rows = [
        {
            "workers": float(s.case.workers),
            "vacancies": float(s.case.vacancies),
            "dimensions": float(s.case.dimensions),
            "rule lines": max(1.0, s.terms["rule lines"]),
        }
        for s in samples
    ]
    measured = {
        "one pass": [s.seconds["one pass"] for s in samples],
        "total": [s.total for s in samples],
        "peak MiB": [s.peak_mib for s in samples],
    }
    return [{"of": name, **exponents(rows, numbers)} for name, numbers in measured.items()]


def _foretold(
    samples: Sequence[Sample], fits: Mapping[str, Fit], memory: Fit
) -> list[dict[str, Cell]]:
    """What the fits say elsewhere; arcs a worker, rounds and looks as in the sweep's mean."""

    def mean(name: str, by: str) -> float:
        return float(np.mean([s.terms[name] / s.terms[by] for s in samples]))

    rounds = float(np.mean([s.terms["arcs x rounds"] / s.terms["arcs"] for s in samples]))
    lines = float(np.mean([s.terms["rule lines"] / s.case.vacancies for s in samples]))
    arcs = float(np.mean([s.terms["arcs"] / s.case.workers for s in samples]))
    rows: list[dict[str, Cell]] = []
    for workers, vacancies in FORETOLD:
        pairs = float(workers * vacancies)
        terms = _terms(
            workers + vacancies,
            pairs,
            mean("looked", "pairs") * pairs,
            arcs * workers,
            rounds,
            lines * vacancies,
            DIMENSIONS,
        )
        parts = {part: found.at(terms) for part, found in fits.items()}
        total = sum(seconds for part, seconds in parts.items() if part != "one pass")
        gib = memory.at(terms) / 1024
        size: dict[str, Cell] = {"workers": workers, "vacancies": vacancies}
        rows.append({**size, **parts, "total": total, "peak GiB": gib})
    return rows


_NOTES = (
    "each case in a fresh process, from the roster's files to the checked answer",
    "one pass: every eligible pair once at no price, the 20 best kept; it is not in the total",
    "looking: the passes of the solve, of which the later ones skip most pairs",
    "deciding: the rest of the solve, its phases in brackets",
    "non-negative least squares of the relative error (of what is below 0.1 s, of 0.1 s)",
    "what is foretold is far outside what was measured: an order of magnitude, no promise",
)


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("--workers", type=whole(50, 1_000_000), default=8000, help="in the middle")
    parser.add_argument("--vacancies", type=whole(10, 100_000), default=800, help="in the middle")
    parser.add_argument("--few", action="store_true", help="four cases instead of all")


SCALING = Benchmark(
    "scaling",
    "time and memory fitted to workers, vacancies, dimensions and rules, and foretold",
    _options,
    run,
    {"small": ("--workers", "300", "--vacancies", "40", "--few"), "county": ()},
)

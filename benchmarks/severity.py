"""Easy and hard markets, swept trait by trait: does anything fall off a cliff?"""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.benchmark import Benchmark, whole
from benchmarks.checked import broken_musts, checked
from benchmarks.cliffs import Cliff, cliffs
from benchmarks.instances import PACK
from benchmarks.job_run import PROVED, cores
from benchmarks.outcome import Cell, Outcome, Table
from models.packs import load_pack
from models.synth import PRESETS, Severity, make_county
from solver.jobs import run as run_job

SWEEPS: Mapping[str, tuple[float, ...]] = {
    "tightness": (0.1, 0.4, 0.8, 1.3, 4.0),
    "popularity": (0.0, 0.6, 1.0, 1.6, 2.4),
    "zero_employment": (0.0, 0.01, 0.05, 0.15, 0.4),
    "clash": (0.0, 0.25, 0.5, 0.75, 1.0),
}
_MEANING = {
    "tightness": "openings per available worker",
    "popularity": "how unequal posts are in what they offer and who asks for them",
    "zero_employment": "share of households in which nobody works, each with a guarantee",
    "clash": "share of public-project posts whose conditions hardly any relocated worker meets",
}


@dataclass(frozen=True)
class Level:
    """One market solved: `seconds` of the solve, by phase too, and the row of the table."""

    name: str
    seconds: float
    phases: Mapping[str, float]
    proved: bool
    row: Mapping[str, Cell]


def measure(workers: int, vacancies: int, seed: int, severity: Severity, name: str) -> Level:
    """
    Solves one market.

    Raises
    ------
    WrongAnswerError
        When the checker finds a fault.
    """
    roster = make_county(workers, vacancies, seed, severity=severity).roster()
    pack = load_pack(PACK)
    began = time.perf_counter()
    answer = run_job("allocate", roster, pack)
    seconds = time.perf_counter() - began
    result = answer.result
    broken = broken_musts(checked(answer, roster, pack), pack)
    row: dict[str, Cell] = {
        "openings": int(roster.vacancies["openings"].sum()),
        "status": result.status.value,
        "gap %": None if result.gap is None else 100 * result.gap,
        "placed": answer.matches.height,
        "unfilled": int(answer.unfilled["open"].sum()),
        "rule lines": answer.rules.height,
        "musts short": broken.height,
        "people short": int(broken["shortfall"].sum()),
        "seconds": seconds,
        "ns a pair": 1e9 * seconds / (workers * vacancies),
        "passes": result.passes,
    }
    return Level(name, seconds, dict(result.seconds), result.status.value in PROVED, row)


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    size = (args.workers, args.vacancies, args.seed)
    measure(100, 20, 0, Severity(), "")  # loads the compiled code
    presets = [measure(*size, severity, name) for name, severity in PRESETS.items()]
    tables = [Table("presets", tuple({"market": x.name, **x.row} for x in presets))]
    found: list[tuple[str, Cliff]] = [("preset", c) for c in cliffs(presets, neighbours=False)]
    for trait in args.sweeps:
        levels = _sweep(size, trait, args.levels)
        found += [(trait, cliff) for cliff in cliffs(levels)]
        caption = f"{trait}: {_MEANING[trait]}"
        tables.append(Table(caption, tuple({trait: float(x.name), **x.row} for x in levels)))
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "trait": trait,
            "level": cliff.level,
            "why it is named": cliff.why,
            "phase that grew": cliff.phase,
            "seconds more": cliff.more,
            "passes": cliff.row["passes"],
            "people short": cliff.row["people short"],
        }
        for trait, cliff in found
    )
    tables.append(Table("cliffs", rows))
    title = f"severity: {args.workers:,} workers x {args.vacancies:,} vacancies, {cores()} cores"
    return Outcome("severity", title, tuple(tables), _notes(bool(found)))


def _sweep(size: tuple[int, int, int], trait: str, levels: int) -> list[Level]:
    """A trait's levels; one that looks like a cliff is run again, and its better time counts."""
    swept = [
        measure(*size, replace(Severity(), **{trait: level}), str(level))
        for level in _spread(SWEEPS[trait], levels)
    ]
    again = {cliff.level for cliff in cliffs(swept)}
    for index, level in enumerate(swept):
        if level.name in again and level.proved:
            second = measure(*size, replace(Severity(), **{trait: float(level.name)}), level.name)
            swept[index] = min(level, second, key=lambda one: one.seconds)
    return swept


def _spread(levels: Sequence[float], count: int) -> list[float]:
    """So many of the levels, first and last among them."""
    count = min(count, len(levels))
    last = len(levels) - 1
    return [levels[round(k * last / max(1, count - 1))] for k in range(count)]


def _notes(any_cliff: bool) -> tuple[str, ...]:
    cliff = (
        "cliff: a level whose gap is not proved, or whose time a pair is more than three times its "
        "neighbour's, and half a second more"
    )
    return (
        "every answer is re-counted by the checker (asserted); what is short is in the answer",
        f"{cliff}: {'named above with the phase that grew' if any_cliff else 'none here'}",
    )


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("--workers", type=whole(10, 1_000_000), default=6000)
    parser.add_argument("--vacancies", type=whole(5, 100_000), default=800)
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)
    parser.add_argument("--sweeps", choices=[*SWEEPS], nargs="*", default=[*SWEEPS])
    parser.add_argument("--levels", type=whole(2, 5), default=5, help="of each sweep")


SEVERITY = Benchmark(
    "severity",
    "sweeps of tightness, popularity, households, clashing quotas: time, gap, short, cliffs",
    _options,
    run,
    {"small": ("--workers", "300", "--vacancies", "40", "--levels", "2"), "county": ()},
)

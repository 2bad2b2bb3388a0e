"""The one pass over all pairs, values and eligibility included, beside a plain product."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.benchmark import Benchmark, whole
from benchmarks.child import in_child, peak_mib
from benchmarks.instances import Instance, chosen, size_options
from benchmarks.job_run import cores
from benchmarks.outcome import Cell, Outcome, Table, expect
from benchmarks.plain_product import plain_pass
from matcher import PairValues
from matcher.pairs import Arcs, PriceTable
from matcher.requirements import available
from matcher.units import IntArray
from models.packs import load_pack
from solver.jobs import JobOptions
from solver.jobs.setup import make_draft
from solver.params import Params, silent
from solver.warm import warm_prices

_CHECKED = 50  # workers whose pairs are all sorted
_MOVE = 0.01  # in value: how far prices move between the passes at most


@dataclass(frozen=True)
class PassRun:
    """Figures of one instance: sizes, seconds of the best repeat, pairs kept, memory in MiB."""

    taking_part: int
    texts: int
    build: float
    plain: float
    cold: float
    certify: float
    kept: int
    missed: int
    loaded_mib: float
    built_mib: float
    peak_mib: float


def measure(instance: Instance, keep: int, repeat: int) -> PassRun:
    """
    Makes the instance, and times the passes over it.

    Raises
    ------
    WrongAnswerError
        When the pass keeps other pairs than sorting all of a worker's pairs gives.
    """
    roster, pack = instance.county().roster(), load_pack(instance.pack)
    loaded = peak_mib()
    began = time.perf_counter()
    values = PairValues(roster, pack)
    build, built = time.perf_counter() - began, peak_mib()
    problem = make_draft("allocate", roster, pack, JobOptions()).problem(values)
    table = warm_prices(problem, Params(), silent).table(problem)
    values.scan(table, keep, np.arange(1))  # loads the compiled code
    cold, arcs = _best_of(repeat, lambda: values.scan(table, keep))
    _check(values, table, keep, None, arcs)
    moved = _moved(table, values.unit)
    floor = _surplus(arcs, moved)
    certify, missed = _best_of(repeat, lambda: values.scan(moved, keep, floor=floor))
    _check(values, moved, keep, floor, missed)
    peak = peak_mib()
    return PassRun(
        taking_part=int(available(roster).sum()),
        texts=roster.vacancies.select("title", "skills").n_unique(),
        build=build,
        plain=plain_pass(*values.shape, repeat),
        cold=cold,
        certify=certify,
        kept=arcs.vacancy.size,
        missed=missed.vacancy.size,
        loaded_mib=loaded,
        built_mib=built,
        peak_mib=peak,
    )


def _best_of(repeat: int, scan: Callable[[], Arcs]) -> tuple[float, Arcs]:
    took = []
    for _ in range(repeat):
        began = time.perf_counter()
        arcs = scan()
        took.append(time.perf_counter() - began)
    return min(took), arcs


def _moved(table: PriceTable, unit: int) -> PriceTable:
    """Prices as the next round may have them."""
    step = int(_MOVE * unit)
    moves = np.random.default_rng(0).integers(-step, step + 1, table.price.shape[1])
    return PriceTable(table.class_of, table.price + moves)


def _surplus(arcs: Arcs, table: PriceTable) -> IntArray:
    """What the best known pair is worth to each worker at these prices, 0 at least. Shape (W,)."""
    worker = arcs.worker
    surplus = np.zeros(arcs.start.size - 1, dtype=np.int64)
    priced = arcs.value - table.price[table.class_of[worker], arcs.vacancy]
    np.maximum.at(surplus, worker, priced)
    return surplus


def _check(
    values: PairValues, table: PriceTable, keep: int, floor: IntArray | None, arcs: Arcs
) -> None:
    """Sorts all pairs of some workers."""
    workers, vacancies = values.shape
    every = np.arange(vacancies)
    for w in np.random.default_rng(1).choice(workers, min(_CHECKED, workers), replace=False):
        alone = np.full(vacancies, w)
        value = values.at(alone, every)
        priced = value - table.price[table.class_of[w]]
        wanted = values.eligible(alone, every)
        if floor is not None:
            wanted &= priced > floor[w]
        best = np.lexsort((every, -priced))
        best = best[wanted[best]][:keep]
        own = slice(arcs.start[w], arcs.start[w + 1])
        same = np.array_equal(arcs.vacancy[own], best)
        expect(
            same and np.array_equal(arcs.value[own], value[best]),
            f"The pass keeps other pairs of worker {w} than sorting all of them gives.",
        )


def run(args: Namespace) -> Outcome:
    """Runs the command, in a fresh process."""
    instance = chosen(args)
    found = in_child(measure, instance, args.keep, args.repeat)
    pairs = instance.workers * instance.vacancies

    def row(name: str, seconds: float, kept: int | None) -> dict[str, Cell]:
        return {
            "pass": name,
            "seconds": seconds,
            "ns a pair and core": seconds * cores() / pairs * 1e9,
            "plain products": seconds / found.plain,
            "pairs kept": kept,
        }

    passes = (
        row("plain product", found.plain, None),
        row("cold", found.cold, found.kept),
        row("certifying", found.certify, found.missed),
    )
    sizes: dict[str, Cell] = {
        "taking part": found.taking_part,
        "distinct texts of vacancies": found.texts,
        "seconds to build": found.build,
        "roster MiB": found.loaded_mib,
        "with values MiB": found.built_mib,
        "peak MiB": found.peak_mib,
    }
    notes = (
        f"the pairs of {_CHECKED} workers in both passes are those of sorting (asserted)",
        f"certifying: prices moved by up to {_MOVE}; only pairs above the best known",
        "vacancies of one text share a product: texts that are all different cost more",
    )
    title = f"pass: {instance}, {args.keep} pairs a worker, {cores()} cores"
    tables = (Table("over all pairs", passes), Table("sizes", (sizes,)))
    return Outcome("pass", title, tables, notes)


def _options(parser: ArgumentParser) -> None:
    size_options(parser)
    parser.add_argument("--keep", type=whole(1, 1000), default=16, help="pairs a worker")
    parser.add_argument("--repeat", type=whole(1, 20), default=3, help="the best counts")


FUSED_PASS = Benchmark(
    "pass",
    "the pass over all pairs, cold and certifying, in plain products U @ V.T",
    _options,
    run,
    {"small": ("--instance", "tiny", "--repeat", "1"), "county": ("--instance", "city")},
)

"""Thresholds that are chased, beside an allocation that knows nothing of them."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.benchmark import Benchmark
from benchmarks.checked import checked
from benchmarks.child import in_child, peak_mib
from benchmarks.instances import INSTANCES, PACK, Instance
from benchmarks.job_run import PROVED, compile_kernels, cores, on_disk
from benchmarks.outcome import Cell, Outcome, Table, expect
from matcher.units import IntArray
from models.packs import load_pack
from models.reach import Reach
from models.reading import read_roster
from models.rules.chased import Chased, lay_out
from solver.jobs import Answer, JobOptions
from solver.jobs import run as run_job

ROUNDING = 1e-6


@dataclass(frozen=True)
class ReachRun:
    """
    Figures of one run beside one that chases nothing.

    `worth` counts rewards of what is reached: `plain_worth` of the answer that knew
    nothing of them. `whole` is how many thresholds could be reached by openings and people.
    """

    status: str
    gap: float
    seconds: float
    plain_seconds: float
    core_seconds: float
    chased: int
    whole: int
    reached: int
    plain_reached: int
    worth: float
    plain_worth: float
    bound: float
    plain_bound: float
    moved: int
    peak_mib: float


def measure(instance: Instance, reaches: Sequence[str], gap: float) -> ReachRun:
    """
    Allocates one instance twice, in a fresh process.

    Raises
    ------
    WrongAnswerError
        When the checker finds a fault, the gap is not proved, or the answer that knows
        nothing of the thresholds is worth more with their rewards than the bound allows.
    """
    compile_kernels()
    with on_disk(instance) as folder:
        return in_child(_measure, folder, instance.pack, tuple(reaches), gap)


def _measure(folder: Path, pack_id: str, reaches: tuple[str, ...], gap: float) -> ReachRun:
    roster, pack = read_roster(folder), load_pack(pack_id)
    asked = tuple(Reach.parse(text) for text in reaches)
    began = time.perf_counter()
    plain = run_job("allocate", roster, pack, JobOptions(gap=gap))
    between = time.perf_counter()
    answer = run_job("allocate", roster, pack, JobOptions(gap=gap, reach=asked))
    ended = time.perf_counter()
    most = peak_mib()
    checked(answer, roster, pack)
    result, table = answer.result, answer.reach
    expect(result.status.value in PROVED, f"Stopped with status {result.status.value}.")
    places = [c for c, line in zip(lay_out(asked, pack, roster), _can(answer), strict=True) if line]
    rewards = sum(float(one.value) for one in places)
    mine, others = (_reached(places, a.result.assignment) for a in (answer, plain))
    plain_worth = plain.result.objective + _earned(places, others)
    bound = result.bound + rewards
    worth = result.objective + rewards
    expect(plain_worth <= bound + ROUNDING, f"{plain_worth} without chasing, beyond {bound}.")
    expect(table is not None and int(table["reached"].sum()) == int(mine.sum()), "Miscounted.")
    held = {tuple(pair) for pair in plain.result.assignment.tolist()}
    return ReachRun(
        status=result.status.value,
        gap=result.gap or 0.0,
        seconds=ended - between,
        plain_seconds=between - began,
        core_seconds=result.seconds["core"],
        chased=0 if table is None else table.height,
        whole=len(places),
        reached=int(mine.sum()),
        plain_reached=int(others.sum()),
        worth=worth,
        plain_worth=plain_worth,
        bound=bound,
        plain_bound=plain.result.bound + rewards,
        moved=sum(tuple(pair) not in held for pair in result.assignment.tolist()),
        peak_mib=most,
    )


def _can(answer: Answer) -> list[bool]:
    """Which thresholds openings and people allow."""
    if answer.reach is None:
        return []
    able = answer.reach["possible"] >= answer.reach["least"]
    return able.fill_null(value=False).to_list()


def _reached(places: Sequence[Chased], pairs: IntArray) -> np.ndarray:
    worker, vacancy = pairs.T
    counts = [int((p.people[worker] & np.isin(vacancy, p.posts)).sum()) for p in places]
    return np.array([n >= (p.least or 0) for n, p in zip(counts, places, strict=True)], dtype=bool)


def _earned(places: Sequence[Chased], reached: np.ndarray) -> float:
    return sum(float(p.value) for p, done in zip(places, reached.tolist(), strict=True) if done)


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    rows = [
        _row(name, worth, measure(INSTANCES[name], [f"{args.rule}={worth}"], args.gap))
        for name in args.instances.split(",")
        for worth in args.worth.split(",")
    ]
    notes = (
        "worth: objective and the rewards of what is reached; the bound is of the same",
        "bound without the relaxation: everybody's best without thresholds, and every reward",
        "the checker recounted thresholds, rewards and bound (asserted)",
        "the answer that knows nothing of them is never worth more than the bound (asserted)",
    )
    title = f"thresholds chased, {args.rule}, {PACK}: gap {args.gap:g}; {cores()} cores"
    return Outcome("reach", title, (Table("from loaded roster to result", tuple(rows)),), notes)


def _row(name: str, worth: str, found: ReachRun) -> dict[str, Cell]:
    instance = INSTANCES[name]
    return {
        "workers": instance.workers,
        "vacancies": instance.vacancies,
        "worth of each": float(worth),
        "chased": found.chased,
        "possible": found.whole,
        "reached": found.reached,
        "reached unasked": found.plain_reached,
        "status": found.status,
        "gap %": 100 * found.gap,
        "seconds": found.seconds,
        "unasked s": found.plain_seconds,
        "core s": found.core_seconds,
        "worth": found.worth,
        "worth unasked": found.plain_worth,
        "bound": found.bound,
        "bound without the relaxation": found.plain_bound,
        "matches that differ": found.moved,
        "peak MiB": found.peak_mib,
    }


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("--instances", default="town,county", help="names, with commas")
    parser.add_argument("--rule", default="base-ten", help=f"a threshold of {PACK}")
    parser.add_argument("--worth", default="1,3", help="of each threshold, with commas")
    parser.add_argument("--gap", type=float, default=1e-4)


REACH = Benchmark(
    "reach",
    "thresholds that are chased: which are reached, gap and time, beside an unasked allocation",
    _options,
    run,
    {"small": ("--instances", "village", "--worth", "1"), "county": ()},
)

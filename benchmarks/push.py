"""At least three posts a person at county size, and how evenly they spread over the posts."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.benchmark import Benchmark, whole
from benchmarks.checked import checked
from benchmarks.child import in_child, peak_mib
from benchmarks.congestion import Congestion, congestion
from benchmarks.instances import Instance, chosen, size_options
from benchmarks.job_run import PROVED, compile_kernels, cores, on_disk
from benchmarks.open_posts import best_open
from benchmarks.outcome import Cell, Outcome, Table, expect
from matcher.pair_values import PairValues
from matcher.requirements import available
from matcher.units import IntArray
from models.packs import Pack, load_pack
from models.reading import read_roster
from models.rules import ExposureCap
from solver.jobs import Answer, JobOptions
from solver.jobs import run as run_job

NAIVE_POSTS = 3


@dataclass(frozen=True)
class PushRun:
    """
    Figures of a push.

    `few` are workers taking part who have fewer than `min_posts` eligible posts
    and get them all; `exceptions` the lines of those who have enough and get
    fewer, with the reason. `worth` and `naive_worth` are the mean value of a
    push; `best_worth` that of each worker's best `NAIVE_POSTS` pushes of ours.
    """

    status: str
    gap: float | None
    seconds: float
    passes: int
    peak_mib: float
    phases: dict[str, float]
    taking_part: int
    with_enough: int
    served: int
    few: int
    without: int
    exceptions: tuple[dict[str, Cell], ...]
    ours: Congestion
    naive: Congestion
    worth: float
    best_worth: float
    naive_worth: float
    reachable: float


def measure(instance: Instance, options: JobOptions) -> PushRun:
    """
    Runs the push job and the naive list on one instance, in a fresh process.

    Raises
    ------
    WrongAnswerError
        When the checker finds a fault, a post is above its cap, or somebody gets
        fewer than owed without being listed with a reason.
    """
    compile_kernels()
    with on_disk(instance) as folder:
        return in_child(_measure, folder, instance.pack, options)


def _measure(folder: Path, pack_id: str, options: JobOptions) -> PushRun:
    roster, pack = read_roster(folder), load_pack(pack_id)
    began = time.perf_counter()
    answer = run_job("push", roster, pack, options)
    seconds, most = time.perf_counter() - began, peak_mib()
    result = answer.result
    expect(result.status.value in PROVED, f"Stopped with status {result.status.value}.")
    checked(answer, roster, pack)
    openings = roster.vacancies["openings"].to_numpy().astype(np.int64)
    cap = caps(pack, answer.values, openings)
    taking_part = available(roster)
    least = answer.options.min_posts
    arcs = best_open(answer.values, openings, max(least, NAIVE_POSTS))
    eligible = np.diff(arcs.start)
    held = np.bincount(result.assignment[:, 0], minlength=eligible.size)
    exceptions = _exceptions(answer, taking_part & (eligible >= least) & (held < least))
    ours = congestion(result.assignment[:, 1], openings, cap)
    expect(ours.over_cap == 0, f"{ours.over_cap} posts are pushed beyond their cap.")
    rank = np.arange(arcs.vacancy.size) - np.repeat(arcs.start[:-1], eligible)
    first = rank < NAIVE_POSTS
    is_open = np.flatnonzero(openings > 0)
    best = pl.col("rank") <= NAIVE_POSTS
    return PushRun(
        status=result.status.value,
        gap=result.gap,
        seconds=seconds,
        passes=result.passes,
        peak_mib=most,
        phases=dict(result.seconds),
        taking_part=int(taking_part.sum()),
        with_enough=int((eligible[taking_part] >= least).sum()),
        served=int((held[taking_part] >= least).sum()),
        few=int((taking_part & (eligible < least) & (eligible > 0)).sum()),
        without=int((taking_part & (eligible == 0)).sum()),
        exceptions=exceptions,
        ours=ours,
        naive=congestion(arcs.vacancy[first].astype(np.int64), openings, cap),
        worth=float(answer.matches["value"].to_numpy().mean()),
        best_worth=float(answer.matches.filter(best)["value"].to_numpy().mean()),
        naive_worth=float(arcs.value[first].mean() / answer.values.unit),
        reachable=float(answer.values.has_eligible(is_open, taking_part).mean()),
    )


def caps(pack: Pack, values: PairValues, openings: IntArray) -> IntArray:
    """How often each post may be pushed under the pack's caps. Shape (V,)."""
    cap = np.where(openings > 0, values.shape[0], 0)
    for rule in pack.rules_for("push"):
        if isinstance(rule, ExposureCap):
            chosen = rule.posts.mask(values.roster)
            cap[chosen] = np.minimum(cap, rule.cap(openings))[chosen]
    return cap


def _exceptions(answer: Answer, short: np.ndarray) -> tuple[dict[str, Cell], ...]:
    """The answer's own lines of those who are short; raises where one has none, or no cause."""
    names = answer.values.roster.workers["worker_id"].filter(pl.Series(short))
    lines = answer.rules.filter(
        pl.col("entity").is_in(names.implode()) & (pl.col("shortfall") > 0)
    ).unique("entity", maintain_order=True)
    told = lines["entity"].n_unique()
    expect(told == names.len(), f"{names.len()} people are short, {told} are listed.")
    expect(lines["cause"].null_count() == 0, "Somebody is short without a reason.")
    return tuple(lines.select("entity", "required", "achieved", "cause").iter_rows(named=True))


def _row(name: str, found: Congestion, worth: float, best: float) -> dict[str, Cell]:
    return {
        "list": name,
        "pushes": found.pushes,
        "largest per opening": found.largest,
        "mean per opening": found.mean,
        "Gini": found.gini,
        "coverage %": 100 * found.coverage,
        "posts over cap": found.over_cap,
        "mean value": worth,
        f"mean value of a worker's best {NAIVE_POSTS}": best,
    }


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    instance = chosen(args)
    options = JobOptions(min_posts=args.min, max_posts=max(args.min, args.max))
    found = measure(instance, options)
    people: Mapping[str, Cell] = {
        "taking part": found.taking_part,
        f"with >= {args.min} eligible": found.with_enough,
        f"got >= {args.min}": found.served,
        "exceptions": len(found.exceptions),
        "fewer eligible, got all they may": found.few,
        "none eligible": found.without,
    }
    solved: Mapping[str, Cell] = {
        "status": found.status,
        "gap %": None if found.gap is None else 100 * found.gap,
        "seconds": found.seconds,
        "passes": found.passes,
        "peak MiB": found.peak_mib,
    }
    tables = [
        Table("solved, from loaded roster to result", (solved,)),
        Table("seconds by phase", (found.phases,)),
        Table("people", (people,)),
        Table(
            "posts",
            (
                _row("ours", found.ours, found.worth, found.best_worth),
                _row(
                    f"everybody's {NAIVE_POSTS} best",
                    found.naive,
                    found.naive_worth,
                    found.naive_worth,
                ),
            ),
        ),
    ]
    if found.exceptions:
        tables.append(Table("exceptions (20 at most)", found.exceptions[:20]))
    notes = (
        f"of the posts with openings {100 * found.reachable:.1f} % have somebody eligible",
        "no post is above its cap, who got fewer is listed with the reason (asserted)",
        "the checker re-counted everything: nobody is pushed a post that they may not hold",
    )
    title = f"push, {args.min} to {options.max_posts} posts a person: {instance}; {cores()} cores"
    return Outcome("push", title, tuple(tables), notes)


def _options(parser: ArgumentParser) -> None:
    size_options(parser)
    parser.add_argument("--min", type=whole(0, 50), default=3, help="posts owed to a person")
    parser.add_argument("--max", type=whole(1, 50), default=5, help="posts a person gets at most")


PUSH = Benchmark(
    "push",
    "three posts a person: who got fewer and why, caps, congestion beside the naive list",
    _options,
    run,
    {"small": ("--instance", "tiny"), "county": ("--instance", "county")},
)

"""The roster or a rule changes: a run from an earlier run's folder, beside one from nothing."""

from __future__ import annotations

import tempfile
import time
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import polars as pl

from api.runs.checking import check_answer
from api.runs.folder import RunFolder
from api.runs.start import FILE, read_start, write_start
from benchmarks.benchmark import Benchmark
from benchmarks.child import in_child
from benchmarks.instances import Instance, chosen, size_options
from benchmarks.job_run import compile_kernels, cores
from benchmarks.outcome import Cell, Outcome, Table, expect
from matcher import PairValues
from models.packs import Pack, load_pack
from models.roster import Roster
from models.rules import PostShare
from solver.jobs import Answer
from solver.jobs import run as run_job

_PEOPLE, _POSTS, _PINS = 200, 50, 500
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Case:
    """What is asked after a change."""

    roster: Roster
    pack: Pack
    pins: pl.DataFrame | None = None


Change = Callable[[Roster, Pack, Answer], Case]


def _lower_share(roster: Roster, pack: Pack, _: Answer) -> Case:
    rules = tuple(
        replace(rule, share=Decimal("0.08")) if isinstance(rule, PostShare) else rule
        for rule in pack.rules
    )
    return Case(roster, replace(pack, rules=rules))


def _opened(roster: Roster, pack: Pack, first: Answer) -> Case:
    dearest = int(first.result.prices.vacancy.argmax())
    more = pl.col("openings") + pl.when(pl.int_range(pl.len()) == dearest).then(50).otherwise(0)
    vacancies = roster.vacancies.with_columns(more.cast(pl.Int32).alias("openings"))
    return Case(replace(roster, vacancies=vacancies), pack)


def _other_wishes(roster: Roster, pack: Pack, _: Answer) -> Case:
    """Everybody's in a hundred: the texts of the next in the list."""
    texts = ["wanted", "skills"]
    turn = pl.int_range(pl.len()) % 100 == 0
    others = (
        pl.when(turn).then(pl.col(name).shift(-1)).otherwise(name).alias(name) for name in texts
    )
    return Case(replace(roster, workers=roster.workers.with_columns(others)), pack)


def _agreed(roster: Roster, pack: Pack, first: Answer) -> Case:
    each = max(1, first.matches.height // _PINS)
    pins = first.matches.gather_every(each).select("worker_id", "vacancy_id").head(_PINS)
    return Case(roster, pack, pins)


CHANGES: dict[str, Change] = {
    "nothing": lambda roster, pack, _: Case(roster, pack),
    "every share from 10 % to 8 %": _lower_share,
    "50 more openings at the dearest post": _opened,
    f"{_PEOPLE} people fewer": lambda roster, pack, _: Case(
        replace(roster, workers=roster.workers[_PEOPLE:]), pack
    ),
    f"{_POSTS} posts fewer": lambda roster, pack, _: Case(
        replace(roster, vacancies=roster.vacancies[_POSTS:]), pack
    ),
    "one person in 100 with other wishes": _other_wishes,
    f"{_PINS} matches pinned": _agreed,
}


def measure(instance: Instance) -> list[dict[str, Cell]]:
    """Runs once, changes something, and runs again: from the folder, and from nothing."""
    whole, pack = instance.county().roster(), load_pack(instance.pack)
    base = replace(whole, workers=whole.workers[_PEOPLE:], vacancies=whole.vacancies[_POSTS:])
    before = {
        **{name: (whole, change) for name, change in CHANGES.items()},
        f"{_PEOPLE} people and {_POSTS} posts more": (base, lambda *_: Case(whole, pack)),
    }
    rows = []
    with tempfile.TemporaryDirectory(prefix="gangpei-") as scratch:
        folder, written, first = RunFolder(Path(scratch)), None, None
        for name, (roster, change) in before.items():
            if roster is not written or first is None:
                first, written = run_job("allocate", roster, pack), roster
                write_start(folder.path / FILE, first, roster)
            rows.append(_row(name, change(roster, pack, first), folder))
    return rows


def _row(name: str, case: Case, folder: RunFolder) -> dict[str, Cell]:
    began = time.perf_counter()
    found = read_start(folder, "allocate", case.roster, case.pack)
    expect(found.values is not None, f"{name}: {found.why}.")
    warm = run_job(
        "allocate", case.roster, case.pack, values=found.values, start=found.start, pinned=case.pins
    )
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    values = PairValues(case.roster, case.pack, weights=warm.values.weights)
    cold = run_job("allocate", case.roster, case.pack, values=values, pinned=case.pins)
    from_nothing = time.perf_counter() - began
    check_answer(case.roster, warm, case.pins)
    for one, other in ((warm.result, cold.result), (cold.result, warm.result)):
        expect(one.objective <= other.bound + _ROUNDING, f"{name}: better than a bound.")
    expect(warm.result.status.value != "limit", f"{name}: no proof within the gap.")
    return {
        "change": name,
        "people found": found.workers,
        "posts found": found.vacancies,
        "status": warm.result.status.value,
        "gap %": None if warm.result.gap is None else 100 * warm.result.gap,
        "seconds": seconds,
        "of them solving": _solving(warm),
        "from nothing": from_nothing,
        "of them solving, from nothing": _solving(cold),
        "times faster": _solving(cold) / max(_solving(warm), 1e-6),
        "passes' worth of pairs": warm.result.pairs_looked / warm.result.pairs_priced,
    }


def _solving(answer: Answer) -> float:
    around = {"values", "rules", "ties", "reasons"}
    return sum(s for phase, s in answer.result.seconds.items() if phase not in around)


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    instance = chosen(args)
    compile_kernels()
    rows = in_child(measure, instance)
    notes = (
        "seconds from rosters in memory to result, finding the start and building values included",
        "times faster: the solving alone",
    )
    table = Table("one change at a time, from start.npz and from nothing", tuple(rows))
    return Outcome("from", f"from a run folder: {instance}; {cores()} cores", (table,), notes)


FROM_RUN = Benchmark(
    "from",
    "people, posts, wishes or a rule changed: a run from an earlier run's folder",
    size_options,
    run,
    {"small": ("--instance", "village"), "county": ("--instance", "county")},
)

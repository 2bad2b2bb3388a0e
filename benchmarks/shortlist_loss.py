"""What is lost by solving over everybody's K best posts only, against our answer over all pairs."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass

from benchmarks.benchmark import Benchmark, whole
from benchmarks.checked import checked
from benchmarks.instances import Instance, chosen, size_options
from benchmarks.job_run import PROVED
from benchmarks.kept_values import KeptValues
from benchmarks.open_posts import best_open
from benchmarks.outcome import Cell, Outcome, Table, expect
from models.packs import load_pack
from solver import Params, Problem, Result, solve
from solver.jobs import JobOptions
from solver.jobs import run as run_job
from solver.jobs.setup import make_draft

KNOWN_TO = 0.01  # of its value: how far the restricted bound may be from its answer


@dataclass(frozen=True)
class Loss:
    """Both results of one instance; the problems differ in the pairs that they may use."""

    ours: Result
    shortlisted: Result
    pairs_left: int
    openings: int
    seconds: tuple[float, float]


def measure(instance: Instance, keep: int) -> Loss:
    """
    Solves an instance over all pairs and over everybody's `keep` best.

    The restricted problem has the same rules and is solved by the same method:
    what it loses, it loses by its pairs. Where so few pairs leave a floor out of
    reach, the method proves less than the gap asked for: the gap stands in the
    table, and the loss that is certain is counted from the bound.

    Raises
    ------
    WrongAnswerError
        When ours is not proved, the checker finds a fault in it, the optimum of
        the kept pairs is known to less than `KNOWN_TO`, or fewer pairs give more.
    """
    roster, pack, options = instance.county().roster(), load_pack(instance.pack), JobOptions()
    began = time.perf_counter()
    answer = run_job("allocate", roster, pack, options)
    ours_took = time.perf_counter() - began
    checked(answer, roster, pack)
    ours = answer.result
    began = time.perf_counter()
    draft = make_draft("allocate", roster, pack, options)
    arcs = best_open(answer.values, draft.openings, keep)
    problem: Problem = draft.problem(KeptValues(answer.values, arcs))
    shortlisted = solve(problem, Params(gap=options.gap, seed=options.seed, rounds=12))
    took = time.perf_counter() - began
    expect(ours.status.value in PROVED, f"Stopped with status {ours.status.value}.")
    known = shortlisted.gap or 0.0
    expect(known <= KNOWN_TO, f"The optimum of the kept pairs is known to {known:.2%} only.")
    slack = options.gap * ours.value
    expect(shortlisted.objective <= ours.bound, "Fewer pairs gave more than our bound allows.")
    expect(shortlisted.objective <= ours.objective + slack, "Fewer pairs gave more.")
    return Loss(ours, shortlisted, arcs.vacancy.size, int(draft.openings.sum()), (ours_took, took))


def _row(name: str, result: Result, loss: Loss, seconds: float) -> dict[str, Cell]:
    placed, ours = len(result.assignment), loss.ours
    short = [line for line in result.lines if line.shortfall]
    return {
        "solved over": name,
        "value": result.value,
        "value lost %": 100 * (ours.value - result.value) / ours.value,
        "objective": result.objective,
        "openings filled": placed,
        "filled less %": 100 * (len(ours.assignment) - placed) / len(ours.assignment),
        "rule lines broken": len(short),
        "people short": sum(line.shortfall for line in short),
        "gap %": None if result.gap is None else 100 * result.gap,
        "seconds": seconds,
    }


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    instance = chosen(args)
    loss = measure(instance, args.keep)
    rows = (
        _row("all pairs", loss.ours, loss, loss.seconds[0]),
        _row(f"{args.keep} best posts a worker", loss.shortlisted, loss, loss.seconds[1]),
    )
    workers, vacancies = loss.ours.pairs_priced // instance.vacancies, instance.vacancies
    share = 100 * loss.pairs_left / (workers * vacancies)
    least = 100 * (loss.ours.objective - loss.shortlisted.bound) / loss.ours.value
    notes = (
        f"{loss.openings:,} openings; {loss.pairs_left:,} pairs are left ({share:.2f} %)",
        f"objective, broken rules at their price: proved at least {least:.3f} % of our value lost",
        "the same method for both; the second's seconds leave out the values, which are shared",
    )
    tables = (Table("the same rules, other pairs", rows),)
    return Outcome(
        "shortlist_loss", f"loss of keeping {args.keep} posts: {instance}", tables, notes
    )


def _options(parser: ArgumentParser) -> None:
    size_options(parser)
    parser.add_argument("--keep", type=whole(1, 1000), default=20, help="posts kept for a worker")


SHORTLIST_LOSS = Benchmark(
    "shortlist_loss",
    "the exact optimum over everybody's 20 best posts, against ours in the same run",
    _options,
    run,
    {
        "small": ("--instance", "tiny", "--keep", "3"),
        "county": ("--instance", "county"),
    },
)

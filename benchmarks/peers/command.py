"""The peers beside ours: time, memory, objective over all pairs, rules broken, gap."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from benchmarks.benchmark import Benchmark, whole
from benchmarks.instances import MOST_WORKERS, beside
from benchmarks.job_run import cores
from benchmarks.outcome import Cell, Outcome, Table
from benchmarks.peers.contest import chosen_peers, hold
from benchmarks.peers.registry import PEERS
from benchmarks.peers.rows import contest_rows, race_rows


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    tables: list[Table] = []
    raced: list[dict[str, Cell]] = []
    for workers in args.workers:
        instance = beside(workers, args.seed)
        for job in ("allocate", "push"):
            peers = chosen_peers(args.only, job)
            if peers:
                contest = hold(job, instance, peers, args.limit, args.keep)
                tables.append(Table(f"{job}: {instance}", contest_rows(contest)))
                raced += race_rows(contest, args.limit)
    race = Table("the race over the same candidates, which ours has to find first", tuple(raced))
    title = f"peers on the same instance, {args.limit:,} s each at most, {cores()} cores"
    return Outcome("peers", title, (race, *tables), _notes(args.keep))


def _notes(keep: int) -> tuple[str, ...]:
    candidates = (
        f"priced candidates: everybody's {keep} best at our final prices and our answer's pairs, a "
        f"present; candidates by value: everybody's {keep} best by value, as is usual"
    )
    return (candidates, *_ALWAYS)


_ALWAYS = tuple(
    " ".join(lines)
    for lines in (
        (
            "one judge recomputes every answer from facts and values; of a peer's own figures only",
            "the bound in its own gap is used, which holds over the pairs that it was given",
        ),
        (
            "ours: from values and rules to the proved answer, its passes over all pairs included;",
            "peers: from arrays to the answer, building their model included",
        ),
        (
            "LP, MIP and CP-SAT hold floors and guarantees, with shortfalls at our penalties;",
            "CP-SAT is hinted with greedy's answer; the integer ones may stop at our gap of 1e-4",
        ),
        (
            "greedy, linear_sum_assignment, deferred acceptance and transport know no floors and",
            "guarantees: lines broken and the objective say what that costs",
        ),
        ("both sides rank by the same values, so the stable matching is greedy's answer",),
        ("no answer within all limits is worth more than our bound (asserted)",),
    )
)


def _workers(text: str) -> list[int]:
    parse = whole(50, MOST_WORKERS)
    return [parse(part) for part in text.split(",")]


def _names(text: str) -> list[str]:
    names = text.split(",")
    unknown = [name for name in names if name not in PEERS]
    if unknown:
        msg = f"no peer is called {', '.join(unknown)}; there are {', '.join(PEERS)}"
        raise ArgumentTypeError(msg)
    return names


def _options(parser: ArgumentParser) -> None:
    sizes = [2000, 20_000, 60_000]
    parser.add_argument("--workers", type=_workers, default=sizes, help="sizes, with commas")
    parser.add_argument("--limit", type=whole(1, 86_400), default=600, help="seconds for each")
    help_ = f"names, with commas: {', '.join(PEERS)}"
    parser.add_argument("--only", type=_names, default=[*PEERS], help=help_)
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)
    parser.add_argument("--keep", type=whole(1, 200), default=20, help="candidates a worker")


PEERS_TABLE = Benchmark(
    "peers",
    "SciPy, HiGHS, CP-SAT, GLOP, PDLP, greedy, deferred acceptance, transport on the same instance",
    _options,
    run,
    {"small": ("--workers", "200", "--limit", "20"), "county": ()},
)

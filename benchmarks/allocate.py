"""One post a person at county size: proof, rules, time, memory, the same bytes twice."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from benchmarks.benchmark import Benchmark, whole
from benchmarks.child import in_child
from benchmarks.instances import Instance, chosen, size_options
from benchmarks.job_run import PROVED, JobRun, compile_kernels, cores, on_disk, solve_folder
from benchmarks.outcome import Outcome, Table, expect
from solver.jobs import JobOptions


def measure(instance: Instance, repeat: int = 1, job: str = "allocate") -> list[JobRun]:
    """
    Runs a job on an instance, each time in a fresh process.

    Raises
    ------
    WrongAnswerError
        When the checker finds a fault, the gap is not proved over all pairs, or
        two runs differ in a byte.
    """
    compile_kernels()
    options = JobOptions()
    with on_disk(instance) as folder:
        runs = [in_child(solve_folder, job, folder, instance.pack, options) for _ in range(repeat)]
    for run in runs:
        expect(run.status in PROVED, f"Stopped with status {run.status}.")
        expect((run.gap or 0.0) <= options.gap, f"Proved a gap of {run.gap} only.")
        expect(run.pairs == instance.workers * instance.vacancies, "The bound leaves out pairs.")
        expect((run.status == "relaxed") == bool(run.broken), f"Status {run.status}: {run.broken}")
    expect(len({run.digest for run in runs}) == 1, "The same input gave different bytes.")
    return runs


def figures(run: JobRun) -> dict[str, str | int | float | bool | None]:
    """One row of the main table."""
    return {
        "status": run.status,
        "gap %": None if run.gap is None else 100 * run.gap,
        "pairs proved": run.pairs,
        "placed": run.placed,
        "unfilled openings": run.unfilled,
        "rule lines": run.rule_lines,
        "musts short": len(run.broken),
        "seconds": run.seconds,
        "passes": run.passes,
        "plain passes' worth": run.seconds / run.plain_seconds,
        "plain pass s": run.plain_seconds,
        "loaded MiB": run.loaded_mib,
        "peak MiB": run.peak_mib,
    }


def phases(run: JobRun) -> dict[str, str | int | float | bool | None]:
    """Seconds by phase, what is left over, and what the total leaves out."""
    known = sum(run.phases.values())
    outside = {"(load)": run.read_seconds, "(check)": run.check_seconds}
    return {**run.phases, "rest": run.seconds - known, "total": run.seconds, **outside}


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    instance = chosen(args)
    runs = measure(instance, args.repeat, args.job)
    broken = [row for run in runs[:1] for row in run.broken]
    notes = ["every must rule held, as re-counted by the checker"]
    if broken:
        notes = [
            f"the checker finds {len(broken)} must lines short, each in the answer with its cause"
        ]
    if len(runs) > 1:
        notes.append(f"{len(runs)} runs, the same bytes: SHA-256 {runs[0].digest}")
    tables = [
        Table("from loaded roster to result", tuple(figures(run) for run in runs)),
        Table("seconds by phase; ( ) not in the total", tuple(phases(run) for run in runs)),
    ]
    if broken:
        tables.append(Table("must lines short (20 at most)", tuple(broken[:20])))
    title = f"{args.job}: {instance}; {cores()} cores, a fresh process each"
    return Outcome("allocate", title, tuple(tables), tuple(notes))


def _options(parser: ArgumentParser) -> None:
    size_options(parser)
    parser.add_argument("--repeat", type=whole(1, 20), default=1, help="2: compares the bytes")
    parser.add_argument("--job", choices=["allocate", "push", "shortlist"], default="allocate")


ALLOCATE = Benchmark(
    "allocate",
    "one post a person: status, gap over all pairs, rules, seconds by phase, memory, passes",
    _options,
    run,
    {
        "small": ("--instance", "tiny", "--repeat", "2"),
        "county": ("--instance", "county", "--repeat", "2"),
    },
)

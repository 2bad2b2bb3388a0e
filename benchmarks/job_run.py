"""One job from loaded roster to result in a fresh process: time, memory, answer."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.checked import broken_musts, checked, digest
from benchmarks.child import in_child, peak_mib
from benchmarks.instances import INSTANCES, Instance
from benchmarks.plain_product import plain_pass
from models.packs import load_pack
from models.reading import read_roster
from models.synth import write_county
from solver.jobs import JobOptions
from solver.jobs import run as run_job

PROVED = ("optimal", "within_gap", "relaxed")  # statuses of which the gap asked for is proved


@dataclass(frozen=True)
class JobRun:
    """
    Figures of one run; `broken` lists the `must` lines that the checker finds short.

    `read_seconds` is the roster's loading, which `seconds` leaves out;
    `plain_seconds` is one plain product over the same pairs in the same process;
    the peaks are taken when the roster is loaded and when the result is there.
    """

    status: str
    gap: float | None
    objective: float
    value: float
    matches: int
    placed: int
    unfilled: int
    passes: int
    pairs: int
    seconds: float
    read_seconds: float
    check_seconds: float
    phases: dict[str, float]
    plain_seconds: float
    loaded_mib: float
    peak_mib: float
    rule_lines: int
    broken: tuple[dict[str, str | int], ...]
    digest: str


def solve_folder(job: str, folder: Path, pack_id: str, options: JobOptions) -> JobRun:
    """Reads a roster, runs a job, has it checked, and times the plain product after it."""
    began = time.perf_counter()
    roster, pack = read_roster(folder), load_pack(pack_id)
    read, loaded_mib = time.perf_counter() - began, peak_mib()
    began = time.perf_counter()
    answer = run_job(job, roster, pack, options)
    seconds, most = time.perf_counter() - began, peak_mib()
    began = time.perf_counter()
    report = checked(answer, roster, pack)
    check_seconds = time.perf_counter() - began
    broken = broken_musts(report, pack)
    result = answer.result
    return JobRun(
        status=result.status.value,
        gap=result.gap,
        objective=result.objective,
        value=result.value,
        matches=answer.matches.height,
        placed=answer.matches["worker_id"].n_unique(),
        unfilled=int(answer.unfilled["open"].sum()),
        passes=result.passes,
        pairs=result.pairs_priced,
        seconds=seconds,
        read_seconds=read,
        check_seconds=check_seconds,
        phases=dict(result.seconds),
        plain_seconds=plain_pass(roster.workers.height, roster.vacancies.height),
        loaded_mib=loaded_mib,
        peak_mib=most,
        rule_lines=report.lines.height,
        broken=tuple(broken.iter_rows(named=True)),
        digest=digest(answer),
    )


@contextmanager
def on_disk(instance: Instance) -> Iterator[Path]:
    """A folder that holds the instance's county."""
    with tempfile.TemporaryDirectory(prefix="gangpei-") as scratch:
        folder = Path(scratch) / "county"
        write_county(instance.county(), folder, format="parquet")
        yield folder


def compile_kernels() -> None:
    """Runs a tiny county in another process: compiled code is on disk after any first run."""
    with on_disk(INSTANCES["tiny"]) as folder:
        in_child(solve_folder, "allocate", folder, INSTANCES["tiny"].pack, JobOptions())


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

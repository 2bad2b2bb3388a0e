"""The registry of benchmarks: a new one is a file and a line here."""

from __future__ import annotations

from benchmarks.allocate import ALLOCATE
from benchmarks.assignment import ASSIGNMENT
from benchmarks.benchmark import Benchmark
from benchmarks.importing import IMPORT
from benchmarks.infeasible import INFEASIBLE
from benchmarks.push import PUSH
from benchmarks.severity import SEVERITY
from benchmarks.shortlist_loss import SHORTLIST_LOSS
from benchmarks.verify import VERIFY

BENCHMARKS: dict[str, Benchmark] = {
    benchmark.name: benchmark
    for benchmark in (
        ALLOCATE,
        PUSH,
        SHORTLIST_LOSS,
        ASSIGNMENT,
        INFEASIBLE,
        VERIFY,
        SEVERITY,
        IMPORT,
    )
}
SCALES = ("small", "county")

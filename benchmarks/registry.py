"""The registry of benchmarks: a new one is a file and a line here."""

from __future__ import annotations

from benchmarks.allocate import ALLOCATE
from benchmarks.assignment import ASSIGNMENT
from benchmarks.benchmark import Benchmark
from benchmarks.caseworkers import CASEWORKERS
from benchmarks.clashes import CLASHES
from benchmarks.departures import DEPARTURES
from benchmarks.dualip import DUALIP
from benchmarks.entitlements import ENTITLEMENTS
from benchmarks.from_run import FROM_RUN
from benchmarks.fused_pass import FUSED_PASS
from benchmarks.importing import IMPORT
from benchmarks.infeasible import INFEASIBLE
from benchmarks.monitoring import MONITORING
from benchmarks.packs import PACKS
from benchmarks.peers.command import PEERS_TABLE
from benchmarks.push import PUSH
from benchmarks.reach import REACH
from benchmarks.scaling import SCALING
from benchmarks.severity import SEVERITY
from benchmarks.shortlist_loss import SHORTLIST_LOSS
from benchmarks.simulate import SIMULATE
from benchmarks.verify import VERIFY
from benchmarks.warm_start import WARM_START

BENCHMARKS: dict[str, Benchmark] = {
    benchmark.name: benchmark
    for benchmark in (
        ALLOCATE,
        PACKS,
        WARM_START,
        FROM_RUN,
        SIMULATE,
        PUSH,
        SHORTLIST_LOSS,
        ASSIGNMENT,
        INFEASIBLE,
        CLASHES,
        VERIFY,
        SEVERITY,
        PEERS_TABLE,
        FUSED_PASS,
        DUALIP,
        SCALING,
        IMPORT,
        ENTITLEMENTS,
        MONITORING,
        CASEWORKERS,
        DEPARTURES,
        REACH,
    )
}
SCALES = ("small", "county")

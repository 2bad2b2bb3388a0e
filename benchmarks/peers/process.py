"""A peer in a process of its own: its time, its memory, and an end where it finds none."""

from __future__ import annotations

import multiprocessing
import os
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.peers.market import Found, Task
from benchmarks.peers.registry import PEERS

_STARTING = 120.0  # seconds that a process may take to load its packages
_LOOK = 0.2  # seconds between two looks at its memory
_SPARE = 0.8  # of the free memory may be taken


@dataclass(frozen=True)
class PeerRun:
    """
    How a peer fared.

    `seconds` is from the task's arrays to the answer, building its model
    included; `peak_mib` the most that the process held, its packages included.
    None where it did not run, or the system does not say.
    """

    found: Found
    seconds: float | None = None
    peak_mib: float | None = None


def run_peer(name: str, task: Task) -> PeerRun:
    """
    Runs a peer in a fresh process and ends it where it goes beyond time or memory.

    One that keeps time by itself has some more to hand over what it has found.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, name, task), daemon=True)
    process.start()
    theirs.close()
    grace = 30 + 0.2 * task.limit if PEERS[name].keeps_limit else 0.0
    try:
        return _watch(ours, process.pid or 0, task.limit, task.limit + grace)
    finally:
        process.kill()
        process.join()
        ours.close()


def free_bytes() -> int:
    """Memory that is free now; all there is where the system does not say."""
    told = Path("/proc/meminfo")
    if told.exists():
        for line in told.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable"):
                return int(line.split()[1]) << 10
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _work(line: Connection, name: str, task: Task) -> None:
    try:
        solve = PEERS[name].load()
    except ImportError as missing:
        line.send(PeerRun(Found(f"not installed: {missing.name}")))
        return
    line.send("ready")
    began = time.perf_counter()
    try:
        found = solve(task)
    except MemoryError:
        found = Found("out of memory")
    except Exception as fault:  # whatever a peer does stands in the table
        found = Found(f"failed: {type(fault).__name__}: {fault}"[:120])
    line.send(PeerRun(found, time.perf_counter() - began, _peak_mib("self")))


def _watch(line: Connection, pid: int, limit: float, patience: float) -> PeerRun:
    allowed = _SPARE * free_bytes()
    peak: float | None = None
    began = time.perf_counter()
    deadline = began + _STARTING
    status = f"stopped, limit {limit:,.0f} s"
    while time.perf_counter() < deadline:
        try:
            if line.poll(_LOOK):
                told = line.recv()
                if isinstance(told, PeerRun):
                    return told
                began = time.perf_counter()
                deadline = began + patience
        except EOFError:
            status = "died"
            break
        peak = _peak_mib(str(pid)) or peak
        if (peak or 0.0) * (1 << 20) > allowed:
            status = "out of memory"
            break
    return PeerRun(Found(status), time.perf_counter() - began, peak)


def _peak_mib(process: str) -> float | None:
    """The most memory that a process has held, in MiB; see `api.runs.record.peak_memory`."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) / 1024 if lines else None

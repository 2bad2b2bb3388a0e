"""
How long one person waits: the API driven by a real HTTP client through a whole job.

    python -m benchmarks.api_latency --workers 60000 --vacancies 5000 --requests 1000

A made-up county is uploaded to a server in a process of its own, a job is
run and followed, its matches are read, and then workers taken at random ask
for their ranked posts and for an explanation, one after another over one
connection to a warm server.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.api_server import ServerProcess, events, get, start_run, upload
from models.synth import make_county, write_county

PACK = "qianyang-2021"
MOST = {"workers": 600_000, "vacancies": 30_000, "requests": 20_000}


@dataclass(frozen=True)
class Latency:
    """Milliseconds of one kind of request: the first one (which loads), then p50 and p99."""

    first: float
    p50: float
    p99: float


@dataclass(frozen=True)
class Figures:
    """What a benchmark found; times in seconds but for latencies."""

    workers: int
    vacancies: int
    job: str
    status: str
    placed: int
    upload: float
    run: float
    page: Latency
    posts: Latency
    shortlist: Latency
    explanation: Latency
    server_peak_mib: float


def measure(workers: int, vacancies: int, requests: int, job: str, seed: int = 0) -> Figures:
    """
    Drives a whole job and times it.

    Parameters
    ----------
    workers, vacancies
        Size of the county.
    requests
        How many requests of each kind are timed.
    job
        allocate, push or shortlist.
    seed
        Of the county and of who asks.

    Raises
    ------
    RuntimeError
        When the server refuses anything, or an answer is not what it must be.
    """
    with tempfile.TemporaryDirectory(prefix="gangpei-") as scratch:
        data = Path(scratch) / "county"
        write_county(make_county(workers, vacancies, seed), data, format="parquet")
        with ServerProcess(Path(scratch) / "home") as server:
            return _drive(server, sorted(data.iterdir()), requests, job, seed)


def _drive(server: ServerProcess, files: list[Path], requests: int, job: str, seed: int) -> Figures:
    client = server.client
    began = time.perf_counter()
    roster = upload(client, files)
    uploaded = time.perf_counter()
    run = start_run(client, {"roster_id": roster["id"], "pack": PACK, "job": job})
    last = [told for _, told in events(client, run)][-1]
    ended = time.perf_counter()
    if last["status"] != "done":
        raise RuntimeError(json.dumps(get(client, f"/v1/runs/{run}"), ensure_ascii=False))
    summary = get(client, f"/v1/runs/{run}")["summary"]
    matches = get(client, f"/v1/runs/{run}/matches", limit=1000)["items"]
    chance = np.random.default_rng(seed)
    chosen = [matches[i] for i in chance.integers(len(matches), size=requests)]

    def page(_: dict[str, Any]) -> None:
        offset = int(chance.integers(max(1, summary["placed"])))
        get(client, f"/v1/runs/{run}/matches", offset=offset, limit=100)

    def posts(match: dict[str, Any]) -> None:
        path = f"/v1/workers/{match['worker']['worker_id']}/posts"
        found = get(client, path, run_id=run, k=10)["posts"]
        values = [post["value"] for post in found]
        if not found or values != sorted(values, reverse=True):
            msg = f"{path} is not ranked: {values}"
            raise RuntimeError(msg)

    def shortlist(match: dict[str, Any]) -> None:
        path = f"/v1/vacancies/{match['vacancy']['vacancy_id']}/shortlist"
        if not get(client, path, run_id=run, k=10)["candidates"]:
            msg = f"{path} is empty, though the run gave the vacancy to somebody."
            raise RuntimeError(msg)

    def explanation(match: dict[str, Any]) -> None:
        worker = match["worker"]["worker_id"]
        if not get(client, "/v1/explanations", run_id=run, worker_id=worker)["matches"]:
            msg = f"The explanation of {worker} lacks what the run gave."
            raise RuntimeError(msg)

    return Figures(
        workers=roster["counts"]["workers"],
        vacancies=roster["counts"]["vacancies"],
        job=job,
        status=summary["status"],
        placed=summary["placed"],
        upload=uploaded - began,
        run=ended - uploaded,
        page=_time(page, chosen),
        posts=_time(posts, chosen),
        shortlist=_time(shortlist, chosen),
        explanation=_time(explanation, chosen),
        server_peak_mib=server.peak_bytes() / (1 << 20),
    )


def _time(ask: Callable[[dict[str, Any]], None], chosen: list[dict[str, Any]]) -> Latency:
    def once(match: dict[str, Any]) -> float:
        began = time.perf_counter()
        ask(match)
        return (time.perf_counter() - began) * 1000

    first = once(chosen[0])
    times = np.array([once(match) for match in chosen])
    return Latency(first, float(np.percentile(times, 50)), float(np.percentile(times, 99)))


def main() -> None:
    """Reads the size from the command line and prints what was found."""
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--workers", type=int, default=6000)
    parser.add_argument("--vacancies", type=int, default=5000)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--job", choices=["allocate", "push", "shortlist"], default="allocate")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    for name, most in MOST.items():
        if not 1 <= getattr(asked, name) <= most:
            parser.error(f"--{name}: expected 1 to {most}")
    found = measure(asked.workers, asked.vacancies, asked.requests, asked.job)
    if asked.json:
        sys.stdout.write(json.dumps(asdict(found)) + "\n")
        return
    head = f"{found.workers:,} workers x {found.vacancies:,} vacancies, {found.job}"
    times = f"upload {found.upload:.1f} s, run {found.run:.1f} s"
    lines = [
        f"{head}: {found.status}, {found.placed:,} placed",
        f"{times}, server at most {found.server_peak_mib:.0f} MiB",
        f"{'milliseconds':<34}{'first':>10}{'p50':>10}{'p99':>10}",
    ]
    for label, name in (
        ("a page of 100 matches", "page"),
        ("a worker's 10 best posts", "posts"),
        ("a vacancy's 10 best workers", "shortlist"),
        ("an explanation", "explanation"),
    ):
        latency: Latency = getattr(found, name)
        lines.append(f"{label:<34}{latency.first:>10.1f}{latency.p50:>10.1f}{latency.p99:>10.1f}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

"""One job on one instance: ours, every peer, and the judge's verdict on each."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.child import in_child
from benchmarks.instances import Instance
from benchmarks.job_run import cores, on_disk
from benchmarks.open_posts import best_open
from benchmarks.outcome import expect
from benchmarks.peers.dense import write_gains
from benchmarks.peers.judge import ROUNDING, Verdict, judge
from benchmarks.peers.market import Found, Market, Pairs, Task
from benchmarks.peers.ours import Ours, facts, solve_ours
from benchmarks.peers.process import PeerRun, free_bytes, run_peer
from benchmarks.peers.registry import PEERS, Peer, Sees
from matcher.pairs import Arcs
from models.packs import load_pack
from models.reading import read_roster
from solver import Problem, Result
from solver.arcs import union


@dataclass(frozen=True)
class Entry:
    """One peer on one set of pairs; no verdict where it gave no answer."""

    peer: Peer
    sees: Sees
    pairs: int
    run: PeerRun
    verdict: Verdict | None


@dataclass(frozen=True)
class Contest:
    """
    Ours and the peers on one job of one instance.

    `ours` and `verdicts` are for each of `GAPS`; the first is raced.
    """

    job: str
    instance: Instance
    ours: tuple[Ours, ...]
    verdicts: tuple[Verdict, ...]
    entries: tuple[Entry, ...]


GAPS = (1e-4, 1e-5)  # asked of ours: what a run asks for by default, and a tenth of it


def hold(job: str, instance: Instance, peers: Sequence[Peer], limit: float, keep: int) -> Contest:
    """
    Runs ours and the peers of one job.

    Parameters
    ----------
    job
        "allocate" or "push".
    instance
        The county.
    peers
        Those that take part.
    limit
        Seconds for each.
    keep
        Candidates per worker for peers that need candidates.

    Raises
    ------
    WrongAnswerError
        When our answer is not what we say of it, or some answer is worth more
        than our bound.
    """
    with on_disk(instance) as folder, tempfile.TemporaryDirectory(prefix="gangpei-") as scratch:
        ours = in_child(solve_ours, job, folder, instance.pack, GAPS)
        problem = facts(job, read_roster(folder), load_pack(instance.pack))
        first = ours[0].result
        market = Market.of(problem, first.owed)
        pairs = {s: _pairs(s, problem, market, first, keep) for s in _seen(peers)}
        gains = Path(scratch) / "gains.npy"
        if "all" in {s for peer in peers for s in peer.sees}:
            write_gains(market, problem.values, gains)
        verdicts = tuple(_our_verdict(problem, market, one) for one in ours)
        for gap, one in zip(GAPS, ours, strict=True):
            worth = f"{one.seconds:,.2f} s, objective {one.result.objective:,.3f}"
            sys.stderr.write(f"{job}, {instance}: ours to {gap:.0e}: {worth}\n")
        entries = tuple(_entries(peers, problem, market, pairs, gains, limit))
    for entry in entries:
        _within_bound(entry, min(one.result.bound for one in ours))
    return Contest(job, instance, ours, verdicts, entries)


def _seen(peers: Sequence[Peer]) -> list[Sees]:
    return [s for s in ("priced", "naive") if any(s in peer.sees for peer in peers)]


def _pairs(sees: Sees, problem: Problem, market: Market, ours: Result, keep: int) -> Pairs:
    if sees == "naive":
        return Pairs.of(market, best_open(problem.values, market.openings, keep))
    best = problem.values.scan(ours.prices.table(problem), keep)
    return Pairs.of(market, union(best, _as_arcs(problem, ours)))


def _as_arcs(problem: Problem, result: Result) -> Arcs:
    worker, vacancy = result.assignment.T
    start = np.searchsorted(worker, np.arange(problem.shape[0] + 1))
    return Arcs(start, vacancy.astype(np.int32), problem.values.at(worker, vacancy))


def _our_verdict(problem: Problem, market: Market, ours: Ours) -> Verdict:
    worker, vacancy = ours.result.assignment.T
    verdict = judge(market, problem.values, Found.whole("ours", worker, vacancy))
    expect(verdict.clean, f"Our answer cannot be carried out: {verdict}.")
    said = ours.result.objective
    expect(abs(verdict.objective - said) < ROUNDING, f"We say {said}, it is {verdict.objective}.")
    return verdict


def _entries(
    peers: Sequence[Peer],
    problem: Problem,
    market: Market,
    pairs: dict[Sees, Pairs],
    gains: Path,
    limit: float,
) -> Iterator[Entry]:
    everything = problem.shape[0] * problem.shape[1]
    for peer in peers:
        for sees in peer.sees:
            given = pairs.get(sees)
            task = Task(market, given, gains if given is None else None, limit, cores())
            needed = peer.needs(market) if given is None and peer.needs else 0
            if needed > free_bytes():
                size = f"{needed / (1 << 30):,.0f} GiB"
                run = PeerRun(Found(f"does not fit: needs {size}"))
            else:
                run = run_peer(peer.name, task)
            answered = run.found.worker is not None
            verdict = judge(market, problem.values, run.found) if answered else None
            count = everything if given is None else given.gain.size
            _tell(peer, sees, run, verdict)
            yield Entry(peer, sees, count, run, verdict)


def _tell(peer: Peer, sees: Sees, run: PeerRun, verdict: Verdict | None) -> None:
    """Says on standard error how a peer fared: a race that is lost later leaves the figures."""
    took = "" if run.seconds is None else f", {run.seconds:,.2f} s"
    worth = "" if verdict is None else f", objective {verdict.objective:,.3f}"
    sys.stderr.write(f"{peer.label}, {sees} pairs: {run.found.status}{took}{worth}\n")


def _within_bound(entry: Entry, bound: float) -> None:
    """No answer within all limits, whole or not, is worth more than we prove is possible."""
    verdict = entry.verdict
    if verdict is None or verdict.forbidden or verdict.over > ROUNDING:
        return
    beyond = verdict.objective - bound
    name = entry.peer.label
    expect(beyond <= ROUNDING * max(1.0, abs(bound)), f"{name}: {beyond} beyond our bound {bound}.")


def chosen_peers(names: Sequence[str], job: str) -> list[Peer]:
    """The peers of a job among some names, in the registry's order."""
    return [peer for name, peer in PEERS.items() if name in names and peer.job == job]

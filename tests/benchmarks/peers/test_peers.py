"""Every peer states the same instance, and finds what is best by hand."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.__main__ import main
from benchmarks.instances import beside
from benchmarks.outcome import WrongAnswerError
from benchmarks.peers import contest, process
from benchmarks.peers.contest import Entry, chosen_peers
from benchmarks.peers.dense import matrix_by_opening, write_gains
from benchmarks.peers.judge import judge
from benchmarks.peers.market import Found, Task
from benchmarks.peers.ours import Ours
from benchmarks.peers.process import run_peer
from benchmarks.peers.registry import PEERS, Peer
from benchmarks.peers.rows import race_rows
from solver import Params, solve
from tests.benchmarks.peers.small_market import market, pairs, problem, values

# By hand: the middle worker at the second post (2 + 1), the first at the first (9), the last
# at home (-6) is 6; the last at the second post (3 + 9, floor short: -4) is 8, and best.
BEST = 8


def task(folder: Path, sees: str, limit: float = 30) -> Task:
    gains = folder / "gains.npy"
    write_gains(market(), values(), gains)
    given = None if sees == "all" else pairs()
    return Task(market(), given, gains if given is None else None, limit, 1)


def test_ours_finds_the_best_by_hand() -> None:
    assert solve(problem(), Params(gap=0)).objective == BEST


@pytest.mark.parametrize("name", ["cp-sat", "highs-mip", "highs-lp", "glop", "pdlp"])
def test_a_peer_that_knows_the_rules_finds_the_best(name: str, tmp_path: Path) -> None:
    found = PEERS[name].load()(task(tmp_path, "priced"))
    verdict = judge(market(), values(), found)
    assert verdict.objective == pytest.approx(BEST, abs=1e-3)
    assert found.bound is None or found.bound == pytest.approx(BEST, abs=1e-3)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hungarian", {13}),  # 5 of the first worker and 8 of the second
        ("greedy", {11, 12}),  # 9 first; then 3 of the last, or 2 and 1 of bonus
        ("deferred", {11, 12}),
    ],
)
def test_a_peer_that_knows_no_rules_takes_its_best_pairs(
    name: str, value: set[int], tmp_path: Path
) -> None:
    verdict = judge(market(), values(), PEERS[name].load()(task(tmp_path, "all")))
    assert verdict.clean
    assert verdict.value in value


def test_transport_stays_within_caps_and_takes_the_pairs_that_matter(tmp_path: Path) -> None:
    two = replace(market(), most=np.array([2, 2, 2]), openings=np.array([2, 2]))
    gains = tmp_path / "gains.npy"
    write_gains(two, values(), gains)
    found = PEERS["transport"].load()(Task(two, None, gains, 30, 1))
    verdict = judge(two, values(), found)
    assert verdict.clean
    assert verdict.pushes == 4  # two openings each, all wanted


def test_greedy_over_all_pairs_is_greedy_over_one_sort(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    many = replace(
        market(),
        openings=rng.integers(0, 4, 30),
        most=rng.integers(0, 3, 200),
        owed=np.zeros(200, np.int64),
        class_of=np.zeros(200, np.int64),
        bonus=np.zeros((1, 30), np.int64),
        floors=(),
        guarantees=(),
    )
    gains = rng.permutation(200 * 30).reshape(200, 30).astype(np.int32)  # all different, one 0
    np.save(tmp_path / "gains.npy", gains)
    found = PEERS["greedy"].load()(Task(many, None, tmp_path / "gains.npy", 30, 1))
    most, left, expected = many.most.copy(), many.openings.copy(), set()
    for pair in np.argsort(-gains.ravel()).tolist():
        w, v = divmod(pair, 30)
        if gains[w, v] > 0 and most[w] and left[v]:
            expected.add((w, v))
            most[w] -= 1
            left[v] -= 1
    assert found.worker is not None
    assert found.vacancy is not None
    assert set(zip(found.worker.tolist(), found.vacancy.tolist(), strict=True)) == expected


def test_what_a_matrix_by_opening_takes_is_estimated() -> None:
    assert matrix_by_opening(market()) == 3 * 8 * 3 * 2  # three workers, two openings


def test_a_process_tells_time_and_memory(tmp_path: Path) -> None:
    ran = run_peer("highs-lp", task(tmp_path, "priced"))
    assert ran.found.status == "optimal"
    assert ran.seconds > 0
    assert ran.peak_mib > 20


class Line:
    """A connection on which nothing ever comes; what is sent is kept."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.send = self.sent.append

    def poll(self, seconds: float) -> bool:
        time.sleep(seconds)
        return False


def test_a_peer_that_runs_out_of_time_stands_in_the_table_with_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process, "_STARTING", 0.3)
    line: Any = Line()
    assert process._watch(line, 1, 5, 5).found == Found("stopped, limit 5 s")


def test_a_peer_that_takes_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "free_bytes", lambda: 1)
    line: Any = Line()
    assert process._watch(line, os.getpid(), 5, 5).found == Found("out of memory")


@pytest.mark.parametrize(
    ("peer", "status"),
    [
        (
            Peer("x", "x", "no_such_module", "solve"),
            "not installed: benchmarks.peers.no_such_module",
        ),
        (Peer("x", "x", "judge", "judge"), "failed: TypeError"),
    ],
)
def test_a_peer_that_is_not_there_or_fails_stands_in_the_table_with_that(
    peer: Peer, status: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(PEERS, "x", peer)
    line: Any = Line()
    process._work(line, "x", task(tmp_path, "priced"))
    assert line.sent[-1].found.status.startswith(status)


def test_a_job_has_its_own_peers_in_the_registrys_order() -> None:
    names = ["transport", "greedy", "cp-sat"]
    assert [p.name for p in chosen_peers(names, "allocate")] == ["cp-sat", "greedy"]
    assert [p.name for p in chosen_peers(names, "push")] == ["transport"]


def test_an_answer_that_is_worth_more_than_our_bound_is_a_wrong_answer(tmp_path: Path) -> None:
    found = PEERS["highs-lp"].load()(task(tmp_path, "priced"))
    verdict = judge(market(), values(), found)
    entry = Entry(PEERS["highs-lp"], "priced", 5, process.PeerRun(found, 1.0, 1.0), verdict)
    contest._within_bound(entry, BEST)
    with pytest.raises(WrongAnswerError, match="beyond our bound"):
        contest._within_bound(entry, BEST - 0.1)
    beyond = replace(entry, verdict=replace(verdict, over=1.0))
    contest._within_bound(beyond, BEST - 0.1)  # it is worth more by what it may not have


def test_a_race_that_is_lost_is_a_wrong_answer(tmp_path: Path) -> None:
    found = PEERS["highs-mip"].load()(task(tmp_path, "priced"))
    verdict = judge(market(), values(), found)
    ran = process.PeerRun(found, 10.0, 1.0)
    entry = Entry(PEERS["highs-mip"], "priced", 5, ran, verdict)
    ours = Ours(solve(problem()), 0.1, 0.1, 100.0)
    held = contest.Contest(
        "allocate", beside(20_000, 0), (ours, ours), (verdict, verdict), (entry,)
    )
    (row,) = race_rows(held, 600)  # 10 s against 0.1 s
    assert row["ours is so many times as fast"] == pytest.approx(100)
    assert row["its objective beyond ours %"] == pytest.approx(0, abs=1e-6)
    slow = replace(held, ours=(replace(ours, seconds=1.0), ours))
    with pytest.raises(WrongAnswerError, match=r"10\.0 times as fast as HiGHS MIP, not 50"):
        race_rows(slow, 600)
    (row,) = race_rows(slow, 10)  # it was stopped: the race is not decided
    assert row["or more: it was stopped"]


def test_an_unknown_peer_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["peers", "--only", "gurobi"])
    assert stopped.value.code == 2
    assert "cp-sat" in capsys.readouterr().err

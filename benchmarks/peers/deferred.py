"""Deferred acceptance by the package `matching`: workers and vacancies rank each other by value."""

from __future__ import annotations

import numpy as np
from matching import Player
from matching.algorithms import hospital_resident
from matching.players import Hospital

from benchmarks.peers.market import Found, Pairs, Task


def deferred(task: Task) -> Found:
    """
    Finds the stable matching over candidates, or all pairs; the rules are ignored.

    The package's algorithm is called by itself: its `HospitalResident` first
    copies all players deeply and compares every worker with every vacancy.
    """
    market, pairs = task.market, task.pairs or _all_pairs(task)
    order = np.argsort(-pairs.gain, kind="stable")
    residents = {w: Player(w) for w in np.unique(pairs.worker).tolist()}
    hospitals = {v: Hospital(v, int(market.openings[v])) for v in np.unique(pairs.vacancy).tolist()}
    wanted: dict[int, list[Hospital]] = {w: [] for w in residents}
    wanting: dict[int, list[Player]] = {v: [] for v in hospitals}
    for w, v in zip(pairs.worker[order].tolist(), pairs.vacancy[order].tolist(), strict=True):
        wanted[w].append(hospitals[v])
        wanting[v].append(residents[w])
    for w, resident in residents.items():
        resident.set_prefs(wanted[w])
    for v, hospital in hospitals.items():
        hospital.set_prefs(wanting[v])
    matched = hospital_resident([*residents.values()], [*hospitals.values()], "resident")
    taken = [(one.name, hospital.name) for hospital, held in matched.items() for one in held]
    worker, vacancy = np.array(taken, dtype=np.int64).reshape(-1, 2).T
    return Found.whole("stable", worker, vacancy)


def _all_pairs(task: Task) -> Pairs:
    gains = task.matrix()
    worker, vacancy = np.nonzero(gains)
    return Pairs(worker, vacancy, np.asarray(gains[worker, vacancy], dtype=np.int64))

"""
Prices of rows that clash, by linear programming.

Where several rows want the same few people, soft demand climbs to their prices
slowly. The linear relaxation over the candidate pairs prices them at once; HiGHS
solves it (Huangfu and Hall 2018). Only the prices are used, and any prices give
a valid bound: nothing rests on the solver's tolerances.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array, diags_array, hstack, identity, vstack

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.problem import Problem
from solver.row import Entries, Row


def floor_prices(problem: Problem, arcs: Arcs, owed: IntArray) -> IntArray | None:
    """
    The rows' dual prices over some pairs, per person, in units.

    Parameters
    ----------
    problem
        The facts.
    arcs
        Candidate pairs.
    owed
        Shape (W,): posts owed to each worker.

    Returns
    -------
    ndarray or None
        Shape (R,), from zero to each row's penalty; None where HiGHS finds none.
    """
    owner, vacancy = arcs.worker, arcs.vacancy.astype(np.int64)
    klass = problem.class_of[owner]
    gain = arcs.value + problem.bonus[klass, vacancy]
    owing = np.flatnonzero(owed)
    scale = np.array([row.scale for row in problem.rows])
    lowers = [
        np.array([row.lower for row in problem.rows]) / scale,
        np.array([min(h.lower, h.members.size) for h in problem.households]),
        owed[owing],
    ]
    penalties = [
        np.array([row.penalty for row in problem.open_rows]),
        np.array([h.penalty for h in problem.households]),
        np.full(owing.size, problem.short_penalty),
    ]
    lower = np.concatenate(lowers).astype(np.float64)
    counted = vstack(
        [
            diags_array(1 / scale) @ weights_of(problem, problem.rows, klass, vacancy),
            households_of(problem, owner),
            members_of(owner, owing),
        ]
    )
    rest = identity(lower.size - problem.row_of.size, format="csr")
    short = block_diag([members_of(problem.row_of, np.arange(len(problem.open_rows))).T, rest])
    posts = members_of(owner, np.arange(problem.shape[0]))
    given = members_of(vacancy, np.arange(problem.shape[1]))
    room = np.concatenate((problem.max_posts, problem.openings)).astype(np.float64)
    unit = problem.values.unit * problem.values.largest
    most = np.concatenate((np.ones(owner.size), np.full(short.shape[1], np.inf)))
    found = linprog(
        np.concatenate((-gain, np.concatenate(penalties))) / unit,
        A_ub=vstack(
            [
                hstack([-counted, -short]),
                hstack([vstack([posts, given]), csr_array((room.size, short.shape[1]))]),
            ],
            format="csr",
        ),
        b_ub=np.concatenate((-lower, room)),
        bounds=np.stack((np.zeros(most.size), most), axis=1),
        method="highs",
    )
    if found.status != 0:
        return None
    price = -np.asarray(found.ineqlin.marginals)[: len(problem.rows)] * unit
    return np.clip(np.rint(price), 0, penalties[0][problem.row_of]).astype(np.int64)


def weights_of(
    problem: Problem, rows: Sequence[Row], klass: IntArray, vacancy: IntArray
) -> csr_array:
    """What each pair weighs for each row. Shape (rows, A)."""
    vacancies, entries = problem.shape[1], Entries.of(rows)
    table = csr_array(
        (
            entries.weight.astype(np.float64),
            (entries.row, entries.klass * vacancies + entries.vacancy),
        ),
        shape=(len(rows), problem.classes * vacancies),
    )
    chosen = members_of(klass * vacancies + vacancy, np.arange(problem.classes * vacancies))
    return csr_array((len(rows), vacancy.size)) + table @ chosen


def households_of(problem: Problem, owner: IntArray) -> csr_array:
    """Which pairs count for which household. Shape (H, A)."""
    of = np.full(problem.shape[0], -1, dtype=np.int64)
    for index, household in enumerate(problem.households):
        of[household.members] = index
    return members_of(of[owner], np.arange(len(problem.households)))


def members_of(key: IntArray, keys: IntArray) -> csr_array:
    """Which pairs have which key: a row each. Shape (len(keys), A)."""
    at = np.searchsorted(keys, key)
    inside: BoolArray = (key >= 0) & (at < keys.size)
    inside[inside] = keys[at[inside]] == key[inside]
    pair = np.flatnonzero(inside)
    return csr_array((np.ones(pair.size), (at[pair], pair)), shape=(keys.size, key.size))

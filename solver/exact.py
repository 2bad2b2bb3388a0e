"""
Small markets under rows with negative weights, exactly: a mixed-integer program.

    maximise    sum of gain[a] x[a]  -  sum of penalty short
    subject to  posts, openings, rows, household guarantees and caps      x in {0, 1}, short whole

Parts for single cells cannot know that two rows would both be better served if
people changed places; where there are few pairs, HiGHS tries them all (Huangfu and
Hall 2018). It stops after so many nodes, not seconds, so that the same input gives
the same answer; what it finds is counted like any other answer.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, diags_array, hstack, vstack

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.floors_lp import households_of, members_of, weights_of
from solver.problem import Problem

MOST_PAIRS = 3_000  # of which HiGHS makes short work
_NODES = 400


def best_of_few(problem: Problem, arcs: Arcs, owed: IntArray) -> BoolArray | None:
    """
    The best choice among some pairs.

    Parameters
    ----------
    problem
        The facts.
    arcs
        Candidate pairs, no more than `MOST_PAIRS`.
    owed
        Shape (W,): posts owed to each worker.

    Returns
    -------
    ndarray or None
        Shape (A,): the pairs taken; None where HiGHS has found none.
    """
    owner, vacancy = arcs.worker, arcs.vacancy.astype(np.int64)
    klass = problem.class_of[owner]
    gain = arcs.value + problem.given_bonus[klass, vacancy]
    owing = np.flatnonzero(owed)
    rows = problem.given_rows
    scale = np.array([row.scale for row in rows], dtype=np.int64)
    counted = vstack(
        [
            weights_of(problem, rows, klass, vacancy),
            households_of(problem, owner),
            members_of(owner, owing),
        ]
    )
    lower = np.concatenate(
        (
            [row.lower for row in rows],
            [min(h.lower, h.members.size) for h in problem.households],
            owed[owing],
        )
    )
    penalty = np.concatenate(
        (
            [row.penalty for row in rows],
            [h.penalty for h in problem.households],
            np.full(owing.size, problem.short_penalty),
        )
    )
    whole = np.concatenate((scale, np.ones(lower.size - scale.size)))
    most_short = np.full(lower.size, np.inf)
    most_short[: scale.size][[row.hard for row in rows]] = 0
    limits = vstack(
        [
            members_of(owner, np.arange(problem.shape[0])),
            members_of(vacancy, np.arange(problem.shape[1])),
            *(_of_cap(owner, vacancy, c.members, c.vacancies) for c in problem.household_caps),
        ]
    )
    caps = [c.upper for c in problem.household_caps]
    room = np.concatenate((problem.max_posts, problem.openings, caps))
    unit = problem.values.unit * problem.values.largest
    found = milp(
        np.concatenate((-gain, penalty)) / unit,
        integrality=np.ones(gain.size + lower.size),
        bounds=Bounds(0, np.concatenate((np.ones(gain.size), most_short))),
        constraints=[
            LinearConstraint(hstack([counted, diags_array(whole)]), lb=lower),
            LinearConstraint(hstack([limits, csr_array((room.size, lower.size))]), ub=room),
        ],
        options={"node_limit": _NODES, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        return None
    taken: BoolArray = np.rint(found.x[: gain.size]).astype(bool)
    short = [row.short(round(count)) for row, count in zip(rows, counted @ taken, strict=False)]
    broken = any(n for n, row in zip(short, rows, strict=True) if row.hard)
    return None if broken or (limits @ taken > room).any() else taken


def _of_cap(
    owner: IntArray, vacancy: IntArray, members: IntArray, vacancies: IntArray
) -> csr_array:
    """Which pairs count for a household cap. Shape (1, A)."""
    counts = np.isin(owner, members) & np.isin(vacancy, vacancies)
    return csr_array(counts[None, :].astype(np.float64))

"""
CP-SAT on the pairs of a core (Perron and Didier, OR-Tools).

One thread, a fixed seed and a limit in CP-SAT's deterministic time: the same
pairs give the same answer. Relaxations are linear and tight (level 2), for nearly
all of a core is a network; presolve and probing take longer than the search does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.core.model import CoreModel
from solver.problem import Problem

_EXACT = 1 << 53  # a bound is read as a floating number


@dataclass(frozen=True)
class Choice:
    """
    What CP-SAT found among some pairs.

    Parameters
    ----------
    taken
        Shape (A,).
    bound
        No answer of these pairs is worth more, in units, with what settled rows
        cost in any case (`Problem.lost`).
    best
        Whether none is worth more than the one found.
    """

    taken: BoolArray
    bound: int
    best: bool


def choose(
    problem: Problem,
    arcs: Arcs,
    owed: IntArray,
    hint: BoolArray,
    limit: float,
) -> Choice | None:
    """
    Decides over some pairs.

    Parameters
    ----------
    problem, arcs, owed
        The facts, the pairs, and posts owed to each worker, shape (W,).
    hint
        Shape (A,): the pairs of an answer to begin from.
    limit
        Of CP-SAT's deterministic time.

    Returns
    -------
    Choice or None
        None where CP-SAT found no answer within the limit, or the numbers are too
        large for it.
    """
    program = CoreModel(problem, arcs, owed)
    program.hint(hint)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_presolve = False
    solver.parameters.symmetry_level = 0
    solver.parameters.max_deterministic_time = limit
    status = solver.solve(program.model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    bound = solver.best_objective_bound
    if not abs(bound) < _EXACT:
        return None
    taken = np.array([solver.boolean_value(x) for x in program.pair], dtype=bool)
    return Choice(taken, round(bound), status == cp_model.OPTIMAL)

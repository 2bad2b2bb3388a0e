"""HiGHS through SciPy: the linear program, and the integer program."""

from __future__ import annotations

import time

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from benchmarks.peers.linear import linear_program
from benchmarks.peers.market import Found, Task

GAP = 1e-4  # the gap that ours is asked for


def highs_lp(task: Task) -> Found:
    """Solves the linear program; its answer is fractional where floors cross openings."""
    began = time.perf_counter()
    pairs, unit = task.candidates(), task.market.unit
    program = linear_program(task.market, pairs)
    result = linprog(
        program.cost / unit,
        A_ub=program.matrix,
        b_ub=program.upper,
        bounds=np.stack((np.zeros_like(program.greatest), program.greatest), axis=1),
        method="highs-ds",
        options={"time_limit": max(1.0, task.limit - (time.perf_counter() - began))},
    )
    solved = result.status == 0
    status = "optimal" if solved else _WORDS.get(result.status, str(result.message))
    solution = result.x if solved else None
    return program.found(status, pairs, solution, -float(result.fun) if solved else None)


def highs_mip(task: Task) -> Found:
    """Solves the integer program to the gap that ours is asked for."""
    began = time.perf_counter()
    pairs, unit = task.candidates(), task.market.unit
    program = linear_program(task.market, pairs)
    integral = np.zeros(program.cost.size)
    integral[: program.pairs] = 1
    result = milp(
        program.cost / unit,
        integrality=integral,
        bounds=Bounds(0, program.greatest),
        constraints=LinearConstraint(program.matrix, -np.inf, program.upper),
        options={
            "time_limit": max(1.0, task.limit - (time.perf_counter() - began)),
            "mip_rel_gap": GAP,
        },
    )
    bound = getattr(result, "mip_dual_bound", None)
    proved = -float(bound) if bound is not None and np.isfinite(bound) else None
    status = f"gap {GAP:.0e}" if result.status == 0 else _WORDS.get(result.status, result.message)
    solution = None if result.x is None else np.rint(result.x)
    return program.found(status, pairs, solution, proved)


_WORDS = {1: "time limit", 2: "infeasible", 3: "unbounded"}

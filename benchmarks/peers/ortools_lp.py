"""OR-Tools' linear solvers: GLOP (simplex) and PDLP (first order)."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from ortools.linear_solver.python import model_builder_helper
from ortools.pdlp import solve_log_pb2, solvers_pb2
from ortools.pdlp.python import pdlp as first_order

from benchmarks.peers.linear import linear_program
from benchmarks.peers.market import Found, Task


def glop(task: Task) -> Found:
    """Solves the linear program by GLOP."""
    began = time.perf_counter()
    pairs, unit = task.candidates(), task.market.unit
    program = linear_program(task.market, pairs)
    model: Any = model_builder_helper.ModelBuilderHelper()  # its stubs misname NumPy's types
    model.fill_model_from_sparse_data(
        np.zeros_like(program.greatest),
        program.greatest,
        program.cost / unit,
        np.full(program.upper.size, -np.inf),
        program.upper.astype(np.float64),
        program.matrix,
    )
    solver = model_builder_helper.ModelSolverHelper("glop")
    solver.set_time_limit_in_seconds(max(1.0, task.limit - (time.perf_counter() - began)))
    solver.solve(model)
    if solver.status() != model_builder_helper.SolveStatus.OPTIMAL:
        return Found("time limit")
    bound = -float(solver.objective_value())
    return program.found("optimal", pairs, np.asarray(solver.variable_values()), bound)


def pdlp(task: Task) -> Found:
    """
    Solves the linear program by PDLP.

    Called by itself, as a minimisation: its objective is not read, the judge
    recomputes it. What is bound and what is feasible holds to its tolerances
    only, so no bound is taken over.
    """
    began = time.perf_counter()
    pairs, unit = task.candidates(), task.market.unit
    program = linear_program(task.market, pairs)
    stated = first_order.QuadraticProgram()
    stated.resize_and_initialize(program.cost.size, program.upper.size)
    stated.objective_vector = program.cost / unit
    stated.constraint_matrix = program.matrix
    stated.constraint_upper_bounds = program.upper.astype(np.float64)
    stated.variable_lower_bounds = np.zeros_like(program.greatest)
    stated.variable_upper_bounds = program.greatest
    params = solvers_pb2.PrimalDualHybridGradientParams()
    params.num_threads = task.cores
    params.termination_criteria.simple_optimality_criteria.eps_optimal_relative = 1e-5
    params.termination_criteria.time_sec_limit = max(
        1.0, task.limit - (time.perf_counter() - began)
    )
    result = first_order.primal_dual_hybrid_gradient(stated, params)
    reason = result.solve_log.termination_reason
    done = reason == solve_log_pb2.TERMINATION_REASON_OPTIMAL
    status = "tolerance 1e-5" if done else "time limit"
    return program.found(status, pairs, np.asarray(result.primal_solution), None)

"""OR-Tools' CP-SAT, hinted with the greedy answer."""

from __future__ import annotations

import time

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.peers.greedy import in_order
from benchmarks.peers.highs import GAP
from benchmarks.peers.linear import Linear, linear_program
from benchmarks.peers.market import Found, Pairs, Task


def cp_sat(task: Task) -> Found:
    """Solves the integer program in whole units, to the gap that ours is asked for."""
    began = time.perf_counter()
    pairs, market = task.candidates(), task.market
    program = linear_program(market, pairs)
    model, variables = _model(program)
    hinted = in_order(market, pairs)
    for variable, hint in zip(variables[: program.pairs], hinted.tolist(), strict=True):
        model.add_hint(variable, hint)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = task.cores
    solver.parameters.relative_gap_limit = GAP
    solver.parameters.max_time_in_seconds = max(1.0, task.limit - (time.perf_counter() - began))
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Found("time limit" if status == cp_model.UNKNOWN else solver.status_name(status))
    taken = np.array([solver.boolean_value(x) for x in variables[: program.pairs]], dtype=bool)
    return _found(status == cp_model.OPTIMAL, pairs, taken, -solver.best_objective_bound, task)


def _found(done: bool, pairs: Pairs, taken: np.ndarray, bound: float, task: Task) -> Found:
    status = f"gap {GAP:.0e}" if done else "time limit"
    return Found.whole(status, pairs.worker[taken], pairs.vacancy[taken], bound / task.market.unit)


def _model(program: Linear) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    reach = int(np.abs(program.upper).max(initial=0))  # nobody can be short of more than is asked
    variables = [model.new_bool_var("") for _ in range(program.pairs)]
    variables += [model.new_int_var(0, reach, "") for _ in program.cost[program.pairs :]]
    matrix = program.matrix
    for row, upper in enumerate(program.upper.tolist()):
        inside = slice(matrix.indptr[row], matrix.indptr[row + 1])
        terms = [variables[a] for a in matrix.indices[inside].tolist()]
        signs = matrix.data[inside].astype(np.int64)
        if upper == 1 and (signs == 1).all():
            model.add_at_most_one(terms)
        else:
            model.add(cp_model.LinearExpr.weighted_sum(terms, signs.tolist()) <= upper)
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, program.cost.tolist()))
    return model, variables

"""
The exact flow on the candidate pairs.

    worker -> vacancy -> sink        one unit a post
    worker -> sink                   posts not taken; those owed cost the penalty
    household -> worker              the household's units reach its members
    household -> sink                members not placed; those guaranteed cost the penalty
    worker -> cell -> vacancy        a cell is one class of workers at one vacancy; the first
                                     units, its part of a floor, are rewarded, and there are
                                     no more units than its part of a cap

Everything but rows over several vacancies is network structure; rows enter
through prices (no cells) or through cells.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from matcher.pairs import Arcs
from matcher.units import IntArray
from solver.cells import Cells
from solver.kernels import shortest_from
from solver.parts import Parts
from solver.problem import Problem

_FAR = np.int64(1) << 60


class FlowError(RuntimeError):
    """The flow could not be solved, or its answer is not optimal."""


@dataclass(frozen=True)
class Flow:
    """
    An optimal flow.

    Parameters
    ----------
    taken
        Shape (A,): which candidate pairs carry a unit.
    worth
        What the flow is worth with the gains it was given, less penalties, in units.
    price
        Shape (V,): least optimal prices of the vacancies, in units.
    sweeps
        Passes over the arcs that the prices took.
    """

    taken: IntArray
    worth: int
    price: IntArray
    sweeps: int


class _Network:
    def __init__(self, nodes: int) -> None:
        self.supply = np.zeros(nodes, dtype=np.int64)
        self._parts: list[tuple[IntArray, IntArray, IntArray, IntArray]] = []

    def add(self, tail: IntArray, head: IntArray, cap: IntArray, cost: IntArray) -> None:
        keep = cap > 0
        self._parts.append((tail[keep], head[keep], cap[keep], cost[keep]))

    def arrays(self) -> tuple[IntArray, IntArray, IntArray, IntArray]:
        parts = list(zip(*self._parts, strict=True))
        tail, head, cap, cost = (np.concatenate(p).astype(np.int64) for p in parts)
        return tail, head, cap, cost


def solve_flow(
    problem: Problem,
    arcs: Arcs,
    gain: IntArray,
    owed: IntArray,
    cells: Cells | None = None,
    parts: Parts | None = None,
) -> Flow:
    """
    Solves the flow over the candidate pairs and prices it.

    Parameters
    ----------
    problem
        The facts.
    arcs
        Candidate pairs, none of them to a vacancy without openings.
    gain
        Shape (A,): what each pair is worth in this flow, in units: its value
        with bonuses and, where rows enter through prices, their prices.
    owed
        Shape (W,): posts owed to each worker.
    cells, parts
        The cells and their parts of the rows; None where rows enter through `gain`.

    Raises
    ------
    FlowError
        When OR-Tools fails or its answer turns out not to be optimal.
    """
    workers, vacancies = problem.shape
    sink = workers + vacancies
    first_house = sink + 1
    first_cell = first_house + len(problem.households)
    count = 0 if cells is None else cells.size
    net = _Network(first_cell + count)

    head = workers + arcs.vacancy.astype(np.int64)
    owner = arcs.worker
    if cells is not None:
        cell = cells.of[problem.class_of[owner], arcs.vacancy]
        head = np.where(cell < cells.size, first_cell + cell, head)
    net.add(owner, head, np.ones_like(owner), -gain)

    alone = np.ones(workers, dtype=bool)
    for house, household in enumerate(problem.households):
        members = household.members
        alone[members] = False
        net.supply[first_house + house] = members.size
        node = np.full(members.size, first_house + house)
        net.add(node, members, np.ones_like(members), np.zeros_like(members))
    if problem.households:
        nodes = first_house + np.arange(len(problem.households))
        size = np.array([h.members.size for h in problem.households])
        lower = np.minimum(np.array([h.lower for h in problem.households]), size)
        penalty = np.array([h.penalty for h in problem.households])
        net.add(nodes, np.full_like(nodes, sink), size - lower, np.zeros_like(nodes))
        net.add(nodes, np.full_like(nodes, sink), lower, penalty)
    single = np.flatnonzero(alone)
    net.supply[single] = problem.max_posts[single]
    to_sink = np.full(single.size, sink)
    zero = np.zeros(single.size, dtype=np.int64)
    net.add(single, to_sink, problem.max_posts[single] - owed[single], zero)
    net.add(single, to_sink, owed[single], zero + problem.short_penalty)
    posts = workers + np.arange(vacancies)
    net.add(posts, np.full(vacancies, sink), problem.openings, np.zeros(vacancies, dtype=np.int64))
    if cells is not None and parts is not None:
        nodes = first_cell + np.arange(count)
        into = workers + cells.vacancy
        net.add(nodes, into, parts.floor, -cells.reward)
        net.add(nodes, into, parts.cap - parts.floor, np.zeros(count, dtype=np.int64))
    net.supply[sink] = -int(net.supply.sum())

    tail, head, cap, cost = net.arrays()
    flow = solved(tail, head, cap, cost, net.supply)
    dist = np.full(net.supply.size, _FAR)
    dist[workers : sink + 1] = 0
    sweeps = shortest_from(tail, head, cost, cap, flow, dist)
    if sweeps > dist.size or dist[sink] != 0:
        msg = "The flow's answer is not optimal: its residual network has a negative cycle."
        raise FlowError(msg)
    price = -dist[workers:sink]
    return Flow(flow[: arcs.vacancy.size], -int(cost @ flow), price, sweeps)


def solved(
    tail: IntArray, head: IntArray, cap: IntArray, cost: IntArray, supply: IntArray
) -> IntArray:
    """
    What flows on each arc, at the least cost. Shape (A,).

    Parameters
    ----------
    tail, head, cap, cost
        Shape (A,): the arcs; costs are whole.
    supply
        Shape (N,): of each node, together 0.

    Raises
    ------
    FlowError
        When the costs do not fit in 64 bits, or OR-Tools fails.
    """
    largest = int(np.abs(cost).max(initial=0))
    if largest * supply.size >= 1 << 62:
        msg = f"Costs up to {largest} over {supply.size} nodes do not fit in 64 bits."
        raise FlowError(msg)
    solver = min_cost_flow.SimpleMinCostFlow()
    ids = solver.add_arcs_with_capacity_and_unit_cost(tail, head, cap, cost)
    solver.set_nodes_supplies(np.arange(supply.size), supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        msg = f"OR-Tools' minimum cost flow answered {status.name}."
        raise FlowError(msg)
    return np.asarray(solver.flows(ids), dtype=np.int64)

"""
Whole people, exactly, where few pairs are in question: a mixed-integer program.

    maximise    sum of gain[a] x[a]  -  sum of penalty short
    subject to  posts, openings, rows, household guarantees and caps      x in {0, 1}, short whole

Parts for single cells cannot know that two rows would both be better served if
people changed places; where there are few pairs, HiGHS tries them all (Huangfu and
Hall 2018). It stops after so many nodes, not seconds, so that the same input gives
the same answer; what it finds is counted like any other answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, csr_array, diags_array, hstack, vstack

from matcher.pairs import Arcs
from matcher.units import BoolArray, IntArray
from solver.floors_lp import households_of, members_of, weights_of
from solver.problem import HouseholdCap, Problem

MOST_PAIRS = 3_000  # of which HiGHS makes short work
_NODES = 400


@dataclass(frozen=True)
class Program:
    """
    The program over some pairs; parts of it can be decided while all other pairs stay.

    Parameters
    ----------
    gain
        Shape (A,): value with bonuses, in units.
    counts
        Shape (N, A): what each pair weighs for rows, guarantees and posts owed.
    lower, scale, penalty, hard
        Shapes (N,): what they have to add up to, weights of one person, the cost of
        one person short in units, and which may not be short.
    lines, line_lower, line_scale, line_of
        The sides of rows that have some: shape (M, A), then (M,); `line_of` is the row.
        They say nothing new of whole people, and cut off what parts of them could do.
    limits, room
        Shapes (L, A), (L,): how many of these pairs may be taken: posts of a worker,
        openings, household caps.
    unit
        Units of a value of 1.
    """

    gain: IntArray
    counts: csc_array
    lower: IntArray
    scale: IntArray
    penalty: IntArray
    hard: BoolArray
    lines: csc_array
    line_lower: IntArray
    line_scale: IntArray
    line_of: IntArray
    limits: csc_array
    room: IntArray
    unit: float

    @classmethod
    def of(cls, problem: Problem, arcs: Arcs, owed: IntArray) -> Program:
        """The program over these pairs; `owed` has shape (W,)."""
        owner, vacancy = arcs.worker, arcs.vacancy.astype(np.int64)
        klass = problem.class_of[owner]
        owing = np.flatnonzero(owed)
        rows, houses = problem.open_rows, problem.households
        lines = [(i, line) for i, row in enumerate(rows) for line in row.lines]
        others = len(houses) + owing.size
        lower = [r.lower for r in rows] + [min(h.lower, h.members.size) for h in houses]
        penalty = [r.penalty for r in rows] + [h.penalty for h in houses]
        return cls(
            gain=arcs.value + problem.bonus[klass, vacancy],
            counts=vstack(
                [
                    weights_of(problem, rows, klass, vacancy),
                    households_of(problem, owner),
                    members_of(owner, owing),
                ],
                format="csc",
            ),
            lower=np.concatenate((lower, owed[owing])).astype(np.int64),
            scale=np.array([r.scale for r in rows] + [1] * others, dtype=np.int64),
            penalty=np.array(penalty + [problem.short_penalty] * owing.size, dtype=np.int64),
            hard=np.array([r.hard for r in rows] + [False] * others, dtype=bool),
            lines=weights_of(problem, [line for _, line in lines], klass, vacancy).tocsc(),
            line_lower=np.array([line.lower for _, line in lines], dtype=np.int64),
            line_scale=np.array([line.scale for _, line in lines], dtype=np.int64),
            line_of=np.array([i for i, _ in lines], dtype=np.int64),
            limits=vstack(
                [
                    members_of(owner, np.arange(problem.shape[0])),
                    members_of(vacancy, np.arange(problem.shape[1])),
                    _of_caps(arcs, problem.household_caps),
                ],
                format="csc",
            ),
            room=np.concatenate(
                (
                    problem.max_posts,
                    problem.openings,
                    np.array([c.upper for c in problem.household_caps], dtype=np.int64),
                )
            ),
            unit=problem.values.unit * problem.values.largest,
        )

    def best(
        self, taken: BoolArray, part: IntArray, *, nodes: int = _NODES, gap: float = 0.0
    ) -> BoolArray | None:
        """
        The best choice among some of the pairs, all others left as they are.

        Parameters
        ----------
        taken
            Shape (A,): an answer; of `part` it says nothing.
        part
            Indices of the pairs to decide.
        nodes, gap
            Where HiGHS stops: so many nodes, or within this fraction of the best.

        Returns
        -------
        ndarray or None
            Shape (A,): the pairs taken; None where HiGHS has found none.
        """
        fixed = taken.astype(np.float64)
        fixed[part] = 0
        sides, walls = _touched(self.lines, part), _touched(self.limits, part)
        left = np.union1d(_touched(self.counts, part), self.line_of[sides])
        counts, lines, limits = (
            matrix[:, part].tocsr()[rows]
            for matrix, rows in ((self.counts, left), (self.lines, sides), (self.limits, walls))
        )
        place = np.searchsorted(left, self.line_of[sides])
        short = csr_array(
            (self.line_scale[sides], (np.arange(sides.size), place)), shape=(sides.size, left.size)
        )
        lower = self.lower[left] - (self.counts @ fixed)[left]
        side = self.line_lower[sides] - (self.lines @ fixed)[sides]
        room = self.room[walls] - (self.limits @ fixed)[walls]
        found = milp(
            np.concatenate((-self.gain[part], self.penalty[left])) / self.unit,
            integrality=np.ones(part.size + left.size),
            bounds=Bounds(
                0, np.concatenate((np.ones(part.size), np.where(self.hard[left], 0, np.inf)))
            ),
            constraints=[
                LinearConstraint(hstack([counts, diags_array(self.scale[left] * 1.0)]), lb=lower),
                LinearConstraint(hstack([lines, short]), lb=side),
                LinearConstraint(hstack([limits, csr_array((room.size, left.size))]), ub=room),
            ],
            options={"node_limit": nodes, "mip_rel_gap": gap},
        )
        if found.x is None:
            return None
        chosen = taken.copy()
        chosen[part] = np.rint(found.x[: part.size]).astype(bool)
        hard = self.counts[np.flatnonzero(self.hard)] @ chosen
        held = (hard >= self.lower[self.hard]).all() and (self.limits @ chosen <= self.room).all()
        return chosen if held else None

    def worth(self, taken: BoolArray) -> float:
        """What an answer is worth over these pairs, in units."""
        short = np.ceil((self.lower - self.counts @ taken) / self.scale)
        return float(self.gain @ taken - self.penalty @ np.maximum(0, short))


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
    nobody = np.zeros(arcs.vacancy.size, dtype=bool)
    return Program.of(problem, arcs, owed).best(nobody, np.arange(arcs.vacancy.size))


def _touched(matrix: csc_array, part: IntArray) -> IntArray:
    """The rows that some of the pairs count for."""
    rows: IntArray = np.unique(matrix[:, part].indices).astype(np.int64)
    return rows


def _of_caps(arcs: Arcs, caps: tuple[HouseholdCap, ...]) -> csr_array:
    """Which pairs count for which household cap. Shape (caps, A)."""
    pair, row = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for index, cap in enumerate(caps):
        own = [np.arange(arcs.start[m], arcs.start[m + 1]) for m in cap.members.tolist()]
        members = np.concatenate(own) if own else pair[0]
        inside = members[np.isin(arcs.vacancy[members], cap.vacancies)]
        pair.append(inside)
        row.append(np.full(inside.size, index))
    at = (np.concatenate(row), np.concatenate(pair))
    return csr_array((np.ones(at[0].size), at), shape=(len(caps), arcs.vacancy.size))

"""
The most that one employer gains from whole people, at workers' wages.

    f(u) = max over people at its posts, one post each, no post with more than its openings,
               of  sum (gain[w, v] - u_w)  -  what its own rows lose

where the gain is the value with bonuses and with what rows that reach beyond the employer
pay. Prices p of its posts and q of its rows' lines bound it (weak duality):

    f(u) <= F(u) = sum_v p_v openings_v - sum_l floor(q_l lower_l / scale_l)
                   + sum_w m_w,      m_w = max(0, max_v (t_wv - u_w)),  t the priced values

and whoever takes a pair leaves F(u) at least its loss m_w - (t_wv - u_w) higher than what
is gained. So with people known who gain A, only pairs with a loss below F(u) - A can be of
people who gain more (Dantzig, Fulkerson and Johnson 1954): mostly few, and HiGHS decides
over them (Huangfu and Hall 2018).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, diags_array, hstack, vstack

from matcher.units import BoolArray, IntArray
from solver.floors_lp import members_of
from solver.wages.employers import Employer

_NODES = 200
_NOTHING = 1 << 60  # more than anybody gains


@dataclass(frozen=True)
class Pairs:
    """
    The pairs of one employer that are looked at, by worker.

    Parameters
    ----------
    worker, post
        Shapes (n,): the worker, and which of the employer's posts.
    gain, priced
        Shapes (n,): gain, and priced value t, in units.
    klass
        Shape (n,): the worker's class.
    begin, people
        Where each worker's pairs begin, and who that is.
    """

    worker: IntArray
    post: IntArray
    klass: IntArray
    gain: IntArray
    priced: IntArray
    begin: IntArray
    people: IntArray


@dataclass(frozen=True)
class Staff:
    """
    People who could be hired together.

    Parameters
    ----------
    worker
        Who.
    worth
        Their gains less what the rows lose, without wages, in units.
    """

    worker: IntArray
    worth: int

    def gained(self, wage: IntArray) -> int:
        """What is left of it at wages, shape (W,), in units."""
        return self.worth - int(wage[self.worker].sum())


def most_gained(
    employer: Employer,
    pairs: Pairs,
    wage: IntArray,
    paid: int,
    known: Staff,
    depth: int,
    unit: float,
) -> tuple[int, Staff]:
    """
    Bounds what an employer gains, over all pairs.

    Parameters
    ----------
    employer, pairs
        The employer, and all its pairs of t > u - depth.
    wage
        Shape (W,), in units.
    paid
        F(u) without the m.
    known
        People who could be hired: the best known.
    depth
        In units, >= 0.
    unit
        Units of a value of 1.

    Returns
    -------
    tuple
        No less than f(u), in units; and the best people found.
    """
    left = pairs.priced - wage[pairs.worker]
    most = np.zeros(pairs.people.size, dtype=np.int64)
    if pairs.people.size:
        most = np.maximum(0, np.maximum.reduceat(left, pairs.begin))
    bound, reached = paid + int(most.sum()), known.gained(wage)
    if bound <= reached:
        return reached, known
    size = np.diff(np.append(pairs.begin, pairs.worker.size))
    loss = np.repeat(most, size) - left
    kept = np.flatnonzero(loss < bound - reached)
    kept = kept[among_best(employer, pairs, kept, pairs.gain[kept] - wage[pairs.worker[kept]])]
    proved, taken = _decided(employer, pairs, kept, wage, unit)
    if taken is not None:
        worth = int(pairs.gain[taken].sum()) - employer.lost(pairs.klass[taken])
        found = Staff(pairs.worker[taken], worth)
        known = max(known, found, key=lambda staff: staff.gained(wage))
    unseen = bound - depth if bound - reached > depth else reached
    return min(bound, max(known.gained(wage), proved, unseen)), known


def _decided(
    employer: Employer, pairs: Pairs, kept: IntArray, wage: IntArray, unit: float
) -> tuple[int, IntArray | None]:
    """What HiGHS proves of some pairs, in units, and the pairs that it takes."""
    rows, own, klass = employer.rows, pairs.worker[kept], pairs.klass[kept]
    gain = (pairs.gain[kept] - wage[own]).astype(np.float64)
    people = np.unique(own)
    limits = vstack(
        [
            members_of(own, people),
            members_of(pairs.post[kept], np.arange(employer.posts.size)),
        ]
    )
    room = np.concatenate((np.ones(people.size), employer.openings))
    weights = csr_array(np.stack([row.by_class[klass] for row in rows]).astype(np.float64))
    sides = [(i, line) for i, row in enumerate(rows) for line in row.lines]
    steps = np.array([line.by_class[klass] for _, line in sides]).reshape(len(sides), kept.size)
    of_side = csr_array(
        ([line.scale * 1.0 for _, line in sides], (np.arange(len(sides)), [i for i, _ in sides])),
        shape=(len(sides), len(rows)),
    )
    none = csr_array((room.size, len(rows)))
    found = milp(
        np.concatenate((-gain, [row.penalty for row in rows])) / unit,
        integrality=np.ones(kept.size + len(rows)),
        bounds=Bounds(0, np.concatenate((np.ones(kept.size), np.full(len(rows), np.inf)))),
        constraints=[
            LinearConstraint(
                hstack([weights, diags_array([float(row.scale) for row in rows])]),
                lb=[row.lower for row in rows],
            ),
            LinearConstraint(
                hstack([csr_array(steps.astype(np.float64)), of_side]),
                lb=[line.lower for _, line in sides],
            ),
            LinearConstraint(hstack([limits, none]), ub=room),
        ],
        options={"node_limit": _NODES, "mip_rel_gap": 0.0},
    )
    taken = None if found.x is None else kept[np.rint(found.x[: kept.size]) > 0]
    if found.status != 0:  # the checker might stop elsewhere: nothing is proved
        return _NOTHING, taken
    return round(-found.mip_dual_bound * unit), taken


def among_best(employer: Employer, pairs: Pairs, kept: IntArray, left: IntArray) -> BoolArray:
    """
    Which pairs are among the best of their class at their post, as many as all openings.

    Wherever somebody else of the class stands there, one of these is free and does better.
    """
    klass, post = pairs.klass[kept], pairs.post[kept]
    order = np.lexsort((-left, klass, post))
    change = np.diff(post[order], prepend=-1) | np.diff(klass[order], prepend=-1)
    first = np.flatnonzero(change)
    place = np.arange(order.size) - np.repeat(first, np.diff(np.append(first, order.size)))
    best = np.zeros(order.size, dtype=bool)
    best[order] = place < employer.openings.sum()
    return best

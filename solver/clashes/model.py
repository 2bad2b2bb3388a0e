"""
Lines as linear rows over kinds of people and kinds of posts.

    sum of x[k, p] over p             <= people of k * posts each may get
    sum of x[k, p] over k             <= openings of p
    sum of a[l, k, p] x[k, p]         >= lower[l]                for every line l
    x[k, p] whole, 0 <= x[k, p] <= people of k * posts each may get of p

People are of one kind when no line and no refusal tells them apart, posts likewise.
For one post a person that loses nothing: counts by kind are dealt out to people one
by one. For several posts, vacancies of one kind have equal caps, and counts are
dealt out in turn, nobody twice to one vacancy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, vstack

from matcher.units import IntArray
from solver.clashes.case import Compiled
from solver.clashes.kinds import Kinds, make_kinds
from solver.clashes.line import Line, Part
from solver.clashes.refusals import FIRST_RULE, FIXED


@dataclass(frozen=True)
class Model:
    """
    Whole numbers x with  matrix x >= lower,  0 <= x <= upper.

    Parameters
    ----------
    lines
        What it was made of.
    kinds
        Whom and what it counts.
    person, post
        Shape (A,): kinds of each variable's pair.
    code
        Shape (A,): what refuses the pair, of that which may be lifted; 0 where nothing.
    upper
        Shape (A,).
    matrix, lower
        Shapes (N, A) and (N,).
    line
        Shape (N,): which of `lines` a row is; -1 where it is a fact that holds always.
    """

    lines: tuple[Line, ...]
    kinds: Kinds
    person: IntArray
    post: IntArray
    code: IntArray
    upper: IntArray
    matrix: csr_array
    lower: IntArray
    line: IntArray

    def allowed(self, lines: Sequence[Line], lift: int = 0) -> npt.NDArray[np.bool_]:
        """Which pairs these lines allow, where some refusals are lifted. Shape (A,)."""
        asked = 0
        for line in lines:
            if line.part is Part.MASK:
                asked |= line.index
        below = (1 << FIRST_RULE) - 1
        free: npt.NDArray[np.bool_] = (self.code & (asked | below) & ~lift) == 0
        return free

    def asked(self, lines: Sequence[Line]) -> IntArray:
        """Which rows hold: the facts, and those of some lines. Rising."""
        wanted = set(lines)
        chosen = np.array([line in wanted for line in self.lines] + [True])
        return np.flatnonzero(chosen[self.line])


def build(compiled: Compiled, lines: Sequence[Line], lift: int = 0) -> Model:
    """
    Makes the model of some lines of a case.

    Parameters
    ----------
    compiled
        The case.
    lines
        Which of its lines.
    lift
        Bits of refusals (besides those of the lines) that may be lifted: their pairs are there.
    """
    problem = compiled.problem
    kinds = make_kinds(compiled, lines, lift)
    person, post = _pairs(compiled, kinds, lines)
    each = np.minimum(kinds.most[person], kinds.width[post])
    upper = kinds.people_count[person] * each
    arcs = person.size
    ones, every = np.ones(arcs, dtype=np.int64), np.arange(arcs)
    parts = [
        csr_array((-ones, (person, every)), shape=(kinds.people_count.size, arcs)),
        csr_array((-ones, (post, every)), shape=(kinds.openings.size, arcs)),
    ]
    lower = [-kinds.people_count * kinds.most, -kinds.openings]
    line = [np.full(kinds.people_count.size, -1), kinds.exposure]
    rows = [i for i, known in enumerate(lines) if known.part is Part.ROW]
    if rows:
        parts.append(_rows(compiled, kinds, person, post, [lines[i].index for i in rows]))
        lower.append(np.array([problem.given_rows[lines[i].index].lower for i in rows]))
        line.append(np.array(rows))
    for index, known in enumerate(lines):
        counts = _counts(known, index, kinds, person, post)
        if counts is None:
            continue
        sign = -1 if known.part is Part.CAP else 1
        many = len(known.people) if known.part is Part.OWED else 1
        row = csr_array((sign * counts.astype(np.int64))[None, :])
        parts.append(row)
        lower.append(np.array([sign * known.required * many]))
        line.append(np.array([index]))
    return Model(
        tuple(lines),
        kinds,
        person,
        post,
        kinds.code[person, post],
        upper.astype(np.int64),
        csr_array(vstack(parts, format="csr")),
        np.concatenate(lower).astype(np.int64),
        np.concatenate(line).astype(np.int64),
    )


def _pairs(compiled: Compiled, kinds: Kinds, lines: Sequence[Line]) -> tuple[IntArray, IntArray]:
    """
    Pairs of kinds that can be of use to some line.

    Left out is what counts for no line. Some posts count for nothing but households
    that are owed a job, and have an opening for every such household that could want
    one: whoever can have such a post without further ado needs no other for it.
    """
    there = (kinds.code & FIXED) == 0
    owed = kinds.owed_by >= 0
    entries, weighs = compiled.entries, np.zeros(len(compiled.problem.given_rows), dtype=bool)
    weighs[[line.index for line in lines if line.part is Part.ROW]] = True
    counts = np.zeros((compiled.problem.classes, compiled.problem.shape[1]), dtype=bool)
    keep = weighs[entries.row] & (entries.weight > 0)
    counts[entries.klass[keep], entries.vacancy[keep]] = True
    weighed = counts[np.ix_(kinds.klass, kinds.first_post)]
    there &= weighed | owed[:, None]
    if kinds.openings.size and (kinds.most <= 1).all():
        wanted = np.zeros((len(lines), kinds.openings.size), dtype=bool)
        np.logical_or.at(wanted, kinds.owed_by[owed], there[owed])
        ample = kinds.plain & (
            np.array([line.required for line in lines]) @ wanted <= kinds.openings
        )
        at_once = (kinds.code == 0) & ample
        served = np.flatnonzero(owed & at_once.any(axis=1))
        needed = weighed[served]
        needed[np.arange(served.size), at_once[served].argmax(axis=1)] = True
        there[served] &= needed
    person, post = np.nonzero(there)
    return person, post


def _counts(
    known: Line, index: int, kinds: Kinds, person: IntArray, post: IntArray
) -> npt.NDArray[np.bool_] | None:
    """Which pairs count for a line about households or posts owed; None for another."""
    found: npt.NDArray[np.bool_]
    if known.part is Part.HOUSEHOLD or known.part is Part.OWED:
        found = kinds.owed_by[person] == index
        return found
    if known.part is Part.CAP and index in kinds.caps:
        whose, where = kinds.caps[index]
        found = whose[person] & where[post]
        return found
    return None


def _rows(
    compiled: Compiled, kinds: Kinds, person: IntArray, post: IntArray, rows: list[int]
) -> csr_array:
    """Coefficients of the problem's rows at the pairs of the kinds. Shape (rows, A)."""
    entries, posts = compiled.entries, kinds.openings.size
    place = np.full(len(compiled.problem.given_rows), -1)
    place[rows] = np.arange(len(rows))
    kind_of = np.full(compiled.problem.shape[1], -1)
    kind_of[kinds.first_post] = np.arange(posts)
    keep = (place[entries.row] >= 0) & (kind_of[entries.vacancy] >= 0)
    weight = entries.weight[keep]
    cell = entries.klass[keep] * posts + kind_of[entries.vacancy[keep]]
    cells = compiled.problem.classes * posts
    table = csr_array((weight, (place[entries.row[keep]], cell)), shape=(len(rows), cells))
    own = kinds.klass[person] * posts + post
    arcs = csr_array(
        (np.ones(person.size, dtype=np.int64), (own, np.arange(person.size))),
        shape=(cells, person.size),
    )
    return csr_array(table @ arcs)

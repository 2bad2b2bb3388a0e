"""People whom no line and no refusal tells apart, and posts likewise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.units import BoolArray, IntArray
from solver.clashes.case import Compiled
from solver.clashes.line import Line, Part
from solver.clashes.refusals import FIRST_RULE, FIXED


@dataclass(frozen=True)
class Kinds:
    """
    Kinds of people K and of posts P.

    Parameters
    ----------
    people, posts
        Members of each kind, rising.
    people_count, most, klass, owed_by
        Shape (K,): how many people; posts each may get; their class; which line owes
        them something (a household's or of posts), -1 where none.
    caps
        By line, of those that can bind: shape (K,), whose household it caps, and (P,),
        at which posts.
    openings, width, first_post, exposure
        Shape (P,): openings together; vacancies; the first of them; which line caps
        its pushes, -1 where its openings are a fact.
    plain
        Shape (P,): at which posts a placement counts for no row, cap or cap of pushes.
    code
        Shape (K, P): what refuses the pairs, as `Refusals` says; `FIXED` where it stays.
    """

    people: tuple[IntArray, ...]
    posts: tuple[IntArray, ...]
    people_count: IntArray
    most: IntArray
    klass: IntArray
    owed_by: IntArray
    caps: dict[int, tuple[BoolArray, BoolArray]]
    openings: IntArray
    width: IntArray
    first_post: IntArray
    exposure: IntArray
    plain: BoolArray
    code: IntArray


def make_kinds(compiled: Compiled, lines: Sequence[Line], lift: int) -> Kinds:
    """
    Sorts those who matter to some lines, and the posts that matter, into kinds.

    A person matters who counts for a row, or is owed something; a post, where
    placing somebody counts. Refusals that are not lifted are all alike, and rules of
    who may hold what refuse nothing unless they are among the lines.
    """
    problem, refusals = compiled.problem, compiled.refusals
    owed_by = np.full(problem.shape[0], -1)
    for index, line in enumerate(lines):
        if line.part is Part.HOUSEHOLD:
            owed_by[problem.households[line.index].members] = index
        elif line.part is Part.OWED:
            owed_by[list(line.people)] = index
    use = _used(compiled, lines)
    matters = (use.classes[problem.class_of] | (owed_by >= 0)) & (problem.max_posts > 0)
    people = np.flatnonzero(matters)
    anywhere = bool((owed_by >= 0).any())
    posts = np.flatnonzero((problem.openings > 0) & (use.vacancies | anywhere))
    caps = [
        (index, cap)
        for index, line in enumerate(lines)
        if line.part is Part.CAP
        and matters[(cap := problem.household_caps[line.index]).members].sum() > cap.upper
    ]
    person_caps = _columns(problem.shape[0], [(i, c.members) for i, c in caps])
    post_caps = _columns(problem.shape[1], [(i, c.vacancies) for i, c in caps])
    exposure = np.full(problem.shape[1], -1)
    for index, line in enumerate(lines):
        if line.part is Part.EXPOSURE:
            exposure[line.index] = index
    traits = (refusals.worker_key, problem.class_of, problem.max_posts, owed_by, *person_caps)
    person = _sorted_out(np.stack([t[people] for t in traits], axis=1))
    openings = _openings(compiled, lines)
    several = int(problem.max_posts.max(initial=1)) > 1
    alone = openings if several else np.zeros_like(openings)
    traits = (refusals.vacancy_key, use.signature, alone, exposure, *post_caps)
    post = _sorted_out(np.stack([t[posts] for t in traits], axis=1))
    first_people = people[[m[0] for m in person]] if person else people[:0]
    first_posts = posts[[m[0] for m in post]] if post else posts[:0]
    free = (use.signature == 0) & (exposure == -1)
    for column in post_caps:
        free &= column == -1
    code = refusals.codes(first_people, first_posts)
    asked = sum(line.index for line in lines if line.part is Part.MASK)
    below = (1 << FIRST_RULE) - 1
    code &= below | asked
    code[(code & below & ~lift) > 0] = FIXED  # what else refuses these pairs makes no difference
    traits = (problem.class_of, problem.max_posts, owed_by, *person_caps)
    person, kept = _merged(person, code, [t[first_people] for t in traits])
    code, first_people = code[kept], first_people[kept]
    traits = (use.signature, alone, exposure, *post_caps)
    post, kept = _merged(post, code.T, [t[first_posts] for t in traits])
    code, first_posts = code[:, kept], first_posts[kept]
    return Kinds(
        people=tuple(people[m] for m in person),
        posts=tuple(posts[m] for m in post),
        people_count=np.array([m.size for m in person], dtype=np.int64),
        most=problem.max_posts[first_people],
        klass=problem.class_of[first_people],
        owed_by=owed_by[first_people],
        caps={
            index: (np.isin(first_people, cap.members), np.isin(first_posts, cap.vacancies))
            for index, cap in caps
        },
        openings=np.array([openings[posts[m]].sum() for m in post], dtype=np.int64),
        width=np.array([m.size for m in post], dtype=np.int64),
        first_post=first_posts,
        exposure=exposure[first_posts],
        plain=free[first_posts],
        code=code,
    )


@dataclass(frozen=True)
class _Use:
    """Classes and vacancies that count for some rows, and which rows a vacancy stands in."""

    classes: BoolArray
    vacancies: BoolArray
    signature: IntArray


def _used(compiled: Compiled, lines: Sequence[Line]) -> _Use:
    problem, entries = compiled.problem, compiled.entries
    chosen = np.zeros(len(problem.given_rows), dtype=bool)
    chosen[[line.index for line in lines if line.part is Part.ROW]] = True
    keep = chosen[entries.row]
    classes = np.zeros(problem.classes, dtype=bool)
    vacancies = np.zeros(problem.shape[1], dtype=bool)
    classes[entries.klass[keep & (entries.weight > 0)]] = True
    vacancies[entries.vacancy[keep & (entries.weight > 0)]] = True
    columns = (entries.vacancy, entries.row, entries.klass, entries.weight)
    own = np.stack([column[keep] for column in columns], axis=1)
    own = own[np.lexsort(own.T[::-1])]
    signature = np.zeros(problem.shape[1], dtype=np.int64)
    seen: dict[bytes, int] = {}
    cuts = np.flatnonzero(np.diff(own[:, 0])) + 1
    for group in np.split(own, cuts) if own.size else ():
        place = seen.setdefault(group[:, 1:].tobytes(), len(seen) + 1)
        signature[group[0, 0]] = place
    return _Use(classes, vacancies, signature)


def _openings(compiled: Compiled, lines: Sequence[Line]) -> IntArray:
    """Openings, as many as there are people where a cap of pushes is not asked for. Shape (V,)."""
    openings = compiled.problem.openings.copy()
    asked = {line.index for line in lines if line.part is Part.EXPOSURE}
    for line in compiled.lines:
        if line.part is Part.EXPOSURE and line.index not in asked:
            openings[line.index] = compiled.problem.shape[0]
    return openings


def _columns(size: int, caps: list[tuple[int, IntArray]]) -> list[IntArray]:
    """Whom or what the caps are about, as columns: those that overlap are kept apart."""
    columns: list[IntArray] = []
    seen: dict[bytes, int] = {}
    for index, about in caps:
        mark = seen.setdefault(about.tobytes(), index)  # caps of one rule have the same posts
        if mark != index:
            continue
        for column in columns:
            if (column[about] == -1).all():
                column[about] = index
                break
        else:
            columns.append(np.full(size, -1))
            columns[-1][about] = index
    return columns


def _sorted_out(traits: IntArray) -> list[IntArray]:
    """Rows that are equal, as places; by the first of each."""
    if not traits.size:
        return []
    _, group = np.unique(traits, axis=0, return_inverse=True)
    return _groups(group.ravel())


def _groups(group: IntArray) -> list[IntArray]:
    order = np.argsort(group, kind="stable")
    found = np.split(order, np.flatnonzero(np.diff(group[order])) + 1)
    return sorted(found, key=lambda members: int(members[0]))


def _merged(
    members: list[IntArray], code: npt.NDArray[np.int64], traits: list[IntArray]
) -> tuple[list[IntArray], IntArray]:
    """Joins kinds whose pairs are refused alike; also which of the old kinds leads each."""
    if not members:
        return [], np.zeros(0, dtype=np.int64)
    full = np.column_stack((code, *traits))
    rows = np.ascontiguousarray(full).view(np.dtype((np.void, full.itemsize * full.shape[1])))
    groups = _groups(np.unique(rows.ravel(), return_inverse=True)[1].ravel())
    joined = [np.sort(np.concatenate([members[i] for i in group])) for group in groups]
    return joined, np.array([group[0] for group in groups], dtype=np.int64)

"""The fewest further openings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from matcher.units import IntArray
from models.rules import PostShare
from solver.clashes.case import Case
from solver.clashes.decide import least, with_columns
from solver.clashes.line import Line, Part
from solver.clashes.model import Model, build
from solver.clashes.ways.way import Proposal, Scene, Touch
from solver.clashes.words import post_name

_SHOWN = 5


def more_openings(scene: Scene) -> Iterator[Proposal]:
    """
    Asks employers to take more people.

    A share is owed of further openings too: with s = top / bottom, N new openings
    and e further ones,  bottom * sum x - top * e >= top * N.
    """
    if scene.compiled.case.job != "allocate":
        return  # a push shows posts; how many they take limits nothing but its caps
    found = _least(scene, build(scene.compiled, scene.lines), scene.lines)
    if found is not None and not scene.compiled.large:  # the clash alone is small and asked first
        found = _least(scene, *scene.whole())
    if found is not None:
        yield found


def _least(scene: Scene, whole: Model, lines: Sequence[Line]) -> Proposal | None:
    """The fewest further openings by which some lines hold; None where that is none, or nothing."""
    model, extra = _growing(scene, whole)
    cost = np.zeros(model.upper.size, dtype=np.int64)
    cost[extra] = 1
    found = least(model, lines, cost)
    if found is None or not found.cost:
        return None
    return _grown(scene.compiled.case, model, found.counts[extra])


def _grown(case: Case, model: Model, further: IntArray) -> Proposal:
    vacancies = case.roster.vacancies
    count = int(further.sum())
    added = {
        int(model.kinds.first_post[post]): int(more)
        for post, more in enumerate(further.tolist())
        if more
    }
    openings = vacancies["openings"].to_list()
    for vacancy, more in added.items():
        openings[vacancy] += more
    frame = vacancies.with_columns(
        pl.Series("openings", openings, dtype=vacancies["openings"].dtype)
    )
    told = [f"{post_name(vacancies, v)}增加{more}个" for v, more in list(added.items())[:_SHOWN]]
    rest = f"等{len(added)}个岗位" if len(added) > _SHOWN else ""
    return Proposal(
        Touch.OPENINGS,
        f"请用人单位增加{count}个招聘名额：{'；'.join(told)}{rest}",
        tuple(
            {"vacancy_id": vacancies["vacancy_id"][v], "openings": openings[v], "added": more}
            for v, more in added.items()
        ),
        count,
        replace(case, roster=replace(case.roster, vacancies=frame)),
    )


def _growing(scene: Scene, model: Model) -> tuple[Model, IntArray]:
    """The model with a variable for the further openings of each kind of posts."""
    problem, kinds = scene.compiled.problem, model.kinds
    posts = kinds.openings.size
    first = kinds.people_count.size  # the rows of posts follow those of people
    scale, lower = np.ones(model.lower.size, dtype=np.int64), model.lower.copy()
    columns = np.zeros((model.lower.size, posts), dtype=np.int64)
    columns[first + np.arange(posts), np.arange(posts)] = 1
    for row in np.flatnonzero(model.line >= 0).tolist():
        line = model.lines[int(model.line[row])]
        rule = None if line.part is not Part.ROW else scene.compiled.case.pack.rule(line.rule)
        if isinstance(rule, PostShare) and line.key not in scene.compiled.case.lowered:
            counted = problem.given_rows[line.index].vacancies
            top, bottom = rule.share.as_integer_ratio()
            scale[row], lower[row] = bottom, top * int(problem.openings[counted].sum())
            columns[row] = -top * np.isin(kinds.first_post, counted)
    most = sum(line.required * max(1, len(line.people)) for line in scene.lines if line.floor)
    every = np.arange(scale.size)
    diagonal = csr_array((scale, (every, every)), shape=(scale.size, scale.size))
    scaled = replace(model, matrix=csr_array(diagonal @ model.matrix), lower=lower)
    return with_columns(scaled, csr_array(columns), np.full(posts, most))

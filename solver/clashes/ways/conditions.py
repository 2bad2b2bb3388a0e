"""The fewest openings whose employers would have to ask for less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl

from models.fields import VACANCIES
from solver.clashes.case import Case
from solver.clashes.decide import least
from solver.clashes.refusals import EDUCATION, OLD
from solver.clashes.ways.deal import dealt
from solver.clashes.ways.way import Proposal, Scene, Touch
from solver.clashes.words import listed, post_name

_LEVELS = VACANCIES.by_name["education"].choices
_SHOWN = 5


def lower_conditions(scene: Scene) -> Iterator[Proposal]:
    """
    Opens posts to people whom education or the greatest age keeps out.

    What the law fixes is left alone: the least age, certificates, the capacity
    for work, and the pack's own rules of who may hold what.
    """
    for lift in (EDUCATION, OLD, EDUCATION | OLD):
        lifted = scene.lifted(lift)
        if lifted is None:
            continue
        model, lines = lifted
        refused = (model.code & lift) > 0
        found = least(model, lines, refused.astype(np.int64), lift)
        if found is not None and found.cost:
            pairs = dealt(scene.compiled, model, found.counts, refused)
            yield _opened(scene.compiled.case, pairs, lift)
            return


def _opened(case: Case, pairs: Sequence[tuple[int, int]], lift: int) -> Proposal:
    workers, vacancies = case.roster.workers, case.roster.vacancies
    level = vacancies["education"].to_list()
    age = vacancies["age_max"].to_list()
    places = {choice.code: place for place, choice in enumerate(_LEVELS)}
    changed: dict[int, dict[str, Any]] = {}
    for worker, vacancy in pairs:
        held, asked = workers["education"][worker], level[vacancy]
        if lift & EDUCATION and held and asked and places[held] < places[asked]:
            changed.setdefault(vacancy, {})["education"] = level[vacancy] = held
        years = workers["age"][worker]
        if lift & OLD and years is not None and age[vacancy] is not None and years > age[vacancy]:
            changed.setdefault(vacancy, {})["age_max"] = age[vacancy] = years
    frame = vacancies.with_columns(
        pl.Series("education", level, dtype=vacancies["education"].dtype),
        pl.Series("age_max", age, dtype=vacancies["age_max"].dtype),
    )
    told = [
        f"{post_name(vacancies, vacancy)}{_condition(vacancies, vacancy, fields)}"
        for vacancy, fields in list(changed.items())[:_SHOWN]
    ]
    more = f"等{len(changed)}个岗位" if len(changed) > _SHOWN else ""
    who = listed(sorted({workers["worker_id"][w] for w, _ in pairs}), "人")
    return Proposal(
        Touch.CONDITION,
        f"与用人单位协商，向{who}开放{len(pairs)}个名额：{'；'.join(told)}{more}",
        tuple(
            {"vacancy_id": vacancies["vacancy_id"][vacancy], **fields}
            for vacancy, fields in changed.items()
        ),
        len(pairs),
        replace(case, roster=replace(case.roster, vacancies=frame)),
    )


def _condition(vacancies: pl.DataFrame, vacancy: int, fields: dict[str, Any]) -> str:
    """What is asked for less, in words."""
    told = []
    labels = {choice.code: choice.label for choice in _LEVELS}
    if "education" in fields:
        before = labels[vacancies["education"][vacancy]]
        told.append(f"学历由{before}放宽到{labels[fields['education']]}")
    if "age_max" in fields:
        told.append(f"年龄上限由{vacancies['age_max'][vacancy]}岁放宽到{fields['age_max']}岁")
    return "，".join(told)

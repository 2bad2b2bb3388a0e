"""One person or one post: ranked, explained, answered at once."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query

from api.http.bodies.people import (
    Candidate,
    Explanation,
    RankedPost,
    Shortlist,
    WhyUnplaced,
    WorkerPosts,
)
from api.http.openapi import told
from api.http.ranked import pairs, vacancy_of, worker_of
from api.http.service import RANKED, Most, Parts
from api.store.masking import scrub

router = APIRouter(prefix="/v1", tags=["people"])
RunId = Annotated[str, Query(description="A run that is done: its roster, its pack, its answer.")]


@router.get("/workers/{worker_id}/posts", summary="Posts for a worker", responses=told(404, 409))
def posts(parts: Parts, worker_id: str, run_id: RunId, k: Most = RANKED) -> WorkerPosts:
    """
    Ranks the posts that a worker may hold, by value, and says why each is worth what it is.

    `given` tells which of them the run gave. The first question about a
    roster takes a while, as it is loaded then; later ones take milliseconds.
    """
    run = parts.store.runs.done(run_id)
    loaded = parts.warm.loaded(run)
    worker = loaded.worker(worker_id)
    vacancies, values = loaded.values.rank_for_worker(worker, k)
    given = parts.warm.given(run, loaded).to_worker(worker)
    found = pairs(loaded, np.full(len(vacancies), worker), vacancies, values)
    ranked = [
        RankedPost(
            rank=place,
            given=given.get(int(vacancy)),
            **{name: pair[name] for name in ("vacancy", "pay", "value", "parts", "why")},
        )
        for place, (vacancy, pair) in enumerate(zip(vacancies, found, strict=True), start=1)
    ]
    person = worker_of(loaded.people.row(worker, named=True))
    return WorkerPosts(run_id=run.id, worker=person, posts=ranked)


@router.get(
    "/vacancies/{vacancy_id}/shortlist", summary="Workers for a vacancy", responses=told(404, 409)
)
def shortlist(parts: Parts, vacancy_id: str, run_id: RunId, k: Most = RANKED) -> Shortlist:
    """
    Ranks the workers who may hold a post, by value, and says why each is worth what it is.

    `given` tells to which of them the run gave it. Names are masked.
    """
    run = parts.store.runs.done(run_id)
    loaded = parts.warm.loaded(run)
    vacancy = loaded.vacancy(vacancy_id)
    workers, values = loaded.values.rank_for_vacancy(vacancy, k)
    given = parts.warm.given(run, loaded).of_vacancy(vacancy)
    found = pairs(loaded, workers, np.full(len(workers), vacancy), values)
    ranked = [
        Candidate(
            rank=place,
            given=given.get(int(worker)),
            **{name: pair[name] for name in ("worker", "value", "parts", "why")},
        )
        for place, (worker, pair) in enumerate(zip(workers, found, strict=True), start=1)
    ]
    post = vacancy_of(loaded.posts.row(vacancy, named=True))
    return Shortlist(run_id=run.id, vacancy=post, candidates=ranked)


@router.get("/explanations", summary="Why this post, why not that one", responses=told(404, 409))
def explanations(
    parts: Parts,
    run_id: RunId,
    worker_id: Annotated[str, Query(description="Whose outcome.")],
    vacancy_id: Annotated[str | None, Query(description="Why (not) this one.")] = None,
) -> Explanation:
    """
    Explains what a run gave to a worker, the best of what it did not, and a pair asked for.

    Prices are those of the run's certificate: the least optimal ones.
    """
    run = parts.store.runs.done(run_id)
    loaded = parts.warm.loaded(run)
    loaded.worker(worker_id)
    if vacancy_id is not None:
        loaded.vacancy(vacancy_id)
    found = parts.warm.explainer(run, loaded).worker(worker_id, vacancy_id)
    told_of = found["worker"]
    for name in ("skills", "wanted"):  # free text: people write telephone numbers into it
        told_of = {**told_of, name: told_of[name] and scrub(told_of[name])}
    unplaced = found["unplaced"]
    if unplaced is not None:
        unplaced = {name: unplaced[name] for name in WhyUnplaced.model_fields}
    return Explanation.model_validate(
        {**found, "run_id": run.id, "worker": told_of, "unplaced": unplaced}
    )

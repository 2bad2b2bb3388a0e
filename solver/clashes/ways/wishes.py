"""The fewest people who would have to accept work farther from home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from models.fields import WORKERS
from solver.clashes.case import Compiled
from solver.clashes.decide import least
from solver.clashes.refusals import FAR
from solver.clashes.ways.deal import dealt
from solver.clashes.ways.way import Proposal, Scene, Touch
from solver.clashes.words import listed

_LEVELS = WORKERS.by_name["max_distance"].choices


def wider_wishes(scene: Scene) -> Iterator[Proposal]:
    """Asks people to accept more distant posts: as few as will do, and no farther than needed."""
    lifted = scene.lifted(FAR)
    if lifted is None:
        return
    model, lines = lifted
    far = (model.code & FAR) > 0
    found = least(model, lines, far.astype(np.int64), FAR)
    if found is not None and found.cost:
        yield _asked(scene.compiled, dealt(scene.compiled, model, found.counts, far))


def _asked(compiled: Compiled, pairs: Sequence[tuple[int, int]]) -> Proposal:
    level: dict[int, int] = {}
    for worker, vacancy in pairs:
        step = compiled.refusals.level(worker, vacancy)
        level[worker] = max(level.get(worker, 0), step)
    case = compiled.case
    workers = case.roster.workers
    wish = workers["max_distance"]
    new = wish.to_list()
    changes = []
    for worker, step in level.items():
        name = workers["worker_id"][worker]
        changes.append({"worker_id": name, "max_distance": _LEVELS[step].code,
                        "was": new[worker]})  # fmt: skip
        new[worker] = _LEVELS[step].code
    frame = workers.with_columns(pl.Series("max_distance", new, dtype=wish.dtype))
    kinds = Counter(_LEVELS[step].label for step in level.values())
    how = "、".join(f"放宽到{label}{count}人" for label, count in sorted(kinds.items()))
    return Proposal(
        Touch.WISH,
        f"与{listed([c['worker_id'] for c in changes], '人')}商量，把意愿就业地放远（{how}）",
        tuple(changes),
        len(level),
        replace(case, roster=replace(case.roster, workers=frame)),
    )

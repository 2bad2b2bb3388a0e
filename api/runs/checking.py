"""Nothing leaves the engine unchecked: the independent checker on one answer."""

from __future__ import annotations

from typing import Any

import polars as pl

from api.runs.errors import CheckFailedError
from models.roster import Roster
from solver.checker import check
from solver.jobs import Answer, Decision


def check_answer(roster: Roster, answer: Decision, pinned: pl.DataFrame | None = None) -> None:
    """
    Recomputes an answer without the solver; raises `CheckFailedError` where it is wrong.

    `pinned` are the pairs that it had to keep (worker_id, vacancy_id); none where None.
    """
    report = check(
        roster, answer.pack, answer.job, answer.options.told(), answer.matches,
        answer.certificate, _claims(answer, pinned), answer.values, pinned,
    )  # fmt: skip
    if not report.ok:
        raise CheckFailedError([fault.message for fault in report.findings])


def _claims(answer: Decision, pinned: pl.DataFrame | None) -> dict[str, Any]:
    """What the answer says of itself, for the checker to contradict."""
    result = answer.result
    reasons = {}
    if isinstance(answer, Answer):
        reasons = {"unplaced": answer.unplaced, "unfilled": answer.unfilled}
    return {
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "core": result.core,
        "pairs_priced": result.pairs_priced,
        "rules": answer.rules,
        "reach": answer.reach,
        **reasons,
        "pinned": None if pinned is None else pinned.height,
    }

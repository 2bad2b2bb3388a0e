"""Why somebody got nothing or less than owed, and why a post stayed open."""

from __future__ import annotations

import numpy as np
import polars as pl

from matcher.pair_values import PairValues
from matcher.units import BoolArray
from models.fields import WORKERS
from solver.problem import Problem
from solver.result import Result

UNPLACED_SCHEMA = {
    "worker_id": pl.String,
    "reason": pl.String,
    "reason_text": pl.String,
    "nearest_vacancy_id": pl.String,
    "needed": pl.String,
}
UNFILLED_SCHEMA = {
    "vacancy_id": pl.String,
    "open": pl.Int64,
    "reason": pl.String,
    "reason_text": pl.String,
}


def unplaced_table(job: str, values: PairValues, problem: Problem, result: Result) -> pl.DataFrame:
    """Everybody without a post (push: with fewer than owed), and why; in the roster's order."""
    held = np.bincount(result.assignment[:, 0], minlength=problem.shape[0])
    wanted = problem.min_posts if job == "push" else np.ones(problem.shape[0], dtype=np.int64)
    missing = np.flatnonzero((held < wanted) | (problem.max_posts == 0))
    rows = [_unplaced(int(w), int(held[w]), values, problem, result) for w in missing.tolist()]
    return pl.DataFrame(rows, schema=UNPLACED_SCHEMA, orient="row")


def _unplaced(
    worker: int, held: int, values: PairValues, problem: Problem, result: Result
) -> tuple[str, str, str, str | None, str | None]:
    roster = values.roster
    name = roster.workers["worker_id"][worker]
    if problem.max_posts[worker] == 0:
        return name, "unavailable", _unavailable(roster.workers.row(worker, named=True)), None, None
    best = result.best
    own = slice(best.start[worker], best.start[worker + 1])
    reachable = own.stop - own.start
    if reachable == 0:
        vacancy, needed = _nearest(worker, values, problem.openings > 0)
        post = None if vacancy is None else roster.vacancies["vacancy_id"][vacancy]
        return name, "no_eligible_vacancy", "没有一个空缺岗位的条件全部符合", post, needed
    post = roster.vacancies["vacancy_id"][int(best.vacancy[own][0])]
    if held >= result.owed[worker] and held > 0:
        text = f"符合条件的空缺岗位只有{held}个,已全部推送"
        vacancy, needed = _nearest(worker, values, problem.openings > 0)
        post = None if vacancy is None else roster.vacancies["vacancy_id"][vacancy]
        return name, "few_eligible_vacancies", text, post, needed
    unit = values.unit
    worth = best.value[own][0] / unit
    gap = f"{max(-result.best_priced[own][0] / unit, 0.0):.3f}"
    more = "与现有人员并列,差距不足0.001" if gap == "0.000" else f"该岗位匹配度需再高{gap}"
    needed = f"{more}(现为{worth:.3f})"
    if problem.min_posts[worker]:
        return name, "caps_reached", "其余符合条件的岗位都已达推送上限", post, needed
    return name, "outbid", "符合条件的岗位已由更匹配或按政策优先的人员占用", post, needed


def _unavailable(person: dict[str, object]) -> str:
    if person["willing"] is False:
        return "本人无就业意愿"
    if person["status"] == "employed":
        return "已就业"
    if person["labour"] == "none":
        return "无劳动能力"
    return f"未满法定就业年龄16周岁({WORKERS.by_name['age'].label}{person['age']})"


def _nearest(worker: int, values: PairValues, is_open: BoolArray) -> tuple[int | None, str | None]:
    """The open vacancy with the fewest reasons against a worker, the best among equals."""
    against = values.refusals(worker)
    candidates = np.flatnonzero(is_open & (against > 0))
    if not candidates.size:
        return None, None
    fewest = candidates[against[candidates] == against[candidates].min()]
    worth = values.at(np.full(fewest.size, worker), fewest)
    vacancy = int(fewest[np.argmax(worth)])
    return vacancy, ";".join(r.text for r in values.reasons(worker, vacancy))


def unfilled_table(job: str, values: PairValues, problem: Problem, result: Result) -> pl.DataFrame:
    """Every vacancy with openings left, in the roster's order, with the reason; none for a push."""
    given = np.bincount(result.assignment[:, 1], minlength=problem.shape[1])
    openings = values.roster.vacancies["openings"].to_numpy().astype(np.int64)
    left = np.where(given == 0, openings, 0) if job == "push" else problem.openings - given
    rest = np.flatnonzero(left > 0)
    somebody = values.has_eligible(rest, problem.max_posts > 0)
    reason = np.where(somebody, "no_taker", "no_eligible_worker")
    text = {
        "allocate": "符合条件的人员都有更合适的岗位",
        "push": "符合条件的人员都有更合适的岗位可推送",
        "shortlist": "符合条件的人员都已列入更合适岗位的名单",
    }[job]
    return pl.DataFrame(
        {
            "vacancy_id": values.roster.vacancies["vacancy_id"][rest],
            "open": left[rest],
            "reason": reason.tolist(),
            "reason_text": np.where(somebody, text, "没有一名求职人员符合岗位条件").tolist(),
        },
        schema=UNFILLED_SCHEMA,
    )

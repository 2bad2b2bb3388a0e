"""Why somebody got nothing or less than owed, and why a post stayed open."""

from __future__ import annotations

import numpy as np
import polars as pl

from matcher.pair_values import PairValues
from matcher.units import BoolArray, IntArray
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


_Line = tuple[str, str, str, str | None, str | None]


def unplaced_table(job: str, values: PairValues, problem: Problem, result: Result) -> pl.DataFrame:
    """Everybody without a post (push: with fewer than owed), and why; in the roster's order."""
    held = np.bincount(result.assignment[:, 0], minlength=problem.shape[0])
    wanted = problem.min_posts if job == "push" else np.ones(problem.shape[0], dtype=np.int64)
    away = problem.max_posts == 0
    missing = np.flatnonzero((held < wanted) | away)
    reachable = np.diff(result.best.start)
    all_given = (held > 0) & (held >= result.owed)
    lines: dict[int, _Line] = {}
    kinds = np.where(away, 0, np.where(reachable == 0, 1, np.where(all_given, 2, 3)))[missing]
    lines.update(_away(missing[kinds == 0], values))
    lines.update(_without(missing[kinds == 1], held, values, problem))
    lines.update(_without(missing[kinds == 2], held, values, problem))
    lines.update(_outbid(missing[kinds == 3], values, problem, result))
    rows = [lines[worker] for worker in missing.tolist()]
    return pl.DataFrame(rows, schema=UNPLACED_SCHEMA, orient="row")


def _away(workers: IntArray, values: PairValues) -> dict[int, _Line]:
    """Those who take no part."""
    people = values.roster.workers[workers].iter_rows(named=True)
    return {
        worker: (person["worker_id"], "unavailable", _unavailable(person), None, None)
        for worker, person in zip(workers.tolist(), people, strict=True)
    }


def _without(
    workers: IntArray, held: IntArray, values: PairValues, problem: Problem
) -> dict[int, _Line]:
    """Those for whom there is no post, or none beyond those that they have."""
    names, posts = values.roster.workers["worker_id"], values.roster.vacancies["vacancy_id"]
    lines: dict[int, _Line] = {}
    for worker in workers.tolist():
        vacancy, needed = _nearest(worker, values, problem.openings > 0)
        post = None if vacancy is None else posts[vacancy]
        reason, text = "no_eligible_vacancy", "没有一个空缺岗位的条件全部符合"
        if held[worker]:
            reason = "few_eligible_vacancies"
            text = f"符合条件的空缺岗位只有{held[worker]}个,已全部推送"
        lines[worker] = (names[worker], reason, text, post, needed)
    return lines


def _outbid(
    workers: IntArray, values: PairValues, problem: Problem, result: Result
) -> dict[int, _Line]:
    """Those whose posts went to others, and by how much they miss the nearest one."""
    names = values.roster.workers["worker_id"][workers].to_list()
    first = result.best.start[workers]
    posts = values.roster.vacancies["vacancy_id"][result.best.vacancy[first]].to_list()
    worth = (result.best.value[first] / values.unit).tolist()
    short = np.maximum(-result.best_priced[first] / values.unit, 0.0).tolist()
    owed = problem.min_posts[workers].tolist()
    facts = zip(workers.tolist(), names, posts, worth, short, owed, strict=True)
    lines: dict[int, _Line] = {}
    for worker, name, post, value, gap, least in facts:
        tied = f"{gap:.3f}" == "0.000"
        more = "与现有人员并列,差距不足0.001" if tied else f"该岗位匹配度需再高{gap:.3f}"
        needed = f"{more}(现为{value:.3f})"
        reason, text = "outbid", "符合条件的岗位已由更匹配或按政策优先的人员占用"
        if least:
            reason, text = "caps_reached", "其余符合条件的岗位都已达推送上限"
        lines[worker] = (name, reason, text, post, needed)
    return lines


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

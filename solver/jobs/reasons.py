"""Why somebody got nothing or less than owed, and why a post stayed open."""

from __future__ import annotations

import numpy as np
import polars as pl

from matcher.pair_values import PairValues
from matcher.units import IntArray
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
    away = problem.max_posts == 0
    missing = (held < wanted) | away
    without = (np.diff(result.best.start) == 0) | ((held > 0) & (held >= result.owed))
    parts = (
        _away(np.flatnonzero(missing & away), values),
        _without(np.flatnonzero(missing & ~away & without), held, values, problem),
        _outbid(np.flatnonzero(missing & ~away & ~without), values, problem, result),
    )
    lines = pl.concat(parts, how="diagonal_relaxed").sort("worker")
    names = values.roster.workers["worker_id"].gather(lines["worker"])
    return lines.with_columns(names).match_to_schema(
        UNPLACED_SCHEMA, missing_columns="insert", extra_columns="ignore"
    )


def _away(workers: IntArray, values: PairValues) -> pl.DataFrame:
    """Those who take no part."""
    young = f"未满法定就业年龄16周岁({WORKERS.by_name['age'].label}{{}})"
    people = values.roster.workers[workers].with_columns(pl.Series("worker", workers))
    return people.select(
        "worker",
        reason=pl.lit("unavailable"),
        reason_text=pl.when(~pl.col("willing"))
        .then(pl.lit("本人无就业意愿"))
        .when(pl.col("status").cast(pl.String) == "employed")
        .then(pl.lit("已就业"))
        .when(pl.col("labour").cast(pl.String) == "none")
        .then(pl.lit("无劳动能力"))
        .otherwise(pl.format(young, "age")),
    )


def _without(
    workers: IntArray, held: IntArray, values: PairValues, problem: Problem
) -> pl.DataFrame:
    """Those for whom there is no post, or none beyond those that they have."""
    found, vacancy = values.nearest_refused(workers, problem.openings > 0)
    some, vacancy = workers[found], vacancy[found]
    sets, which = values.reasons_of(some, vacancy)
    told = pl.Series([";".join(r.text for r in against) for against in sets], dtype=pl.String)
    nearest = pl.DataFrame(
        {
            "worker": some,
            "nearest_vacancy_id": values.roster.vacancies["vacancy_id"].gather(vacancy),
            "needed": told.gather(which),
        }
    )
    few, has_some = "符合条件的空缺岗位只有{}个,已全部推送", pl.col("held") > 0
    return (
        pl.DataFrame({"worker": workers, "held": held[workers]})
        .select(
            "worker",
            reason=pl.when(has_some)
            .then(pl.lit("few_eligible_vacancies"))
            .otherwise(pl.lit("no_eligible_vacancy")),
            reason_text=pl.when(has_some)
            .then(pl.format(few, "held"))
            .otherwise(pl.lit("没有一个空缺岗位的条件全部符合")),
        )
        .join(nearest, on="worker", how="left")
    )


def _outbid(
    workers: IntArray, values: PairValues, problem: Problem, result: Result
) -> pl.DataFrame:
    """Those whose posts went to others, and by how much they miss the nearest one."""
    first = result.best.start[workers]
    owed = pl.col("least") > 0
    more = pl.format("该岗位匹配度需再高{}", _decimal("gap"))
    tied = pl.lit("与现有人员并列,差距不足0.001")
    return pl.DataFrame(
        {
            "worker": workers,
            "nearest_vacancy_id": values.roster.vacancies["vacancy_id"].gather(
                result.best.vacancy[first]
            ),
            "worth": _thousandths(result.best.value[first], values.unit),
            "gap": _thousandths(np.maximum(-result.best_priced[first], 0), values.unit),
            "least": problem.min_posts[workers],
        }
    ).select(
        "worker",
        "nearest_vacancy_id",
        reason=pl.when(owed).then(pl.lit("caps_reached")).otherwise(pl.lit("outbid")),
        reason_text=pl.when(owed)
        .then(pl.lit("其余符合条件的岗位都已达推送上限"))
        .otherwise(pl.lit("符合条件的岗位已由更匹配或按政策优先的人员占用")),
        needed=pl.format(
            "{}(现为{})", pl.when(pl.col("gap") == 0).then(tied).otherwise(more), _decimal("worth")
        ),
    )


def _thousandths(units: IntArray, unit: int) -> IntArray:
    """Non-negative values in thousandths, halves to the even one."""
    return np.rint(units * 1000 / unit).astype(np.int64)


def _decimal(name: str) -> pl.Expr:
    """A column of thousandths as a number with three decimals: 68 as 0.068."""
    whole, part = pl.col(name) // 1000, pl.col(name) % 1000
    return pl.format("{}.{}", whole, part.cast(pl.String).str.zfill(3))


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

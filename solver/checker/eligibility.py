"""
May this worker hold this post? Asked again of every pair of the answer, from
the roster and the pack alone, with columns side by side.

    too_young, too_old   age_min <= age <= age_max            unknown: allowed
    education, labour    level held >= level asked            unknown: allowed
    certificate          every certificate asked is held      unknown: not held
    too_far              level of distance <= farthest        unknown: allowed
    group                the pack's eligibility rules
    term                 the pack's term limits               unknown: not held
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from models.fields import DISTANCE, NO_CERTIFICATE
from models.places import level_between
from models.rules import Eligibility, TermLimit
from solver.checker.facts import Facts
from solver.checker.report import Fault, some
from solver.checker.term_limit import used_up

_ANYWHERE = len(DISTANCE) - 1
_APART = r"[、,;/|\s]+"
_TAIL = r"(职业资格证书?|资格证书?|操作证书?|上岗证书?|证书|证)$"
_SAYS = {
    "too_young": "年龄低于岗位要求",
    "too_old": "年龄高于岗位要求",
    "education": "学历低于岗位要求",
    "labour": "劳动能力低于岗位要求",
    "certificate": "缺少岗位要求的证书",
    "too_far": "工作地超出本人可接受的范围",
}


def _keys(column: str) -> pl.Expr:
    """The certificates in a cell, as a list of comparable names."""
    text = pl.col(column).fill_null("").str.normalize("NFKC").str.to_lowercase()
    part = pl.element()
    bare = part.str.replace(_TAIL, "")
    named = (
        text.str.replace_all(_APART, " ")
        .str.split(" ")
        .list.eval(pl.when(bare == "").then(part).otherwise(bare))
    )
    return named.list.set_difference(pl.lit(["", *NO_CERTIFICATE]))


def _level(column: str) -> pl.Expr:
    """Position of a choice among its choices; null where not known."""
    return pl.col(column).to_physical().cast(pl.Int64)


def refusals(facts: Facts, pairs: pl.DataFrame) -> pl.DataFrame:
    """
    Lists what speaks against some pairs.

    Parameters
    ----------
    facts
        Roster and pack.
    pairs
        Columns `worker` and `vacancy`: rows of the roster's tables.

    Returns
    -------
    polars.DataFrame
        `pairs` with one boolean column for each key of the module's table,
        true where the pair is refused; never null.
    """
    people, posts = facts.roster.workers, facts.roster.vacancies
    beside = pl.concat(
        [
            pairs,
            people.select(
                "age",
                held=_level("education"),
                able=_level("labour"),
                farthest=_level("max_distance"),
                papers=_keys("certificates"),
            )[pairs["worker"]],
            posts.select(
                "age_min",
                "age_max",
                level=_level("education"),
                effort=_level("labour"),
                asked=_keys("certificates"),
            )[pairs["vacancy"]],
        ],
        how="horizontal",
    ).with_columns(
        level_between(people["place"][pairs["worker"]], posts["place"][pairs["vacancy"]]).alias(
            "apart"
        )
    )
    against = {
        "too_young": pl.col("age") < pl.col("age_min"),
        "too_old": pl.col("age") > pl.col("age_max"),
        "education": pl.col("held") < pl.col("level"),
        "labour": pl.col("able") < pl.col("effort"),
        "certificate": pl.col("asked").list.set_difference("papers").list.len() > 0,
        "too_far": pl.col("apart") > pl.col("farthest").fill_null(_ANYWHERE),
    }
    return beside.select(
        *pairs.columns, *(test.fill_null(value=False).alias(code) for code, test in against.items())
    )


def check_eligibility(facts: Facts) -> Iterator[Fault]:
    """Yields a fault for each pair that a condition or an eligibility rule forbids."""
    pairs = pl.DataFrame({"worker": facts.worker, "vacancy": facts.vacancy})
    refused = refusals(facts, pairs)
    for code, says in _SAYS.items():
        for row in some(refused.filter(code)):
            yield _fault(facts, row["worker"], row["vacancy"], says, None)
    for rule in facts.rules:
        if isinstance(rule, Eligibility):
            posts, people = rule.posts.mask(facts.roster), rule.workers.mask(facts.roster)
            wrong = posts[facts.vacancy] & ~people[facts.worker]
        elif isinstance(rule, TermLimit):
            wrong = used_up(rule, facts)
        else:
            continue
        for row in some(pairs.filter(pl.Series(wrong, dtype=pl.Boolean))):
            yield _fault(facts, row["worker"], row["vacancy"], rule.reason, rule.id)


def _fault(facts: Facts, worker: int, vacancy: int, says: str, rule: str | None) -> Fault:
    who, post = facts.worker_id(worker), facts.vacancy_id(vacancy)
    message = f"人员 {who} 不能从事岗位 {post}：{says}。"
    return Fault("pair_not_eligible", message, rule, worker=who, vacancy=post)

"""Posts that have to be given up, or contracts that end, before long."""

from __future__ import annotations

import polars as pl

from models.ledger import job_lines, spells
from models.packs import Pack
from models.roster import Roster
from models.rules import TermLimit
from models.rules.term_limit import MONTH
from solver.monitoring.colours import GREEN, OURS, RED, TERM_RED, TERM_YELLOW, by_days
from solver.monitoring.people import PERSON, cited, open_lines
from solver.monitoring.result import TERMS, shaped


def term_warnings(roster: Roster, pack: Pack) -> pl.DataFrame:
    """
    Whose post or contract ends within `TERM_YELLOW` days, or has run out.

    Returns
    -------
    polars.DataFrame
        In the schema `TERMS`, the nearest end first.
    """
    rules = [rule for rule in pack.rules if isinstance(rule, TermLimit)]
    frames = [pl.DataFrame(schema=TERMS)]
    frames += [(_contracts if rule.per == "contract" else _totals)(rule, roster) for rule in rules]
    return pl.concat(frames).sort("ends_at", "place", "worker_id")


def _held(rule: TermLimit, roster: Roster) -> pl.DataFrame:
    """The open lines on the rule's posts, with whose they are; the newest of each person."""
    posts = roster.vacancies.filter(pl.Series(rule.posts.mask(roster), dtype=pl.Boolean))
    jobs = pl.col("event").cast(pl.String).fill_null("job") == "job"
    lines = open_lines(roster, roster.as_of).filter(jobs)
    return (
        lines.join(posts.select("vacancy_id"), on="vacancy_id", how="semi", maintain_order="left")
        .join(roster.workers.select(PERSON), on="worker_id", maintain_order="left")
        .sort("started_at", maintain_order=True)
        .unique("worker_id", keep="last", maintain_order=True)
    )


def _contracts(rule: TermLimit, roster: Roster) -> pl.DataFrame:
    """
    Each contract ends after its own months, after those of the rule where none are stated.

        last day = start + months - 1 day
    """
    start = pl.coalesce("signed_at", "started_at")
    months = pl.col("contract_months").cast(pl.Int64).fill_null(rule.months)
    ends = start.dt.offset_by(pl.format("{}mo", "months")).dt.offset_by("-1d")
    held = _held(rule, roster).with_columns(months=months).with_columns(ends_at=ends)
    too_long = pl.col("months") > rule.months
    return _shown(held, rule, roster, too_long, ("合同", "续签或离岗"))


def _totals(rule: TermLimit, roster: Roster) -> pl.DataFrame:
    """
    The day on which the months held, as `TermLimit.held` counts them, reach those allowed.

        months held = full months of all spells + (days left over of all spells) // 30

    With F full months and R days left over of the spells before, the last day of
    a spell that began on s is the day before the earlier of
    s + (allowed - F - R // 30) months   and
    s + (allowed - F - R // 30 - 1) months + (30 - R % 30) days.
    """
    everybody = roster.workers.select("worker_id").with_columns(
        allowed=pl.Series(rule.allowed(roster), dtype=pl.Int64)
    )
    held = _held(rule, roster).join(everybody, on="worker_id", maintain_order="left")
    held = held.join(
        _earlier(rule, roster, held), on="worker_id", how="left", maintain_order="left"
    ).with_columns(pl.col("full", "rest").fill_null(0))
    need = pl.col("allowed") - pl.col("full") - pl.col("rest") // MONTH
    dated = held.with_columns(need=need, months="allowed")
    whole = pl.col("started_at").dt.offset_by(pl.format("{}mo", "need"))
    short = pl.col("started_at").dt.offset_by(pl.format("{}mo", pl.col("need") - 1))
    parted = short.dt.offset_by(pl.format("{}d", MONTH - pl.col("rest") % MONTH))
    ends = pl.min_horizontal(whole, parted).dt.offset_by("-1d")
    # Who had held such posts for the whole term before has run out on the first day of this one.
    dated = dated.with_columns(
        ends_at=pl.when(pl.col("need") > 0).then(ends).otherwise("started_at")
    )
    return _shown(dated, rule, roster, pl.lit(value=False), ("任职期限", "安排退出岗位"))


def _earlier(rule: TermLimit, roster: Roster, held: pl.DataFrame) -> pl.DataFrame:
    """Full months and days left over of the spells other than the newest, by worker."""
    posts = roster.vacancies.filter(pl.Series(rule.posts.mask(roster), dtype=pl.Boolean))
    lines = (
        job_lines(roster)
        .join(posts.select("vacancy_id"), on="vacancy_id", how="semi")
        .join(held.select("placement_id"), on="placement_id", how="anti")
    )
    totals = spells(lines, roster.as_of).group_by("worker_id")
    return totals.agg(pl.col("full").sum(), pl.col("rest").sum())


def _shown(
    held: pl.DataFrame, rule: TermLimit, roster: Roster, wrong: pl.Expr, words: tuple[str, str]
) -> pl.DataFrame:
    """The lines near their end, and those that are wrong anyway; coloured and explained."""
    what, step = words
    left = (pl.col("ends_at") - pl.lit(roster.as_of)).dt.total_days()
    end = pl.col("ends_at").dt.strftime("%Y-%m-%d")
    text = (
        pl.when(pl.col("days_left") < 0)
        .then(pl.format(f"{what}已于 {{}} 到期，逾期 {{}} 天，请{step}", end, -pl.col("days_left")))
        .otherwise(pl.format(f"{what} {{}} 到期，还剩 {{}} 天，请{step}", end, "days_left"))
    )
    too_long = pl.format(f"；期限 {{}} 个月，超过规定的 {rule.months} 个月", "months")
    found = held.with_columns(cited(rule), days_left=left).with_columns(
        colour=pl.when(wrong)
        .then(pl.lit(RED))
        .otherwise(by_days(pl.col("days_left"), TERM_YELLOW, TERM_RED)),
        explanation=pl.concat_str(
            text, pl.when(wrong).then(too_long).otherwise(pl.lit("")), pl.lit(f"；颜色：{OURS}")
        ),
    )
    return shaped(found.filter(pl.col("colour") != GREEN), TERMS)

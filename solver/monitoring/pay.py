"""Posts that pay less than a floor, and like posts that pay too differently."""

from __future__ import annotations

import polars as pl

from models.packs import Pack
from models.roster import Roster
from models.rules import Parity
from models.rules.rounding import percent, yuan
from solver.monitoring.people import cited
from solver.monitoring.result import PAY, PAY_ZH, shaped


def pay_warnings(roster: Roster, pack: Pack) -> pl.DataFrame:
    """
    The posts that are against the pack's rules of pay.

    Where like posts differ too much all of them are listed, the lowest paid first:
    which of them is wrong is for the office to say.

    Returns
    -------
    polars.DataFrame
        In the schema `PAY`, by rule, kind, area and wage.
    """
    posts = roster.vacancies.select(
        "vacancy_id", "title", "employer", "place", wage=pl.coalesce("wage_min", "wage_max")
    )
    order = pl.Enum([rule.id for rule in pack.rules])
    frames = [pl.DataFrame(schema=PAY)]
    for rule in pack.rules:
        if isinstance(rule, Parity):
            frames += [_below(rule, roster, posts), _unequal(rule, roster, posts)]
    kind = pl.col("kind").cast(pl.Enum(list(PAY_ZH)))
    return pl.concat(frames).sort(
        pl.col("rule").cast(order), kind, "area", "wage", "vacancy_id", nulls_last=True
    )


def _below(rule: Parity, roster: Roster, posts: pl.DataFrame) -> pl.DataFrame:
    under = posts.filter(pl.col("vacancy_id").is_in(rule.below(roster).implode()))
    text = pl.format(f"月薪 {{}} 元，低于 {yuan(rule.floor)} 元", _plain("wage"))
    found = under.with_columns(cited(rule), kind=pl.lit("below"), explanation=text)
    return shaped(found.with_columns(area=pl.lit("")), PAY)


def _unequal(rule: Parity, roster: Roster, posts: pl.DataFrame) -> pl.DataFrame:
    groups = rule.unequal(roster).explode("posts").rename({"posts": "vacancy_id"})
    text = pl.format(
        f"“{{}}”月薪 {{}} 至 {{}} 元不等，超过允许的 {percent(rule.tolerance)}；本岗位 {{}} 元",
        "like", _plain("low"), _plain("high"), _plain("wage"),
    )  # fmt: skip
    found = groups.join(posts, on="vacancy_id", maintain_order="left").with_columns(
        cited(rule), kind=pl.lit("unequal")
    )
    return shaped(found.with_columns(explanation=text), PAY)


def _plain(column: str) -> pl.Expr:
    """A wage without the decimals that it does not have."""
    return pl.col(column).cast(pl.String).str.replace(r"\.0$", "")

"""Of several options one is paid."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from models.rules import Exclusive
from solver.entitlements.rows import cut


def exclude(
    rule: Exclusive, rows: pl.DataFrame, owners: pl.DataFrame, called: Mapping[str, str]
) -> pl.DataFrame:
    """
    Takes away what is owed by all options but one.

    Parameters
    ----------
    rule
        The options.
    rows
        Of all rules, with what is owed after caps.
    owners
        employer_id, owner_id: units of one owner are one payee.
    called
        What offices call each rule, by its id.
    """
    option_of = {name: place for place, names in enumerate(rule.options) for name in names}
    marked = rows.with_row_index("__row").with_columns(
        __option=pl.col("rule").replace_strict(option_of, default=None, return_dtype=pl.Int64)
    )
    if rule.scope == "worker":
        marked = marked.with_columns(__who="worker_id")
    else:
        known = owners.select(payee_id="employer_id", __owner="owner_id")
        marked = marked.join(known, on="payee_id", how="left", maintain_order="left")
        marked = marked.with_columns(__who=pl.coalesce("__owner", "payee_id")).drop("__owner")
    by = ["__who", "year"] if rule.period == "year" else ["__who"]
    part = marked.filter(
        pl.col("__option").is_not_null() & pl.col("__who").is_not_null() & (pl.col("owed") > 0)
    )
    choices = option_of | {called[name]: place for name, place in option_of.items()}
    chosen = pl.col("chosen").str.strip_chars()
    picks = chosen.replace_strict(choices, default=None, return_dtype=pl.Int64)
    sums = part.group_by(*by, "__option").agg(total=pl.col("owed").sum())
    picked = part.with_columns(pick=picks).group_by(by).agg(pick=pl.col("pick").min())
    order = ["total", "__option"] if rule.mode == "better_one" else ["__option"]
    best = (
        sums.sort(order, descending=[name == "total" for name in order])
        .group_by(by, maintain_order=True)
        .agg(best=pl.col("__option").first(), several=pl.len() > 1, there=pl.col("__option"))
        .join(picked, on=by, how="left")
        .filter("several")
        .with_columns(
            best=pl.when(pl.col("pick").is_in("there")).then("pick").otherwise("best"),
            freely=pl.col("pick").is_in("there").fill_null(value=False),
        )
        .select(*by, "best", "freely")
    )
    names = {
        place: "、".join(called[name] for name in option)
        for place, option in enumerate(rule.options)
    }
    taken = pl.col("best").replace_strict(names, default=None, return_dtype=pl.String)
    how = (
        pl.when("freely")
        .then(pl.lit("申请人选择享受"))
        .otherwise(pl.lit("按最优享受" if rule.mode == "better_one" else "已享受"))
    )
    why = pl.concat_str(how, pl.lit(" "), taken, pl.lit(f"，不再重复享受（{rule.cite}）"))
    joined = marked.join(best, on=by, how="left", maintain_order="left")
    loses = pl.col("__option").is_not_null() & (pl.col("best") != pl.col("__option"))
    owed = pl.when(loses.fill_null(value=False)).then(pl.lit(0, dtype=pl.Int64)).otherwise("owed")
    return cut(joined, owed, rule.id, why).select(rows.columns)

"""What the rules of one scenario cost at its prices."""

from __future__ import annotations

import polars as pl

from models.rules import PostShare
from solver.jobs import Decision
from solver.scenarios.cap_prices import cap_prices
from solver.scenarios.grid import PERCENT

SCHEMA = {
    "rule": pl.String,
    "kind": pl.String,
    "required": pl.Int64,
    "achieved": pl.Int64,
    "shortfall": pl.Int64,
    "entities": pl.Int64,
    "priced": pl.Int64,
    "dearest_entity": pl.String,
    "dearest_price": pl.Float64,
    "one_more_each": pl.Float64,
    "one_percent_more": pl.Float64,
    "cite": pl.String,
}


def rule_prices(answer: Decision) -> pl.DataFrame:
    """
    Sums the prices of each rule over its entities.

    The price of a floor is what the last person of it costs, in value: optimal
    within the gap, one of several optimal prices, between the least and the
    greatest of them. Where the rule is short it is its penalty. The price of a
    household cap is what one more place for the household is worth, at the posts'
    prices of the proof (`cap_prices`).

    Parameters
    ----------
    answer
        Of one scenario.

    Returns
    -------
    polars.DataFrame
        A line for each rule that asks for people, in the pack's order, in `SCHEMA`:
        `entities` with a line of their own, `priced` those with a price above 0;
        `one_more_each` what it costs to place one person more for each of them, or of
        household caps what one more place each is worth; `one_percent_more` what
        another percentage point of a share costs. Null where there is no price.
    """
    rules, problem = answer.rules, answer.problem
    shares = {r.id for r in answer.pack.rules if isinstance(r, PostShare)}
    rows = pl.DataFrame(
        {
            "rule": [row.rule for row in problem.given_rows],
            "entity": [row.entity for row in problem.given_rows],
            "base": [int(problem.openings[row.vacancies].sum()) for row in problem.given_rows],
        },
        schema={"rule": pl.String, "entity": pl.String, "base": pl.Int64},
    )
    caps = pl.DataFrame(
        {
            "rule": [cap.rule for cap in problem.household_caps],
            "entity": [cap.entity for cap in problem.household_caps],
            "worth": cap_prices(problem, answer.result.prices) / problem.values.unit,
        },
        schema={"rule": pl.String, "entity": pl.String, "worth": pl.Float64},
    )
    joined = (
        rules.join(rows, on=["rule", "entity"], how="left", maintain_order="left")
        .join(caps, on=["rule", "entity"], how="left", maintain_order="left")
        .with_columns(price=pl.coalesce("price", "worth"))
    )
    dear = pl.col("price") > 0
    dearest = pl.col("price") == pl.col("price").max()
    percent = (pl.col("price") * pl.col("base")).sum() * float(PERCENT)
    return (
        joined.group_by("rule", "kind", "cite", maintain_order=True)
        .agg(
            pl.col("required", "achieved", "shortfall").sum(),
            entities=pl.len().cast(pl.Int64),
            priced=dear.sum().cast(pl.Int64),
            dearest_entity=pl.col("entity").filter(dear & dearest).first(),
            dearest_price=pl.col("price").max(),
            one_more_each=pl.when(pl.col("price").count() > 0).then(pl.col("price").sum()),
            one_percent_more=pl.when(pl.col("rule").first().is_in(shares)).then(percent),
        )
        .filter(pl.col("one_more_each").is_not_null() | (pl.col("required") != 0))
        .select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())
    )
